"""One seeded source for everything that is random in a schedule, and the time in which it happens."""

import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from reception.domain.clock import Id, milliseconds
from reception.domain.numbering import LETTERS
from reception.store import store

BEGIN = datetime(2026, 11, 24, 1, 4, tzinfo=UTC)
"""Tuesday 24 November 2026, 9:04 in the district."""


class Time:
    """The true time of a schedule; it moves when told."""

    def __init__(self) -> None:
        self.now = BEGIN

    def pass_by(self, seconds: float) -> None:
        """Let it pass."""
        self.now += timedelta(seconds=seconds)

    def monotonic(self) -> float:
        """Seconds since the schedule began."""
        return (self.now - BEGIN).total_seconds()


class MachineClock:
    """A machine's own idea of the time: off by `offset`, which may jump. A new one for each start of a process."""

    def __init__(self, time: Time, chance: random.Random, offset: timedelta = timedelta(0)) -> None:
        self._time = time
        self._chance = random.Random(chance.getrandbits(64))
        self._last = 0
        self.offset = offset

    def now(self) -> datetime:
        """The present as this machine has it."""
        return self._time.now + self.offset

    def new_id(self) -> Id:
        """A UUIDv7, growing while the process lives."""
        self._last = max(milliseconds(self.now()) << 12, self._last + 1)
        value = (self._last >> 12) << 80 | 0x7 << 76 | (self._last & 0xFFF) << 64 | 0b10 << 62
        return Id(f"{value | self._chance.getrandbits(62):032x}")


@contextmanager
def seeded(chance: random.Random) -> Iterator[None]:
    """Salts, tokens, codes and marks are drawn from the schedule's chance.

    Marks of two letters never repeat within a schedule: that two unlucky PCs draw the same is known and lawful.
    """
    marks = ["".join(pair) for pair in product(LETTERS, repeat=2)]
    chance.shuffle(marks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", chance.randbytes)
        patch.setattr(secrets, "choice", chance.choice)
        patch.setattr(secrets, "token_urlsafe", lambda size: chance.randbytes(size).hex())
        patch.setattr(store, "random_mark", marks.pop)
        yield
