"""A message from elsewhere about a case that is open here already: found, and written into that case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from reception.desk.alike import alike_cases
from reception.desk.commands import RegisterVisit, Who
from reception.desk.desk import Acting, Desk, amended
from reception.desk.register import Origin, party, place_of, speaker, visit_fact
from reception.domain import lifecycle
from reception.domain.alike import About, Nearness, common_share, nearness
from reception.domain.case import Case
from reception.domain.clock import Id, to_text
from reception.domain.deadlines import Limit
from reception.domain.entry import Fact, case_scope
from reception.domain.lifecycle import OPEN, Act
from reception.domain.text import clean
from reception.store.tables import CaseRow, PartyRow

WORDS_LONGEST = 5000
MOST_COMPARED = 5
SAME_PERSON_WORDS = 0.35
SAME_HOME_WORDS = 0.5
"""How much of the words must agree when person and place do, and when only the home does."""
_SHOWN_DIGITS = 7
"""Digits that a masked phone must show, 139****0000, before it tells anything."""
_MOVED = ("solved", "answer", "follow_up")


@dataclass(frozen=True, slots=True)
class Link:
    """An open case here that a message is about: its number, its summary, and why, in Chinese and English."""

    number: str
    summary: str
    reason: tuple[str, str]


def find_link(desk: Desk, command: RegisterVisit) -> Link | None:
    """The open case that somebody's message is surely about; None when there is none, or it is not sure.

    Sure is: the same person (the phone, as far as it is shown, and the surname), at the same place as far as it is
    known, in like words; or the same home in very like words. Everything else is left to the clerk.
    """
    with desk.read() as conn:
        office = desk.office(conn)
        place = place_of(office, command)
        words = _words(command)
        about = About(place.compound, place.building, place.entrance, place.home, command.cases[0].category, words)
        near = [case.number for case in alike_cases(desk, about, most=MOST_COMPARED).cases]
        rows = {row.number: row for row in (*_by_number(conn, near), *_by_phone(conn, command.resident.phone))}
        mine = [row for row in rows.values() if row.room == office.room]
        scored = [(score, row) for row in mine if (score := _likeness(conn, command, about, row)) is not None]
        if not scored:
            return None
        (_, reason), best = max(scored, key=lambda pair: (pair[0][0], pair[1].n))
        return Link(best.number, best.summary, reason)


def any_open(conn: Connection) -> bool:
    """Whether there is anything a message could be about."""
    query = select(CaseRow.n).where(CaseRow.status.in_(OPEN), CaseRow.undone == 0).limit(1)
    return conn.execute(query).first() is not None


def _words(command: RegisterVisit) -> str:
    return "\n".join(f"{case.summary}\n{case.words}" for case in command.cases)


def _by_number(conn: Connection, numbers: Sequence[str]) -> Sequence[Any]:
    return conn.execute(select(CaseRow.__table__).where(CaseRow.number.in_(numbers))).all() if numbers else ()


def _by_phone(conn: Connection, phone: str) -> Sequence[Any]:
    """Open cases in which somebody with this phone speaks; the stars of a masked one may be any digit."""
    if sum(sign.isdigit() for sign in phone) < _SHOWN_DIGITS:
        return ()
    begin = phone.partition("*")[0]
    like = (PartyRow.phone >= begin, PartyRow.phone < begin + ":", PartyRow.phone.like(phone.replace("*", "_")))
    speaks = select(PartyRow.case_id).where(*like, func.length(PartyRow.phone) == len(phone))
    query = select(CaseRow.__table__).where(CaseRow.id.in_(speaks), CaseRow.status.in_(OPEN), CaseRow.undone == 0)
    return conn.execute(query.order_by(CaseRow.n.desc()).limit(MOST_COMPARED)).all()


def _likeness(
    conn: Connection, command: RegisterVisit, about: About, row: Any
) -> tuple[float, tuple[str, str]] | None:  # fmt: skip
    """How surely a message is about a case, and why; None when it is not sure."""
    there = About(row.compound, row.building, row.entrance, row.home)
    share = common_share(about.words, f"{row.summary}\n{row.words}")
    near = nearness(about, there)
    parties = conn.execute(select(PartyRow.name, PartyRow.phone).where(PartyRow.case_id == row.id)).all()
    person = any(same_person(command.resident, other.name, other.phone) for other in parties)
    if person and share >= SAME_PERSON_WORDS and _may_be_one_place(about, there):
        return 1 + share, ("同一人、说法相近", "the same person, similar words")
    if near is Nearness.HOME and share >= SAME_HOME_WORDS:
        return share, ("同一户、说法相近", "the same home, similar words")
    return None


def _may_be_one_place(one: About, other: About) -> bool:
    """Whether no step that both name differs."""
    steps = ("compound", "building", "entrance", "home")
    return all(
        getattr(one, step) == getattr(other, step) for step in steps if getattr(one, step) and getattr(other, step)
    )


def same_person(who: Who, name: str, phone: str) -> bool:
    """Whether name and phone may be this person's: masked signs fit any, what both show agrees, a phone decides."""
    if not who.phone or len(who.phone) != len(phone):
        return False
    shown = [(a, b) for a, b in zip(who.phone, phone, strict=True) if "*" not in (a, b)]
    if len(shown) < _SHOWN_DIGITS or any(a != b for a, b in shown):
        return False
    return not (who.name and name) or who.name[0] == name[0] or "*" in (who.name[0], name[0])


def link_in(acting: Acting, number: str, command: RegisterVisit, origin: Origin, gesture: Id) -> Case:
    """Write a message into an open case: its number, its words, its limit, and who spoke when it is somebody new.

    It counts as brought again 重复 when it was said after the case had come here, else as a supplement 补充.
    """
    case = acting.find(number).case
    lifecycle.check(Act.TOUCH, case.status_at(to_text(acting.now)), acting.desk.clerk.post)
    scope, visit = case_scope(case.id), acting.new_id()
    at = to_text(command.received_at or acting.now)
    how = "repeat" if at > str(case.get("received_at")) else "supplement"
    person, facts = speaker(acting, command.resident)
    known = [fields.values() for fields in case.parties.values()]
    if (person.name or person.phone) and not any(_is(command.resident, other) for other in known):
        given = {name: value for name, value in party("co", person).items() if value}
        facts.append(Fact("party", acting.new_id(), scope, given))
    facts += [
        visit_fact(acting, visit, command.channel, person, command.received_at or acting.now),
        Fact("touch", visit, scope, {"how": how, "channel": command.channel, "at": at, "visit": visit}),
        Fact("reference", acting.new_id(), scope, {
            "issuer": origin.issuer, "number": origin.number, "raw": dict(origin.raw),
        }),
    ]  # fmt: skip
    words = clean("\n".join(_sayings(command)), "words", WORDS_LONGEST)
    limits = _limits(acting, case, origin)
    if limits:
        due = {"sender_due_at": to_text(origin.due_at)} if origin.due_at else {}
        facts.append(amended("case", case.id, scope, case.core, due))
    fields = {"how": how, "channel": command.channel, "words": words, "at": at}
    facts.append(acting.step(case.id, Act.TOUCH, fields, limits))
    acting.add(Act.TOUCH, facts, gesture)
    acting.done()
    return case


def _is(who: Who, party_values: Any) -> bool:
    name, phone = str(party_values.get("name") or ""), str(party_values.get("phone") or "")
    return same_person(who, name, phone) or (not who.phone and who.name == name)


def _sayings(command: RegisterVisit) -> Iterable[str]:
    return dict.fromkeys(text for case in command.cases for text in (case.summary, case.words) if text)


def _limits(acting: Acting, case: Case, origin: Origin) -> list[Limit]:
    """The sender's date in place of ours, on the clocks that still run (domain: 来单时限 wins)."""
    if origin.due_at is None:
        return []
    running = {str(limit["clock"]) for limit in case.running()}
    fields = case.core.values() | {"sender_due_at": to_text(origin.due_at)}
    found = acting.limits(Act.REGISTER, fields, acting.now)
    return [limit for limit in found if limit.clock in _MOVED and limit.clock in running]
