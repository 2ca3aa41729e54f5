"""Story 3. "When is my wall done?", 10:05: building, item, answered; eight keys at most, no name, no follow-up."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.days import told
from support.keys import Keys, digits, press, wait_for_focus, write
from support.room import Room
from support.screen import away, open_window, shown_page

from reception.desk.calls import calls_due
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.measures import measures
from reception.desk.today import day_at_a_glance
from ui.pages.page import PageSpec
from ui.pages.works import WorksPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

ITEM = "外墙保温（或节能改造）"
COMPOUND = {
    "code": "HQ188", "name": "红旗大街188号", "aliases": ["消防家属区"], "project": "P-1", "grid": "G01",
    "buildings": [{"no": str(no), "entrances": 3, "floors": 7} for no in range(1, 6)],
}  # fmt: skip
WORKS = (
    ("works", {"compound": "HQ188", "building": "3", "item": "单元门窗更换", "state": "done", "code": "HQ188/3/门",
               "done_on": "2026-09-30", "as_of": "2026-11-20", "said_by": "赵工"}),
    ("works", {"compound": "HQ188", "building": "3", "item": ITEM, "state": "winter_stop", "code": "HQ188/3/墙",
               "planned_on": "2027-05-20", "as_of": "2026-11-20", "said_by": "赵工",
               "note": "2027年4月中旬复工"}),
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    room.tell((("compound", COMPOUND), *WORKS))
    room.clock.set("2026-11-24 10:05")
    specs = (away("today"), PageSpec("works", ("改造进度", "Works"), "hard-hat", WorksPage, "F7"))
    made = open_window(qtbot, room, work, theme, specs)
    wait_for_focus(qtbot, made)
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def test_when_is_my_wall_done(qtbot: QtBot, qapp: QApplication, room: Room, window: MainWindow) -> None:
    keys = Keys()
    qapp.installEventFilter(keys)
    press(Qt.Key.Key_F7)
    page = shown_page(window, "works")
    assert isinstance(page, WorksPage)
    write("xf3")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.items.shown == 2, timeout=10_000)
    digits("1")
    press(Qt.Key.Key_Return)
    qapp.removeEventFilter(keys)
    qtbot.waitUntil(lambda: len(case_lines(room.desk, CaseFilter())) == 1, timeout=10_000)
    assert 0 < keys.count <= 8, "eight keys at most"
    what_was_said(room)
    what_is_counted(room)


def what_was_said(room: Room) -> None:
    asked = show_case(room.desk, str(case_lines(room.desk, CaseFilter())[0]["number"]))
    assert (asked["voice"], asked["status"]) == ("doubt", "closed"), "a doubt answered on the spot"
    assert (asked["resident"], asked["phone"], asked["parties"]) == ("", "", []), "no name, no phone"
    assert told(asked["received_at"]) == "11-24 10:05"
    answer = asked["timeline"][-1]
    assert (answer["act"], told(answer["at"])) == ("answer", "11-24 10:05")
    assert answer["detail"]["answer"].startswith(f"3号楼{ITEM}：冬季停工")
    assert "2027年4月中旬复工" in answer["detail"]["answer"]


def what_is_counted(room: Room) -> None:
    assert day_at_a_glance(room.desk).visits == 1
    rates = measures(room.desk, date(2026, 11, 24), date(2026, 11, 24))[0].rates
    assert (rates.cases, rates.valid, rates.solution.value) == (1, 0, None), "counted, and in no rate"
    for days in (0, 1, 30):
        room.clock.advance(days=days)
        assert calls_due(room.desk).calls == ()
        assert day_at_a_glance(room.desk).follow_ups == 0
