"""What the room's store answers and notes for the exchange with the district.

Whether an entry waits is one column, set only by the server's word (`held`); how far the feed has been read is a
ladder of cursors, kept at distances 1, 2, 4, 8 … pages, so that a server put back from a backup is met again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select, update

from reception.domain.clock import Id
from reception.domain.entry import checked, digest
from reception.store.driver import run, run_many
from reception.store.journal import note, setting
from reception.store.rows import pieces
from reception.store.tables import FACT_PLACES, EntryRow, MasterRow

MAX_CHAIN = 64
"""Entries that a hello names one by one."""
_LOOK = 200
"""Rows read at once."""


# the server


@dataclass(frozen=True, slots=True)
class Server:
    """The district's server as this PC was enrolled with it. `token` opens it; `ca` is the text of its CA, or ""."""

    url: str
    identity: Id
    token: str
    public_key: str
    district_device: Id
    ca: str = ""


def server(conn: Connection) -> Server | None:
    """The server, None before enrolment."""
    known = setting(conn, "server")
    return None if known is None else Server(**known)


def note_server(conn: Connection, known: Server) -> None:
    """Note the server after enrolment."""
    note(conn, "server", asdict(known))


def note_letter(conn: Connection, letter: str) -> bool:
    """Take the letter that the server gives to the branch this PC is on; whether it is another than before."""
    if not letter or letter == setting(conn, "letter"):
        return False
    note(conn, "letter", letter)
    return True


# what a hello says


@dataclass(frozen=True, slots=True)
class Standing:
    """What this PC holds: its head's seq, hashes back from it, and how many entries wait.

    `chain` are the hashes of the head and those before it, one by one, back to the last that the server held or to
    64; `back` those 1, 2, 4, 8 … steps further back (design: sync, Exchange 1).
    """

    device: Id
    head: int
    chain: tuple[str, ...]
    back: tuple[str, ...]
    waiting: int


def standing(conn: Connection) -> Standing:
    """Where this PC's journal stands."""
    device = Id(setting(conn, "device"))
    seq, head = setting(conn, "head", (0, ""))
    chain = _chain(conn, str(head))
    last = int(seq) - len(chain) + 1
    return Standing(device, int(seq), chain, _back(conn, device, last), waiting_count(conn))


def _chain(conn: Connection, head: str) -> tuple[str, ...]:
    chain: list[str] = []
    following: str | None = head or None
    while following is not None and len(chain) < MAX_CHAIN:
        row = run(conn, "SELECT prev_hash, held FROM entry WHERE hash = ?", (bytes.fromhex(following),)).fetchone()
        if row is None:
            break  # lost here by no program of ours: a check gets it back
        chain.append(following)
        prev_hash, held = row
        following = None if held or prev_hash is None else prev_hash.hex()
    return tuple(chain)


def _back(conn: Connection, device: Id, last: int) -> tuple[str, ...]:
    seqs: list[int] = []
    while last - 2 ** len(seqs) >= 1:
        seqs.append(last - 2 ** len(seqs))
    marks = ", ".join("?" * len(seqs))
    first = f"SELECT min(n) FROM entry WHERE device = ? AND seq IN ({marks}) GROUP BY seq"  # noqa: S608 - marks only
    found = run(conn, f"SELECT seq, hash FROM entry WHERE n IN ({first})", (bytes.fromhex(device), *seqs))  # noqa: S608
    known = {seq: text.hex() for seq, text in found}
    return tuple(known.get(seq, "") for seq in seqs)


# waiting


def waiting_count(conn: Connection) -> int:
    """How many entries the server has not said it holds."""
    return int(run(conn, "SELECT count(*) FROM entry WHERE held = 0").fetchone()[0])


def waiting_since(conn: Connection) -> str | None:
    """When the oldest waiting entry was written, UTC text; None when nothing waits."""
    row = run(conn, "SELECT at FROM entry WHERE held = 0 ORDER BY n LIMIT 1").fetchone()
    return None if row is None else str(row[0])


class Waiting(NamedTuple):
    """An entry that waits, as it is sent: its place here, and its bytes, which match their digests."""

    n: int
    hash: str
    prev_hash: str
    schema: int
    header: bytes
    lines: tuple[bytes | None, ...]
    signature: bytes | None

    @property
    def size(self) -> int:
        """Bytes of header and lines."""
        return len(self.header) + sum(len(line) for line in self.lines if line is not None)


def next_waiting(conn: Connection, size: int, entries: int, after: int = 0) -> list[Waiting]:
    """The waiting entries behind the `after`-th here, parents before children; about `size` bytes, at least one.

    Raises Damaged when an entry's bytes have changed.
    """
    batch: list[Waiting] = []
    total = 0
    with conn.exec_driver_sql(_NEXT, (after,)) as found:
        rows = chain.from_iterable(found.partitions(_LOOK))
        for _, lines in groupby(rows, itemgetter(0)):
            waiting = _waiting(list(lines))
            total += waiting.size
            if batch and (total > size or len(batch) == entries):
                break
            batch.append(waiting)
    return batch


_NEXT = f"""
    SELECT e.n, e.header, e.signature, f.position, f.line
    FROM entry e LEFT JOIN fact f ON f.n >= e.n * {FACT_PLACES} AND f.n < (e.n + 1) * {FACT_PLACES}
    WHERE e.held = 0 AND e.n > ? ORDER BY e.n, f.n
"""  # noqa: S608 - a number of our own


def _waiting(rows: Sequence[Sequence[Any]]) -> Waiting:
    n, header, signature, _, _ = rows[0]
    here = {position: line for _, _, _, position, line in rows}
    head, lines = checked(header, lambda count: [here.get(position) for position in range(count)])
    return Waiting(n, digest(header), str(head["prev_hash"]), int(head["schema"]), header, lines, signature)


def mark_sent(conn: Connection, batch: Sequence[Waiting], tips: Iterable[str]) -> int:
    """Take the server's word that it holds these entries and those before them in this batch; how many were marked."""
    held = set(tips)
    marked: list[tuple[int]] = []
    for entry in reversed(batch):
        if entry.hash in held:
            held.add(entry.prev_hash)
            marked.append((entry.n,))
    if marked:
        run_many(conn, "UPDATE entry SET held = 1 WHERE n = ?", marked)
    return len(marked)


def mark_held(conn: Connection, tips: Iterable[str]) -> int:
    """Take the server's word that it holds these entries and all before them; how many no longer wait."""
    return sum(run(conn, _HOLD, (bytes.fromhex(tip),)).rowcount for tip in tips)


_HOLD = """
    UPDATE entry SET held = 1 WHERE n IN (
        WITH RECURSIVE line (n, prev_hash) AS (
            SELECT n, prev_hash FROM entry WHERE hash = ? AND held = 0
            UNION SELECT e.n, e.prev_hash FROM entry e JOIN line ON e.hash = line.prev_hash WHERE e.held = 0
        ) SELECT n FROM line
    )
"""


def mark_named(conn: Connection, ids: Sequence[Id]) -> list[Id]:
    """Take it from the feed that the server holds these entries of our own; those that are not here at all."""
    here: set[str] = set()
    waiting: list[tuple[int]] = []
    for piece in pieces(ids):
        marks = ", ".join("?" * len(piece))
        known = f"SELECT n, id, held FROM entry WHERE id IN ({marks})"  # noqa: S608 - marks only
        for n, entry_id, held in run(conn, known, tuple(map(bytes.fromhex, piece))):
            here.add(entry_id.hex())
            waiting += [] if held else [(n,)]
    if waiting:
        run_many(conn, "UPDATE entry SET held = 1 WHERE n = ?", waiting)
    return [item for item in ids if item not in here]


def take_word(conn: Connection, holds: str) -> None:
    """Take the server's word at hello: it holds this entry of ours (hex, "" for none) and those before it, no later.

    Entries that it once said it held and no longer does (it was put back from a backup) wait again.
    """
    if holds:
        mark_held(conn, [holds])
    _, head = setting(conn, "head", (0, ""))
    known = bytes.fromhex(holds)
    run(conn, _WAIT_AGAIN, (bytes.fromhex(str(head)), known, known))


_WAIT_AGAIN = """
    UPDATE entry SET held = 0 WHERE held = 1 AND n IN (
        WITH RECURSIVE line (n, prev_hash) AS (
            SELECT n, prev_hash FROM entry WHERE hash = ? AND hash <> ?
            UNION SELECT e.n, e.prev_hash FROM entry e JOIN line ON e.hash = line.prev_hash WHERE e.hash <> ?
        ) SELECT n FROM line
    )
"""


# comparing


def last_seqs(conn: Connection) -> dict[Id, int]:
    """The greatest seq that is here of every device."""
    query = select(EntryRow.device, func.max(EntryRow.seq)).group_by(EntryRow.device)
    return {Id(device): int(seq) for device, seq in conn.execute(query)}


def hashes(conn: Connection, device: Id, first: int, last: int) -> dict[str, Id]:
    """The entries of a device's with seq `first` to `last`: id by hash."""
    span = (EntryRow.device == device, EntryRow.seq.between(first, last))
    return {row.hash: Id(row.id) for row in conn.execute(select(EntryRow.hash, EntryRow.id).where(*span))}


def wait_again(conn: Connection, ids: Sequence[Id]) -> int:
    """The server lacks these: they wait again, where they are the room's or the district's; how many."""
    ours = or_(EntryRow.device.in_(room_devices(conn)), EntryRow.signature.is_not(None))
    count = 0
    for piece in pieces(ids):
        lost = update(EntryRow).where(EntryRow.id.in_(piece), ours, EntryRow.held == 1).values(held=0)
        count += conn.execute(lost).rowcount
    return count


# the feed


@dataclass(frozen=True, slots=True)
class Rung:
    """A cursor as it was once noted: its text, the last local entry at that time, and which page it was."""

    cursor: str
    n: int
    turn: int


def cursors(conn: Connection) -> list[Rung]:
    """The cursors kept, newest first."""
    return [Rung(*rung) for rung in setting(conn, "cursors", [])]


def advance(conn: Connection, cursor: str) -> None:
    """Note how far the feed has been read; in the transaction that took the page in."""
    kept = cursors(conn)
    if kept and kept[0].cursor == cursor:
        return
    last = int(run(conn, "SELECT max(n) FROM entry").fetchone()[0] or 0)
    turn = kept[0].turn + 1 if kept else 1
    note(conn, "cursors", [list(_as_tuple(rung)) for rung in _thinned([Rung(cursor, last, turn), *kept])])


def _as_tuple(rung: Rung) -> tuple[str, int, int]:
    return rung.cursor, rung.n, rung.turn


def _thinned(rungs: Sequence[Rung]) -> list[Rung]:
    """The newest, the oldest, and between them each that would leave a gap of more than twice the distance before."""
    kept = [rungs[0]]
    for rung, older in pairwise([*rungs[1:], None]):
        reach = 2 * max(1, rungs[0].turn - kept[-1].turn)
        if rung is not None and (older is None or rungs[0].turn - older.turn > reach):
            kept.append(rung)
    return kept


def go_back(conn: Connection, cursor: str) -> int:
    """Read on from this older cursor ("" for the beginning): the server was put back from a backup.

    What came since of our room's devices and of the district waits again, to be handed back; how many entries.
    """
    kept = cursors(conn)
    known = next((rung for rung in kept if rung.cursor == cursor), None)
    note(conn, "cursors", [list(_as_tuple(rung)) for rung in kept if known is not None and rung.turn <= known.turn])
    since = EntryRow.n > (known.n if known is not None else 0)
    ours = or_(EntryRow.device.in_(room_devices(conn)), EntryRow.signature.is_not(None))
    return conn.execute(update(EntryRow).where(since, ours, EntryRow.held == 1).values(held=0)).rowcount


def room_devices(conn: Connection) -> list[Id]:
    """The devices of this room, as the district's letters name them, and this one."""
    details = conn.execute(select(MasterRow.detail).where(MasterRow.kind == "letter")).scalars()
    own = Id(setting(conn, "device"))
    return sorted({own, *(Id(detail["device"]) for detail in details if detail.get("room") == setting(conn, "room"))})


# what is remembered of it


@dataclass(frozen=True, slots=True)
class LastExchange:
    """The last exchange that the server confirmed: when (UTC text), and what it moved."""

    at: str
    sent: int
    received: int


def last_exchange(conn: Connection) -> LastExchange | None:
    """The last exchange, None when there was none."""
    known: Mapping[str, Any] | None = setting(conn, "last_exchange")
    return None if known is None else LastExchange(**known)


def note_exchange(conn: Connection, done: LastExchange) -> None:
    """Note an exchange that reached its end."""
    note(conn, "last_exchange", asdict(done))


def note_clock(conn: Connection, offset: int) -> None:
    """Note how far the server's clock is ahead of this PC's, in milliseconds; entries carry it."""
    note(conn, "clock_offset", offset)
