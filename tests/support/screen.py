"""A window on a real room, as the program builds it, without the gate before it."""

from collections.abc import Sequence

from pytestqt.qtbot import QtBot
from support.keys import wait_for_focus
from support.room import Room

from ui.commands import Command
from ui.context import Context
from ui.pages.page import Page, PageSpec
from ui.pages.visit import VisitPage
from ui.session.line import Line
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work


class Away(Page):
    """Stands for a page that another one leads to; keeps what it was told to open."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.targets: list[str] = []

    def open(self, target: str) -> None:
        """Keep it."""
        self.targets.append(target)

    def commands(self) -> Sequence[Command]:
        """None."""
        return ()


VISIT = PageSpec("visit", ("来访登记", "New visit"), "clipboard-pen", VisitPage, "F2")
"""The page of a new visit, as the program has it."""


def away(key: str, shortcut: str = "") -> PageSpec:
    """A page to lead to."""
    return PageSpec(key, (key, key), "inbox", Away, shortcut)


def open_window(
    qtbot: QtBot, room: Room, work: Work, theme: Theme, specs: Sequence[PageSpec], line: Line | None = None
) -> MainWindow:
    """Show a window with these pages, the first one open."""

    def context(window: MainWindow) -> Context:
        folder = room.store.folder
        return Context(folder, room.clock, work, theme, Settings(folder), window, room.desk, line=line)

    window = MainWindow("民生接待", specs, context)
    qtbot.addWidget(window)
    window.resize(1366, 820)
    window.show()
    window.go(specs[0].key)
    return window


def open_at_visit(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    """A window in front with a new visit open, and the day to lead to."""
    window = open_window(qtbot, room, work, theme, [VISIT, away("today")])
    window.activateWindow()
    wait_for_focus(qtbot, window)
    return window


def shown_page(window: MainWindow, key: str) -> Page:
    """The page that is open, which must be this one."""
    assert window.open_key == key
    page = window.page
    assert page is not None
    return page
