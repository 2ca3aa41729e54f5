"""The items of one building and how far each is; a line above narrows them, digits mark, Return answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reception.domain.renovation import WORKS_STATES
from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.keys import is_plain
from ui.widgets.line_edit import LineEdit
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of
from ui.words import said, translate

if TYPE_CHECKING:
    from reception.desk.works import KnownWorks

ROW = 46
STATE_TONES = {
    "not_started": ToneName.NEUTRAL,
    "in_progress": ToneName.INFO,
    "winter_stop": ToneName.WARN,
    "done": ToneName.OK,
}
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def state_words(known: "KnownWorks") -> str:
    """未开工, 在施, 冬季停工, 完工."""
    state = known.line.state
    return said(WORKS_STATES[state]) if state in WORKS_STATES else state


def dates(known: "KnownWorks") -> str:
    """When it is planned, or was done."""
    if known.line.done_on:
        return translate("Works", "{day} 完工").format(day=known.line.done_on)
    return translate("Works", "计划 {day}").format(day=known.line.planned_on) if known.line.planned_on else ""


def source(known: "KnownWorks") -> str:
    """As of when, said by whom, and who pays."""
    as_of = translate("Works", "截至 {day}").format(day=known.line.as_of) if known.line.as_of else ""
    return " · ".join(filter(None, (as_of, known.line.said_by, said(known.pays), known.line.note)))


class ItemModel(QAbstractListModel):
    """The items that answer to what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: Sequence[KnownWorks] = ()
        self._shown: Sequence[KnownWorks] = ()

    def show_items(self, items: "Sequence[KnownWorks]") -> None:
        """Show those of another building."""
        self._all = items
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """By name or initials."""
        wanted = typed.casefold().replace(" ", "")
        self.beginResetModel()
        self._shown = [
            each
            for each in self._all
            if wanted in each.line.item or any(way.startswith(wanted) for way in each.letters)
        ]
        self.endResetModel()

    def item(self, row: int) -> "KnownWorks":
        """The item at a row."""
        return self._shown[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its name; for a screen reader the answer too."""
        if not index.isValid():
            return None
        known = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return known.line.item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1} {known.answer}"
        return None


class ItemDelegate(QStyledItemDelegate):
    """Draws digit, item, state and date in one line, where it is from in a second."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One item."""
        model, place, tokens, px = index.model(), place_of(option), look().tokens, look().px
        if not isinstance(model, ItemModel):
            return
        known = model.item(index.row())
        painter.save()
        draw_ground(painter, place)
        inner = place.rect.adjusted(px(10), px(3), -px(10), -px(3))
        half = inner.height() // 2
        first, second = QRect(inner.topLeft(), QSize(inner.width(), half)), inner.adjusted(px(22), half, 0, 0)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        if index.row() < 9:
            painter.drawText(first, _LINE, str(index.row() + 1))
        painter.drawText(second, _LINE, _cut(painter, source(known), second.width()))
        self._first(painter, first.adjusted(px(22), 0, 0, 0), known, place)
        painter.restore()

    def _first(self, painter: QPainter, line: QRect, known: "KnownWorks", place: Place) -> None:
        tokens, px = look().tokens, look().px
        pill = pill_size(state_words(known)).width()
        tone = STATE_TONES.get(known.line.state, ToneName.NEUTRAL)
        draw_pill(painter, line.right() - pill, line.center().y(), state_words(known), tone)
        painter.setFont(font_of(look().scale.base, strong=True))
        painter.setPen(colour(place.ink(tokens.text)))
        dated = line.adjusted(0, 0, -max(pill, px(78)) - px(12), 0)
        width = painter.fontMetrics().horizontalAdvance(known.line.item) + px(16)
        painter.drawText(dated, _LINE, _cut(painter, known.line.item, dated.width()))
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(place.ink(tokens.second)))
        painter.drawText(dated.adjusted(width, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                         _cut(painter, dates(known), dated.width() - width))  # fmt: skip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, look().px(ROW))


def _cut(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))


class ItemLine(LineEdit):
    """Letters and ideographs narrow the list, a digit marks its row, arrows walk, Return takes, Esc goes back."""

    digit = Signal(int)
    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See above; nothing of it while composing."""
        key = Qt.Key(event.key())
        if self.composing or not is_plain(event):
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.digit.emit(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ItemList(QListView):
    """`marked` when another item is marked; double click or Return answers (`taken`)."""

    marked = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("改造项目"))
        self._model = ItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ItemDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.marked.emit())
        self.activated.connect(lambda _: self.taken.emit())

    def show_items(self, items: "Sequence[KnownWorks]") -> None:
        """Show those of another building; nothing is marked but the first."""
        self._model.show_items(items)
        self.mark(0)

    def narrow(self, typed: str) -> None:
        """Show those that answer to what was typed."""
        self._model.narrow(typed)
        self.mark(0)

    @property
    def known(self) -> "KnownWorks | None":
        """The marked item."""
        row = self.currentIndex().row()
        return self._model.item(row) if 0 <= row < self._model.rowCount() else None

    @property
    def shown(self) -> int:
        """How many are shown."""
        return self._model.rowCount()

    def mark(self, row: int) -> None:
        """Mark a row, if there is one."""
        if row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row))
        self.marked.emit()

    def step(self, by: int) -> None:
        """Mark the next row or the one before."""
        rows = self._model.rowCount()
        if rows:
            self.mark((self.currentIndex().row() + by) % rows)
