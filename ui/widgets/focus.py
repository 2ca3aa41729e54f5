"""Where the focus goes in the whole program."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget


def follow_focus(moved: Callable[[QWidget | None, QWidget | None], None]) -> None:
    """Have a widget's method called with the field before and the field now whenever the focus moves."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(moved)
