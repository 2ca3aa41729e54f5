"""A message from elsewhere goes into an open case only when it is surely the same person's, or the same home's."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from support.room import Room

from reception.desk.commands import NewCase, RegisterVisit, Who
from reception.desk.linking import Link, OpenCases, same_person
from reception.desk.lists import show_case
from reception.desk.messages import Message, take_in
from reception.desk.register import Origin
from reception.desk.residents import find_residents
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.lifecycle import Act

HOME = "红旗大街188号3号楼2单元501室"
WORDS = "市民来电反映家中厨房漏水，流到楼下邻居家"
FRIDAY = datetime(2026, 11, 27, 17, tzinfo=DISTRICT_ZONE)


def said(words: str = WORDS, place: str = HOME, name: str = "张*", phone: str = "139****0000") -> RegisterVisit:
    return RegisterVisit([NewCase(words)], "hotline", Who(name, phone), address_text=place)


def linked(room: Room, command: RegisterVisit) -> Link | None:
    with room.desk.read() as conn:
        return OpenCases(conn, room.desk.office(conn)).link(command)


@pytest.mark.parametrize(
    ("command", "sure"),
    [
        (said(), True),
        (said(place=""), True),
        (said(place="红旗大街188号"), True),
        (said(place="红旗大街188号5号楼1单元101室"), False),
        (said(name="李*", place=""), False),
        (said(name=""), True),
        (said(phone="138****0000", place=""), False),
        (said(name="李*", phone="138****1111"), True),
        (said(words="楼道里堆了建筑垃圾没有人清理"), False),
        (said(name="", phone=""), True),
        (said(name="", phone="", words="卫生间漏水，请来人看看"), False),
        (said(name="", phone="", place="红旗大街188号3号楼2单元502室"), False),
    ],
)
def test_only_what_is_sure_is_linked(room: Room, command: RegisterVisit, sure: bool) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME)
    found = linked(room, command)
    assert (found is not None) is sure
    assert found is None or (found.number == number and "相近" in found.reason[0])


def test_a_closed_case_takes_nothing_in(room: Room) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME)
    room.step(number, Act.ANSWER, answer="已修")
    assert linked(room, said()) is None


def test_of_several_the_likest_is_taken(room: Room) -> None:
    room.case(words="厨房水管坏了漏水", address_text=HOME)
    likest = room.case(words="厨房漏水，流到楼下邻居家", address_text=HOME)
    assert (linked(room, said()) or Link("", "", ("", ""))).number == likest


@pytest.mark.parametrize(
    ("name", "phone", "same"),
    [
        ("张淑芬", "13904510000", True), ("张淑芬", "13904510001", False), ("李淑芬", "13904510000", False),
        ("", "13904510000", True), ("张淑芬", "", False), ("张淑芬", "86301234", False),
    ],
)  # fmt: skip
def test_masked_signs_fit_any_and_what_both_show_agrees(name: str, phone: str, same: bool) -> None:
    assert same_person(Who("张*", "139****0000"), name, phone) is same


def test_too_few_digits_tell_nothing() -> None:
    assert not same_person(Who("张*", "13*******00"), "张淑芬", "13904510000")


def arrive(room: Room, number: str, command: RegisterVisit, **more: Any) -> None:
    origin = Origin("12345", "RX1", {"row": 5}, more.get("due"))
    assert take_in(room.desk, [Message(command, origin, number)]).linked == 1


def test_a_message_said_before_is_a_supplement_and_one_said_later_a_repeat(room: Room) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME)
    at = room.clock.now()
    arrive(room, number, RegisterVisit([NewCase(WORDS)], "hotline", received_at=at - timedelta(hours=1)))
    assert show_case(room.desk, number)["timeline"][-1]["detail"]["how"] == "supplement"
    room.clock.advance(hours=3)
    later = Message(said(), Origin("12345", "RX2"), number)
    assert take_in(room.desk, [later]).numbers == {("12345", "RX2"): number}
    step = show_case(room.desk, number)["timeline"][-1]
    assert (step["act"], step["detail"]["how"], step["detail"]["channel"]) == ("touch", "repeat", "hotline")
    assert [each["number"] for each in show_case(room.desk, number)["references"]] == ["RX1", "RX2"]


def test_somebody_else_of_the_home_is_written_down_beside_the_first(room: Room) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME)
    arrive(room, number, said(name="王建国", phone="13800000033"))
    parties = show_case(room.desk, number)["parties"]
    assert [(party["role"], party["name"]) for party in parties] == [("reporter", "张淑芬"), ("co", "王建国")]
    assert {line.name for line in find_residents(room.desk)} == {"张淑芬", "王建国"}


def test_the_senders_date_wins_on_what_still_runs_alone(room: Room) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME)
    room.step(number, Act.FIRST_CONTACT, way="phone")
    arrive(room, number, said(), due=FRIDAY)
    shown = show_case(room.desk, number)
    in_force = {line["clock"]: line for line in shown["deadlines"] if line["in_force"]}
    assert (in_force["solved"]["rule"], in_force["solved"]["until"]) == ("sender", "2026-11-27T09:00:00.000Z")
    assert in_force["first_contact"]["stopped_at"], "what was done stays done"
    assert in_force["follow_up"]["start"] == in_force["solved"]["until"]


def test_what_is_urgent_is_not_put_off_by_a_later_date(room: Room) -> None:
    number = room.case(words="厨房漏水，流到楼下", address_text=HOME, case={"urgency": "urgent"})
    before = show_case(room.desk, number)["deadlines"]
    arrive(room, number, said(), due=FRIDAY + timedelta(days=10))
    assert show_case(room.desk, number)["deadlines"] == before


def test_a_handled_case_gets_no_new_clock(room: Room) -> None:
    number = room.handled()
    before = [line for line in show_case(room.desk, number)["deadlines"] if line["clock"] == "solved"]
    arrive(room, number, said(), due=FRIDAY)
    assert [line for line in show_case(room.desk, number)["deadlines"] if line["clock"] == "solved"] == before


def test_messages_of_one_batch_about_one_case_see_each_other(room: Room) -> None:
    number, other = (room.case(words="厨房漏水，流到楼下", address_text=HOME) for _ in range(2))
    neighbour = said(name="王建国", phone="13800000033")
    cases = (number, other, number, number)
    messages = [
        Message(neighbour, Origin("12345", f"RX{turn}", due_at=FRIDAY), case) for turn, case in enumerate(cases)
    ]
    assert take_in(room.desk, messages).linked == 4
    shown = show_case(room.desk, number)
    assert [each["number"] for each in shown["references"]] == ["RX0", "RX2", "RX3"]
    assert [party["name"] for party in shown["parties"]] == ["张淑芬", "王建国"], "once, however often he called"
    assert shown["two_versions"] == [], "each date knows the one before it"
    assert len(show_case(room.desk, other)["references"]) == 1
