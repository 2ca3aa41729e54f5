"""F1 tells of the page that is open, in the language spoken, and names no key that does nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import press, wait_for_focus, write

from reception.desk.logins import make_first_clerk
from reception.desk.opening import make_room
from ui.app import Program, build_pages
from ui.dialogs.help import KEY, HelpWindow, help_text
from ui.session.login import LoginForm
from ui.shell import MainWindow
from ui.theme.theme import Brightness
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.button import written
from ui.words import Language, speak

PAGES = [spec.key for spec in build_pages()]
LINK = re.compile(r"\]\((\w+)\.md\)")
SPELLED_OUT = re.compile(r"(?:Ctrl|Alt)\+\S+|\bF\d{1,2}\b")


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    store = make_room(tmp_path / "room", clock, "NG07").store
    make_first_clerk(store, "wf", "王芳", "secret1", "2468")
    store.close()
    made = Program(qapp, tmp_path / "room", clock)
    made.start()
    qtbot.waitUntil(lambda: isinstance(made.gate.part, LoginForm), timeout=10_000)
    wait_for_focus(qtbot, made.gate)
    write("secret1")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=10_000)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, program: Program) -> MainWindow:
    assert program.window is not None
    wait_for_focus(qtbot, program.window)
    return program.window


def helped(qtbot: QtBot, window: MainWindow) -> HelpWindow:
    """Press F1, and the window it opens."""
    press(Qt.Key.Key_F1)
    found = window.findChild(HelpWindow)
    assert found is not None
    qtbot.waitUntil(lambda: found.isVisible() and found.text.hasFocus(), timeout=10_000)
    return found


def shows(found: HelpWindow) -> str:
    return found.text.source().path().removesuffix(".md")


@pytest.mark.parametrize("spoken", Language)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_help_in_both_languages(page: str, spoken: Language) -> None:
    text = help_text(page, spoken)
    assert text.startswith("# ")
    assert text.count("\n## ") >= 2, "what is done most, and what to do when it goes wrong"
    assert set(LINK.findall(text)) <= set(PAGES) - {page}, "links lead to the help of other pages"
    assert SPELLED_OUT.findall(KEY.sub("", text)) == [], "a shortcut is written `so`"
    assert set(KEY.findall(text)) == set(KEY.findall(help_text(page, Language.CHINESE)))


def test_f1_on_each_page_tells_of_it_and_of_keys_that_work(qtbot: QtBot, window: MainWindow) -> None:
    for page in PAGES:
        window.go(page)
        wait_for_focus(qtbot, window)
        found = helped(qtbot, window)
        assert shows(found) == page
        known = {command.keys for command in window.commands.all()}
        assert {written(keys) for keys in KEY.findall(help_text(page, Language.CHINESE))} <= known
        said = found.text.toPlainText()
        assert all(f"{own.keys}  {own.title}" in said for own in window.page.commands() if own.shortcut)  # type: ignore[union-attr]
        press(Qt.Key.Key_Escape)
        assert not found.isVisible()
        window.activateWindow()


def test_links_are_followed_and_left_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    found = helped(qtbot, window)
    assert shows(found) == "today"
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert shows(found) == "visit"
    assert f"{written('Ctrl+Return')}  保存登记" in found.text.toPlainText(), "another page's keys are known too"
    press(Qt.Key.Key_Left, modifiers=Qt.KeyboardModifier.AltModifier)
    assert shows(found) == "today"
    window.go("works")
    window.activateWindow()
    wait_for_focus(qtbot, window)
    assert shows(helped(qtbot, window)) == "works"


def test_the_help_follows_look_and_language(qtbot: QtBot, program: Program, window: MainWindow) -> None:
    found = helped(qtbot, window)
    program._theme.choose(brightness=Brightness.LIGHT)
    assert LIGHT.accent.lower() in found.text.toHtml()
    program._theme.choose(brightness=Brightness.DARK)
    assert DARK.accent.lower() in found.text.toHtml()
    speak(QApplication.instance(), Language.ENGLISH)  # type: ignore[arg-type]
    found.show_page("cases")
    assert found.text.toPlainText().startswith("Cases")
    speak(QApplication.instance(), Language.CHINESE)  # type: ignore[arg-type]
