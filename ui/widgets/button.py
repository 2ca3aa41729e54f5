"""Buttons. One primary button a page at most: the obvious next step."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme.icons import icon
from ui.theme.spacing import look
from ui.widgets.painting import draw_ring
from ui.widgets.pressed import PressedByEnter


def written(shortcut: str) -> str:
    """A shortcut as it stands on the keys of a keyboard: Ctrl+Enter, in Chinese too, where Qt would write Ctrl+回车."""
    return QKeySequence(shortcut).toString().replace("Return", "Enter")


class Kind(StrEnum):
    """How much a button asks for attention."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    DANGER = "danger"


_ICON_ROLES = {Kind.PRIMARY: QPalette.ColorRole.Base, Kind.DANGER: QPalette.ColorRole.BrightText}


class Button(PressedByEnter, QPushButton):
    """A button that shows its shortcut behind its words; the shortcut itself belongs to the command it runs."""

    def __init__(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        kind: Kind = Kind.PLAIN,
        keys: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys, self._has_icon = written(keys), bool(icon_name)
        self.say(text)
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        if icon_name:
            self.setIcon(icon(icon_name, _ICON_ROLES.get(kind, QPalette.ColorRole.ButtonText)))
        if run is not None:
            self.clicked.connect(lambda: run())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame in the accent would not be seen on a primary button: its ring stands inside."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == Kind.PRIMARY:
            painter, inside = QPainter(self), look().px(2)
            draw_ring(painter, self.rect().adjusted(inside, inside, -inside, -inside), look().tokens.on_accent)
            painter.end()

    def say(self, text: str) -> None:
        """Other words before its shortcut."""
        words = f"{text} {self._keys}".strip()
        self.setText(f" {words}" if words and self._has_icon else words)
        self.setAccessibleName(text)
