"""Every pair of colours that meet on the screen can be read, and no colour is named outside of the tokens."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from ui.theme.icons import icon
from ui.theme.palette import palette
from ui.theme.spacing import look, sized
from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import BASE, DARK, LIGHT, Scale, TextSize, Tokens, ToneName

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
ROOT = Path(ui.__file__).parent


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_all_texts_can_be_read(tokens: Tokens) -> None:
    grounds = (tokens.ground, tokens.surface, tokens.raised, tokens.side_bar, tokens.alternate)
    pairs = [(text, ground) for text in (tokens.text, tokens.second, tokens.third) for ground in grounds]
    pairs += [(tokens.second, tokens.hover), (tokens.text, tokens.hover), (tokens.on_accent, tokens.accent)]
    pairs += [(tokens.on_accent, tokens.accent_hover), (tokens.selected_text, tokens.selected)]
    pairs += [(tokens.tone(name).text, tokens.tone(name).ground) for name in ToneName]
    pairs += [(tokens.danger.text, ground) for ground in (tokens.ground, tokens.surface)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


@THEMES
def test_borders_and_focus_rings_are_seen(tokens: Tokens) -> None:
    pairs = [(edge, ground) for edge in (tokens.control, tokens.accent) for ground in (tokens.ground, tokens.surface)]
    pairs += [(tokens.control, tokens.raised), (tokens.accent, tokens.selected), (tokens.danger.text, tokens.surface)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 3} == {}


@THEMES
def test_the_palette_leaves_no_role_to_the_system(tokens: Tokens) -> None:
    ours, known = palette(tokens), {getattr(tokens, f.name) for f in fields(tokens) if f.name.islower()}
    colours = {value for value in known if isinstance(value, str)} | {tokens.danger.text}
    roles = [
        role for role in QPalette.ColorRole if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles)
    ]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        strange = [role.name for role in roles if ours.color(group, role).name().upper() not in colours]
        assert strange == []


def test_no_colour_is_named_outside_the_tokens() -> None:
    named = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|Qt\.GlobalColor\.(?!transparent)|QColor\(\s*\d")
    files = [path for path in ROOT.rglob("*.py") if path.name != "tokens.py"]
    found = [f"{path.name}: {hit.group()}" for path in files for hit in named.finditer(path.read_text("utf-8"))]
    assert found == []


def test_drawn_pixels_follow_the_theme_at_once(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    label, button = QLabel("██", page), QPushButton("██", page)
    button.move(60, 0)
    button.setProperty("kind", "primary")
    qtbot.addWidget(page)
    page.show()
    for brightness, tokens in ((Brightness.DARK, DARK), (Brightness.LIGHT, LIGHT)):
        theme.choose(brightness)
        inks = colours_of(label)
        assert tokens.text.lower() in inks and tokens.ground.lower() in colours_of(page)
        assert {tokens.accent.lower(), tokens.on_accent.lower()} <= colours_of(button)


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_text_and_lengths_follow_the_size_at_once(theme: Theme, qtbot: QtBot) -> None:
    label = sized(QLabel("字"), width=100)
    qtbot.addWidget(label)
    label.show()
    heights = []
    for size in TextSize:
        theme.choose(size=size)
        assert label.width() == Scale(BASE[size]).px(100)
        assert label.font().pixelSize() == BASE[size]
        heights.append(label.sizeHint().height())
    assert heights == sorted(set(heights))


def test_our_own_font_is_used(theme: Theme, qapp: QApplication) -> None:
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(qapp.font()).family() == "Noto Sans SC"


def test_icons_are_painted_in_the_colour_of_the_text(theme: Theme) -> None:
    for brightness, tokens in ((Brightness.LIGHT, LIGHT), (Brightness.DARK, DARK)):
        theme.choose(brightness)
        assert ink(icon("house"), QIcon.Mode.Normal) == tokens.text.lower()
        assert ink(icon("house"), QIcon.Mode.Disabled) == tokens.disabled.lower()
        assert ink(icon("house", QPalette.ColorRole.Base), QIcon.Mode.Disabled) == tokens.disabled.lower()


def ink(drawn: QIcon, mode: QIcon.Mode) -> str:
    image = drawn.pixmap(64, 64, mode).toImage()
    solid = [image.pixelColor(x, y) for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() == 255]
    return max(solid, key=solid.count).name()


def test_every_icon_named_is_in_the_set() -> None:
    folder = ROOT.parent / "resources" / "icons"
    named = re.compile(r'(?:icon_name=|icon\(|draw\([^"\n]*|EmptyState\(\s*|Outline\()"([a-z0-9-]+)"')
    used = {hit.group(1) for path in ROOT.rglob("*.py") for hit in named.finditer(path.read_text("utf-8"))}
    assert used and {name for name in used if not (folder / f"{name}.svg").exists()} == set()
    assert "ISC License" in (folder / "LICENSE").read_text("utf-8")


def test_the_sheet_sets_no_colour_on_every_widget(theme: Theme, qapp: QApplication) -> None:
    assert not re.search(r"(^|[\s,])(QWidget|\*)\s*\{[^}]*(?<![\w-])color:", qapp.styleSheet())
    assert "QScrollBar::handle:vertical" in qapp.styleSheet() and "QScrollBar::handle:horizontal" in qapp.styleSheet()
    assert QColor(look().tokens.text).isValid()
