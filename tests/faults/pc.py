"""A room's PC in this process: the production store, desk and exchange over files of its own."""

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from faults.chance import MachineClock
from faults.disk import Machine, image_of, put_back
from faults.statements import share
from sqlalchemy import delete, select
from support.room import KEY

from reception.desk.desk import Clerk, Desk
from reception.domain.lifecycle import Post
from reception.store import copies, journal, refold, store
from reception.store.engine import open_engines
from reception.store.store import DATABASE, Store
from reception.store.tables import EntryRow, FactRow


class Lost(AssertionError):
    """Something that must always hold does not."""


def make_template(folder: Path, room: str, clock: MachineClock) -> None:
    """A PC's folder for schedules to copy."""
    made = Store.create(folder, KEY, clock, room)
    _ = made.attachments
    made.close()


def make_new(template: Path, folder: Path, room: str, clock: MachineClock) -> None:
    """A fresh PC of a room in this folder, as `Store.create` leaves it."""
    _move(template, folder, {"device": clock.new_id(), "room": room, "letter": store.random_mark()})


def make_ready(template: Path, folder: Path) -> None:
    """The PC of this template itself, not a copy of it."""
    _move(template, folder, {})


def _move(template: Path, folder: Path, notes: Mapping[str, object]) -> None:
    shutil.copytree(template, folder)
    engines = open_engines(folder / DATABASE, KEY)
    with engines.write.begin() as conn:
        journal.notes(conn, {**notes, "whereabouts": copies.whereabouts(folder / DATABASE)})
    engines.close()


class Pc(Machine):
    """A PC. `recorded` are the entries of acts that came back to the clerk, and must never go but with the disk.

    `forgot` are those that a bad sector took: a check gets them back.
    """

    def __init__(self, name: str, folder: Path, room: str, new_clock: Callable[[], MachineClock]) -> None:
        super().__init__(folder)
        self.name, self.room, self._new_clock = name, room, new_clock
        self.recorded: set[str] = set()
        self.code = ""
        self.clock = new_clock()
        self.backups: list[dict[str, bytes]] = []
        self.calling = 0
        self.forgot: set[str] = set()
        self.checked = False

    def start(self) -> None:
        """Turn it on: what was recorded must be there. Raises Lost."""
        if self.dead:
            self.rise()
        offset = self.clock.offset
        self.clock = self._new_clock()
        self.clock.offset = offset
        self.store = Store.open(self.folder, KEY, self.clock)
        for engines in (self.store.engines, self.store.attachments.engines):
            share(engines.write, engines.read)
        self.desk = Desk(self.store, Clerk("wang", "王娟", Post.LEADER))
        for engine in (self.store.engines.write, self.store.attachments.engines.write):
            self.watch(engine)
        gone = self.recorded - self.ids()
        if gone:
            raise Lost(f"{self.name} lost {len(gone)} recorded entries: {sorted(gone)[:3]}")

    def stop(self) -> None:
        """Turn it off."""
        self.store.attachments.close()
        self.store.engines.close()

    def start_again(self) -> None:
        """Come up after a kill."""
        self.stop()
        self.start()

    def image(self) -> dict[str, bytes]:
        """A backup, or what somebody copies."""
        return image_of(self.folder)

    def be_restored(self, image: dict[str, bytes], folder: Path) -> None:
        """Be the PC of an old backup, in a new folder."""
        self.stop()
        put_back(folder, image)
        self.folder, self.recorded, self.checked = folder, set(), False
        self.start()
        self.recorded = self.ids()

    def forget(self, chance: random.Random) -> str:
        """Lose an entry that the server is believed to hold, as no program of ours would; which, "" for none.

        None by which this PC gave a number: it would give that again, as it could not know better.
        """
        own = self.device
        with self.store.read() as conn:
            held = journal.load_entries(conn, EntryRow.held == 1)
        gave = {entry.id for entry in held for f in entry.seen if entry.device == own and "number" in f.fields}
        entry = chance.choice([*sorted({entry.id for entry in held} - gave), ""])
        with self.store.write("test") as writing:
            for n in writing.conn.execute(select(EntryRow.n).where(EntryRow.id == entry)).scalars().all():
                writing.conn.execute(delete(FactRow).where(FactRow.entry_n == n))
                writing.conn.execute(delete(EntryRow).where(EntryRow.n == n))
                refold.rebuild(writing.conn)
        self.recorded.discard(entry)
        self.forgot |= {entry} - {""}
        self.checked = False
        return entry

    @property
    def device(self) -> str:
        """Its device's id; a copy has its original's."""
        with self.store.read() as conn:
            return str(journal.setting(conn, "device"))

    @property
    def letter(self) -> str:
        """What stands for it in numbers."""
        with self.store.read() as conn:
            return str(journal.setting(conn, "letter"))

    def ids(self) -> set[str]:
        """Every entry that is here."""
        with self.store.read() as conn:
            return set(conn.execute(select(EntryRow.id)).scalars())

    def held(self) -> set[str]:
        """Entries that do not wait: those the server is believed to hold."""
        with self.store.read() as conn:
            return set(conn.execute(select(EntryRow.id).where(EntryRow.held == 1)).scalars())

    def waiting(self) -> set[str]:
        """Entries that wait."""
        return self.ids() - self.held()
