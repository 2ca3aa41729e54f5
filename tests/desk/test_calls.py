"""The call round: who is called, about what, and when no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.room import Room

from reception.desk.calls import CallRound, calls_due, is_quiet
from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import show_case
from reception.desk.undo import undo
from reception.domain.lifecycle import Act


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


def handled(room: Room, **more: object) -> str:
    number, _ = room.dispatched(**more)
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="更换立管")
    return number


def due(room: Room) -> CallRound:
    room.clock.advance(days=4)
    return calls_due(room.desk)


def test_a_person_is_called_once_about_all_cases(room: Room) -> None:
    numbers = [handled(room), handled(room, words="单元门坏了")]
    other = handled(room, resident={"name": "李强", "phone": "13904510002"})
    found = due(room).calls
    assert [[case.number for case in call.cases] for call in found] == [numbers, [other]]
    assert (found[0].name, found[0].phone, found[0].cases[0].done) == ("张淑芬", "13904510000", "更换立管")
    assert found[0].cases[0].unit == "第一建筑公司"


def test_who_asked_to_call_somebody_else_is_called_there(room: Room) -> None:
    handled(room, call_back={"name": "张丽", "phone": "13904510009", "relation": "女儿", "hours": "18:00 以后"})
    call = due(room).calls[0]
    assert (call.name, call.phone, call.relation, call.hours) == ("张丽", "13904510009", "女儿", "18:00 以后")


def test_two_misses_on_two_days_at_two_hours_end_the_calling(room: Room) -> None:
    number = handled(room)
    found = due(room)
    case = found.calls[0].cases[0]
    assert not case.missed_for_good(room.clock.now())
    record_follow_up(room.desk, {number: FollowUp("no_answer", next_on=found.days[0].isoformat())})
    assert calls_due(room.desk).calls == ()
    room.clock.advance(days=2)
    case = calls_due(room.desk).calls[0].cases[0]
    assert [attempt.reached for attempt in case.tries] == ["no_answer"]
    assert not case.missed_for_good(room.clock.now()), "the same hour of another day is no other hour"
    room.clock.advance(hours=5)
    assert case.missed_for_good(room.clock.now())
    done = record_follow_up(room.desk, {number: FollowUp("no_answer")}, close={number})
    assert done[-1].status == "closed"
    assert calls_due(room.desk).calls == ()


def test_not_solved_begins_anew_in_the_same_gesture(room: Room) -> None:
    number = handled(room)
    due(room)
    done = record_follow_up(room.desk, {number: FollowUp("yes", solved="no", words="还在漏")}, reopen={number})
    assert done[-1].status == "registered"
    timeline = show_case(room.desk, number)["timeline"]
    assert [line["act"] for line in timeline][-2:] == ["follow_up", "reopen"]
    assert timeline[-1]["detail"]["why"] == "还在漏"
    undo(room.desk)
    assert show_case(room.desk, number)["status"] == "handled"


@pytest.mark.parametrize(("moment", "quiet"), [("11:29", False), ("11:30", True), ("13:29", True), ("13:30", False)])
def test_nobody_is_called_at_noon(room: Room, moment: str, quiet: bool) -> None:
    room.clock.set(f"2026-11-24 {moment}")
    assert is_quiet(room.clock.now()) is quiet
