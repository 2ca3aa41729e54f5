"""Copying an encrypted database while it is in use."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from reception.domain.errors import Damaged
from reception.store.engine import PAGE_BYTES, connect
from reception.store.errors import translated

Progress = Callable[[int, int], None]
"""Told (done, all), in bytes where files are copied, now and then; what it raises stops the work."""

_PAGES_A_STEP = 2_000


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def copy_database(source: Path, key: bytes, target: Path, told: Progress = quiet) -> None:
    """Copy one moment of a database into a new file under the same key, through SQLite's backup API.

    Raises Unavailable (disk full, no access) or Damaged (a page of the source cannot be read).
    """
    try:
        with closing(connect(source, key)) as old, closing(_new_file(target, key)) as new:
            _must_be_sound(old)
            # One snapshot for all steps: writers go on in the WAL, and the copy never starts over for them.
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
            old.backup(new, pages=_PAGES_A_STEP, progress=_in_bytes(told))
            old.execute("ROLLBACK")
            new.execute("PRAGMA journal_mode = DELETE")
    except dbapi2.Error as error:
        raise translated(error) or error from error


def _must_be_sound(connection: dbapi2.Connection) -> None:
    """The backup API takes a page that fails its HMAC for an empty one and says nothing, so every page is checked.

    The check reads the file itself; a page may just be written by a checkpoint, so a failure counts when it repeats.
    """
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    for _ in range(2):
        if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return
    raise Damaged(
        "数据库文件已损坏，没有做成备份，以前的备份没有动；请用它恢复",
        english="the database file is damaged; no backup was made and the one before was left alone: restore that",
    )


def _new_file(target: Path, key: bytes) -> dbapi2.Connection:
    connection = dbapi2.connect(target, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _in_bytes(told: Progress) -> Callable[[int, int, int], None]:
    def progress(_status: int, remaining: int, total: int) -> None:
        told((total - remaining) * PAGE_BYTES, total * PAGE_BYTES)

    return progress
