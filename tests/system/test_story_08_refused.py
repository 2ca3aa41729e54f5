"""Story 8. Neither signed nor refused, 15:20: 送达未签, the clock runs from delivery, and the unit is reminded."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.days import clock_of, steps, told
from support.pdf import ReadBack
from support.room import Room
from support.screen import away, open_window

from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.overdue import overdue_orders, urge
from reception.desk.steps import take_step
from reception.desk.today import day_at_a_glance, for_leader
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.paper.urging import reminders_of, write_reminders
from ui.pages.case import CasePage
from ui.pages.page import PageSpec
from ui.session.reminders import leader_words
from ui.theme.theme import Theme
from ui.widgets.pill import Pill
from ui.work import Work


@pytest.fixture
def order(room: Room) -> str:
    """Dispatched at 11:00; at 15:20 the clerk puts it into the foreman's hand."""
    room.clock.set("2026-11-24 11:00")
    _, made = room.dispatched("C01", words="楼道墙面抹灰脱落")
    assert told(clock_of(show_case(room.desk, made), "sign_for")["until"]) == "11-24 15:00"
    room.clock.set("2026-11-24 15:20")
    assert room.step(made, Act.DELIVER, to="赵工", way="hand", by="王娟") == "dispatched"
    return made


def unsigned(room: Room, order: str) -> bool:
    (line,) = (line for line in show_case(room.desk, order)["orders"] if line["number"] == order)
    assert (line["status"], line["signed_by"]) == ("to_sign", "")
    return bool(line["unsigned"])


def test_a_day_of_silence(qtbot: QtBot, room: Room, order: str, work: Work, theme: Theme, tmp_path: Path) -> None:
    the_clock_runs_from_delivery(room, order)
    a_day_later(room, order)
    seen_on_its_page(qtbot, room, order, work, theme)
    the_next_level_is_told(room, order)
    the_unit_is_reminded(room, order, tmp_path / "reminder.pdf")
    the_work_may_still_be_signed_for(room, order)


def the_clock_runs_from_delivery(room: Room, order: str) -> None:
    """Two working hours from 15:20, and not from the dispatch; a second delivery gives no second time."""
    case = show_case(room.desk, order)
    assert steps(case, Act.DELIVER) == [("deliver", "11-24 15:20")]
    assert told(case["orders"][0]["delivered_at"]) == "11-24 15:20"
    clock = clock_of(case, "sign_for")
    assert (told(clock["start"]), told(clock["until"])) == ("11-24 15:20", "11-25 08:50")
    assert not unsigned(room, order), "he still has time"
    assert for_leader(room.desk) == []
    room.clock.set("2026-11-24 16:40")
    room.step(order, Act.DELIVER, to="赵工", way="wechat")
    assert clock_of(show_case(room.desk, order), "sign_for") == clock
    assert told(clock_of(case, "solved")["until"]) == "12-01 17:00", "the unit's time to do it waits for no signature"


def a_day_later(room: Room, order: str) -> None:
    room.clock.set("2026-11-25 15:20")
    assert unsigned(room, order), "送达未签"
    assert clock_of(show_case(room.desk, order), "sign_for")["stopped_at"] == ""
    day = day_at_a_glance(room.desk)
    assert (day.overdue, day.to_sign) == (1, 1)
    assert [line["order"] for line in case_lines(room.desk, CaseFilter(overdue=True))] == [order]
    with pytest.raises(NotAllowed, match="退单须在签收时限（11-25 08:50）之前"):
        room.step(order, Act.RETURN, why="不归我们", basis="合同")


def seen_on_its_page(qtbot: QtBot, room: Room, order: str, work: Work, theme: Theme) -> None:
    specs = (away("today"), PageSpec("case", ("诉求", "Case"), "inbox", CasePage, listed=False))
    window = open_window(qtbot, room, work, theme, specs)
    window.go("case", order)
    marks = {"送达未签", "请室负责人过目"}
    qtbot.waitUntil(lambda: marks < {pill.accessibleName() for pill in window.findChildren(Pill)}, timeout=10_000)
    qtbot.waitUntil(lambda: not work.busy)


def the_next_level_is_told(room: Room, order: str) -> None:
    """The room's leader: named with the afternoon's reminder, and marked on the case's page."""
    (told,) = for_leader(room.desk)
    assert order.startswith(told.number)
    assert leader_words([told]) == "请室负责人过目：楼道墙面抹灰脱落（送达未签）"


def the_unit_is_reminded(room: Room, order: str, out: Path) -> None:
    """The day after the limit passed: a paper to the unit, noted at the case."""
    (overdue,) = overdue_orders(room.desk)
    assert (overdue.number, overdue.clock, told(overdue.until)) == (order, "sign_for", "11-25 08:50")
    assert not overdue.signed
    write_reminders(reminders_of(room.desk), out)
    with ReadBack(out) as paper:
        assert order in paper.all.replace("\n", "") and "第一建筑公司" in paper.all
        assert "报上一级督办" in paper.all
    urge(room.desk, [overdue.case], "催办通知单")
    assert steps(show_case(room.desk, order), Act.URGE) == [("urge", "11-25 15:20")]
    assert overdue_orders(room.desk)[0].urged == 1


def the_work_may_still_be_signed_for(room: Room, order: str) -> None:
    """Late, and no longer 送达未签; the clock says how late."""
    room.clock.set("2026-11-25 16:00")
    assert room.step(order, Act.ACCEPT, by="赵工") == "accepted"
    case = show_case(room.desk, order)
    assert not case["orders"][0]["unsigned"]
    stopped = clock_of(case, "sign_for")
    assert told(stopped["stopped_at"]) == "11-25 16:00" and stopped["stopped_at"] > stopped["until"]


def test_a_refusal_is_not_waited_for(room: Room, order: str) -> None:
    room.clock.set("2026-11-24 15:25")
    take_step(room.desk, order, Act.REFUSE, {"why": "说不归他管", "by": "赵工"})
    assert unsigned(room, order), "送达未签 at once"
    assert show_case(room.desk, order)["status"] == "dispatched"


def test_what_was_never_delivered_is_not_called_so(room: Room) -> None:
    _, order = room.dispatched("C01")
    room.clock.set("2026-11-27 15:20")
    assert not unsigned(room, order)
    assert overdue_orders(room.desk), "but it is past its limit"
