"""A line with a list below it that never takes the focus: categories, units, compounds, buildings.

Qt's QCompleter lies over the input method's candidates and steals the focus (design: Chinese input); this list is a
child of the window, not a window, and is hidden while something is being composed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reception.domain.errors import InvalidInput
from ui.theme.spacing import look, spaced
from ui.widgets.keys import is_plain
from ui.widgets.line_edit import Cleaned, LineEdit, as_words
from ui.widgets.painting import Index, colour, draw_ground, font_of, place_of

MOST_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: the key it stands for, its words, and a quiet remark (how often used, which street)."""

    key: str
    words: str
    remark: str = ""


Suggest = Callable[[str], Sequence[Suggestion]]


class SuggestionModel(QAbstractListModel):
    """The lines offered just now; `numbered` while digits take them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered: tuple[Suggestion, ...] = ()
        self.numbered = False

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer others, nine at most."""
        self.beginResetModel()
        self._offered = tuple(suggestions[:MOST_SHOWN])
        self.endResetModel()

    def suggestion(self, row: int) -> Suggestion:
        """The line at a row."""
        return self._offered[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, and for a screen reader the remark too."""
        if not index.isValid():
            return None
        offered = self._offered[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offered.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offered.words} {offered.remark}".strip()
        return None


class SuggestionDelegate(QStyledItemDelegate):
    """Draws words at the left, remark at the right; the digit before them while it takes the line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        model, place, tokens, px = index.model(), place_of(option), look().tokens, look().px
        if not isinstance(model, SuggestionModel):
            return
        offered, middle = model.suggestion(index.row()), Qt.AlignmentFlag.AlignVCenter
        painter.save()
        draw_ground(painter, place)
        room = place.rect.adjusted(px(10), 0, -px(10), 0)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, offered.remark)
        if model.numbered:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, str(index.row() + 1))
            room.adjust(px(20), 0, 0, 0)
        aside = painter.fontMetrics().horizontalAdvance(offered.remark)
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(place.ink(tokens.text)))
        left = room.adjusted(0, 0, -(aside + px(8)) if aside else 0, 0)
        words = painter.fontMetrics().elidedText(offered.words, Qt.TextElideMode.ElideMiddle, left.width())
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of 28."""
        return QSize(0, look().px(28))


class SuggestionList(QFrame):
    """The list itself: lies over the window below its line, or above it where there is no room."""

    taken = Signal(int)
    marked = Signal(int)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line.window())
        self._line = line
        self.setProperty("role", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = SuggestionModel(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(SuggestionDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.taken.emit(index.row()))
        self.view.selectionModel().currentChanged.connect(lambda now, _: self.marked.emit(now.row()))
        spaced(QVBoxLayout(self), 0, (2, 4, 2, 4)).addWidget(self.view)
        self.hide()

    def show_below(self) -> None:
        """Lie where there is most room, as broad as the line; where it is too high for that, it scrolls."""
        window, px = self._line.window(), look().px
        if self.parentWidget() is not window:
            self.setParent(window)
        top = self._line.mapTo(window, QPoint(0, -px(2)))
        bottom = self._line.mapTo(window, QPoint(0, self._line.height() + px(2)))
        above, below = top.y() - px(4), window.height() - bottom.y() - px(4)
        height = self.model.rowCount() * px(28) + 2 * px(4) + 2
        upwards = height > below and above > below
        height = min(height, above if upwards else below)
        corner = top - QPoint(0, height) if upwards else bottom
        self.setGeometry(QRect(corner, QSize(max(self._line.width(), px(220)), height)))
        self.show()
        self.raise_()

    def number(self, *, shown: bool) -> None:
        """Show the digits that take the lines, or not."""
        if self.model.numbered != shown:
            self.model.numbered = shown
            self.view.viewport().update()

    def step(self, by: int) -> None:
        """Mark the next line, or the one before."""
        rows = self.model.rowCount()
        now = self.view.currentIndex().row()
        self.view.setCurrentIndex(self.model.index((now + by) % rows if now >= 0 else 0 if by > 0 else rows - 1))


class TypeAhead(LineEdit):
    """A line whose words stand for a key. `chosen` comes when one was taken, by Return, Tab, Alt+digit or the mouse.

    Once one walks in the list by the arrows, a digit alone takes its line; not with `free`, where digits are words.

    `suggest` gives what fits the words typed, best first, and is asked on the GUI thread: it must be quick. Where
    that needs the store, answer `asked` later with `offer`. With `free` other words are kept too, under no key.
    """

    chosen = Signal(str)
    asked = Signal(str)
    marked = Signal(int)

    def __init__(
        self,
        suggest: Suggest | None = None,
        parent: QWidget | None = None,
        *,
        free: bool = False,
        cleaned: Cleaned = as_words,
        hint: str = "",
    ) -> None:
        super().__init__(parent, cleaned=cleaned, hint=hint)
        self._suggest = suggest
        self._free = free
        self._key = ""
        self._list: SuggestionList | None = None
        self._walking = False
        self.textEdited.connect(self._typed)
        self.composition.started.connect(self.close_list)

    def suggest_by(self, suggest: Suggest) -> None:
        """Ask this for suggestions from now on; where the clerk waits for them already, they come now."""
        self._suggest = suggest
        if self.hasFocus() and self._typed_now() and not self._key:
            self._ask(self._typed_now())

    @property
    def key(self) -> str:
        """The key of what was taken, or empty while the words stand for nothing."""
        return self._key

    def choose(self, key: str, words: str) -> None:
        """Stand for a key by the program."""
        if self.write(words):
            self._key = key

    def offer(self, typed: str, suggestions: Sequence[Suggestion]) -> None:
        """Show suggestions, if they answer to what stands there now."""
        if typed != self._typed_now() or self.composing or not self.hasFocus():
            return
        if not suggestions:
            self.close_list()
            return
        popup = self._open_list()
        popup.number(shown=self._walking)
        popup.model.offer(suggestions)
        popup.view.setCurrentIndex(QModelIndex() if self._free else popup.model.index(0))
        popup.show_below()

    @property
    def open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Hide the list."""
        self._walking = False
        if self._list is not None:
            self._list.hide()

    def settle(self) -> None:
        """The clerk is done here: take the marked line, as Tab does."""
        self._take_marked()

    def event(self, event: object) -> bool:
        """Tab takes the marked line and goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            self._take_marked()
        return super().event(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows mark, Return takes, Esc closes, Alt+digit takes that line."""
        if self.composing or not self._walk(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.close_list()

    def _walk(self, event: QKeyEvent) -> bool:
        """Whether the key was the list's."""
        key, popup = event.key(), self._list
        if popup is None or not popup.isVisible():
            if key == Qt.Key.Key_Down:
                self._walking = not self._free
                self._ask(self._typed_now())
            return key == Qt.Key.Key_Down
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walking = not self._free
            popup.number(shown=self._walking)
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            return self._take_marked()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self._takes_digit(event):
            self._take(key - Qt.Key.Key_1)
        else:
            return False
        return True

    def _takes_digit(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return held == Qt.KeyboardModifier.AltModifier or (self._walking and is_plain(event))

    def _typed(self, text: str) -> None:
        self._key, self._walking = "", False
        if text.strip():
            self._ask(self._typed_now())
        else:
            self.close_list()

    def _typed_now(self) -> str:
        try:
            return self._cleaned(self.text())
        except InvalidInput:
            return ""

    def _ask(self, typed: str) -> None:
        if self._suggest is not None:
            self.offer(typed, self._suggest(typed))
        else:
            self.asked.emit(typed)

    def _open_list(self) -> SuggestionList:
        if self._list is None:
            self._list = SuggestionList(self)
            self._list.taken.connect(self._take)
            self._list.marked.connect(self.marked)
            self._list.view.setAccessibleName(self.accessibleName())
        return self._list

    def _take_marked(self) -> bool:
        if self._list is None or not self._list.isVisible():
            return False
        row = self._list.view.currentIndex().row()
        if row < 0:
            self.close_list()
            return False
        self._take(row)
        return True

    def _take(self, row: int) -> None:
        if self._list is None or row >= self._list.model.rowCount():
            return
        taken = self._list.model.suggestion(row)
        self.close_list()
        if self.write(taken.words):
            self._key = taken.key
            self.chosen.emit(taken.key)


_CONTROL = Qt.KeyboardModifier.ControlModifier
