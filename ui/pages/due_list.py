"""What is due soonest: clock, what it is about, where, who holds it; Enter opens the case."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reception.domain.clock import Clock
from reception.domain.deadlines import CLOCK_NAMES
from ui.moments import TONES, due_words
from ui.theme.spacing import look
from ui.widgets.beside import scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, place_of
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.today import Due


class DueModel(QAbstractListModel):
    """The cases, the latest past first."""

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._due: Sequence[Due] = ()

    def show_due(self, due: "Sequence[Due]") -> None:
        """Show these; the same again changes nothing but the clocks."""
        if [item.number for item in due] == [item.number for item in self._due]:
            self._due = tuple(due)
            if due:
                self.dataChanged.emit(self.index(0), self.index(len(due) - 1))
            return
        self.beginResetModel()
        self._due = tuple(due)
        self.endResetModel()

    def due_at(self, row: int) -> "Due":
        """The case at a row."""
        return self._due[row]

    def clock_words(self, row: int) -> str:
        """Which clock, and how it stands."""
        item = self._due[row]
        return f"{said(CLOCK_NAMES.get(item.clock, (item.clock, item.clock)))} {due_words(item.until, self._now)}"

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._due)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What it is about; for a screen reader with clock, place and unit."""
        if not index.isValid():
            return None
        item = self._due[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return item.summary
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(
                filter(None, (self.clock_words(index.row()), item.summary, item.address, item.unit, item.number))
            )
        return None


class DueDelegate(QStyledItemDelegate):
    """Two lines: pill and summary, then address, unit and number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One case."""
        model = index.model()
        if not isinstance(model, DueModel):
            return
        place = place_of(option)
        painter.save()
        draw_ground(painter, place)
        self._lines(painter, place, model, index.row())
        painter.setPen(colour(look().tokens.line))
        painter.drawLine(place.rect.bottomLeft(), place.rect.bottomRight())
        painter.restore()

    def _lines(self, painter: QPainter, place: Place, model: DueModel, row: int) -> None:
        item, px, tokens = model.due_at(row), look().px, look().tokens
        rect, quiet = place.rect.adjusted(px(8), px(6), -px(8), -px(6)), place.ink(tokens.third)
        upper = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
        lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), rect.height() - upper.height())
        right = draw_pill(painter, upper.left(), upper.center().y(), model.clock_words(row), TONES[item.near])
        summary = upper.adjusted(right - upper.left() + px(8), 0, 0, 0)
        self._text(painter, summary, item.summary, place.ink(tokens.text), look().scale.base)
        small = look().scale.small
        number = QFontMetrics(font_of(small)).horizontalAdvance(item.number) + px(4)
        self._text(painter, lower.adjusted(lower.width() - number, 0, 0, 0), item.number, quiet, small)
        where = "   ".join(filter(None, (item.address, item.unit)))
        self._text(painter, lower.adjusted(0, 0, -number - px(8), 0), where, place.ink(tokens.second), small)

    def _text(self, painter: QPainter, rect: QRect, words: str, ink: str, size: int) -> None:
        painter.setFont(font_of(size))
        painter.setPen(colour(ink))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, look().px(54))


class DueList(QStackedWidget):
    """The list, or a calm word when nothing is due. `chosen` gives the number of the case to open."""

    chosen = Signal(str)

    def __init__(self, clock: Clock, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DueModel(clock, self)
        self._view = _View()
        self._view.setModel(self._model)
        self._view.setItemDelegate(DueDelegate(self._view))
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setAccessibleName(name)
        self._view.opened.connect(self._open)
        self.addWidget(self._view)
        nothing = EmptyState("circle-check", self.tr("没有要到期的"), self.tr("新登记的诉求会按时限排在这里。"))
        self.addWidget(scrolled(nothing))
        self.setFocusProxy(self._view)

    def show_due(self, due: "Sequence[Due]") -> None:
        """Show these."""
        self._model.show_due(due)
        self.setCurrentIndex(0 if due else 1)

    @property
    def number(self) -> str:
        """The number of the marked case, or empty."""
        index = self._view.currentIndex()
        return self._model.due_at(index.row()).number if index.isValid() else ""

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.due_at(index.row()).number)


class _View(QListView):
    """A list whose rows open by Enter and a single click."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the marked row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
