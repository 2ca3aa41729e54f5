"""A short list of cases: digits mark one of the first nine, Enter opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.keys import digit_of
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of

ROW = 48
LONGEST = 9


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case: its number, what it is about, its state as a word and a tone, and a quiet second line."""

    number: str
    title: str
    state: str
    tone: ToneName
    meta: str


class CaseListModel(QAbstractListModel):
    """The cases shown, no more than `most`."""

    def __init__(self, parent: QWidget, most: int = LONGEST) -> None:
        super().__init__(parent)
        self._most = most
        self._cases: tuple[ListedCase, ...] = ()

    def show_cases(self, cases: Sequence[ListedCase]) -> None:
        """Show others."""
        self.beginResetModel()
        self._cases = tuple(cases[: self._most])
        self.endResetModel()

    def case(self, row: int) -> ListedCase:
        """The case at a row."""
        return self._cases[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its title; for a screen reader everything."""
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return case.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1} {case.title}，{case.state}，{case.meta}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{case.number}\n{case.title}\n{case.meta}"
        return None


class CaseListDelegate(QStyledItemDelegate):
    """Draws digit, title and state in one line, the rest in a second."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One case."""
        model, place, tokens, px = index.model(), place_of(option), look().tokens, look().px
        if not isinstance(model, CaseListModel):
            return
        case = model.case(index.row())
        painter.save()
        draw_ground(painter, place)
        inner = place.rect.adjusted(px(8), px(4), -px(8), -px(4))
        half = inner.height() // 2
        self._first(painter, QRect(inner.left(), inner.top(), inner.width(), half), index.row() + 1, case, place)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        below = QRect(inner.left() + px(20), inner.top() + half, inner.width() - px(20), half)
        words = painter.fontMetrics().elidedText(case.meta, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _LINE, words)
        painter.restore()

    def _first(self, painter: QPainter, line: QRect, digit: int, case: ListedCase, place: Place) -> None:
        tokens, px = look().tokens, look().px
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(line, _LINE, str(digit) if digit <= LONGEST else "")
        pill = pill_size(case.state).width()
        draw_pill(painter, line.right() - pill, line.center().y(), case.state, case.tone)
        room = line.adjusted(px(20), 0, -pill - px(8), 0)
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(place.ink(tokens.text)))
        words = painter.fontMetrics().elidedText(case.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LINE, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, look().px(ROW))


_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class CaseList(QListView):
    """As high as its cases. `opened` gives a number at Return or double click; `marked` when another is marked."""

    opened = Signal(str)
    marked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, most: int = LONGEST) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = CaseListModel(self, most)
        self.setModel(self._model)
        self.setItemDelegate(CaseListDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.opened.emit(self._model.case(index.row()).number))
        self.selectionModel().currentChanged.connect(lambda *_: self.marked.emit(self.number))

    def show_cases(self, cases: Sequence[ListedCase]) -> None:
        """Show these and mark the first; what was marked stays so while it is shown."""
        before = self.number
        self._model.show_cases(cases)
        row = next((row for row, number in enumerate(self.numbers) if number == before), 0)
        self.mark(row)
        self.updateGeometry()

    @property
    def number(self) -> str:
        """The number of the marked case, or empty."""
        row = self.currentIndex().row()
        return self._model.case(row).number if 0 <= row < self._model.rowCount() else ""

    @property
    def numbers(self) -> list[str]:
        """The numbers shown."""
        return [self._model.case(row).number for row in range(self._model.rowCount())]

    def mark(self, row: int) -> None:
        """Mark a row."""
        self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit marks that row."""
        digit = digit_of(event)
        if 1 <= digit <= min(LONGEST, self._model.rowCount()):
            self.mark(digit - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is marked while one is here."""
        super().focusInEvent(event)
        if not self.number and self._model.rowCount():
            self.mark(0)

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(look().px(240), self._model.rowCount() * look().px(ROW))

    def minimumSizeHint(self) -> QSize:
        """All rows."""
        return QSize(look().px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as broad as the list."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
