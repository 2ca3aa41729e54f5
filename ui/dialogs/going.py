"""The keys of the pages work in a dialog too: somebody comes, or the telephone rings, whatever is open just now."""

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog

from ui.commands import Commands

GO = "go."
"""What the ids of the commands that open a page begin with."""


def went(dialog: QDialog, commands: Commands, event: QKeyEvent) -> bool:
    """Whether a key is a page's: then the dialog is left as by Esc, and the page opens. One that is busy stays."""
    pressed = QKeySequence(event.keyCombination())
    pages = (command for command in commands.all() if command.id.startswith(GO) and command.shortcut)
    page = next((command for command in pages if QKeySequence(command.shortcut) == pressed), None)
    if page is None:
        return False
    dialog.reject()
    if not dialog.isVisible():
        commands.run(page.id)
    return True
