"""The journal entry: what one act added, as facts; hashed, sent and kept as it was written (design: sync).

An entry is a header line and one line per fact, all UTF-8 JSON. The header holds the BLAKE2b digest of each fact's
line, and the entry's hash is the BLAKE2b digest of the header. A fact that a reader may not see, or that was erased,
is absent (`None`), and the hash still verifies.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from reception.domain.clock import Id, milliseconds, to_text
from reception.domain.errors import Damaged, InvalidInput

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_FACTS = 500
DIGEST_SIZE = 32

DISTRICT_SCOPE = "district"
ERASED = "erased"
"""The district's act by which facts of an entry are erased, and the entity under which it says which."""


def case_scope(case_id: Id) -> str:
    """The scope of everything that goes where the case goes."""
    return f"case:{case_id}"


def room_scope(code: str) -> str:
    """The scope of what stays with one room and the district (residents, visits)."""
    return f"room:{code}"


_NO_BASE: Mapping[str, Sequence[Id]] = {}


class Fact(NamedTuple):
    """One thing an act adds: fields of an entity.

    `base` names, per changed field, the entry ids whose values the clerk's screen showed (the heads).
    """

    entity: str
    entity_id: Id
    scope: str
    fields: Mapping[str, Any]
    base: Mapping[str, Sequence[Id]] = _NO_BASE

    @property
    def aggregate(self) -> tuple[str, Id]:
        """What is folded as one: the case for all facts of a case's scope, else the entity itself."""
        if self.scope.startswith("case:"):
            return "case", Id(self.scope[5:])
        return self.entity, self.entity_id


@dataclass(frozen=True, slots=True)
class Entry:
    """A sealed entry. `header` and `lines` are the very bytes that were written; the rest is read from them.

    `hlc` orders and nothing else; `at` is the machine's time in UTC text; `clock_offset` is the last known
    difference to the server's clock in milliseconds, or None; `prev_hash` is the hash of the entry before it on the
    same device, hex, or "" for a device's first; `signature` is the district's Ed25519 over `header`, or None.
    """

    id: Id
    device: Id
    seq: int
    prev_hash: str
    hlc: int
    at: str
    clock_offset: int | None
    clerk: str
    act: str
    gesture: Id
    schema: int
    digests: tuple[str, ...]
    header: bytes
    lines: tuple[bytes | None, ...]
    facts: tuple[Fact | None, ...]
    hash: str
    signature: bytes | None = None

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands in a fold."""
        return self.hlc, self.id

    @property
    def seen(self) -> Iterable[Fact]:
        """The facts that are here."""
        return [fact for fact in self.facts if fact is not None]

    @property
    def size(self) -> int:
        """Bytes of header and lines."""
        return len(self.header) + sum(len(line) for line in self.lines if line is not None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new entry stands: its device, the entry before it, and the clocks."""

    device: Id
    seq: int
    prev_hash: str
    hlc: int
    at: datetime
    clock_offset: int | None = None


def next_hlc(last: int, now: datetime) -> int:
    """The hybrid clock: above everything seen, near the present when the clock is right."""
    return max(last + 1, milliseconds(now) << 16)


def digest(data: bytes) -> str:
    """BLAKE2b-256, hex."""
    return hashlib.blake2b(data, digest_size=DIGEST_SIZE).hexdigest()


def fresh_salts(count: int) -> Sequence[str]:
    """64 random bits each, so that nobody guesses an erased fact from its digest."""
    drawn = os.urandom(8 * count).hex()
    return [drawn[start : start + 16] for start in range(0, len(drawn), 16)]


def seal(
    entry_id: Id, place: Place, clerk: str, act: str, gesture: Id, facts: Sequence[Fact],
    salts: Callable[[int], Sequence[str]] = fresh_salts,
) -> Entry:  # fmt: skip
    """Write an entry. Raises InvalidInput when it would be over 256 KB or 500 facts.

    `salts` is given only for the sample, whose entries are the same everywhere.
    """
    if len(facts) > MAX_FACTS:
        raise InvalidInput(f"一次操作最多 {MAX_FACTS} 项，请分次办理", english=f"at most {MAX_FACTS} facts in one act")
    lines = tuple(orjson.dumps((*fact, salt)) for fact, salt in zip(facts, salts(len(facts)), strict=True))
    at = to_text(place.at)
    digests = tuple(map(digest, lines))
    header = orjson.dumps({
        "id": entry_id, "device": place.device, "seq": place.seq, "prev_hash": place.prev_hash, "hlc": place.hlc,
        "at": at, "clock_offset": place.clock_offset, "clerk": clerk, "act": act, "gesture": gesture,
        "schema": SCHEMA, "facts": digests,
    })  # fmt: skip
    entry = Entry(
        entry_id, place.device, place.seq, place.prev_hash, place.hlc, at, place.clock_offset, clerk, act, gesture,
        SCHEMA, digests, header, lines, tuple(facts), digest(header),
    )  # fmt: skip
    if entry.size > MAX_BYTES:
        raise InvalidInput(
            "内容过长，一次最多 256 KB，请删减或改为附件", english="over 256 KB in one act: shorten it or attach a file"
        )
    return entry


def parse(header: bytes, lines: Sequence[bytes | None], signature: bytes | None = None) -> Entry:
    """Read an entry from its bytes. Raises Damaged when they are not an entry or a line does not match its digest."""
    return _parse(header, lambda _: lines, signature)


def restore(header: bytes, lines: Mapping[int, bytes], signature: bytes | None = None) -> Entry:
    """Read a kept entry whose lines are named by position; those missing are absent. Raises Damaged."""
    return _parse(header, lambda count: [lines.get(position) for position in range(count)], signature)


LinesOf = Callable[[int], Sequence[bytes | None]]


def _parse(header: bytes, lines_of: LinesOf, signature: bytes | None) -> Entry:
    head, lines = checked(header, lines_of)
    try:
        return Entry(
            Id(str(head["id"])), Id(str(head["device"])), int(head["seq"]), str(head["prev_hash"]), int(head["hlc"]),
            str(head["at"]), head["clock_offset"], str(head["clerk"]), str(head["act"]), Id(str(head["gesture"])),
            int(head["schema"]), tuple(head["facts"]), header, lines,
            tuple(None if line is None else read_fact(line) for line in lines), digest(header), signature,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_entry(error) from error


def checked(header: bytes, lines_of: LinesOf) -> tuple[Mapping[str, Any], tuple[bytes | None, ...]]:
    """What a header says, and the lines (`lines_of` so many), which match its digests; what they say is not read.

    Raises Damaged.
    """
    try:
        head = orjson.loads(header)
        digests = head["facts"]
        lines = tuple(lines_of(len(digests)))
        if len(digests) != len(lines):
            raise Damaged("记录不完整：事实数与表头不符", english="the number of facts differs from the header")
        for expected, line in zip(digests, lines, strict=True):
            if line is not None and digest(line) != expected:
                raise Damaged("记录校验不符，内容被改动或损坏", english="a fact does not match its digest")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_entry(error) from error
    return head, lines


def _no_entry(error: Exception) -> Damaged:
    return Damaged("记录无法读取，格式损坏", english=f"not a journal entry: {type(error).__name__}")


def without(entry: Entry, positions: Collection[int]) -> Entry:
    """The entry with the facts at these positions absent."""
    return replace(
        entry,
        lines=tuple(None if place in positions else line for place, line in enumerate(entry.lines)),
        facts=tuple(None if place in positions else fact for place, fact in enumerate(entry.facts)),
    )


def read_fact(line: bytes) -> Fact:
    """A fact from its line, unchecked."""
    entity, entity_id, scope, fields, base, *_ = orjson.loads(line)
    return Fact(str(entity), Id(str(entity_id)), str(scope), dict(fields), dict(base))
