"""The list of devices: held against declared, so that the district can say that all has arrived."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reception.district.office import District
from reception.district.tables import ASIDE, DEVICE, ENTRY, LETTER
from reception.domain.clock import Id
from reception.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled PC as it last spoke. Times are UTC text, "" for never.

    `said` is the seq of the head that it declared, `held` the greatest seq here, `all_here` whether that very head is
    here, and with it all before it; `waiting` is how many entries it said it still had to send. `clock_offset` is how
    far the server's clock was ahead of its own, in milliseconds.
    """

    id: Id
    room: str
    letters: tuple[str, ...]
    revoked: bool
    enrolled_at: str
    last_contact: str
    program: str
    said: int
    held: int
    waiting: int
    clock_offset: int
    all_here: bool


def devices(district: District) -> list[Device]:
    """Every device of the rooms, by room and letter."""
    own = district.number
    with district.database.reading() as conn:
        letters: dict[str, list[str]] = {}
        given = select(LETTER.c.device, LETTER.c.letter).where(LETTER.c.district == own).order_by(LETTER.c.given_at)
        for row in conn.execute(given):
            letters.setdefault(row.device, []).append(row.letter)
        seqs = select(ENTRY.c.device, func.max(ENTRY.c.seq).label("held")).where(ENTRY.c.district == own)
        held = {row.device: int(row.held) for row in conn.execute(seqs.group_by(ENTRY.c.device))}
        rows = conn.execute(select(DEVICE).where(DEVICE.c.district == own, DEVICE.c.room != "")).all()
        here = {row.device for row in rows if _is_head_here(conn, row)}
    found = [
        Device(
            Id(row.device), row.room, tuple(letters.get(row.device, ())), bool(row.revoked), row.enrolled_at,
            row.last_contact, row.program, row.said_head, held.get(row.device, 0), row.said_waiting, row.clock_offset,
            row.device in here,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda device: (device.room, device.letters, device.id))


def _is_head_here(conn: Connection, row: Row[Any]) -> bool:
    """Whether the server holds the entry that a device named as its newest, in the journal or put away."""
    if not row.said_head:
        return True
    mine = (ENTRY.c.district == row.district, ENTRY.c.device == row.device, ENTRY.c.seq == row.said_head)
    away = select(ASIDE.c.hash).where(ASIDE.c.district == row.district, ASIDE.c.device == row.device)
    named = [*conn.execute(select(ENTRY.c.hash).where(*mine)).scalars(), *conn.execute(away).scalars()]
    return any(text.startswith(row.said_mark) for text in named)


def wrapped_key(district: District, device: Id) -> str:
    """A device's data key under its recovery key: with the paper it opens the device's files. Raises NotFound."""
    mine = (DEVICE.c.district == district.number, DEVICE.c.device == device)
    with district.database.reading() as conn:
        found = conn.execute(select(DEVICE.c.wrapped_key).where(*mine)).scalar()
    if not found:
        raise NotFound("没有这个终端的密钥副本", english="no wrapped key of such a device", field="device")
    return str(found)
