"""The tables of the district's server. Every key begins with the district, so that rows shard by it.

`entry` with `batch` is the truth; `aside` holds what could not be read; `holding`, `touch`, `reach`, `handover`,
`letter`, `master` and `filed` are derived from entries. `device`, `token` and `code` belong to this server.
"""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Hex(TypeDecorator[str]):
    """An id or hash: hex text in Python, half the bytes in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Hex to bytes."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | memoryview | None, dialect: Dialect) -> str | None:
        """Bytes to hex."""
        return None if value is None else bytes(value).hex()


METADATA = MetaData()


def _key(name: str, kind: type[Hex] | type[Text] | type[BigInteger] | type[Integer]) -> Column[object]:
    return Column(name, kind, primary_key=True, autoincrement=False)


DISTRICT = Table(
    "district", METADATA,
    _key("district", Integer),
    Column("identity", Hex, nullable=False),
    Column("device", Hex, nullable=False),
    Column("public_key", Hex, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("made_at", Text, nullable=False),
)  # fmt: skip
"""One row per district: who the server is, and its signing device."""

COUNTER = Table(
    "counter", METADATA, _key("district", Integer), Column("n", BigInteger, nullable=False)
)  # fmt: skip
"""The last batch number given; locked last before commit."""

DEVICE = Table(
    "device", METADATA,
    _key("district", Integer), _key("device", Hex),
    Column("room", Text, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
    Column("enrolled_at", Text, nullable=False),
    Column("branches", Integer, nullable=False, default=0),
    Column("seq", BigInteger, nullable=False, default=0),
    Column("head", Hex),
    Column("hlc", BigInteger, nullable=False, default=0),
    Column("last_contact", Text, nullable=False, default=""),
    Column("program", Text, nullable=False, default=""),
    Column("said_head", BigInteger, nullable=False, default=0),
    Column("said_waiting", BigInteger, nullable=False, default=0),
    Column("clock_offset", BigInteger, nullable=False, default=0),
    Column("wrapped_key", Text, nullable=False, default=""),
    Column("said_mark", Text, nullable=False, default=""),
)  # fmt: skip
"""A device and what it last said of itself; `room` is "" for the district's own. Locked by each push of its entries.

`said_head` is the seq of its newest entry, `said_mark` the beginning of its hash. `clock_offset` is how far the
server's clock was ahead of the device's, in milliseconds; `wrapped_key` its data key under the recovery key that was
printed for it: without that paper it opens nothing.
"""

TOKEN = Table(
    "token", METADATA,
    _key("district", Integer), _key("hash", Hex),
    Column("device", Hex, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("used", Boolean, nullable=False, default=False),
    Column("until", Text, nullable=False, default=""),
    Index("token_device", "district", "device"),
)  # fmt: skip
"""BLAKE2b of the tokens that open the door. The tokens themselves are nowhere.

A token's first use ends the code it came by, and sets the end (`until`) of those it takes the place of.
"""

CODE = Table(
    "code", METADATA,
    _key("district", Integer), _key("hash", Hex),
    Column("room", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("used_by", Hex),
)  # fmt: skip
"""One-time codes of enrolment, hashed."""

LETTER = Table(
    "letter", METADATA,
    _key("district", Integer), _key("room", Text), _key("letter", Text),
    Column("device", Hex, nullable=False),
    Column("branch", Integer),
    Column("base", Hex),
    Column("given_at", Text, nullable=False),
    Index("letter_device", "district", "device"),
)  # fmt: skip
"""Letters given, never again. `branch` is empty until the first entry on it came; `base` is the entry it grows from."""

ENTRY = Table(
    "entry", METADATA,
    _key("district", Integer), _key("id", Hex),
    Column("device", Hex, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("prev_hash", Hex),
    Column("hash", Hex, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("branch", Integer, nullable=False),
    Column("push", Hex, nullable=False),
    Column("position", Integer, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", Hex),
    Index("entry_device", "district", "device", "seq"),
    Index("entry_push", "district", "push", "position"),
)  # fmt: skip
"""Entries as they were written: `body` is the fact lines, each ended by a newline, an absent one empty."""

BATCH = Table(
    "batch", METADATA,
    _key("district", Integer), _key("n", BigInteger),
    Column("push", Hex, nullable=False),
    Column("device", Hex, nullable=False),
    Column("at", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Index("batch_push", "district", "push", unique=True),
)  # fmt: skip
"""The feed's order: the n-th push to be committed, which device brought it, when, and how many entries."""

REACH = Table("reach", METADATA, _key("district", Integer), _key("audience", Text), _key("n", BigInteger))
"""For whom a batch holds something: a room's code, or `*` for all."""

TOUCH = Table("touch", METADATA, _key("district", Integer), _key("case_id", Hex), _key("id", Hex))
"""Which entries speak of a case."""

HOLDING = Table(
    "holding", METADATA,
    _key("district", Integer), _key("case_id", Hex), _key("turn", BigInteger),
    Column("room", Text, nullable=False),
    Column("since", BigInteger),
    Column("until", BigInteger),
    Index("holding_since", "district", "room", "since"),
)  # fmt: skip
"""Who holds a case: `turn` 0 is the room that opened it, else the hlc of the `handed_over`; the greatest turn holds it.

`since` is the batch from which the feed serves the whole case (empty for turn 0), `until` the batch that ended it.
"""

HANDOVER = Table(
    "handover", METADATA,
    _key("district", Integer), _key("ask", Hex),
    Column("answer", Hex, nullable=False),
    Column("case_id", Hex, nullable=False),
    Column("room", Text, nullable=False),
    Column("granted", Boolean, nullable=False),
)  # fmt: skip
"""Transfers asked and what the district answered."""

ASIDE = Table(
    "aside", METADATA,
    _key("district", Integer), _key("hash", Hex),
    Column("device", Hex, nullable=False),
    Column("id", Hex),
    Column("why", Text, nullable=False),
    Column("header", LargeBinary),
    Column("body", LargeBinary),
    Column("signature", Hex),
    Index("aside_id", "district", "id"),
)  # fmt: skip
"""What was set aside and why. `header` and `body` are kept here when the entry could not be kept as one."""

MASTER = Table(
    "master", METADATA,
    _key("district", Integer), _key("kind", Text), _key("code", Text),
    Column("id", Hex, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("heads", JSON, nullable=False),
)  # fmt: skip
"""Master data as last written: the fields, and per field the entry that set it."""

FILED = Table("filed", METADATA, _key("district", Integer), _key("sha256", Hex), _key("case_id", Hex))
"""Which cases name an attachment."""

ATTACHMENT = Table(
    "attachment", METADATA,
    _key("district", Integer), _key("sha256", Hex),
    Column("size", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
)  # fmt: skip
"""Attachments arriving and here: `held` bytes from the beginning, of `size`."""

CHUNK = Table(
    "chunk", METADATA,
    _key("district", Integer), _key("sha256", Hex), _key("start", BigInteger),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip
"""Pieces of attachments, by their first byte's place."""
