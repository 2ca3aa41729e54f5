"""Cases opened and left, dialogs opened and closed: nothing stays behind."""

import gc
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.room import Room
from support.screen import open_window

from reception.domain.lifecycle import Act
from ui.dialogs.act_dialog import ActDialog
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

SPECS = (
    PageSpec("cases", ("诉求", "Cases"), "inbox", CasesPage, "Ctrl+3"),
    PageSpec("case", ("诉求", "Case"), "file-text", CasePage, listed=False),
)
WARM, TURNS = 12, 60


@pytest.fixture
def numbers(room: Room) -> list[str]:
    """Cases that have come differently far."""
    return [room.handled(), room.dispatched()[0], room.case(), room.dispatched("H01")[0]]


@pytest.fixture
def window(qtbot: QtBot, room: Room, numbers: list[str], work: Work, theme: Theme) -> Iterator[MainWindow]:
    yield open_window(qtbot, room, work, theme, SPECS)
    qtbot.waitUntil(lambda: not work.busy)


def living(window: MainWindow) -> Counter[str]:
    """What lives in the window, and windows that nobody owns, by kind."""
    gc.collect()
    inside: list[QObject] = [window, *window.findChildren(QObject)]
    return Counter(type(each).__name__ for each in (*inside, *QApplication.topLevelWidgets()))


def look_at(qtbot: QtBot, window: MainWindow, number: str) -> None:
    window.go("case", number)
    qtbot.waitUntil(lambda: not window.context.work.busy)
    window.go("cases")
    qtbot.waitUntil(lambda: not window.context.work.busy)


def settled(qtbot: QtBot) -> None:
    """What was told to go is gone."""
    qtbot.wait(20)


def nothing_more(qtbot: QtBot, window: MainWindow, before: Counter[str]) -> None:
    """No more lives than before, once what still fades has faded."""
    qtbot.waitUntil(lambda: living(window) - before == Counter(), timeout=10_000)


def test_cases_opened_and_left_leave_nothing(qtbot: QtBot, window: MainWindow, numbers: list[str]) -> None:
    for turn in range(WARM):
        look_at(qtbot, window, numbers[turn % len(numbers)])
    settled(qtbot)
    before = living(window)
    for turn in range(TURNS):
        look_at(qtbot, window, numbers[turn % len(numbers)])
    nothing_more(qtbot, window, before)


def test_dialogs_opened_and_closed_leave_nothing(qtbot: QtBot, window: MainWindow, numbers: list[str]) -> None:
    window.go("case", numbers[2])
    qtbot.waitUntil(lambda: not window.context.work.busy)
    page = window.page
    assert isinstance(page, CasePage)

    def turn() -> None:
        page.act(Act.PLAN)
        [dialog] = page.findChildren(ActDialog)
        qtbot.waitUntil(lambda: not window.context.work.busy)
        dialog.reject()
        qtbot.waitUntil(lambda: not page.findChildren(ActDialog))

    for _ in range(3):
        turn()
    settled(qtbot)
    before = living(window)
    for _ in range(10):
        turn()
    nothing_more(qtbot, window, before)
