"""Icons: outlines of the Lucide set (ISC, `resources/icons/`), painted in the colour of the text beside them."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_GROUPS = {
    QIcon.Mode.Normal: QPalette.ColorGroup.Active,
    QIcon.Mode.Active: QPalette.ColorGroup.Active,
    QIcon.Mode.Selected: QPalette.ColorGroup.Active,
    QIcon.Mode.Disabled: QPalette.ColorGroup.Disabled,
}
_ROLES = {
    QIcon.Mode.Selected: QPalette.ColorRole.HighlightedText,
    QIcon.Mode.Disabled: QPalette.ColorRole.ButtonText,
}
"""Where an icon is not in its own role: on a selection, and greyed, also in a button that was blue."""


@lru_cache(maxsize=128)
def outline(name: str) -> str:
    """The SVG text of an icon. Raises FileNotFoundError for a name that is not in the set."""
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def painted(name: str, colour: str) -> bytes:
    """The icon as SVG with its strokes in a colour (`#RRGGBB`)."""
    return outline(name).replace("currentColor", colour).encode()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(painted(name, colour)))


def draw(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw an icon into a rectangle, for delegates that paint by themselves."""
    _renderer(name, colour).render(painter, QRectF(rect))


class OutlineEngine(QIconEngine):
    """Draws one icon in the palette's text colour of the moment, so a change of theme needs no new icons."""

    def __init__(self, name: str, role: QPalette.ColorRole, colour: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._colour = colour

    def clone(self) -> QIconEngine:
        """A copy, as QIcon asks for."""
        return OutlineEngine(self._name, self._role, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it in the colour for this mode."""
        colour = self._colour
        if mode == QIcon.Mode.Disabled or not colour:
            role = _ROLES.get(mode, self._role)
            colour = QGuiApplication.palette().color(_GROUPS[mode], role).name()
        draw(painter, rect, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture of that many device pixels."""
        picture = QPixmap(size)
        picture.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText, *, colour: str = "") -> QIcon:
    """An icon by its Lucide name, in the colour of a palette role, or in a fixed colour of the tokens."""
    outline(name)
    return QIcon(OutlineEngine(name, role, colour))


def painted_file(folder: Path, name: str, colour: str) -> str:
    """Write a painted icon for the style sheet, which takes pictures only as files; returns its path, `/`-separated."""
    path = folder / f"{name}-{colour.lstrip('#')}.svg"
    if not path.exists():
        path.write_bytes(painted(name, colour))
    return path.as_posix()
