"""Who may sit at this desk: clerks, their passwords (argon2, never in the journal) and the PIN that unlocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert as upsert

from reception.desk.desk import Clerk, Desk, amended
from reception.domain.clock import Id
from reception.domain.entry import Fact, room_scope
from reception.domain.errors import InvalidInput, NotAllowed
from reception.domain.lifecycle import Post
from reception.domain.master import master_id
from reception.domain.text import clean_line, clean_name
from reception.store import journal
from reception.store.journal import setting
from reception.store.store import Store
from reception.store.tables import LoginRow, MasterRow

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 6
SHORTEST_PIN = 4


@dataclass(frozen=True)
class Account:
    """A clerk of this room, whether stopped (停用), and whether a password is set on this PC."""

    clerk: Clerk
    stopped: bool
    has_password: bool
    has_pin: bool


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


def accounts(store: Store) -> list[Account]:
    """The clerks of this room, in the order they were made."""
    with store.read() as conn:
        logins = {row.clerk: row for row in conn.execute(select(LoginRow.__table__))}
        return [
            Account(
                Clerk(code, row.name, Post(row.detail.get("post", Post.CLERK))), bool(row.detail.get("stopped")),
                code in logins, code in logins and bool(logins[code].pin),
            )
            for code, row in _clerks(conn).items()
        ]  # fmt: skip


def _clerks(conn: Connection) -> dict[str, Row[Any]]:
    """The records of this room's clerks by login; of one that room and district have both made, the district's."""
    query = select(MasterRow.__table__).where(MasterRow.kind == "clerk", MasterRow.undone == 0).order_by(MasterRow.n)
    room = setting(conn, "room")
    found: dict[str, Row[Any]] = {}
    for row in conn.execute(query):
        if row.detail.get("room") == room and (row.code not in found or row.id == master_id("clerk", row.code)):
            found[row.code] = row
    return found


def add_clerk(desk: Desk, code: str, name: str, post: Post = Post.CLERK) -> Clerk:
    """Make a login. Raises NotAllowed unless a leader asks (the first clerk of a desk makes herself)."""
    code = clean_line(code, "code", 32).casefold()
    name = clean_name(name, "name")
    if not code or not name:
        raise InvalidInput(
            "请填写登录名和姓名", english="a login and a name are needed", field="name" if code else "code"
        )
    known = accounts(desk.store)
    if known and desk.clerk.post is not Post.LEADER:
        raise NotAllowed("只有室负责人可以增加接待员", english="only the room's leader adds clerks")
    if any(account.clerk.code == code for account in known):
        raise InvalidInput("登录名已有人使用", english="this login is taken", field="code")
    with desk.acting() as acting:
        fields = {"code": code, "name": name, "post": post, "room": acting.office.room}
        acting.add("clerk", [Fact("clerk", acting.new_id(), acting.room_scope, fields)])
    return Clerk(code, name, post)


def stop_clerk(desk: Desk, code: str, *, stopped: bool = True) -> None:
    """停用: the login ends, what she did and planned stays.

    Raises NotAllowed unless a leader asks, and when no leader would be left.
    """
    if desk.clerk.post is not Post.LEADER:
        raise NotAllowed("只有室负责人可以停用接待员", english="only the room's leader stops clerks")
    if stopped and all(leader.code == code for leader in leaders(accounts(desk.store))):
        raise NotAllowed("至少要留一位室负责人", english="the room needs a leader who is not stopped")
    with desk.acting() as acting:
        clerk = _clerks(acting.conn).get(code)
        if clerk is None:
            raise InvalidInput("没有这个登录名", english="no such login", field="code")
        record = journal.load_record(acting.conn, "clerk", Id(clerk.id))
        scope = room_scope(acting.office.room)
        acting.add("clerk", [amended("clerk", Id(clerk.id), scope, record.fields, {"stopped": stopped})])


def set_password(desk: Desk, code: str, password: str, pin: str = "") -> None:
    """Set a password, and a short PIN for unlocking, on this PC. Raises InvalidInput when too short."""
    check_secrets(password, pin)
    hashed = {"clerk": code, "password": _hasher().hash(password), "pin": _hasher().hash(pin) if pin else ""}
    statement = upsert(LoginRow).values(**hashed)
    with desk.store.write(desk.clerk.code) as writing:
        writing.conn.execute(statement.on_conflict_do_update(index_elements=["clerk"], set_=hashed))


def change_password(desk: Desk, code: str, password: str, *, old: str = "", pin: str = "") -> None:
    """A clerk changes her own password, naming the old one; a leader sets anybody's.

    Raises NotAllowed, or InvalidInput when too short.
    """
    if code == desk.clerk.code:
        known = next((account for account in accounts(desk.store) if account.clerk.code == code), None)
        if known is not None and known.has_password:
            try:
                log_in(desk.store, code, old)
            except NotAllowed as error:
                raise NotAllowed("原密码不对", english="the old password is wrong", field="old") from error
    elif desk.clerk.post is not Post.LEADER:
        raise NotAllowed("只有室负责人可以设别人的密码", english="only the room's leader sets another's password")
    set_password(desk, code, password, pin)


def check_secrets(password: str, pin: str) -> None:
    """Raises InvalidInput for a password or a PIN that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            f"密码至少 {SHORTEST_PASSWORD} 位", english=f"at least {SHORTEST_PASSWORD} characters", field="password"
        )
    if pin and (len(pin) < SHORTEST_PIN or not pin.isdigit()):
        raise InvalidInput(f"PIN 至少 {SHORTEST_PIN} 位数字", english=f"at least {SHORTEST_PIN} digits", field="pin")


def make_first_clerk(store: Store, code: str, name: str, password: str, pin: str = "") -> Clerk:
    """The first login of a desk: a new leader of the room, or a clerk known from its other PCs, with a password here.

    Raises NotAllowed when somebody has a password here already, InvalidInput naming the field.
    """
    known = accounts(store)
    if any(account.has_password for account in known):
        raise NotAllowed("本机已有接待员，请登录", english="this PC has clerks: log in")
    code = clean_line(code, "code", 32).casefold()
    clerk = next((account.clerk for account in known if account.clerk.code == code), None)
    desk = Desk(store, clerk or Clerk(code, clean_name(name, "name"), Post.LEADER))
    check_secrets(password, pin)
    if clerk is None:
        clerk = add_clerk(desk, code, name, Post.LEADER)
    set_password(desk, code, password, pin)
    return clerk


def set_first_password(store: Store, leader: str, leaders_password: str, code: str, password: str) -> Clerk:
    """A clerk's first password on this PC, set while the room's leader stands by. Raises NotAllowed, InvalidInput."""
    try:
        by = log_in(store, leader, leaders_password)
    except NotAllowed as error:
        raise NotAllowed(
            "负责人的密码不对", english="wrong password of the leader", field="leaders_password"
        ) from error
    if by.post is not Post.LEADER:
        raise NotAllowed("只有室负责人可以设别人的密码", english="only the room's leader sets another's password")
    set_password(Desk(store, by), code, password)
    return log_in(store, code, password)


def log_in(store: Store, code: str, password: str) -> Clerk:
    """The clerk, when the password fits. Raises NotAllowed otherwise, without saying which was wrong."""
    return _admit(store, code, password, "password")


def unlock(store: Store, code: str, pin: str) -> Clerk:
    """The clerk, when the PIN, or the password, fits."""
    try:
        return _admit(store, code, pin, "pin")
    except NotAllowed:
        return _admit(store, code, pin, "password")


def _admit(store: Store, code: str, secret: str, which: str) -> Clerk:
    from argon2.exceptions import InvalidHashError, VerificationError

    with store.read() as conn:
        row = conn.execute(select(LoginRow.__table__).where(LoginRow.clerk == code)).first()
    account = next((account for account in accounts(store) if account.clerk.code == code), None)
    refused = NotAllowed("登录名或密码不对", english="wrong login or password", field="password")
    if row is None or account is None or account.stopped or not getattr(row, which):
        raise refused
    try:
        _hasher().verify(getattr(row, which), secret)
    except (VerificationError, InvalidHashError) as error:
        raise refused from error
    return account.clerk


def leaders(found: Sequence[Account]) -> list[Clerk]:
    """Those who may set another's password."""
    return [account.clerk for account in found if account.clerk.post is Post.LEADER and not account.stopped]
