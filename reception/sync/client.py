"""One exchange with the district: hello, push, feed, until nothing waits either way (design: sync, Exchange).

What was sent counts as held only by the server's own answer; what was received is stored with its cursor in one
transaction. So an exchange may be cut anywhere, and the next goes on where it was.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from reception.domain.changed import Changed
from reception.domain.clock import Clock, from_text, milliseconds, to_text
from reception.domain.entry import SCHEMA, Entry
from reception.domain.errors import Damaged, NotAllowed, Unavailable
from reception.store import exchange
from reception.store.exchange import LastExchange, Server, Standing
from reception.store.journal import note, setting
from reception.sync.line import Line, TooLarge
from reception.sync.messages import (
    MARK_LENGTH,
    Hello,
    Item,
    Mention,
    Page,
    Parcel,
    Push,
    Receipt,
    Welcome,
    parcel,
    written,
)

CLERK = "sync"
MAX_ROUNDS = 20
"""Hellos in one exchange; the clerks' own work goes on meanwhile, so an end is not certain."""
SECONDS_A_BATCH = 4.0
FIRST_BATCH, LEAST_BATCH, MOST_BATCH = 64 * 1024, 4 * 1024, 4 * 1024 * 1024
ENTRIES_A_BATCH, ENTRIES_A_PAGE = 2000, 200
CLOCK_STEP = 2000
"""Milliseconds by which the server's clock must have moved against ours to be noted anew."""


class Writing(Protocol):
    """A write transaction of the store."""

    @property
    def conn(self) -> Connection:
        """Its connection."""
        ...


class Store(Protocol):
    """What an exchange needs of the room's store (`reception.store.store.Store` has it)."""

    clock: Clock

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment."""
        ...

    def write(self, clerk: str) -> AbstractContextManager[Any]:
        """A write transaction; its value is a `Writing`."""
        ...

    def record(self, conn: Connection, entries: Sequence[Entry], *, held: bool = False) -> Changed:
        """Take entries that were written elsewhere, and fold what they touch."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exchange is. `stage` is connecting, sending or receiving; `total` 0 when it is not known."""

    stage: str
    done: int = 0
    total: int = 0


@dataclass
class Outcome:
    """What an exchange did. `waiting` is asked of the journal at its end; `set_aside` counts what was put aside."""

    sent: int = 0
    received: int = 0
    waiting: int = 0
    set_aside: int = 0
    letter: str = ""
    clock_offset: int = 0
    changed: Changed = field(default_factory=Changed)


class Stopped(Unavailable):
    """The clerk, or the end of the program, stopped the exchange."""


def sync_once(
    store: Store,
    *,
    program: str = "",
    progress: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Exchange with the district until nothing waits either way.

    Raises NotAllowed before enrolment or when the server no longer knows this PC, Unavailable without a line (then
    nothing is lost and the next exchange goes on), Stopped, and Conflict when it is another district's server.
    """
    with store.read() as conn:
        server = exchange.server(conn)
    if server is None:
        raise NotAllowed(
            "本机还没有注册到区级服务器", english="this PC is not enrolled with a district yet", field="server"
        )
    with Line(server.url, server.token, server.ca) as line:
        return _Exchange(store, server, line, program, progress, stopped).run()


class _Exchange:
    """One exchange under way."""

    def __init__(
        self, store: Store, server: Server, line: Line, program: str, progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.store, self.server, self.line, self.program = store, server, line, program
        self.progress, self.stopped = progress, stopped
        self.outcome = Outcome()
        self.orphans = False
        self.own_in_full = False
        with store.read() as conn:
            self.batch = int(setting(conn, "batch_bytes", FIRST_BATCH))

    def run(self) -> Outcome:
        for _ in range(MAX_ROUNDS):
            welcome = self._hello()
            sent = self._send(welcome)
            if welcome.more or sent:
                self._receive()
            elif not self._waiting():
                break
        self._note_end()
        return self.outcome

    # hello

    def _hello(self) -> Welcome:
        self._say(Progress("connecting"))
        with self.store.read() as conn:
            standing = exchange.standing(conn)
            rungs = exchange.cursors(conn)
            hello = Hello(
                self.server.identity, standing.head, _marks(standing.chain), _marks(standing.back),
                tuple(rung.cursor for rung in rungs[:1]), standing.waiting, str(setting(conn, "letter", "")), SCHEMA,
                program=self.program, sample=bool(setting(conn, "sample")),
            )  # fmt: skip
        welcome = self._ask_hello(hello)
        if rungs and not welcome.cursor:
            welcome = self._go_back(hello, [rung.cursor for rung in rungs])
        self._take_word(standing, welcome)
        return welcome

    def _ask_hello(self, hello: Hello) -> Welcome:
        asked = milliseconds(self.store.clock.now())
        welcome = self.line.say("/v1/hello", hello, Welcome)
        here = (asked + milliseconds(self.store.clock.now())) // 2
        self.outcome.clock_offset = milliseconds(from_text(welcome.now)) - here
        return welcome

    def _go_back(self, hello: Hello, cursors: Sequence[str]) -> Welcome:
        """The server does not know how far we read: it was put back from a backup. Go on from where both know."""
        welcome = self._ask_hello(replace(hello, cursors=tuple(cursors)))
        with self.store.write(CLERK) as writing:
            exchange.go_back(writing.conn, welcome.cursor)
        return welcome

    def _take_word(self, standing: Standing, welcome: Welcome) -> None:
        """Note what the server holds, our letter and its clock; nothing is written when all is as it was."""
        if welcome.holds and welcome.holds not in (*standing.chain, *standing.back):
            raise Damaged("服务器的应答不对", english="the server says it holds what we did not name")
        with self.store.read() as conn:
            same_clock = abs(self.outcome.clock_offset - int(setting(conn, "clock_offset", 0))) < CLOCK_STEP
            same_letter = welcome.letter == setting(conn, "letter")
        is_idle = len(standing.chain) <= 1 and welcome.holds == (standing.chain or ("",))[0]
        if is_idle and same_letter and same_clock:
            return
        with self.store.write(CLERK) as writing:
            exchange.take_word(writing.conn, welcome.holds)
            exchange.note_clock(writing.conn, self.outcome.clock_offset)
            self._take_letter(writing.conn, welcome.letter)

    def _take_letter(self, conn: Connection, letter: str) -> None:
        if exchange.note_letter(conn, letter):
            self.outcome.letter = letter

    # push

    def _send(self, welcome: Welcome) -> int:
        """Push what waits; how many entries the server now says it holds."""
        before, total = self.outcome.sent, self._waiting()
        while True:
            self._say(Progress("sending", self.outcome.sent - before, total))
            with self.store.read() as conn:
                batch = exchange.next_waiting(conn, self.batch, ENTRIES_A_BATCH)
            if not batch or any(entry.schema > welcome.schema for entry in batch):
                return self.outcome.sent - before
            receipt = self._push(batch)
            if receipt is None:
                continue
            if receipt.lacks_parent:
                self._must_not_lack_again()
                return self.outcome.sent - before
            self._take_receipt(receipt)

    def _push(self, batch: Sequence[Entry]) -> Receipt | None:
        """Send a batch; None when it was too large for somebody on the way, and the next is to be smaller."""
        with self.store.read() as conn:
            push = Push(str(setting(conn, "letter", "")), self.orphans)
        size = sum(entry.size for entry in batch)
        try:
            with self._timed(size):
                return self.line.say("/v1/push", push, Receipt, [written(parcel(entry)) for entry in batch])
        except TooLarge:
            if len(batch) == 1:
                raise
            self.batch = size // 2
            return None

    def _take_receipt(self, receipt: Receipt) -> None:
        with self.store.write(CLERK) as writing:
            marked = exchange.mark_held(writing.conn, receipt.tips)
            self._take_letter(writing.conn, receipt.letter)
        if not marked:
            raise Damaged("服务器的应答不对", english="the server's receipt names nothing that we sent")
        self.outcome.sent += marked
        self.outcome.set_aside += receipt.set_aside

    def _must_not_lack_again(self) -> None:
        """The first time, hello sets right what we believed; should a parent still be missing, go on without it."""
        if self.orphans:
            raise Damaged("服务器的应答不对", english="the server wants a parent that it said it would not")
        self.orphans = True

    # feed

    def _receive(self) -> None:
        more = True
        while more:
            self._say(Progress("receiving", self.outcome.received))
            with self.store.read() as conn:
                after = next((rung.cursor for rung in exchange.cursors(conn)), "")
            wish = {"after": after, "entries": str(ENTRIES_A_PAGE), "size": str(self.batch)}
            with self._timed(0):
                page, items = self.line.page("/v1/feed", wish | ({"own": "1"} if self.own_in_full else {}), Page)
            if page.lost:
                return
            more = self._take_page(page, items, after)

    def _take_page(self, page: Page, items: Sequence[Item], after: str) -> bool:
        """Store a page with its cursor; whether to fetch another."""
        if page.more and page.cursor == after:
            raise Damaged("服务器的应答不对", english="the feed does not move on")
        entries = [self._open(item) for item in items if not isinstance(item, Mention)]
        with self.store.write(CLERK) as writing:
            named = [item.id for item in items if isinstance(item, Mention)]
            if exchange.mark_named(writing.conn, named):
                self.own_in_full = True  # a restored backup, or a copy: fetch this page again with all of our own
                return True
            self.outcome.received += len(exchange.mark_named(writing.conn, [entry.id for entry in entries]))
            self.outcome.changed |= self.store.record(writing.conn, entries, held=True)
            exchange.advance(writing.conn, page.cursor)
        return page.more

    def _open(self, item: Parcel) -> Entry:
        """Read an entry of the feed. Raises Damaged when it is none, or is the district's without its signature."""
        entry = item.open()
        if entry.device == self.server.district_device and not _is_signed(self.server.public_key, entry):
            raise Damaged("服务器发来的记录签名不符", english="an entry of the district's is not signed by it")
        return entry

    # the rest

    def _waiting(self) -> int:
        with self.store.read() as conn:
            return exchange.waiting_count(conn)

    def _note_end(self) -> None:
        self.outcome.waiting = self._waiting()
        done = LastExchange(to_text(self.store.clock.now()), self.outcome.sent, self.outcome.received)
        with self.store.write(CLERK) as writing:
            exchange.note_exchange(writing.conn, done)
            note(writing.conn, "batch_bytes", self.batch)

    def _say(self, progress: Progress) -> None:
        if self.stopped():
            raise Stopped(
                "同步已停止；没有送出的记录下次再送", english="stopped; what waits is sent next time", field="line"
            )
        self.progress(progress)

    @contextmanager
    def _timed(self, size: int) -> Iterator[None]:
        """Size the next batch to a few seconds of the line; a line that broke under this one gets smaller ones."""
        began = time.monotonic()
        try:
            yield
        except TooLarge:
            raise
        except Unavailable:
            with self.store.write(CLERK) as writing:
                note(writing.conn, "batch_bytes", max(LEAST_BATCH, self.batch // 2))
            raise
        if size >= self.batch // 2:
            wanted = int(size * SECONDS_A_BATCH / max(time.monotonic() - began, 0.001))
            self.batch = max(LEAST_BATCH, min(wanted, 4 * self.batch, MOST_BATCH))


def _marks(hashes: Sequence[str]) -> tuple[str, ...]:
    return tuple(text[:MARK_LENGTH] for text in hashes)


def _is_signed(public_key: str, entry: Entry) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(entry.signature or b"", entry.header)
    except InvalidSignature:
        return False
    return True
