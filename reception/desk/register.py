"""Register a visit: who came, what was said, and the cases it opens or touches."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from reception.desk.commands import CallBack, NewCase, RegisterVisit, Who
from reception.desk.desk import AHEAD, Acting, Desk
from reception.desk.office import Office
from reception.desk.same_person import eldest
from reception.domain import identity, numbering
from reception.domain.address import Address, bare
from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE, Id, to_text
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import Conflict, InvalidInput
from reception.domain.forms import MOST_SPEAKERS
from reception.domain.lifecycle import Act
from reception.domain.text import clean, clean_line, clean_name, half_width
from reception.store.driver import run

SUMMARY_LENGTH = 30
WORDS_LONGEST = 20_000
REPRESENTATIVES = MOST_SPEAKERS
MOST_HEADS = 9999
FIRST, THEIR_NUMBER = "cases[0]", "their_number"
_HONORIFIC = re.compile(r"(先生|女士|小姐|大爷|大妈|大娘|阿姨|师傅|同志|老师|某某?|\*+)$")


@dataclass(frozen=True)
class Registered:
    """What a registration gave: the visit, the numbers of its cases, and what changed."""

    visit: Id
    numbers: tuple[str, ...]
    changed: Changed


@dataclass(frozen=True)
class Origin:
    """Where a case came from when it was somebody else's: their number, their date, their reply, the row as it was.

    A case that came with a reply is history: closed on arrival, outside the rates.
    """

    issuer: str
    number: str
    raw: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None
    reply: str = ""
    reply_at: datetime | None = None


@dataclass(frozen=True)
class Speaker:
    """Who speaks, checked; `resident` is the record of a person known by name and phone."""

    name: str
    phone: str
    id_number: str
    resident: Id | None


def register_visit(desk: Desk, command: RegisterVisit) -> Registered:
    """Register a visit and open its cases. Raises InvalidInput naming the field."""
    with desk.acting() as acting:
        visit, numbers = open_cases(acting, command)
        return Registered(visit, numbers, acting.done())


def open_cases(
    acting: Acting, command: RegisterVisit, origin: Origin | None = None, gesture: Id | None = None
) -> tuple[Id, tuple[str, ...]]:
    """Add the one entry of a visit with its cases to the transaction."""
    if not command.cases:
        raise InvalidInput("至少写一件诉求", english="at least one case is needed", field="cases")
    received = _received(acting, command.received_at)
    person, facts = speaker(acting, command.resident)
    others, more = _others(acting, command)
    facts += more
    place = place_of(acting.office, command)
    visit = acting.new_id()
    facts.append(visit_fact(acting, visit, command.channel, person, received))
    numbers = []
    for at, case in enumerate(command.cases):
        opening = _Opening(
            acting, command, case, f"cases[{at}]", next_number(acting), visit, (person, *others), place, received
        )
        facts += _case_facts(opening, origin)
        numbers.append(opening.number)
    acting.add(Act.REGISTER, facts, gesture)
    return visit, tuple(numbers)


def _received(acting: Acting, given: datetime | None) -> datetime:
    if given is not None and given > acting.now + AHEAD:
        raise InvalidInput("来访时间晚于现在，请核对", english="this time is still to come", field="received_at")
    return given or acting.now


def _others(acting: Acting, command: RegisterVisit) -> tuple[tuple[Speaker, ...], list[Fact]]:
    """The other representatives of a group, with the facts of those who are new here."""
    if not 0 <= command.headcount <= MOST_HEADS:
        raise InvalidInput(f"人数应为 0 至 {MOST_HEADS}", english=f"a number up to {MOST_HEADS}", field="headcount")
    if len(command.others) >= REPRESENTATIVES:
        raise InvalidInput(
            f"代表最多 {REPRESENTATIVES} 人（含反映人）", english="at most five representatives in all", field="others"
        )
    people, facts = [], []
    for at, who in enumerate(command.others):
        person, new = speaker(acting, who, f"others[{at}]")
        people.append(person)
        facts += new
    return tuple(people), facts


def speaker(acting: Acting, who: Who, at: str = "resident") -> tuple[Speaker, list[Fact]]:
    """Who speaks, and the fact that makes a record of him when name and phone are new here.

    A form of address, or a phone without a name, is never enough to match a person. Raises InvalidInput naming `at`.
    """
    name = clean_name(who.name, f"{at}.name")
    phone = identity.speaker_phone(who.phone, f"{at}.phone") if who.phone else ""
    number = identity.id_number(who.id_number, f"{at}.id_number") if who.id_number else ""
    if not name or not phone or "*" in phone or _HONORIFIC.search(name):
        return Speaker(name, phone, number, None), []
    known = acting.people.get((name, phone)) or same_resident(acting, name, phone)
    if known is not None:
        return Speaker(name, phone, number, known), []
    resident = acting.people[name, phone] = acting.new_id()
    fields = {"name": name, "phone": phone} | ({"id_number": number} if number else {})
    return Speaker(name, phone, number, resident), [Fact("resident", resident, acting.room_scope, fields)]


def same_resident(acting: Acting, name: str, phone: str) -> Id | None:
    """The resident with this very name and phone, the oldest when there are several."""
    found = run(acting.conn, _SAME_RESIDENT, (phone, name)).fetchone()
    return None if found is None else eldest(acting.conn, Id(found[0].hex()))


_SAME_RESIDENT = """
    SELECT id FROM resident WHERE phone = ? AND name = ? AND undone = 0 ORDER BY n LIMIT 1
"""  # asked for every row of an import: compiled by SQLAlchemy it was a sixth of that


def place_of(office: Office, command: RegisterVisit) -> Address:
    """Where a visit's cases are: the address in steps, completed by the line that was typed; nothing said is left out.

    Raises InvalidInput.
    """
    given = command.address
    compound = clean_line(given.compound, "address.compound")
    building, entrance, home = (
        bare(clean_line(getattr(given, name), f"address.{name}", 20)) for name in ("building", "entrance", "home")
    )
    said = clean_line(command.address_text, "address_text")
    told = office.place(said)
    code = office.addresses.code_of(compound) if compound else told.compound
    if not code and not said:  # a whole line in the first field, saved before it was read into its steps
        told = office.place(compound)
        code = told.compound
    if not code:
        return Address(text=_both(said, compound + unplaced(building, entrance, home)))
    if told.compound != code:
        return Address(code, building, entrance, home, said)
    return Address(code, building or told.building, entrance or told.entrance, home or told.home, told.text)


def _both(said: str, line: str) -> str:
    """Two ways an address was given, as one line; what only says the other again is left out."""
    if line in said or said in line:
        return max(said, line, key=len)
    return f"{said} {line}"


def unplaced(building: str, entrance: str, home: str) -> str:
    """The steps of an address whose compound is not known here, as text: `3号楼2单元501室`."""
    steps = ((building, "号楼"), (entrance, "单元"), (home, "室"))
    return "".join(step + name for step, name in steps if step)


def visit_fact(acting: Acting, visit: Id, channel: str, person: Speaker, received: datetime) -> Fact:
    """The fact of a contact: how and when, who took it, and whose record it belongs to."""
    fields: dict[str, Any] = {
        "channel": channel,
        "received_at": to_text(received),
        "clerk": acting.desk.clerk.code,
    }
    if person.resident:
        fields["resident"] = person.resident
    return Fact("visit", visit, acting.room_scope, fields)


def next_number(acting: Acting) -> str:
    """The next case number of today and this device's letter; it is used up from now on."""
    day = acting.now.astimezone(DISTRICT_ZONE).date()
    room, letter = acting.office.room, acting.office.letter
    if acting.serial is None:
        acting.serial = _highest_serial(acting.conn, room, day, letter)
    acting.serial = numbering.next_serial(room, day, letter, acting.serial)
    return numbering.case_number(room, day, letter, acting.serial)


def _highest_serial(conn: Connection, room: str, day: date, letter: str) -> int:
    """Of the longest numbers of a day the highest. Serials grow one by one, so none is longer when the next length has
    none: two look-ups, however many came before."""
    prefix = f"{room}-{day:%y%m%d}-{letter}"
    highest, length = 0, len(prefix) + _SHORTEST_TAIL
    while number := run(conn, _HIGHEST, (length, prefix + "0", prefix + ":")).fetchone()[0]:
        highest, length = numbering.parse_number(number).serial, length + 1
    return highest


_SHORTEST_TAIL = len("001-5")
_HIGHEST = "SELECT max(number) FROM cases WHERE length(number) = ? AND number >= ? AND number < ?"


@dataclass(frozen=True, slots=True)
class _Opening:
    """A case being opened in a visit."""

    acting: Acting
    command: RegisterVisit
    case: NewCase
    at: str
    number: str
    visit: Id
    people: tuple[Speaker, ...]
    place: Address
    received: datetime


def _case_facts(opening: _Opening, origin: Origin | None) -> list[Fact]:
    acting, received = opening.acting, opening.received
    case_id = acting.new_id()
    scope = case_scope(case_id)
    words = clean(opening.case.words, f"{opening.at}.words", WORDS_LONGEST)
    if not words:
        raise InvalidInput("请写下居民说的话", english="write down what the resident said", field=f"{opening.at}.words")
    core = _core(opening, words)
    start = received if origin is None else acting.now
    if origin is not None and origin.due_at is not None:
        core["sender_due_at"] = to_text(origin.due_at)
    came_closed = origin is not None and bool(origin.reply)
    limits = () if came_closed else acting.limits(Act.REGISTER, core, start)
    return [
        *core_facts(case_id, core),
        Fact("words", case_id, scope, {"words": words}),
        *_parties(acting, scope, opening.people, opening.command.call_back),
        Fact(
            "touch", opening.visit, scope,
            {"how": "first", "channel": opening.command.channel, "at": to_text(received)},
        ),
        acting.step(case_id, Act.REGISTER, {"at": to_text(received), **_late(opening.command)}, limits),
        *([] if origin is None else _origin_facts(acting, case_id, origin)),
        *(_their_number(opening, case_id) if opening.at == FIRST else ()),
    ]  # fmt: skip


def _their_number(opening: _Opening, case_id: Id) -> list[Fact]:
    """The number it has elsewhere, by the way it came. Raises Conflict when a case here has it."""
    acting, command = opening.acting, opening.command
    number = clean_line(half_width(command.their_number), THEIR_NUMBER, 60)
    if not number:
        return []
    issuer = _ISSUERS.get(command.channel, _OTHER_ISSUER)
    held = run(acting.conn, _HELD, (issuer, number)).fetchone()
    if held is not None:
        raise Conflict(
            f"{issuer} {number} 已登记为 {held[0]}", english=f"{issuer} {number} is {held[0]} here", field=THEIR_NUMBER
        )
    return [Fact("reference", acting.new_id(), case_scope(case_id), {"issuer": issuer, "number": number})]


_ISSUERS, _OTHER_ISSUER = {"hotline": "12345", "online": "网络留言"}, "其他来件"
"""Who gave a number, as when a list of theirs comes in (`intake.columns`): then it is known."""

_HELD = """
    SELECT cases.number FROM reference JOIN cases ON cases.id = reference.case_id
    WHERE issuer = ? AND reference.number = ? AND undone = 0
"""


def _late(command: RegisterVisit) -> dict[str, str]:
    why = clean_line(command.late_why, "late_why", 200)
    return {"late_why": why} if why else {}


_SAID = frozenset({"summary", "wants", "building", "entrance", "home", "address", "at_home_when"})


def core_facts(case_id: Id, fields: Mapping[str, Any]) -> list[Fact]:
    """A new case's fields, without those that are empty: what was said and where somebody lives is a fact of its own,
    so that it can be erased."""
    rest: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for name, value in fields.items():
        if value:
            (said if name in _SAID else rest)[name] = value
    return [Fact("case", case_id, case_scope(case_id), part) for part in (rest, said) if part]


def _origin_facts(acting: Acting, case_id: Id, origin: Origin) -> list[Fact]:
    reference = {"issuer": origin.issuer, "number": origin.number, "raw": dict(origin.raw)}
    facts = [Fact("reference", acting.new_id(), case_scope(case_id), reference)]
    if origin.reply:
        at = to_text(origin.reply_at) if origin.reply_at else ""
        fields = {"answer": clean(origin.reply, "reply", WORDS_LONGEST), "at": at}
        facts.append(acting.step(case_id, Act.IMPORT_CLOSED, fields))
    return facts


def _core(opening: _Opening, words: str) -> dict[str, Any]:
    acting, case, place, at = opening.acting, opening.case, opening.place, opening.at
    category = clean_line(case.category, f"{at}.category", 60)
    compound: Mapping[str, Any] = acting.office.all("compound").get(place.compound, {})
    return {
        "number": opening.number,
        "room": acting.office.room,
        "visit": opening.visit,
        "received_at": to_text(opening.received),
        "voice": case.voice,
        "category": category,
        "urgency": case.urgency or acting.office.categories.urgency_of(category),
        "summary": clean_line(case.summary, f"{at}.summary", 200) or summary_of(words),
        "wants": clean_line(case.wants, f"{at}.wants", 200),
        "item": clean_line(case.item, f"{at}.item", 60) or _item_of(acting.office, category),
        "place_kind": opening.command.place_kind or ("home" if place.home else ""),
        "compound": place.compound,
        "building": place.building,
        "entrance": place.entrance,
        "home": place.home,
        "address": acting.office.addresses.place_text(place),
        "grid": compound.get("grid", ""),
        "project": compound.get("project", ""),
        "at_home_when": clean_line(opening.command.at_home_when, "at_home_when", 100),
        "confidential": opening.command.confidential,
        "channel": opening.command.channel,
        "headcount": opening.command.headcount,
    }


def _item_of(office: Office, category: str) -> str:
    """The renovation item a category is about, or ""."""
    known = office.categories.find(category)
    return known.item if known else ""


def party(role: str, person: Speaker) -> dict[str, str]:
    """The fields of a person who speaks in a case."""
    return {
        "role": role, "name": person.name, "phone": person.phone, "id_number": person.id_number,
        "resident": person.resident or "",
    }  # fmt: skip


def _parties(acting: Acting, scope: str, people: Sequence[Speaker], call_back: CallBack | None) -> list[Fact]:
    named = [person for person in people if person.name or person.phone]
    parties = [party("co" if at else "reporter", person) for at, person in enumerate(named)]
    if call_back is not None:
        back = _back(call_back)
        if parties and not (back["name"] or back["phone"]):
            parties[0] |= {name: text for name, text in back.items() if name in ("hours", "way", "call_back")}
        else:
            parties.append(back)
    return [
        Fact("party", acting.new_id(), scope, {name: value for name, value in fields.items() if value})
        for fields in parties
    ]


def _back(call_back: CallBack) -> dict[str, str]:
    """Whom to call back, and how; without a name and a phone that is the one who speaks."""
    return {
        "role": "proxy",
        "name": clean_name(call_back.name, "call_back.name"),
        "phone": identity.speaker_phone(call_back.phone, "call_back.phone") if call_back.phone else "",
        "relation": clean_line(call_back.relation, "call_back.relation", 40),
        "hours": clean_line(call_back.hours, "call_back.hours", 100),
        "way": clean_line(call_back.way, "call_back.way", 40),
        "call_back": "yes",
    }


def summary_of(words: str) -> str:
    """A one-line 事由 from the words: the first sentence, cut at 30 characters."""
    first = re.split(r"[。！？!?；;\n]", words.strip(), maxsplit=1)[0].strip() or words.strip()
    return first if len(first) <= SUMMARY_LENGTH else first[: SUMMARY_LENGTH - 1] + "…"
