"""The keys of the pages work in a dialog too: somebody comes, or the telephone rings, whatever is open just now."""

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.commands import Command, Commands

GO = "go."
"""What the ids of the commands that open a page begin with."""


class GoingDialog(QDialog):
    """A dialog that the key of a page leaves, and those below it, as by Esc: then the page opens. One that is busy
    stays.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        commands = _commands_below(self)
        page = _page_of(event, commands)
        if commands is None or page is None:
            super().keyPressEvent(event)
        elif _all_left(self):
            commands.run(page.id)


def _commands_below(widget: QWidget) -> Commands | None:
    """The commands of the program's window; None before it is there."""
    while (parent := widget.parentWidget()) is not None:
        widget = parent
    return widget.findChild(Commands)


def _page_of(event: QKeyEvent, commands: Commands | None) -> Command | None:
    pressed = QKeySequence(event.keyCombination())
    pages = (command for command in (commands.all() if commands else ()) if command.id.startswith(GO))
    return next((page for page in pages if page.shortcut and QKeySequence(page.shortcut) == pressed), None)


def _all_left(dialog: QDialog) -> bool:
    top: QWidget | None = dialog
    while isinstance(top, QDialog):
        top.reject()
        if top.isVisible():
            return False
        top = QApplication.activeModalWidget()
    return True
