"""The real thing: processes killed with SIGKILL at random while PCs exchange with a server through a bad line.

PCs, servers and PostgreSQL are processes; the line is `proxy.py`. A round kills one of them and starts it
again. What a PC was told (an act recorded, an entry held) must be so ever after.

PYTHONPATH=tests python tests/faults/kills.py --rounds 1000 --seed 1
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
from faults import clerk as clerks
from faults.proxy import Proxy
from sqlalchemy import select
from support.postgres import Cluster
from support.room import KEY, MASTER

from reception.desk.commands import RegisterVisit, read
from reception.desk.desk import Clerk, Desk
from reception.desk.register import register_visit
from reception.district.enrolment import enrol_code
from reception.district.master import write_master
from reception.district.office import District, open_district
from reception.district.serve import serve
from reception.district.verify import verify as verify_server
from reception.domain.clock import SystemClock
from reception.domain.errors import ReceptionError
from reception.domain.lifecycle import Post
from reception.store import exchange, rows
from reception.store.journal import setting
from reception.store.store import Store
from reception.store.tables import EntryRow
from reception.store.verify import verify as verify_room
from reception.sync.client import sync_once
from reception.sync.enrol import enrol

ROOMS = ("NG07", "NG07", "NG08")
"""The PCs, by room."""
ROUNDS_A_DAY = 100
"""A day has its own database, server and PCs, so that what must be looked at does not grow with the rounds."""
SERVERS = 2
"""Processes that serve at once."""
VICTIMS = {"pc": 11, "server": 4, "database": 1}
LONGEST_PEACE, LONGEST_ABSENCE = 0.8, 0.2
"""Seconds between two kills, and that a server process is away, at most."""
ROUNDS_TO_REST = 30
WAIT_SECONDS = 60


class Lost(AssertionError):
    """Something that must always hold does not."""


def memory() -> Path | None:
    """In memory where that can be had: what is killed are processes, not disks."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


# a PC


class Pc:
    """A room's PC: its folder, and the process that is at work on it.

    `notes` is what its processes were told, a JSON line each; what was written there before a kill stays.
    """

    def __init__(self, folder: Path, room: str) -> None:
        self.folder, self.room = folder, room
        self.notes = folder.with_suffix(".notes")
        self._life: BaseProcess | None = None
        store = Store.create(folder, KEY, SystemClock(), room)
        with store.read() as conn:
            self.device = str(setting(conn, "device"))
        store.close()

    def open(self) -> Store:
        """Its folder."""
        return Store.open(self.folder, KEY, SystemClock())

    def start(self, seed: int) -> None:
        """Turn it on."""
        self._life = get_context("fork").Process(target=_live, args=(self, seed), daemon=True)
        self._life.start()

    def kill(self) -> None:
        """Pull the plug. Raises Lost when it had fallen over by itself."""
        assert self._life is not None
        if not self._life.is_alive():
            raise Lost(f"{self.folder.name} fell over: {self.notes.read_text()[-2000:]}")
        self._life.kill()
        self._life.join()

    def told(self) -> Iterator[dict[str, Any]]:
        """What its processes noted; a line that a kill cut off is none."""
        for line in self.notes.read_text().splitlines() if self.notes.exists() else ():
            with suppress(ValueError):
                yield json.loads(line)

    def entries(self, *where: Any) -> dict[str, str]:
        """Its entries, hash by id."""
        store = self.open()
        try:
            with store.read() as conn:
                found = conn.execute(select(EntryRow.id, EntryRow.hash).where(*where))
                return {row.id: row.hash for row in found}
        finally:
            store.close()


def _live(pc: Pc, seed: int) -> None:
    """What a PC's process does until it is killed: a clerk's acts and exchanges."""
    warnings.simplefilter("error")
    chance = random.Random(seed)
    with pc.notes.open("a", buffering=1) as notes:
        store = pc.open()
        desk = Desk(store, Clerk("wang", "王娟", Post.LEADER))
        here = SimpleNamespace(store=store, desk=desk, room=pc.room, clock=store.clock)
        clerk = clerks.Clerk(here, chance, pc.folder, (*ROOMS[1:], "NG09"), {})  # type: ignore[arg-type]
        turn = 0
        while True:
            for _ in range(chance.randrange(1, 4)):
                turn += 1
                _act(clerk, notes.write, chance, f"{seed:x}-{turn:x}")
            _exchange(store, notes.write, chance)


def _act(clerk: clerks.Clerk, note: Callable[[str], object], chance: random.Random, mark: str) -> None:
    """One act; a registration carries words that no other has."""
    with suppress(ReceptionError):
        if chance.random() < 0.4:
            note(_line(begun=mark))
            given = {"resident": {"name": "张淑芬", "phone": "13904510000"}, "cases": [{"words": f"漏水 <{mark}>"}]}
            numbers = register_visit(clerk.pc.desk, read(RegisterVisit, given)).numbers
            note(_line(done=mark, numbers=numbers))
        else:
            clerk.act()
    with clerk.pc.store.read() as conn:
        last = conn.execute(select(EntryRow.id).order_by(EntryRow.n.desc()).limit(1)).scalar()
    note(_line(entry=last))


def _exchange(store: Store, note: Callable[[str], object], chance: random.Random) -> None:
    try:
        done = sync_once(store)
        note(_line(exchange="done", sent=done.sent, received=done.received))
    except ReceptionError as error:
        note(_line(exchange="broken off", why=error.english))
        time.sleep(chance.random() * 0.05)


def _line(**said: Any) -> str:
    return json.dumps(said) + "\n"


# the server


class Server:
    """A process that serves the district at a port of its own."""

    def __init__(self, place: str) -> None:
        self.place, self.port = place, 0
        self._life: BaseProcess | None = None
        self.start()

    def start(self) -> None:
        """Serve; returns when it is ready."""
        processes = get_context("fork")
        near, far = processes.Pipe(duplex=False)
        self._life = processes.Process(target=_serve, args=(self.place, self.port, far.fileno()), daemon=True)
        self._life.start()
        far.close()
        with os.fdopen(os.dup(near.fileno())) as said:
            self.port = int(said.readline().rpartition(":")[2])
        near.close()

    def kill(self) -> None:
        """Pull the plug."""
        assert self._life is not None
        self._life.kill()
        self._life.join()


def _serve(place: str, port: int, out: int) -> None:
    os.dup2(out, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # its log
    serve(place, port=port)


# a day


class Day:
    """A district, its PCs and the line between them, for some rounds."""

    def __init__(self, folder: Path, cluster: Cluster, seed: int, stack: ExitStack) -> None:
        self.chance = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self._folder = folder
        self._url = cluster.new_database()
        stack.callback(cluster.drop_database, self._url)
        os.environ["RECEPTION_DISTRICT_KEY_FILE"] = str(folder / "district.key")
        self._held: set[str] = set()
        codes = self._make_district()
        self.servers = [Server(self._url) for _ in range(SERVERS)]
        for server in self.servers:
            stack.callback(server.kill)
        self.line = stack.enter_context(Proxy([server.port for server in self.servers], seed))
        self.pcs = [self._new_pc(f"pc{n}", room, code) for n, (room, code) in enumerate(zip(ROOMS, codes, strict=True))]

    def _make_district(self) -> list[str]:
        district = self._district()
        try:
            for kind in dict.fromkeys(kind for kind, _ in MASTER):
                write_master(district, kind, [dict(fields) for name, fields in MASTER if name == kind])
            write_master(district, "room", [{"code": "NG09", "name": "花园街民生接待室"}])
            return [enrol_code(district, room) for room in ROOMS]
        finally:
            district.close()

    def _district(self) -> District:
        return open_district(self._url)

    def _new_pc(self, name: str, room: str, code: str) -> Pc:
        """A PC that has been taken in, through the bad line."""
        pc = Pc(self._folder / name, room)
        store = pc.open()
        try:
            _until(lambda: enrol(store, self.line.url, code))
        finally:
            store.close()
        return pc

    def run(self, rounds: int) -> Counter[str]:
        """So many kills, then everything must come to rest and be there. Raises Lost."""
        for pc in self.pcs:
            pc.start(self.chance.getrandbits(48))
        for _ in range(rounds):
            time.sleep(self.chance.random() * LONGEST_PEACE)
            victim = self.chance.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            _KILLS[victim](self)
            self.counts[f"killed: {victim}"] += 1
        for pc in self.pcs:
            pc.kill()
        self._rest()
        self._check()
        self.counts.update({f"line: {kind}": count for kind, count in self.line.counts.items()})
        return self.counts

    # kills

    def kill_pc(self) -> None:
        pc = self.chance.choice(self.pcs)
        pc.kill()
        self._held_is_held(pc)
        pc.start(self.chance.getrandbits(48))

    def kill_server(self) -> None:
        """One of the processes that serve; the others go on meanwhile."""
        server = self.chance.choice(self.servers)
        server.kill()
        time.sleep(self.chance.random() * LONGEST_ABSENCE)
        server.start()

    def kill_database(self) -> None:
        """One of PostgreSQL's processes: it throws all others out, and recovers from its log."""
        with suppress(ProcessLookupError):
            pids = [row[0] for row in self._ask("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")]
            os.kill(self.chance.choice(pids), signal.SIGKILL)

    # what must hold

    def _held_is_held(self, pc: Pc) -> None:
        """What a PC believes that the server holds, it holds."""
        believed = pc.entries(EntryRow.held == 1).keys() - self._held
        if believed:
            found = self._ask("SELECT id FROM entry UNION SELECT id FROM aside WHERE id IS NOT NULL")
            self._held |= {bytes(row[0]).hex() for row in found}
        if believed - self._held:
            raise Lost(f"{pc.folder.name} believes that the server holds {len(believed - self._held)} that it does not")

    def _ask(self, query: str) -> list[Any]:
        def ask() -> list[Any]:
            with psycopg.connect(self._url.replace("postgresql+psycopg", "postgresql")) as conn:
                return conn.execute(query.encode()).fetchall()

        return _until(ask, psycopg.OperationalError)

    def _rest(self) -> None:
        """On a calm line, exchanges until nothing moves; a PC of the room that is new to it all comes too."""
        self.line.clear_up()
        district = self._district()
        try:
            code = enrol_code(district, ROOMS[0])
        finally:
            district.close()
        self.pcs.append(self._new_pc("fresh", ROOMS[0], code))
        for _ in range(ROUNDS_TO_REST):
            moved = [self._moves(pc) for pc in self.pcs]  # each has its turn
            if not any(moved):
                return
        raise Lost(f"no rest after {ROUNDS_TO_REST} rounds")

    def _moves(self, pc: Pc) -> bool:
        store = pc.open()
        try:
            done = _until(lambda: sync_once(store))
            return bool(done.sent or done.received or done.waiting)
        finally:
            store.close()

    def _check(self) -> None:
        district = self._district()
        try:
            _none("found damaged at the server", [str(item) for item in verify_server(district) if not item.ok])
        finally:
            district.close()
        on_server = {bytes(row[0]).hex(): row for row in self._ask("SELECT id, hash, header, body FROM entry")}
        self._check_acts(on_server)
        _none("entries twice", _twice(bytes(row[1]).hex() for row in on_server.values()))
        for pc in self.pcs:
            self._check_pc(pc, on_server)
        for room in set(ROOMS):
            _must_be_alike([pc for pc in self.pcs if pc.room == room])
        self.counts["entries"] += len(on_server)

    def _check_acts(self, on_server: dict[str, Any]) -> None:
        """What came back to a clerk is there once; what a kill cut off, once or not at all."""
        told = [note for pc in self.pcs for note in pc.told()]
        recorded = {note["entry"] for note in told if note.get("entry")}
        _none("recorded and lost", recorded - on_server.keys())
        found = Counter(_marks(row[3] for row in on_server.values()))
        done = [note["done"] for note in told if "done" in note]
        _none("registered and lost", set(done) - found.keys())
        _none("registered twice", [mark for mark, count in found.items() if count > 1])
        _none("registered by nobody", found.keys() - {note["begun"] for note in told if "begun" in note})
        _none("numbers given twice", _twice(number for note in told for number in note.get("numbers", ())))
        self.counts["acts acknowledged"] += sum("entry" in note for note in told)
        self.counts["acts cut off by a kill and whole"] += len(found.keys() - set(done))
        for note in told:
            if "exchange" in note:
                self.counts[f"exchanges {note['exchange']}"] += 1

    def _check_pc(self, pc: Pc, on_server: dict[str, Any]) -> None:
        """Whole, every entry of its room's devices is there, and none that the server has not."""
        here = pc.entries()
        _none(f"at {pc.folder.name} and not at the server", here.keys() - on_server.keys())
        devices = {mate.device for mate in self.pcs if mate.room == pc.room}
        rooms = {e for e, row in on_server.items() if json.loads(bytes(row[2]))["device"] in devices}
        _none(f"at the server and not at {pc.folder.name}", rooms - here.keys())
        store = pc.open()
        try:
            _none(f"found damaged at {pc.folder.name}", [str(item) for item in verify_room(store) if not item.ok])
            with store.read() as conn:
                _none(f"waiting at {pc.folder.name}", ["some"] * exchange.waiting_count(conn))
        finally:
            store.close()


_KILLS: dict[str, Callable[[Day], None]] = {
    "pc": Day.kill_pc, "server": Day.kill_server, "database": Day.kill_database
}  # fmt: skip


def _until(work: Callable[[], Any], *also: type[BaseException]) -> Any:
    """Do it again until it succeeds: the line is bad, or somebody was just killed."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return work()
        except (ReceptionError, *also):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _none(what: str, found: Any) -> None:
    listed = sorted(found)
    if listed:
        raise Lost(f"{what}: {len(listed)}, such as {listed[:3]}")


def _twice(items: Any) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


def _marks(bodies: Any) -> Iterator[str]:
    """The marks of all registrations in these entries: each stands in one fact, the case's words."""
    for body in bodies:
        for line in bytes(body).decode().splitlines():
            fact = json.loads(line) if line else [""]
            words = str(fact[3].get("words", "")) if fact[0] else ""
            if "<" in words and ">" in words:
                yield words.partition("<")[2].partition(">")[0]


def _must_be_alike(pcs: list[Pc]) -> None:
    first = _shown(pcs[0])
    for other in pcs[1:]:
        for name, lines in _shown(other).items():
            _none(f"rows of {name} differ from those of {other.folder.name}", lines ^ first[name])


def _shown(pc: Pc) -> dict[str, set[str]]:
    store, found = pc.open(), {}
    try:
        with store.read() as conn:
            for table in (rows.CASES, *rows.CASE_TABLES, *rows.RECORD_TABLES.values(), rows.MASTER):
                columns = [column for column in table.c if column.name != "n"]
                found[table.name] = {repr(tuple(row)) for row in conn.execute(select(*columns))}
    finally:
        store.close()
    return found


# figures


def run(rounds: int, seed: int) -> Counter[str]:
    """So many kills; what happened. Raises Lost."""
    total: Counter[str] = Counter()
    with Cluster() as cluster:
        for start in range(0, rounds, ROUNDS_A_DAY):
            with ExitStack() as stack:
                place = stack.enter_context(tempfile.TemporaryDirectory(prefix="reception-kills-", dir=memory()))
                day = Day(Path(place), cluster, seed + start, stack)
                total += day.run(min(ROUNDS_A_DAY, rounds - start))
    return total


def main() -> int:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began = time.monotonic()
    try:
        counts = run(given.rounds, given.seed)
    except Lost as lost:
        print(f"seed {given.seed}: {lost}")
        return 1
    print(f"kills survived {given.rounds}  lost 0  duplicated 0  seconds {time.monotonic() - began:.0f}")
    for name, count in sorted(counts.items()):
        print(f"  {name:34}{count:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
