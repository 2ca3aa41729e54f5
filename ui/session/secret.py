"""The field for what nobody may read over a shoulder: passwords, PINs, one-time codes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.line_edit import LineEdit


class SecretEdit(LineEdit):
    """Takes the text as it was typed: a blank at the end of a password is part of it."""

    def __init__(self, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent, cleaned=str, hint=hint)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
