"""Every page stands in the windows office PCs have: 1366 × 768 with the largest text, 1024 × 700 with the usual one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock

from reception.desk.opening import make_room
from ui.app import Program, build_pages
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.tokens import TextSize
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
def test_no_page_asks_for_more(
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
    finally:
        program.close()
