"""Is everything what the journal says: files, entries, chains, rows, index, attachments."""

from collections.abc import Callable

from sqlalchemy import Connection, select

from reception.domain.checks import Check, found
from reception.domain.clock import Id
from reception.domain.errors import Damaged
from reception.domain.lifecycle import Act
from reception.store import refold, search
from reception.store.engine import Engines
from reception.store.journal import load_entries, load_stories, setting
from reception.store.store import Store
from reception.store.tables import EntryRow, FactRow

ENTRIES_AT_ONCE = 1000
Told = Callable[[str, int], None]


def verify(store: Store, told: Told = lambda _name, _done: None) -> list[Check]:
    """Check a room's folder. `told` hears which check runs and how far it is. Never writes."""
    checks = [_pages(store.engines, "database")]
    with store.read() as conn:
        checks.append(_entries(conn, told))
        checks.append(_chain(conn))
        checks.append(_rows(conn, told))
        checks.append(_index(conn))
        checks.append(_attachments(store, conn))
    return checks


def _pages(engines: Engines, name: str) -> Check:
    """Every page decrypts and the b-trees are sound."""
    with engines.read.connect() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        wrong = [str(row[0]) for row in conn.exec_driver_sql("PRAGMA cipher_integrity_check")]
        wrong += [str(row[0]) for row in conn.exec_driver_sql("PRAGMA quick_check") if row[0] != "ok"]
    return found(name, int(pages), wrong)


def _entries(conn: Connection, told: Told) -> Check:
    """Every entry's facts match their digests, its header its hash."""
    wrong: list[str] = []
    done = last = 0
    columns = select(EntryRow.n, EntryRow.id, EntryRow.hash).order_by(EntryRow.n).limit(ENTRIES_AT_ONCE)
    while rows := conn.execute(columns.where(EntryRow.n > last)).all():
        wrong += _wrong_entries(conn, rows[0].n, rows[-1].n, {row.id: row.hash for row in rows})
        done, last = done + len(rows), rows[-1].n
        told("entries", done)
    return found("entries", done, wrong)


def _wrong_entries(conn: Connection, first: int, last: int, hashes: dict[str, str]) -> list[str]:
    try:
        entries = load_entries(conn, EntryRow.n.between(first, last))
        return [entry.id for entry in entries if hashes.get(entry.id) != entry.hash]
    except Damaged:
        return _damaged_ones(conn, first, last)


def _damaged_ones(conn: Connection, first: int, last: int) -> list[str]:
    wrong = []
    for n, entry_id in conn.execute(select(EntryRow.n, EntryRow.id).where(EntryRow.n.between(first, last))):
        try:
            load_entries(conn, EntryRow.n == n)
        except Damaged:
            wrong.append(str(entry_id))
    return wrong


def _chain(conn: Connection) -> Check:
    """From this device's head every entry's parent is here, down to the first."""
    device, (seq, head) = setting(conn, "device"), setting(conn, "head", (0, ""))
    query = select(EntryRow.hash, EntryRow.prev_hash, EntryRow.seq).where(EntryRow.device == device)
    mine = {row.hash: row for row in conn.execute(query)}
    wrong: list[str] = []
    steps, at = 0, str(head)
    while at:
        row = mine.get(at)
        if row is None or row.seq != seq - steps:
            wrong.append(at[:16])
            break
        steps, at = steps + 1, row.prev_hash or ""
    return found("chain", steps, wrong)


def _rows(conn: Connection, told: Told) -> Check:
    count, different = refold.compare(conn, lambda done: told("rows", done))
    return found("rows", count, [f"{item.table} {item.id}".strip() for item in different])


def _index(conn: Connection) -> Check:
    """As many cases are indexed as there are to be found."""
    cases = conn.exec_driver_sql("SELECT count(*) FROM cases WHERE undone = 0").scalar_one()
    indexed = search.count(conn)
    return found("index", int(cases), [] if cases == indexed else [f"{indexed} / {cases}"])


def _attachments(store: Store, conn: Connection) -> Check:
    """Every attachment's bytes are those of its name, and what this PC attached is here."""
    kept = store.attachments.names()
    wrong = [name[:16] for name in kept if not store.attachments.is_sound(name)]
    wrong += [name[:16] for name in _attached_here(conn) - set(kept)]
    return found("attachments", len(kept), wrong)


def _attached_here(conn: Connection) -> set[str]:
    device = setting(conn, "device")
    query = (
        select(FactRow.aggregate)
        .join(EntryRow, EntryRow.n == FactRow.entry_n)
        .where(EntryRow.device == device, EntryRow.act == Act.ATTACH)
        .distinct()
    )
    keys = [("case", Id(case)) for case in conn.execute(query).scalars()]
    return {
        str(fact.fields["sha256"])
        for story in load_stories(conn, keys).values()
        for part in story
        if part.device == device
        for fact in part.facts
        if fact.entity == "file"
    }
