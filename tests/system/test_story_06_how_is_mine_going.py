"""Story 6. "How is mine going?", 11:20: one key writes 催问 and says who holds it and until when."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.days import clock_of, steps, told
from support.keys import press, wait_for_focus, write
from support.room import Room
from support.screen import VISIT, away, open_window, shown_page

from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.measures import measures
from reception.desk.touch import touch_case
from reception.domain.lifecycle import Act
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

WOMAN = {"name": "佟雅琴", "phone": "13904516006"}
DAY = date(2026, 11, 20), date(2026, 11, 24)


@pytest.fixture
def number(room: Room) -> str:
    """What she said on Friday; the property company has it since."""
    room.clock.set("2026-11-20 09:00")
    made, _ = room.dispatched("P01", resident=WOMAN, address_text="红旗大街188号2-1-401", words="暖气不热，才十五度")
    room.step(made, Act.ACCEPT, by="刘经理")
    room.clock.set("2026-11-24 11:20")
    return made


@pytest.fixture
def window(qtbot: QtBot, room: Room, number: str, work: Work, theme: Theme) -> MainWindow:
    specs = (away("today"), VISIT)
    made = open_window(qtbot, room, work, theme, specs)
    made.activateWindow()
    wait_for_focus(qtbot, made)
    return made


def test_how_is_mine_going(qtbot: QtBot, room: Room, number: str, window: MainWindow, work: Work) -> None:
    press(Qt.Key.Key_F2)
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    write(WOMAN["phone"])
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.side.household.cases.numbers == [number], timeout=10_000)
    assert page.form.who.name.text() == WOMAN["name"], "her number finds her"

    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "催问" in window._notice.words, timeout=10_000)

    who_and_until_when(room, number, window)
    what_it_counts_as(room, number)
    qtbot.waitUntil(lambda: not work.busy)


def who_and_until_when(room: Room, number: str, window: MainWindow) -> None:
    until = clock_of(show_case(room.desk, number), "solved")["until"]
    assert told(until) == "11-27 17:00", "five working days from Friday"
    for words in (number, "安居物业", "办理中", "11-27 17:00"):
        assert words in window._notice.words, f"{words} is not in {window._notice.words}"


def what_it_counts_as(room: Room, number: str) -> None:
    case = show_case(room.desk, number)
    assert steps(case, Act.TOUCH) == [("touch", "11-24 11:20")]
    assert case["timeline"][-1]["detail"]["how"] == "urge"
    assert case["status"] == "accepted"
    assert len(case_lines(room.desk, CaseFilter())) == 1, "no new case"
    assert repeats(room) == 0, "asking after a case is no repeat"
    touch_case(room.desk, number, "repeat", "phone")
    assert repeats(room) == 1, "bringing it again is one"


def repeats(room: Room) -> float:
    return measures(room.desk, *DAY)[0].rates.repeats.part
