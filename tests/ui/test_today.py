"""The start page by keyboard, on a real room."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus
from support.room import Room
from support.screen import Away, away, open_window

from reception.desk.drafts import drafts, save_draft
from reception.desk.lists import CaseFilter
from reception.desk.today import next_limit, received_on
from reception.domain.clock import DISTRICT_ZONE, Id
from reception.domain.deadlines import explain
from reception.domain.lifecycle import Act
from ui.pages.due_list import DueModel
from ui.pages.page import PageSpec
from ui.pages.today import MOST_DRAFTS, TodayPage
from ui.shell import MainWindow
from ui.targets import read_cases_target
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.figure import Figure
from ui.widgets.labels import Words
from ui.widgets.week_strip import DayBar
from ui.work import Work

PAGES = (
    PageSpec("today", ("今日", "Today"), "calendar", TodayPage),
    away("cases"),
    away("case"),
    away("visit"),
    away("follow_ups"),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


def opened(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    window = open_window(qtbot, room, work, theme, PAGES)
    wait_for_focus(qtbot, window)
    figures = window.findChildren(Figure)
    qtbot.waitUntil(lambda: all(figure.number is not None for figure in figures), timeout=10_000)
    qtbot.waitUntil(lambda: not work.busy)
    return window


def told(window: MainWindow, key: str) -> str:
    assert window.open_key == key
    page = window.page
    assert isinstance(page, Away)
    return page.targets[-1]


def test_an_empty_room_is_taught_what_to_do(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    window = opened(qtbot, room, work, theme)
    qtbot.waitUntil(lambda: any(button.hasFocus() for button in window.findChildren(Button)))
    press(Qt.Key.Key_Space)
    assert told(window, "visit") == ""


def test_digits_open_the_lists_that_are_counted(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    room.dispatched()
    room.case()
    window = opened(qtbot, room, work, theme)
    numbers = [figure.number for figure in window.findChildren(Figure)]
    assert numbers == [0, 1, 1, 1, 0, 0], "the order is to be signed for today"
    digits("4")
    assert read_cases_target(told(window, "cases")) == CaseFilter(open=True, to_sign=True)
    window.go("today")
    digits("5")
    assert told(window, "follow_ups") == ""


def test_what_is_due_opens_its_case(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    number = room.case()
    room.clock.advance(days=9)
    window = opened(qtbot, room, work, theme)
    view = window.findChild(QListView, "")
    view = next(view for view in window.findChildren(QListView) if isinstance(view.model(), DueModel))
    model = view.model()
    assert isinstance(model, DueModel)
    assert "逾期" in model.clock_words(0)
    view.setFocus()
    press(Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert told(window, "case") == number


def test_a_bar_opens_its_day(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    room.case()
    window = opened(qtbot, room, work, theme)
    today = room.clock.now().astimezone(DISTRICT_ZONE).date()
    for _ in range(12):
        if isinstance(window.focusWidget(), DayBar):
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert read_cases_target(told(window, "cases")) == received_on(today - timedelta(days=1))


def test_a_parked_form_is_gone_on_with(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    room.case()
    draft = Id("01" * 16)
    save_draft(room.desk, draft, "visit", "张淑芬 厨房漏水", {"words": "厨房"})
    window = opened(qtbot, room, work, theme)
    button = next(button for button in window.findChildren(Button) if "张淑芬" in button.accessibleName())
    button.setFocus()
    press(Qt.Key.Key_Space)
    assert told(window, "visit") == draft


def test_drafts_that_have_no_room_are_counted(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    for number in range(MOST_DRAFTS + 2):
        save_draft(room.desk, Id(f"{number:032x}"), "case", f"退单 {number}", {"number": str(number), "act": "return"})
    window = opened(qtbot, room, work, theme)
    going_on = [button for button in window.findChildren(Button) if "继续填写" in button.accessibleName()]
    assert len(going_on) == MOST_DRAFTS
    assert any(words.text().startswith("另有 2 份更早的") for words in window.findChildren(Words))


def test_a_step_s_draft_is_thrown_away_and_taken_back(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    number = room.case()
    draft = Id("02" * 16)
    save_draft(room.desk, draft, "case", f"退单 {number}", {"number": number, "act": "return", "why": "不属本单位"})
    window = opened(qtbot, room, work, theme)
    away = next(button for button in window.findChildren(Button) if "扔掉" in button.accessibleName())
    away.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: drafts(room.desk) == [])
    window._notice._act()
    qtbot.waitUntil(lambda: [kept.fields["why"] for kept in drafts(room.desk)] == ["不属本单位"])
    qtbot.waitUntil(lambda: not work.busy)


def test_the_list_of_what_is_due_is_a_proper_model(
    qtbot: QtBot, room: Room, work: Work, theme: Theme, qtmodeltester: ModelTester
) -> None:
    room.case()
    window = opened(qtbot, room, work, theme)
    model = window.findChild(DueModel)
    assert model is not None
    qtmodeltester.check(model)


def test_a_deadline_explains_itself_on_one_key(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    number, _ = room.dispatched()
    window = opened(qtbot, room, work, theme)
    page = window.page
    assert isinstance(page, TodayPage)
    window.commands.run("today.explain")
    assert "最近到期" in window._notice.words, "nothing is marked yet"
    page._due.setFocus()
    qtbot.waitUntil(lambda: page._due.isAncestorOf(page.focusWidget() or window))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: number in window._notice.words)
    limit = next_limit(room.desk, number)
    assert limit is not None
    for line in explain(limit):
        assert line in window._notice.words
    room.step(number, Act.WITHDRAW, why="不办了")
    assert next_limit(room.desk, number) is None


def test_todays_visits_open_their_cases(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> None:
    room.case()
    window = opened(qtbot, room, work, theme)
    page = window.page
    assert isinstance(page, TodayPage)
    page._today.click()
    today = room.clock.now().astimezone(DISTRICT_ZONE).date()
    assert read_cases_target(told(window, "cases")) == received_on(today)
