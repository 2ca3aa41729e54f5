"""The long list of cases: its order by local keys, and lines by key, with each clock's colour."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Desk
from reception.desk.lists import CaseFilter, case_keys, case_rows, count_cases, status_counts, status_of
from reception.desk.narrowing import narrowed
from reception.desk.office import Office
from reception.domain.case import fold_case
from reception.domain.clock import Id, to_text
from reception.domain.deadlines import Colour, Limit, colour
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import OPEN
from reception.store import search
from reception.store.journal import load_stories
from reception.store.tables import CaseRow

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TableLine:
    """A case as a long list shows it. `key` is local, `id` travels; `near` is None while no clock runs."""

    key: int
    id: Id
    number: str
    status: str
    voice: str
    category: str
    urgency: str
    summary: str
    resident: str
    phone: str
    address: str
    unit: str
    due_at: str
    near: Colour | None
    received_at: str
    look: bool
    confidential: bool


def table_keys(desk: Desk, wanted: CaseFilter) -> "array[int]":
    """The keys of all cases wanted, in order. Raises InvalidInput for an operator in the search that cannot be."""
    with desk.read() as conn:
        office = desk.office(conn)
        return case_keys(conn, narrowed(wanted, office, desk.now, bare=True), office.room, desk.now)


def first_lines(desk: Desk, wanted: CaseFilter, most: int) -> list[TableLine]:
    """The first lines, quickly: of a search by time the newest hits are looked at only, so that there may be fewer."""
    with desk.read() as conn:
        office, now = desk.office(conn), desk.now
        meant = narrowed(wanted, office, now, bare=True)
        by_time = meant.search and meant.sort == "received" and meant.descending
        hits = search.find(conn, meant.search, limit=most) if by_time else None
        return _lines(conn, office, now, case_keys(conn, meant, office.room, now, most, hits))


def table_lines(desk: Desk, keys: Sequence[int]) -> list[TableLine]:
    """The lines of these keys, in their order; one that is gone is left out."""
    with desk.read() as conn:
        return _lines(conn, desk.office(conn), desk.now, keys)


def table_counts(desk: Desk, wanted: CaseFilter) -> dict[str, int]:
    """How many of the cases wanted stand at each state, whatever state is asked for."""
    with desk.read() as conn:
        office = desk.office(conn)
        return status_counts(conn, narrowed(wanted, office, desk.now, bare=True), office.room, desk.now)


def view_counts(desk: Desk, views: Mapping[str, CaseFilter]) -> dict[str, int]:
    """How long kept lists are, by name; one whose search asks for what is not there any more has none."""
    found: dict[str, int] = {}
    with desk.read() as conn:
        office, now = desk.office(conn), desk.now
        for name, wanted in views.items():
            with suppress(InvalidInput):
                found[name] = count_cases(conn, narrowed(wanted, office, now, bare=True), office.room, now)
    return found


def numbers_of(desk: Desk, keys: Sequence[int]) -> list[str]:
    """The numbers of these keys, in their order."""
    with desk.read() as conn:
        found: dict[int, str] = {}
        for start in range(0, len(keys), AT_ONCE):
            query = select(CaseRow.n, CaseRow.number).where(CaseRow.n.in_(keys[start : start + AT_ONCE]))
            found |= {row.n: row.number for row in conn.execute(query)}
        return [found[key] for key in keys if key in found]


def _lines(conn: Connection, office: Office, now: datetime, keys: Sequence[int]) -> list[TableLine]:
    rows = case_rows(conn, keys)
    near = _near(conn, [row for row in rows.values() if row.next_due_at and row.status in OPEN], now)
    return [_line(rows[key], office, to_text(now), near.get(key)) for key in keys if key in rows]


def _near(conn: Connection, rows: Iterable[Any], now: datetime) -> dict[int, Colour]:
    """How near each next clock is. What is late is known by its end; the others' limits are folded to be measured."""
    present = to_text(now)
    late = {row.n: Colour.LATE for row in rows if row.next_due_at < present}
    running = {Id(row.id): row.n for row in rows if row.n not in late}
    found = dict(late)
    for (_, case_id), story in load_stories(conn, [("case", case_id) for case_id in running]).items():
        first = next(iter(fold_case(case_id, story).running()), None)
        if first is not None:
            found[running[case_id]] = colour(Limit.from_fields(first), now)
    return found


def _line(row: Any, office: Office, now: str, near: Colour | None) -> TableLine:
    return TableLine(
        row.n, Id(row.id), row.number, status_of(row, office.room, now), row.voice, row.category, row.urgency,
        row.summary, row.resident, row.phone, row.address, office.unit_name(row.unit) if row.unit else "",
        row.next_due_at if near is not None else "", near, row.received_at, bool(row.look), bool(row.confidential),
    )  # fmt: skip
