"""Every page stands whole in an office PC's window: 1366 × 768 and 1024 × 700, in the usual and the largest text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QScrollArea, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import press, wait_for_focus, write

from reception.desk.opening import make_room
from ui.app import Program, build_pages
from ui.calls.panel import CallPanel
from ui.calls.people import PeopleList
from ui.cases.ledger import LedgerExport
from ui.pages.emergency import EmergencyPage
from ui.pages.visit import VisitPage
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.spacing import look
from ui.theme.tokens import TextSize
from ui.widgets.beside import Beside
from ui.widgets.labels import ShortWords
from ui.words import Language, speak
from ui.work import Step


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


@pytest.fixture
def lowest(qtbot: QtBot, qapp: QApplication, clock: FakeClock, sample: Path) -> Iterator[MainWindow]:
    """1024 × 700 with the largest text, in English, which is the longer."""
    settings = Settings(sample)
    settings.language, settings.size = Language.ENGLISH, TextSize.LARGEST
    settings.save()
    program = Program(qapp, sample, clock, sample=True)
    window = opened(qtbot, program)
    window.resize(1024, 700)
    window.activateWindow()
    wait_for_focus(qtbot, window)
    yield window
    program.close()
    speak(qapp, Language.CHINESE)


def rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.context.work.busy, timeout=20_000)


def is_seen(part: QWidget) -> bool:
    """Whether the upper lines of a field lie where one sees them."""
    return part.visibleRegion().boundingRect().height() > look().px(24)


def test_in_the_lowest_window_every_page_and_each_of_its_tabs_is_whole(qtbot: QtBot, lowest: MainWindow) -> None:
    for spec in build_pages():
        page = shown_page_at(qtbot, lowest, spec.key)
        parts = [beside for beside in page.findChildren(Beside) if beside.isVisible() and beside.tabbed]
        for number in (1, 0):
            for beside in parts:
                beside.show_part(number)
            qtbot.waitUntil(lambda: clipped(lowest) == [])
        assert lowest.size() == QSize(1024, 700), f"{spec.key} pushed the window over its edge"


def test_in_the_lowest_window_an_export_squeezes_nothing(qtbot: QtBot, lowest: MainWindow) -> None:
    export = shown_page_at(qtbot, lowest, "cases").findChild(LedgerExport)
    assert export is not None
    export.show_step(Step(12_000, 150_000, "台账.xlsx"))
    export.show()
    qtbot.waitUntil(lambda: clipped(lowest) == [])
    assert lowest.size() == QSize(1024, 700)


def test_in_the_lowest_window_the_call_comes_first_and_the_people_are_a_tab(qtbot: QtBot, lowest: MainWindow) -> None:
    page = shown_page_at(qtbot, lowest, "follow_ups")
    call, people = page.findChild(CallPanel), page.findChild(PeopleList)
    assert call is not None and people is not None
    qtbot.waitUntil(lambda: call.isVisible() and call.isAncestorOf(QApplication.focusWidget()))
    assert not people.isVisible()
    press(Qt.Key.Key_Backtab)
    assert isinstance(QApplication.focusWidget(), QTabBar)
    press(Qt.Key.Key_Left, Qt.Key.Key_Tab)
    assert people.hasFocus()
    talk = call.talk
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert call.isVisible() and call.talk is not talk and call.isAncestorOf(QApplication.focusWidget())


def test_in_the_lowest_window_one_sees_where_one_writes(qtbot: QtBot, lowest: MainWindow) -> None:
    page = shown_page_at(qtbot, lowest, "visit")
    assert isinstance(page, VisitPage)
    write("wyt")
    qtbot.waitUntil(
        lambda: page._beside._bar.tabText(1) == "Household · open: 4", timeout=10_000
    )  # what the hidden tab holds
    press(Qt.Key.Key_Return)
    words = page.form.case.words
    qtbot.waitUntil(words.hasFocus, timeout=10_000)
    assert is_seen(words)
    press(Qt.Key.Key_F6)  # which of the four: the tab comes to the front
    qtbot.waitUntil(page.side.household.cases.isVisible)
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.form.isVisible() and words.hasFocus(), timeout=10_000)
    rest(qtbot, lowest)
    write("\n".join("垃圾没人清" for _ in range(12)))
    line = words.cursorRect().translated(words.viewport().mapTo(page.form.viewport(), QPoint(0, 0)))
    assert page.form.viewport().rect().contains(line.center())
    assert not lowest._notice.isVisible()  # it lay over the words
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.result.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: clipped(lowest) == [])
    assert page.form.verticalScrollBar().value() == 0


def test_in_the_lowest_window_tab_leads_from_the_calls_to_the_form(qtbot: QtBot, lowest: MainWindow) -> None:
    page = shown_page_at(qtbot, lowest, "emergency")
    assert isinstance(page, EmergencyPage) and not page.form.isVisible()
    press(Qt.Key.Key_Tab)
    assert page.form.place.compound.hasFocus() and page.form.isVisible()
    lowest.commands.run("emergency.calls")
    assert page.calls.isVisible()
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)  # without a word
    qtbot.waitUntil(lambda: page.form.words.isVisible() and page.form.words.wrong != "")


def shown_page_at(qtbot: QtBot, window: MainWindow, key: str) -> QWidget:
    window.go(key)
    rest(qtbot, window)
    assert window.page is not None
    return window.page


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
    """Words that have less room than they need, or stand over an edge; those that end in … by design are none."""
    return [part.text() for part in seen(window) if isinstance(part, WORDED) and is_clipped(part)]


WORDED = (QPushButton, QRadioButton, QCheckBox, QLabel)


def is_clipped(part: QWidget) -> bool:
    if isinstance(part, ShortWords):
        return False
    if isinstance(part, QLabel) and part.wordWrap():
        return bool(part.text()) and part.height() < part.heightForWidth(part.width()) - 1
    around = part.parentWidget()
    if around is not None and not around.rect().contains(part.geometry()):
        return True
    wanted = part.sizeHint()
    return part.width() < wanted.width() or part.height() < wanted.height() - 1
