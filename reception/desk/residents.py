"""Residents of this room: found, shown with their cases and the records joined to theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from reception.desk.desk import Desk
from reception.desk.lists import status_of
from reception.desk.people import KnownCase
from reception.desk.same_person import eldest, joined_to
from reception.domain.clock import Id, to_text
from reception.domain.errors import NotFound
from reception.domain.lifecycle import OPEN
from reception.domain.searching import terms
from reception.store import search
from reception.store.tables import CaseRow, PartyRow, ResidentRow

MOST = 200
MOST_CASES = 200
MOST_AT_HOME = 12


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """A resident as a list shows it. Without an address of its own, that of the latest case."""

    id: Id
    name: str
    phone: str
    address: str
    remarks: str
    look: bool
    open_cases: int
    cases: int


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident in full: the record, those joined to it, and every case any of them speaks in, latest first.

    `household` are the others who live at the same home, or spoke for it.
    """

    id: Id
    name: str
    phone: str
    id_number: str
    address: str
    remarks: str
    look: bool
    joined: tuple[ResidentLine, ...]
    cases: tuple[KnownCase, ...]
    household: tuple[ResidentLine, ...] = ()


def find_residents(desk: Desk, text: str = "", most: int = MOST) -> list[ResidentLine]:
    """Residents by name, phone, initials, address or any words of their cases; latest first without a text.

    A record that was joined to another is found as that other.
    """
    with desk.read() as conn:
        query = select(ResidentRow.__table__).where(ResidentRow.undone == 0, ResidentRow.same_as.is_(None))
        if not text.strip():
            return _lines(conn, query.order_by(ResidentRow.n.desc()).limit(most))
        ids = [*_by_record(conn, text, most), *_by_cases(conn, desk.office(conn).searched(text))]
        heads = list(dict.fromkeys(eldest(conn, found) for found in dict.fromkeys(ids)))[:most]
        found = {line.id: line for line in _lines(conn, query.where(ResidentRow.id.in_(heads)))}
        return [found[head] for head in heads if head in found]


def _by_record(conn: Connection, text: str, most: int) -> Sequence[Id]:
    """Records whose name or phone begins with the text."""
    wanted = text.strip()
    begins = (
        ResidentRow.name.startswith(wanted, autoescape=True),
        ResidentRow.phone.startswith(wanted, autoescape=True),
    )
    query = select(ResidentRow.id).where(or_(*begins), ResidentRow.undone == 0).order_by(ResidentRow.n.desc())
    return [Id(found) for found in conn.execute(query.limit(most)).scalars()]


def _by_cases(conn: Connection, text: str) -> Sequence[Id]:
    if not terms(text):
        return []
    ns = search.find(conn, text, limit=MOST)
    query = (
        select(PartyRow.resident)
        .join(CaseRow.__table__, CaseRow.id == PartyRow.case_id)
        .where(CaseRow.n.in_(ns), PartyRow.resident.is_not(None))
        .order_by(CaseRow.n.desc())
    )
    return [Id(str(found)) for found in conn.execute(query).scalars()]


def show_resident(desk: Desk, resident: Id) -> Resident:
    """A resident in full; of a record that was joined, the one it was joined to. Raises NotFound."""
    with desk.read() as conn:
        row = _row(conn, eldest(conn, resident))
        if row is None:
            raise NotFound("没有这位居民的记录", english="no such resident", field="resident")
        same = select(ResidentRow.__table__).where(ResidentRow.id.in_(joined_to(conn, Id(row.id))))
        joined = _lines(conn, same.order_by(ResidentRow.n))
        cases = _cases(desk, conn, row, joined)
        address = row.address or next(iter(_in_cases(conn, [row.id]).values()), _NOWHERE).address
        return Resident(
            Id(row.id), row.name, row.phone, row.id_number, address, row.remarks, bool(row.look), tuple(joined),
            tuple(cases), tuple(_household(conn, row, joined)),
        )  # fmt: skip


def _row(conn: Connection, resident: Id) -> Any:
    query = select(ResidentRow.__table__).where(ResidentRow.id == resident, ResidentRow.undone == 0)
    return conn.execute(query).first()


def _cases(desk: Desk, conn: Connection, row: Any, joined: Sequence[ResidentLine]) -> list[KnownCase]:
    office, now = desk.office(conn), to_text(desk.now)
    speaks = select(PartyRow.case_id).where(PartyRow.resident.in_([row.id, *(line.id for line in joined)]))
    query = select(CaseRow.__table__).where(CaseRow.id.in_(speaks), CaseRow.undone == 0)
    return [
        KnownCase(
            case.number, case.summary, status_of(case, office.room, now),
            office.unit_name(case.unit) if case.unit else "", case.next_due_at, case.received_at,
        )
        for case in conn.execute(query.order_by(CaseRow.received_at.desc(), CaseRow.n.desc()).limit(MOST_CASES))
    ]  # fmt: skip


_HOME = ("compound", "building", "entrance", "home")


def _household(conn: Connection, row: Any, joined: Sequence[ResidentLine]) -> list[ResidentLine]:
    """The other residents of a home: by their own address, or by a case about that home."""
    mine = [row.id, *(line.id for line in joined)]
    home = row if row.home else _latest_home(conn, mine)
    if home is None:
        return []
    live_there = select(ResidentRow.id).where(*_at(ResidentRow, home))
    spoke_there = select(PartyRow.resident).join(CaseRow.__table__, CaseRow.id == PartyRow.case_id).where(
        *_at(CaseRow, home), CaseRow.undone == 0, PartyRow.resident.is_not(None)
    )  # fmt: skip
    query = select(ResidentRow.__table__).where(
        or_(ResidentRow.id.in_(live_there), ResidentRow.id.in_(spoke_there)), ResidentRow.id.not_in(mine),
        ResidentRow.undone == 0, ResidentRow.same_as.is_(None),
    )  # fmt: skip
    return _lines(conn, query.order_by(ResidentRow.n).limit(MOST_AT_HOME))


def _latest_home(conn: Connection, residents: Sequence[Id]) -> Any:
    query = (
        select(CaseRow.__table__)
        .join(PartyRow.__table__, PartyRow.case_id == CaseRow.id)
        .where(PartyRow.resident.in_(residents), CaseRow.home != "", CaseRow.compound != "", CaseRow.undone == 0)
        .order_by(CaseRow.n.desc())
    )
    return conn.execute(query.limit(1)).first()


def _at(table: type[ResidentRow] | type[CaseRow], home: Any) -> list[ColumnElement[bool]]:
    return [getattr(table, step) == getattr(home, step) for step in _HOME]


def _lines(conn: Connection, query: Select[Any]) -> list[ResidentLine]:
    rows = conn.execute(query).all()
    known = _in_cases(conn, [row.id for row in rows])
    return [
        ResidentLine(
            Id(row.id), row.name, row.phone, row.address or known.get(row.id, _NOWHERE).address, row.remarks,
            bool(row.look), known.get(row.id, _NOWHERE).open_cases, known.get(row.id, _NOWHERE).cases,
        )
        for row in rows
    ]  # fmt: skip


class _InCases(NamedTuple):
    """What the cases of a resident say: the latest one's address, how many are open, how many there are."""

    address: str
    open_cases: int
    cases: int


_NOWHERE = _InCases("", 0, 0)


def _in_cases(conn: Connection, residents: Sequence[str]) -> dict[str, _InCases]:
    found: dict[str, _InCases] = {}
    query = (
        select(PartyRow.resident, CaseRow.id, CaseRow.address, CaseRow.status)
        .join(CaseRow.__table__, CaseRow.id == PartyRow.case_id)
        .where(PartyRow.resident.in_(residents), CaseRow.undone == 0)
        .order_by(CaseRow.n)
        .distinct()
    )
    for row in conn.execute(query):
        before = found.get(str(row.resident), _NOWHERE)
        found[str(row.resident)] = _InCases(
            row.address or before.address, before.open_cases + (row.status in OPEN), before.cases + 1
        )
    return found
