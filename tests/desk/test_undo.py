"""Undo takes a gesture back, says what rests on it, and leaves the timeline telling."""

import pytest
from support.room import Room

from reception.desk import orders, undo
from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.logins import accounts, add_clerk
from reception.domain.clock import Id
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act, Post


def test_a_dispatch_to_the_wrong_unit_is_struck_out_and_its_number_stays_used(room: Room) -> None:
    number, wrong = room.dispatched("P01")
    undo.undo(room.desk)
    shown = show_case(room.desk, wrong)
    assert shown["status"] == "registered"
    assert [(step["act"], step["undone"]) for step in shown["timeline"]] == [("register", False), ("dispatch", True)]
    assert [order["status"] for order in shown["orders"]] == ["void"]
    right = orders.dispatch(room.desk, number, "C01").order
    assert right.endswith("2")


def test_undo_goes_back_gesture_by_gesture_to_an_empty_desk_and_forth_again(room: Room) -> None:
    number, _ = room.dispatched()
    assert [undo.undo(room.desk).act for _ in range(2)] == ["dispatch", "register"]
    assert case_lines(room.desk, CaseFilter()) == []
    assert case_lines(room.desk, CaseFilter(search="漏水")) == []
    assert show_case(room.desk, number)["undone"]
    assert [undo.redo(room.desk).act for _ in range(2)] == ["register", "dispatch"]
    assert [line["status"] for line in case_lines(room.desk, CaseFilter(search="漏水"))] == ["dispatched"]


def test_a_case_taken_back_is_not_acted_on_until_it_is_redone(room: Room) -> None:
    number = room.case()
    undo.undo(room.desk)
    with pytest.raises(NotAllowed, match="已撤销"):
        room.step(number, Act.PROGRESS, note="已去看过")
    undo.redo(room.desk)
    assert room.step(number, Act.PROGRESS, note="已去看过") == "registered"


def test_a_number_taken_back_is_never_given_again(room: Room) -> None:
    first = room.case()
    undo.undo(room.desk)
    assert room.case() != first


def test_what_something_rests_on_is_refused_with_what_to_undo_first(room: Room) -> None:
    number, order = room.dispatched()
    gesture = _last_gesture(room)
    room.step(order, Act.ACCEPT, by="赵工")
    with pytest.raises(NotAllowed, match="先撤销「签收」"):
        undo.undo(room.desk, gesture)
    assert show_case(room.desk, number)["status"] == "accepted"


def test_prints_are_passed_over(room: Room) -> None:
    number, order = room.dispatched()
    orders.record_print(room.desk, order, "order")
    assert undo.undo(room.desk).act == "dispatch"
    assert show_case(room.desk, number)["orders"][0]["status"] == "void"


def test_one_contact_about_two_cases_is_one_gesture(room: Room) -> None:
    one, two = room.handled(), room.handled()
    record_follow_up(room.desk, {one: FollowUp("yes", solved="yes"), two: FollowUp("yes", solved="yes")})
    assert undo.undo(room.desk).entries == 2
    assert [show_case(room.desk, number)["status"] for number in (one, two)] == ["handled", "handled"]


def test_nothing_to_undo_says_so(room: Room) -> None:
    undo.undo(room.desk)  # what the district told this room was written here, too
    with pytest.raises(NotAllowed, match="没有可以撤销"):
        undo.undo(room.desk)
    with pytest.raises(NotAllowed, match="没有可以重做"):
        undo.redo(room.desk)
        undo.redo(room.desk)


def test_redo_is_refused_when_something_newer_stands_on_the_undone_state(room: Room) -> None:
    number, _ = room.dispatched("P01")
    undo.undo(room.desk)
    orders.dispatch(room.desk, number, "C01")
    with pytest.raises(NotAllowed):
        undo.redo(room.desk)


def _last_gesture(room: Room) -> Id:
    with room.store.read() as conn:
        return undo.history(conn)[0].id


def test_a_login_is_stopped_and_not_taken_back(room: Room) -> None:
    number = room.case()
    add_clerk(room.desk, "wang", "王娟", Post.LEADER)
    assert undo.undo(room.desk).act == "register"
    assert show_case(room.desk, number)["undone"]
    assert [account.clerk.name for account in accounts(room.store)] == ["王娟"]
