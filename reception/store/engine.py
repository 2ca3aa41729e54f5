"""The two engines of a database file: one connection that writes, several that read.

Everything is SQLCipher with a raw key, in WAL with `synchronous=FULL`. Errors of the file, the key, the lock and the
disk come out of both engines as `domain.errors`.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from reception.domain.errors import Damaged, NotFound, ReceptionError, Unavailable
from reception.store.driver import run
from reception.store.errors import code_of, damaged, translated

KEY_BYTES = 32
BUSY_SECONDS = 10
WRITE_CACHE_KB = 16_000
READ_CACHE_KB = 4_000
READERS = 4
WAL_LIMIT_BYTES = 64 * 1024 * 1024
WAL_PAGES = 8_000
"""Pages of log at which a save folds them into the file itself; an idle program does so long before."""

PAGE_BYTES = 4096
_SALT_BYTES = 16
_IV_BYTES = 16
_MAC_BYTES = 64
_PAGES_TO_TRY = 64


@dataclass(frozen=True, slots=True)
class Engines:
    """A database file, open. `write` has one connection and begins with BEGIN IMMEDIATE; `read` cannot write."""

    path: Path
    key: bytes = field(repr=False)
    write: Engine
    read: Engine

    def close(self) -> None:
        """Close every connection; the last one out folds the WAL into the file."""
        self.read.dispose()
        self.write.dispose()


def open_engines(path: Path, key: bytes, *, create: bool = False) -> Engines:
    """Open the database under a raw 256-bit key.

    Without `create` the file must be there: an empty file in a used folder is a loss, not a new start.
    Raises NotFound, Damaged (bytes changed), or Unavailable (wrong key, no access, locked).
    """
    if not create:
        _must_hold_something(path)
    write = _engine(lambda: connect(path, key, cache_kb=WRITE_CACHE_KB), size=1, overflow=0)
    event.listen(write, "begin", _begin_write)
    read = _engine(lambda: _connect_reader(path, key), size=READERS, overflow=READERS)
    event.listen(read, "begin", _begin_read)
    engines = Engines(path, key, write, read)
    try:
        with write.connect():
            pass
    except BaseException:
        engines.close()
        raise
    return engines


def connect(path: Path, key: bytes, *, cache_kb: int = READ_CACHE_KB) -> dbapi2.Connection:
    """A bare connection with all pragmas set, as the engines and the backup use it. Raises as `open_engines`."""
    try:
        connection = dbapi2.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    except dbapi2.Error as error:
        raise translated(error) or error from error
    try:
        _prepare(connection, key, cache_kb)
    except dbapi2.Error as error:
        connection.close()
        if code_of(error) == dbapi2.SQLITE_NOTADB:
            raise _unreadable(path, key) from error
        raise translated(error) or error from error
    return connection


def fold_log(engine: Engine) -> None:
    """Fold the log of what was committed into the file, as far as no reader stands in the way."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        connection.close()


def _engine(creator: Callable[[], dbapi2.Connection], *, size: int, overflow: int) -> Engine:
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=creator, poolclass=QueuePool, pool_size=size, max_overflow=overflow,
        pool_timeout=BUSY_SECONDS,
    )  # fmt: skip
    event.listen(engine, "handle_error", _tell)
    return engine


def _tell(context: ExceptionContext) -> None:
    told = translated(context.original_exception)
    if told is not None:
        raise told


def _begin_write(connection: Connection) -> None:
    run(connection, "BEGIN IMMEDIATE")


def _begin_read(connection: Connection) -> None:
    run(connection, "BEGIN")


def _prepare(connection: dbapi2.Connection, key: bytes, cache_kb: int) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    connection.execute(f"PRAGMA cache_size = {-cache_kb}")


def _connect_reader(path: Path, key: bytes) -> dbapi2.Connection:
    connection = connect(path, key)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _must_hold_something(path: Path) -> None:
    if not path.exists():
        raise NotFound(f"没有找到数据库：{path}", english=f"there is no database here: {path}")
    if path.stat().st_size == 0:
        raise Damaged(
            f"数据库文件是空的：{path}，请用备份恢复", english=f"the database file is empty: {path}; restore a backup"
        )


def _unreadable(path: Path, key: bytes) -> ReceptionError:
    return damaged() if key_fits(path, key) or not _looks_encrypted(path) else _wrong_key()


def _looks_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size % PAGE_BYTES == 0 and not file.read(_SALT_BYTES).startswith(b"SQLite format 3")


def key_fits(path: Path, key: bytes) -> bool:
    """Whether any of the first pages was written under this key.

    SQLCipher says "not a database" for a wrong key and for a damaged first page alike; the other pages know which.
    """
    with path.open("rb") as file:
        first = file.read(PAGE_BYTES)
        mac_key = _mac_key(first[:_SALT_BYTES], key)
        pages = (file.read(PAGE_BYTES) for _ in range(_PAGES_TO_TRY))
        return _is_ours(first[_SALT_BYTES:], 1, mac_key) or any(
            _is_ours(page, number, mac_key) for number, page in enumerate(pages, 2)
        )


def _mac_key(salt: bytes, key: bytes) -> bytes:
    """SQLCipher 4's key for page HMACs: PBKDF2 of the raw key, two rounds, over the masked salt."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, KEY_BYTES)


def _is_ours(page: bytes, number: int, mac_key: bytes) -> bool:
    body, mac = page[:-_MAC_BYTES], page[-_MAC_BYTES:]
    expected = hmac.new(mac_key, body + number.to_bytes(4, "little"), "sha512").digest()
    return len(body) > _IV_BYTES and hmac.compare_digest(expected, mac)


def _wrong_key() -> ReceptionError:
    return Unavailable(
        "密钥不符，打不开数据库；数据没有改动。请检查本机密钥，或用恢复码恢复备份",
        english="the key does not open this database; nothing was changed. Check this PC's key, or restore a backup "
        "with the recovery key",
    )
