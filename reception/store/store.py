"""A room's data folder, open: the one object through which everything reads and writes it."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from reception.domain.changed import Changed
from reception.domain.clock import Clock
from reception.domain.entry import Entry
from reception.domain.errors import NotAllowed
from reception.domain.numbering import LETTERS
from reception.store import copies, journal, schema, search
from reception.store.attachments import ATTACHMENTS, Attachments
from reception.store.backup import DATABASE, back_up
from reception.store.copying import Progress, quiet
from reception.store.engine import Engines, fold_log, open_engines
from reception.store.journal import Author, Writing
from reception.store.keys import RECOVERY_FILE

CROWDED = 200
"""After so many unmerged saves a search begins to feel it, and a program that ends merges them."""


class Store:
    """The journal and the rows of one room on this PC.

    `read` gives a connection that sees one moment; `write` gives one act's transaction: all of it or nothing.
    """

    def __init__(self, folder: Path, key: bytes, engines: Engines, clock: Clock) -> None:
        self.folder = folder
        self.engines = engines
        self.clock = clock
        self._key = key
        self._attachments: Attachments | None = None

    @classmethod
    def create(cls, folder: Path, key: bytes, clock: Clock, room: str, *, sample: bool = False) -> "Store":
        """Make the database of a new device of a room. Raises NotAllowed when the folder is used."""
        if (folder / DATABASE).exists():
            raise NotAllowed(f"文件夹已在使用：{folder}", english=f"this folder is in use: {folder}", field="--data")
        folder.mkdir(parents=True, exist_ok=True)
        store = cls(folder, key, open_engines(folder / DATABASE, key, create=True), clock)
        with store.engines.write.begin() as conn:
            schema.create(conn)
            journal.note(conn, "device", clock.new_id())
            journal.note(conn, "room", room)
            journal.note(conn, "sample", sample)
            journal.note(conn, "letter", random_mark())
            journal.note(conn, "whereabouts", copies.whereabouts(folder / DATABASE))
        return store

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock) -> "Store":
        """Open a used folder, upgrading its tables when an older program made them.

        Raises NotFound, Damaged (bytes changed) or Unavailable (wrong key, locked).
        """
        store = cls(folder, key, open_engines(folder / DATABASE, key), clock)
        try:
            schema.ensure(store.engines, store._before_upgrade)
        except BaseException:
            store.engines.close()
            raise
        store._notice_a_copy()
        return store

    def _before_upgrade(self, version: int) -> None:
        self.back_up(self.folder / f"before-upgrade-{version}.backup")

    def _notice_a_copy(self) -> None:
        """A copy or a restored backup must not give its original's numbers: a random mark until the server's letter."""
        database = self.folder / DATABASE
        with self.read() as conn:
            if not copies.copied(database, journal.setting(conn, "whereabouts", {})):
                return
        with self.engines.write.begin() as conn:
            journal.note(conn, "letter", random_mark())
            journal.note(conn, "whereabouts", copies.whereabouts(database))

    def close(self) -> None:
        """Close the files; an index with many unmerged saves is merged first."""
        with self.read() as conn:
            crowded = journal.setting(conn, journal.UNMERGED, 0) >= CROWDED
        while crowded and self.tidy():
            pass
        if self._attachments is not None:
            self._attachments.close()
        self.engines.close()

    @property
    def has_attachments(self) -> bool:
        """Whether the attachments' file was made."""
        return self._attachments is not None or (self.folder / ATTACHMENTS).exists()

    @property
    def attachments(self) -> Attachments:
        """Photos and scans; their file is made with the first."""
        if self._attachments is None:
            path = self.folder / ATTACHMENTS
            self._attachments = Attachments.open(path, self._key, create=not path.exists())
        return self._attachments

    @property
    def wrapped_key(self) -> str:
        """The data key under the recovery key, as it lies beside the database; "" when it does not."""
        try:
            return (self.folder / RECOVERY_FILE).read_text(encoding="utf-8")
        except OSError:
            return ""

    def foreign_writes(self) -> int:
        """A number that changes when another process has committed something, and only then.

        It is SQLite's `data_version`, asked on the connection all of this process's writes go through.
        """
        connection = self.engines.write.raw_connection()
        try:
            cursor = connection.cursor()
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
            return int(version)
        finally:
            connection.close()

    def back_up(self, out: Path, told: Progress = quiet) -> None:
        """Write a backup, in use or not: both databases and the wrapped key in one file. Raises as `backup.back_up`."""
        back_up(self.folder, self._key, out, self.clock, told)

    def tidy(self) -> bool:
        """Merge a little of the search index (milliseconds). True while there is more; call it when nobody waits.

        When there is no more, the log of saves is folded into the file: else a save now and then would wait for that.
        """
        with self.engines.write.begin() as conn:
            if not journal.setting(conn, journal.UNMERGED, 0):
                return False
            more = search.merge_idle(conn)
            if not more:
                journal.note(conn, journal.UNMERGED, 0)
        if not more:
            fold_log(self.engines.write)
        return more

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment and cannot write."""
        with self.engines.read.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def write(self, clerk: str, author: Author | None = None) -> Iterator[Writing]:
        """One transaction. What was added is recorded when the block ends; an error takes all of it back."""
        with self.engines.write.begin() as conn:
            writing = Writing(conn, author.clock if author else self.clock, clerk, author)
            yield writing
            writing.flush()

    def record(self, conn: Connection, entries: Sequence[Entry], *, held: bool = False) -> Changed:
        """Take entries that were written elsewhere (the feed, a repair)."""
        return journal.record(conn, entries, held=held)


def random_mark() -> str:
    """Two letters that stand in a number's place for a letter until the district gives one."""
    return secrets.choice(LETTERS) + secrets.choice(LETTERS)
