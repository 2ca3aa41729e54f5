"""Quiet periods (静音期): days on which works must not be heard, as round the university entrance exam.

The district says when and where, as master data of the kind `quiet` (design: mission, row 8).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from reception.domain.clock import DISTRICT_ZONE

WARNED_BEFORE = timedelta(days=3)
"""So long before its first day a quiet period is told of: works can still be planned round it."""


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """From its first day to its last; `hours` of each day (over midnight into the next), none: day and night.

    `compounds` are those it holds for, none: the whole district. `note` is what is asked of the works.
    """

    name: str
    first: date
    last: date
    hours: tuple[tuple[time, time], ...] = ()
    compounds: frozenset[str] = frozenset()
    note: str = ""

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "QuietPeriod":
        """As the district's master data says it. Raises ValueError, KeyError or TypeError for what says no days."""
        hours = ((time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in fields.get("hours") or ())
        return cls(
            str(fields["name"]), date.fromisoformat(fields["since"]), date.fromisoformat(fields["until"]),
            tuple(hours), frozenset(fields.get("compounds") or ()), str(fields.get("note", "")),
        )  # fmt: skip

    def holds(self, at: datetime) -> bool:
        """Whether it must be quiet at a moment."""
        local = at.astimezone(DISTRICT_ZONE)
        if not self.hours:
            return self.first <= local.date() <= self.last
        return any(self._within(local, *span) for span in self.hours)

    def _within(self, local: datetime, begins: time, ends: time) -> bool:
        """A span over midnight belongs to the day it begins on."""
        day, now = local.date(), local.time()
        if begins > ends and now < ends:
            day, now = day - timedelta(days=1), time.max
        return self.first <= day <= self.last and begins <= now and (begins > ends or now < ends)

    def is_near(self, at: datetime) -> bool:
        """Whether it is on that day, or begins in a few."""
        day = at.astimezone(DISTRICT_ZONE).date()
        return self.first - WARNED_BEFORE <= day <= self.last

    def concerns(self, compound: str) -> bool:
        """Whether it holds for a compound."""
        return not self.compounds or compound in self.compounds

    @property
    def when(self) -> str:
        """`2027-06-05 – 2027-06-09 22:00–06:00`."""
        days = f"{self.first} – {self.last}" if self.first < self.last else f"{self.first}"
        return " ".join([days, *(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in self.hours)])


def read_periods(known: Iterable[Mapping[str, Any]]) -> Sequence[QuietPeriod]:
    """The periods of the master data, the next to begin first; one that says no days is passed over."""
    found = []
    for fields in known:
        try:
            found.append(QuietPeriod.from_fields(fields))
        except (KeyError, TypeError, ValueError):
            continue
    return sorted(found, key=lambda period: (period.first, period.name))
