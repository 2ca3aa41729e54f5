"""Push: entries of a room's devices go into the district's journal, in one transaction (design: sync, Exchange).

The device's row is locked, what is held already is dropped, the rest is appended, the district's answers with it,
and the number that orders the feed is drawn last. The same entry again is harmless.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from reception.district.arrivals import (
    Arrival,
    Author,
    case_of,
    is_hex,
    judge_author,
    judge_scope,
    put_away,
    read,
)
from reception.district.batch import EVERYONE, Batch, lock_devices, note_device
from reception.district.branches import (
    Letter,
    Tree,
    base_of_waiting,
    letter_for_new_branch,
    letter_of_branch,
    letters_of,
)
from reception.district.caller import Caller, not_known
from reception.district.database import Among, append, put
from reception.district.erasure import erased_facts
from reception.district.handover import answer_transfers
from reception.district.holders import Holders, load_holders
from reception.district.office import District
from reception.district.setaside import say_set_aside
from reception.district.tables import ASIDE, ENTRY, FILED, HOLDING
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, SCHEMA, Entry, without
from reception.domain.errors import InvalidInput, Unavailable
from reception.sync.messages import Item, Parcel, Push, Receipt

MAX_ENTRIES = 5000
"""Entries of one push."""


def take(district: District, caller: Caller, push: Push, items: Iterable[Item]) -> Receipt:
    """Take a push in and say what is held now.

    Raises InvalidInput when it is too large, Unavailable when an entry is of a newer schema than this server's, and
    NotAllowed when the device was shown the door while it sent.
    """
    arrivals = [read(item) for item in items if isinstance(item, Parcel)]
    if len(arrivals) > MAX_ENTRIES:
        raise InvalidInput("一批记录过多", english=f"over {MAX_ENTRIES} entries in one push", field="body")
    if any(a.entry is not None and a.entry.schema > SCHEMA for a in arrivals):
        raise Unavailable(
            "区级服务器版本较旧，本机记录先留存，待服务器升级后再送",
            english="the district's server is older than these entries: they wait here until it is upgraded",
            field="schema",
        )
    return district.database.written(lambda conn: _Taking(conn, district, caller, push).take(arrivals))


_HELD = Among(select(ENTRY.c.id, ENTRY.c.hash).where(ENTRY.c.district == bindparam("own")), ENTRY.c.id)
_ASIDE = Among(select(ASIDE.c.hash, ASIDE.c.why).where(ASIDE.c.district == bindparam("own")), ASIDE.c.hash)


class _Taking:
    """One push in its transaction."""

    def __init__(self, conn: Connection, district: District, caller: Caller, push: Push) -> None:
        self.conn, self.district, self.caller, self.push = conn, district, caller, push
        self.batch = Batch(conn, district, caller.device)
        self.begun: list[Arrival] = []
        self.letters: Sequence[Letter] = ()
        self.letter = ""

    def take(self, arrivals: list[Arrival]) -> Receipt:
        tips = _tips(arrivals)
        authors = self._authors(arrivals)
        new = self._unknown(arrivals)
        self._spare(new)
        for arrival in new:
            judge_author(arrival, self.district, authors, self.caller.room)
        if not self._grow(new, authors):
            return Receipt(lacks_parent=True)
        set_aside = self._enter(new) if new else 0
        return Receipt(tips, len(new), len(arrivals) - len(new), set_aside, self.letter)

    def _authors(self, arrivals: Sequence[Arrival]) -> dict[Id, Author]:
        devices = {a.entry.device for a in arrivals if a.entry is not None} | {self.caller.device}
        found = lock_devices(self.conn, self.district, devices)
        if found[self.caller.device].revoked:
            raise not_known()
        return {device: Author(device, row.room, row.branches) for device, row in found.items()}

    # what is new

    def _unknown(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Those not held yet, each once. Another entry under a known id is put away, not dropped."""
        held = self._held([a.entry.id for a in arrivals if a.entry is not None])
        aside = self._aside([a.hash for a in arrivals])
        new: dict[str, Arrival] = {}
        for arrival in arrivals:
            entry, why = arrival.entry, aside.get(arrival.hash)
            readable_at_last = entry is not None and why == "unreadable"
            if arrival.hash in new or (why is not None and not readable_at_last):
                continue
            known = held.setdefault(entry.id, "") if entry is not None else ""
            if known == arrival.hash:
                continue
            if known:
                put_away(arrival, "same_id")
            elif entry is not None:
                held[entry.id] = arrival.hash
            new[arrival.hash] = arrival
        return list(new.values())

    def _held(self, ids: Sequence[Id]) -> dict[Id, str]:
        return {Id(row.id): row.hash for row in _HELD.rows(self.conn, ids, own=self.district.number)}

    def _aside(self, hashes: Sequence[str]) -> dict[str, str]:
        return {row.hash: row.why for row in _ASIDE.rows(self.conn, hashes, own=self.district.number)}

    def _spare(self, new: Sequence[Arrival]) -> None:
        """What was erased does not come back with a room's backup."""
        gone = erased_facts(self.conn, self.district, [a.entry.id for a in new if a.entry is not None])
        for arrival in new:
            if arrival.entry is not None and arrival.entry.id in gone:
                arrival.entry = without(arrival.entry, gone[arrival.entry.id])

    # where it grows

    def _grow(self, new: Sequence[Arrival], authors: Mapping[Id, Author]) -> bool:
        """Put each on its device's tree. False when a parent is missing and the device did not ask to go on."""
        by_device: dict[Id, list[Arrival]] = {}
        for arrival in new:
            if arrival.entry is not None and arrival.entry.device != self.district.device:
                by_device.setdefault(arrival.entry.device, []).append(arrival)
        put_away_too = [arrival for arrival in new if arrival.entry is None]
        self.letters = letters_of(self.conn, self.district, self.caller.device)
        fork = {self.caller.device: base_of_waiting(self.letters, self.push.letter)}
        trees = {
            device: Tree(self.conn, self.district.number, authors[device], [*mine, *put_away_too], fork.get(device))
            for device, mine in by_device.items()
        }
        if any(tree.missing for tree in trees.values()) and not self.push.orphans:
            return False
        for device, tree in trees.items():
            self._grow_one(tree, by_device[device])
        return True

    def _grow_one(self, tree: Tree, mine: Sequence[Arrival]) -> None:
        entries = [(arrival, arrival.entry) for arrival in mine if arrival.entry is not None]
        self.begun += [arrival for arrival, entry in entries if tree.grow(arrival, entry.prev_hash)]
        last = max((entry for _, entry in entries), key=lambda entry: entry.seq)
        hlc = max(entry.hlc for _, entry in entries)
        note_device(
            self.conn, self.district, last.device, branches=tree.branches, seq=last.seq, head=last.hash, hlc=hlc
        )

    # what it means

    def _enter(self, new: Sequence[Arrival]) -> int:
        """Keep the new ones, and write what the district answers; how many were set aside."""
        kept = [arrival.entry for arrival in new if arrival.entry is not None]
        holders = self._holders(new)
        for arrival in new:
            judge_scope(arrival, self.district, self.caller.room, holders)
        for arrival in new:
            if arrival.entry is not None:
                audiences = self._audiences(arrival, arrival.entry, holders)
                self.batch.keep(arrival.entry, arrival.cases, audiences, arrival.branch)
        set_aside = say_set_aside(self.batch, new, self.caller.room, holders)
        answer_transfers(self.batch, new, self.caller.room, holders)
        self._give_letter(new)
        _note_openings(self.conn, self.district, holders)
        _note_files(self.conn, self.district, kept)
        self.batch.close()
        return set_aside

    def _holders(self, new: Sequence[Arrival]) -> Holders:
        cases = set().union(*(arrival.cases for arrival in new))
        asks_to_move = any(
            fact.entity == "step" and fact.fields.get("act") in ("transfer", "handed_over")
            for arrival in new
            if arrival.entry is not None
            for fact in arrival.entry.seen
        )
        return load_holders(self.conn, self.district.number, cases, lock="change" if asks_to_move else "share")

    def _audiences(self, arrival: Arrival, entry: Entry, holders: Holders) -> set[str]:
        """The rooms that see some of it: the room that wrote it, and those that hold or held its cases."""
        if entry.device == self.district.device:
            return _audiences_of_district(arrival, entry, holders)
        if arrival.why and arrival.why != "handed_over_before":
            return {self.caller.room}
        return {self.caller.room}.union(*(holders.rooms(case) for case in arrival.cases))

    def _give_letter(self, new: Sequence[Arrival]) -> None:
        """Say which letter belongs to the branch that the calling device is on."""
        mine = [a for a in new if a.entry is not None and a.entry.device == self.caller.device]
        device, room = self.caller.device, self.caller.room
        for arrival in self.begun:
            if arrival.entry is not None and arrival.entry.device == device:
                base = arrival.entry.prev_hash
                letter_for_new_branch(self.batch, device, room, arrival.branch, self.push.letter, base)
        if self.begun:
            self.letters = letters_of(self.conn, self.district, device)
        if mine:
            self.letter = letter_of_branch(self.letters, mine[-1].branch) or ""


def _audiences_of_district(arrival: Arrival, entry: Entry, holders: Holders) -> set[str]:
    audiences = set().union(*(holders.rooms(case) for case in arrival.cases))
    for fact in entry.seen:
        if fact.scope == DISTRICT_SCOPE:
            audiences.add(EVERYONE)
        elif fact.scope.startswith("room:"):
            audiences.add(fact.scope[5:])
        audiences.update(
            str(fact.fields[key]) for key in ("from", "room") if fact.entity == "step" and key in fact.fields
        )
    return audiences


def _tips(arrivals: Sequence[Arrival]) -> tuple[str, ...]:
    """The last entries of each line in the push: those on which no other of it builds."""
    parents = {arrival.entry.prev_hash for arrival in arrivals if arrival.entry is not None}
    return tuple(dict.fromkeys(arrival.hash for arrival in arrivals if arrival.hash not in parents))


def _note_openings(conn: Connection, district: District, holders: Holders) -> None:
    rows = [(district.number, h.case, h.turn, h.room, h.since, h.until) for h in holders.opened]
    append(conn, HOLDING, rows)


def _note_files(conn: Connection, district: District, entries: Sequence[Entry]) -> None:
    for entry in entries:
        for fact in entry.seen:
            if fact.entity != "file":
                continue
            case, sha256 = case_of(fact), str(fact.fields.get("sha256", ""))
            if case is not None and is_hex(sha256, 64):
                put(conn, FILED, {"district": district.number, "sha256": sha256, "case_id": case})
