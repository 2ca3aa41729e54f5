"""The side bar: the pages with their counts, walked with the arrows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme.icons import draw
from ui.theme.spacing import look
from ui.widgets.painting import Index, draw_ground, place_of


@dataclass(frozen=True, slots=True)
class SideEntry:
    """One line: its key, words, icon (Lucide name) and shortcut."""

    key: str
    title: str
    icon: str
    shortcut: str = ""


class SideModel(QAbstractListModel):
    """The lines and their counts."""

    def __init__(self, entries: Sequence[SideEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._counts: dict[str, int] = {}

    def show_entries(self, entries: Sequence[SideEntry]) -> None:
        """Show other lines; counts stay by their keys."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many lines."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; for a screen reader with their count."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (entry.title, self.count(entry.key), entry.shortcut)))
        return None

    def entry(self, row: int) -> SideEntry:
        """The line at a row."""
        return self._entries[row]

    def row_of(self, key: str) -> int:
        """Where a key stands, -1 when it is not listed."""
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)

    def count(self, key: str) -> str:
        """The number beside a line, written with separators, or empty."""
        number = self._counts.get(key)
        return "" if number is None else f"{number:,}"

    def set_count(self, key: str, number: int | None) -> None:
        """Another number beside a line; None takes it away."""
        if number is None:
            self._counts.pop(key, None)
        else:
            self._counts[key] = number
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))


class SideDelegate(QStyledItemDelegate):
    """Draws a line: icon, words, and the count or the shortcut at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line; the open page's is filled in the selection's colour, the focused one ringed."""
        model = index.model()
        if not isinstance(model, SideModel):
            return
        place, px = place_of(option), look().px
        rect = place.rect.adjusted(px(8), px(1), -px(8), -px(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, place, rect)
        self._words(painter, rect, model, index.row(), place.ink(look().tokens.second))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, model: SideModel, row: int, colour: str) -> None:
        entry, px = model.entry(row), look().px
        side = px(16)
        draw(painter, QRect(rect.left() + px(10), rect.center().y() - side // 2 + 1, side, side), entry.icon, colour)
        painter.setPen(QColor(colour))
        middle = Qt.AlignmentFlag.AlignVCenter
        text = rect.adjusted(px(36), 0, -px(10), 0)
        painter.drawText(text, middle | Qt.AlignmentFlag.AlignLeft, entry.title)
        beside = text.adjusted(painter.fontMetrics().horizontalAdvance(entry.title) + px(6), 0, 0, 0)
        small = QFont(painter.font())
        small.setPixelSize(look().scale.small)
        painter.setFont(small)
        words = model.count(entry.key) or entry.shortcut
        if painter.fontMetrics().horizontalAdvance(words) <= beside.width():
            painter.drawText(beside, middle | Qt.AlignmentFlag.AlignRight, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of the side bar: 32 at base 13."""
        return QSize(0, look().px(34))


class SideList(QListView):
    """The lines. `opened` gives the key of the line that was clicked or walked to, `dropped` of one under Delete."""

    opened = Signal(str)
    dropped = Signal(str)

    def __init__(self, entries: Sequence[SideEntry], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName(name)
        self._model = SideModel(entries, self)
        self.setModel(self._model)
        self.setItemDelegate(SideDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_open(self, key: str) -> None:
        """Mark a page's line as the open one; a page that is not listed leaves none marked."""
        row = self._model.row_of(key)
        if row < 0:
            self.clearSelection()
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def set_count(self, key: str, number: int | None) -> None:
        """See `SideModel.set_count`."""
        self._model.set_count(key, number)

    def show_entries(self, entries: Sequence[SideEntry]) -> None:
        """Show other lines; what was marked stays so."""
        row = self.currentIndex().row()
        key = self._model.entry(row).key if row >= 0 else ""
        self._model.show_entries(entries)
        self.show_open(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand somewhere: on the first line where the open page is not listed."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self._model.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks for the marked line to go."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.currentIndex().isValid():
            self.dropped.emit(self._model.entry(self.currentIndex().row()).key)
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """As high as its lines, for a list that never scrolls."""
        self.setFixedHeight(self._model.rowCount() * look().px(34))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.entry(index.row()).key)
