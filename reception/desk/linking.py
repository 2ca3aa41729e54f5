"""A message from elsewhere about a case that is open here already: found, and written into that case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.commands import RegisterVisit, Who
from reception.desk.desk import Acting, amended
from reception.desk.office import Office
from reception.desk.register import Origin, party, place_of, speaker, visit_fact
from reception.domain import lifecycle
from reception.domain.address import Address
from reception.domain.alike import common_share
from reception.domain.case import Case, fold_case
from reception.domain.clock import Id, from_text, to_text
from reception.domain.deadlines import Limit
from reception.domain.entry import Fact, case_scope
from reception.domain.lifecycle import OPEN, Act
from reception.domain.text import clean
from reception.store.journal import load_stories
from reception.store.rows import pieces
from reception.store.tables import CaseRow, PartyRow

WORDS_LONGEST = 5000
SAME_PERSON_WORDS = 0.35
SAME_HOME_WORDS = 0.5
"""How much of the words must agree when person and place do, and when only the home does."""
_SHOWN_DIGITS = 7
"""Digits that a masked phone must show, 139****0000, before it tells anything."""
_TAIL = 4
"""The last digits, which masked phones show, too."""
_MOVED = ("solved", "answer", "follow_up")
_PRESSING = ("emergency", "urgent")
_STEPS = ("compound", "building", "entrance", "home")
_COLUMNS = tuple(getattr(CaseRow, name) for name in ("id", "number", "summary", "words", *_STEPS))
_Found = tuple[float, Any, tuple[str, str]]
"""How sure, the case's row, and why."""


@dataclass(frozen=True, slots=True)
class Link:
    """An open case here that a message is about: its number, its summary, and why, in Chinese and English."""

    number: str
    summary: str
    reason: tuple[str, str]


class OpenCases:
    """The cases that are open here at one moment, to look messages up in: read once for a whole list."""

    def __init__(self, conn: Connection, office: Office) -> None:
        self._office = office
        self._by_home: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        self._by_phone: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
        is_open = (CaseRow.status.in_(OPEN), CaseRow.undone == 0, CaseRow.room == office.room)
        rows = {row.id: row for row in conn.execute(select(*_COLUMNS).where(*is_open))}
        for row in rows.values():
            if row.home:
                self._by_home[_home(row)].append(row)
        speak = select(PartyRow.case_id, PartyRow.name, PartyRow.phone).where(PartyRow.phone != "")
        for speaks in conn.execute(speak.join(CaseRow.__table__, CaseRow.id == PartyRow.case_id).where(*is_open)):
            self._by_phone[speaks.phone[-_TAIL:]].append((speaks, rows[speaks.case_id]))

    def link(self, command: RegisterVisit) -> Link | None:
        """The open case that somebody's message is surely about; None when there is none, or it is not sure.

        Sure is: the same person (the phone, as far as it is shown, and the surname), at the same place as far as it is
        known, in like words; or the same home in very like words. All else is left to the clerk. Raises InvalidInput.
        """
        place, words = place_of(self._office, command), _words(command)
        found = [*self._of_person(command.resident, place, words), *self._of_home(place, words)]
        if not found:
            return None
        _, best, reason = max(found, key=lambda each: (each[0], each[1].number))
        return Link(best.number, best.summary, reason)

    def _of_person(self, who: Who, place: Address, words: str) -> Iterator[_Found]:
        for speaks, row in self._by_phone.get(who.phone[-_TAIL:], ()) if who.phone else ():
            if same_person(who, speaks.name, speaks.phone) and _may_be_one_place(place, row):
                share = common_share(words, f"{row.summary}\n{row.words}")
                if share >= SAME_PERSON_WORDS:
                    yield 1 + share, row, ("同一人、说法相近", "the same person, similar words")

    def _of_home(self, place: Address, words: str) -> Iterator[_Found]:
        for row in self._by_home.get(_home(place), ()) if place.compound and place.home else ():
            share = common_share(words, f"{row.summary}\n{row.words}")
            if share >= SAME_HOME_WORDS:
                yield share, row, ("同一户、说法相近", "the same home, similar words")


def _home(at: Any) -> tuple[str, ...]:
    return tuple(getattr(at, step) for step in _STEPS)


def _words(command: RegisterVisit) -> str:
    return "\n".join(f"{case.summary}\n{case.words}" for case in command.cases)


def _may_be_one_place(one: Address, other: Any) -> bool:
    """Whether no step that both name differs."""
    return all(a == b for a, b in zip(_home(one), _home(other), strict=True) if a and b)


def same_person(who: Who, name: str, phone: str) -> bool:
    """Whether name and phone may be this person's: masked signs fit any, what both show agrees, a phone decides."""
    if not who.phone or len(who.phone) != len(phone):
        return False
    shown = [(a, b) for a, b in zip(who.phone, phone, strict=True) if "*" not in (a, b)]
    if len(shown) < _SHOWN_DIGITS or any(a != b for a, b in shown):
        return False
    return not (who.name and name) or who.name[0] == name[0] or "*" in (who.name[0], name[0])


class Linking:
    """The open cases that a batch of messages goes into, read at once and as they stand while it is written."""

    def __init__(self, acting: Acting, numbers: Iterable[str]) -> None:
        self._acting = acting
        self._cases = _cases(acting.conn, list(dict.fromkeys(numbers)))
        self._touched: set[Id] = set()

    def take(self, number: str, command: RegisterVisit, origin: Origin, gesture: Id) -> Case:
        """Write a message into a case; the second about one case sees what the first wrote."""
        case = self._cases.get(number) or self._acting.find(number).case
        if case.id in self._touched:
            self._acting.done()
            self._touched.clear()
        case = self._cases[number] = self._acting.writing.cases.get(case.id, case)
        _link_in(self._acting, case, command, origin, gesture)
        self._touched.add(case.id)
        return case


def _cases(conn: Connection, numbers: Sequence[str]) -> dict[str, Case]:
    """The cases of these numbers; those that were taken back are left out."""
    ids: dict[str, Id] = {}
    for piece in pieces(numbers):
        query = select(CaseRow.number, CaseRow.id).where(CaseRow.number.in_(piece), CaseRow.undone == 0)
        ids |= {row.number: Id(row.id) for row in conn.execute(query)}
    stories = load_stories(conn, [("case", case_id) for case_id in ids.values()])
    return {number: fold_case(case_id, stories["case", case_id]) for number, case_id in ids.items()}


def _link_in(acting: Acting, case: Case, command: RegisterVisit, origin: Origin, gesture: Id) -> None:
    """Add a message about an open case: its number, its words, its limit, and who spoke when it is somebody new.

    It counts as brought again 重复 when it was said after the case had come here, else as a supplement 补充.
    """
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
    if origin.due_at is not None:
        facts.append(amended("case", case.id, scope, case.core, {"sender_due_at": to_text(origin.due_at)}))
    fields = {"how": how, "channel": command.channel, "words": words, "at": at}
    facts.append(acting.step(case.id, Act.TOUCH, fields, limits))
    acting.add(Act.TOUCH, facts, gesture)


def _is(who: Who, party_values: Any) -> bool:
    name, phone = str(party_values.get("name") or ""), str(party_values.get("phone") or "")
    return same_person(who, name, phone) or (not who.phone and who.name == name)


def _sayings(command: RegisterVisit) -> Iterable[str]:
    return dict.fromkeys(text for case in command.cases for text in (case.summary, case.words) if text)


def _limits(acting: Acting, case: Case, origin: Origin) -> list[Limit]:
    """The sender's date in place of ours, on the clocks that still run (domain: 来单时限 wins).

    What is pressing stays so: of an emergency or an urgent case the earlier date stands.
    """
    if origin.due_at is None:
        return []
    running = {str(limit["clock"]): from_text(limit["until"]) for limit in case.running()}
    fields = case.core.values() | {"sender_due_at": to_text(origin.due_at)}
    moved = [limit for limit in acting.limits(Act.REGISTER, fields, acting.now) if limit.clock in _MOVED]
    found = [limit for limit in moved if limit.clock in running]
    pressing = case.get("urgency") in _PRESSING
    return [limit for limit in found if not pressing or limit.until < running[limit.clock]]
