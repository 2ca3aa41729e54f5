"""Attachments at the district: by SHA-256, in chunks, resumable; after the entries that name them."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, select, update

from reception.district.arrivals import is_hex
from reception.district.caller import Caller
from reception.district.database import append, locked, put
from reception.district.office import District
from reception.district.tables import ATTACHMENT, CHUNK, FILED, HOLDING
from reception.domain.errors import Conflict, Damaged, InvalidInput, NotFound
from reception.sync.messages import CHUNK as CHUNK_SIZE
from reception.sync.messages import Files, FilesHeld, Part

MAX_SIZE = 64 * 1024 * 1024
"""Bytes of one attachment."""
MAX_ASKED = 500
"""Attachments asked about at once."""


def held(district: District, caller: Caller, asked: Files) -> FilesHeld:
    """What is here of these attachments; those that no case of the room names are left out.

    Raises InvalidInput when too many are asked about.
    """
    if len(asked.names) > MAX_ASKED:
        raise InvalidInput("一次询问的附件过多", english=f"at most {MAX_ASKED} attachments at once", field="names")
    names = [name for name in asked.names if is_hex(name, 64)]
    with district.database.reading() as conn:
        may = {str(name) for name in conn.execute(_filed(district, caller).where(FILED.c.sha256.in_(names))).scalars()}
        here = (ATTACHMENT.c.district == district.number, ATTACHMENT.c.sha256.in_(may))
        found = {row.sha256: row for row in conn.execute(select(ATTACHMENT).where(*here))}
    return FilesHeld(tuple(_told(name, found.get(name)) for name in names if name in may))


def _told(name: str, row: Row[tuple[object, ...]] | None) -> str:
    return f"{name} 0 0" if row is None else f"{name} {row.held} {row.size}"


def add(district: District, caller: Caller, part: Part, content: bytes) -> Part:
    """Take the bytes that follow the first `part.held` of `part.size`; what is held then.

    Bytes at another place change nothing: the answer says where to go on. Raises NotFound unless a case that the room
    holds or held names it, InvalidInput for a size that cannot be, Damaged when all bytes are here and are not those of
    the hash (they are dropped then).
    """
    if not 0 < part.size <= MAX_SIZE or part.held + len(content) > part.size or not 0 < len(content) <= CHUNK_SIZE:
        raise InvalidInput("附件大小不对", english="the sizes do not fit an attachment", field="size")
    with district.database.writing() as conn:
        _may(conn, district, caller, part.sha256)
        now = _append(conn, district, part, content)
        whole = now.held < now.size or _is_whole(conn, district, part.sha256)
        if not whole:
            drop(conn, district, part.sha256)
    if not whole:
        raise Damaged("附件校验不符，请重新发送", english="the attachment does not match its hash: send it again")
    return now


def read(district: District, caller: Caller, sha256: str, start: int, length: int) -> bytes:
    """At most `length` bytes from byte `start`, fewer where a chunk ends. Raises NotFound while not all is here."""
    with district.database.reading() as conn:
        _may(conn, district, caller, sha256)
        found = conn.execute(select(ATTACHMENT).where(*_key(district, sha256))).one_or_none()
        if found is None or found.held < found.size or not 0 <= start < found.size:
            raise _not_here()
        mine = (CHUNK.c.district == district.number, CHUNK.c.sha256 == sha256, CHUNK.c.start <= start)
        chunk = conn.execute(select(CHUNK).where(*mine).order_by(CHUNK.c.start.desc()).limit(1)).one()
        return bytes(chunk.content)[start - chunk.start :][: max(1, length)]


def _key(district: District, sha256: str) -> tuple[ColumnElement[bool], ...]:
    return ATTACHMENT.c.district == district.number, ATTACHMENT.c.sha256 == sha256


def _may(conn: Connection, district: District, caller: Caller, sha256: str) -> None:
    if conn.execute(_filed(district, caller).where(FILED.c.sha256 == sha256).limit(1)).first() is None:
        raise _not_here()


def _filed(district: District, caller: Caller) -> Select[tuple[str]]:
    """The attachments that cases name which the room holds or held."""
    same_case = (HOLDING.c.district == FILED.c.district) & (HOLDING.c.case_id == FILED.c.case_id)
    mine = (FILED.c.district == district.number, HOLDING.c.room == caller.room)
    return select(FILED.c.sha256).join(HOLDING, same_case).where(*mine)


def _append(conn: Connection, district: District, part: Part, content: bytes) -> Part:
    row = {"district": district.number, "sha256": part.sha256, "size": part.size, "held": 0}
    put(conn, ATTACHMENT, row)
    found = conn.execute(locked(select(ATTACHMENT).where(*_key(district, part.sha256)))).one()
    if found.size != part.size:
        raise Conflict("附件大小与先前不符", english="another size was said of this attachment", field="size")
    if found.held != part.held:
        return Part(part.sha256, found.held, found.size)
    append(conn, CHUNK, [(district.number, part.sha256, part.held, content)])
    held_now = part.held + len(content)
    conn.execute(update(ATTACHMENT).where(*_key(district, part.sha256)).values(held=held_now))
    return Part(part.sha256, held_now, part.size)


def _is_whole(conn: Connection, district: District, sha256: str) -> bool:
    total = hashlib.sha256()
    for content in contents(conn, district, sha256):
        total.update(content)
    return total.hexdigest() == sha256


def contents(conn: Connection, district: District, sha256: str) -> Iterator[bytes]:
    """An attachment's chunks in order, one at a time."""
    mine = (CHUNK.c.district == district.number, CHUNK.c.sha256 == sha256)
    for start in conn.execute(select(CHUNK.c.start).where(*mine).order_by(CHUNK.c.start)).scalars().all():
        yield bytes(conn.execute(select(CHUNK.c.content).where(*mine, CHUNK.c.start == start)).scalar_one())


def drop(conn: Connection, district: District, sha256: str) -> None:
    """Delete an attachment's bytes."""
    conn.execute(delete(CHUNK).where(CHUNK.c.district == district.number, CHUNK.c.sha256 == sha256))
    conn.execute(delete(ATTACHMENT).where(*_key(district, sha256)))


def _not_here() -> NotFound:
    return NotFound(
        "区级服务器没有这个附件", english="the district has no such attachment for this room", field="sha256"
    )
