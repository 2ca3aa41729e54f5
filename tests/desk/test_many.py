"""One act on many cases: per row done or why not, one undo for all."""

from itertools import pairwise

import pytest
from support.room import Room

from reception.desk.desk import Acting, Found
from reception.desk.lists import show_case
from reception.desk.many import MOST, act_on_many, dispatch_many, step_many
from reception.desk.orders import dispatch_in
from reception.desk.undo import undo
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.domain.lifecycle import Act
from reception.store.journal import load_entries
from reception.store.tables import EntryRow


def status(room: Room, number: str) -> str:
    return str(show_case(room.desk, number)["status"])


def test_one_bad_row_does_not_stop_the_others(room: Room) -> None:
    first, second = room.case(), room.case()
    led, _ = room.dispatched("H01")
    done = dispatch_many(room.desk, [first, led, "NG07-000000", second], "C01", "请今天到场")
    assert [outcome.number for outcome in done.done] == [first, second]
    assert all(outcome.made.startswith(outcome.number) for outcome in done.done)
    assert [type(outcome.refused) for outcome in done.refused] == [NotAllowed, NotFound]
    assert [status(room, number) for number in (first, led, second)] == ["dispatched"] * 3
    assert show_case(room.desk, first)["timeline"][-1]["detail"]["note"] == "请今天到场"


def test_one_undo_takes_all_back(room: Room) -> None:
    numbers = [room.case() for _ in range(3)]
    dispatch_many(room.desk, numbers, "C01")
    assert undo(room.desk).entries == 3
    assert [status(room, number) for number in numbers] == ["registered"] * 3


def test_many_transactions_are_one_gesture(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reception.desk.many.BATCH", 2)
    numbers, told = [room.case() for _ in range(5)], []
    done = step_many(room.desk, numbers, Act.PLAN, {"on": "2026-11-27"}, lambda at, of: told.append((at, of)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert len(done.changed.of("case")) == 5
    assert undo(room.desk).entries == 5


def test_an_act_that_fails_late_leaves_nothing_and_the_chain_goes_on(room: Room) -> None:
    numbers = [room.case() for _ in range(3)]

    def dispatch_then_fail(acting: Acting, found: Found, gesture: Id) -> str:
        order = dispatch_in(acting, found, "C01", Act.DISPATCH, extra={}, gesture=gesture).order
        if found.case.number == numbers[1]:
            raise NotAllowed("临时变卦")
        return order

    done = act_on_many(room.desk, numbers, dispatch_then_fail)
    assert [outcome.number for outcome in done.refused] == [numbers[1]]
    assert status(room, numbers[1]) == "registered"
    room.case()
    with room.store.read() as conn:
        entries = load_entries(conn, EntryRow.n > 0)
    chain = sorted(entries, key=lambda entry: entry.seq)
    assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
    assert all(later.prev_hash == earlier.hash for earlier, later in pairwise(chain))


def test_an_unknown_unit_is_refused_at_once(room: Room) -> None:
    with pytest.raises(NotFound):
        dispatch_many(room.desk, [room.case()], "没有这家")


def test_the_most_at_a_time_is_said(room: Room) -> None:
    with pytest.raises(InvalidInput, match="500"):
        dispatch_many(room.desk, ["x"] * (MOST + 1), "C01")
