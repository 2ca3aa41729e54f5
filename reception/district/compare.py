"""Check: what the server would show a device of another's entries, compared with what the device holds."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from reception.district.caller import Caller
from reception.district.feed import Reading
from reception.district.office import District
from reception.district.tables import BATCH, DEVICE, ENTRY
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput
from reception.sync.messages import Check, Checked, Mention, Page, Want, sum_of, written

FEW = 500
"""Differences among so many entries are named, not halved any further."""
MAX_WANTED = 1000


def compare(district: District, caller: Caller, asked: Check) -> tuple[Checked, list[bytes]]:
    """Compare a range of one device's entries; asked about no device, whose entries may be seen.

    Mentions follow where the two differ and are few, or are all of one seq.
    """
    with district.database.reading() as conn:
        reading = Reading(conn, district, caller, own_in_full=True)
        if not asked.device:
            return Checked(devices=tuple(_devices(conn, district, reading))), []
        seen = _seen(conn, district, reading, asked)
    if len(seen) == asked.count and sum_of(mention.hash for mention in seen) == asked.sum:
        return Checked(same=True), []
    if len(seen) > FEW and asked.first < asked.last:
        return Checked(), []
    return Checked(listed=True), [written(mention) for mention in seen]


def fetch(district: District, caller: Caller, wanted: Want) -> tuple[Page, list[bytes]]:
    """Entries by id, as far as the device may see them. Raises InvalidInput when too many are asked."""
    if len(wanted.ids) > MAX_WANTED:
        raise InvalidInput("一次取的记录过多", english=f"at most {MAX_WANTED} entries at once", field="ids")
    with district.database.reading() as conn:
        reading = Reading(conn, district, caller, own_in_full=True)
        query = reading.entries().where(ENTRY.c.id.in_(wanted.ids)).order_by(BATCH.c.n, ENTRY.c.position)
        return Page(), [item for row in conn.execute(query) if (item := reading.shown(row)) is not None]


def _devices(conn: Connection, district: District, reading: Reading) -> Sequence[str]:
    """Devices of which the room has entries, with their greatest seq: its own, the district's, and those of rooms
    with which it has had a case in common.
    """
    query = select(ENTRY.c.device, func.max(ENTRY.c.seq)).where(ENTRY.c.district == district.number)
    mine = (DEVICE.c.district == district.number, DEVICE.c.room.in_(reading.rooms_seen()))
    devices = select(DEVICE.c.device).where(*mine)
    found = conn.execute(query.where(ENTRY.c.device.in_(devices)).group_by(ENTRY.c.device))
    return [f"{device} {seq}" for device, seq in found]


def _seen(conn: Connection, district: District, reading: Reading, asked: Check) -> list[Mention]:
    span = (ENTRY.c.device == asked.device, ENTRY.c.seq.between(asked.first, asked.last))
    rows = conn.execute(reading.entries().where(*span).order_by(ENTRY.c.seq, ENTRY.c.id))
    return [Mention(Id(row.id), row.hash) for row in rows if reading.is_shown(row)]
