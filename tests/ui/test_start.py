"""Start is light, and the window stands on a real display."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "pypinyin", "openpyxl", "reportlab", "httpx", "cryptography", "keyring", "argon2", "pypdfium2")

IMPORTS = f"""
import sys
import ui.app
print([name for name in {HEAVY!r} if name in sys.modules])
import reception.desk.premises, reception.desk.today
from ui.session.ahead import PAGES
for page in ("today", *PAGES):
    __import__("ui.pages." + page)
print([name for name in {HEAVY!r} if name in sys.modules])
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reception.domain.clock import SystemClock
from ui.context import Context
from ui.pages.page import Page, PageSpec
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import DARK, LIGHT
from ui.work import Work

app = QApplication([])
folder = Path(sys.argv[1])
theme, work = Theme(app), Work()
theme.choose(Brightness.LIGHT)
spec = PageSpec("settings", ("设置", "Settings"), "settings", Page)
window = MainWindow("民生接待", [spec], lambda shell: Context(
    folder, SystemClock(), work, theme, Settings(folder), shell, None))
window.go("settings")
window.show()
assert QTest.qWaitForWindowExposed(window), "the window never came up"
seen = []

def look(colour):
    shown = app.primaryScreen().grabWindow(0).toImage()
    corner = window.mapToGlobal(window.rect().bottomLeft())
    seen.append(shown.pixelColor(corner.x() + 3, corner.y() - 60).name().upper() == colour)

def light():
    look(LIGHT.side_bar)
    theme.choose(Brightness.DARK)
    QTimer.singleShot(500, dark)

def dark():
    look(DARK.side_bar)
    app.exit(0)

QTimer.singleShot(500, light)
app.exec()
print(app.platformName(), seen, work.close())
"""


def run(code: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_nothing_heavy_is_imported_before_the_window() -> None:
    done = run(IMPORTS, QT_QPA_PLATFORM="offscreen")
    assert done.stdout.splitlines() == ["[]", "['sqlalchemy']"], done.stderr


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own. Fails where Xvfb is not installed: the setup brings it."""
    server = shutil.which("Xvfb")
    assert server, "Xvfb is not installed"
    read, write = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(write)
        with os.fdopen(read) as number:
            shown = number.readline().strip()
        yield f":{shown}"
        running.terminate()


def test_the_window_stands_on_a_real_display_in_both_themes(display: str, tmp_path: Path) -> None:
    done = run(WINDOW, str(tmp_path), QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert done.stdout.strip() == "xcb [True, True] True", done.stdout + done.stderr
