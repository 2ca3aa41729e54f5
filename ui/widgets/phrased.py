"""Fields into which one writes the same again and again: they offer phrases by one key (`ui.dialogs.phrases`)."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication

from ui.widgets.line_edit import LineEdit
from ui.widgets.text_edit import TextEdit

PHRASES_KEY = "F3"
KIND = "phrases"
"""The property of a field that says which phrases it offers."""

WORDS, WANTS, NOTE, ANSWER = "words", "wants", "note", "answer"

F = TypeVar("F", LineEdit, TextEdit)


def phrased(field: F, kind: str) -> F:
    """Let a field offer the phrases of a kind. Returns the field."""
    field.setProperty(KIND, kind)
    return field


def kind_of(field: LineEdit | TextEdit) -> str:
    """Which phrases a field offers, or empty."""
    return str(field.property(KIND) or "")


def writing_field() -> LineEdit | TextEdit | None:
    """The field one writes in now, when it offers phrases."""
    field = QApplication.focusWidget()
    return field if isinstance(field, LineEdit | TextEdit) and kind_of(field) and not field.isReadOnly() else None


def written(field: LineEdit | TextEdit) -> str:
    """What is selected in a field, else all of it."""
    if isinstance(field, TextEdit):
        selected = field.textCursor().selectedText().replace("\u2029", "\n")
        return (selected or field.toPlainText()).strip()
    return (field.selectedText() or field.text()).strip()
