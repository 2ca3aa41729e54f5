"""Hello: the server states what it holds of a device, where its feed goes on, and which letter is its own."""

from collections.abc import Sequence

from sqlalchemy import Connection

from reception.district.batch import Batch, note_device
from reception.district.branches import (
    Knot,
    base_of_waiting,
    give_letter,
    is_mark,
    letter_of_branch,
    letters_of,
    load_knots,
)
from reception.district.caller import Caller
from reception.district.enrolment import must_match, token_in_turn
from reception.district.feed import has_more, newest_known
from reception.district.office import District
from reception.domain.clock import Id, from_text, milliseconds
from reception.domain.entry import SCHEMA
from reception.domain.errors import Conflict, InvalidInput
from reception.sync.messages import MARK_LENGTH, PROTOCOL, Hello, Welcome, read_cursor

MAX_NAMED = 256
"""Entries and cursors that one hello may name."""
LONGEST_KEY = 4096
"""Characters of a wrapped key that are kept; a client's has some hundred."""


def welcome(district: District, caller: Caller, hello: Hello) -> Welcome:
    """Answer a hello. Raises Conflict when sample meets real or the device belongs to another district's server."""
    must_match(district, hello.sample)
    if hello.server != district.identity:
        raise Conflict(
            "本机注册在另一台区级服务器", english="this PC is enrolled with another district's server", field="server"
        )
    if max(len(hello.chain), len(hello.back), len(hello.cursors)) > MAX_NAMED:
        raise InvalidInput("数据包过大", english=f"a hello names at most {MAX_NAMED} of each", field="body")
    letter, newest, token = district.database.written(lambda conn: _meet(conn, district, caller, hello))
    with district.database.reading() as conn:
        cursor = newest_known(conn, district, [read_cursor(text) for text in hello.cursors])
        more = has_more(conn, district, caller, cursor)
    holds = newest.hash if newest is not None else ""
    place = cursor.text if cursor is not None else ""
    protocol = min(PROTOCOL, hello.protocol)
    return Welcome(
        district.identity, district.now, letter, holds, place, more, district.sample, SCHEMA, protocol, token
    )


def _meet(conn: Connection, district: District, caller: Caller, hello: Hello) -> tuple[str, Knot | None, str]:
    note_device(
        conn, district, caller.device, last_contact=district.now, program=hello.program[:64],
        said_head=min(hello.head, 2**62), said_mark=(*hello.chain, "")[0][:MARK_LENGTH],
        said_waiting=min(hello.waiting, 2**62), clock_offset=_clock_offset(district, hello.now),
        **({"wrapped_key": hello.wrapped_key} if 0 < len(hello.wrapped_key) <= LONGEST_KEY else {}),
    )  # fmt: skip
    knots = _named(conn, district, caller.device, hello)
    newest = max(knots, key=lambda knot: knot.seq, default=None)
    return _letter(conn, district, caller, hello, newest), newest, token_in_turn(conn, district, caller)


def _clock_offset(district: District, said: str) -> int:
    """How far our clock is ahead of the device's, in milliseconds; the way there counts with it."""
    try:
        return milliseconds(district.clock.now()) - milliseconds(from_text(said))
    except (ValueError, OverflowError):
        return 0


def _named(conn: Connection, district: District, device: Id, hello: Hello) -> list[Knot]:
    """Those of the named entries that are here."""
    marks = dict(zip(_seqs(hello), (*hello.chain, *hello.back), strict=False))
    knots = load_knots(conn, district.number, device, [seq for seq in marks if 0 < seq < 2**62])
    return [knot for knot in knots if knot.hash.startswith(marks[knot.seq] or "-")]


def _seqs(hello: Hello) -> Sequence[int]:
    chain = [hello.head - step for step in range(len(hello.chain))]
    last = chain[-1] if chain else hello.head + 1
    return [*chain, *(last - 2**power for power in range(len(hello.back)))]


def _letter(conn: Connection, district: District, caller: Caller, hello: Hello, newest: Knot | None) -> str:
    """The letter of the branch that the device is on; a new one when it begins a branch, or has noticed to be a copy.

    A copy's original may be at work with the branch's letter, known here or not: the copy never gets that one.
    """
    base = newest.hash if newest is not None else ""
    given = letters_of(conn, district, caller.device)
    if base_of_waiting(given, hello.letter) == base:
        return hello.letter
    branches = _begins_branch(conn, district, caller.device, hello, newest)
    if newest is None and not branches:
        return hello.letter
    known = None if newest is None or branches else letter_of_branch(given, newest.branch)
    if known is not None and not is_mark(hello.letter):
        return known
    batch = Batch(conn, district, caller.device)
    letter = give_letter(batch, caller.device, caller.room, base)
    batch.close()
    return letter


def _begins_branch(conn: Connection, district: District, device: Id, hello: Hello, newest: Knot | None) -> bool:
    """Whether the server holds an entry behind the newest known that the device has not: a copy, or a restored backup.

    Certain only where the device named its entries one by one; else its next push tells.
    """
    seq = newest.seq if newest is not None else 0
    if not hello.head - len(hello.chain) < seq <= hello.head and newest is not None:
        return False
    if newest is None and len(hello.chain) < hello.head:
        return False
    base = newest.hash if newest is not None else ""
    return any(knot.prev_hash == base for knot in load_knots(conn, district.number, device, [seq + 1]))
