"""Lists of cases: filtered, sorted, counted by state, narrowed by operators."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.room import Room

from reception.desk.lists import CaseFilter, case_lines, count_cases, status_counts
from reception.desk.narrowing import find_cases, narrowed
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Act


def numbers(room: Room, wanted: CaseFilter) -> list[str]:
    return [line["number"] for line in case_lines(room.desk, wanted)]


def counted(room: Room, wanted: CaseFilter) -> dict[str, int]:
    with room.desk.read() as conn:
        return status_counts(conn, wanted, room.desk.office(conn).room, room.desk.now)


def found(room: Room, typed: str, *, bare: bool = False) -> list[str]:
    with room.desk.read() as conn:
        wanted = narrowed(CaseFilter(search=typed), room.desk.office(conn), room.desk.now, bare=bare)
    return numbers(room, wanted)


def test_states_are_counted_whatever_state_is_asked_for(room: Room) -> None:
    room.case()
    room.dispatched("C01", words="暖气不热")
    room.dispatched("H01", words="暖气漏水")
    assert counted(room, CaseFilter()) == {"registered": 1, "dispatched": 2}
    assert counted(room, CaseFilter(status="registered", unit="C01")) == {"dispatched": 1}
    assert counted(room, CaseFilter(search="漏水")) == {"registered": 1, "dispatched": 1}


def test_a_hung_up_case_counts_as_what_it_was_once_it_woke(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.HANG_UP, measures="临时通道", until="2026-12-01", agreed_by="刘主任", told_on="2026-11-24")
    assert counted(room, CaseFilter()) == {"hung_up": 1}
    room.clock.advance(days=30)
    assert counted(room, CaseFilter()) == {"dispatched": 1}


def test_counts_and_lists_agree_beyond_the_hits_named_to_the_database(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reception.desk.lists.MOST_HITS", 2)
    wanted = CaseFilter(search="漏水")
    for _ in range(4):
        room.case()
    assert len(numbers(room, wanted)) == sum(counted(room, wanted).values()) == 4


@pytest.mark.parametrize("descending", [True, False])
def test_what_has_no_clock_stands_last_by_deadline(room: Room, *, descending: bool) -> None:
    closed = room.case(case={"voice": "doubt"})
    room.step(closed, Act.ANSWER, answer="四月复工")
    late = room.case(case={"urgency": "emergency"})
    calm = room.case(case={"urgency": "complex"})
    by_due = numbers(room, CaseFilter(sort="due", descending=descending))
    assert by_due == ([calm, late, closed] if descending else [late, calm, closed])


def test_a_category_is_found_by_group_path_and_leaf(room: Room) -> None:
    by_path = room.case(case={"category": "供热/室温不达标"})
    by_leaf = room.case(case={"category": "室温不达标"})
    room.case(case={"category": "供热站噪音"})
    assert numbers(room, CaseFilter(category="供热")) == [by_path]
    assert numbers(room, CaseFilter(category="供热/室温不达标")) == [by_leaf, by_path]
    assert numbers(room, CaseFilter(category="室温不达标")) == [by_leaf, by_path]


OPERATORS: tuple[tuple[str, Callable[[str, str], list[str]]], ...] = (
    ("状态:待派单", lambda new, old: [new]),
    ("单位:热力", lambda new, old: [old]),
    ("单位:公司", lambda new, old: [old]),
    ("小区:消防", lambda new, old: [new]),
    ("来访:今天", lambda new, old: [new]),
    ("至:昨天 室:NG07", lambda new, old: [old]),
    ("逾期:", lambda new, old: [old]),
    ("漏水 未结:", lambda new, old: [new, old]),
    ("室:NG08", lambda new, old: []),
    ("消防家属区3-501", lambda new, old: [new]),
)


@pytest.mark.parametrize(("typed", "expected"), OPERATORS)
def test_operators_narrow(room: Room, typed: str, expected: Callable[[str, str], list[str]]) -> None:
    old, _ = room.dispatched("H01")
    room.clock.advance(days=20)
    new = room.case(address_text="红旗大街188号3-2-501")
    assert found(room, typed) == expected(new, old)


def test_bare_words_are_text_but_in_the_search_box(room: Room) -> None:
    number = room.case(words="交房逾期一年了")
    assert [line["number"] for line in find_cases(room.desk, CaseFilter(search="逾期"))] == [number]
    assert found(room, "逾期", bare=True) == []
    assert found(room, "今天", bare=True) == [number]


@pytest.mark.parametrize("typed", ["单位:没有这家", "小区:无名", "状态:不明"])
def test_an_operator_s_unknown_value_is_refused(room: Room, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        find_cases(room.desk, CaseFilter(search=typed))
    assert refused.value.field == "search"


def test_counting_asks_like_listing(room: Room) -> None:
    room.dispatched("C01")
    room.dispatched("H01")
    both: dict[str, Any] = {"unit": ("C01", "H01")}
    with room.desk.read() as conn:
        assert count_cases(conn, replace(CaseFilter(), **both), "NG07", room.desk.now) == 2


def test_the_cases_behind_a_figure_are_listed_by_their_numbers(room: Room) -> None:
    first, second, _ = room.case(), room.case(), room.case()
    wanted = CaseFilter(numbers=(first, second))
    assert {line["number"] for line in find_cases(room.desk, wanted)} == {first, second}
    with room.desk.read() as conn:
        assert count_cases(conn, wanted, "NG07", room.desk.now) == 2
        many = tuple(f"NG07-{at}" for at in range(50_000))
        assert count_cases(conn, CaseFilter(numbers=(*many, first)), "NG07", room.desk.now) == 1
