"""The burst pipe: called first, written later, and both times are known."""

from datetime import datetime

import pytest
from support.room import Room

from reception.desk.case_page import open_case
from reception.desk.commands import NewCase, RegisterVisit
from reception.desk.drafts import drafts, save_draft
from reception.desk.emergency import CallMade, OnDuty, people_on_duty, register_emergency
from reception.desk.lists import show_case
from reception.desk.undo import undo
from reception.domain.clock import from_text
from reception.domain.lifecycle import Act

MASTER = (
    ("duty", {"room": "NG07", "role": "阀门工", "name": "孙师傅", "phone": "13900003001", "rank": 2, "code": "a"}),
    ("duty", {"room": "NG07", "role": "项目负责人", "name": "赵工", "phone": "13900001001", "rank": 1, "code": "b"}),
    ("duty", {"room": "NG08", "role": "阀门工", "name": "别处", "phone": "13900009999", "rank": 1, "code": "c"}),
    ("compound", {"code": "HQ188", "name": "红旗大街188号", "room": "NG07", "grid": "G01", "project": "P-1",
                  "property": "P01"}),
    ("project", {"code": "P-1", "name": "红旗大街片区改造", "lead": {"name": "钱经理", "phone": "13900001111"},
                 "sections": [{"code": "1", "name": "一标段", "contractor": "C01"}]}),
    ("grid", {"code": "G01", "name": "七政一网格", "room": "NG07",
              "people": [{"name": "周网格", "role": "网格员", "phone": "13900004001"}]}),
)  # fmt: skip
LEAD = OnDuty("项目负责人", "赵工", "13900001001", "C01")
VALVE = OnDuty("阀门工", "孙师傅", "13900003001")


def at(text: str) -> datetime:
    return from_text(f"2026-11-24 {text}")


@pytest.fixture
def told(room: Room) -> Room:
    room.tell(MASTER)
    return room


def burst(words: str = "厨房顶往下喷水", **more: object) -> RegisterVisit:
    return RegisterVisit([NewCase(words)], "phone", received_at=at("09:04"), **more)  # type: ignore[arg-type]


def test_people_stand_in_the_rosters_order_then_those_of_the_compound(told: Room) -> None:
    people = people_on_duty(told.desk, "HQ188")
    assert [person.name for person in people] == ["赵工", "孙师傅", "钱经理", "安居物业", "周网格"]
    assert [person.unit for person in people] == ["C01", "", "C01", "P01", ""]


def test_who_is_in_two_lists_acts_for_the_unit_that_one_of_them_gives(told: Room) -> None:
    told.tell(
        (("duty", {"room": "NG07", "role": "值班", "name": "钱经理", "phone": "13900001111", "rank": 0, "code": "d"}),)
    )
    found = [person for person in people_on_duty(told.desk, "HQ188") if person.name == "钱经理"]
    assert found == [OnDuty("值班", "钱经理", "13900001111", "C01")]


def test_before_the_place_is_known_the_rooms_own_compounds_count(told: Room) -> None:
    assert [person.name for person in people_on_duty(told.desk)] == ["赵工", "孙师傅", "钱经理", "安居物业"]


def test_a_burst_pipe_is_judged_by_the_call_and_written_later(told: Room) -> None:
    told.clock.set("2026-11-24 09:20")
    calls = [CallMade(LEAD, True, at("09:05")), CallMade(VALVE, False, at("09:06"))]
    saved = register_emergency(told.desk, burst(address_text="红旗大街188号3-2-501"), calls, unit="C01")
    assert saved.order == f"{saved.number}-{told.store_letter}1"
    shown = show_case(told.desk, saved.number)
    assert (shown["urgency"], shown["status"], shown["unit"]) == ("emergency", "dispatched", "C01")
    assert from_text(shown["received_at"]) == at("09:04")
    steps = [(step["act"], from_text(step["at"])) for step in shown["timeline"]]
    assert steps[1:3] == [("first_contact", at("09:05")), ("progress", at("09:06"))]
    assert shown["timeline"][2]["detail"]["note"] == "阀门工 孙师傅 13900003001：未接通"
    contact = next(limit for limit in shown["deadlines"] if limit["clock"] == "first_contact")
    assert from_text(contact["stopped_at"]) == at("09:05")


def test_made_safe_and_repaired_are_marked_apart(told: Room) -> None:
    saved = register_emergency(told.desk, burst(), [CallMade(LEAD, True, at("09:05"))], unit="C01")
    assert Act.MADE_SAFE in open_case(told.desk, saved.number).acts[:5]  # on a digit of its own
    assert told.step(saved.number, Act.MADE_SAFE) == "dispatched"
    assert told.step(saved.number, Act.ACCEPT, by="赵工") == "accepted"
    assert told.step(saved.number, Act.HANDLE, done="更换立管") == "handled"


def test_nobody_answered_makes_no_first_contact(told: Room) -> None:
    told.clock.set("2026-11-24 09:20")
    saved = register_emergency(told.desk, burst(), [CallMade(VALVE, False, at("09:06"))])
    assert saved.order == ""
    shown = show_case(told.desk, saved.number)
    assert [step["act"] for step in shown["timeline"]] == ["register", "progress"]


def test_words_three_hours_later_are_marked_as_written_late(told: Room) -> None:
    told.clock.set("2026-11-24 12:30")
    saved = register_emergency(told.desk, burst(), [CallMade(LEAD, True, at("09:05"))])
    for step in show_case(told.desk, saved.number)["timeline"]:
        assert "补录" in step["detail"]["late_why"]


def test_it_is_one_gesture_and_ends_its_draft(told: Room) -> None:
    told.clock.set("2026-11-24 09:20")
    draft = told.clock.new_id()
    save_draft(told.desk, draft, "emergency", "险情", {})
    saved = register_emergency(told.desk, burst(), [CallMade(LEAD, True, at("09:05"))], unit="C01", draft=draft)
    assert drafts(told.desk) == []
    undo(told.desk)
    assert show_case(told.desk, saved.number)["undone"]
