"""Entries as they arrive: read, and judged by who wrote them and where they may go; never by what they say.

What cannot be read or may not be taken is held all the same and said so (`set_aside`); others flow on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reception.district.holders import Holders
from reception.district.office import District
from reception.district.signing import is_signed
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, MAX_BYTES, MAX_FACTS, Entry, Fact, digest, room_scope
from reception.domain.errors import Damaged
from reception.domain.fold import UNDOES
from reception.sync.messages import Parcel

_MAX_INT = 2**63 - 1
_HEX = re.compile("[0-9a-f]*")


class Author(NamedTuple):
    """A device as a push finds it: its room ("" for the district), and how many branches its journal has."""

    device: Id
    room: str
    branches: int


@dataclass
class Arrival:
    """A parcel of a push. `entry` is None when it could not be read; `why` says why it is set aside, if it is."""

    parcel: Parcel
    hash: str
    entry: Entry | None
    why: str = ""
    branch: int = 0

    @cached_property
    def cases(self) -> set[Id]:
        """The cases it speaks of. Asked only when it is known what of it was erased."""
        return cases_of(self.entry) if self.entry is not None else set()


def read(parcel: Parcel) -> Arrival:
    """Open a parcel. What is no entry comes back without one."""
    entry = None
    try:
        opened = parcel.open()
        entry = opened if _is_sound(opened) else None
    except (Damaged, RecursionError, OverflowError):
        pass
    if entry is None:
        return Arrival(parcel, digest(parcel.header), None, "unreadable")
    return Arrival(parcel, entry.hash, entry)


def _is_sound(entry: Entry) -> bool:
    ids = {entry.id, entry.device, entry.gesture, *(fact.entity_id for fact in entry.seen), *cases_of(entry)}
    numbers_fit = 0 <= entry.seq <= _MAX_INT and 0 <= entry.hlc <= _MAX_INT
    has_place = entry.prev_hash == "" or is_hex(entry.prev_hash, 64)
    return numbers_fit and has_place and all(len(item) == 32 for item in ids) and is_hex("".join(ids), 32 * len(ids))


def is_hex(text: str, digits: int) -> bool:
    """Whether the text is so many lower-case hex digits."""
    return len(text) == digits and _HEX.fullmatch(text) is not None


def case_of(fact: Fact) -> Id | None:
    """The case whose scope a fact is in."""
    return Id(fact.scope[5:]) if fact.scope.startswith("case:") else None


def cases_of(entry: Entry) -> set[Id]:
    """The cases an entry speaks of."""
    scopes = {fact.scope for fact in entry.seen}
    return {Id(scope[5:]) for scope in scopes if scope.startswith("case:")}


def opens(entry: Entry, case: Id) -> bool:
    """Whether the entry opens the case: it says which room's it is."""
    return any(fact.entity == "case" and fact.entity_id == case and "room" in fact.fields for fact in entry.seen)


def judge_author(arrival: Arrival, district: District, authors: Mapping[Id, Author], room: str) -> None:
    """Put away what the pushing device's room has no business to bring: it is held, but is no entry of the journal."""
    entry = arrival.entry
    if entry is None:
        return
    if entry.device == district.device:
        why = "" if is_signed(district.signer.public_key, entry.header, entry.signature) else "not_signed"
    else:
        author = authors.get(entry.device)
        why = "" if author is not None and author.room == room else "not_its_device"
    if not why and (entry.size > MAX_BYTES or len(entry.lines) > MAX_FACTS):
        why = "too_large"
    if why:
        put_away(arrival, why)


def put_away(arrival: Arrival, why: str) -> None:
    """Hold it outside the journal."""
    arrival.entry, arrival.why = None, why


def judge_scope(arrival: Arrival, district: District, room: str, holders: Holders) -> None:
    """Set aside, within the journal, what reaches beyond its room; note the cases it opens."""
    entry = arrival.entry
    if entry is None or entry.device == district.device:
        return
    for case in sorted(arrival.cases):
        if holders.now(case) is None and opens(entry, case):
            holders.open(case, room)
    for scope in dict.fromkeys(fact.scope for fact in entry.seen):
        arrival.why = arrival.why or _trespass(scope, room, holders)


def _trespass(scope: str, room: str, holders: Holders) -> str:
    if scope.startswith("case:"):
        case = Id(scope[5:])
        holder = holders.now(case)
        if holder in (None, room):
            return ""
        return "handed_over_before" if room in holders.rooms(case) else "not_its_case"
    if scope == room_scope(room):
        return ""
    return "district_scope" if scope == DISTRICT_SCOPE else "other_scope"


class Ask(NamedTuple):
    """A transfer that asks the district to hand a case over."""

    entry: Entry
    case: Id
    room: str


def asks(arrivals: list[Arrival]) -> list[Ask]:
    """The transfers that these entries ask and do not take back again, in order."""
    asked: dict[str, Ask] = {}
    taken_back: dict[str, Ask] = {}
    for entry in (a.entry for a in arrivals if a.entry is not None and not a.why):
        for fact in entry.seen:
            undone = str(fact.fields[UNDOES]) if UNDOES in fact.fields else ""
            if undone in asked:
                taken_back[entry.id] = asked.pop(undone)
            elif undone in taken_back:
                ask = taken_back.pop(undone)
                asked[ask.entry.id] = ask
            elif fact.entity == "step" and fact.fields.get("act") == "transfer" and case_of(fact) is not None:
                asked[entry.id] = Ask(entry, Id(fact.scope[5:]), str(fact.fields.get("room", "")))
    return list(asked.values())
