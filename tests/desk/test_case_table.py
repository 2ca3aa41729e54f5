"""The long list: its order, its lines, its counts."""

from support.room import Room

from reception.desk.case_table import first_lines, numbers_of, table_counts, table_keys, table_lines
from reception.desk.lists import CaseFilter
from reception.domain.deadlines import Colour
from reception.domain.lifecycle import Act


def test_first_lines_are_those_the_order_begins_with(room: Room) -> None:
    numbers = [room.case() for _ in range(5)]
    for wanted in (CaseFilter(), CaseFilter(search="漏水"), CaseFilter(sort="number", descending=False)):
        keys = table_keys(room.desk, wanted)
        assert [line.key for line in first_lines(room.desk, wanted, 3)] == list(keys[:3])
        assert sorted(numbers_of(room.desk, keys)) == sorted(numbers)


def test_of_many_hits_the_newest_are_shown_first(room: Room) -> None:
    for _ in range(4):
        room.case()
    last = room.case()
    assert [line.number for line in first_lines(room.desk, CaseFilter(search="漏水 状态:待派单"), 1)] == [last]


def test_a_clock_is_coloured_by_what_is_left_of_its_limit(room: Room) -> None:
    number = room.case(case={"urgency": "urgent"})
    (line,) = first_lines(room.desk, CaseFilter(), 9)
    assert line.near is Colour.CALM and line.due_at
    room.clock.advance(minutes=110)
    (line,) = table_lines(room.desk, [line.key])
    assert line.near is Colour.WARN
    room.clock.advance(days=3)
    (line,) = table_lines(room.desk, [line.key])
    assert line.near is Colour.LATE
    room.step(number, Act.ANSWER, answer="已当场修好")
    (line,) = table_lines(room.desk, [line.key])
    assert (line.near, line.due_at) == (None, "")


def test_names_stand_for_units(room: Room) -> None:
    room.dispatched("H01")
    assert first_lines(room.desk, CaseFilter(), 9)[0].unit == "热力公司"


def test_counts_follow_operators(room: Room) -> None:
    room.dispatched("H01")
    room.case()
    assert table_counts(room.desk, CaseFilter(search="单位:热力")) == {"dispatched": 1}


def test_a_key_that_is_gone_is_left_out(room: Room) -> None:
    room.case()
    (key,) = table_keys(room.desk, CaseFilter())
    assert [line.key for line in table_lines(room.desk, [key, 999])] == [key]
    assert numbers_of(room.desk, [999]) == []
