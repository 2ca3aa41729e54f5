"""Every page of the program with the sample in it, measured as drawn: each text can be read, each focus is seen."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.drawn import faint, unseen_focus
from support.fake_clock import FakeClock
from support.keys import wait_for_focus

from reception.desk.lists import CaseFilter, case_lines
from ui.app import Program, build_pages
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Brightness
from ui.theme.tokens import TextSize


def stands_out(window: MainWindow, page: str) -> None:
    """True of a page that has come to rest; what comes late is waited for."""
    assert (page, faint(window), unseen_focus(window)) == (page, [], [])


@pytest.mark.parametrize(
    ("brightness", "size"), [(Brightness.LIGHT, TextSize.STANDARD), (Brightness.DARK, TextSize.LARGEST)]
)
def test_every_text_can_be_read_and_every_focus_is_seen(
    qtbot: QtBot, qapp: QApplication, clock: FakeClock, sample: Path, brightness: Brightness, size: TextSize
) -> None:
    settings = Settings(sample)
    settings.brightness, settings.size = brightness, size
    settings.save()
    program = Program(qapp, sample, clock, sample=True)
    try:
        program.start()
        qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=20_000)
        window, sitting = program.window, program.sitting
        assert window is not None and sitting is not None
        [case] = case_lines(sitting.desk, CaseFilter(status="accepted"), 1)
        window.resize(1366, 820)
        window.activateWindow()
        wait_for_focus(qtbot, window)
        for spec in build_pages():
            window.go(spec.key, str(case["number"]) if spec.key == "case" else "")
            qtbot.waitUntil(lambda: not window.context.work.busy, timeout=20_000)
            qtbot.waitUntil(partial(stands_out, window, spec.key))
    finally:
        program.close()
