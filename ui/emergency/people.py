"""Whom to call in an emergency, in order; each answer with its own minute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reception.domain.identity import written_phone
from ui.moments import here
from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.keys import digit_of
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.emergency import CallMade, OnDuty

ROW_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody answered, and when."""

    reached: bool
    at: datetime

    @property
    def words(self) -> str:
        """接通 09:05."""
        how = translate("Emergency", "接通") if self.reached else translate("Emergency", "未接通")
        return f"{how} {here(self.at):%H:%M}"


class DutyModel(QAbstractListModel):
    """The people in the order they are called. Who was called keeps his place when others come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: list[OnDuty] = []
        self._answers: dict[str, Answer] = {}

    def show_people(self, people: "Iterable[OnDuty]") -> None:
        """These are to be called; those called already stay, and stand first."""
        called = [person for person in self._people if person.phone in self._answers]
        known = {person.phone for person in called}
        self.beginResetModel()
        self._people = [*called, *(person for person in people if person.phone not in known)]
        self.endResetModel()

    def show_calls(self, calls: "Sequence[CallMade]") -> None:
        """Calls that were made before: a draft's. Those not called wait behind them."""
        self.beginResetModel()
        self._answers = {call.who.phone: Answer(call.reached, call.at) for call in calls}
        waiting = (person for person in self._people if person.phone not in self._answers)
        self._people = [*(call.who for call in calls), *waiting]
        self.endResetModel()

    def answer(self, row: int, given: Answer) -> None:
        """How the call to somebody ended."""
        self._answers[self._people[row].phone] = given
        self.dataChanged.emit(self.index(row), self.index(row))

    def person(self, row: int) -> "OnDuty":
        """The one in a row."""
        return self._people[row]

    def waiting_row(self, phone: str) -> int:
        """Where the one with a phone waits to be called; -1 for who was called, and for nobody."""
        waits = (person.phone == phone and phone not in self._answers for person in self._people)
        return next((row for row, here in enumerate(waits) if here), -1)

    def answered(self, row: int) -> Answer | None:
        """How the call to the one in a row ended, or None before it."""
        return self._answers.get(self._people[row].phone)

    def calls(self) -> "list[CallMade]":
        """The calls made, in the order of their minutes."""
        from reception.desk.emergency import CallMade

        made = [(person, self._answers.get(person.phone)) for person in self._people]
        calls = [CallMade(person, answer.reached, answer.at) for person, answer in made if answer is not None]
        return sorted(calls, key=lambda call: call.at)

    def next_row(self, after: int) -> int:
        """The next one not called yet, from the top again after the last; else the one it stands at."""
        rows = [*range(after + 1, len(self._people)), *range(after + 1)]
        return next((row for row in rows if self._people[row].phone not in self._answers), after)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Who; for a screen reader with post, phone and answer."""
        if not index.isValid():
            return None
        person, answer = self._people[index.row()], self.answered(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name or person.role
        if role == Qt.ItemDataRole.AccessibleTextRole:
            phone = written_phone(person.phone)
            return " ".join(filter(None, (person.role, person.name, phone, answer.words if answer else "")))
        return None


class DutyDelegate(QStyledItemDelegate):
    """Name and post, phone, and how the call ended."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One person."""
        model = index.model()
        if not isinstance(model, DutyModel):
            return
        place = place_of(option)
        painter.save()
        draw_ground(painter, place)
        self._lines(painter, place, model, index.row())
        painter.restore()

    def _lines(self, painter: QPainter, place: Place, model: DutyModel, row: int) -> None:
        person, answer, middle = model.person(row), model.answered(row), Qt.AlignmentFlag.AlignVCenter
        px, tokens = look().px, look().tokens
        rect = place.rect.adjusted(px(12), px(5), -px(12), -px(5))
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top(), rect.width(), half)
        lower = QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(place.ink(tokens.text)))
        painter.drawText(upper, middle | Qt.AlignmentFlag.AlignLeft, person.name or person.role)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(
            lower, middle | Qt.AlignmentFlag.AlignLeft, "   ".join((person.role, written_phone(person.phone)))
        )
        if answer is not None:
            tone = ToneName.OK if answer.reached else ToneName.WARN
            left = upper.right() - pill_size(answer.words).width()
            draw_pill(painter, left, upper.center().y(), answer.words, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, look().px(ROW_HEIGHT))


ANSWERS = REACHED, NO_ANSWER, NEXT = 1, 2, 3
"""The digits that answer."""


class DutyList(QListView):
    """The people; 1, 2 and 3 are left to the card around it. `marked` gives the row; `passed` when Tab goes on to the
    form, which may be a tab that is hidden.
    """

    marked = Signal(int)
    passed = Signal()

    def __init__(self, model: DutyModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(DutyDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(lambda now, _: self.marked.emit(now.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers; anything else walks."""
        if digit_of(event) in ANSWERS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """See `passed`."""
        if not forwards:
            return super().focusNextPrevChild(forwards)
        self.passed.emit()
        return True

    def mark(self, row: int) -> None:
        """Stand at a row."""
        self.setCurrentIndex(self.model().index(row, 0))
