"""Three PCs write, edit, undo and redo on their own, and entries reach each other in any order, in part or twice.

At every moment a PC's rows are those that its own entries add up to; once all have all, they show the same. The
production store and journal, on a file for each PC.
"""

import random
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from faults.properties import shown
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from support.fake_clock import FakeClock
from support.room import KEY

from reception.domain.clock import Id
from reception.domain.entry import Entry, Fact, case_scope, room_scope, without
from reception.domain.fold import UNDOES, fold_record
from reception.domain.lifecycle import Act
from reception.store import refold
from reception.store.journal import load_case, load_stories
from reception.store.store import Store

MEMORY = Path("/dev/shm")
PCS = (0, 1, 2)
ACTS = (
    Act.DISPATCH, Act.ASSIST, Act.ACCEPT, Act.HANDLE, Act.RETURN, Act.REOPEN, Act.WITHDRAW, Act.CLOSE, Act.PROGRESS,
    Act.HANG_UP, Act.FOLLOW_UP,
)  # fmt: skip
GIVEN = {"at": "2026-11-24T01:04:00.000Z", "why": "x", "until": "2026-12-24T01:04:00.000Z", "reached": "yes"}
TEXTS = ("甲", "乙", "丙")
ROOM = room_scope("NG07")


class Folding(RuleBasedStateMachine):
    """Entries are written through the journal and handed about as the feed does, but in any order."""

    cases = Bundle("cases")
    people = Bundle("people")
    entries = Bundle("entries")
    on_the_way = Bundle("on_the_way")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.clocks = [FakeClock(machine=pc) for pc in PCS]
        self.pcs = [Store.create(Path(self._folder.name) / f"pc{pc}", KEY, self.clocks[pc], "NG07") for pc in PCS]
        self.written: list[Entry] = []
        self.touched = True

    def teardown(self) -> None:
        """All get all, each in an order of its own; then they are alike, and as a fresh fold has it."""
        chance = random.Random(len(self.written))
        for pc in PCS:
            for entry in chance.sample(self.written, len(self.written)):
                self._take(pc, entry)
        rows = [shown(SimpleNamespace(store=store)) for store in self.pcs]  # type: ignore[arg-type]
        self._rows_are_what_the_entries_say()
        for store in self.pcs:
            store.close()
        self._folder.cleanup()
        assert rows[0] == rows[1] == rows[2]

    def _write(self, pc: int, act: str, *facts: Fact) -> Entry:
        with self.pcs[pc].write("wang") as writing:
            entry = writing.add(act, facts)
        self.written.append(entry)
        self.touched = True
        return entry

    def _take(self, pc: int, entry: Entry) -> None:
        with self.pcs[pc].write("sync") as writing:
            self.pcs[pc].record(writing.conn, [entry], held=True)
        self.touched = True

    def _id(self, pc: int) -> Id:
        return self.clocks[pc].new_id()

    # what clerks do

    @initialize(targets=(cases, entries))
    def open_the_first(self) -> Any:
        return self._open(0)

    @rule(targets=(cases, entries), pc=st.sampled_from(PCS))
    def open_case(self, pc: int) -> Any:
        return self._open(pc)

    def _open(self, pc: int) -> tuple[Id, Entry]:
        case = self._id(pc)
        facts = [
            Fact("case", case, case_scope(case), {"number": f"NG07-{case[:12]}", "summary": "漏水", "room": "NG07"}),
            Fact("step", self._id(pc), case_scope(case), {"act": Act.REGISTER, "at": "2026-11-24T01:04:00.000Z"}),
        ]
        return case, self._write(pc, Act.REGISTER, *facts)

    @rule(target=entries, pc=st.sampled_from(PCS), opened=cases, act=st.sampled_from(ACTS))
    def step(self, pc: int, opened: tuple[Id, Entry], act: Act) -> Any:
        """Legal there or not: two PCs offline do not know of each other."""
        scope = case_scope(opened[0])
        facts = [Fact("step", self._id(pc), scope, {"act": act, **GIVEN})]
        if act in (Act.DISPATCH, Act.ASSIST):
            number = f"NG07-{self._id(pc)[:14]}-A"
            facts.append(Fact("order", self._id(pc), scope, {"number": number, "unit": "C01"}))
        return opened[0], self._write(pc, act, *facts)

    @rule(target=entries, pc=st.sampled_from(PCS), opened=cases, text=st.sampled_from(TEXTS))
    def amend(self, pc: int, opened: tuple[Id, Entry], text: str) -> Any:
        """On top of all versions that this PC shows."""
        with self.pcs[pc].read() as conn:
            heads = load_case(conn, opened[0]).core.heads("summary")
        fact = Fact("case", opened[0], case_scope(opened[0]), {"summary": text}, {"summary": heads})
        return opened[0], self._write(pc, Act.AMEND, fact)

    @rule(target=people, pc=st.sampled_from(PCS), text=st.sampled_from(TEXTS))
    def new_person(self, pc: int, text: str) -> Any:
        person = self._id(pc)
        self._write(pc, Act.REGISTER, Fact("resident", person, ROOM, {"name": text, "phone": "13900000001"}))
        return person

    @rule(pc=st.sampled_from(PCS), person=people, text=st.sampled_from(TEXTS))
    def correct(self, pc: int, person: Id, text: str) -> None:
        with self.pcs[pc].read() as conn:
            story = load_stories(conn, [("resident", person)])["resident", person]
        heads = fold_record("resident", person, story).fields.heads("name")
        self._write(pc, "correct_resident", Fact("resident", person, ROOM, {"name": text}, {"name": heads}))

    @rule(target=entries, pc=st.sampled_from(PCS), done=entries)
    def take_back(self, pc: int, done: tuple[Id, Entry]) -> Any:
        """Undo; of an undo, redo. Whether it takes effect is the fold's to say."""
        case, entry = done
        return case, self._write(pc, "undo", Fact("case", case, case_scope(case), {UNDOES: entry.id}))

    @rule(pc=st.sampled_from(PCS), minutes=st.integers(-600, 600))
    def clock_moves(self, pc: int, minutes: int) -> None:
        self.clocks[pc].advance(minutes=minutes)

    # what arrives

    @rule(target=on_the_way, pc=st.sampled_from(PCS), done=entries, hidden=st.sets(st.integers(0, 2), max_size=2))
    def arrive(self, pc: int, done: tuple[Id, Entry], hidden: set[int]) -> Any:
        """An entry, perhaps without some of its facts; those may come later."""
        entry = done[1]
        hidden = {place for place in hidden if place < len(entry.lines)}
        self._take(pc, without(entry, hidden))
        return (pc, entry) if hidden else multiple()

    @rule(late=consumes(on_the_way))
    def arrive_in_full(self, late: tuple[int, Entry]) -> None:
        self._take(*late)

    @invariant()
    def _rows_are_what_the_entries_say(self) -> None:
        if self.touched:
            for store in self.pcs:
                with store.read() as conn:
                    assert refold.compare(conn)[1] == []
        self.touched = False


TestFolding = Folding.TestCase
TestFolding.settings = settings(max_examples=8, stateful_step_count=30, phases=set(Phase) - {Phase.explain})
