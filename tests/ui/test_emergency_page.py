"""The burst pipe by keys alone: called first, each with its minute, written later, handed over, nothing lost."""

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus, write
from support.room import Room
from support.screen import Away, away, open_window, shown_page

from reception.desk.drafts import drafts
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.domain.clock import from_text
from ui.pages.emergency import EmergencyPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
EMERGENCY = PageSpec("emergency", ("险情", "Emergency"), "siren", EmergencyPage, "F4")
ROSTER = (
    ("duty", {"room": "NG07", "role": "阀门工", "name": "孙师傅", "phone": "13900003001", "rank": 2, "code": "d2"}),
    ("duty", {"room": "NG07", "role": "项目负责人", "name": "赵工", "phone": "13900001001", "rank": 1, "code": "d1"}),
    ("compound", {"code": "HQ188", "name": "红旗大街188号", "room": "NG07", "grid": "G01", "project": "P-1",
                  "property": "P01"}),
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    room.tell(ROSTER)
    room.clock.set("2026-11-24 09:04")
    made = open_window(qtbot, room, work, theme, [away("today"), EMERGENCY, away("case")])
    made.go("emergency")
    return made


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> EmergencyPage:
    found = shown_page(window, "emergency")
    assert isinstance(found, EmergencyPage)
    qtbot.waitUntil(lambda: found.calls.people.rowCount() > 0 and not found.context.work.busy)
    assert wait_for_focus(qtbot, window) is found.calls.list, "the digits go to the calls at once"
    return found


def call_three(room: Room) -> None:
    for minute, digit in (("09:05", "1"), ("09:06", "2"), ("09:07", "1")):
        room.clock.set(f"2026-11-24 {minute}")
        digits(digit)


def test_the_burst_pipe_is_called_first_and_written_later(
    qtbot: QtBot, room: Room, window: MainWindow, page: EmergencyPage
) -> None:
    call_three(room)
    assert [(call.who.name, call.reached) for call in page.calls.people.calls()] == [
        ("赵工", True), ("孙师傅", False), ("安居物业", True),
    ]  # fmt: skip
    room.clock.set("2026-11-24 09:20")
    press(Qt.Key.Key_Tab)
    assert page.form.isAncestorOf(window.focusWidget())
    write("红旗大街188号3-2-301")
    page.form.words.setFocus()
    write("楼上爆管了，水从顶棚往下浇")
    page.form.unit.choose("C01", "第一建筑公司")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: window.open_key == "case")
    opened = shown_page(window, "case")
    assert isinstance(opened, Away)
    [line] = case_lines(room.desk, CaseFilter(), 5)
    assert opened.targets[0].startswith(line["number"])
    case = show_case(room.desk, line["number"])
    assert from_text(case["received_at"]) == from_text("2026-11-24 09:04")
    assert (case["urgency"], case["status"], case["unit"]) == ("emergency", "dispatched", "C01")
    calls = [from_text(step["at"]) for step in case["timeline"] if step["act"] in ("first_contact", "progress")]
    assert calls == [from_text(f"2026-11-24 09:0{minute}") for minute in (5, 6, 7)]
    assert drafts(room.desk) == []


def test_who_answered_is_proposed_to_act(page: EmergencyPage) -> None:
    digits("33")
    assert page.calls.list.currentIndex().row() == 2
    digits("1")
    assert page.form.unit.key == "P01"


def test_the_buttons_are_reached_by_keys_beside_the_hurried_way(
    qtbot: QtBot, window: MainWindow, page: EmergencyPage
) -> None:
    for words in ("3 下一个", "2 未接通", "1 接通"):
        press(Qt.Key.Key_Backtab)
        assert words_in_focus(window) == words
    press(Qt.Key.Key_Space)
    assert words_in_focus(window) == "1 接通", "whoever presses buttons goes on with buttons"
    digits("2")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert [(call.who.name, call.reached) for call in page.calls.people.calls()] == [
        ("赵工", True), ("孙师傅", False), ("安居物业", False),
    ]  # fmt: skip
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert page.calls.list.hasFocus()
    press(Qt.Key.Key_Tab)
    assert page.form.isAncestorOf(window.focusWidget())


def words_in_focus(window: MainWindow) -> str:
    button = window.focusWidget()
    assert isinstance(button, QPushButton)
    return button.text()


def test_whoever_is_being_dialled_stays_marked_when_the_list_is_read_again(
    qtbot: QtBot, room: Room, window: MainWindow, page: EmergencyPage
) -> None:
    digits("3")
    first = {"room": "NG07", "role": "带班", "name": "马主任", "phone": "13900009001", "rank": 0, "code": "d0"}
    room.tell((("duty", first),))
    window.changed(None)
    qtbot.waitUntil(lambda: page.calls.people.rowCount() == 4 and not page.context.work.busy)
    digits("1")
    assert [call.who.name for call in page.calls.people.calls()] == ["孙师傅"]
    digits("111")
    window.changed(None)
    qtbot.waitUntil(lambda: not page.context.work.busy)
    assert page.calls.list.currentIndex().isValid(), "all were called, and can be again"


def test_a_digit_right_after_calls_came_back_is_the_next_ones(page: EmergencyPage) -> None:
    digits("1")
    page.calls.show_calls(page.calls.people.calls())  # as from a draft; who else is there is not read yet
    digits("2")
    assert [(call.who.name, call.reached) for call in page.calls.people.calls()] == [("赵工", True), ("孙师傅", False)]


def test_calls_survive_a_kill(
    qtbot: QtBot, room: Room, work: Work, theme: Theme, window: MainWindow, page: EmergencyPage
) -> None:
    call_three(room)
    qtbot.waitUntil(lambda: bool(drafts(room.desk)) and not work.busy)
    again = open_window(qtbot, room, work, theme, [EMERGENCY, away("case")])
    restored = shown_page(again, "emergency")
    assert isinstance(restored, EmergencyPage)
    qtbot.waitUntil(lambda: len(restored.calls.people.calls()) == 3)
    assert "09:04" in restored.calls.since.text()


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot, page: EmergencyPage) -> None:
    page.save()
    qtbot.waitUntil(lambda: "请写一句险情" in page.form.rest.row("words").wrong)
    assert page.form.words.hasFocus()
    page.form.words.write("漏电")
    page.form.unit.write("没有这家")
    page.save()
    qtbot.waitUntil(lambda: "选一个单位" in page.form.rest.row("unit").wrong)


def test_a_wrong_phone_stands_beside_the_phone(qtbot: QtBot, page: EmergencyPage) -> None:
    page.form.words.write("漏电")
    page.form.phone.write("139")
    page.save()
    qtbot.waitUntil(lambda: bool(page.form.rest.row("phone").wrong))


def test_it_can_be_given_up(qtbot: QtBot, room: Room, window: MainWindow, page: EmergencyPage) -> None:
    digits("1")
    qtbot.waitUntil(lambda: bool(drafts(room.desk)))
    press(Qt.Key.Key_Backspace, modifiers=CONTROL)
    qtbot.waitUntil(lambda: drafts(room.desk) == [] and not page.unsaved)
    action = window._notice._act
    action()  # and taken back
    assert [call.reached for call in page.calls.people.calls()] == [True]
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1)


def test_deleting_a_word_gives_nothing_up(qtbot: QtBot, window: MainWindow, page: EmergencyPage) -> None:
    digits("1")
    page.form.words.setFocus()
    write("water everywhere")
    press(Qt.Key.Key_Backspace, modifiers=CONTROL)
    assert page.form.words.toPlainText() == "water "
    assert page.unsaved and page.form.words.hasFocus()


def test_a_look_at_the_page_begins_nothing(room: Room, window: MainWindow, page: EmergencyPage) -> None:
    window.go("today")
    room.clock.set("2026-11-24 10:00")
    window.go("emergency")
    assert "10:00" in page.calls.since.text()


def test_the_people_are_a_sound_model(page: EmergencyPage) -> None:
    model: QAbstractItemModel = page.calls.people
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    people = [page.calls.people.person(row) for row in range(model.rowCount())]
    digits("12")
    page.calls.people.show_people(reversed(people))
    assert tester.model() is model
