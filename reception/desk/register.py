"""Register a visit: who came, what was said, and the cases it opens or touches."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from reception.desk.commands import CallBack, NewCase, RegisterVisit, Who
from reception.desk.desk import AHEAD, Acting, Desk
from reception.domain import categories, identity, numbering
from reception.domain.address import Address
from reception.domain.clock import DISTRICT_ZONE, Id, to_text
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Act
from reception.domain.text import clean, clean_line, clean_name
from reception.store.journal import Changed
from reception.store.tables import CaseRow, ResidentRow

SUMMARY_LENGTH = 30
WORDS_LONGEST = 20_000
_HONORIFIC = re.compile(r"(先生|女士|小姐|大爷|大妈|大娘|阿姨|师傅|同志|老师|某某?|\*+)$")


@dataclass(frozen=True)
class Registered:
    """What a registration gave: the visit, the numbers of its cases, and what changed."""

    visit: Id
    numbers: tuple[str, ...]
    changed: Changed


@dataclass(frozen=True)
class _Person:
    """Who speaks, checked."""

    name: str
    phone: str
    id_number: str
    resident: Id | None


def register_visit(desk: Desk, command: RegisterVisit) -> Registered:
    """Register a visit and open its cases. Raises InvalidInput naming the field."""
    with desk.acting() as acting:
        visit, numbers = open_cases(acting, command)
        return Registered(visit, numbers, acting.done())


def open_cases(acting: Acting, command: RegisterVisit, extra: Sequence[Fact] = ()) -> tuple[Id, tuple[str, ...]]:
    """Add the one entry of a visit with its cases to the transaction; `extra` facts go with it."""
    if not command.cases:
        raise InvalidInput("至少写一件诉求", english="at least one case is needed", field="cases")
    received = _received(acting, command.received_at)
    person, facts = _person(acting, command.resident)
    place = _place(acting, command)
    visit = acting.new_id()
    facts.append(_visit_fact(acting, visit, command, person, received))
    serial = highest_serial(acting)
    numbers = []
    for at, case in enumerate(command.cases):
        number, serial = next_number(acting, serial)
        facts += _case_facts(acting, command, case, f"cases[{at}]", number, visit, person, place, received)
        numbers.append(number)
    acting.add(Act.REGISTER, [*facts, *extra])
    return visit, tuple(numbers)


def _received(acting: Acting, given: datetime | None) -> datetime:
    if given is not None and given > acting.now + AHEAD:
        raise InvalidInput("来访时间晚于现在，请核对", english="this time is still to come", field="received_at")
    return given or acting.now


def _person(acting: Acting, who: Who) -> tuple[_Person, list[Fact]]:
    name = clean_name(who.name, "resident.name")
    phone = identity.phone_as_given(who.phone, "resident.phone") if who.phone else ""
    number = identity.id_number(who.id_number, "resident.id_number") if who.id_number else ""
    if not name or not phone or "*" in phone or _HONORIFIC.search(name):
        return _Person(name, phone, number, None), []
    known = same_resident(acting, name, phone)
    if known is not None:
        return _Person(name, phone, number, known), []
    resident = acting.new_id()
    fields = {"name": name, "phone": phone} | ({"id_number": number} if number else {})
    return _Person(name, phone, number, resident), [Fact("resident", resident, acting.room_scope, fields)]


def same_resident(acting: Acting, name: str, phone: str) -> Id | None:
    """The resident with this very name and phone, the oldest when there are several."""
    query = (
        select(ResidentRow.id, ResidentRow.same_as)
        .where(ResidentRow.phone == phone, ResidentRow.name == name, ResidentRow.undone == 0)
        .order_by(ResidentRow.n)
    )
    row = acting.conn.execute(query).first()
    return None if row is None else Id(row.same_as or row.id)


def _place(acting: Acting, command: RegisterVisit) -> Address:
    given = command.address
    if not given.compound:
        return acting.office.place(clean_line(command.address_text, "address_text"))
    compound = clean_line(given.compound, "address.compound")
    parts = [clean_line(getattr(given, name), f"address.{name}", 20) for name in ("building", "entrance", "home")]
    code = acting.office.addresses.code_of(compound)
    return Address(code or "", *parts, text="" if code else "-".join(part for part in (compound, *parts) if part))


def _visit_fact(acting: Acting, visit: Id, command: RegisterVisit, person: _Person, received: datetime) -> Fact:
    fields: dict[str, Any] = {
        "channel": command.channel,
        "received_at": to_text(received),
        "clerk": acting.desk.clerk.code,
    }
    if person.resident:
        fields["resident"] = person.resident
    return Fact("visit", visit, acting.room_scope, fields)


def highest_serial(acting: Acting) -> int:
    """The highest serial of today and this device's letter."""
    day = acting.now.astimezone(DISTRICT_ZONE).date()
    prefix = f"{acting.office.room}-{day:%y%m%d}-{acting.office.letter}"
    query = select(CaseRow.number).where(CaseRow.number >= prefix, CaseRow.number < prefix + "~")
    numbers = [numbering.parse_number(number) for number in acting.conn.execute(query).scalars()]
    return max((number.serial for number in numbers if number.letter == acting.office.letter), default=0)


def next_number(acting: Acting, highest: int) -> tuple[str, int]:
    """The next case number above a serial, and its serial."""
    day = acting.now.astimezone(DISTRICT_ZONE).date()
    serial = numbering.next_serial(acting.office.room, day, acting.office.letter, highest)
    return numbering.case_number(acting.office.room, day, acting.office.letter, serial), serial


def _case_facts(
    acting: Acting, command: RegisterVisit, case: NewCase, at: str, number: str, visit: Id, person: _Person,
    place: Address, received: datetime,
) -> list[Fact]:  # fmt: skip
    case_id = acting.new_id()
    scope = case_scope(case_id)
    words = clean(case.words, f"{at}.words", WORDS_LONGEST)
    if not words:
        raise InvalidInput("请写下居民说的话", english="write down what the resident said", field=f"{at}.words")
    core = _core(acting, command, case, at, words, place)
    core |= {"number": number, "room": acting.office.room, "visit": visit, "received_at": to_text(received)}
    limits = acting.limits(Act.REGISTER, core["voice"], core["urgency"], received)
    return [
        Fact("case", case_id, scope, {name: value for name, value in core.items() if value}),
        Fact("words", case_id, scope, {"words": words}),
        *_parties(acting, scope, person, command.call_back),
        Fact("touch", visit, scope, {"how": "first", "channel": command.channel, "at": to_text(received)}),
        acting.step(case_id, Act.REGISTER, {"at": to_text(received)}, limits),
    ]


def _core(
    acting: Acting, command: RegisterVisit, case: NewCase, at: str, words: str, place: Address
) -> dict[str, Any]:
    category = clean_line(case.category, f"{at}.category", 60)
    compound: Mapping[str, Any] = acting.office.all("compound").get(place.compound, {})
    kind = command.place_kind or ("home" if place.home else "")
    return {
        "voice": case.voice,
        "category": category,
        "urgency": case.urgency or categories.default_urgency(category),
        "summary": clean_line(case.summary, f"{at}.summary", 200) or summary_of(words),
        "wants": clean_line(case.wants, f"{at}.wants", 200),
        "place_kind": kind,
        "compound": place.compound,
        "building": place.building,
        "entrance": place.entrance,
        "home": place.home,
        "address": acting.office.addresses.place_text(place),
        "grid": compound.get("grid", ""),
        "project": compound.get("project", ""),
        "at_home_when": clean_line(command.at_home_when, "at_home_when", 100),
        "confidential": command.confidential,
        "channel": command.channel,
    }


def _parties(acting: Acting, scope: str, person: _Person, call_back: CallBack | None) -> list[Fact]:
    reporter = {"role": "reporter", "name": person.name, "phone": person.phone, "id_number": person.id_number}
    if person.resident:
        reporter["resident"] = person.resident
    parties = [reporter] if person.name or person.phone else []
    if call_back is not None:
        parties.append({
            "role": "proxy",
            "name": clean_name(call_back.name, "call_back.name"),
            "phone": identity.phone_as_given(call_back.phone, "call_back.phone") if call_back.phone else "",
            "relation": clean_line(call_back.relation, "call_back.relation", 40),
            "hours": clean_line(call_back.hours, "call_back.hours", 100),
            "way": clean_line(call_back.way, "call_back.way", 40),
            "call_back": "yes",
        })
    return [
        Fact("party", acting.new_id(), scope, {name: value for name, value in party.items() if value})
        for party in parties
    ]


def summary_of(words: str) -> str:
    """A one-line 事由 from the words: the first sentence, cut at 30 characters."""
    first = re.split(r"[。！？!?；;\n]", words.strip(), maxsplit=1)[0].strip() or words.strip()
    return first if len(first) <= SUMMARY_LENGTH else first[: SUMMARY_LENGTH - 1] + "…"
