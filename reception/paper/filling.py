"""From the desk to paper: what a case's work order and a visit's receipt say now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Desk, Found, find
from reception.desk.office import Office
from reception.desk.quiet import quiet_at
from reception.domain.case import Case, Order
from reception.domain.clock import from_text
from reception.domain.errors import NotAllowed, NotFound
from reception.domain.fold import Fields
from reception.domain.forms import adopted_first
from reception.domain.identity import masked_name, written_phone
from reception.domain.lifecycle import Act, OrderStatus
from reception.paper.frame import Marks, Standing
from reception.paper.order_sheet import Acting, Limit, OrderSheet, Reporter
from reception.paper.photos import Photo
from reception.paper.receipt import CaseLine, Receipt
from reception.store.tables import CaseRow

_STANDING = {
    OrderStatus.RETURNED: Standing.RETURNED,
    OrderStatus.REPLACED: Standing.REPLACED,
    OrderStatus.VOID: Standing.UNDONE,
}
_ROLES = {"co": "共同反映人", "proxy": "代反映"}
_GIVING = frozenset({Act.DISPATCH, Act.ASSIST, Act.DESIGNATE})
_ASKING = frozenset({Act.DISPATCH, Act.ASSIST})
"""Their note is what the room asks of the unit; that of a designation is the room's own (内部备注)."""
_PHOTOS = frozenset({"image/jpeg", "image/png", "image/bmp"})
_OWN_LIMITS = ("sign_for", "first_contact", "on_site", "follow_up")


def order_sheet(desk: Desk, reference: str) -> OrderSheet:
    """What the papers of an order say now."""
    with desk.read() as conn:
        office = desk.office(conn)
        found = find(conn, reference, desk.now)
        return _sheet(found.case, _order_of(found), office, desk)


def _order_of(found: Found) -> Order:
    order = found.order or found.case.lead or next((o for o in reversed(found.case.orders.values()) if o.lead), None)
    if order is None:
        raise NotAllowed("尚未派单，没有工单可打印；请先派单", english="not dispatched yet: there is no order to print")
    return order


def _sheet(case: Case, order: Order, office: Office, desk: Desk) -> OrderSheet:
    due = case.limits.get((order.round or case.round, "solved")) or case.limits.get((order.round, "answer"))
    return OrderSheet(
        number=order.number,
        room=_room_name(office),
        room_phone=written_phone(str(office.here.get("phone", ""))),
        room_address=str(office.here.get("address", "")),
        room_hours=_hours(office),
        lead=_acting(office, _lead_unit(case, order)),
        assisting=tuple(_acting(office, unit) for unit in _assisting(case, order)),
        leads=order.lead,
        marks=_marks(desk, office, case, order),
        urgency=str(case.get("urgency")),
        voice=str(case.get("voice")),
        category=str(case.get("category")),
        summary=str(case.get("summary")),
        words=str(case.words.get("words") or ""),
        wants=str(case.get("wants")),
        place_kind=str(case.get("place_kind")),
        address=str(case.get("address")),
        at_home_when=str(case.get("at_home_when")),
        confidential=bool(case.get("confidential")),
        reporters=tuple(_reporter(party.values()) for party in case.parties.values()),
        grid=_name(office, "grid", str(case.get("grid"))),
        project=_project(office, case),
        received_at=_moment(case.get("received_at")),
        issued_at=_moment(order.dispatched_at),
        due_at=_moment(due[-1]["until"]) if due else None,
        limits=_limits(case, order),
        rule=str(due[-1].get("version", "")) if due else "",
        round=order.round or case.round,
        sender_numbers=tuple(_sender_number(ref.values()) for ref in case.references.values()),
        instructions=_instructions(case, order, office),
        clerk=desk.clerk.name,
        photos=_photos(desk, case, order),
    )


def _photos(desk: Desk, case: Case, order: Order) -> tuple[Photo, ...]:
    """What was photographed before the order was given; papers that came back for an order are not among it.

    None for a confidential case, and none for a group: its signed sheet is a photo, too.
    """
    if case.get("confidential") or case.get("headcount"):
        return ()
    given = next((step.hlc for step in case.steps if step.order == order.id and step.act in _GIVING), None)
    taken = {step.entry for step in case.steps if not step.order and (given is None or step.hlc < given)}
    files = [file for file in case.files.values() if taken.intersection(file.heads("sha256"))]
    return tuple(_photo(desk, file) for file in files if file.get("media_type") in _PHOTOS)


def _photo(desk: Desk, file: Fields) -> Photo:
    """A photo as it was attached; one that has not arrived yet is told of in its place."""
    try:
        content = b"".join(desk.store.attachments.contents(str(file.get("sha256"))))
    except NotFound:
        content = b""
    return Photo(content, Path(str(file.get("name"))).stem)


def _lead_unit(case: Case, order: Order) -> str:
    return order.unit if order.lead or case.lead is None else case.lead.unit


def _assisting(case: Case, order: Order) -> list[str]:
    """The units that assist; on an assisting unit's own sheet it stands first."""
    own = [] if order.lead else [order.unit]
    return own + [other.unit for other in case.orders.values() if not other.lead and other.live and other is not order]


def _printed(case: Case, what: str, order: Order | None = None) -> int:
    """How often this paper was printed; an order that was copied as a picture does not count."""
    prints = [step.fields for step in case.steps if step.act == Act.PRINT and step.fields.get("what") == what]
    return sum(order is None or fields.get("order") == order.id for fields in prints)


def _marks(desk: Desk, office: Office, case: Case, order: Order) -> Marks:
    standing = _STANDING.get(case.standing(order), Standing.LIVE)
    return Marks(desk.now, desk.clerk.name, office.sample, _printed(case, "order", order) + 1, standing)


def _room_name(office: Office) -> str:
    return str(office.here.get("name") or office.room)


def _hours(office: Office) -> str:
    return "、".join(f"{opens}–{closes}" for opens, closes in office.here.get("hours", ()))


def _acting(office: Office, code: str) -> Acting:
    unit = office.all("unit").get(code, {})
    contact: Mapping[str, Any] = next(iter(unit.get("contacts") or ()), {})
    phone = str(contact.get("phone") or unit.get("phone", ""))
    return Acting(office.unit_name(code), str(contact.get("name", "")), written_phone(phone))


def _reporter(party: Mapping[str, Any]) -> Reporter:
    role = _ROLES.get(str(party.get("role")), "")
    if party.get("relation"):
        role = f"{role}·{party['relation']}" if role else str(party["relation"])
    return Reporter(
        str(party.get("name", "")), str(party.get("phone", "")), role=role, hours=str(party.get("hours", ""))
    )


def _name(office: Office, kind: str, code: str) -> str:
    return str(office.all(kind).get(code, {}).get("name") or code)


def _project(office: Office, case: Case) -> str:
    code = str(case.get("project"))
    project = office.all("project").get(code, {})
    sections: Sequence[Mapping[str, Any]] = project.get("sections") or ()
    section = str(sections[0].get("name", "")) if len(sections) == 1 else ""
    return " ".join(part for part in (str(project.get("name") or code), section) if part)


def _limits(case: Case, order: Order) -> tuple[Limit, ...]:
    number = order.round or case.round
    found = [(clock, case.limits.get((number, clock), [])) for clock in _OWN_LIMITS]
    return tuple(Limit(clock, _moment(limits[-1]["until"])) for clock, limits in found if limits)


def _sender_number(reference: Mapping[str, Any]) -> str:
    return " ".join(str(reference[name]) for name in ("issuer", "number") if reference.get(name))


def _instructions(case: Case, order: Order, office: Office) -> str:
    """What the room asks, and of a contractor also the quiet periods that were near when the order was given out."""
    step = next((step for step in case.steps if step.order == order.id and step.act in _ASKING), None)
    asked = str(step.fields.get("note", "")) if step else ""
    given, works = _moment(order.dispatched_at), office.all("unit").get(order.unit, {}).get("kind") == "contractor"
    quiet = quiet_at(office, str(case.get("compound")), given) if given and works else ()
    return "\n".join(
        filter(None, [asked, *(f"静音期（{each.name}）{each.when} {each.note}".strip() for each in quiet)])
    )


def _moment(text: Any) -> datetime | None:
    return from_text(str(text)) if text else None


def receipt_of(desk: Desk, reference: str) -> Receipt:
    """What the receipt of a case's visit says now."""
    with desk.read() as conn:
        office = desk.office(conn)
        case = find(conn, reference, desk.now).case
        return _receipt(_cases_of_visit(conn, desk, case), office, desk)


def _cases_of_visit(conn: Connection, desk: Desk, case: Case) -> list[Case]:
    visit = case.get("visit")
    if not visit:
        return [case]
    numbers = conn.execute(
        select(CaseRow.number).where(CaseRow.visit == visit, CaseRow.undone == 0).order_by(CaseRow.n)
    )
    return [find(conn, number, desk.now).case for number in numbers.scalars()] or [case]


def _receipt(cases: Sequence[Case], office: Office, desk: Desk) -> Receipt:
    first = cases[0]
    return Receipt(
        room=_room_name(office),
        room_phone=written_phone(str(office.here.get("phone", ""))),
        room_address=str(office.here.get("address", "")),
        room_hours=_hours(office),
        cases=tuple(_case_line(case, office) for case in cases),
        marks=Marks(desk.now, desk.clerk.name, office.sample, sum(_printed(case, "receipt") for case in cases) + 1),
        visited_at=_moment(first.get("received_at")),
        reporter=masked_name(str(first.reporter.get("name", ""))),
        address="" if first.get("confidential") else str(first.get("address")),
        clerk=desk.clerk.name,
    )


def _case_line(case: Case, office: Office) -> CaseLine:
    order = case.lead
    due = case.limits.get((case.round, "solved")) or case.limits.get((case.round, "answer"))
    answered = next(
        (step.fields.get("answer", "") for step in case.steps if step.act == "answer" and step.effective), ""
    )
    return CaseLine(
        order.number if order else case.number, str(case.get("summary")), str(case.words.get("words") or ""),
        office.unit_name(order.unit) if order else "", _moment(due[-1]["until"]) if due else None,
        adopted_first(case.adopted, str(answered)),
    )  # fmt: skip
