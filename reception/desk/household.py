"""Who stands at the desk: the person, the household's remarks, what is open, and when they came last."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from reception.desk.desk import Desk
from reception.desk.lists import status_of
from reception.desk.office import Office
from reception.desk.people import Person, person_in
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import OPEN
from reception.store.tables import CaseRow, PartyRow, VisitRow

MOST_OPEN = 9
MOST_VISITS = 5
MOST_OTHERS = 6


@dataclass(frozen=True)
class HeldCase:
    """An open case: who holds it (a name, or ""), until when (UTC text, or ""), and whether this person spoke in it."""

    number: str
    summary: str
    category: str
    status: str
    unit: str
    until: str
    received_at: str
    own: bool


@dataclass(frozen=True)
class PastVisit:
    """One earlier contact. `number` and `summary` are empty when it was about a case that was there already."""

    at: str
    channel: str
    number: str
    summary: str
    status: str


@dataclass(frozen=True)
class Household:
    """What the side panel shows beside the form. `others` spoke for the same home: (name, phone)."""

    person: Person
    open: tuple[HeldCase, ...]
    visits: tuple[PastVisit, ...]
    others: tuple[tuple[str, str], ...]


def person_of(desk: Desk, resident: Id) -> Person | None:
    """A resident by the id of the record, with the address of the last case; None when there is none."""
    with desk.read() as conn:
        return person_in(conn, resident)


def household(desk: Desk, person: Person) -> Household:
    """What is known of somebody and the home: the own cases first, the nearest limit first."""
    with desk.read() as conn:
        office, now = desk.office(conn), to_text(desk.now)
        mine, home = _spoke(person), _same_home(person)
        own = _open(conn, mine, office, now, own=True)
        known = {case.number for case in own}
        shared = [case for case in _open(conn, home, office, now, own=False) if case.number not in known]
        visits = sorted(_visits(conn, person, mine, office, now), key=lambda visit: visit.at, reverse=True)
        return Household(
            person, tuple([*own, *shared][:MOST_OPEN]), tuple(visits[:MOST_VISITS]), _others(conn, person, home)
        )


def _spoke(person: Person) -> ColumnElement[bool]:
    by_words = (
        PartyRow.phone == person.phone if person.phone else and_(PartyRow.phone == "", PartyRow.name == person.name)
    )
    same = or_(PartyRow.resident == person.resident, by_words) if person.resident else by_words
    return CaseRow.id.in_(select(PartyRow.case_id).where(same))


def _same_home(person: Person) -> ColumnElement[bool] | None:
    if not (person.compound and person.home):
        return None
    return and_(*(getattr(CaseRow, step) == getattr(person, step) for step in _STEPS))


_STEPS = ("compound", "building", "entrance", "home")


def _open(
    conn: Connection, wanted: ColumnElement[bool] | None, office: Office, now: str, *, own: bool
) -> Sequence[HeldCase]:
    if wanted is None:
        return ()
    query = (
        select(CaseRow.__table__)
        .where(wanted, CaseRow.undone == 0, CaseRow.status.in_(OPEN))
        .order_by(CaseRow.next_due_at == "", CaseRow.next_due_at, CaseRow.n.desc())
        .limit(MOST_OPEN)
    )
    return [
        HeldCase(
            row.number, row.summary, row.category, status_of(row, office.room, now),
            office.unit_name(row.unit) if row.unit else "", row.due_at, row.received_at, own,
        )
        for row in conn.execute(query)
    ]  # fmt: skip


def _visits(
    conn: Connection, person: Person, mine: ColumnElement[bool], office: Office, now: str
) -> list[PastVisit]:  # fmt: skip
    latest = (
        select(CaseRow.__table__)
        .where(mine, CaseRow.undone == 0)
        .order_by(CaseRow.received_at.desc())
        .limit(MOST_VISITS)
    )
    rows = conn.execute(latest).all()
    opened = [PastVisit(r.received_at, r.channel, r.number, r.summary, status_of(r, office.room, now)) for r in rows]
    return opened + _touches(conn, person.resident)


def _touches(conn: Connection, resident: Id | None) -> list[PastVisit]:
    """Contacts of a resident that opened nothing."""
    if resident is None:
        return []
    opened = select(CaseRow.id).where(CaseRow.visit == VisitRow.id)
    query = (
        select(VisitRow.received_at, VisitRow.channel)
        .where(VisitRow.resident == resident, VisitRow.undone == 0, ~opened.exists())
        .order_by(VisitRow.received_at.desc())
        .limit(MOST_VISITS)
    )
    return [PastVisit(row.received_at, row.channel, "", "", "") for row in conn.execute(query)]


def _others(conn: Connection, person: Person, home: ColumnElement[bool] | None) -> tuple[tuple[str, str], ...]:
    if home is None:
        return ()
    query = (
        select(PartyRow.name, PartyRow.phone)
        .join(CaseRow, CaseRow.id == PartyRow.case_id)
        .where(home, CaseRow.undone == 0, PartyRow.name != "", PartyRow.name != person.name)
        .distinct()
        .limit(MOST_OTHERS)
    )
    return tuple((row.name, row.phone) for row in conn.execute(query))
