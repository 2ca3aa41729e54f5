"""One transaction's addition to the journal: entries, whom they reach, and the number drawn last before commit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, bindparam, select, update

from reception.district import derived
from reception.district.arrivals import cases_of
from reception.district.database import append, locked, place_batch
from reception.district.office import District
from reception.district.tables import DEVICE, ENTRY, TOUCH
from reception.domain.clock import Id
from reception.domain.entry import Entry, Fact, Place, next_hlc, seal
from reception.sync.messages import body_of

EVERYONE = "*"
CLERK = "district"


class Batch:
    """Collects what a write transaction adds; `close` appends it and gives it its place in the feed.

    Entries carry the push's id, drawn here. The number comes from the counter row, locked last before commit, so
    that numbers are in the order of commits (architecture: traps measured).
    """

    def __init__(self, conn: Connection, district: District, device: Id) -> None:
        self.conn = conn
        self.district = district
        self.device = device
        self.push = district.clock.new_id()
        self._rows: list[tuple[object, ...]] = []
        self._touches: list[tuple[object, ...]] = []
        self._districts: list[Entry] = []
        self._audiences: set[str] = set()
        self._own: tuple[int, str, int] | None = None

    @property
    def size(self) -> int:
        """Entries so far."""
        return len(self._rows)

    def keep(self, entry: Entry, cases: Iterable[Id], audiences: Iterable[str], branch: int = 0) -> None:
        """Take an entry in that speaks of these cases, for these rooms (or `*`)."""
        own = self.district.number
        signature = entry.signature.hex() if entry.signature and entry.device == self.district.device else None
        self._rows.append((
            own, entry.id, entry.device, entry.seq, entry.prev_hash or None, entry.hash, entry.hlc, branch, self.push,
            len(self._rows), entry.header, body_of(entry.lines), signature,
        ))  # fmt: skip
        self._touches += [(own, case, entry.id) for case in cases]
        self._audiences.update(audiences)
        if entry.device == self.district.device:
            self._districts.append(entry)

    def write(self, act: str, facts: Sequence[Fact], audiences: Iterable[str], *, after: int = 0) -> Entry:
        """Write a signed entry of the district's own; it orders after the hlc `after`."""
        seq, head, hlc = self.lock_own()
        district = self.district
        now = district.clock.now()
        place = Place(district.device, seq + 1, head, next_hlc(max(hlc, after), now), now)
        entry_id = district.clock.new_id()
        sealed = seal(entry_id, place, CLERK, act, entry_id, facts)
        entry = replace(sealed, signature=district.signer.sign(sealed.header))
        self._own = (entry.seq, entry.hash, entry.hlc)
        self.keep(entry, cases_of(entry), audiences)
        return entry

    def lock_own(self) -> tuple[int, str, int]:
        """The district's own chain (seq, hash, hlc), which nobody else writes until commit."""
        if self._own is None:
            own = lock_devices(self.conn, self.district, [self.district.device])[self.district.device]
            self._own = own.seq, own.head or "", own.hlc
        return self._own

    def close(self) -> int:
        """Append everything and draw the number. Nothing but the commit may follow."""
        append(self.conn, ENTRY, self._rows)
        append(self.conn, TOUCH, self._touches)
        if self._own is not None:
            seq, head, hlc = self._own
            note_device(self.conn, self.district, self.district.device, seq=seq, head=head, hlc=hlc)
        n = self._draw()  # the commit too, unless something of the district's own is still to be taken in
        for entry in self._districts:
            derived.apply(self.conn, self.district, entry, n)
        return n

    def _draw(self) -> int:
        """Draw the number and note the batch under it. Others wait for the counter row from here until commit."""
        district = self.district
        row = {"district": district.number, "push": self.push, "device": self.device, "at": district.now}
        row |= {"size": len(self._rows)}
        return place_batch(self.conn, row, sorted(self._audiences), last=not self._districts)


def lock_devices(conn: Connection, district: District, devices: Iterable[Id]) -> dict[Id, Row[tuple[object, ...]]]:
    """The rows of these devices, locked until commit, in one order for all."""
    found = conn.execute(_LOCKED, {"own": district.number, "devices": sorted(set(devices))})
    return {Id(row.device): row for row in found}


_LOCKED = locked(
    select(DEVICE)
    .where(DEVICE.c.district == bindparam("own"), DEVICE.c.device.in_(bindparam("devices", expanding=True)))
    .order_by(DEVICE.c.device)
)


def note_device(conn: Connection, district: District, device: Id, **values: object) -> None:
    """Note something of a device."""
    conn.execute(_NOTED, values | {"own": district.number, "who": device})


_NOTED = update(DEVICE).where(DEVICE.c.district == bindparam("own"), DEVICE.c.device == bindparam("who"))
