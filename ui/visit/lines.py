"""Lines in which Return takes what is marked and goes on to the next field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.type_ahead import TypeAhead

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StepLine(TypeAhead):
    """`passed` comes when Return or a digit took a line of the list: the clerk is done here."""

    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `passed`. Tab goes on by itself."""
        was_open = self.open
        super().keyPressEvent(event)
        took = was_open and not self.open and self.key
        if took and (event.key() in _RETURN or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9):
            self.passed.emit()
