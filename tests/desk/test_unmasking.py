"""Looking at a number in full is an act in the journal."""

import pytest
from support.room import Room

from reception.desk.desk import find
from reception.desk.lists import show_case
from reception.desk.residents import find_residents
from reception.desk.undo import undo
from reception.desk.unmask import unmask, unmask_resident
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, NotFound


def party_of(room: Room, number: str) -> Id:
    with room.desk.read() as conn:
        return next(iter(find(conn, number, room.desk.now).case.parties))


def test_who_looked_at_a_phone_is_noted(room: Room) -> None:
    number = room.case()
    shown = unmask(room.desk, number, party_of(room, number), "phone")
    assert shown.value == "13904510000"
    noted = show_case(room.desk, number)["timeline"][-1]
    assert (noted["act"], noted["clerk"], noted["detail"]["what"]) == ("unmask", "wang", "phone")


def test_looking_neither_stands_in_the_way_of_undo_nor_is_undone(room: Room) -> None:
    number, _ = room.dispatched()
    unmask(room.desk, number, party_of(room, number), "phone")
    assert undo(room.desk).act == "dispatch"
    assert show_case(room.desk, number)["status"] == "registered"


def test_only_numbers_of_this_case_s_people_are_shown(room: Room) -> None:
    number, other = room.case(), room.case()
    with pytest.raises(NotFound):
        unmask(room.desk, number, party_of(room, other), "phone")
    with pytest.raises(InvalidInput):
        unmask(room.desk, number, party_of(room, number), "name")


def test_a_resident_s_number_is_noted_in_the_latest_case(room: Room) -> None:
    room.case()
    latest = room.case()
    (resident,) = find_residents(room.desk)
    assert unmask_resident(room.desk, resident.id, "phone").value == "13904510000"
    assert show_case(room.desk, latest)["timeline"][-1]["act"] == "unmask"
    with pytest.raises(NotFound):
        unmask_resident(room.desk, Id("0" * 32), "phone")
