"""Hand a case to a unit: dispatch (lead or assisting), designate, and what was printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reception.desk import files
from reception.desk.desk import Acting, Desk, Found
from reception.desk.taken_over import own_records
from reception.domain import lifecycle, numbering
from reception.domain.case import Case
from reception.domain.changed import Changed
from reception.domain.clock import Id, to_text
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act


@dataclass(frozen=True)
class Dispatched:
    """The order's number, and what changed."""

    order: str
    changed: Changed


def dispatch(desk: Desk, reference: str, unit: str, *, assist: bool = False, note: str = "") -> Dispatched:
    """Hand a case to a unit, to lead or to assist. Raises NotAllowed while another lead lives."""
    with desk.acting() as acting:
        found = acting.find(reference)
        return dispatch_in(acting, found, unit, Act.ASSIST if assist else Act.DISPATCH, extra={"note": note})


def dispatch_in(
    acting: Acting,
    found: Found,
    unit: str,
    act: Act,
    *,
    extra: Mapping[str, Any],
    gesture: Id | None = None,
    evidence: str | None = None,
) -> Dispatched:
    """Dispatch inside a transaction that is under way; `act` may also be DESIGNATE.

    `extra` goes into the step, the file `evidence` names to the case.
    """
    case, code = found.case, str(acting.office.unit(unit)["code"])
    acting.must_hold(case)
    if act is Act.DISPATCH and case.lead is not None:
        raise NotAllowed(
            f"已派给「{acting.office.unit_name(case.lead.unit)}」主办，请先退单，或派为协办",
            english=f"{acting.office.unit_name(case.lead.unit)} leads already: return it first, or ask for assistance",
            field="unit",
        )
    lifecycle.check(act, case.status_at(to_text(acting.now)), acting.desk.clerk.post)
    number = next_order_number(case, acting.office.letter)
    limits = [] if act is Act.ASSIST else acting.limits(Act.DISPATCH, case.core.values(), acting.now)
    scope = case_scope(case.id)
    order = Fact("order", acting.new_id(), scope, {"number": number, "unit": code, "lead": act is not Act.ASSIST})
    step = acting.step(case.id, act, {"unit": code, **extra}, limits)
    people, _ = own_records(acting, case)
    acting.add(act, [*people, order, *files.attach_facts(acting, case.id, evidence), step], gesture)
    return Dispatched(number, acting.done())


TURNS_OF_A_ROOM = 100
"""Letters differ within a room; after a hand-over turns begin here, for the room before may give one out meanwhile."""


def next_order_number(case: Case, letter: str) -> str:
    """The next turn of this device's letter; numbers of void orders stay used."""
    given = [numbering.parse_number(order.number) for order in case.orders.values()]
    turns = [number.turn for number in given if number.order_letter == letter]
    return numbering.order_number(case.number, letter, max([case.handed * TURNS_OF_A_ROOM, *turns]) + 1)


def record_print(desk: Desk, reference: str, what: str, copies: int = 1) -> Changed:
    """Note that a paper was printed: in the timeline, and counted on its order. Not undoable."""
    return record_prints(desk, [reference], what, copies)


def record_prints(desk: Desk, references: Iterable[str], what: str, copies: int = 1) -> Changed:
    """Note that a paper of several orders was printed: as one gesture, in each timeline. Not undoable."""
    with desk.acting() as acting:
        gesture = acting.new_id()
        for reference in references:
            found = acting.find(reference)
            order = found.order or found.case.lead
            fields = {"what": what, "copies": copies, "order": order.id if order else None}
            acting.add(Act.PRINT, [acting.step(found.case.id, Act.PRINT, fields)], gesture)
        return acting.done()
