"""Story 11. Not solved: a closed case, and the leak is back."""

from datetime import date

from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import show_case
from reception.desk.measures import measures
from reception.desk.orders import dispatch
from reception.domain.lifecycle import Act

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def test_the_leak_is_back(room: Room) -> None:
    number = room.handled()
    room.clock.advance(days=1)
    record_follow_up(room.desk, {number: FollowUp("yes", "张淑芬", "yes", "satisfied")}, close=[number])
    closed = show_case(room.desk, number)
    assert closed["status"] == "closed"
    assert measures(room.desk, *NOVEMBER)[0].rates.reopened.part == 0

    room.clock.advance(days=2)
    assert room.step(number, Act.REOPEN, why="同一处又漏了") == "registered"

    again = show_case(room.desk, number)
    assert (again["number"], again["round"]) == (number, 2), "the same number, round 2"
    assert new_clocks(again) > new_clocks(closed), "the clocks of round 2 end later than those of round 1"
    assert {line["clock"] for line in again["deadlines"] if line["round"] == 2 and not line["stopped_at"]} >= {"solved"}
    first = next(step for step in again["timeline"] if step["act"] == Act.FOLLOW_UP)
    assert (first["round"], first["detail"]["satisfied"]) == (1, "satisfied"), "the first round keeps its answer"
    rates = measures(room.desk, *NOVEMBER)[0].rates
    assert (rates.reopened.part, rates.reopened.whole) == (1, 1), "and the reopened rate counts one at once"
    assert rates.first_solution.value == 1.0

    second = dispatch(room.desk, number, "C01").order
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="换了整段立管")
    room.clock.advance(days=1)
    record_follow_up(room.desk, {number: FollowUp("yes", "张淑芬", "partly", "basically")})
    rates = measures(room.desk, *NOVEMBER)[0].rates
    assert second.endswith("-A2") or second[-1] == "2", "the second order has the next turn"
    assert (rates.reopened.part, rates.reopened.whole) == (1, 1), "still one"
    assert (rates.first_solution.value, rates.solution.value) == (1.0, 0.0), "first and final result are kept apart"
    answers = [
        step["detail"]["satisfied"] for step in show_case(room.desk, number)["timeline"] if step["act"] == "follow_up"
    ]
    assert answers == ["satisfied", "basically"]


def new_clocks(case: dict[str, object]) -> str:
    """When the latest round is to be solved."""
    return max(str(line["until"]) for line in case["deadlines"] if line["clock"] == "solved")  # type: ignore[attr-defined]
