"""The tables of a room's database.

Tables have `n`, local, for lists and the search index, and most have `id`, which travels; what belongs to a case
stands under it, in its `place`. `entry` and `fact` are
the truth; every other table here is folded from them and can be thrown away, but for `setting`, `login` and `draft`,
which belong to this PC.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from reception.domain.lifecycle import OrderStatus

T = TypeVar("T", int, ColumnElement[int])


class IdType(TypeDecorator[str]):
    """An id or hash: hex text in Python, half the bytes in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Hex to bytes."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Bytes to hex."""
        return None if value is None else value.hex()


class Rows:
    """A table of the room's database, its columns as attributes.

    SQLAlchemy Core only: nothing here is an object that changes by itself, and importing and configuring the ORM took
    a fifth of the desk's start.
    """

    metadata: ClassVar[MetaData] = MetaData()
    __table__: ClassVar[Table]
    _indexes: ClassVar[Sequence[Index]] = ()

    def __init_subclass__(cls, *, table: str, **options: Any) -> None:
        columns = {name: column for name, column in vars(cls).items() if isinstance(column, Column)}
        for name, column in columns.items():
            column.name = column.key = name
        cls.__table__ = Table(table, Rows.metadata, *columns.values(), *cls._indexes, **options)

    @classmethod
    def __clause_element__(cls) -> Table:
        """What SQLAlchemy takes the class for in a query."""
        return cls.__table__


def _n() -> ColumnElement[int]:
    return Column(Integer, primary_key=True)


def _case_id() -> ColumnElement[str]:
    return Column(IdType, primary_key=True)


def _place() -> ColumnElement[int]:
    return Column(Integer, primary_key=True)


def _number(*more: ForeignKey, default: int | None = None) -> ColumnElement[int]:
    return Column(Integer, *more, nullable=False, default=default)


def _text(*, primary_key: bool = False, index: bool = False, default: str | None = None) -> ColumnElement[str]:
    return Column(String, nullable=False, primary_key=primary_key, index=index, default=default)


def _id(*, unique: bool = False, index: bool = False) -> ColumnElement[str]:
    return Column(IdType, nullable=False, unique=unique, index=index)


def _id_or_none(*, index: bool = False) -> ColumnElement[str | None]:
    return Column(IdType, index=index)


def _bytes() -> ColumnElement[bytes]:
    return Column(LargeBinary, nullable=False)


def _bytes_or_none() -> ColumnElement[bytes | None]:
    return Column(LargeBinary)


def _json() -> ColumnElement[Any]:
    return Column(JSON, nullable=False)


class SettingRow(Rows, table="setting"):
    """What this PC knows about itself: device, room, letter, server, token, cursors, last backup."""

    key = _text(primary_key=True)
    value = _json()


class EntryRow(Rows, table="entry"):
    """A journal entry. `held` is 1 once the server has said that it holds it."""

    n = _n()
    id = _id(unique=True)
    device = _id()
    seq = _number()
    prev_hash = _id_or_none()
    hash = _id(unique=True)
    hlc = _number()
    at = _text()
    clerk = _text()
    act = _text()
    gesture = _id()
    header = _bytes()
    signature = _bytes_or_none()
    held = _number(default=0)
    _indexes = (
        Index("entry_device", "device", "seq"),
        Index("entry_gesture", "gesture"),
        Index("entry_waiting", "n", sqlite_where=text("held = 0")),
        Index("entry_set_aside", "n", sqlite_where=text("act = 'set_aside'")),
    )


FACT_PLACES = 512
"""Places for facts that an entry's `n` has in the table of facts: more than an entry may hold."""


class FactRow(Rows, table="fact"):
    """A fact's line as it was written. A fact that is absent has no row.

    `n` is `fact_n` of its entry's `n` and its position: an entry's facts stand together and need no index.
    """

    n = _n()
    entry_n = _number(ForeignKey("entry.n"))
    position = _number()
    kind = _text()
    aggregate = _id()
    line = _bytes()
    _indexes = (Index("fact_aggregate", "aggregate"),)


def fact_n(entry_n: T, position: int) -> T:
    """The `n` of an entry's fact; of columns too."""
    return entry_n * FACT_PLACES + position


def facts_of_entry() -> ColumnElement[bool]:
    """What joins an entry to its facts by their `n` alone."""
    return FactRow.n.between(fact_n(EntryRow.n, 0), fact_n(EntryRow.n, FACT_PLACES - 1))


class CaseRow(Rows, table="cases"):
    """A case as lists, search and figures need it. Times are UTC text; `""` is "none"."""

    n = _n()
    id = _id(unique=True)
    number = _text(index=True)
    room = _text()
    status = _text()
    before = _text()
    hung_until = _text()
    undone = _number()
    look = _number()
    round = _number()
    voice = _text()
    category = _text()
    urgency = _text()
    summary = _text()
    words = _text()
    wants = _text()
    place_kind = _text()
    compound = _text()
    building = _text()
    entrance = _text()
    home = _text()
    address = _text()
    grid = _text()
    project = _text()
    item = _text()
    resident = _text()
    phone = _text()
    anonymous = _number()
    confidential = _number()
    visit = _id_or_none(index=True)
    incident = _id_or_none()
    channel = _text()
    received_at = _text()
    due_at = _text()
    next_clock = _text()
    next_due_at = _text()
    follow_up_at = _text()
    planned_on = _text()
    unit = _text()
    order_number = _text()
    repeats = _number()
    handled_at = _text()
    closed_at = _text()
    history = _number()
    left_out = _text()
    search_mark = _number()
    _indexes = (
        Index("cases_serial", text("length(number)"), "number"),  # for the next number of a day
        Index("cases_place", "compound", "building", "status"),
        Index("cases_status", "status", "undone"),
        Index("cases_due", "next_due_at", sqlite_where=text("next_due_at != ''")),
        Index("cases_follow_up", "follow_up_at", sqlite_where=text("follow_up_at != ''")),
        Index("cases_planned", "planned_on", sqlite_where=text("planned_on != ''")),
        Index(  # holds whatever a list is filtered by, so that long lists never read the wide rows
            "cases_received", "received_at", "undone", "room", "status", "before", "hung_until", "voice", "urgency",
            "category", "unit", "compound", "next_due_at", "look",
        ),
        Index("cases_look", "n", sqlite_where=text("look = 1")),
        Index("cases_incident", "incident", sqlite_where=text("incident IS NOT NULL")),
    )  # fmt: skip


class OrderRow(Rows, table="work_order", sqlite_with_rowid=False):
    """A work order."""

    case_id = _case_id()
    place = _place()
    id = _id()
    number = _text(index=True)
    unit = _text()
    lead = _number()
    status = _text()
    round = _number()
    dispatched_at = _text()
    delivered_at = _text()
    prints = _number()
    _indexes = (Index("order_to_sign", "case_id", sqlite_where=text(f"status = '{OrderStatus.TO_SIGN}'")),)


class PartyRow(Rows, table="party", sqlite_with_rowid=False):
    """Who speaks in a case."""

    case_id = _case_id()
    place = _place()
    resident = _id_or_none(index=True)
    role = _text()
    name = _text()
    phone = _text(index=True)
    call_back = _number()


class ContactRow(Rows, table="contact", sqlite_with_rowid=False):
    """One attempt to reach a resident about a case."""

    case_id = _case_id()
    place = _place()
    round = _number()
    at = _text(index=True)
    reached = _text()
    solved = _text()
    satisfied = _text()
    why = _text()


class LimitRow(Rows, table="deadline", sqlite_with_rowid=False):
    """A clock of a case: the last limit set for it in a round, and when it was stopped."""

    case_id = _case_id()
    place = _place()
    round = _number()
    clock = _text()
    start = _text()
    until = _text()
    rule = _text()
    stopped_at = _text()


class ReferenceRow(Rows, table="reference", sqlite_with_rowid=False):
    """A number given elsewhere (12345, 信访 …), or the mark of an imported row; found by search."""

    case_id = _case_id()
    place = _place()
    issuer = _text()
    number = _text()
    _indexes = (Index("reference_number", "number", "issuer"),)


class VisitRow(Rows, table="visit"):
    """One contact: who came, how and when."""

    n = _n()
    id = _id(unique=True)
    undone = _number()
    channel = _text()
    received_at = _text(index=True)
    resident = _id_or_none(index=True)
    clerk = _text()


class ResidentRow(Rows, table="resident"):
    """A resident of this room. `same_as` points to the older record of the same person."""

    n = _n()
    id = _id(unique=True)
    undone = _number()
    name = _text(index=True)
    phone = _text(index=True)
    id_number = _text()
    compound = _text()
    building = _text()
    entrance = _text()
    home = _text()
    address = _text()
    remarks = _text()
    same_as = _id_or_none()
    look = _number()
    _indexes = (
        Index("resident_home", "compound", "building", "entrance", "home"),
        Index("resident_same_as", "same_as", sqlite_where=text("same_as IS NOT NULL")),
    )


class MasterRow(Rows, table="master"):
    """Master data of the district: rooms, units, grids, compounds, projects, works, duty …, by kind and code."""

    n = _n()
    id = _id(unique=True)
    kind = _text()
    code = _text()
    name = _text()
    undone = _number()
    look = _number()
    detail = _json()
    _indexes = (Index("master_code", "kind", "code"),)


class ReportRow(Rows, table="report"):
    """A report that was handed up: what it said then. `detail` holds all of its fields, rows and figures."""

    n = _n()
    id = _id(unique=True)
    undone = _number()
    number = _text(index=True)
    kind = _text()
    since = _text()
    until = _text()
    as_of = _text()
    detail = _json()


class LoginRow(Rows, table="login"):
    """A clerk's password on this PC (argon2). Never enters the journal."""

    clerk = _text(primary_key=True)
    password = _text()
    pin = _text(default="")


class DraftRow(Rows, table="draft"):
    """A form that was begun. Belongs to the desk, whoever is logged in; never travels."""

    n = _n()
    id = _id(unique=True)
    form = _text()
    title = _text()
    clerk = _text()
    saved_at = _text()
    fields = _json()
