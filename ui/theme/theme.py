"""Puts the look on: Fusion, colour scheme, palette, sheet, own fonts; switched live, following the system if asked."""

from enum import StrEnum
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from ui.theme.icons import painted_file
from ui.theme.palette import palette
from ui.theme.rare import RARE_FAMILY
from ui.theme.spacing import follow, look
from ui.theme.stylesheet import sheet
from ui.theme.tokens import BASE, DARK, LIGHT, Look, Scale, TextSize, Tokens

FAMILY = "Noto Sans SC"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


class Brightness(StrEnum):
    """What the clerk chose: the system's, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Brightness.SYSTEM: Qt.ColorScheme.Unknown,
    Brightness.LIGHT: Qt.ColorScheme.Light,
    Brightness.DARK: Qt.ColorScheme.Dark,
}


@lru_cache(maxsize=1)
def own_fonts() -> tuple[str, ...]:
    """Load our fonts into the running application, once; returns their families. Windows would fall back to SimSun."""
    folder = files("resources") / "fonts"
    loaded: list[str] = []
    for name in FONT_FILES:
        with as_file(folder / name) as path:  # by its path: Qt maps the file and does not hold it in memory
            number = QFontDatabase.addApplicationFont(str(path))
        loaded += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(loaded))


def running_font(base: int) -> QFont:
    """The font of the running text, in pixels, so that every PC draws alike; the second once it is there (`rare`)."""
    font = QFont([*(own_fonts()[:1] or [FAMILY]), RARE_FAMILY])
    font.setPixelSize(base)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Theme(QObject):
    """The look of the whole application. `changed` tells those who paint by themselves."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._brightness = Brightness.SYSTEM
        self._size = TextSize.STANDARD
        self._pictures = TemporaryDirectory(prefix="reception-look-", ignore_cleanup_errors=True)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.aboutToQuit.connect(self._pictures.cleanup)

    @property
    def brightness(self) -> Brightness:
        """What the clerk chose."""
        return self._brightness

    @property
    def size(self) -> TextSize:
        """The size of text the clerk chose."""
        return self._size

    def choose(self, brightness: Brightness | None = None, size: TextSize | None = None) -> None:
        """Draw everything anew in another brightness or size, at once."""
        self._brightness = brightness or self._brightness
        self._size = size or self._size
        self._ask_system()
        self._put_on(Look(self._tokens(), Scale(BASE[self._size])))

    def _ask_system(self) -> None:
        hints = self._app.styleHints()
        if hasattr(hints, "setColorScheme"):  # Qt 6.8 and later
            hints.setColorScheme(_SCHEMES[self._brightness])

    def _tokens(self) -> Tokens:
        if self._brightness is not Brightness.SYSTEM:
            return DARK if self._brightness is Brightness.DARK else LIGHT
        return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _follow_system(self) -> None:
        if self._brightness is Brightness.SYSTEM and look().tokens != self._tokens():
            self.choose()

    def _put_on(self, new: Look) -> None:
        self._app.setFont(running_font(new.scale.base))
        self._app.setPalette(palette(new.tokens))
        follow(new)
        self._app.setStyleSheet(sheet(new, self._painted(new.tokens)))
        self.changed.emit()

    def _painted(self, tokens: Tokens) -> dict[str, str]:
        folder = Path(self._pictures.name)
        names = {"check": ("check", tokens.on_accent),
                 "down": ("chevron-down", tokens.second), "up": ("chevron-up", tokens.second)}  # fmt: skip
        return {part: painted_file(folder, name, colour) for part, (name, colour) in names.items()}
