"""The tree that a device's journal is: which branch an entry grows on, and the letter of each branch.

A cloned disk or a restored backup shows as two entries with one `prev_hash`. The second is a new branch, with a
letter of its own for numbers; a letter is never given again (domain: numbers).
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from reception.district.arrivals import Arrival, Author
from reception.district.batch import Batch
from reception.district.database import pieces, put
from reception.district.office import District
from reception.district.tables import ASIDE, ENTRY, LETTER
from reception.domain.clock import Id
from reception.domain.entry import Fact, digest, room_scope
from reception.domain.errors import Unavailable
from reception.domain.numbering import LETTERS


class Knot(NamedTuple):
    """An entry that the server holds, as far as the tree is concerned."""

    device: Id
    seq: int
    hash: str
    prev_hash: str
    branch: int


def load_knots(conn: Connection, district: int, device: Id, seqs: Sequence[int]) -> list[Knot]:
    """The device's entries with these seqs, over all branches."""
    found = []
    for piece in pieces(seqs):
        rows = conn.execute(_KNOTS, {"own": district, "who": device, "seqs": piece})
        found += [Knot(Id(row.device), row.seq, row.hash, row.prev_hash or "", row.branch) for row in rows]
    return found


_KNOTS = (
    select(ENTRY.c.device, ENTRY.c.seq, ENTRY.c.hash, ENTRY.c.prev_hash, ENTRY.c.branch)
    .where(ENTRY.c.district == bindparam("own"), ENTRY.c.device == bindparam("who"))
    .where(ENTRY.c.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(ENTRY.c.seq)
)


class Tree:
    """The part of one device's tree that new entries grow on.

    `fork` is the hash from which a branch is to grow also where nothing else does yet: a copy pushes before its
    original.
    """

    def __init__(
        self, conn: Connection, district: int, author: Author, arrivals: Sequence[Arrival], fork: str | None = None
    ) -> None:
        self._fork = fork
        entries = [a.entry for a in arrivals if a.entry is not None]
        self._branch_of: dict[str, int] = {}
        self._parents: set[str] = set()
        self.branches = author.branches
        brought = {arrival.hash for arrival in arrivals}
        edges = [entry for entry in entries if entry.prev_hash not in brought]
        seqs = sorted({seq for entry in edges for seq in (entry.seq - 1, entry.seq)})
        for knot in load_knots(conn, district, author.device, seqs):
            self._branch_of[knot.hash] = knot.branch
            self._parents.add(knot.prev_hash)
        lost = {entry.prev_hash for entry in edges} - {"", *brought, *self._branch_of}
        self._aside = _held_aside(conn, district, lost)
        self._aside |= {arrival.hash for arrival in arrivals if arrival.entry is None}
        self.missing = lost - self._aside

    def grow(self, arrival: Arrival, prev_hash: str) -> bool:
        """Put an arrival on its branch, in order, parents first. True when that began a branch."""
        begins = prev_hash in self._parents or prev_hash == self._fork
        if not begins and prev_hash in self._branch_of:
            arrival.branch = self._branch_of[prev_hash]
        elif not begins and prev_hash in self._aside and self.branches:
            arrival.branch = self.branches - 1
        else:
            begins = True
            arrival.branch = self.branches
            self.branches += 1
        self._parents.add(prev_hash)
        self._branch_of[arrival.hash] = arrival.branch
        return begins


def _held_aside(conn: Connection, district: int, hashes: set[str]) -> set[str]:
    if not hashes:
        return set()
    query = select(ASIDE.c.hash).where(ASIDE.c.district == district, ASIDE.c.hash.in_(sorted(hashes)))
    return set(conn.execute(query).scalars())


# letters


class Letter(NamedTuple):
    """A letter given to a device, for the branch that grows from `base` (""); `branch` is None until that began."""

    letter: str
    branch: int | None
    base: str


def letters_of(conn: Connection, district: District, device: Id) -> list[Letter]:
    """The letters given to a device, oldest first."""
    found = conn.execute(_LETTERS, {"own": district.number, "who": device})
    return [Letter(row.letter, row.branch, row.base or "") for row in found]


_LETTERS = (
    select(LETTER.c.letter, LETTER.c.branch, LETTER.c.base)
    .where(LETTER.c.district == bindparam("own"), LETTER.c.device == bindparam("who"))
    .order_by(LETTER.c.given_at)
)


def letter_of_branch(given: Sequence[Letter], branch: int) -> str | None:
    """The letter given to a branch."""
    return next((known.letter for known in given if known.branch == branch), None)


def base_of_waiting(given: Sequence[Letter], letter: str) -> str | None:
    """What the branch is to grow from that this letter was given for and that has not begun; None when there is none.

    "" stands for the device's beginning.
    """
    return next((known.base for known in given if known.letter == letter and known.branch is None), None)


def letter_for_new_branch(batch: Batch, device: Id, room: str, branch: int, claimed: str, base: str) -> str:
    """The letter of a branch that just began: the one it claims when that waits for it, else a new one."""
    conn, district = batch.conn, batch.district
    mine = (LETTER.c.district == district.number, LETTER.c.room == room, LETTER.c.letter == claimed)
    found = conn.execute(select(LETTER).where(*mine)).one_or_none()
    if claimed and found is None and not is_mark(claimed) and set(claimed) <= set(LETTERS):
        give_letter(batch, device, room, base, claimed)
    elif found is None or found.device != device or found.branch is not None:
        return give_letter(batch, device, room, base, branch=branch)
    conn.execute(update(LETTER).where(*mine).values(branch=branch))
    return claimed


def is_mark(letter: str) -> bool:
    """Whether this is the random mark of a PC that has no letter yet, or has noticed to be a copy: two characters."""
    return len(letter) == 2


def give_letter(batch: Batch, device: Id, room: str, base: str, letter: str = "", branch: int | None = None) -> str:
    """Give a device a letter for the branch that grows from `base`, by a signed entry that the room is sent."""
    conn, own = batch.conn, batch.district.number
    batch.lock_own()
    letter = letter or _first_free(conn, batch.district, room)
    key = digest(f"letter/{room}/{letter}".encode())[:32]
    fields = {
        "code": letter, "name": f"终端 {letter}", "letter": letter, "room": room, "device": device, "base": base
    }  # fmt: skip
    batch.write("letter", [Fact("letter", Id(key), room_scope(room), fields)], [room])
    row = {"district": own, "room": room, "letter": letter, "device": device, "base": base or None}
    put(conn, LETTER, row | {"branch": branch, "given_at": batch.district.now})
    return letter


def _first_free(conn: Connection, district: District, room: str) -> str:
    mine = (LETTER.c.district == district.number, LETTER.c.room == room)
    given = set(conn.execute(select(LETTER.c.letter).where(*mine)).scalars())
    for length in (1, 3):
        for characters in product(LETTERS, repeat=length):
            letter = "".join(characters)
            if letter not in given:
                return letter
    raise Unavailable(
        f"接待室 {room} 的终端字母已用完", english=f"every letter of room {room} has been given", field="letter"
    )
