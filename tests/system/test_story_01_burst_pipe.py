"""Story 1. Burst pipe, 9:04: called first, written at 9:20, printed at noon; then the floor."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.days import at, clock_of, steps, told
from support.keys import digits, fill, press, wait_for_focus, write
from support.pdf import ReadBack
from support.room import Room
from support.screen import away, open_window, shown_page

from reception.desk.case_page import open_case
from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.measures import measures
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order
from ui.pages.emergency import EmergencyPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

ROSTER = (
    ("duty", {"room": "NG07", "role": "阀门工", "name": "孙师傅", "phone": "13900003001", "rank": 2, "code": "d2"}),
    ("duty", {"room": "NG07", "role": "项目负责人", "name": "赵工", "phone": "13900001001", "rank": 1, "code": "d1"}),
    ("compound", {"code": "HQ188", "name": "红旗大街188号", "room": "NG07", "grid": "G01", "project": "P-1",
                  "property": "P01"}),
)  # fmt: skip
WOMAN = ("何桂兰", "13904511001")
PAGES = (
    away("today"),
    PageSpec("emergency", ("险情", "Emergency"), "siren", EmergencyPage, "F4"),
    away("case"),
)


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    room.tell(ROSTER)
    room.clock.set("2026-11-24 09:04")
    made = open_window(qtbot, room, work, theme, PAGES)
    made.activateWindow()
    wait_for_focus(qtbot, made)
    return made


def test_the_burst_pipe(qtbot: QtBot, room: Room, window: MainWindow, work: Work, tmp_path: Path) -> None:
    page = whom_to_call(qtbot, window)
    called(room, page)
    qtbot.waitUntil(lambda: not work.busy)
    number, order = written_at_twenty_past(qtbot, room, window, page)
    printed_at_noon(room, number, order, tmp_path / "order.pdf")
    repaired(room, number)
    what_the_case_says(room, number)
    judged_by_the_call(room, number)
    floor = the_floor(room, number)
    solved_while_the_floor_is_open(room, number, floor)
    qtbot.waitUntil(lambda: not work.busy)


def whom_to_call(qtbot: QtBot, window: MainWindow) -> EmergencyPage:
    """9:04, one key before anything is typed: the lead, the valve man, the property company, in this order."""
    press(Qt.Key.Key_F4)
    page = shown_page(window, "emergency")
    assert isinstance(page, EmergencyPage)
    people = page.calls.people
    qtbot.waitUntil(lambda: people.rowCount() == 3 and page.calls.list.hasFocus(), timeout=10_000)
    assert [(people.person(row).role, people.person(row).phone) for row in range(3)] == [
        ("项目负责人", "13900001001"), ("阀门工", "13900003001"), ("物业公司", "0451-55553001"),
    ]  # fmt: skip
    return page


def called(room: Room, page: EmergencyPage) -> None:
    """1, 2, 1: each with its own minute; the next one stands there by itself."""
    for minute, digit in (("09:05", "1"), ("09:06", "2"), ("09:07", "1")):
        room.clock.set(f"2026-11-24 {minute}")
        digits(digit)
    calls = page.calls.people.calls()
    assert [(call.reached, call.at) for call in calls] == [
        (True, at("09:05")), (False, at("09:06")), (True, at("09:07")),
    ]  # fmt: skip
    assert page.form.unit.key == "C01", "who answered first is proposed to act"


def written_at_twenty_past(
    qtbot: QtBot, room: Room, window: MainWindow, page: EmergencyPage
) -> tuple[str, str]:  # fmt: skip
    """The words follow, and the case with its order is there."""
    room.clock.set("2026-11-24 09:20")
    press(Qt.Key.Key_Tab)
    write("红旗大街188号3-2-301")
    page.form.words.setFocus()
    write("楼上爆管了，水从顶棚往下浇，屋里全是水。")
    press(Qt.Key.Key_Tab)
    fill(*WOMAN)
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.open_key == "case", timeout=10_000)
    (line,) = case_lines(room.desk, CaseFilter())
    number, order = str(line["number"]), str(line["order"])
    assert order.startswith(number)
    assert (line["resident"], line["phone"], line["unit"]) == (*WOMAN, "C01")
    return number, order


def printed_at_noon(room: Room, number: str, order: str, out: Path) -> None:
    room.clock.set("2026-11-24 12:00")
    print_order(room.desk, order, out)
    with ReadBack(out) as paper:
        assert order in paper.codes(0)
        sheet = paper.texts[0]
    assert "紧急" in sheet and "红旗大街188号3号楼2单元301室" in sheet and "楼上爆管了" in sheet
    assert "2026年11月24日09:04" in sheet, "the paper says when it was reported"
    assert "打印：2026年11月24日12:00" in sheet, "and when it was printed"
    assert steps(show_case(room.desk, number), Act.PRINT) == [("print", "11-24 12:00")]


def repaired(room: Room, number: str) -> None:
    """Brought in with the signed sheet in the afternoon; each step says when it happened."""
    late = {"by": "赵工", "late_why": "现场抢修，下午补录"}
    room.clock.set("2026-11-24 15:30")
    room.step(number, Act.ARRIVE, at="2026-11-24T09:25", **late)
    room.step(number, Act.MADE_SAFE, at="2026-11-24T09:40", **late)
    room.step(number, Act.ACCEPT, at="2026-11-24T09:25", **late)
    assert room.step(number, Act.HANDLE, at="2026-11-24T15:10", by="赵工", done="更换爆裂管段，通水试压") == "handled"


def what_the_case_says(room: Room, number: str) -> None:
    case = show_case(room.desk, number)
    assert told(case["received_at"]) == "11-24 09:04"
    assert case["urgency"] == "emergency"
    assert steps(case, "register", "first_contact", "progress", "arrive", "made_safe", "handle") == [
        ("register", "11-24 09:04"), ("first_contact", "11-24 09:05"), ("progress", "11-24 09:06"),
        ("progress", "11-24 09:07"), ("arrive", "11-24 09:25"), ("made_safe", "11-24 09:40"), ("handle", "11-24 15:10"),
    ]  # fmt: skip
    written = {step["act"]: told(step["written"]) for step in case["timeline"]}
    assert (written["register"], written["first_contact"]) == ("11-24 09:20", "11-24 09:20")
    notes = [step["detail"]["note"] for step in case["timeline"] if step["act"] in ("first_contact", "progress")]
    assert notes == [
        "项目负责人 赵工 13900001001：接通",
        "阀门工 孙师傅 13900003001：未接通",
        "物业公司 安居物业 0451-55553001：接通",
    ]  # fmt: skip


def judged_by_the_call(room: Room, number: str) -> None:
    """9:05 it is, and neither 9:20, when it was written, nor 9:25, when somebody came."""
    contact = clock_of(show_case(room.desk, number), "first_contact")
    assert (told(contact["start"]), told(contact["stopped_at"])) == ("11-24 09:04", "11-24 09:05")
    assert told(contact["until"]) == "11-24 09:14", "at once: written at 9:20 it would have been too late"
    on_site = clock_of(show_case(room.desk, number), "on_site")
    assert told(on_site["stopped_at"]) == "11-24 09:25"


def the_floor(room: Room, first: str) -> str:
    room.clock.set("2026-11-26 10:15")
    floor = room.register(
        "水把地板泡坏了，要赔", resident=dict(zip(("name", "phone"), WOMAN, strict=True)),
        address={"compound": "HQ188", "building": "3", "entrance": "2", "home": "301"}, case={"wants": "赔偿"},
    ).numbers[0]  # fmt: skip
    room.step(floor, Act.JOIN, number=first)
    one, other = show_case(room.desk, first), show_case(room.desk, floor)
    assert one["incident"] and one["incident"] == other["incident"], "joined as an incident"
    assert other["wants"] == "赔偿"
    assert [mate.number for mate in open_case(room.desk, floor).mates] == [first]
    return floor


def solved_while_the_floor_is_open(room: Room, first: str, floor: str) -> None:
    record_follow_up(room.desk, {first: FollowUp("yes", WOMAN[0], "yes", "satisfied")}, close=[first])
    assert show_case(room.desk, first)["status"] == "closed"
    assert show_case(room.desk, floor)["status"] == "registered"
    rates = measures(room.desk, date(2026, 11, 24), date(2026, 11, 26))[0].rates
    assert (rates.solution.part, rates.solution.cases) == (1, (first,))
    assert rates.response.value == 1.0, "contacted within the limit"
    assert rates.hours_to_contact == 1 / 60, "one minute"
