"""One case as its page shows it: the folded case, what may be done, and the names behind its codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from reception.desk.desk import Desk, find
from reception.desk.lists import next_acts, status_of
from reception.desk.office import Office
from reception.desk.people import KnownCase
from reception.domain import forms
from reception.domain.case import Case, Order
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import ORDER_TABLE, Act, Status
from reception.store import exchange
from reception.store.journal import load_stories
from reception.store.tables import CaseRow, EntryRow

MOST_MATES = 50


@dataclass(frozen=True)
class UnitName:
    """A unit as a case shows it."""

    code: str
    name: str
    phone: str


@dataclass(frozen=True)
class OpenCase:
    """A case at a moment. `here` is False when another room has it; `acts` are open to this clerk, likeliest first.

    `mates` share its incident, `visit` those that came with it; `missing` are hashes of files that have not arrived.
    `order` is the order whose number was asked for. `amended` tells by entry what a correction wrote; `waiting` are the
    entries that have not reached the district, none where this PC belongs to none.
    """

    case: Case
    now: datetime
    status: Status
    here: bool
    acts: tuple[Act, ...]
    room_name: str
    units: Mapping[str, UnitName]
    clerks: Mapping[str, str]
    grid: str
    project: str
    mates: tuple[KnownCase, ...]
    visit: tuple[KnownCase, ...]
    missing: frozenset[str]
    amended: Mapping[Id, Mapping[str, Any]]
    waiting: frozenset[Id]
    order: Order | None = None

    def unit(self, code: str) -> UnitName:
        """A unit by its code; one that is not known here goes by its code."""
        return self.units.get(code) or UnitName(code, code, "")

    def clerk(self, code: str) -> str:
        """A clerk's name, or the login of one that is not known here."""
        return self.clerks.get(code, code)

    def acts_on(self, order: Order) -> tuple[Act, ...]:
        """What may be done with one order by itself: the lead's acts are the case's."""
        if not self.here:
            return ()
        return tuple(
            act
            for act, (start, _) in ORDER_TABLE.items()
            if order.status in start and (act in self.acts or not order.lead)
        )


def open_case(desk: Desk, reference: str) -> OpenCase:
    """Read a case by its own, an order's, a spoken or another office's number. Raises NotFound, or Conflict."""
    with desk.read() as conn:
        office, now = desk.office(conn), desk.now
        found = find(conn, reference, now)
        case = found.case
        row = conn.execute(select(CaseRow.room, CaseRow.status, CaseRow.before, CaseRow.hung_until).where(
            CaseRow.id == case.id)).one()  # fmt: skip
        here = case.exists and row.room == office.room
        return OpenCase(
            case, now, Status(status_of(row, office.room, to_text(now))), here,
            tuple(act for act in next_acts(case, desk.clerk.post, now) if act in _ON_THE_PAGE) if here else (),
            _name(office, "room", row.room), _units(office, case), _clerks(office),
            _name(office, "grid", str(case.get("grid"))), _name(office, "project", str(case.get("project"))),
            _beside(conn, office, now, case, CaseRow.incident == case.get("incident"), case.get("incident")),
            _beside(conn, office, now, case, CaseRow.visit == case.get("visit"), case.get("visit")),
            frozenset(desk.store.attachments.missing(_hashes(case)) if case.files else ()), _amended(conn, case),
            _waiting(conn, case), found.order,
        )  # fmt: skip


_ON_THE_PAGE = frozenset({Act.DISPATCH, Act.ASSIST, *forms.FIELDS})


def _amended(conn: Connection, case: Case) -> dict[Id, dict[str, Any]]:
    if not any(step.act == Act.AMEND for step in case.steps):
        return {}
    key = ("case", case.id)
    return {
        part.id: {
            name: value for fact in part.facts if fact.entity in _CORRECTED for name, value in fact.fields.items()
        }
        for part in load_stories(conn, [key])[key]
        if part.act in (Act.AMEND, "resolve")
    }


_CORRECTED = frozenset({"case", "words", "party"})


def _waiting(conn: Connection, case: Case) -> frozenset[Id]:
    if exchange.server(conn) is None:
        return frozenset()
    entries = {step.entry for step in case.steps}
    query = select(EntryRow.id).where(EntryRow.id.in_(entries), EntryRow.held == literal_column("0"))
    return frozenset(map(Id, conn.execute(query).scalars()))


def _hashes(case: Case) -> list[str]:
    return [str(file.get("sha256")) for file in case.files.values()]


def _name(office: Office, kind: str, code: str) -> str:
    return str(office.all(kind).get(code, {}).get("name") or code)


def _units(office: Office, case: Case) -> dict[str, UnitName]:
    codes = {order.unit for order in case.orders.values()}
    codes |= {str(step.fields["unit"]) for step in case.steps if step.fields.get("unit")}
    known = office.all("unit")
    return {code: UnitName(code, office.unit_name(code), str(known.get(code, {}).get("phone") or "")) for code in codes}


def _clerks(office: Office) -> dict[str, str]:
    return {code: str(clerk.get("name") or code) for code, clerk in office.all("clerk").items()}


def _beside(
    conn: Connection, office: Office, now: datetime, case: Case, same: ColumnElement[bool], what: str | None
) -> tuple[KnownCase, ...]:
    """The other cases of the same incident or visit, in the order they came."""
    if not what:
        return ()
    query = select(CaseRow.__table__).where(same, CaseRow.undone == 0, CaseRow.id != case.id)
    return tuple(
        KnownCase(
            row.number, row.summary, status_of(row, office.room, to_text(now)), office.unit_name(row.unit),
            row.next_due_at, row.received_at,
        )
        for row in conn.execute(query.order_by(CaseRow.n).limit(MOST_MATES))
    )  # fmt: skip


def read_file(desk: Desk, sha256: str) -> bytes:
    """An attachment's content. Raises NotFound while it has not arrived whole."""
    return b"".join(desk.store.attachments.contents(sha256))
