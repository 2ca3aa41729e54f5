"""An emergency: whom to call, in order; then the case with what was called when, and its order, as one gesture."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reception.desk.commands import RegisterVisit
from reception.desk.desk import Acting, Desk
from reception.desk.office import Office
from reception.desk.orders import dispatch_in
from reception.desk.register import open_cases
from reception.desk.steps import step_in
from reception.desk.visits import forget_draft
from reception.domain.changed import Changed
from reception.domain.clock import Id, to_text
from reception.domain.identity import written_phone
from reception.domain.lifecycle import Act

LATE_WHY = "险情先联系处置，后补录"
MOST_PROJECTS = 3


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody to call: what he is, his name and phone, and the unit he belongs to (its code, or "")."""

    role: str
    name: str
    phone: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CallMade:
    """A call: to whom, whether he answered, and when."""

    who: OnDuty
    reached: bool
    at: datetime


@dataclass(frozen=True)
class EmergencySaved:
    """The case's number, its order's when it was handed to a unit, and what changed."""

    number: str
    order: str
    changed: Changed


def people_on_duty(desk: Desk, compound: str = "") -> list[OnDuty]:
    """Whom to call, in order: this room's roster, then the project's lead, the property company, the grid.

    Without a compound the projects and companies of this room's compounds. Everybody stands once, by phone, with the
    unit that any of the lists gives.
    """
    with desk.read() as conn:
        office = desk.office(conn)
    found: dict[str, OnDuty] = {}
    for person in _people(office, compound):
        known = found.setdefault(person.phone, person)
        if not known.unit:
            found[person.phone] = replace(known, unit=person.unit)
    found.pop("", None)
    return list(found.values())


def _people(office: Office, compound: str) -> Iterator[OnDuty]:
    units = _units_by_phone(office)
    roster = [duty for duty in office.all("duty").values() if duty.get("room") == office.room]
    for duty in sorted(roster, key=lambda duty: (int(duty.get("rank") or 99), str(duty.get("role", "")))):
        yield _person(duty, units.get(str(duty.get("phone")), ""))
    near = [office.all("compound").get(compound, {})] if compound else _compounds_of_room(office)
    for code in _codes(near, "project"):
        project = office.all("project").get(code, {})
        contractor = next((str(section.get("contractor") or "") for section in project.get("sections") or ()), "")
        yield _person({"role": "项目负责人", **(project.get("lead") or {})}, contractor)
    for code in _codes(near, "property"):
        yield from _company(office, code)
    for code in _codes(near, "grid") if compound else ():
        yield from (_person(person, "") for person in office.all("grid").get(code, {}).get("people") or ())


def _person(fields: Mapping[str, Any], unit: str) -> OnDuty:
    role, name, phone = (str(fields.get(name) or "") for name in ("role", "name", "phone"))
    return OnDuty(role, name, phone, unit)


def _company(office: Office, code: str) -> Iterator[OnDuty]:
    unit = office.all("unit").get(code, {})
    yield OnDuty("物业公司", str(unit.get("name") or code), str(unit.get("phone") or ""), code)
    for contact in unit.get("contacts") or ():
        yield _person(contact, code)


def _units_by_phone(office: Office) -> dict[str, str]:
    return {
        str(person.get("phone")): code
        for code, unit in office.all("unit").items()
        for person in (*(unit.get("contacts") or ()), unit)
    }


def _compounds_of_room(office: Office) -> list[Mapping[str, Any]]:
    return [compound for compound in office.all("compound").values() if compound.get("room") == office.room]


def _codes(compounds: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    codes = dict.fromkeys(str(compound[name]) for compound in compounds if compound.get(name))
    return list(codes)[:MOST_PROJECTS]


def register_emergency(
    desk: Desk, command: RegisterVisit, calls: Sequence[CallMade], *, unit: str = "", draft: Id | None = None
) -> EmergencySaved:
    """Register an emergency that was called about already, and hand it to a unit when one is named.

    `command.received_at` is when it reached the room. The first who answered makes the first contact; every other
    call stands in the timeline with its own time. What is written more than two hours later says so by itself.
    """
    cases = [replace(case, urgency="emergency") for case in command.cases]
    with desk.acting() as acting:
        gesture = acting.new_id()
        late = command.received_at is not None and acting.is_late(command.received_at)
        written = replace(command, cases=cases, late_why=LATE_WHY if late else "")
        _, numbers = open_cases(acting, written, gesture=gesture)
        acting.done()
        contact = next((call for call in calls if call.reached), None)
        for call in calls:
            act = Act.FIRST_CONTACT if call is contact else Act.PROGRESS
            step_in(acting, acting.find(numbers[0]), act, _call_fields(acting, call, act), gesture)
        order = ""
        if unit:
            order = dispatch_in(acting, acting.find(numbers[0]), unit, Act.DISPATCH, extra={}, gesture=gesture).order
        forget_draft(acting, draft)
        return EmergencySaved(numbers[0], order, acting.done())


def _call_fields(acting: Acting, call: CallMade, act: Act) -> dict[str, str]:
    outcome = "接通" if call.reached else "未接通"
    who = " ".join(filter(None, (call.who.role, call.who.name, written_phone(call.who.phone))))
    fields = {"at": to_text(call.at), "by": acting.desk.clerk.name, "note": f"{who}：{outcome}"}
    if act is Act.FIRST_CONTACT:
        fields["way"] = "phone"
    if acting.is_late(call.at):
        fields["late_why"] = LATE_WHY
    return fields
