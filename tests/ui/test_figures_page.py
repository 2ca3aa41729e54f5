"""The room's rates on the screen: a period, a grouping, and the cases behind a row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.keys import press
from support.pdf import ReadBack
from support.room import Room
from support.screen import Away, away, open_window, shown_page

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.reports import hand_up, month_of
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.reports import ReportsDialog
from ui.pages.figures import FiguresPage, counted, period_of
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.targets import read_cases_target
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.work import Work

PAGES = (PageSpec("figures", ("统计", "Figures"), "chart-column", FiguresPage), away("cases"))
TODAY = date(2026, 11, 24)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> FiguresPage:
    number = room.handled()
    record_follow_up(room.desk, {number: FollowUp("yes", solved="yes", satisfied="satisfied")})
    room.case()
    window = open_window(qtbot, room, work, theme, PAGES)
    found = window.page
    assert isinstance(found, FiguresPage)
    qtbot.waitUntil(lambda: found._panel.model.total == 3)
    return found


def cells(page: FiguresPage, row: int) -> list[str]:
    model = page._panel.model
    return [str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole)) for column in range(model.columnCount())]


def test_the_whole_room_stands_first_and_no_follow_up_is_a_dash(qtbot: QtBot, page: FiguresPage) -> None:
    qtbot.waitUntil(lambda: cells(page, 0)[0] == "本室合计")
    assert cells(page, 0)[1:5] == ["2", "1", "100.0%", "100.0%"]
    rows = {cells(page, row)[0]: cells(page, row) for row in (1, 2)}
    assert rows["第一建筑公司"][2] == "1"
    assert rows["（未填）"][3] == "—"


def test_another_period_counts_anew(qtbot: QtBot, page: FiguresPage) -> None:
    qtbot.keyClick(page._period.focusProxy(), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page._panel.model.total == 0)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("week", date(2026, 11, 23), TODAY),
        ("month", date(2026, 11, 1), TODAY),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("year", date(2026, 1, 1), TODAY),
    ],
)
def test_periods(key: str, first: date, last: date) -> None:
    assert period_of(key, TODAY) == (first, last)


def test_every_number_opens_the_cases_it_counts(qtbot: QtBot, page: FiguresPage) -> None:
    qtbot.waitUntil(lambda: cells(page, 0)[0] == "本室合计")
    whole = page._lines[0].rates
    assert set(counted(whole, 1)) == set(counted(whole, 9)) and len(counted(whole, 1)) == whole.cases
    for column, many in ((2, whole.valid), (4, whole.solution.whole), (8, whole.on_time.whole), (12, whole.cases)):
        assert len(counted(whole, column)) == many, column
    window = page.window()
    assert isinstance(window, MainWindow)
    page._panel.table.setCurrentIndex(page._panel.model.index(0, 4))
    qtbot.keyClick(page._panel.table, Qt.Key.Key_Return)
    told = shown_page(window, "cases")
    assert isinstance(told, Away)
    wanted = read_cases_target(told.targets[-1])
    assert wanted is not None and wanted.numbers == whole.solution.cases


def test_what_is_in_no_rate_opens_its_list(qtbot: QtBot, page: FiguresPage) -> None:
    qtbot.waitUntil(lambda: cells(page, 0)[0] == "本室合计")
    [button] = page._left_out.findChildren(Button)
    assert button.text() == "尚未回访 1"
    button.click()
    window = page.window()
    assert isinstance(window, MainWindow)
    told = shown_page(window, "cases")
    assert isinstance(told, Away)
    wanted = read_cases_target(told.targets[-1])
    assert wanted is not None and len(wanted.numbers) == 1


def test_reports_handed_up_are_listed_and_one_opens_as_it_was(qtbot: QtBot, room: Room, page: FiguresPage) -> None:
    made, _ = hand_up(room.desk, month_of(room.desk, 2026, 11))
    press(Qt.Key.Key_R, modifiers=Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(ReportsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.rows.table.hasFocus() and dialog.rows.table.currentIndex().isValid())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.findChild(PreviewDialog) is not None)
    paper = dialog.findChild(PreviewDialog)
    qtbot.waitUntil(lambda: paper.paper is not None, timeout=10_000)
    with ReadBack(paper.paper.pdf) as read:
        assert made.number in "".join(read.text(place) for place in range(read.pages))
    paper.reject()
    dialog.reject()
