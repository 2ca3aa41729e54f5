"""What must hold once everything has come to rest (design: sync, Properties to test). Raises Lost with what does not.

The expectations are computed here from the entries alone, by rules written down a second time; not by the code that
is under test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from faults.pc import Lost, Pc
from sqlalchemy import Table, select, true

from reception.district.tables import ATTACHMENT, ENTRY
from reception.district.verify import verify as verify_server
from reception.domain.entry import ERASED, Entry, Fact, parse
from reception.domain.fold import UNDOES, Fields
from reception.store import rows
from reception.store.journal import load_case, load_entries
from reception.store.verify import verify as verify_room
from reception.sync.files import named
from reception.sync.messages import lines_of

if TYPE_CHECKING:
    from faults.world import World

DISTRICT = ""


def alive(world: World) -> dict[str, str]:
    """The entries (id and hash) that must be everywhere in the end: the server's, and what any PC can hand back."""
    found = {entry.id: entry.hash for entry in on_server(world)}
    for pc in world.pcs:
        for entry in on_pc(pc):
            if entry.signature is not None or world.rooms.get(entry.device) == pc.room:
                found[entry.id] = entry.hash
    return found


def on_server(world: World) -> list[Entry]:
    """Every entry of the server's journal."""
    with world.server.district.database.reading() as conn:
        query = select(ENTRY.c.header, ENTRY.c.body, ENTRY.c.signature)
        return [
            parse(bytes(row.header), lines_of(bytes(row.body)), bytes.fromhex(row.signature) if row.signature else None)
            for row in conn.execute(query)
        ]


def on_pc(pc: Pc) -> list[Entry]:
    """Every entry of a PC's journal."""
    with pc.store.read() as conn:
        return load_entries(conn, true())


def check(world: World, before: Mapping[str, str]) -> None:
    """All of it."""
    journal = Journal(world, {entry.id: entry for entry in on_server(world)})
    _must_be_empty("lost at the server", (id_ for id_, hash_ in before.items() if journal.hash_of(id_) != hash_))
    _must_be_empty("found damaged at the server", _failed(verify_server(world.server.district)))
    _must_be_empty("numbers given twice", journal.numbers_given_twice())
    for pc in world.pcs:
        forgot = set().union(*(other.forgot for other in world.pcs if other.room == pc.room))
        gone = forgot - journal.entries.keys()  # by a bad sector, and nowhere else either: a gap in the room's chains
        failed = [item for item in _failed(verify_room(pc.store)) if not (gone and item.name == "chain")]
        _must_be_empty(f"found damaged at {pc.name}", failed)
        journal.check_pc(pc)
        _check_heads(pc, journal.by_pc[pc.name].values())
    journal.check_erased()
    _check_files(world, journal)
    for room in {pc.room for pc in world.pcs}:
        _must_be_alike([pc for pc in world.pcs if pc.room == room])


def _failed(checks: Iterable[Any]) -> Iterator[Any]:
    return (item for item in checks if not item.ok)


def _must_be_empty(what: str, found: Iterable[Any]) -> None:
    listed = list(found)
    if listed:
        raise Lost(f"{what}: {len(listed)}, such as {listed[:3]}")


# who should have what


@dataclass
class Journal:
    """The server's journal, and who may see what of it."""

    world: World
    entries: Mapping[str, Entry]
    rooms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    holder: dict[str, str] = field(default_factory=dict)
    by_pc: dict[str, Mapping[str, Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries.values():
            for fact in entry.seen:
                if fact.entity == "case" and "room" in fact.fields and self._author(entry) != DISTRICT:
                    self._hold(fact.entity_id, self._author(entry))
        for entry in sorted(self.entries.values(), key=lambda item: item.order):
            for fact in entry.seen:
                if fact.fields.get("act") == "handed_over" and entry.signature is not None:
                    self._hold(fact.scope[5:], str(fact.fields["room"]))

    def _hold(self, case: str, room: str) -> None:
        self.rooms[case].add(room)
        self.holder[case] = room

    def _author(self, entry: Entry) -> str:
        return DISTRICT if entry.signature is not None else self.world.rooms[entry.device]

    def hash_of(self, entry_id: str) -> str:
        """The hash under which the server holds an entry."""
        return self.entries[entry_id].hash if entry_id in self.entries else ""

    def numbers_given_twice(self) -> Iterator[str]:
        """Numbers of cases and orders that stand on two of them."""
        owners: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries.values():
            for fact in entry.seen:
                if fact.entity in ("case", "order") and "number" in fact.fields:
                    owners[str(fact.fields["number"])].add(fact.entity_id)
        return (number for number, ids in owners.items() if len(ids) > 1)

    def check_pc(self, pc: Pc) -> None:
        """A PC has every fact that its room must see, as it was written, and none that it must not."""
        here = self.by_pc[pc.name] = {entry.id: entry for entry in on_pc(pc)}
        for entry in self.entries.values():
            kept = here.get(entry.id)
            for place, fact in enumerate(entry.facts):
                line = kept.lines[place] if kept is not None else None
                if fact is not None and self._must_see(pc.room, entry, fact) and line != entry.lines[place]:
                    raise Lost(f"{pc.name} ({pc.room}) lacks {fact.entity} of {fact.scope} in {entry.act} {entry.id}")
        for kept in here.values():
            hidden = [fact for fact in kept.seen if not self._may_see(pc.room, kept, fact)]
            _must_be_empty(f"shown to {pc.name} ({pc.room}) of another room", (fact.scope for fact in hidden))
        _must_be_empty(f"at {pc.name} and not at the server", here.keys() - self.entries.keys())

    def check_erased(self) -> None:
        """What the district had erased is nowhere: not its words, not its files."""
        files: set[str] = set()
        for fact in (f for e in self.entries.values() if e.act == ERASED and e.signature for f in e.seen):
            files.update(fact.fields["files"])
            for where in (self.entries, *self.by_pc.values()):
                kept = where.get(fact.entity_id)
                left = [place for place in fact.fields["facts"] if kept is not None and kept.facts[place] is not None]
                _must_be_empty(f"erased and still there of {fact.entity_id}", left)
        for pc in self.world.pcs:
            _must_be_empty(f"erased and still a file at {pc.name}", files & set(pc.store.attachments.names()))

    def _must_see(self, room: str, entry: Entry, fact: Fact) -> bool:
        author = self._author(entry)
        if author == room:
            return True
        if not fact.scope.startswith("case:"):
            return author == DISTRICT and fact.scope in ("district", f"room:{room}")
        case = fact.scope[5:]
        concerned = room in self.rooms[case] and author in self.rooms[case] | {DISTRICT}
        return concerned and (fact.entity == "step" or self.holder[case] == room)

    def _may_see(self, room: str, entry: Entry, fact: Fact) -> bool:
        author = self._author(entry)
        if author == room or not fact.scope.startswith("case:"):
            return (author in (room, DISTRICT) and fact.scope in ("district", f"room:{room}")) or author == room
        case = fact.scope[5:]
        return room in self.rooms[case] and author in self.rooms[case] | {DISTRICT}


# attachments


def _check_files(world: World, journal: Journal) -> None:
    """Whoever sees a case has its attachments, when anybody who sees it still has them."""
    with world.server.district.database.reading() as conn:
        query = select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.held == ATTACHMENT.c.size)
        there = set(conn.execute(query).scalars())
    for pc in world.pcs:
        seen = set(named(fact for entry in journal.by_pc[pc.name].values() for fact in entry.seen))
        here = set(pc.store.attachments.names())
        _must_be_empty(f"attachments of {pc.name} not at the server", seen & here - there)
        _must_be_empty(f"attachments not at {pc.name} ({pc.room})", seen & there - here)


# what the PCs of a room show


_TABLES: Sequence[Table] = (rows.CASES, *rows.CASE_TABLES, *rows.RECORD_TABLES.values(), rows.MASTER)


def shown(pc: Pc) -> dict[str, list[str]]:
    """Every folded row of a PC, by table."""
    found = {}
    with pc.store.read() as conn:
        for table in _TABLES:
            columns = [column for column in table.c if column.name != "n"]
            found[table.name] = sorted(repr(tuple(row)) for row in conn.execute(select(*columns)))
    return found


def _must_be_alike(pcs: Sequence[Pc]) -> None:
    first = shown(pcs[0])
    for other in pcs[1:]:
        for name, lines in shown(other).items():
            different = set(lines) ^ set(first[name])
            _must_be_empty(f"rows of {name} differ between {pcs[0].name} and {other.name}", sorted(different))


# two versions


def _check_heads(pc: Pc, entries: Iterable[Entry]) -> None:
    """A value that no other builds on is a head, and every head is kept (design: sync, base)."""
    stories: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for case in {fact.scope[5:] for fact in entry.seen if fact.scope.startswith("case:")}:
            stories[case].append(entry)
    for case, story in stories.items():
        facts = [(entry, fact) for entry in story for fact in entry.seen if fact.scope == f"case:{case}"]
        if any(UNDOES in fact.fields or fact.fields.get("act") == "set_aside" for _, fact in facts):
            continue
        with pc.store.read() as conn:
            folded = load_case(conn, case)  # type: ignore[arg-type]
        places: dict[tuple[str, str], Fields] = {("case", case): folded.core, ("words", case): folded.words}
        places |= {("party", key): fields for key, fields in folded.parties.items()}
        for key, fields in places.items():
            _check_place(
                pc, key, fields, [(entry, fact) for entry, fact in facts if (fact.entity, fact.entity_id) == key]
            )


def _check_place(pc: Pc, key: tuple[str, str], fields: Fields, facts: Sequence[tuple[Entry, Fact]]) -> None:
    for name in {name for _, fact in facts for name in fact.fields}:
        written = {entry.id for entry, fact in facts if name in fact.fields}
        built_on = {base for _, fact in facts for base in fact.base.get(name, ())}
        if set(fields.heads(name)) != written - built_on:
            raise Lost(f"{pc.name} shows {fields.heads(name)} of {key} {name}, not {sorted(written - built_on)}")
