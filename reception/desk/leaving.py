"""What one clerk hands to the next: open cases, promises, papers awaited, what was not sent yet, forms begun.

Posts outlive people: planned follow-ups belong to the room, drafts to this PC (design: domain).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from reception.desk.desk import Desk
from reception.desk.drafts import Draft, drafts
from reception.desk.lists import status_of
from reception.desk.office import Office
from reception.desk.undo import act_name
from reception.domain.case import Case, Step, fold_case
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import OPEN, Act, Status
from reception.store import exchange
from reception.store.journal import load_stories
from reception.store.rows import pieces
from reception.store.tables import CaseRow, EntryRow

_PROMISING = (Act.EXTEND, Act.HANG_UP)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case on which the office still owes something. `until` is UTC text, or ""."""

    number: str
    summary: str
    address: str
    status: Status
    unit: str
    until: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What a resident was told to expect: `act` is plan, extend or hang_up, `on` a day or UTC text."""

    number: str
    summary: str
    name: str
    act: str
    on: str
    note: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """An order whose signed sheet has not come back. `printed` is how often it was printed."""

    number: str
    summary: str
    unit: str
    dispatched_at: str
    signed_by: str
    printed: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """All that is handed over. `unsent` counts what the district does not hold yet, by act (its names)."""

    cases: tuple[OpenCase, ...]
    promises: tuple[Promise, ...]
    awaited: tuple[Awaited, ...]
    unsent: tuple[tuple[str, int], ...]
    unsent_since: str
    drafts: tuple[Draft, ...]


def leaving(desk: Desk) -> Leaving:
    """What is in hand in this room and on this PC now."""
    begun = tuple(drafts(desk))
    with desk.read() as conn:
        office, now = desk.office(conn), to_text(desk.now)
        rows = conn.execute(_open_or_planned(office.room)).all()
        folded = {case.id: case for case in _folded(conn, [row.id for row in rows])}
        cases = [_open(row, office, now) for row in rows if row.status in OPEN]
        promises = [promise for row in rows for promise in _promises(folded[row.id], now)]
        awaited = [order for row in rows for order in _awaited(folded[row.id], office)]
        return Leaving(
            tuple(cases), tuple(sorted(promises, key=lambda promise: promise.on)), tuple(awaited), _unsent(conn),
            exchange.waiting_since(conn) or "", begun,
        )  # fmt: skip


def _open_or_planned(room: str) -> Any:
    wanted = CaseRow.status.in_(OPEN) | (CaseRow.planned_on != "")
    query = select(CaseRow.__table__).where(CaseRow.undone == 0, CaseRow.room == room, wanted)
    return query.order_by(CaseRow.next_due_at == "", CaseRow.next_due_at, CaseRow.n)


def _folded(conn: Connection, ids: list[str]) -> Iterator[Case]:
    for piece in pieces(ids):
        stories = load_stories(conn, [("case", Id(item)) for item in piece])
        yield from (fold_case(key[1], story) for key, story in stories.items())


def _open(row: Any, office: Office, now: str) -> OpenCase:
    status = Status(status_of(row, office.room, now))
    unit = office.unit_name(row.unit) if row.unit and status is not Status.REGISTERED else ""
    return OpenCase(row.number, row.summary, row.address, status, unit, row.next_due_at)


def _promises(case: Case, now: str) -> list[Promise]:
    """A follow-up planned for a day, and the last end date that was named in this round."""
    told = [step for step in case.steps if step.effective and step.act in _PROMISING and step.round == case.round]
    found = [_promise(case, step.act, str(step.fields["until"]), _said(step)) for step in told[-1:]]
    if case.planned:
        found.append(_promise(case, Act.PLAN, str(case.planned["on"]), str(case.planned.get("way", ""))))
    return found if case.status_at(now) in OPEN else [each for each in found if each.act == Act.PLAN]


def _promise(case: Case, act: str, on: str, note: str) -> Promise:
    party: Mapping[str, Any] = case.to_call
    return Promise(case.number, str(case.get("summary")), str(party.get("name", "")), act, on, note)


def _said(step: Step) -> str:
    return str(step.fields.get("measures") or step.fields.get("why") or "")


def _awaited(case: Case, office: Office) -> list[Awaited]:
    return [
        Awaited(
            order.number, str(case.get("summary")), office.unit_name(order.unit), order.dispatched_at or "",
            order.signed_by, order.prints,
        )
        for order in case.orders.values()
        if order.live and order.round == case.round
    ]  # fmt: skip


def _unsent(conn: Connection) -> tuple[tuple[str, int], ...]:
    """What waits for the district, the most frequent act first."""
    query = select(EntryRow.act, func.count()).where(EntryRow.held == 0).group_by(EntryRow.act)
    counts: Counter[str] = Counter()
    for act, times in conn.execute(query):
        counts[act_name(act)[0]] += times
    return tuple(counts.most_common())
