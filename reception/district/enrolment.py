"""Taking devices in: one-time codes, tokens of which only the hash is kept, and showing devices the door."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from reception.district import master
from reception.district.arrivals import is_hex
from reception.district.batch import Batch, lock_devices
from reception.district.branches import give_letter
from reception.district.caller import Caller, not_known
from reception.district.database import locked
from reception.district.office import District
from reception.district.tables import CODE, DEVICE, LETTER, TOKEN
from reception.domain.clock import Id, to_text
from reception.domain.errors import Conflict, InvalidInput, NotFound
from reception.domain.numbering import room_code
from reception.sync.messages import Enrol, Enrolled

CODE_LIFE = timedelta(days=30)
TOKEN_LIFE = timedelta(days=30)
"""After which a device is given another at its next hello."""
OLD_TOKEN_LIFE = timedelta(days=90)
"""How long a token opens the door after another took its place: as old as a restored backup may be."""
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def enrol_code(district: District, room: str) -> str:
    """A one-time code (`K7QF-2M9X`) for a device of this room; an unknown room becomes known.

    Raises InvalidInput when the room's code is none.
    """
    room = room_code(room)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    with district.database.writing() as conn:
        if not master.is_known(conn, district, "room", room):
            master.write(conn, district, "room", [{"code": room, "name": f"接待室 {room}"}])
        row = {"district": district.number, "hash": _hash(code), "room": room, "made_at": district.now}
        conn.execute(insert(CODE), row | {"until": to_text(district.clock.now() + CODE_LIFE)})
    return f"{code[:4]}-{code[4:]}"


def enrol(district: District, asked: Enrol) -> Enrolled:
    """Take a device in with its code: it gets a token, said only here, and a letter.

    The same device may use its code again until it has spoken with its token (the answer may have been lost).
    Raises InvalidInput for a code that is unknown, used or too old, Conflict for another room's code, and when sample
    meets real.
    """
    must_match(district, asked.sample)
    if not is_hex(asked.device, 32) or asked.device == district.device:
        raise InvalidInput("终端编号不对", english="not a device's id", field="device")
    return district.database.written(lambda conn: _enrol(conn, district, asked))


def _enrol(conn: Connection, district: District, asked: Enrol) -> Enrolled:
    device = Id(asked.device)
    batch = Batch(conn, district, district.device)
    batch.lock_own()
    room = _use_code(conn, district, asked)
    _take_in(conn, district, device, room)
    letter = _letter(conn, district, device) or give_letter(batch, device, room, "")
    # those never used stay: this may be an older request that came late, and the answer to the newer has arrived
    former = (TOKEN.c.district == district.number, TOKEN.c.device == device, TOKEN.c.used)
    conn.execute(delete(TOKEN).where(*former))
    token = new_token(conn, district, device)
    if batch.size:
        batch.close()
    return Enrolled(
        room, token, letter, district.identity, district.device, district.signer.public_key, district.sample
    )


def _use_code(conn: Connection, district: District, asked: Enrol) -> str:
    code = asked.code.upper().replace("-", "").replace(" ", "")
    mine = (CODE.c.district == district.number, CODE.c.hash == _hash(code))
    found = conn.execute(locked(select(CODE).where(*mine))).one_or_none()
    if found is None or found.until < district.now or found.used_by not in (None, asked.device):
        raise InvalidInput(
            "入网码不对、已用过或已过期，请向区里再要一个",
            english="the code is unknown, used or too old: ask the district for another",
            field="code",
        )
    if found.room != asked.room:
        raise Conflict(
            f"这是接待室 {found.room} 的入网码，本机属于 {asked.room}；入网码没有用掉",
            english=f"this code is for room {found.room}, this PC belongs to {asked.room}; the code was not used up",
            field="room",
        )
    conn.execute(update(CODE).where(*mine).values(used_by=asked.device))
    return str(found.room)


def _take_in(conn: Connection, district: District, device: Id, room: str) -> None:
    known = lock_devices(conn, district, [device]).get(device)
    if known is None:
        row = {"district": district.number, "device": device, "room": room, "enrolled_at": district.now}
        conn.execute(insert(DEVICE), row)
    elif known.room != room:
        raise Conflict(
            f"本机已注册在接待室 {known.room}", english=f"this PC is enrolled in room {known.room}", field="room"
        )
    else:
        mine = (DEVICE.c.district == district.number, DEVICE.c.device == device)
        conn.execute(update(DEVICE).where(*mine).values(revoked=False))


def _letter(conn: Connection, district: District, device: Id) -> str | None:
    mine = (LETTER.c.district == district.number, LETTER.c.device == device)
    return conn.execute(select(LETTER.c.letter).where(*mine).order_by(LETTER.c.given_at.desc())).scalars().first()


def new_token(conn: Connection, district: District, device: Id) -> str:
    """A token for a device; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = {"district": district.number, "hash": _hash(token), "device": device, "made_at": district.now}
    conn.execute(insert(TOKEN), row)
    return token


def token_in_turn(conn: Connection, district: District, caller: Caller) -> str:
    """A new token when the caller's has served its time, else ""."""
    is_old = caller.token_at < to_text(district.clock.now() - TOKEN_LIFE)
    return new_token(conn, district, caller.device) if caller.token_at and is_old else ""


def admit(district: District, token: str) -> Caller:
    """Who speaks, by the token. Raises NotAllowed when it opens nothing, or the device was shown the door."""
    with district.database.looking() as conn:
        found = conn.execute(_BEARER, {"own": district.number, "token": _hash(token)}).one_or_none()
    if found is None or found.revoked or (found.until and found.until < district.now):
        raise not_known()
    if not found.used:
        _take_in_use(district, Id(found.device), token)
    return Caller(Id(found.device), found.room, found.made_at)


_BEARER = (
    select(DEVICE.c.device, DEVICE.c.room, DEVICE.c.revoked, TOKEN.c.made_at, TOKEN.c.used, TOKEN.c.until)
    .join(TOKEN, (TOKEN.c.district == DEVICE.c.district) & (TOKEN.c.device == DEVICE.c.device))
    .where(TOKEN.c.district == bindparam("own"), TOKEN.c.hash == bindparam("token"))
)


def _take_in_use(district: District, device: Id, token: str) -> None:
    """The answer that carried the token has arrived: its code is used up, and older tokens come to their end.

    Not at once: a backup of the device, or a copy of its disk, may hold one of them.
    """
    own, until = district.number, to_text(district.clock.now() + OLD_TOKEN_LIFE)
    mine = (TOKEN.c.district == own, TOKEN.c.device == device)
    with district.database.writing() as conn:
        conn.execute(update(TOKEN).where(*mine, TOKEN.c.hash == _hash(token)).values(used=True, until=""))
        conn.execute(update(TOKEN).where(*mine, TOKEN.c.hash != _hash(token), TOKEN.c.until == "").values(until=until))
        conn.execute(delete(CODE).where(CODE.c.district == own, CODE.c.used_by == device))


def revoke(district: District, device: Id) -> None:
    """Show a device the door, from its next request on. Its entries stay. Raises NotFound."""
    with district.database.writing() as conn:
        mine = (DEVICE.c.district == district.number, DEVICE.c.device == device)
        if not conn.execute(update(DEVICE).where(*mine).values(revoked=True)).rowcount:
            raise NotFound("没有这个终端", english="there is no such device", field="device")
        conn.execute(delete(TOKEN).where(TOKEN.c.district == district.number, TOKEN.c.device == device))
        conn.execute(delete(CODE).where(CODE.c.district == district.number, CODE.c.used_by == device))


def must_match(district: District, is_sample: bool) -> None:
    """Sample and real never mix. Raises Conflict."""
    if is_sample != district.sample:
        kinds = ("样例", "正式") if is_sample else ("正式", "样例")
        raise Conflict(
            f"本机是{kinds[0]}数据，服务器是{kinds[1]}的，不能同步",
            english="sample and real never mix: this PC and the server are not of one kind",
            field="sample",
        )


def _hash(secret: str) -> str:
    return hashlib.blake2b(secret.encode(), digest_size=32).hexdigest()
