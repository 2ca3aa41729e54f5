"""Orders past a limit that a unit must keep, for the reminder to it; and the reminder noted as a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from reception.desk.desk import Desk
from reception.desk.many import Many, step_many
from reception.desk.office import Office
from reception.domain.case import Case, Order, fold_case
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import Act, OrderStatus, Status
from reception.store.journal import load_stories
from reception.store.rows import pieces
from reception.store.tables import CaseRow

_OF_A_UNIT = ("solved", "answer", "on_site", "sign_for")
"""The clocks a unit must keep; the others are the room's own."""
_WORKING = (Status.DISPATCHED, Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class OverdueOrder:
    """A leading order past a limit. Times are UTC text; `foreman` signed for it, or is the unit's first contact.

    `urged` is how often the unit was reminded in this round.
    """

    number: str
    case: str
    summary: str
    address: str
    unit: str
    foreman: str
    phone: str
    clock: str
    until: str
    dispatched_at: str
    signed: bool
    urged: int


def overdue_orders(desk: Desk, unit: str = "") -> list[OverdueOrder]:
    """Orders of this room past a limit, of one unit or of all: by unit, then foreman, the latest past first.

    Raises NotFound for an unknown unit.
    """
    now = to_text(desk.now)
    with desk.read() as conn:
        office = desk.office(conn)
        query = select(CaseRow.id).where(
            CaseRow.undone == 0, CaseRow.room == office.room, CaseRow.status.in_(_WORKING), CaseRow.next_due_at != "",
            CaseRow.next_due_at < now,
        )  # fmt: skip
        if unit:
            query = query.where(CaseRow.unit == office.unit(unit)["code"])
        found: list[OverdueOrder] = []
        for piece in pieces(list(conn.execute(query).scalars())):
            stories = load_stories(conn, [("case", Id(item)) for item in piece])
            found += [line for key, story in stories.items() for line in _lines(fold_case(key[1], story), office, now)]
    return sorted(found, key=lambda line: (line.unit, line.foreman, line.until))


def _lines(case: Case, office: Office, now: str) -> list[OverdueOrder]:
    order = case.lead
    past = [limit for limit in case.running() if limit["clock"] in _OF_A_UNIT and limit["until"] < now]
    return [_line(case, order, past, office)] if order and past else []


def _line(case: Case, order: Order, past: Sequence[Any], office: Office) -> OverdueOrder:
    limit = min(past, key=lambda limit: _OF_A_UNIT.index(limit["clock"]))
    contacts = _contacts(office, order.unit)
    contact: Mapping[str, Any] = next((each for each in contacts if order.signed_by in ("", each.get("name"))), {})
    urged = sum(step.act == Act.URGE and step.effective and step.round == case.round for step in case.steps)
    return OverdueOrder(
        order.number, case.number, str(case.get("summary")), str(case.get("address")), order.unit,
        order.signed_by or str(contact.get("name", "")), str(contact.get("phone", "")), str(limit["clock"]),
        str(limit["until"]), order.dispatched_at or "", order.status is OrderStatus.SIGNED, urged,
    )  # fmt: skip


def _contacts(office: Office, unit: str) -> Sequence[Any]:
    return office.all("unit").get(unit, {}).get("contacts") or ()


def urge(desk: Desk, cases: Sequence[str], note: str) -> Many:
    """Note that these cases' units were reminded; one gesture. Raises InvalidInput beyond 500 cases."""
    return step_many(desk, cases, Act.URGE, {"note": note})
