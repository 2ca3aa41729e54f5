"""A clock that stands still until it is moved."""

import itertools
import random
from datetime import UTC, datetime, timedelta

from reception.domain.clock import DISTRICT_ZONE, Id, from_text, milliseconds

OPENING = datetime(2026, 11, 24, 9, 4, tzinfo=DISTRICT_ZONE)
"""A Tuesday morning at the reception room."""

_machines = itertools.count()


def forget_machines() -> None:
    """Count machines from 0 again, so that each test gets the same ids whatever ran before it."""
    global _machines
    _machines = itertools.count()


class FakeClock:
    """A `reception.domain.clock.Clock` for tests: time moves only when told, ids grow and are the same on every run.

    Every clock of a test is another machine's: two never give the same id. Pass `machine` to choose which.

        clock = FakeClock("2026-11-24 16:50")
        clock.advance(hours=2)
    """

    def __init__(self, start: datetime | str = OPENING, machine: int | None = None) -> None:
        self.machine = next(_machines) if machine is None else machine
        self._random = random.Random(self.machine)
        self._last = 0
        self.set(start)

    def now(self) -> datetime:
        """The present in UTC, as last set."""
        return self._now

    def new_id(self) -> Id:
        """A UUIDv7 of the present, greater than every one before, also when the clock was set back."""
        self._last = max(milliseconds(self._now) << 12, self._last + 1)
        value = (self._last >> 12) << 80 | 0x7 << 76 | (self._last & 0xFFF) << 64 | 0b10 << 62
        return Id(f"{value | self._random.getrandbits(62):032x}")

    def advance(self, **step: float) -> datetime:
        """Move on by `minutes=20`, `days=1` …, as `timedelta` takes them. Returns the new present."""
        self._now += timedelta(**step)
        return self._now

    def set(self, moment: datetime | str) -> datetime:
        """Stand at this moment; text without a zone is the district's time. Returns the new present, in UTC."""
        self._now = from_text(moment) if isinstance(moment, str) else moment.astimezone(UTC)
        return self._now
