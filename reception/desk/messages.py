"""Take in messages that somebody else wrote down: many registrations in one transaction, each known only once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from reception.desk.commands import RegisterVisit
from reception.desk.desk import Acting, Desk
from reception.desk.linking import Linking
from reception.desk.register import Origin, open_cases
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.store.driver import run

LOOKED_UP = 400

Key = tuple[str, str]
"""Issuer and number: what makes it the same message."""


@dataclass(frozen=True)
class Message:
    """A message from elsewhere: what to register, where it came from, and the open case it is about, if any."""

    command: RegisterVisit
    origin: Origin
    link: str = ""

    @property
    def key(self) -> Key:
        """What makes it the same message."""
        return self.origin.issuer, self.origin.number


@dataclass(frozen=True)
class Taken:
    """How many opened a case, how many went into an open one, and how many were here already.

    `numbers` are the cases' numbers by issuer and number.
    """

    added: int
    known: int
    changed: Changed
    linked: int = 0
    numbers: dict[Key, str] = field(default_factory=dict)


def take_in(desk: Desk, messages: Sequence[Message], gesture: Id | None = None) -> Taken:
    """Register those that are not here yet, as one gesture and one transaction."""
    with desk.acting() as acting:
        here = here_already(acting.conn, [message.key for message in messages])
        gesture = gesture or acting.new_id()
        numbers: dict[Key, str] = {}
        linked = 0
        linking = Linking(acting, [message.link for message in messages if message.link and message.key not in here])
        for message in messages:
            if message.key not in here:
                here.add(message.key)
                numbers[message.key] = _take(acting, linking, message, gesture)
                linked += bool(message.link)
        return Taken(len(numbers) - linked, len(messages) - len(numbers), acting.done(), linked, numbers)


def _take(acting: Acting, linking: Linking, message: Message, gesture: Id) -> str:
    if message.link:
        return linking.take(message.link, message.command, message.origin, gesture).number
    return open_cases(acting, message.command, message.origin, gesture)[1][0]


def here_already(conn: Connection, keys: Sequence[Key]) -> set[Key]:
    """Those that a case here holds, or that are its own number; one that was taken back does not count."""
    found: set[Key] = set()
    for start in range(0, len(keys), LOOKED_UP):
        piece = keys[start : start + LOOKED_UP]
        pairs, marks = ", ".join(["(?, ?)"] * len(piece)), ", ".join("?" * len(piece))
        found.update(run(conn, _HELD.format(pairs), tuple(chain.from_iterable(piece))))
        own = {number for (number,) in run(conn, _OWN.format(marks), tuple(number for _, number in piece))}
        found.update(key for key in piece if key[1] in own)
    return found


_HELD = """
    SELECT issuer, reference.number FROM reference JOIN cases ON cases.id = reference.case_id
    WHERE (issuer, reference.number) IN (VALUES {}) AND undone = 0
"""
_OWN = "SELECT number FROM cases WHERE number IN ({}) AND undone = 0"
