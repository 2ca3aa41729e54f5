"""A resident's name is never a box on the screen, whatever characters of GB 18030-2022 level 3 it holds."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from support.room import Room
from support.screen import away, open_window

from reception.domain.errors import Unavailable
from ui.session.housekeeping import Housekeeping
from ui.settings import Settings
from ui.theme.rare import RARE_FAMILY, draw_with, unpacked
from ui.theme.theme import Theme
from ui.widgets.labels import Words
from ui.work import Work

NAMES = "𤭢", "𪚥", "𮯠"
"""Of Extensions B and F, in none of which Noto Sans SC draws them: without another font all are the same box."""


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, Words])
def test_what_stands_there_already_is_drawn_too(
    qtbot: QtBot, theme: Theme, tmp_path: Path, kind: type[QWidget]
) -> None:
    shown = [kind(name) for name in NAMES]
    for widget in shown:
        qtbot.addWidget(widget)
        widget.resize(80, 40)
        widget.show()
        widget.grab()
    draw_with(unpacked(tmp_path))
    pictures = [widget.grab().toImage() for widget in shown]
    assert not any(one == other for one, other in pairwise(pictures))


def test_the_font_is_unpacked_once_on_a_pc(tmp_path: Path) -> None:
    file = unpacked(tmp_path / "cache")
    assert list(file.parent.iterdir()) == [file]
    before = file.stat()
    assert (unpacked(tmp_path / "cache"), file.stat().st_mtime_ns) == (file, before.st_mtime_ns)
    with pytest.raises(Unavailable, match="打印不受影响"):
        unpacked(file / "no folder")


def test_the_desk_sees_to_it_by_itself(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    window = open_window(qtbot, room, work, theme, [away("today")])
    keeper = Housekeeping(room.desk, work, room.clock, Settings(room.store.folder), timedelta, window)
    keeper.look()
    qtbot.waitUntil(lambda: RARE_FAMILY in QFontDatabase.families(), timeout=10_000)
    qtbot.waitUntil(lambda: not work.busy)
