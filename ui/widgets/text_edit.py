"""Several lines to type in, safe for Chinese input."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reception.domain.errors import InvalidInput
from reception.domain.text import TEXT_LONGEST, clean
from ui.widgets.composing import Composing
from ui.widgets.line_edit import show_mark
from ui.words import explained


class TextEdit(Composing, QPlainTextEdit):
    """Words of a resident, a remark. `edited` comes only when the committed text really differs.

    Tab leaves the field: one moves through a form with it.
    """

    edited = Signal(str)
    wrong_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, longest: int = TEXT_LONGEST, hint: str = "") -> None:
        super().__init__(parent)
        self._begin_composing()
        self._longest = longest
        self._wrong = ""
        self._known = ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._compare)

    def value(self) -> str:
        """What was typed, cleaned, its lines kept; shows what is wrong with it, then raises InvalidInput."""
        try:
            return clean(self.toPlainText(), longest=self._longest)
        except InvalidInput as error:
            self.show_wrong(explained(error))
            raise

    def write(self, text: str) -> bool:
        """Put a text in its place; False when the clerk is composing there, whose words come first."""
        if self.composing:
            return False
        self._known = text
        super().setPlainText(text)
        self.show_wrong("")
        return True

    def setPlainText(self, text: str) -> None:
        """As `write`."""
        self.write(text)

    def has_history(self) -> bool:
        """Whether something was typed."""
        return self.document().isUndoAvailable() or self.document().isRedoAvailable()

    @property
    def wrong(self) -> str:
        """What is wrong with the text, in words, or empty."""
        return self._wrong

    def show_wrong(self, words: str) -> None:
        """Mark the field and say what is wrong; empty takes the mark away."""
        if words != self._wrong:
            self._wrong = words
            show_mark(self, words)
            self.wrong_changed.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return is the page's (save), not a new line."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _compare(self) -> None:
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.show_wrong("")
            self.edited.emit(text)
