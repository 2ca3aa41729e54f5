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
