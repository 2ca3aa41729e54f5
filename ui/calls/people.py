"""The people of a call round and how far it is: who waits, who was reached, who is to be tried again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reception.domain.forms import REACHED
from reception.domain.identity import written_phone
from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.keys import digit_of
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of
from ui.words import said, translate

if TYPE_CHECKING:
    from reception.desk.calls import Call

Key = tuple[str, str, str]
ELSEWHERE = "elsewhere"
_TONES = {"yes": ToneName.OK, "later": ToneName.INFO, ELSEWHERE: ToneName.NEUTRAL}


class Standing(StrEnum):
    """Where a person stands in the round."""

    WAITING = "waiting"
    BEING_SAVED = "being saved"
    CALLED = "called"


@dataclass(slots=True)
class Person:
    """One person of the round; `ended` says how the last call ended (`forms.REACHED`), or ELSEWHERE."""

    call: "Call"
    standing: Standing = Standing.WAITING
    ended: str = ""

    @property
    def key(self) -> Key:
        """Who it is."""
        return self.call.key

    @property
    def waits(self) -> bool:
        """Whether this person is still to be called."""
        return self.standing is Standing.WAITING

    @property
    def pill(self) -> str:
        """How the call ended, in a word; empty before it."""
        if self.ended == ELSEWHERE:
            return translate("People", "已处理")
        return said(REACHED[self.ended]) if self.ended else ""

    @property
    def tone(self) -> ToneName:
        """The colour of that word."""
        return _TONES.get(self.ended, ToneName.WARN)

    @property
    def title(self) -> str:
        """Name, or phone where there is none."""
        return self.call.name or written_phone(self.call.phone) or translate("People", "没有姓名")


class PeopleModel(QAbstractListModel):
    """The round. People keep their places while it goes on; who comes to be due meanwhile stands at the end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._people: list[Person] = []

    def merge(self, calls: "Iterable[Call]") -> None:
        """Take what is due now: new people in, those no longer due marked, a call that was taken back waits again."""
        due = {call.key: call for call in calls}
        self.beginResetModel()
        for person in self._people:
            self._merge_one(person, due.pop(person.key, None))
        self._people += [Person(call) for call in due.values()]
        self.endResetModel()

    def mark(self, key: Key, standing: Standing, ended: str = "") -> None:
        """Note how far a person is."""
        for row, person in enumerate(self._people):
            if person.key == key:
                person.standing, person.ended = standing, ended
                self.dataChanged.emit(self.index(row), self.index(row))

    def person(self, row: int) -> Person:
        """Who stands at a row."""
        return self._people[row]

    def row_of(self, key: Key) -> int:
        """Where somebody stands, -1 when not in the round."""
        return next((row for row, person in enumerate(self._people) if person.key == key), -1)

    def next_waiting(self, after: int) -> int:
        """The row of the next person to call, from the beginning again after the end; -1 when all are called."""
        rows = range(len(self._people))
        waiting = [row for row in rows if self._people[row].waits]
        return next((row for row in waiting if row > after), waiting[0] if waiting else -1)

    @property
    def called(self) -> int:
        """How many are done with."""
        return sum(not person.waits for person in self._people)

    def ended(self, how: str) -> int:
        """How many calls ended so."""
        return sum(person.ended == how for person in self._people)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Who; for a screen reader with cases and how it ended."""
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(
                filter(None, (person.title, written_phone(person.call.phone), case_count(person), person.pill))
            )
        return None

    def _merge_one(self, person: Person, call: "Call | None") -> None:
        if call is None:
            if person.waits:
                person.standing, person.ended = Standing.CALLED, ELSEWHERE
            return
        person.call = call
        if person.standing is Standing.CALLED and person.ended != "later":
            person.standing, person.ended = Standing.WAITING, ""


def case_count(person: Person) -> str:
    """How many cases it is about."""
    return translate("People", "{count} 件").format(count=len(person.call.cases))


class PeopleDelegate(QStyledItemDelegate):
    """Name and how it ended, phone and number of cases."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One person."""
        model = index.model()
        if not isinstance(model, PeopleModel):
            return
        place = place_of(option)
        painter.save()
        draw_ground(painter, place)
        self._lines(painter, place, model.person(index.row()))
        painter.restore()

    def _lines(self, painter: QPainter, place: Place, person: Person) -> None:
        px, tokens = look().px, look().tokens
        rect = place.rect.adjusted(px(12), px(5), -px(12), -px(5))
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top(), rect.width(), half)
        lower = QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(place.ink(tokens.text if person.waits else tokens.third)))
        painter.drawText(upper, middle | left, person.title)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(lower, middle | right, case_count(person))
        metrics = painter.fontMetrics()
        room = lower.width() - metrics.horizontalAdvance(case_count(person)) - px(8)
        whom = written_phone(person.call.phone) if person.call.name else person.call.cases[0].address
        painter.drawText(lower, middle | left, metrics.elidedText(whom, Qt.TextElideMode.ElideRight, room))
        if person.pill:
            width = pill_size(person.pill).width()
            draw_pill(painter, upper.right() - width, upper.center().y(), person.pill, person.tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, look().px(48))


class PeopleList(QListView):
    """The round as a list: the arrows choose somebody, Enter or a click goes to the call, a digit answers it.

    `chosen` and `picked` give the row, `answered` the digit.
    """

    chosen = Signal(int)
    picked = Signal(int)
    answered = Signal(int)

    def __init__(self, model: PeopleModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(PeopleDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.clicked.connect(lambda index: self.picked.emit(index.row()))

    def sizeHint(self) -> QSize:
        """As broad as there is room for."""
        return QSize(0, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, go to the call, or answer."""
        before, digit = self.currentIndex().row(), digit_of(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(before)
        elif digit > 0:
            self.answered.emit(digit)
        else:
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self.chosen.emit(self.currentIndex().row())

    def show_row(self, row: int) -> None:
        """Mark who is being called."""
        model = self.model()
        self.setCurrentIndex(model.index(row, 0))
        self.scrollTo(model.index(min(row + 2, model.rowCount() - 1), 0))
        self.scrollTo(model.index(row, 0))
