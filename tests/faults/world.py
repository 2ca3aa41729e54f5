"""One schedule: rooms, PCs and a server on a bad day, then a calm evening in which everything must come to rest."""

import itertools
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from faults import network, pc, properties, server, statements
from faults.chance import MachineClock, Time, seeded
from faults.clerk import Clerk, Deed
from faults.disk import fill_disk, free_disk
from faults.network import Network
from faults.pc import Lost, Pc
from faults.server import ROOMS, Server, at_once, between_requests

from reception.district import app
from reception.district.database import Database
from reception.domain.errors import NotAllowed, ReceptionError
from reception.store import exchange
from reception.store.store import Store
from reception.sync import client, line
from reception.sync.client import Outcome, check_once, sync_once
from reception.sync.enrol import enrol

MEMORY = Path("/dev/shm")
URL = "http://127.0.0.1:8443"
LENGTHS = (6, 10, 16, 32)
"""How many things happen in a day."""
ROUNDS_TO_REST = 30
QUIET_REQUESTS = 3
"""What an exchange may ask when nothing changed: hello, once more with older entries, and after missing files."""
DEPTH = 2
"""How deep what happens meanwhile may nest."""


def place() -> Path | None:
    """Where schedules keep their files: in memory where that can be had."""
    return MEMORY if MEMORY.is_dir() else None


READY = ("NG07", "NG07", "NG08", "NG08", *ROOMS[2:])
"""The rooms of the PCs that are enrolled when a schedule begins; a schedule has some of them."""
FEW = 3
"""Rooms of most schedules; in others there are up to six."""


@cache
def templates() -> Path:
    """A server's folder, a fresh PC's and those of enrolled PCs, made once for all schedules of this process."""
    folder = Path(tempfile.mkdtemp(prefix="reception-faults-", dir=place()))
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=0)  # at the end of this process
    with seeded(random.Random(0)):
        time, chance = Time(), random.Random(0)
        time.pass_by(-86_400)
        pc.make_template(folder / "pc", ROOMS[0], MachineClock(time, chance))
        server.make_template(folder / "server", MachineClock(time, chance))
        _enrol_the_ready(folder, time, chance)
    return folder


def _enrol_the_ready(folder: Path, time: Time, chance: random.Random) -> None:
    district = Server(folder / "server", folder / "at-work", lambda: MachineClock(time, chance))
    wire = Network(district, chance, lambda: None, time.pass_by)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "run_in_threadpool", at_once)
        patch.setattr(httpx, "Client", network.wired(wire))
        patch.setattr(line, "apart", lambda work: work())
        for number, room in enumerate(READY):
            _enrol_one(folder / f"ready{number}", room, district, wire)
    district.end()
    shutil.rmtree(folder / "server")
    (folder / "at-work").rename(folder / "server")


def _enrol_one(folder: Path, room: str, district: Server, wire: Network) -> None:
    pc.make_template(folder, room, district.new_clock())
    machine = Pc(folder.name, folder, room, district.new_clock)
    machine.start()
    wire.callers.append(machine)
    enrol(machine.store, URL, district.code(room))
    sync_once(machine.store)
    wire.callers.pop()
    machine.stop()


@dataclass(frozen=True)
class Plan:
    """What schedules are to be like; what is not said is drawn for each.

    `more` happenings and `deeds` come on top of the usual ones. `restless` is how likely others do something between
    any two requests, `page` how many entries come at once.
    """

    events: int = 0
    more: "Mapping[Happening, float] | None" = None
    weather: Mapping[str, int] | None = None
    restless: float | None = None
    page: int = 0
    deeds: Mapping[Deed, int] = field(default_factory=dict)


USUAL = Plan()


class World:
    """A schedule under way."""

    def __init__(self, seed: int, folder: Path, plan: Plan) -> None:
        self.plan = plan
        self.chance = random.Random(seed)
        self.folder = folder
        self.time = Time()
        self.counts: Counter[str] = Counter()
        self.pcs: list[Pc] = []
        self.gone: list[Pc] = []
        self.rooms: dict[str, str] = {}
        self.codes = ROOMS[: self.chance.choice((FEW, FEW, FEW, 4, 5, 6))]
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
        self.server.end()

    # the day

    def day(self) -> None:
        """Things happen, few or many."""
        plan = self.plan
        for number in self._at_work():
            if self.chance.random() < 0.8:
                self._ready_pc(number)
            else:
                self.new_pc(READY[number])
        weather = self.chance.choice((network.CALM, network.BAD, network.BAD, network.TERRIBLE))
        self.line.weather = plan.weather or weather
        self.restless = self.chance.choice((0.0, 0.05, 0.15)) if plan.restless is None else plan.restless
        happenings = HAPPENINGS | (self.chance.choice(TROUBLES) if plan.more is None else plan.more)
        for _ in range(plan.events or self.chance.choice(LENGTHS)):
            self.time.pass_by(self.chance.expovariate(1 / 600))
            happening = self.chance.choices(list(happenings), list(happenings.values()))[0]
            self.counts[happening.__name__.strip("_")] += 1
            self.tell(happening.__name__.strip("_"))
            happening(self)
        self.restless = 0.0

    def _at_work(self) -> Sequence[int]:
        """Which of the PCs that are ready: those of few rooms, or one of each of many and a second one of the first."""
        if len(self.codes) == FEW:
            return range(self.chance.choice((2, 2, 3, 4)))
        return [0, 1, *(READY.index(room) for room in self.codes[1:])]

    def meanwhile(self) -> None:
        """What others do while somebody is at work: their acts, their exchanges, requests that come late."""
        if self._deep >= DEPTH or self.chance.random() >= self.restless:
            return
        self._deep += 1
        try:
            self.chance.choices(*zip(*MEANWHILE.items(), strict=True))[0](self)
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

    def new_pc(self, room: str) -> None:
        """A new PC in a room; as a rule it is enrolled at once."""
        name = f"pc{next(self._names)}"
        pc.make_new(templates() / "pc", self.folder / name, room, self.new_clock())
        made = self._turn_on(name, room)
        if self.chance.random() < 0.8:
            self.exchange(made)

    def _ready_pc(self, number: int) -> None:
        """One that was enrolled yesterday, and has no files yet."""
        name = f"pc{next(self._names)}"
        pc.make_ready(templates() / f"ready{number}", self.folder / name)
        self._turn_on(name, READY[number])

    def _turn_on(self, name: str, room: str) -> Pc:
        made = Pc(name, self.folder / name, room, self.new_clock)
        made.start()
        self.rooms[made.device] = room
        self.pcs.append(made)
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
                done = Clerk(machine, self.chance, self.folder, self.codes, self.plan.deeds).act()
                self.counts["acts"] += 1
                self.tell(f"{machine.name}: {done}")
        except ReceptionError as error:
            self.counts["acts refused"] += 1
            self.tell(f"{machine.name}: refused, {error.english}")

    def _exchange(self) -> None:
        machine = self.one()
        if not machine.dead and not machine.calling:
            self.exchange(machine)

    def _check(self) -> None:
        machine = self.one()
        if not machine.dead and not machine.calling:
            self.exchange(machine, check_once)

    def exchange(self, machine: Pc, ask: Callable[[Store], Outcome] = sync_once) -> Outcome | None:
        """An exchange of one PC (or a check), which may fail; enrolled before if it is not known."""
        self.counts["exchanges"] += 1
        self.tell(f"{machine.name}: {'exchange' if ask is sync_once else 'check'}")
        outcome = None
        machine.calling += 1
        self.line.callers.append(machine)
        try:
            with self._working(machine):
                outcome = self._enrol_and(ask, machine)
        except ReceptionError as error:
            self.counts["exchanges broken off"] += 1
            self.tell(f"{machine.name}: broken off, {error.english}")
            self._note_door(machine, error)
        finally:
            self.line.callers.pop()
            machine.calling -= 1
        if outcome is not None:
            self.tell(f"{machine.name}: {_in_short(outcome)}, letter {machine.letter}")
        if not machine.dead:
            self._held_is_held(machine)
        return outcome

    def _enrol_and(self, ask: Callable[[Store], Outcome], machine: Pc) -> Outcome:
        with machine.store.read() as conn:
            known = exchange.server(conn)
        if known is None or machine.code:
            machine.code = machine.code or self.server.code(machine.room)
            if machine.code:
                enrol(machine.store, URL, machine.code)
                machine.code = ""
        return ask(machine.store)

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
            copy.recorded, copy.forgot = copy.ids(), set(original.forgot)
            self.pcs.append(copy)

    def _lose_pc(self) -> None:
        if len(self.pcs) > 2:
            machine = self.one()
            self.pcs.remove(machine)
            self.gone.append(machine)
            machine.stop()

    def _buy_pc(self) -> None:
        if len(self.pcs) < 6:
            self.new_pc(self.chance.choice(self.codes))

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

    def _revoke(self) -> None:
        """A device is shown the door, perhaps while it exchanges; it is given a new code when it says so."""
        machine = self.one()
        if not machine.dead:
            self.server.revoke(machine.device)
            self.tell(f"{machine.name}: revoked")

    def _bad_sector(self) -> None:
        machine = self.one()
        if not machine.dead and not machine.calling:
            with self._working(machine):
                self.tell(f"{machine.name}: forgets {machine.forget(self.chance)}")

    def _erase(self) -> None:
        self.tell(f"erased: {self.server.erase(self.chance)}")

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
        self._come_to_rest()
        properties.check(self, before)

    def _come_to_rest(self) -> None:
        """Each has its turn, until nothing moved since each had it."""
        still = 0
        for machine in itertools.islice(itertools.cycle(self.pcs), ROUNDS_TO_REST * len(self.pcs)):
            still = still + 1 if self._is_at_rest(machine) else 0
            if still == len(self.pcs):
                return
        raise Lost(f"no rest after {ROUNDS_TO_REST} rounds: waiting {[len(m.waiting()) for m in self.pcs]}")

    def _mend(self) -> None:
        self.line.weather = network.CALM
        if self.chance.random() < 0.8 and not self.plan.page:
            client.ENTRIES_A_PAGE = client.ENTRIES_A_BATCH = (
                1000  # the day has tried small ones; most evenings are short
            )
        self.server.reachable, self.server.kill_in = True, 0
        for machine in self.pcs:
            machine.kill_in = 0
        self._disks_are_freed()
        while self.line.late:
            self.line.deliver_late()

    def _is_at_rest(self, machine: Pc) -> bool:
        """One exchange that ought to succeed; whether there was nothing to do."""
        self.time.pass_by(60)
        if machine.forgot and not machine.checked:
            machine.checked = self.exchange(machine, check_once) is not None
            return False
        asked = self.line.counts.total()
        outcome = self.exchange(machine)
        moved = outcome is None or outcome.sent or outcome.received or outcome.waiting or outcome.files
        return not moved and self.line.counts.total() - asked <= QUIET_REQUESTS


def _in_short(outcome: Outcome) -> str:
    counts = ("sent", "received", "waiting", "set_aside", "files", "handed_back", "missing_here", "missing_there")
    return ", ".join(f"{name} {getattr(outcome, name)}" for name in counts if getattr(outcome, name)) or "nothing to do"


Happening = Callable[[World], None]
MEANWHILE: dict[Happening, float] = {World._act: 6, World._exchange: 6, World._late: 6, World._revoke: 1}
HAPPENINGS: dict[Happening, float] = {World._act: 30, World._exchange: 14, World._late: 2}
KILLS = {World._kill_pc_soon: 3, World._kill_server_soon: 2}
DISKS = {World._disk_fills_up: 2, World._servers_disk_fills_up: 1, World._disks_are_freed: 3}
COPIES = {
    World._back_up_pc: 3, World._restore_pc: 2, World._clone_pc: 1, World._lose_pc: 0.5, World._buy_pc: 1
}  # fmt: skip
SERVERS = {
    World._back_up_server: 2, World._put_server_back: 1.5, World._server_is_away: 1, World._server_is_back: 3
}  # fmt: skip
DOORS = {World._revoke: 2}
SECTORS = {World._bad_sector: 3, World._check: 3}
ERASURES = {World._erase: 3}
CLOCKS = {World._clock_jumps: 2, World._clock_is_set: 1}
TROUBLES: tuple[dict[Happening, float], ...] = (
    {},
    KILLS,
    DISKS | KILLS,
    COPIES,
    SERVERS,
    CLOCKS,
    DOORS | KILLS,
    SECTORS,
    ERASURES | COPIES,
    KILLS | DISKS | COPIES | SERVERS | CLOCKS | DOORS | SECTORS | ERASURES,
)


@contextmanager
def world(seed: int, plan: Plan = USUAL) -> Iterator[World]:
    """A schedule's world, with the production code wired to it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reception-world-", dir=place())))
        stack.enter_context(statements.shared())
        templates()
        stack.enter_context(seeded(random.Random(seed)))
        made = World(seed, folder, plan)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(httpx, "Client", network.wired(made.line))
        for module in (client, line):
            patch.setattr(module, "time", SimpleNamespace(monotonic=made.time.monotonic))
        patch.setattr(line, "apart", lambda work: work())  # what is asked is answered at once: order is the seed's
        page = made.chance.choices((1, 3, 10, 200), (1, 3, 3, 3))[0]
        patch.setattr(client, "ENTRIES_A_PAGE", plan.page or page)
        patch.setattr(client, "ENTRIES_A_BATCH", made.chance.choices((1, 3, 10, 2000), (1, 3, 3, 3))[0])
        patch.setattr(app, "run_in_threadpool", at_once)
        patch.setattr(Database, "written", between_requests(made.meanwhile_at_the_server))
        stack.callback(made.close)
        yield made
