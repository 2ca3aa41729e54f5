"""One exchange with the district: hello, push, feed, until nothing waits either way; then attachments.

What was sent counts as held only by the server's own answer; what was received is stored with its cursor in one
transaction. So an exchange may be cut anywhere, and the next goes on where it was (design: sync, Exchange). While a
request is under way the batch behind it is read, or the page before it stored.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from reception.domain.changed import Changed
from reception.domain.clock import Id, from_text, milliseconds, to_text
from reception.domain.entry import SCHEMA, Entry
from reception.domain.errors import Damaged, NotAllowed
from reception.store import exchange
from reception.store.exchange import LastExchange, Server, Standing, Waiting
from reception.store.journal import note, setting
from reception.sync.checking import Checking
from reception.sync.files import Courier, facts_about_files, heed, want
from reception.sync.line import Asked, Line, Read, Stopped, TooLarge, never
from reception.sync.messages import (
    MARK_LENGTH,
    Hello,
    Mention,
    Page,
    Parcel,
    Push,
    Receipt,
    Welcome,
    parcel,
    written,
)
from reception.sync.pace import FIRST, Pace, Portion
from reception.sync.store import CLERK, Store

MAX_ROUNDS = 20
"""Hellos in one exchange; the clerks' own work goes on meanwhile, so an end is not certain."""
ENTRIES_A_BATCH, ENTRIES_A_PAGE = 2000, 1000
"""At most; a page is as large as is taken in while nobody notices that others cannot write."""
CLOCK_STEP = 2000
"""Milliseconds by which the server's clock must have moved against ours to be noted anew."""
FILES_AT_A_TIME = 60.0
"""Seconds for which attachments are carried before it is looked whether entries have come meanwhile."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exchange is; `total` is 0 when it is not known.

    `stage` is connecting, sending or receiving (entries), sending_file or receiving_file (bytes), or checking.
    """

    stage: str
    done: int = 0
    total: int = 0


@dataclass
class Outcome:
    """What an exchange did. `waiting` is asked of the journal at its end; `set_aside` counts what was put aside.

    `files` are attachments that both sides have since; `held_back` says that the server is too old for what waits;
    `handed_back` counts entries that wait again because the server was put back from a backup; `missing_here` and
    `missing_there` are what a check repaired. `came` are cases and residents that were new here.
    """

    sent: int = 0
    received: int = 0
    waiting: int = 0
    set_aside: int = 0
    files: int = 0
    held_back: bool = False
    handed_back: int = 0
    missing_here: int = 0
    missing_there: int = 0
    letter: str = ""
    clock_offset: int = 0
    changed: Changed = field(default_factory=Changed)
    came: Changed = field(default_factory=Changed)


Dial = Callable[[Server], Line]
"""Opens a line to a server."""


def sync_once(
    store: Store,
    *,
    program: str = "",
    progress: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = never,
    dial: Dial | None = None,
) -> Outcome:
    """Exchange with the district until nothing waits either way.

    Raises NotAllowed before enrolment or when the server no longer knows this PC, Unavailable without a line (then
    nothing is lost and the next exchange goes on), Stopped, and Conflict when it is another district's server.
    """
    server = _server(store)
    with dial(server) if dial else Line(server.url, server.token, server.ca, stopped=stopped) as line:
        return _Exchange(store, server, line, program, progress, stopped).run()


def check_once(
    store: Store,
    *,
    program: str = "",
    progress: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = never,
    dial: Dial | None = None,
) -> Outcome:
    """Exchange, compare what both sides hold, and repair entry by entry. Raises as `sync_once`."""
    server = _server(store)
    with dial(server) if dial else Line(server.url, server.token, server.ca, stopped=stopped) as line:
        return _Exchange(store, server, line, program, progress, stopped).check()


def _server(store: Store) -> Server:
    with store.read() as conn:
        server = exchange.server(conn)
    if server is None:
        raise NotAllowed(
            "本机还没有加入区级服务器", english="this PC is not enrolled with a district yet", field="server"
        )
    return server


class _Exchange:
    """One exchange under way."""

    def __init__(
        self, store: Store, server: Server, line: Line, program: str, progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.store, self.server, self.line, self.program = store, server, line, program
        self.progress, self.stopped = progress, stopped
        self.outcome = Outcome()
        self.wrapped_key = store.wrapped_key
        self.orphans = False
        self.own_in_full = False
        with store.read() as conn:
            self.pace = Pace(int(setting(conn, "batch_bytes", FIRST)))
        self.portion = Portion(ENTRIES_A_PAGE)

    def run(self) -> Outcome:
        """Exchange entries and attachments."""
        try:
            self._exchange_entries()
            while self.store.has_attachments and self._carry_files():
                self._exchange_entries()
        finally:
            self._note_pace()
        return self.outcome

    def check(self) -> Outcome:
        """Exchange, compare, repair, and exchange what the comparison found wanting at the district."""
        self.run()
        found = Checking(self.store, self.line, self._open, lambda: self._say("checking")).compare()
        self.outcome.missing_here, self.outcome.missing_there = found.fetched, found.to_send
        self.outcome.changed |= found.changed
        return self.run() if found.to_send or found.fetched else self.outcome

    def _exchange_entries(self) -> None:
        for _ in range(MAX_ROUNDS):
            welcome = self._hello()
            sent = self._send(welcome)
            if welcome.more or sent:
                self._receive()
            elif self.outcome.held_back or not self._waiting():
                break
        self._note_end()

    def _carry_files(self) -> bool:
        """Carry attachments for a while; whether it is worth going on with them after another look at entries."""
        until = time.monotonic() + FILES_AT_A_TIME
        courier = Courier(
            self.store.attachments, self.line, self.pace, self._say,
            lambda: time.monotonic() > until or (self._waiting() > 0 and not self.outcome.held_back),
        )  # fmt: skip
        try:
            return not courier.carry() and courier.moved
        finally:
            self.outcome.files += courier.carried

    # hello

    def _hello(self) -> Welcome:
        self._say("connecting")
        with self.store.read() as conn:
            standing = exchange.standing(conn)
            rungs = exchange.cursors(conn)
            hello = Hello(
                self.server.identity, standing.head, _marks(standing.chain),
                cursors=tuple(rung.cursor for rung in rungs[:1]), waiting=standing.waiting,
                letter=str(setting(conn, "letter", "")), schema=SCHEMA,
                program=self.program, sample=bool(setting(conn, "sample")), now=to_text(self.store.clock.now()),
                wrapped_key="" if self.wrapped_key == setting(conn, "told_key") else self.wrapped_key,
            )  # fmt: skip
        welcome = self._ask_hello(hello)
        if standing.back and not welcome.holds:  # kept out of the first, which is said every few minutes
            hello = replace(hello, back=_marks(standing.back))
            welcome = self._ask_hello(hello)
        if rungs and not welcome.cursor:
            welcome = self._go_back(hello, [rung.cursor for rung in rungs])
        self._take_word(standing, welcome)
        if hello.wrapped_key:
            with self.store.write(CLERK) as writing:
                note(writing.conn, "told_key", hello.wrapped_key)
        return welcome

    def _ask_hello(self, hello: Hello) -> Welcome:
        asked = milliseconds(self.store.clock.now())
        welcome = self.line.say("/v1/hello", hello, Welcome).answer()
        here = (asked + milliseconds(self.store.clock.now())) // 2
        self.outcome.clock_offset = milliseconds(from_text(welcome.now)) - here
        return welcome

    def _go_back(self, hello: Hello, cursors: Sequence[str]) -> Welcome:
        """The server does not know how far we read: it was put back from a backup. Go on from where both know."""
        welcome = self._ask_hello(replace(hello, cursors=tuple(cursors)))
        with self.store.write(CLERK) as writing:
            self.outcome.handed_back += exchange.go_back(writing.conn, welcome.cursor)
        return welcome

    def _take_word(self, standing: Standing, welcome: Welcome) -> None:
        """Note what the server holds, our letter and its clock; nothing is written when all is as it was."""
        if welcome.holds and welcome.holds not in (*standing.chain, *standing.back):
            raise Damaged("服务器的应答不对", english="the server says it holds what we did not name")
        with self.store.read() as conn:
            same_clock = abs(self.outcome.clock_offset - int(setting(conn, "clock_offset", 0))) < CLOCK_STEP
            same_letter = welcome.letter == setting(conn, "letter")
        is_idle = len(standing.chain) <= 1 and welcome.holds == (standing.chain or ("",))[0]
        if is_idle and same_letter and same_clock and not welcome.token:
            return
        with self.store.write(CLERK) as writing:
            exchange.take_word(writing.conn, welcome.holds)
            exchange.note_clock(writing.conn, self.outcome.clock_offset)
            self._take_letter(writing.conn, welcome.letter)
            if welcome.token:
                exchange.note_server(writing.conn, replace(self.server, token=welcome.token))

    def _take_letter(self, conn: Connection, letter: str) -> None:
        if exchange.note_letter(conn, letter):
            self.outcome.letter = letter

    # push

    def _send(self, welcome: Welcome) -> int:
        """Push what waits; how many entries the server now says it holds."""
        before, total = self.outcome.sent, self._waiting()
        batch = self._next_batch(welcome)
        asked = self._push(batch)
        while asked is not None:
            self._say("sending", self.outcome.sent - before, total)
            following = self._next_batch(welcome, batch[-1].n)
            receipt = self._receipt(asked, batch)
            if receipt is None:
                batch = self._next_batch(welcome, batch[0].n - 1)
                asked = self._push(batch)
                continue
            if receipt.lacks_parent:
                self._must_not_lack_again()
                break
            asked = self._push(following)
            self._take_receipt(receipt, batch)
            batch = following
        return self.outcome.sent - before

    def _next_batch(self, welcome: Welcome, after: int = 0) -> list[Waiting]:
        """What is to be sent after what was read last, as far as the server can read it."""
        with self.store.read() as conn:
            batch = exchange.next_waiting(conn, self.pace.size, ENTRIES_A_BATCH, after)
        readable = list(takewhile(lambda entry: entry.schema <= welcome.schema, batch))
        self.outcome.held_back = len(readable) < len(batch)
        return readable

    def _push(self, batch: Sequence[Waiting]) -> Asked[Receipt] | None:
        """Begin to send a batch, if there is any."""
        if not batch:
            return None
        want(self.store, (fact for entry in batch for fact in facts_about_files(entry.lines)))
        with self.store.read() as conn:
            push = Push(str(setting(conn, "letter", "")), self.orphans)
        return self.line.say("/v1/push", push, Receipt, (written(parcel(entry)) for entry in batch))

    def _receipt(self, asked: Asked[Receipt], batch: Sequence[Waiting]) -> Receipt | None:
        """The answer to a push; None when it was too large for somebody on the way, and the next is to be smaller."""
        size = sum(entry.size for entry in batch)
        try:
            return self.pace.answer(asked, lambda _: size)
        except TooLarge:
            if len(batch) == 1:
                raise
            self.pace.halve(size)
            return None

    def _take_receipt(self, receipt: Receipt, batch: Sequence[Waiting]) -> None:
        with self.store.write(CLERK) as writing:
            marked = exchange.mark_sent(writing.conn, batch, receipt.tips)
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
        with self.store.read() as conn:
            after = next((rung.cursor for rung in exchange.cursors(conn)), "")
        asked: Asked[Read[Page]] | None = self._ask_page(after)
        while asked is not None:
            self._say("receiving", self.outcome.received)
            page, items = self.pace.answer(asked, lambda given: sum(map(_size, given[1])))
            entries = [item for item in items if isinstance(item, Entry)]
            own = [item.id for item in items if isinstance(item, Mention)]
            if page.lost:
                return
            if page.more and page.cursor == after:
                raise Damaged("服务器的应答不对", english="the feed does not move on")
            following = self._ask_page(page.cursor) if page.more else None
            if self._take_page(page, entries, own):
                asked, after = following, page.cursor
            else:
                asked = self._ask_page(after)

    def _ask_page(self, after: str) -> Asked[Read[Page]]:
        wish = {"after": after, "entries": str(self.portion.size), "size": str(self.pace.size)}
        return self.line.page("/v1/feed", wish | ({"own": "1"} if self.own_in_full else {}), Page, self._open)

    def _take_page(self, page: Page, entries: Sequence[Entry], own: Sequence[Id]) -> bool:
        """Store a page with its cursor. False when it must be fetched again, with all of our own entries."""
        heed(self.store, entries)
        with self.store.write(CLERK) as writing:
            began = time.monotonic()
            if exchange.mark_named(writing.conn, own):
                self.own_in_full = True  # a restored backup, or a copy
                return False
            self.outcome.received += len(exchange.mark_named(writing.conn, [entry.id for entry in entries]))
            self.outcome.changed |= self.store.record(writing.conn, entries, held=True)
            self.outcome.came |= _told_first(entries)
            exchange.advance(writing.conn, page.cursor)
        self.portion.learn(len(entries), time.monotonic() - began)
        return True

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

    def _note_pace(self) -> None:
        with self.store.read() as conn:
            known = setting(conn, "batch_bytes", FIRST)
        if known != self.pace.size:
            with self.store.write(CLERK) as writing:
                note(writing.conn, "batch_bytes", self.pace.size)

    def _say(self, stage: str, done: int = 0, total: int = 0) -> None:
        if self.stopped():
            raise Stopped(
                "同步已停止；没有送出的记录下次再送", english="stopped; what waits is sent next time", field="line"
            )
        self.progress(Progress(stage, done, total))


def _marks(hashes: Sequence[str]) -> tuple[str, ...]:
    return tuple(text[:MARK_LENGTH] for text in hashes)


def _told_first(entries: Sequence[Entry]) -> Changed:
    """The cases and residents that these entries tell of for the first time."""
    first = {"case": "number", "resident": "name"}
    facts = [fact for entry in entries for fact in entry.seen]
    return Changed(frozenset(f.aggregate for f in facts if first.get(f.entity) in f.fields and not f.base))


def _size(item: Entry | Mention) -> int:
    return item.size if isinstance(item, Entry) else 0


def _is_signed(public_key: str, entry: Entry) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(entry.signature or b"", entry.header)
    except InvalidSignature:
        return False
    return True
