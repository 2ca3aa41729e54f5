"""Every page stands whole in an office PC's window: 1366 × 768 with the largest text, 1024 × 700 with the usual one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock

from reception.desk.opening import make_room
from ui.app import Program, build_pages
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.tokens import TextSize
from ui.widgets.labels import ShortWords
from ui.words import Language, speak


@pytest.fixture
def folder(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Path]:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    make_room(tmp_path / "sample", clock, "NG07", sample=True).store.close()
    yield tmp_path / "sample"
    speak(qapp, Language.CHINESE)


def opened(qtbot: QtBot, program: Program) -> MainWindow:
    program.start()
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=20_000)
    assert program.window is not None
    return program.window


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("size", "width", "height"), [(TextSize.LARGEST, 1366, 768), (TextSize.STANDARD, 1024, 700)])
def test_every_page_stands_there_whole_and_named(
    qtbot: QtBot, qapp: QApplication, clock: FakeClock, folder: Path, language: Language, size: TextSize,
    width: int, height: int,
) -> None:  # fmt: skip
    settings = Settings(folder)
    settings.language, settings.size = language, size
    settings.save()
    program = Program(qapp, folder, clock, sample=True)
    try:
        window = opened(qtbot, program)
        window.resize(width, height)
        for spec in build_pages():
            window.go(spec.key)
            qtbot.waitUntil(lambda: not window.context.work.busy, timeout=20_000)
            least = window.minimumSizeHint()
            assert (least.width() <= width, least.height() <= height) == (True, True), (spec.key, least)
            assert unnamed(window) == [], spec.key
            qtbot.waitUntil(lambda: clipped(window) == [])
    finally:
        program.close()


def seen(window: MainWindow) -> list[QWidget]:
    return [part for part in window.findChildren(QWidget) if part.isVisible()]


def unnamed(window: MainWindow) -> list[str]:
    """What Tab stops at and a screen reader has no name for."""
    stops = [
        part for part in seen(window)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.focusProxy() and not isinstance(part, QScrollArea)
    ]  # fmt: skip
    spoken = {part: QAccessible.queryAccessibleInterface(part) for part in stops}
    return [type(part).__name__ for part, said in spoken.items() if not said or not said.text(QAccessible.Text.Name)]


def clipped(window: MainWindow) -> list[str]:
    """Words that have less room than they need; those that end in … by design are none."""
    return [part.text() for part in seen(window) if isinstance(part, WORDED) and is_clipped(part)]


WORDED = (QPushButton, QRadioButton, QCheckBox, QLabel)


def is_clipped(part: QWidget) -> bool:
    if isinstance(part, ShortWords):
        return False
    if isinstance(part, QLabel) and part.wordWrap():
        return bool(part.text()) and part.height() < part.heightForWidth(part.width()) - 1
    wanted = part.sizeHint()
    return part.width() < wanted.width() or part.height() < wanted.height() - 1
