"""Lists kept in the side bar: by a name, with their counts, meant anew each day, and taken back when dropped."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.keys import press, write
from support.room import Room
from support.screen import away, open_window

from reception.desk.case_table import view_counts
from reception.desk.lists import CaseFilter
from reception.desk.today import bounds
from reception.domain.errors import InvalidInput
from ui.cases import kept
from ui.dialogs.keep_view import KeepView
from ui.pages.cases import CasesPage
from ui.pages.page import PageSpec
from ui.session.counts import Counts
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

CASES = PageSpec("cases", ("诉求", "Cases"), "inbox", CasesPage, "Ctrl+3")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    room.case()
    room.dispatched("H01")
    return open_window(qtbot, room, work, theme, [away("today"), CASES, away("case")])


def page_of(window: MainWindow) -> CasesPage:
    page = window.page
    assert isinstance(page, CasesPage)
    return page


def keep(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Ctrl+B, a name, Ctrl+Enter."""
    window.commands.run("cases.keep")
    [dialog] = page_of(window).findChildren(KeepView)
    dialog._name.setFocus()
    qtbot.waitUntil(dialog._name.hasFocus)
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write(name)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not page_of(window).findChildren(KeepView))


def lines(window: MainWindow) -> list[str]:
    model = window._side.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_list_is_kept_opened_counted_and_dropped(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    window.go("cases")
    page = page_of(window)
    page._show(CaseFilter(search="单位:热力"))
    keep(qtbot, window, "热力的")
    assert lines(window)[-1] == "热力的"
    counts = Counts(room.desk, work, window)
    counts.attach(window)
    qtbot.waitUntil(lambda: window._side._model.count(kept.VIEW + "热力的") == "1")
    page._clear()
    window.go("today")
    window._side.opened.emit(kept.VIEW + "热力的")
    assert window.open_key == "cases"
    qtbot.waitUntil(lambda: page._table.model.total == 1)
    window._side.setFocus()
    window._side.setCurrentIndex(window._side.model().index(len(lines(window)) - 1, 0))
    QTest.keyClick(window._side, Qt.Key.Key_Delete)
    assert lines(window)[-1] != "热力的"
    window._notice._act()
    assert lines(window)[-1] == "热力的"
    qtbot.waitUntil(lambda: not work.busy)


def test_what_is_not_narrowed_or_kept_already_says_why(qtbot: QtBot, window: MainWindow, work: Work) -> None:
    window.go("cases")
    page = page_of(window)
    page._clear()
    window.commands.run("cases.keep")
    assert "先缩小范围" in window._notice.words
    page._show(CaseFilter(overdue=True))
    keep(qtbot, window, "晚了的")
    window.commands.run("cases.keep")
    assert "晚了的" in window._notice.words
    assert QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: not work.busy)


def test_a_page_that_is_no_view_cannot_be_dropped(window: MainWindow) -> None:
    before = lines(window)
    window._side.dropped.emit("cases")
    assert lines(window) == before


def test_due_today_is_meant_anew_each_day(window: MainWindow) -> None:
    settings = window.context.settings
    kept.keep(settings, "今天", CaseFilter(open=True, due_until="2026-11-24T16:00:00Z"))
    later = datetime(2026, 11, 26, 2, tzinfo=UTC)
    assert kept.views(settings, later)["今天"].due_until == bounds(date(2026, 11, 26))[1]
    with pytest.raises(InvalidInput):
        kept.keep(settings, "今天", CaseFilter(overdue=True))


def test_a_view_whose_unit_is_gone_has_no_count(room: Room) -> None:
    found = view_counts(room.desk, {"没有": CaseFilter(search="单位:没有这家"), "全": CaseFilter(open=True)})
    assert found == {"全": 0}
