"""Take in messages that somebody else wrote down: many registrations in one transaction, each known only once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from reception.desk.commands import RegisterVisit
from reception.desk.desk import Acting, Desk
from reception.desk.register import Origin, open_cases
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.store.tables import ReferenceRow

LOOKED_UP = 400


@dataclass(frozen=True)
class Message:
    """A message from elsewhere: what to register, and where it came from."""

    command: RegisterVisit
    origin: Origin

    @property
    def key(self) -> tuple[str, str]:
        """Issuer and number: what makes it the same message."""
        return self.origin.issuer, self.origin.number


@dataclass(frozen=True)
class Taken:
    """How many were new and how many were here already."""

    added: int
    known: int
    changed: Changed


def take_in(desk: Desk, messages: Sequence[Message], gesture: Id | None = None) -> Taken:
    """Register those that are not here yet, as one gesture and one transaction."""
    with desk.acting() as acting:
        here = _here(acting, [message.key for message in messages])
        gesture = gesture or acting.new_id()
        added = 0
        for message in messages:
            if message.key not in here:
                here.add(message.key)
                open_cases(acting, message.command, message.origin, gesture)
                added += 1
        return Taken(added, len(messages) - added, acting.done())


def _here(acting: Acting, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    columns = tuple_(ReferenceRow.number, ReferenceRow.issuer)
    for start in range(0, len(keys), LOOKED_UP):
        wanted = [(number, issuer) for issuer, number in keys[start : start + LOOKED_UP]]
        query = select(ReferenceRow.issuer, ReferenceRow.number).where(columns.in_(wanted))
        found.update((row.issuer, row.number) for row in acting.conn.execute(query))
    return found
