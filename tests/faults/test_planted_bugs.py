"""Bugs that others had, planted in the production code: the simulator must find each, or it proves nothing.

A test passes when one of its schedules is violated with the bug in place, in the way the bug is known for, and the
same schedule is sound without it. Plans make schedules rich in what the bug needs; finding it is left to them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from faults import network
from faults.chance import BEGIN, MachineClock
from faults.clerk import Clerk
from faults.pc import Lost
from faults.simulate import simulate
from faults.world import COPIES, Plan, World
from sqlalchemy import Connection, Engine, select, update

from reception.district import feed, hello
from reception.district.database import Database
from reception.district.tables import BATCH, COUNTER, HOLDING, REACH
from reception.domain import fold
from reception.domain.case import Case
from reception.domain.clock import from_text
from reception.domain.entry import DISTRICT_SCOPE, Fact
from reception.domain.errors import Unavailable
from reception.domain.fold import UNDOES, Fields, Part
from reception.store import exchange
from reception.sync import client
from reception.sync.messages import Cursor, Page

SEEDS = 40
Plant = Callable[[pytest.MonkeyPatch], None]


def finds(plant: Plant, plan: Plan, what: str) -> None:
    """Run schedules until one shows what the bug does; without the bug the same one is sound."""
    for seed in range(SEEDS):
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            violation = _violation(seed, plan)
        if re.search(what, violation):
            simulate(seed, plan)
            return
    pytest.fail(f"{SEEDS} schedules did not show it")


def _violation(seed: int, plan: Plan) -> str:
    try:
        simulate(seed, plan)
    except Lost as violation:
        return str(violation)
    return ""


# what is acknowledged, and when


def acknowledge_before_store(patch: pytest.MonkeyPatch) -> None:
    """A time-out counts as an answer: what was sent is noted as held."""
    original = client._Exchange._receipt

    def receipt(self: Any, asked: Any, batch: Any) -> Any:
        try:
            return original(self, asked, batch)
        except Unavailable:
            with self.store.write("sync") as writing:
                exchange.mark_held(writing.conn, [batch[-1].hash])
            raise

    patch.setattr(client._Exchange, "_receipt", receipt)


def test_acknowledge_before_store() -> None:
    finds(acknowledge_before_store, Plan(events=16, weather=network.TERRIBLE), "never held")


# the order of the feed


class _Numbered:
    """The work of a transaction whose number was drawn before others committed theirs."""

    def __init__(self, work: Callable[[Connection], Any], n: int) -> None:
        self._work, self._n = work, n

    def __call__(self, conn: Connection) -> Any:
        before = _counter(conn)
        done = self._work(conn)
        if _counter(conn) > before:
            _renumber(conn, before + 1, self._n)
            conn.execute(update(COUNTER).values(n=max(before, self._n)))
        return done


def _counter(conn: Connection) -> int:
    return int(conn.execute(select(COUNTER.c.n)).scalar_one())


def _renumber(conn: Connection, old: int, new: int) -> None:
    for column in (BATCH.c.n, REACH.c.n, HOLDING.c.since, HOLDING.c.until):
        conn.execute(update(column.table).where(column == old).values({column.name: new}))


class _NotYet(Exception):
    """Taken back, to be done again later."""


def _places_a_batch(database: Database, work: Callable[[Connection], Any]) -> bool:
    places = False
    try:
        with database.write.begin() as conn:
            before = _counter(conn)
            work(conn)
            places = _counter(conn) > before
            raise _NotYet
    except _NotYet:
        return places


def _numbered_early(patch: pytest.MonkeyPatch, draw: Callable[[Database], int]) -> None:
    """Draw a number, let others come, then commit under it."""
    original = Database.written

    def written(self: Database, work: Callable[[Connection], Any]) -> Any:
        if isinstance(work, _Numbered) or not _places_a_batch(self, work):
            return original(self, work)
        return Database.written(self, _Numbered(work, draw(self)))  # others come before that

    patch.setattr(Database, "written", written)


def number_before_commit(patch: pytest.MonkeyPatch) -> None:
    """The number comes from the counter row, but in a transaction of its own, before the push's."""

    def draw(database: Database) -> int:
        with database.write.begin() as conn:
            return int(conn.execute(update(COUNTER).values(n=COUNTER.c.n + 1).returning(COUNTER.c.n)).scalar_one())

    _numbered_early(patch, draw)


def number_from_a_sequence(patch: pytest.MonkeyPatch) -> None:
    """The number comes from a sequence, for whose last number nobody waits until it is committed."""
    last: dict[Engine, int] = {}

    def draw(database: Database) -> int:
        with database.read.begin() as conn:
            last[database.write] = max(last.get(database.write, 0), _counter(conn)) + 1
        return last[database.write]

    _numbered_early(patch, draw)


@pytest.mark.parametrize("plant", [number_before_commit, number_from_a_sequence])
def test_numbers_that_are_not_in_the_order_of_commits(plant: Plant) -> None:
    crowded = Plan(events=16, more={World._exchange: 10}, weather=network.CALM, restless=0.5)
    finds(plant, crowded, "lacks|'chain'")  # a room verifies the chains of its other PCs too


# what the feed shows


HANDED = Plan(events=40, more={World._exchange: 20}, weather=network.CALM, deeds={Clerk.transfer: 20})
"""Cases go from room to room."""


def skip_filtered_without_advancing(patch: pytest.MonkeyPatch) -> None:
    """A page looks at so many entries, and its cursor is that of the last which the device may see."""

    def fill(reading: feed.Reading, after: Cursor | None, wish: feed.Wish) -> tuple[Page, list[bytes]]:
        items: list[bytes] = []
        place = after
        for looked, (place_after, item) in enumerate(reading.items(after)):
            if looked == wish.entries:
                return Page(place.text if place else "", more=True), items
            if item is not None:
                items.append(item)
                place = place_after
        return Page(place.text if place else ""), items

    patch.setattr(feed, "_fill", fill)


def test_skip_filtered_without_advancing() -> None:
    mixed = Plan(events=40, more={World._exchange: 10}, weather=network.CALM, page=1, deeds={Clerk.transfer: 20})
    finds(skip_filtered_without_advancing, mixed, "no rest")


def hand_over_without_history(patch: pytest.MonkeyPatch) -> None:
    """From a hand-over on the new room is sent what is new of the case, not what was before."""
    patch.setattr(feed.Reading, "_handed", lambda self, batches: {})


def test_a_hand_over_that_leaves_history_behind() -> None:
    finds(hand_over_without_history, HANDED, "lacks")


# forks


def hello_by_seq_alone(patch: pytest.MonkeyPatch) -> None:
    """Both sides take an entry with the same seq for the same entry."""
    named, take_word = hello._named, client._Exchange._take_word

    def by_seq(conn: Connection, district: Any, device: Any, said: Any) -> Sequence[hello.Knot]:
        seqs = [seq for seq in hello._seqs(said) if seq > 0]
        knots = hello.load_knots(conn, district.number, device, seqs)
        mine = {knot.seq: knot for knot in named(conn, district, device, said)}
        return [mine.get(knot.seq) or knot._replace(hash=f"{knot.seq:064x}") for knot in knots]

    def take(self: Any, standing: Any, welcome: Any) -> None:
        seq = int(welcome.holds or "0", 16)
        if 0 < seq <= standing.head:
            named_here = [standing.chain[standing.head - seq]] if standing.head - seq < len(standing.chain) else []
            welcome = client.replace(welcome, holds=next(iter(named_here), ""))
        take_word(self, standing, welcome)

    patch.setattr(hello, "_named", by_seq)
    patch.setattr(client._Exchange, "_take_word", take)


def test_hello_by_seq_alone() -> None:
    copies = Plan(events=40, more=COPIES | {World._clone_pc: 4, World._exchange: 10}, weather=network.CALM)
    finds(hello_by_seq_alone, copies, "never held|lost at the server")


def cursor_without_push_id(patch: pytest.MonkeyPatch) -> None:
    """A cursor is known when there is a batch of its number, whoever made it."""

    def knows(conn: Connection, district: Any, cursor: Cursor) -> bool:
        query = select(BATCH.c.n).where(BATCH.c.district == district.number, BATCH.c.n == cursor.n)
        return conn.execute(query).first() is not None

    patch.setattr(feed, "knows", knows)


def test_a_cursor_without_the_push_id() -> None:
    troubles = {World._back_up_server: 5, World._put_server_back: 4, World._exchange: 20}
    restored = Plan(events=40, more=troubles, weather=network.CALM)
    finds(cursor_without_push_id, restored, "lost at the server|lacks")


# the fold


AMENDED = Plan(events=40, more={World._exchange: 4}, weather=network.CALM, deeds={Clerk.reword: 60})
"""PCs that do not hear of each other for a while change the same fields."""


def same_base_only(patch: pytest.MonkeyPatch) -> None:
    """Two values are concurrent only when both build on the same one; else the later hides the other."""

    def merge(self: Any, part: Part, fact: Fact) -> None:
        bases = vars(self).setdefault("planted", {})
        for name, value in fact.fields.items():
            if name != UNDOES:
                base = bases[name, part.id] = (fact.scope == DISTRICT_SCOPE) or tuple(fact.base.get(name, ()))
                beside = [head for head in self._heads.get(name, ()) if base and bases[name, head[1].id] == base]
                self._heads[name] = [*beside, (value, part)]
        for named in fact.base.values():
            self.resting.update(named)

    patch.setattr(Fields, "merge", merge)


def test_same_base_only_concurrency() -> None:
    finds(same_base_only, AMENDED, "pc.* shows .*, not")


def fold_in_order_of_arrival(patch: pytest.MonkeyPatch) -> None:
    """Entries are folded as they came."""
    patch.setattr(fold, "sorted", lambda story, key: list(story), raising=False)


def test_fold_in_order_of_arrival() -> None:
    finds(fold_in_order_of_arrival, AMENDED, "rows of .* differ")


def fold_reads_the_clock(patch: pytest.MonkeyPatch) -> None:
    """What was written two hours ago asks to be looked at, by the clock of whoever folds."""
    now, apply, last = MachineClock.now, Case.apply, [BEGIN]

    def noted(self: MachineClock) -> datetime:
        last[0] = now(self)
        return last[0]

    def applied(self: Case, part: Part) -> None:
        apply(self, part)
        self.look = self.look or last[0] - from_text(part.at) > timedelta(hours=2)

    patch.setattr(MachineClock, "now", noted)
    patch.setattr(Case, "apply", applied)


def test_a_fold_that_reads_the_clock() -> None:
    finds(fold_reads_the_clock, Plan(events=24, weather=network.CALM), "differ|damaged at pc")
