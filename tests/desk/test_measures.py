"""The rates of the office, counted by its formulas."""

from datetime import date

import pytest
from support.room import Room

from reception.desk.commands import FollowUp, NewCase, RegisterVisit
from reception.desk.desk import find
from reception.desk.follow_up import record_follow_up
from reception.desk.measures import ALL, MeasureLine, measures
from reception.desk.messages import Message, take_in
from reception.desk.register import Origin
from reception.desk.undo import undo
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Act
from reception.domain.measures import APPROVED, Measured, percent, rates

TODAY = date(2026, 11, 24)


def lines(room: Room, by: str = "unit") -> dict[str, MeasureLine]:
    return {line.code: line for line in measures(room.desk, date(2026, 11, 1), date(2026, 12, 31), by)}


def answered(room: Room, solved: str, satisfied: str, *, contact: bool = True) -> str:
    number, _ = room.dispatched()
    if contact:
        room.step(number, Act.FIRST_CONTACT, way="phone")
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="修好")
    record_follow_up(room.desk, {number: FollowUp("yes", solved=solved, satisfied=satisfied)})  # type: ignore[arg-type]
    return number


def test_no_valid_follow_up_is_a_dash_and_never_nought(room: Room) -> None:
    room.case()
    found = lines(room)[ALL].rates
    assert (found.valid, found.solution.value, found.overall) == (0, None, None)
    assert percent(found.solution.value) == "—"


def test_the_formulas(room: Room) -> None:
    answered(room, "yes", "satisfied")
    answered(room, "partly", "basically")
    answered(room, "no", "dissatisfied")
    answered(room, "yes", "not_rated")
    found = lines(room)["C01"].rates
    assert found.valid == 4
    assert found.response.value == 1.0
    assert found.solution.value == 0.5
    assert found.satisfaction.value == pytest.approx(1.9 / 3)
    assert found.overall == pytest.approx(0.1 + 0.25 + 0.4 * 1.9 / 3)


def test_why_somebody_was_not_contacted_is_no_contact(room: Room) -> None:
    number = answered(room, "yes", "satisfied")
    late, _ = room.dispatched()
    room.step(late, Act.FIRST_CONTACT, why="电话打不通")
    room.clock.advance(days=2)
    room.step(late, Act.FIRST_CONTACT, way="phone")
    room.step(late, Act.ACCEPT, by="赵工")
    room.step(late, Act.HANDLE, done="修好")
    record_follow_up(room.desk, {late: FollowUp("yes", solved="yes")})
    found = lines(room)[ALL].rates.response
    assert (found.value, found.cases) == (0.5, (number, late))
    nobody = room.case(resident={})
    room.step(nobody, Act.FIRST_CONTACT, why="匿名")
    with room.desk.read() as conn:
        running = {limit["clock"] for limit in find(conn, nobody, room.desk.now).case.running()}
    assert "first_contact" not in running


def test_who_could_not_be_asked_is_outside_and_listed(room: Room) -> None:
    nobody = room.case(resident={})
    missed = room.handled()
    record_follow_up(room.desk, {missed: FollowUp("no_answer")})
    room.clock.advance(days=1, hours=2)
    record_follow_up(room.desk, {missed: FollowUp("no_answer")})
    origin = Origin("信箱", "1", reply="已办结")
    take_in(room.desk, [Message(RegisterVisit([NewCase("旧信")]), origin)])
    old = origin.number
    found = lines(room)[ALL].rates
    assert found.left_out["anonymous"] == (nobody,)
    assert found.left_out["unreachable"] == (missed,)
    assert len(found.left_out["history"]) == 1
    assert (found.valid, old) == (0, "1")


def test_what_is_left_out_by_approval_stands_beside_the_figures_it_changes_until_that_is_undone(room: Room) -> None:
    stays, goes = answered(room, "yes", "satisfied"), answered(room, "no", "dissatisfied")
    with pytest.raises(InvalidInput, match="批准人"):
        room.step(goes, Act.LEAVE_OUT, why="供热公司全市停热")
    room.step(goes, Act.LEAVE_OUT, why="供热公司全市停热", agreed_by="区住建局王科长")
    found = lines(room)[ALL].rates
    assert (found.valid, found.solution.value, found.solution.cases) == (1, 1.0, (stays,))
    assert found.left_out[APPROVED] == (goes,)
    undo(room.desk)
    found = lines(room)[ALL].rates
    assert (found.valid, found.left_out[APPROVED]) == (2, ())


def test_a_reopened_case_keeps_its_first_result_apart_from_the_last(room: Room) -> None:
    number = answered(room, "yes", "satisfied")
    room.step(number, Act.REOPEN, why="又漏")
    room.clock.advance(hours=1)
    record_follow_up(room.desk, {number: FollowUp("yes", solved="no", satisfied="dissatisfied")})
    found = lines(room)[ALL].rates
    assert (found.first_solution.value, found.solution.value) == (1.0, 0.0)


def test_on_time_is_by_the_time_it_happened_not_was_written(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ACCEPT, by="赵工")
    room.clock.set("2026-12-02 09:00")  # the limit passed on the 1st at 17:00
    room.step(number, Act.HANDLE, done="修好", at="2026-12-01T16:00", late_why="停电")
    late, _ = room.dispatched(words="另一件")
    room.step(late, Act.ACCEPT, by="赵工")
    room.clock.set("2026-12-15 09:00")
    room.step(late, Act.HANDLE, done="修好")
    assert lines(room)[ALL].rates.on_time.value == 0.5


def test_returns_are_counted_by_order_and_repeats_by_case() -> None:
    found = rates([Measured("a", orders=3, returned=1, repeats=2), Measured("b", orders=1)])
    assert (found.returns.value, found.repeats.value) == (0.25, 0.5)
