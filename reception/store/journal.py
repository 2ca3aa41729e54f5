"""The journal and the only writer of rows.

`record` appends entries and, in the same transaction, folds again each aggregate they touch and puts its rows in
place. Acts, imports, the feed, undo, repair and upgrades all pass through it (architecture: one way through).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Row, Table, delete, func, select
from sqlalchemy.sql.elements import ColumnElement

from reception.domain.case import Case, fold_case
from reception.domain.changed import Changed, Key
from reception.domain.clock import Clock, Id
from reception.domain.entry import ERASED, Entry, Fact, Place, fresh_salts, next_hlc, read_fact, restore, seal, without
from reception.domain.fold import Part, Record, fold_record, parts
from reception.store import bulk, rows
from reception.store.driver import run, run_many
from reception.store.tables import EntryRow, FactRow, MasterRow, SettingRow, fact_n, facts_of_entry

_ENTRY: Table = EntryRow.__table__
_SETTING: Table = SettingRow.__table__


# settings


def setting(conn: Connection, key: str, default: Any = None) -> Any:
    """What this PC noted under a key."""
    return settings(conn, (key,)).get(key, default)


def settings(conn: Connection, keys: Sequence[str]) -> dict[str, Any]:
    """What this PC noted under these keys; those never noted are missing."""
    marks = ", ".join("?" * len(keys))
    found = run(conn, f"SELECT key, value FROM setting WHERE key IN ({marks})", tuple(keys))  # noqa: S608
    return {key: orjson.loads(value) if isinstance(value, str) else value for key, value in found}


def note(conn: Connection, key: str, value: Any) -> None:
    """Note something of this PC."""
    notes(conn, {key: value})


def notes(conn: Connection, values: Mapping[str, Any]) -> None:
    """Note several things of this PC."""
    bulk.add(conn, _SETTING, [{"key": key, "value": value} for key, value in values.items()], over="key")


# writing


UNMERGED = "unmerged"
"""The setting that counts the saves since the search index was last merged."""

_ACTS_NEED = ("device", "hlc", "clock_offset", "master_version", "letter")


@dataclass(frozen=True)
class Author:
    """Whose chain entries are sealed on when it is not this PC's own: a sample device, with its clock and salts."""

    device: Id
    clock: Clock
    salts: Callable[[int], Sequence[str]]


@dataclass
class Writing:
    """One transaction's acts: seals entries on this device's chain and records them together.

    `flush` is called by the store at the end, and by an act that must read what it just wrote. `cases` are those that
    this transaction folded, as they stand now; `fresh` are ids given since the last flush: no entry speaks of them yet.
    """

    conn: Connection
    clock: Clock
    clerk: str
    author: Author | None = None
    changed: Changed = field(default_factory=Changed)
    cases: dict[Id, Case] = field(default_factory=dict)
    fresh: set[Id] = field(default_factory=set)
    _waiting: list[Entry] = field(default_factory=list)
    _head: tuple[int, str] | None = None
    _hlc: int = 0

    def new_id(self) -> Id:
        """A fresh id."""
        fresh = self.clock.new_id()
        self.fresh.add(fresh)
        return fresh

    def add(self, act: str, facts: Sequence[Fact], gesture: Id | None = None) -> Entry:
        """Seal one act. Raises InvalidInput when it is too large."""
        if self._head is None:
            self._begin()
        now = self.clock.now()
        self._hlc = next_hlc(self._hlc, now)
        seq, prev_hash = self._head or (0, "")
        device = self.author.device if self.author else Id(self.known["device"])
        place = Place(device, seq + 1, prev_hash, self._hlc, now, self.known.get("clock_offset"))
        entry_id = self.clock.new_id()
        salts = self.author.salts if self.author else fresh_salts
        entry = seal(entry_id, place, self.clerk, str(act), gesture or entry_id, facts, salts)
        self._head = (entry.seq, entry.hash)
        self._waiting.append(entry)
        return entry

    @property
    def _head_key(self) -> str:
        return f"head:{self.author.device}" if self.author else "head"

    @cached_property
    def known(self) -> Mapping[str, Any]:
        """What this PC has noted that an act needs, as it was when the transaction began: read at once."""
        return settings(self.conn, (*_ACTS_NEED, self._head_key))

    def _begin(self) -> None:
        seq, prev_hash = self.known.get(self._head_key, (0, ""))
        self._head = (int(seq), str(prev_hash))
        self._hlc = int(self.known.get("hlc", 0))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """One act of many in this transaction: when it raises, nothing of it stays, and the others go on."""
        self.flush()
        before = (self.changed, dict(self.cases), self._head, self._hlc)
        try:
            with self.conn.begin_nested():
                yield
                self.flush()
        except BaseException:
            self.changed, self.cases, self._head, self._hlc = before
            self._waiting = []
            raise

    def flush(self, *, held: bool = False) -> Changed:
        """Record what was added since the last flush; `held` when the server has it by nature (the sample's own)."""
        if self._waiting:
            head = {self._head_key: list(self._head or ())}
            self.changed |= record(self.conn, self._waiting, held=held, sealed=Sealed(self.cases, head, self.fresh))
            self._waiting, self.fresh = [], set()
        return self.changed


class Sealed(NamedTuple):
    """Entries that were sealed in this very transaction, so that none of them is here: what goes with recording them.

    `cases` is given the cases they touch, as they stand then; `noted` is noted of this PC; of what is `fresh` nothing
    is here.
    """

    cases: dict[Id, Case]
    noted: Mapping[str, Any]
    fresh: Collection[Id] = ()


def record(conn: Connection, entries: Sequence[Entry], *, held: bool = False, sealed: Sealed | None = None) -> Changed:
    """Append entries and fold what they touch. Entries that are here already are passed over.

    `held` marks them as held by the server. Must run inside a write transaction.
    """
    if sealed is not None:
        return _take(conn, entries, held, sealed)
    entries = _spared(conn, entries)
    new = _unknown(conn, entries)
    erased = _erasures(new)
    changed = _fill(conn, entries, new) | _take(conn, new, held, Sealed({}, {}))
    return changed | _erase(conn, erased) if erased else changed


def _take(conn: Connection, new: Sequence[Entry], held: bool, sealed: Sealed) -> Changed:
    """Append entries that are not here, and fold what they touch."""
    if not new:
        return Changed()
    touched = parts(new)
    known = _known(conn, [key[1] for key in touched if key[1] not in sealed.fresh])
    _append(conn, new, held)
    return _fold(conn, new, touched, known, sealed)


def _fold(
    conn: Connection, entries: Sequence[Entry], touched: Mapping[Key, Sequence[Part]], known: set[Id], sealed: Sealed
) -> Changed:
    """Fold what these entries touch; `touched` is the whole story of what is not `known`."""
    before = settings(conn, ("hlc", "master_version", UNMERGED))
    hlc = max(before.get("hlc", 0), *(entry.hlc for entry in entries))
    noted = {**sealed.noted, "hlc": hlc, UNMERGED: before.get(UNMERGED, 0) + 1}
    stories = {key: story for key, story in touched.items() if key[1] not in known}
    stories |= load_stories(conn, [key for key in touched if key[1] in known])
    sealed.cases.update(write_stories(conn, stories, known))
    if any(rows.is_master(kind) for kind, _ in touched):
        noted["master_version"] = before.get("master_version", 0) + 1
    notes(conn, noted)
    return Changed(frozenset(touched))


# facts that come late, or go


def _fill(conn: Connection, entries: Sequence[Entry], new: Sequence[Entry]) -> Changed:
    """Facts that were absent when their entry first came (another case of the same visit was handed over since)."""
    late = {entry.id for entry in entries} - {entry.id for entry in new}
    filled = [found for entry in entries if entry.id in late and (found := _absent(conn, entry)) is not None]
    touched = parts(filled)
    known = _known(conn, [key[1] for key in touched])
    for entry in filled:
        _append_facts(conn, [(_number(conn, entry.id), entry)])
    return _fold(conn, filled, touched, known, Sealed({}, {})) if filled else Changed()


def _absent(conn: Connection, entry: Entry) -> Entry | None:
    """The entry with only those facts that are not here; None when all are."""
    query = select(FactRow.position).join(EntryRow.__table__, facts_of_entry()).where(EntryRow.id == entry.id)
    here = set(conn.execute(query).scalars())
    missing = {place for place, fact in enumerate(entry.facts) if fact is not None} - here
    return without(entry, set(range(len(entry.facts))) - missing) if missing else None


def _number(conn: Connection, entry_id: Id) -> int:
    return int(conn.execute(select(EntryRow.n).where(EntryRow.id == entry_id)).scalar_one())


def _spared(conn: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those facts that the district had erased."""
    gone = {row.id: row.detail for row in _erased_rows(conn, [entry.id for entry in entries])}
    return [without(entry, set(gone[entry.id]["facts"])) if entry.id in gone else entry for entry in entries]


def _erased_rows(conn: Connection, ids: Sequence[Id]) -> list[Row[Any]]:
    if run(conn, "SELECT 1 FROM master WHERE kind = ? LIMIT 1", (ERASED,)).fetchone() is None:
        return []
    found: list[Row[Any]] = []
    for piece in rows.pieces(ids):
        query = select(MasterRow.id, MasterRow.detail).where(MasterRow.kind == ERASED, MasterRow.id.in_(piece))
        found += conn.execute(query)
    return found


def _erasures(entries: Sequence[Entry]) -> dict[Id, set[int]]:
    """What these entries erase: only the district may."""
    found: dict[Id, set[int]] = {}
    for entry in entries:
        for fact in entry.seen if entry.signature is not None and entry.act == ERASED else ():
            found.setdefault(fact.entity_id, set()).update(fact.fields["facts"])
    return found


def _erase(conn: Connection, erased: Mapping[Id, set[int]]) -> Changed:
    """Delete the facts' bytes, and fold what they spoke of without them."""
    touched: dict[Key, list[Part]] = {}
    for entry in load_entries(conn, EntryRow.id.in_(list(erased))):
        touched |= parts([without(entry, set(range(len(entry.facts))) - erased[entry.id])])
        n = _number(conn, entry.id)
        conn.execute(delete(FactRow).where(FactRow.n.in_([fact_n(n, position) for position in erased[entry.id]])))
    stories = load_stories(conn, list(touched))
    rows.remove(conn, [key for key, story in stories.items() if not story])
    left = {key: story for key, story in stories.items() if story}
    write_stories(conn, left, {key[1] for key in left})
    return Changed(frozenset(touched))


def write_stories(conn: Connection, stories: Mapping[Key, Sequence[Part]], known: set[Id]) -> dict[Id, Case]:
    """Fold these stories and put their rows in place. Returns the cases among them."""
    cases = {key[1]: fold_case(key[1], story) for key, story in stories.items() if key[0] == "case"}
    if cases:
        rows.write_cases(conn, [rows.rows_of_case(case) for case in cases.values()], known)
    rows.write_records(conn, [fold_record(*key, story) for key, story in stories.items() if key[0] != "case"])
    return cases


def _unknown(conn: Connection, entries: Sequence[Entry]) -> list[Entry]:
    held = here(conn, "entry", "id", [entry.id for entry in entries])
    new: dict[str, Entry] = {entry.id: entry for entry in entries if entry.id not in held}
    return list(new.values())


def _known(conn: Connection, aggregates: Sequence[Id]) -> set[Id]:
    return {Id(item) for item in here(conn, "fact", "aggregate", aggregates)}


def here(conn: Connection, table: str, column: str, ids: Sequence[str]) -> set[str]:
    """Which of these ids or hashes stand in a table's column."""
    found: set[str] = set()
    for piece in rows.pieces(ids):
        marks = ", ".join("?" * len(piece))
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({marks})"  # noqa: S608 - names of our own
        values = tuple(bytes.fromhex(item) for item in piece)
        found.update(value.hex() for (value,) in run(conn, query, values))
    return found


def _append(conn: Connection, entries: Sequence[Entry], held: bool) -> None:
    first = (run(conn, "SELECT max(n) FROM entry").fetchone()[0] or 0) + 1
    numbered = list(enumerate(entries, first))
    bulk.add(
        conn,
        _ENTRY,
        [
            {
                "n": n, "id": e.id, "device": e.device, "seq": e.seq, "prev_hash": e.prev_hash or None,
                "hash": e.hash, "hlc": e.hlc, "at": e.at, "clerk": e.clerk, "act": e.act, "gesture": e.gesture,
                "header": e.header, "signature": e.signature, "held": int(held),
            }
            for n, e in numbered
        ],
    )  # fmt: skip
    _append_facts(conn, numbered)


def _append_facts(conn: Connection, numbered: Sequence[tuple[int, Entry]]) -> None:
    facts: list[tuple[int, int, int, str, bytes, bytes]] = []
    for n, entry in numbered:
        for position, (fact, line) in enumerate(zip(entry.facts, entry.lines, strict=True)):
            if fact is not None and line is not None:
                kind, aggregate = fact.aggregate
                facts.append((fact_n(n, position), n, position, kind, bytes.fromhex(aggregate), line))
    run_many(conn, _PUT_FACT, facts)


_PUT_FACT = "INSERT INTO fact (n, entry_n, position, kind, aggregate, line) VALUES (?, ?, ?, ?, ?, ?)"


# reading


def among_latest(most: int) -> ColumnElement[bool]:
    """That an entry is among the latest so many: read from the journal's end, whatever its length."""
    return EntryRow.n > select(func.max(EntryRow.n)).scalar_subquery() - most


def load_stories(conn: Connection, keys: Sequence[Key]) -> dict[Key, list[Part]]:
    """What the journal says about these aggregates."""
    stories: dict[Key, list[Part]] = {key: [] for key in keys}
    for piece in rows.pieces([key[1] for key in keys]):
        marks = ", ".join("?" * len(piece))
        query = f"{_FACTS} WHERE f.aggregate IN ({marks}) {_IN_ORDER}"
        for key, part in _to_parts(run(conn, query, tuple(map(bytes.fromhex, piece)))):
            stories.setdefault(key, []).append(part)
    return stories


def all_stories(conn: Connection) -> Iterator[tuple[Key, list[Part]]]:
    """Every aggregate with its story, one after the other."""
    for key, found in groupby(_to_parts(run(conn, f"{_FACTS} {_IN_ORDER}")), itemgetter(0)):
        yield key, [part for _, part in found]


_FACTS = """
    SELECT f.entry_n, f.kind, f.aggregate, f.line, e.id, e.hlc, e.at, e.clerk, e.act, e.gesture, e.device
    FROM fact f JOIN entry e ON e.n = f.entry_n
"""
_IN_ORDER = "ORDER BY f.aggregate, f.n"


def _to_parts(found: Iterable[Sequence[Any]]) -> Iterator[tuple[Key, Part]]:
    """Of rows in order, what each entry says about each aggregate."""
    for (_, kind, aggregate), of_one in groupby(found, itemgetter(0, 1, 2)):
        mine = list(of_one)
        entry_id, hlc, at, clerk, act, gesture, device = mine[0][4:]
        facts = tuple(read_fact(row[3]) for row in mine)
        part = Part(Id(entry_id.hex()), hlc, at, clerk, act, Id(gesture.hex()), Id(device.hex()), facts)
        yield (kind, Id(aggregate.hex())), part


def load_case(conn: Connection, case_id: Id) -> Case:
    """A case with its whole timeline; `exists` is False when there is no such case."""
    key = ("case", case_id)
    return fold_case(case_id, load_stories(conn, [key])[key])


def load_record(conn: Connection, kind: str, record_id: Id) -> Record:
    """Anything but a case, folded."""
    key = (kind, record_id)
    return fold_record(kind, record_id, load_stories(conn, [key])[key])


def load_entries(conn: Connection, where: Any) -> list[Entry]:
    """Whole entries as they were written, in order of arrival."""
    found = conn.execute(
        select(EntryRow.n, EntryRow.header, EntryRow.signature).where(where).order_by(EntryRow.n)
    ).all()
    lines: dict[int, dict[int, bytes]] = {}
    for piece in rows.pieces([row.n for row in found]):
        query = (
            select(FactRow.entry_n, FactRow.position, FactRow.line)
            .join(EntryRow.__table__, facts_of_entry())
            .where(EntryRow.n.in_(piece))
        )
        for entry_n, position, line in conn.execute(query).all():
            lines.setdefault(entry_n, {})[position] = line
    return [restore(row.header, lines.get(row.n, {}), row.signature) for row in found]
