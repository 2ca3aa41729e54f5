"""Is everything what the journal says: files, entries, chains, rows, index, attachments."""

from collections.abc import Callable

from sqlalchemy import Connection, and_, func, not_, select

from reception.domain.checks import Check, found
from reception.domain.clock import Id
from reception.domain.errors import Damaged
from reception.domain.lifecycle import Act
from reception.store import refold, search
from reception.store.engine import Engines
from reception.store.exchange import room_devices
from reception.store.journal import load_entries, load_stories, setting
from reception.store.store import Store
from reception.store.tables import EntryRow, FactRow, MasterRow

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
    """Every entry of the room's devices stands on the one before it, and this device's head is here.

    One whose parent the district put away, because nobody can read it or it is not the room's, stands on nothing here.
    """
    child, parent = EntryRow.__table__, EntryRow.__table__.alias()
    mine = child.c.device.in_(room_devices(conn))
    away = select(MasterRow.detail["hash"].as_string()).where(MasterRow.kind == "set_aside")
    follows = (parent.c.device == child.c.device, parent.c.seq == child.c.seq - 1)
    first = and_(child.c.prev_hash.is_(None), child.c.seq == 1)
    query = select(child.c.hash, child.c.prev_hash).outerjoin(
        parent, and_(parent.c.hash == child.c.prev_hash, *follows)
    )
    loose = conn.execute(query.where(mine, parent.c.n.is_(None), not_(first))).all()
    missed = set(conn.execute(away).scalars()) if loose else set()
    wrong = [row.hash[:16] for row in loose if row.prev_hash not in missed]
    seq, head = setting(conn, "head", (0, ""))
    at_head = select(child.c.n).where(child.c.hash == head, child.c.seq == seq)
    wrong += [] if not head or conn.execute(at_head).first() else [head[:16]]
    return found("chain", conn.execute(select(func.count()).where(mine)).scalar_one(), wrong)


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
