"""The cursor of the feed: PCs of two rooms push, read page by page, break off; the server is put back from backups.

At every moment: what lies before a PC's cursor and is for its room is on the PC, what a PC does not let wait the
server held, and no room sees another's. In the end all have all. Production store, exchange and district (SQLite).
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from faults import pc as pcs
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import and_, select
from support.fake_clock import FakeClock
from support.room import KEY, MASTER

from reception.desk.commands import RegisterVisit, read
from reception.desk.desk import Clerk, Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.register import register_visit
from reception.desk.steps import take_step
from reception.district.caller import Caller
from reception.district.enrolment import admit, enrol_code
from reception.district.enrolment import enrol as take_in
from reception.district.feed import Wish, knows, read_page
from reception.district.hello import welcome
from reception.district.journal import take
from reception.district.master import write_master
from reception.district.office import District, open_district
from reception.district.tables import ASIDE, BATCH, ENTRY
from reception.district.verify import verify as verify_server
from reception.domain.clock import Id
from reception.domain.entry import Entry, parse
from reception.domain.errors import ReceptionError, Unavailable
from reception.domain.lifecycle import Act, Post
from reception.store import exchange
from reception.store.exchange import Server
from reception.store.journal import load_entries, setting
from reception.store.store import Store
from reception.store.tables import EntryRow
from reception.store.verify import verify as verify_room
from reception.sync import client, line
from reception.sync.client import sync_once
from reception.sync.line import Asked, OpenParcel, Read, never
from reception.sync.messages import (
    Cursor,
    Enrol,
    Hello,
    Mention,
    Message,
    Page,
    Push,
    compose,
    decompose,
    lines_of,
    read_cursor,
    read_items,
)

M = TypeVar("M", bound=Message)
T = TypeVar("T")
MEMORY = Path("/dev/shm")
ROOMS = ("NG07", "NG07", "NG08")
OTHER = {"NG07": "NG08", "NG08": "NG07"}
ENTRIES_A_PAGE = 2
ROUNDS_TO_REST = 30
Machine = st.integers(0, len(ROOMS) - 1)


class Direct:
    """A line that asks the district's functions; it breaks after `spare` requests, before or after the last is done."""

    def __init__(self, district: District, token: str, spare: int, unheard: bool) -> None:
        self._district, self._token = district, token
        self._spare, self._unheard = spare, unheard

    def __enter__(self) -> "Direct":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def say(self, path: str, message: Message, answer: type[M], items: Iterable[bytes] = ()) -> Asked[M]:
        lines = decompose(compose(message, items))
        ways: Mapping[str, Callable[[Caller], Message]] = {
            "/v1/hello": lambda caller: welcome(self._district, caller, Hello.of(lines[0])),
            "/v1/push": lambda caller: take(self._district, caller, Push.of(lines[0]), read_items(lines[1:])),
        }
        return self._asked(lambda: answer.of(ways[path](admit(self._district, self._token)).line()))

    def page(
        self, _path: str, params: Mapping[str, str], answer: type[Page], open_parcel: OpenParcel
    ) -> Asked[Read[Page]]:
        after = read_cursor(params["after"]) if params["after"] else None
        wish = Wish(int(params["entries"]), int(params["size"]), "own" in params)

        def fetch() -> Read[Page]:
            page, read = read_page(self._district, admit(self._district, self._token), after, wish)
            lines = decompose(compose(page, read))
            items = read_items(lines[1:])
            return answer.of(lines[0]), [item if isinstance(item, Mention) else open_parcel(item) for item in items]

        return self._asked(fetch)

    def _asked(self, work: Callable[[], T]) -> Asked[T]:
        return Asked(lambda: self._carry(work), never)

    def _carry(self, work: Callable[[], T]) -> T:
        self._spare -= 1
        if self._spare < 0 and not self._unheard:
            raise Unavailable("断线", english="the line broke")
        done = work()
        if self._spare < 0:
            raise Unavailable("断线", english="the answer was lost")
        return done


class Reading(RuleBasedStateMachine):
    """Three PCs of two rooms and a server."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.place = Path(self._folder.name)
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(line, "apart", lambda work: work())
        self.patch.setattr(client, "ENTRIES_A_PAGE", ENTRIES_A_PAGE)
        self.backups: list[Path] = []
        self.ever: set[str] = set()
        self.district = self._open_district()
        self.codes = 0
        for kind in dict.fromkeys(kind for kind, _ in MASTER):
            write_master(self.district, kind, [dict(fields) for name, fields in MASTER if name == kind])

    def _open_district(self) -> District:
        return open_district(self.place / "district", clock=FakeClock(), key=self.place / "key")

    @initialize()
    def take_pcs_in(self) -> None:
        pcs.make_template(self.place / "template", "NG07", FakeClock())  # type: ignore[arg-type]
        self.pcs = [self._new_pc(n, room) for n, room in enumerate(ROOMS)]
        self.rooms: dict[Id, str] = {self.district.device: ""} | {
            pc.device: room for pc, room in zip(self.pcs, ROOMS, strict=True)
        }

    def _new_pc(self, n: int, room: str) -> "_Pc":
        clock, folder = FakeClock(), self.place / f"pc{n}"
        pcs.make_new(self.place / "template", folder, room, clock)  # type: ignore[arg-type]
        made = _Pc(Store.open(folder, KEY, clock), room)
        taken = take_in(self.district, Enrol(enrol_code(self.district, room), made.device, room))
        known = Server("", Id(taken.server), taken.token, taken.public_key, Id(taken.district_device))
        with made.store.write("sync") as writing:
            exchange.note_server(writing.conn, known)
            exchange.note_letter(writing.conn, taken.letter)
        made.exchange(self.district, 100)
        return made

    # what happens

    @rule(pc=Machine)
    def register(self, pc: int) -> None:
        given = {"resident": {"name": "张淑芬", "phone": "13904510000"}, "cases": [{"words": "漏水"}]}
        register_visit(self.pcs[pc].desk, read(RegisterVisit, given))

    @rule(pc=Machine, turn=st.integers(0, 20), act=st.sampled_from([Act.TRANSFER, Act.PROGRESS, Act.FIRST_CONTACT]))
    def step(self, pc: int, turn: int, act: Act) -> None:
        machine = self.pcs[pc]
        numbers = sorted(str(line["number"]) for line in case_lines(machine.desk, CaseFilter()))
        if numbers:
            given = {"room": OTHER[machine.room], "why": "不在本片", "note": "看过", "way": "phone"}
            with suppress(ReceptionError):
                take_step(machine.desk, numbers[turn % len(numbers)], act, _for(act, given))

    @rule(pc=Machine, spare=st.integers(0, 8), unheard=st.booleans())
    def exchange_for_a_while(self, pc: int, spare: int, unheard: bool) -> None:
        self.pcs[pc].exchange(self.district, spare, unheard)
        self.ever |= self._held()

    @rule(pc=Machine)
    def exchange_in_full(self, pc: int) -> None:
        self.pcs[pc].exchange(self.district, 100)
        self.ever |= self._held()

    @rule(code=st.integers(0, 1))
    def district_writes(self, code: int) -> None:
        self.codes += 1
        write_master(self.district, "unit", [{"code": f"U{code}", "name": f"单位 {self.codes}"}])

    @rule()
    def back_up_server(self) -> None:
        copy = self.place / f"backup{len(self.backups)}"
        self.district.close()
        shutil.copytree(self.place / "district", copy)
        self.district = self._open_district()
        self.backups.append(copy)

    @precondition(lambda self: self.backups)
    @rule(turn=st.integers(0, 5))
    def put_server_back(self, turn: int) -> None:
        self.district.close()
        shutil.rmtree(self.place / "district")
        shutil.copytree(self.backups[turn % len(self.backups)], self.place / "district")
        self.district = self._open_district()

    # what must hold

    @invariant()
    def nothing_unseen_lies_before_a_cursor(self) -> None:
        for pc in self.pcs:
            cursor = pc.cursor
            if cursor is None or not self._knows(cursor):
                continue
            here = pc.entries()
            for n, entry in self._journal():
                if n < cursor.n and self._is_for(pc.room, entry):
                    assert entry.id in here, f"{entry.act} of batch {n} is before {cursor.text} and was not seen"

    @invariant()
    def what_does_not_wait_the_server_held(self) -> None:
        for pc in self.pcs:
            assert pc.entries(EntryRow.held == 1).keys() <= self.ever | self._held()

    @invariant()
    def no_room_sees_anothers(self) -> None:
        for pc in self.pcs:
            for entry in pc.entries(EntryRow.device != pc.device).values():
                author = self.rooms[entry.device]
                scopes = {fact.scope for fact in entry.seen if author not in (pc.room, "")}
                assert not {scope for scope in scopes if not scope.startswith("case:")}
                assert {scope[5:] for scope in scopes} <= pc.cases()

    def teardown(self) -> None:
        """The line holds: all comes to rest, and everything that anybody had is everywhere that it belongs."""
        try:
            if hasattr(self, "pcs"):
                self._rest()
        finally:
            self.patch.undo()
            for pc in getattr(self, "pcs", ()):
                pc.close()
            self.district.close()
            self._folder.cleanup()

    def _rest(self) -> None:
        before = {e for pc in self.pcs for e, x in pc.entries().items() if self.rooms[x.device] in (pc.room, "")}
        for _ in range(ROUNDS_TO_REST):
            moved = [pc.exchange(self.district, 1000) for pc in self.pcs]  # each has its turn
            if not any(moved):
                break
        else:
            raise AssertionError("no rest")
        assert before <= self._held()
        for pc in self.pcs:
            here = pc.entries()
            assert [e.act for _, e in self._journal() if self._is_for(pc.room, e) and e.id not in here] == []
            assert [check for check in verify_room(pc.store) if not check.ok] == []
        assert [check for check in verify_server(self.district) if not check.ok] == []
        self.no_room_sees_anothers()

    def _is_for(self, room: str, entry: Entry) -> bool:
        """What surely is for a room: its own entries, and what the district says to all or to it."""
        author = self.rooms[entry.device]
        return author == room or (author == "" and any(f.scope in ("district", f"room:{room}") for f in entry.seen))

    def _knows(self, cursor: Cursor) -> bool:
        with self.district.database.reading() as conn:
            return knows(conn, self.district, cursor)

    def _journal(self) -> Iterator[tuple[int, Entry]]:
        query = select(BATCH.c.n, ENTRY.c.header, ENTRY.c.body).join(BATCH, BATCH.c.push == ENTRY.c.push)
        with self.district.database.reading() as conn:
            for row in conn.execute(query.order_by(BATCH.c.n, ENTRY.c.position)):
                yield row.n, parse(bytes(row.header), lines_of(bytes(row.body)))

    def _held(self) -> set[str]:
        with self.district.database.reading() as conn:
            aside = conn.execute(select(ASIDE.c.id).where(ASIDE.c.id.is_not(None))).scalars()
            return {*conn.execute(select(ENTRY.c.id)).scalars(), *aside}


class _Pc:
    """A PC."""

    def __init__(self, store: Store, room: str) -> None:
        self.store, self.room = store, room
        self.desk = Desk(store, Clerk("wang", "王娟", Post.LEADER))
        with store.read() as conn:
            self.device = Id(setting(conn, "device"))

    def exchange(self, district: District, spare: int, unheard: bool = False) -> bool:
        """An exchange of so many requests at most; whether it moved anything, or broke off."""
        try:
            done = sync_once(self.store, dial=lambda server: Direct(district, server.token, spare, unheard))  # type: ignore[arg-type,return-value]
        except Unavailable:
            return True
        return bool(done.sent or done.received or done.waiting)

    @property
    def cursor(self) -> Cursor | None:
        """How far it has read."""
        with self.store.read() as conn:
            rungs = exchange.cursors(conn)
        return read_cursor(rungs[0].cursor) if rungs else None

    def entries(self, *where: Any) -> dict[str, Entry]:
        """Its entries."""
        with self.store.read() as conn:
            return {entry.id: entry for entry in load_entries(conn, and_(EntryRow.n > 0, *where))}

    def cases(self) -> set[str]:
        """The cases that its room opened, or that the district handed to it."""
        found = set()
        for entry in self.entries().values():
            for fact in entry.seen:
                opened = fact.entity == "case" and fact.fields.get("room") == self.room
                handed = fact.fields.get("act") == "handed_over" and fact.fields.get("room") == self.room
                found |= {fact.scope[5:]} if opened or handed else set()
        return found

    def close(self) -> None:
        self.store.close()


def _for(act: Act, given: Mapping[str, str]) -> dict[str, str]:
    names = {Act.TRANSFER: ("room", "why"), Act.PROGRESS: ("note",), Act.FIRST_CONTACT: ("way",)}
    return {name: given[name] for name in names[act]}


TestReading = Reading.TestCase
TestReading.settings = settings(max_examples=5, stateful_step_count=25, phases=set(Phase) - {Phase.explain})
