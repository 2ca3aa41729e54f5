"""The tables of a room's database.

Every table has `n`, local, for lists and the search index, and most have `id`, which travels. `entry` and `fact` are
the truth; every other table here is folded from them and can be thrown away, but for `setting`, `login` and `draft`,
which belong to this PC.
"""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from reception.domain.lifecycle import OrderStatus


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


class Base(DeclarativeBase):
    """All tables of the room's database."""

    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class SettingRow(Base):
    """What this PC knows about itself: device, room, letter, server, token, cursors, last backup."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class EntryRow(Base):
    """A journal entry. `held` is 1 once the server has said that it holds it."""

    __tablename__ = "entry"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    device: Mapped[str] = mapped_column(IdType)
    seq: Mapped[int]
    prev_hash: Mapped[str | None] = mapped_column(IdType)
    hash: Mapped[str] = mapped_column(IdType, unique=True)
    hlc: Mapped[int]
    at: Mapped[str]
    clerk: Mapped[str]
    act: Mapped[str]
    gesture: Mapped[str] = mapped_column(IdType)
    header: Mapped[bytes]
    signature: Mapped[bytes | None]
    held: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("entry_device", "device", "seq"),
        Index("entry_gesture", "gesture"),
        Index("entry_waiting", "n", sqlite_where=text("held = 0")),
    )


class FactRow(Base):
    """A fact's line as it was written. A fact that is absent has no row."""

    __tablename__ = "fact"
    n: Mapped[int] = mapped_column(primary_key=True)
    entry_n: Mapped[int] = mapped_column(ForeignKey("entry.n"))
    position: Mapped[int]
    kind: Mapped[str]
    aggregate: Mapped[str] = mapped_column(IdType)
    line: Mapped[bytes]
    __table_args__ = (Index("fact_aggregate", "aggregate", "entry_n"), Index("fact_entry", "entry_n", "position"))


class CaseRow(Base):
    """A case as lists, search and figures need it. Times are UTC text; `""` is "none"."""

    __tablename__ = "cases"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    number: Mapped[str] = mapped_column(index=True)
    room: Mapped[str]
    status: Mapped[str]
    before: Mapped[str]
    hung_until: Mapped[str]
    undone: Mapped[int]
    look: Mapped[int]
    round: Mapped[int]
    voice: Mapped[str]
    category: Mapped[str]
    urgency: Mapped[str]
    summary: Mapped[str]
    words: Mapped[str]
    wants: Mapped[str]
    place_kind: Mapped[str]
    compound: Mapped[str]
    building: Mapped[str]
    entrance: Mapped[str]
    home: Mapped[str]
    address: Mapped[str]
    grid: Mapped[str]
    project: Mapped[str]
    item: Mapped[str]
    resident: Mapped[str]
    phone: Mapped[str]
    anonymous: Mapped[int]
    confidential: Mapped[int]
    visit: Mapped[str | None] = mapped_column(IdType, index=True)
    incident: Mapped[str | None] = mapped_column(IdType, index=True)
    channel: Mapped[str]
    received_at: Mapped[str]
    due_at: Mapped[str]
    next_clock: Mapped[str]
    next_due_at: Mapped[str]
    follow_up_at: Mapped[str]
    planned_on: Mapped[str]
    unit: Mapped[str]
    order_number: Mapped[str]
    repeats: Mapped[int]
    handled_at: Mapped[str]
    closed_at: Mapped[str]
    history: Mapped[int]
    search_mark: Mapped[int]
    __table_args__ = (
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
    )  # fmt: skip


class OrderRow(Base):
    """A work order."""

    __tablename__ = "work_order"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType)
    case_id: Mapped[str] = mapped_column(IdType, index=True)
    number: Mapped[str] = mapped_column(index=True)
    unit: Mapped[str]
    lead: Mapped[int]
    status: Mapped[str]
    round: Mapped[int]
    dispatched_at: Mapped[str]
    delivered_at: Mapped[str]
    prints: Mapped[int]
    __table_args__ = (Index("order_to_sign", "case_id", sqlite_where=text(f"status = '{OrderStatus.TO_SIGN}'")),)


class PartyRow(Base):
    """Who speaks in a case."""

    __tablename__ = "party"
    n: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(IdType, index=True)
    resident: Mapped[str | None] = mapped_column(IdType, index=True)
    role: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    call_back: Mapped[int]


class ContactRow(Base):
    """One attempt to reach a resident about a case."""

    __tablename__ = "contact"
    n: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(IdType, index=True)
    round: Mapped[int]
    at: Mapped[str] = mapped_column(index=True)
    reached: Mapped[str]
    solved: Mapped[str]
    satisfied: Mapped[str]
    why: Mapped[str]


class LimitRow(Base):
    """A clock of a case: the last limit set for it in a round, and when it was stopped."""

    __tablename__ = "deadline"
    n: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(IdType, index=True)
    round: Mapped[int]
    clock: Mapped[str]
    start: Mapped[str]
    until: Mapped[str]
    rule: Mapped[str]
    stopped_at: Mapped[str]
    __table_args__ = (Index("deadline_running", "until", sqlite_where=text("stopped_at = ''")),)


class ReferenceRow(Base):
    """A number given elsewhere (12345, 信访 …), or the mark of an imported row; found by search."""

    __tablename__ = "reference"
    n: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(IdType, index=True)
    issuer: Mapped[str]
    number: Mapped[str]
    __table_args__ = (Index("reference_number", "number", "issuer"),)


class VisitRow(Base):
    """One contact: who came, how and when."""

    __tablename__ = "visit"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    undone: Mapped[int]
    channel: Mapped[str]
    received_at: Mapped[str] = mapped_column(index=True)
    resident: Mapped[str | None] = mapped_column(IdType, index=True)
    clerk: Mapped[str]


class ResidentRow(Base):
    """A resident of this room. `same_as` points to the older record of the same person."""

    __tablename__ = "resident"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    undone: Mapped[int]
    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(index=True)
    id_number: Mapped[str]
    compound: Mapped[str]
    building: Mapped[str]
    entrance: Mapped[str]
    home: Mapped[str]
    address: Mapped[str]
    remarks: Mapped[str]
    same_as: Mapped[str | None] = mapped_column(IdType, index=True)
    look: Mapped[int]
    __table_args__ = (Index("resident_home", "compound", "building", "entrance", "home"),)


class MasterRow(Base):
    """Master data of the district: rooms, units, grids, compounds, projects, works, duty …, by kind and code."""

    __tablename__ = "master"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    kind: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    undone: Mapped[int]
    look: Mapped[int]
    detail: Mapped[dict[str, Any]]
    __table_args__ = (Index("master_code", "kind", "code"),)


class LoginRow(Base):
    """A clerk's password on this PC (argon2). Never enters the journal."""

    __tablename__ = "login"
    clerk: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str]
    pin: Mapped[str] = mapped_column(default="")


class DraftRow(Base):
    """A form that was begun. Belongs to the desk, whoever is logged in; never travels."""

    __tablename__ = "draft"
    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(IdType, unique=True)
    form: Mapped[str]
    title: Mapped[str]
    clerk: Mapped[str]
    saved_at: Mapped[str]
    fields: Mapped[dict[str, Any]]
