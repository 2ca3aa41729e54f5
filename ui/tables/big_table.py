"""The view of a long list: drawn by one delegate, walked by keyboard, its selection kept by key over a new query."""

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reception.domain.searching import highlights
from ui.tables.big_model import BigModel
from ui.tables.source import Column, Tag
from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.painting import Index, Place, colour, cut, draw_pill, font_of, pill_words, place_of

ROW_HEIGHT = 30
BEFORE_SOUGHT = 3
"""Characters shown before what was sought in a cell that is too narrow for all its words."""
MOST_REMEMBERED = 10_000
"""Selected rows that are found again after a new query; a larger selection is let go."""


class CellDelegate(QStyledItemDelegate):
    """Draws every cell: ground by state, words cut with …, a pill for a state, a quiet bar for what is not here yet.

    What was `sought` stands on a tint where it is found in a cell's words.
    """

    def __init__(self, view: QTableView, model: BigModel) -> None:
        super().__init__(view)
        self.sought = ""
        self._view, self._model = view, model
        self._columns = model.columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        place, row, column = place_of(option), self._model.look_at(index.row()), self._columns[index.column()]
        painter.save()
        self._ground(painter, place, index)
        room = place.rect.adjusted(look().px(10), 0, -look().px(6), 0)
        if row is None:
            self._not_here(painter, room)
        elif isinstance(cell := row.cells[index.column()], Tag):
            painter.setClipRect(room)
            draw_pill(painter, room.left(), room.center().y() + 1, pill_words(cell.words, room.width()), cell.tone)
        else:
            painter.setPen(colour(place.ink(look().tokens.third if row.dim else look().tokens.text)))
            self._words(painter, room, cell, column)
            if column.share:
                self._share(painter, room, cell)
        painter.restore()

    def _ground(self, painter: QPainter, place: Place, index: Index) -> None:
        tokens, now = look().tokens, self._view.currentIndex()
        if place.selected:
            painter.fillRect(place.rect, colour(tokens.selected))
        elif index.row() % 2:
            painter.fillRect(place.rect, colour(tokens.alternate))
        if index.row() == now.row() and self._view.hasFocus():
            painter.fillRect(_edge(place.rect, self._view, index), colour(tokens.accent))
            if self._columns[index.column()].opens and index.column() == now.column():
                painter.setPen(colour(tokens.accent))
                painter.drawRect(place.rect.adjusted(0, 0, -1, -1))

    def _words(self, painter: QPainter, room: QRect, words: str, column: Column) -> None:
        size = look().scale.base
        painter.setFont(font_of(size, strong=column.strong))
        shown = cut(words, room.width(), size, strong=column.strong)
        if self.sought and not column.right:
            from_there = from_sought(words, shown, self.sought)
            shown = shown if from_there == words else cut(from_there, room.width(), size, strong=column.strong)
            self._mark_sought(painter, room, shown)
        painter.drawText(room, _RIGHT if column.right else _LEFT, shown)

    def _mark_sought(self, painter: QPainter, room: QRect, shown: str) -> None:
        """A tint behind what was sought."""
        metrics = painter.fontMetrics()
        for start, end in highlights(shown, self.sought):
            left, right = (room.left() + metrics.horizontalAdvance(shown[:place]) for place in (start, end))
            tint = QRect(left, 0, right - left, metrics.height())
            tint.moveTop(room.center().y() - tint.height() // 2)
            painter.fillRect(tint, colour(look().tokens.tone(ToneName.WARN).ground))

    def _share(self, painter: QPainter, room: QRect, words: str) -> None:
        """A thin bar below a percentage, as long as it is large."""
        part = _part_of(words)
        if part is not None:
            high = look().px(2)
            whole = QRect(room.left(), room.bottom() - high - look().px(1), room.width(), high)
            painter.fillRect(whole, colour(look().tokens.line))
            whole.setWidth(round(whole.width() * part))
            painter.fillRect(whole, colour(look().tokens.accent))

    def _not_here(self, painter: QPainter, room: QRect) -> None:
        bar = QRect(0, 0, room.width() * 2 // 3, look().px(8))
        bar.moveTo(room.left(), room.center().y() - bar.height() // 2)
        painter.fillRect(bar, colour(look().tokens.line))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def from_sought(words: str, shown: str, sought: str) -> str:
    """The words from shortly before what was sought, where that lies in the part that is cut off; else as they are."""
    found = highlights(words, sought) if shown != words else []
    hidden = found and found[0][1] >= len(shown)
    return f"…{words[max(0, found[0][0] - BEFORE_SOUGHT) :]}" if hidden else words


def _part_of(words: str) -> float | None:
    """0.913 of `91.3%`, none of a dash."""
    try:
        return min(max(float(words.removesuffix("%")) / 100, 0.0), 1.0)
    except ValueError:
        return None


def _edge(rect: QRect, view: QTableView, index: Index) -> QRect:
    """The mark of the row the keyboard is at: a bar at the left of its first column."""
    first = view.horizontalHeader().logicalIndex(0) == index.column()
    return QRect(rect.left(), rect.top(), look().px(3) if first else 0, rect.height())


class BigTable(QTableView):
    """`opened` gives the row to open (Return, double click), `picked` the row one stands at, or None."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, model: BigModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._chosen: list[int] = []
        self._stood_at: int | None = None
        self._finding = False
        self._as_left = False
        self._base = look().scale.base
        self.setAccessibleName(name)
        self.setModel(model)
        self._cells = CellDelegate(self, model)
        self.setItemDelegate(self._cells)
        self._behave()
        self._lay_columns()
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._pick)
        self.selectionModel().currentRowChanged.connect(self._remember)
        self.selectionModel().selectionChanged.connect(self._remember)
        model.modelReset.connect(self._find_again)
        model.counted.connect(self._find_again)
        model.dataChanged.connect(self._pick_arrived)

    def chosen_keys(self) -> list[int]:
        """The keys of all selected rows, top to bottom, at hand or not."""
        return [self._model.key_at(row) for first, last in sorted(self._spans()) for row in range(first, last + 1)]

    @property
    def chosen_count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self._spans())

    def choose_first(self) -> None:
        """Stand at the first row, if there is one."""
        if self._model.rowCount():
            self.selectRow(0)

    def mark_sought(self, words: str) -> None:
        """Show where these words stand in the cells; empty: nothing was sought."""
        self._cells.sought = words
        self.viewport().update()

    def columns_state(self) -> QByteArray:
        """Widths and order of the columns, to be kept."""
        return self.horizontalHeader().saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Widths and order as they were kept; an empty state changes nothing."""
        if not state.isEmpty():
            self._as_left = self.horizontalHeader().restoreState(state)
            self._stretch()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would walk a million rows on the GUI thread. One finds with the search box."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, as in any list of rows; Qt's would walk the columns."""
        ends = {self.CursorAction.MoveHome: 0, self.CursorAction.MoveEnd: self._model.rowCount() - 1}
        if action in ends and self._model.rowCount():
            return self._model.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+PageUp and Ctrl+PageDown move a screen reader's window."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self._model.move_window(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """No title is cut off, unless somebody left it so."""
        super().showEvent(event)
        header = self.horizontalHeader()
        for i in range(0 if self._as_left else header.count()):
            header.resizeSection(i, max(header.sectionSize(i), header.sectionSizeHint(i)))
        self._stretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """On an opaque ground, so that rows that only move are moved as they are, not drawn anew."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the broad column anew."""
        super().resizeEvent(event)
        self._stretch()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text, in rows and columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._base != look().scale.base:
            before, self._base = self._base, look().scale.base
            self.verticalHeader().setDefaultSectionSize(look().px(ROW_HEIGHT))
            header = self.horizontalHeader()
            for i in range(header.count()):
                header.resizeSection(i, round(header.sectionSize(i) * self._base / before))
            self._stretch()

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look().px(ROW_HEIGHT))

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        # With the view's own selection, painting the header asks whether each column is selected: row by row.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setResizeContentsPrecision(0)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for i, column in enumerate(self._model.columns):
            header.resizeSection(i, look().px(column.width))
        self._stretch()

    def _stretch(self) -> None:
        """The broad column takes the rest; where there is too little of it, the table scrolls sideways instead."""
        header = self.horizontalHeader()
        for i, column in enumerate(self._model.columns):
            if column.stretch:
                width = look().px(column.width)
                rest = self.viewport().width() - header.length() + header.sectionSize(i)
                fits = rest >= width
                header.setSectionResizeMode(i, _STRETCH if fits else QHeaderView.ResizeMode.Interactive)
                if not fits:
                    header.resizeSection(i, width)

    def _spans(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        return [(selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.count())]

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

    def _pick(self) -> None:
        now = self.currentIndex()
        self.picked.emit(self._model.row_at(now.row()) if now.isValid() else None)

    def _pick_arrived(self, first: QModelIndex, last: QModelIndex) -> None:
        """The row one stands at came only now."""
        if self.currentIndex().isValid() and first.row() <= self.currentIndex().row() <= last.row():
            self._pick()

    def _remember(self) -> None:
        """The clerk chose: these keys are to be found again. A reset says nothing, so it loses nothing."""
        if self._finding:
            return
        now = self.currentIndex()
        self._chosen = self.chosen_keys() if self.chosen_count <= MOST_REMEMBERED else []
        self._stood_at = self._model.key_at(now.row()) if now.isValid() else None
        stood = [] if self._stood_at is None else [self._stood_at]
        self._model.remember([*self._chosen, *stood])

    def _find_again(self) -> None:
        """Select what was selected and stand where one stood, without scrolling there."""
        if self._finding or self.currentIndex().isValid():
            return
        self._finding = True
        self.setAutoScroll(False)
        found, last = QItemSelection(), self._model.columnCount() - 1
        for row in filter(_is_shown, map(self._model.row_of, self._chosen)):
            found.select(self._model.index(row, 0), self._model.index(row, last))
        self.selectionModel().select(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = -1 if self._stood_at is None else self._model.row_of(self._stood_at)
        if _is_shown(row):
            index = self._model.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)
        self._finding = False


_STRETCH = QHeaderView.ResizeMode.Stretch


def _is_shown(row: int) -> bool:
    return row >= 0
