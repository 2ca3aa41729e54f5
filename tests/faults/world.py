"""One schedule: rooms, PCs and a server on a bad day, then a calm evening in which everything must come to rest."""

import itertools
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from faults import network, pc, properties, server
from faults.chance import MachineClock, Time, seeded
from faults.clerk import ROOMS, Clerk
from faults.disk import fill_disk, free_disk
from faults.network import Network
from faults.pc import Lost, Pc
from faults.server import Server, between_requests

from reception.district.database import Database
from reception.domain.errors import NotAllowed, ReceptionError
from reception.store import exchange
from reception.sync import client
from reception.sync.client import Outcome, sync_once
from reception.sync.enrol import enrol

MEMORY = Path("/dev/shm")
URL = "http://127.0.0.1:8443"
ROUNDS_TO_REST = 30
DEPTH = 2
"""How deep what happens meanwhile may nest."""


def place() -> Path | None:
    """Where schedules keep their files: in memory where that can be had."""
    return MEMORY if MEMORY.is_dir() else None


@cache
def templates() -> Path:
    """A PC's and a server's folder, made once for all schedules of this process."""
    folder = Path(tempfile.mkdtemp(prefix="reception-faults-", dir=place()))
    clock = MachineClock(Time(), random.Random(0))
    pc.make_template(folder / "pc", clock)
    server.make_template(folder / "server", clock)
    return folder


class World:
    """A schedule under way."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.time = Time()
        self.counts: Counter[str] = Counter()
        self.pcs: list[Pc] = []
        self.gone: list[Pc] = []
        self.rooms: dict[str, str] = {}
        self.server = Server(templates() / "server", folder / "server", self.new_clock)
        self.line = Network(self.server, self.chance, self.meanwhile, self.time.pass_by)
        self.backups: list[dict[str, bytes]] = []
        self.story: list[str] = []
        self.restless = 0.0
        self._deep = 0
        self._names = itertools.count(1)

    def new_clock(self) -> MachineClock:
        """A clock that shows the true time."""
        return MachineClock(self.time, self.chance)

    def close(self) -> None:
        """Turn everything off."""
        for machine in self.pcs:
            machine.stop()
        self.server.stop()

    # the day

    def day(self, events: int) -> None:
        """So many things happen."""
        for room in self.chance.choices(ROOMS[:2], k=self.chance.choice((2, 3, 4))):
            self.new_pc(room)
        self.line.weather = self.chance.choice((network.CALM, network.BAD, network.BAD, network.TERRIBLE))
        self.restless = self.chance.choice((0.0, 0.05, 0.15))
        happenings = _HAPPENINGS | self.chance.choice(_TROUBLES)
        for _ in range(events):
            self.time.pass_by(self.chance.expovariate(1 / 600))
            happening = self.chance.choices(list(happenings), list(happenings.values()))[0]
            self.counts[happening.__name__.strip("_")] += 1
            self.tell(happening.__name__.strip("_"))
            happening(self)
        self.restless = 0.0

    def meanwhile(self) -> None:
        """What others do while somebody is at work: their acts, their exchanges, requests that come late."""
        if self._deep >= DEPTH or self.chance.random() >= self.restless:
            return
        self._deep += 1
        try:
            self.chance.choice((World._act, World._exchange, World._late))(self)
        finally:
            self._deep -= 1

    def meanwhile_at_the_server(self) -> None:
        """The same, between the requests that a server has under way."""
        self.meanwhile()
        self.server.must_live()

    def one(self) -> Pc:
        """Some PC."""
        return self.chance.choice(self.pcs)

    def tell(self, what: str) -> None:
        """Note what happens, for whoever replays this seed."""
        self.story.append(f"{self.time.now:%d %H:%M:%S} {'  ' * self._deep}{what}")

    def new_pc(self, room: str) -> Pc:
        """A new PC in a room; as a rule it is enrolled at once."""
        name = f"pc{next(self._names)}"
        pc.make_new(templates() / "pc", self.folder / name, room, self.new_clock())
        made = Pc(name, self.folder / name, room, self.new_clock)
        made.start()
        self.rooms[made.device] = room
        self.pcs.append(made)
        if self.chance.random() < 0.8:
            self.exchange(made)
        return made

    # acts and exchanges

    @contextmanager
    def _working(self, machine: Pc) -> Iterator[None]:
        """What a PC does; when it is killed at it, it is turned on again (once nothing of it is under way)."""
        try:
            with machine.at_work():
                yield
        finally:
            if machine.dead and not machine.depth:
                machine.start_again()
        if not machine.dead:
            machine.recorded |= machine.ids()

    def _act(self) -> None:
        """A clerk does something; what came back to the clerk is recorded."""
        machine = self.one()
        if machine.dead:
            return
        try:
            with self._working(machine):
                done = Clerk(machine, self.chance, self.folder).act()
                self.counts["acts"] += 1
                self.tell(f"{machine.name}: {done}")
        except ReceptionError as error:
            self.counts["acts refused"] += 1
            self.tell(f"{machine.name}: refused, {error.english}")

    def _exchange(self) -> None:
        machine = self.one()
        if not machine.dead and not machine.calling:
            self.exchange(machine)

    def exchange(self, machine: Pc) -> Outcome | None:
        """An exchange of one PC, which may fail; enrolled before if it is not known."""
        self.counts["exchanges"] += 1
        self.tell(f"{machine.name}: exchange")
        outcome = None
        machine.calling += 1
        self.line.callers.append(machine)
        try:
            with self._working(machine):
                outcome = self._enrol_and_sync(machine)
        except ReceptionError as error:
            self.counts["exchanges broken off"] += 1
            self.tell(f"{machine.name}: broken off, {error.english}")
            self._note_door(machine, error)
        finally:
            self.line.callers.pop()
            machine.calling -= 1
        self.tell(f"{machine.name}: {outcome}, letter {machine.letter}")
        if not machine.dead:
            self._held_is_held(machine)
        return outcome

    def _enrol_and_sync(self, machine: Pc) -> Outcome:
        with machine.store.read() as conn:
            known = exchange.server(conn)
        if known is None or machine.code:
            machine.code = machine.code or self.server.code(machine.room)
            if machine.code:
                enrol(machine.store, URL, machine.code)
                machine.code = ""
        return sync_once(machine.store)

    def _note_door(self, machine: Pc, error: ReceptionError) -> None:
        """A server put back from a backup does not know a PC that came since: it is given a new code."""
        stale = machine.code and error.field in ("code", "room")
        if (isinstance(error, NotAllowed) and error.field == "token") or stale:
            machine.code = self.server.code(machine.room)

    def _held_is_held(self, machine: Pc) -> None:
        never = self.server.held_ever(machine.held()) if not self.server.dead and not self.server.depth else set()
        if never:
            raise Lost(f"{machine.name} believes that the server holds {len(never)} entries that it never held")

    def _late(self) -> None:
        self.line.deliver_late()

    # trouble

    def _kill_pc_soon(self) -> None:
        self.one().arm(self.chance.randint(1, 60), self.chance.choice((None, self.chance.randint)))

    def _kill_server_soon(self) -> None:
        self.server.arm(self.chance.randint(1, 80), self.chance.choice((None, self.chance.randint)))

    def _disk_fills_up(self) -> None:
        machine = self.one()
        with self._working(machine):
            fill_disk(machine.store.engines.write, self.chance.randrange(4))

    def _servers_disk_fills_up(self) -> None:
        with self.server.at_work():
            fill_disk(self.server.district.database.write, self.chance.randrange(4))
        self.server.recover()

    def _disks_are_freed(self) -> None:
        for machine in self.pcs:
            with self._working(machine):
                free_disk(machine.store.engines.write)
        with self.server.at_work():
            free_disk(self.server.district.database.write)
        self.server.recover()

    def _back_up_pc(self) -> None:
        machine = self.one()
        machine.backups.append(machine.image())

    def _restore_pc(self) -> None:
        machine = self.one()
        if machine.backups:
            machine.be_restored(
                self.chance.choice(machine.backups), self.folder / f"{machine.name}-{next(self._names)}"
            )

    def _clone_pc(self) -> None:
        original = self.one()
        if len(self.pcs) < 6:
            name = f"{original.name}-copy{next(self._names)}"
            copy = Pc(name, self.folder / name, original.room, self.new_clock)
            shutil.copytree(original.folder, copy.folder)
            copy.clock.offset = original.clock.offset
            copy.start()
            copy.recorded = copy.ids()
            self.pcs.append(copy)

    def _lose_pc(self) -> None:
        if len(self.pcs) > 2:
            machine = self.one()
            self.pcs.remove(machine)
            self.gone.append(machine)
            machine.stop()

    def _buy_pc(self) -> None:
        if len(self.pcs) < 6:
            self.new_pc(self.chance.choice(ROOMS))

    def _back_up_server(self) -> None:
        self.backups.append(self.server.image())

    def _put_server_back(self) -> None:
        if self.backups:
            self.server.be_put_back(self.chance.choice(self.backups))

    def _clock_jumps(self) -> None:
        days = self.chance.choice((-400, -1, -0.1, 0.1, 1, 400, 30_000))
        self.one().clock.offset = timedelta(days=days * self.chance.random())

    def _clock_is_set(self) -> None:
        self.one().clock.offset = timedelta(0)

    def _server_is_away(self) -> None:
        self.server.reachable = False

    def _server_is_back(self) -> None:
        self.server.reachable = True

    @property
    def kills(self) -> int:
        """How often a PC was killed."""
        return sum(machine.kills for machine in self.gone + self.pcs)

    def tally(self) -> Counter[str]:
        """How often each thing happened."""
        kills = {"kills of PCs": self.kills, "kills of the server": self.server.kills}
        lines = {f"line: {kind}": count for kind, count in self.line.counts.items()}
        return self.counts + Counter(kills) + Counter(lines)

    # the evening

    def evening(self) -> None:
        """Everything is mended; exchanges go on until nothing moves. Raises Lost when that does not end."""
        self._mend()
        before = properties.alive(self)
        for _ in range(ROUNDS_TO_REST):
            resting = [self._is_at_rest(machine) for machine in self.pcs]  # each has its turn
            if all(resting):
                break
        else:
            raise Lost(f"no rest after {ROUNDS_TO_REST} rounds: waiting {[len(m.waiting()) for m in self.pcs]}")
        properties.check(self, before)

    def _mend(self) -> None:
        self.line.weather = network.CALM
        self.server.reachable, self.server.kill_in = True, 0
        for machine in self.pcs:
            machine.kill_in = 0
        self._disks_are_freed()
        while self.line.late:
            self.line.deliver_late()

    def _is_at_rest(self, machine: Pc) -> bool:
        """One exchange that ought to succeed; whether there was nothing to do."""
        self.time.pass_by(60)
        outcome = self.exchange(machine)
        return outcome is not None and not (outcome.sent or outcome.received or outcome.waiting)


_HAPPENINGS: dict[Callable[[World], None], float] = {World._act: 30, World._exchange: 14, World._late: 2}
_KILLS = {World._kill_pc_soon: 3, World._kill_server_soon: 2}
_DISKS = {World._disk_fills_up: 2, World._servers_disk_fills_up: 1, World._disks_are_freed: 3}
_COPIES = {
    World._back_up_pc: 3, World._restore_pc: 2, World._clone_pc: 1, World._lose_pc: 0.5, World._buy_pc: 1
}  # fmt: skip
_SERVERS = {
    World._back_up_server: 2, World._put_server_back: 1.5, World._server_is_away: 1, World._server_is_back: 3
}  # fmt: skip
_CLOCKS = {World._clock_jumps: 2, World._clock_is_set: 1}
_TROUBLES: tuple[dict[Callable[[World], None], float], ...] = (
    {},
    _KILLS,
    _DISKS | _KILLS,
    _COPIES,
    _SERVERS,
    _CLOCKS,
    _KILLS | _DISKS | _COPIES | _SERVERS | _CLOCKS,
)


@contextmanager
def world(seed: int) -> Iterator[World]:
    """A schedule's world, with the production code wired to it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reception-world-", dir=place())))
        templates()
        stack.enter_context(seeded(random.Random(seed)))
        made = World(seed, folder)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(httpx, "Client", network.wired(made.line))
        patch.setattr(client, "time", SimpleNamespace(monotonic=made.time.monotonic))
        patch.setattr(client, "ENTRIES_A_PAGE", made.chance.choice((1, 3, 10, 200)))
        patch.setattr(client, "ENTRIES_A_BATCH", made.chance.choice((1, 3, 10, 2000)))
        patch.setattr(Database, "written", between_requests(made.meanwhile_at_the_server))
        stack.callback(made.close)
        yield made
