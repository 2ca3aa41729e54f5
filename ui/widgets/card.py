"""A card: a surface with a title that holds what belongs together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme.spacing import spaced
from ui.widgets.labels import Words


class Card(QFrame):
    """Put widgets or layouts in with `add`; what stands right of the title comes in with `add_action`.

    `wrap` lets a title of any length (a name, a project) go on in the next line.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None, *, gap: int = 8, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._column = spaced(QVBoxLayout(self), gap, (16, 12, 16, 12))
        self._head = spaced(QHBoxLayout(), 8)
        self._title = Words(title, "h2", wrap=wrap)
        self._head.addWidget(self._title, 1)
        self._column.addLayout(self._head)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Another title; empty hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a part below the others."""
        if isinstance(part, QWidget):
            self._column.addWidget(part, stretch)
        else:
            self._column.addLayout(part, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a small button or word right of the title."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
