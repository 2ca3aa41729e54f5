"""Enter presses what stands in the focus, as the space bar does; Qt knows that only of a dialog's default button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ui.widgets.keys import is_plain

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class PressedByEnter(_Button):
    """Mixed into a button, before Qt's class. Enter with a key held, or held itself, presses nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        if event.key() in _ENTER and is_plain(event) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
