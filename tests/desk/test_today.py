"""The start page: every figure is the length of the list it opens."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from support.room import Room

from reception.desk.lists import count_cases
from reception.desk.orders import dispatch
from reception.desk.today import (
    arrived,
    day_at_a_glance,
    due_soon,
    emergencies,
    figures,
    for_leader,
    received_on,
    side_counts,
)
from reception.domain.deadlines import Colour
from reception.domain.lifecycle import OFTEN, Act
from reception.store.journal import note


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


def test_each_figure_counts_the_list_it_opens(room: Room) -> None:
    room.case()
    number, _ = room.dispatched()
    room.handled()
    room.clock.advance(days=3)
    room.case()
    day = day_at_a_glance(room.desk)
    with room.desk.read() as conn:
        lists = {
            name: count_cases(conn, wanted, "NG07", room.desk.now) for name, wanted in figures(room.desk.now).items()
        }
    assert {name: getattr(day, name) for name in lists} == lists
    assert (day.to_dispatch, day.to_sign, day.open) == (2, 1, 4)
    assert day.please_look == 0
    assert (day.visits, [count for _, count in day.week]) == (1, [0, 0, 0, 3, 0, 0, 1])
    assert day.overdue + day.due_today == side_counts(room.desk)["today"]
    assert number in [due.number for due in due_soon(room.desk)]


def test_a_clock_that_ran_out_comes_first_and_is_late(room: Room) -> None:
    late = room.case()
    room.clock.advance(days=9)
    fresh = room.case()
    first, *_, last = due_soon(room.desk)
    assert (first.number, first.near) == (late, Colour.LATE)
    assert (last.number, last.near) == (fresh, Colour.CALM)
    assert first.until < last.until


def test_a_day_opens_what_came_in_on_it(room: Room) -> None:
    room.case()
    today = room.clock.now().date()
    with room.desk.read() as conn:
        assert count_cases(conn, received_on(today), "NG07", room.desk.now) == 1
        assert count_cases(conn, received_on(today - timedelta(days=1)), "NG07", room.desk.now) == 0


def test_who_signed_waits_no_more(room: Room) -> None:
    _, order = room.dispatched()
    assert day_at_a_glance(room.desk).to_sign == 1
    room.step(order, Act.ACCEPT, by="赵工")
    assert day_at_a_glance(room.desk).to_sign == 0


def test_only_emergencies_interrupt_and_only_late_ones(room: Room) -> None:
    room.case()
    number = room.case(case={"urgency": "emergency"})
    assert emergencies(room.desk) == []
    room.clock.advance(hours=23)
    assert [due.number for due in emergencies(room.desk)] == [number]


def test_what_another_pc_did_is_news(room: Room) -> None:
    number = room.case()
    assert arrived(room.desk) == []
    with room.store.write("li") as writing:
        note(writing.conn, "device", "ab" * 16)
    assert [(item.act, item.number) for item in arrived(room.desk)] == [("register", number)]


def test_a_third_return_and_a_third_round_go_up_to_the_rooms_leader(room: Room) -> None:
    returned, _ = room.dispatched()
    reopened = room.case()
    for turn in range(3):
        assert for_leader(room.desk) == []
        room.step(returned, Act.RETURN, why="不归我们", basis="合同")
        if turn:
            room.step(reopened, Act.REOPEN, why="又漏了")
        if turn < 2:
            dispatch(room.desk, returned, "C01")
            room.step(reopened, Act.WITHDRAW, why="先不修")
    assert {item.number: item.why for item in for_leader(room.desk)} == {returned: OFTEN, reopened: OFTEN}
