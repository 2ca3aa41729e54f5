"""An entry is what was written: its bytes, its digests, its hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_clock import FakeClock

from reception.domain.clock import Id
from reception.domain.entry import MAX_FACTS, Entry, Fact, Place, case_scope, next_hlc, parse, restore, room_scope, seal
from reception.domain.errors import Damaged, InvalidInput

A = Id("0" * 31 + "a")
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**53), 2**53), st.booleans(), st.none()
)
FIELDS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), VALUES, max_size=5)


def sealed(*facts: Fact, seq: int = 1, prev: str = "") -> Entry:
    clock = FakeClock()
    place = Place(A, seq, prev, next_hlc(0, clock.now()), clock.now())
    return seal(clock.new_id(), place, "wang", "register", A, facts)


@given(st.lists(FIELDS, min_size=1, max_size=4))
def test_what_was_sealed_is_read_back_byte_by_byte(given_fields: list[dict[str, object]]) -> None:
    entry = sealed(*(Fact("case", A, case_scope(A), fields, {"x": [A]}) for fields in given_fields))
    again = parse(entry.header, entry.lines)
    assert (again.hash, again.lines) == (entry.hash, entry.lines)
    assert [fact.fields for fact in again.seen] == given_fields


def test_an_absent_fact_leaves_the_hash_as_it_was() -> None:
    entry = sealed(
        Fact("words", A, case_scope(A), {"words": "漏水"}), Fact("case", A, case_scope(A), {"voice": "idea"})
    )
    seen = restore(entry.header, {1: entry.lines[1] or b""})
    assert seen.hash == entry.hash
    assert [fact.entity for fact in seen.seen] == ["case"]


@given(st.data())
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    entry = sealed(Fact("case", A, case_scope(A), {"summary": "漏水"}))
    line = entry.lines[0] or b""
    at = data.draw(st.integers(0, len(line) - 1))
    changed = bytearray(line)
    changed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        parse(entry.header, [bytes(changed)])


@given(st.binary(max_size=200))
def test_what_is_no_entry_is_damaged_and_never_a_traceback(header: bytes) -> None:
    with pytest.raises(Damaged):
        parse(header, [])


def test_an_act_is_at_most_256_kilobytes_and_500_facts() -> None:
    with pytest.raises(InvalidInput, match="256 KB"):
        sealed(Fact("words", A, case_scope(A), {"words": "水" * 100_000}))
    with pytest.raises(InvalidInput):
        sealed(*(Fact("visit", A, room_scope("NG07"), {}) for _ in range(MAX_FACTS + 1)))


def test_facts_of_a_case_fold_with_the_case_and_others_by_themselves() -> None:
    assert Fact("party", Id("b" * 32), case_scope(A), {}).aggregate == ("case", A)
    assert Fact("resident", A, room_scope("NG07"), {}).aggregate == ("resident", A)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20))
def test_the_hybrid_clock_always_grows_whatever_the_machines_clock_does(jumps: list[int]) -> None:
    clock, last = FakeClock(), 0
    for jump in jumps:
        clock.advance(milliseconds=jump)
        now = next_hlc(last, clock.now())
        assert now > last
        last = now
