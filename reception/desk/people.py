"""Find people, households and works: what the lookup line and the pages of residents, grids and works read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Desk
from reception.desk.same_person import eldest
from reception.domain.clock import Id
from reception.domain.lifecycle import OPEN
from reception.store import search
from reception.store.tables import CaseRow, MasterRow, PartyRow, ResidentRow

MOST = 50


@dataclass(frozen=True)
class Person:
    """A resident, or somebody who spoke in a case, with what is open."""

    resident: Id | None
    name: str
    phone: str
    address: str
    compound: str
    building: str
    entrance: str
    home: str
    remarks: str
    open_cases: int
    cases: int


@dataclass(frozen=True)
class KnownCase:
    """A case as the lookup line shows it."""

    number: str
    summary: str
    status: str
    unit: str
    due_at: str
    received_at: str


@dataclass(frozen=True)
class WorksLine:
    """How far an item of the renovation is in one building."""

    compound: str
    building: str
    item: str
    state: str
    planned_on: str
    done_on: str
    as_of: str
    said_by: str
    note: str


def residents(desk: Desk, text: str = "", most: int = MOST) -> list[Person]:
    """Residents by name, phone, initials or address, latest first."""
    with desk.read() as conn:
        if not text.strip():
            query = select(ResidentRow.__table__).where(ResidentRow.undone == 0).order_by(ResidentRow.n.desc())
            rows = conn.execute(query.limit(most)).all()
            return [_person(conn, row) for row in rows]
        return lookup_in(conn, desk.office(conn).searched(text), most)


def lookup(desk: Desk, text: str, most: int = 8) -> list[Person]:
    """Who the lookup line means: by phone, name, initials, address or number."""
    with desk.read() as conn:
        return lookup_in(conn, desk.office(conn).searched(text), most)


def lookup_in(conn: Connection, text: str, most: int) -> list[Person]:
    """The people in the cases that a search finds, each once."""
    ns = search.find(conn, text, limit=200)
    cases = {row.n: row for row in conn.execute(select(CaseRow.__table__).where(CaseRow.n.in_(ns)))}
    found: dict[tuple[str, str], Person] = {}
    for n in ns:
        row = cases.get(n)
        if row is not None and (row.resident or row.phone) and (row.resident, row.phone) not in found:
            found[row.resident, row.phone] = _speaker(conn, row)
            if len(found) >= most:
                break
    return list(found.values())


def _speaker(conn: Connection, row: Any) -> Person:
    query = select(ResidentRow.__table__).where(
        ResidentRow.name == row.resident, ResidentRow.phone == row.phone, ResidentRow.undone == 0
    )
    known = conn.execute(query.order_by(ResidentRow.n)).first()
    counts = _case_counts(conn, row.resident, row.phone)
    return Person(
        Id(known.id) if known else None, row.resident, row.phone, row.address, row.compound, row.building,
        row.entrance, row.home, known.remarks if known else "", *counts,
    )  # fmt: skip


def _person(conn: Connection, row: Any) -> Person:
    query = (
        select(CaseRow.__table__)
        .join(PartyRow, PartyRow.case_id == CaseRow.id)
        .where(PartyRow.resident == row.id, CaseRow.undone == 0)
        .order_by(CaseRow.n.desc())
    )
    last = conn.execute(query).first()
    place = last if last is not None and not row.address else row
    counts = _case_counts(conn, row.name, row.phone)
    return Person(
        Id(row.id), row.name, row.phone, place.address, place.compound, place.building, place.entrance, place.home,
        row.remarks, *counts,
    )  # fmt: skip


def person_in(conn: Connection, resident: Id) -> Person | None:
    """A resident by the id of the record, or of one that was joined to it."""
    found = (ResidentRow.id == eldest(conn, resident), ResidentRow.undone == 0)
    row = conn.execute(select(ResidentRow.__table__).where(*found)).first()
    return None if row is None else _person(conn, row)


def _case_counts(conn: Connection, name: str, phone: str) -> tuple[int, int]:
    same = PartyRow.phone == phone if phone else (PartyRow.phone == "") & (PartyRow.name == name)
    query = (
        select(CaseRow.id, CaseRow.status).join(PartyRow, PartyRow.case_id == CaseRow.id)
        .where(same, CaseRow.undone == 0).distinct().limit(1000)
    )  # fmt: skip
    rows = conn.execute(query).all()
    return sum(row.status in OPEN for row in rows), len(rows)


def cases_of(desk: Desk, name: str, phone: str, most: int = 20) -> list[KnownCase]:
    """The cases somebody speaks in, open ones first, latest first."""
    same = PartyRow.phone == phone if phone else (PartyRow.phone == "") & (PartyRow.name == name)
    return _known_cases(desk, CaseRow.id.in_(select(PartyRow.case_id).where(same)), most)


def _known_cases(desk: Desk, wanted: Any, most: int) -> list[KnownCase]:
    query = (
        select(CaseRow.__table__)
        .where(wanted, CaseRow.undone == 0)
        .order_by(CaseRow.status.in_(OPEN).desc(), CaseRow.received_at.desc())
        .limit(most)
    )
    with desk.read() as conn:
        return [
            KnownCase(row.number, row.summary, row.status, row.unit, row.next_due_at, row.received_at)
            for row in conn.execute(query)
        ]


def works_of(desk: Desk, compound: str, building: str = "") -> list[WorksLine]:
    """The works of a compound, or of one building, item by item."""
    prefix = f"{compound}/{building}/" if building else f"{compound}/"
    query = (
        select(MasterRow.detail)
        .where(MasterRow.kind == "works", MasterRow.code >= prefix, MasterRow.code < prefix[:-1] + "0")
        .where(MasterRow.undone == 0)
        .order_by(MasterRow.code)
    )
    with desk.read() as conn:
        return [_works_line(detail) for (detail,) in conn.execute(query)]


def _works_line(detail: Mapping[str, Any]) -> WorksLine:
    return WorksLine(**{name: str(detail.get(name) or "") for name in WorksLine.__dataclass_fields__})


def master(desk: Desk, kind: str) -> list[Mapping[str, Any]]:
    """Everything of a kind: units, grids, compounds, projects, rooms, duty."""
    with desk.read() as conn:
        return [detail for _, detail in sorted(desk.office(conn).all(kind).items())]
