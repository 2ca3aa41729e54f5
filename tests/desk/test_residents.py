"""Residents: found by what is known of them, shown with their cases, joined and parted again."""

import pytest
from support.room import Room

from reception.desk.changes import correct_resident, join_residents, part_residents
from reception.desk.residents import find_residents, show_resident
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.domain.lifecycle import Act

ZHANG = {"name": "张淑芬", "phone": "13904510000"}
LI = {"name": "李德山", "phone": "13800000001"}


def names(room: Room, text: str = "") -> list[str]:
    return [line.name for line in find_residents(room.desk, text)]


def id_of(room: Room, text: str) -> Id:
    return find_residents(room.desk, text)[0].id


def test_without_a_text_the_latest_come_first(room: Room) -> None:
    room.register(resident=ZHANG)
    room.register(resident=LI)
    assert names(room) == ["李德山", "张淑芬"]


@pytest.mark.parametrize("text", ["张淑", "1390451", "zsf", "0000", "红旗大街", "厨房"])
def test_a_resident_is_found_by_what_is_known(room: Room, text: str) -> None:
    room.register(resident=LI, words="楼道灯不亮")
    room.register(resident=ZHANG, address_text="红旗大街188号3-2-501")
    assert names(room, text) == ["张淑芬"]


@pytest.mark.parametrize("text", ["没有这人", "%", "'; DROP TABLE resident", "\x00", "🙂"])
def test_what_is_nowhere_finds_nobody(room: Room, text: str) -> None:
    room.register(resident=ZHANG)
    assert names(room, text) == []


def test_a_resident_is_shown_with_every_case(room: Room) -> None:
    first, second = room.case(resident=ZHANG), room.dispatched("H01", resident=ZHANG)[0]
    shown = show_resident(room.desk, id_of(room, "张淑芬"))
    assert [(case.number, case.unit) for case in shown.cases] == [(second, "热力公司"), (first, "")]


def test_a_line_tells_where_and_how_much_is_open(room: Room) -> None:
    room.case(resident=ZHANG, address_text="红旗大街188号3-2-501")
    answered = room.case(resident=ZHANG, case={"voice": "doubt"})
    room.step(answered, Act.ANSWER, answer="四月复工")
    (line,) = find_residents(room.desk)
    assert (line.address, line.open_cases, line.cases) == ("红旗大街188号3号楼2单元501室", 1, 2)
    assert show_resident(room.desk, line.id).address == line.address


def test_those_of_the_same_home_are_the_household(room: Room) -> None:
    home = "红旗大街188号3-2-501"
    room.case(resident=ZHANG, address_text=home)
    room.case(resident=LI, address_text=home)
    room.case(resident={"name": "赵敏", "phone": "13800000002"}, address_text="红旗大街188号3-2-502")
    room.case(resident={"name": "孙伟", "phone": "13800000003"}, address_text="红旗大街188号3号楼")
    shown = show_resident(room.desk, id_of(room, "张淑芬"))
    assert [(line.name, line.open_cases) for line in shown.household] == [("李德山", 1)]
    assert show_resident(room.desk, id_of(room, "孙伟")).household == ()


def test_a_corrected_address_moves_into_another_household(room: Room) -> None:
    room.case(resident=ZHANG, address_text="红旗大街188号3-2-501")
    room.case(resident=LI, address_text="红旗大街188号3-2-502")
    correct_resident(room.desk, id_of(room, "李德山"), {"address_text": "红旗大街188号3-2-501"})
    assert [line.name for line in show_resident(room.desk, id_of(room, "张淑芬")).household] == ["李德山"]
    join_residents(room.desk, id_of(room, "张淑芬"), id_of(room, "李德山"))
    assert show_resident(room.desk, id_of(room, "张淑芬")).household == ()


def test_joined_records_are_one_until_they_are_parted(room: Room) -> None:
    first = room.case(resident=ZHANG)
    second = room.case(resident=ZHANG | {"phone": "0451-55550001"})
    old, new = sorted(line.id for line in find_residents(room.desk, "张淑芬"))
    join_residents(room.desk, old, new)
    shown = show_resident(room.desk, new)
    assert (shown.id, [line.id for line in shown.joined]) == (old, [new])
    assert {case.number for case in shown.cases} == {first, second}
    assert len(find_residents(room.desk, "0451")) == 1
    part_residents(room.desk, new)
    assert [case.number for case in show_resident(room.desk, new).cases] == [second]


def test_records_joined_one_after_the_other_are_one_and_part_where_they_were_joined(room: Room) -> None:
    numbers = [room.case(resident=ZHANG | {"phone": f"0451-5555000{n}"}) for n in range(3)]
    oldest, middle, youngest = sorted(line.id for line in find_residents(room.desk, "张淑芬"))
    join_residents(room.desk, middle, youngest)
    join_residents(room.desk, oldest, youngest)
    for record in (oldest, middle, youngest):
        shown = show_resident(room.desk, record)
        assert (shown.id, {line.id for line in shown.joined}) == (oldest, {middle, youngest})
        assert {case.number for case in shown.cases} == set(numbers)
    assert [line.id for line in find_residents(room.desk, "0451-55550002")] == [oldest]
    again = room.register(resident=ZHANG | {"phone": "0451-55550002"}).numbers[0]
    assert show_resident(room.desk, oldest).cases[0].number == again
    with pytest.raises(InvalidInput):
        join_residents(room.desk, oldest, middle)
    part_residents(room.desk, middle)
    assert {line.id for line in show_resident(room.desk, youngest).joined} == {youngest}


def test_details_are_corrected_and_wrong_ones_refused_by_field(room: Room) -> None:
    room.case(resident=ZHANG)
    resident = id_of(room, "张淑芬")
    correct_resident(room.desk, resident, {"phone": "13904510001", "remarks": "独居，听力不好"})
    shown = show_resident(room.desk, resident)
    assert (shown.phone, shown.remarks) == ("13904510001", "独居，听力不好")
    for field, value in (("phone", "139"), ("id_number", "230103199001010000")):
        with pytest.raises(InvalidInput) as refused:
            correct_resident(room.desk, resident, {field: value})
        assert refused.value.field == field


def test_nobody_is_joined_to_himself(room: Room) -> None:
    room.case(resident=ZHANG)
    resident = id_of(room, "张淑芬")
    with pytest.raises(InvalidInput):
        join_residents(room.desk, resident, resident)
    with pytest.raises(NotAllowed):
        part_residents(room.desk, resident)
    with pytest.raises(NotFound):
        show_resident(room.desk, Id("0" * 32))
