"""A short list that unfolds: answered by the digits 1–9 like a `Choice`, folded or open; 0 asks for nothing again."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.keys import digit_of
from ui.words import headed


class Picker(QComboBox):
    """Answers by their keys. The first, without a digit before it, asks for nothing.

    `activated` comes when the clerk chose, not for `choose`.
    """

    def __init__(self, name: str, answers: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        for digit, (key, words) in enumerate(answers.items()):
            self.addItem(f"{digit} {headed(words)}" if digit else words, key)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData())

    def choose(self, key: str) -> None:
        """Choose by the program; a key that is not offered asks for nothing."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def showPopup(self) -> None:
        """Digits choose in the open list too."""
        self.view().installEventFilter(self)
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses."""
        if not self._take_digit(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See `showPopup`."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._take_digit(event):
            self.hidePopup()
            return True
        return super().eventFilter(watched, event)

    def _take_digit(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if not 0 <= digit < self.count():
            return False
        self.setCurrentIndex(digit)
        self.activated.emit(digit)
        return True
