"""Who stands at the desk, and what is open for them."""

import pytest
from sqlalchemy import select
from support.room import Room

from reception.desk.changes import correct_resident, join_residents
from reception.desk.household import household, person_of
from reception.desk.people import Person, lookup
from reception.desk.touch import touch_case
from reception.domain.clock import Id
from reception.domain.lifecycle import Act
from reception.store.tables import ResidentRow

HOME = {"address_text": "红旗大街188号3-2-501"}


def found(room: Room, text: str) -> Person:
    [person] = lookup(room.desk, text)
    return person


def resident(room: Room, name: str) -> Id:
    with room.store.read() as conn:
        return Id(conn.execute(select(ResidentRow.id).where(ResidentRow.name == name)).scalar_one())


@pytest.mark.parametrize(
    "typed",
    [
        "红旗大街188号3-2-501", "消防家属区3-2-501", "红旗大街188号3-501", "红旗大街188号3-2",
        "红旗大街188号3号楼2单元", "139 0451 0000", "1390451-0000",
    ],
)  # fmt: skip
def test_an_address_in_short_hand_and_a_phone_in_parts_find_the_household(room: Room, typed: str) -> None:
    room.case(**HOME)
    room.case(resident={"name": "张建国", "phone": "13904510009"}, address_text="红旗大街188号4-2-501")
    assert found(room, typed).name == "张淑芬"


def test_the_own_open_cases_come_first_then_those_of_the_home(room: Room) -> None:
    other = room.case(resident={"name": "张建国", "phone": "13904510009"}, words="窗户透风", **HOME)
    mine, _ = room.dispatched(**HOME)
    room.step(room.case(words="灯不亮", **HOME), Act.WITHDRAW, why="好了")
    known = household(room.desk, found(room, "0000"))
    assert [(case.number, case.own) for case in known.open] == [(mine, True), (other, False)]
    assert known.open[0].unit == "第一建筑公司"
    assert known.open[0].until
    assert known.others == (("张建国", "13904510009"),)


def test_last_visits_tell_also_of_those_that_opened_nothing(room: Room) -> None:
    number = room.case(**HOME)
    room.clock.advance(hours=1)
    touch_case(room.desk, number, "urge", "phone")
    visits = household(room.desk, found(room, "张淑芬")).visits
    assert [(visit.channel, visit.number) for visit in visits] == [("phone", ""), ("walk_in", number)]
    assert visits[1].summary == "厨房漏水，流到楼下"


def test_remarks_of_the_household_are_there(room: Room) -> None:
    room.case(**HOME)
    correct_resident(room.desk, resident(room, "张淑芬"), {"remarks": "听力不好，请大声"})
    assert found(room, "zsf").remarks == "听力不好，请大声"


def test_a_person_by_the_record_is_the_older_one_when_joined(room: Room) -> None:
    room.case(**HOME)
    room.case(resident={"name": "张淑芳", "phone": "13904510001"})
    older, younger = resident(room, "张淑芬"), resident(room, "张淑芳")
    join_residents(room.desk, older, younger)
    person = person_of(room.desk, younger)
    assert person is not None and (person.name, person.home) == ("张淑芬", "501")
    assert person_of(room.desk, room.clock.new_id()) is None


def test_a_form_of_address_without_a_phone_is_found_by_its_words_only(room: Room) -> None:
    room.case(resident={"name": "张先生"}, words="楼下垃圾没人清")
    person = found(room, "张先生")
    assert person.resident is None
    assert [case.summary for case in household(room.desk, person).open] == ["楼下垃圾没人清"]
