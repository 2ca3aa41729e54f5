"""A case handed over: what the room that had it, and the room that has it now, owe and may do."""

from collections.abc import Callable

import pytest
from support.district import Served, exchange
from support.room import Room

from reception.desk.calls import calls_due
from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.today import day_at_a_glance, due_soon, emergencies, for_leader, side_counts
from reception.desk.touch import touch_case
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act

Make = Callable[..., Room]


def two_rooms(served: Served, pc: Make) -> tuple[Room, Room]:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    return here, there


def owed(room: Room) -> tuple[int, ...]:
    """What the start page, the side bar and the call round of a room count."""
    day, side = day_at_a_glance(room.desk), side_counts(room.desk)
    lists = due_soon(room.desk), emergencies(room.desk), for_leader(room.desk), calls_due(room.desk).calls
    return (day.open, day.overdue, day.due_today, day.follow_ups, *side.values(), *map(len, lists))


def test_the_room_that_had_it_owes_nothing_and_does_nothing_to_it(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    nothing = owed(here)
    own, number = here.case(), here.case(headcount=12, case={"urgency": "emergency"})
    here.step(own, Act.WITHDRAW, why="自己修好了")
    here.step(number, Act.PLAN, on="2026-11-24")
    exchange(here)
    busy = owed(here)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    assert min(busy[:1] + busy[3:4]) > 0
    assert owed(here) == nothing
    assert owed(there)[0] == 1
    for act, given in ((Act.PROGRESS, {"note": "看过"}), (Act.REOPEN, {"why": "又漏"})):
        with pytest.raises(NotAllowed, match="大成街"):
            here.step(number, act, **given)
    with pytest.raises(NotAllowed, match="大成街"):
        dispatch(here.desk, number, "C01")
    with pytest.raises(NotAllowed, match="大成街"):
        here.step(own, Act.JOIN, number=number)
    touch_case(here.desk, number, "urge", "phone", "什么时候来人")
    assert show_case(here.desk, number)["timeline"][-1]["act"] == "touch"
