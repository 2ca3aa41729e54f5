"""The one line to type in, safe for Chinese input (design: screen, Chinese input), with its error beside it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reception.domain.errors import InvalidInput
from reception.domain.text import clean_line, half_width
from ui.widgets.composing import Composing
from ui.words import explained

Cleaned = Callable[[str], str]


def as_words(text: str) -> str:
    """One line of words: NFC, blanks joined. Raises InvalidInput."""
    return clean_line(text)


def as_code(text: str) -> str:
    """A number, phone or code: full-width digits and letters become plain ones. Raises InvalidInput."""
    return clean_line(half_width(text))


class LineEdit(Composing, QLineEdit):
    """Take its text by `value()`; it is cleaned there and when the field is left, never while typing.

    No validator and no `maxLength`: full-width digits would be dropped, and characters beyond the BMP cut.
    `longest` counts characters, and a longer text is an error beside the field, not a lost end.
    """

    wrong_changed = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, cleaned: Cleaned = as_words, longest: int = 200, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self._begin_composing()
        self._cleaned = cleaned
        self._longest = longest
        self._wrong = ""
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _: self.show_wrong(""))
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """What was typed, cleaned; shows what is wrong with it, then raises InvalidInput."""
        try:
            text = self._cleaned(self.text())
            if len(text) > self._longest:
                raise _too_long(len(text), self._longest)
        except InvalidInput as error:
            self.show_wrong(explained(error))
            raise
        return text

    def write(self, text: str) -> bool:
        """Put a text in its place; False when the clerk is composing there, whose words come first."""
        if self.composing:
            return False
        super().setText(text)
        self.show_wrong("")
        return True

    def setText(self, text: str | None) -> None:
        """As `write`."""
        self.write(text or "")

    def has_history(self) -> bool:
        """Whether something was typed."""
        return self.isUndoAvailable() or self.isRedoAvailable()

    @property
    def wrong(self) -> str:
        """What is wrong with the text, in words, or empty."""
        return self._wrong

    def show_wrong(self, words: str) -> None:
        """Mark the field and say what is wrong; empty takes the mark away."""
        if words == self._wrong:
            return
        self._wrong = words
        show_mark(self, words)
        self.wrong_changed.emit(words)

    def _tidy(self) -> None:
        try:
            text = self.value()
        except InvalidInput:
            return
        if text != self.text():
            self.write(text)


def show_mark(field: QWidget, words: str) -> None:
    """Draw a field as wrong or right, and tell a screen reader why."""
    field.setProperty("wrong", "true" if words else "false")
    field.setAccessibleDescription(words)
    field.style().unpolish(field)
    field.style().polish(field)


def _too_long(length: int, longest: int) -> InvalidInput:
    return InvalidInput(
        f"最多 {longest} 个字，现有 {length} 个，请删减", english=f"at most {longest} characters, this has {length}"
    )
