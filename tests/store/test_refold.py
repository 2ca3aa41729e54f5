"""Rows say nothing that the journal does not: they can be thrown away and folded anew."""

from sqlalchemy import text
from support.room import Room

from reception.desk import undo
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.domain.lifecycle import Act
from reception.store import refold


def _a_day(room: Room) -> str:
    number = room.handled()
    room.step(number, Act.FOLLOW_UP, reached="yes", solved="no")
    room.step(number, Act.REOPEN, why="又漏")
    room.register(resident={})
    room.dispatched("P01")
    undo.undo(room.desk)
    room.case()
    undo.undo(room.desk)
    return number


def test_rows_are_what_the_entries_add_up_to(room: Room) -> None:
    _a_day(room)
    with room.store.read() as conn:
        count, different = refold.compare(conn)
    assert count > 10
    assert different == []


def test_a_row_that_was_touched_by_hand_is_found(room: Room) -> None:
    _a_day(room)
    with room.store.engines.write.begin() as conn:
        conn.execute(text("UPDATE cases SET summary = 'x' WHERE n = 1"))
        conn.execute(text("DELETE FROM deadline WHERE place = 1"))
        conn.execute(text("INSERT INTO contact (case_id, place, round, at, reached, solved, satisfied, why)"
                          " SELECT id, 9, 1, '', 'yes', 'yes', '', '' FROM cases LIMIT 1"))  # fmt: skip
    with room.store.read() as conn:
        found = {difference.table for difference in refold.compare(conn)[1]}
    assert found == {"cases", "deadline", "contact"}


def test_rows_thrown_away_come_back_the_same(room: Room) -> None:
    number = _a_day(room)
    before = case_lines(room.desk, CaseFilter(search="漏水")), show_case(room.desk, number)
    with room.store.engines.write.begin() as conn:
        refold.rebuild(conn)
    assert (case_lines(room.desk, CaseFilter(search="漏水")), show_case(room.desk, number)) == before
    with room.store.read() as conn:
        assert refold.compare(conn)[1] == []
