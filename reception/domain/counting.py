"""How time is counted (design: domain, Counting; 民法典 201, 203).

Limits in days leave out the day itself and end when business ends on the last working day. Limits in working hours
run at once, inside the room's hours. Minutes, hours and days of an emergency run round the clock.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from reception.domain.calendar import Calendar
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput

Span = tuple[datetime, datetime]
"""From, until; both in the district's zone."""

_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a limit is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_MINUTE = "working_minute"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"

    @property
    def length(self) -> timedelta:
        """How long one is; a day counts as such and is no length."""
        return timedelta(minutes=1) if self in (Unit.MINUTE, Unit.WORKING_MINUTE) else timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a room is open on a working day: spans in order, that do not touch midnight or each other."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(11, 30)), (time(13, 30), time(17)))

    @classmethod
    def from_fields(cls, pairs: Sequence[Sequence[str]]) -> "Hours":
        """From `[["08:30", "11:30"], ["13:30", "17:00"]]`. Raises InvalidInput unless the times rise."""
        try:
            spans = tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)
        except (TypeError, ValueError) as error:
            raise _bad_hours() from error
        times = [moment for span in spans for moment in span]
        if not times or any(earlier >= later for earlier, later in pairwise(times)):
            raise _bad_hours()
        return cls(spans)

    @property
    def end(self) -> time:
        """When business ends."""
        return self.spans[-1][1]

    def end_on(self, day: date) -> datetime:
        """When business ends on that day."""
        return datetime.combine(day, self.end, DISTRICT_ZONE)

    def on(self, day: date) -> Iterator[Span]:
        """The open spans of that day."""
        for opens, closes in self.spans:
            yield datetime.combine(day, opens, DISTRICT_ZONE), datetime.combine(day, closes, DISTRICT_ZONE)


@dataclass(frozen=True, slots=True)
class Count:
    """Where a count ended, and what it counted and left out, in words (see `read_spans`)."""

    until: datetime
    counted: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    provisional: bool = False


def count(
    start: datetime, amount: int, unit: Unit, hours: Hours, calendar: Calendar, pauses: Sequence[Span] = ()
) -> Count:
    """Count `amount` units from `start`, standing still during `pauses`.

    No working days means: before business ends today, or on the next working day when it has ended or none is worked;
    no days means before midnight.
    """
    start = start.astimezone(DISTRICT_ZONE)
    if unit is Unit.WORKING_DAY:
        return _count_working_days(start, amount, hours, calendar, pauses)
    if unit is Unit.DAY:
        until = datetime.combine(start.date() + amount * _DAY, time(23, 59, 59), DISTRICT_ZONE)
        return Count(until, (_span_text(start, until),))
    if unit in (Unit.WORKING_MINUTE, Unit.WORKING_HOUR):
        return _count_working_time(start, amount * unit.length, hours, calendar, pauses)
    return _count_time(start, amount * unit.length, pauses)


def working_days(calendar: Calendar, after: date) -> Iterator[date]:
    """The working days after that day, without end."""
    return (day for day in _days_from(after + _DAY) if calendar.is_working(day))


def working_day_before(calendar: Calendar, day: date) -> date:
    """The last working day before that day."""
    day -= _DAY
    while not calendar.is_working(day):
        day -= _DAY
    return day


def paused_days(hours: Hours, pauses: Iterable[Span]) -> frozenset[date]:
    """The days on which a clock stands still: those whose end of business falls into a pause."""
    local = [(since.astimezone(DISTRICT_ZONE), resumed.astimezone(DISTRICT_ZONE)) for since, resumed in pauses]
    return frozenset(
        day for since, resumed in local for day in _days_between(since.date(), resumed.date())
        if since <= hours.end_on(day) <= resumed
    )  # fmt: skip


def read_spans(counted: Iterable[str]) -> list[Span]:
    """What `Count.counted` says, as spans; a day counts as 24 hours."""
    return [_read_span(text) for text in counted]


def _count_working_days(
    start: datetime, amount: int, hours: Hours, calendar: Calendar, pauses: Sequence[Span]
) -> Count:
    day, still = start.date(), paused_days(hours, pauses)
    if amount == 0 and calendar.is_working(day) and day not in still and start < hours.end_on(day):
        return Count(hours.end_on(day), (_span_text(start, hours.end_on(day)),), (), calendar.is_provisional(day))
    count_days = partial(_walk_days, standing_still=still) if still else _plain_days
    days = count_days(calendar, day, max(amount, 1))
    return Count(hours.end_on(days.last), days.counted, days.left_out, calendar.is_provisional(days.last))


class _Days(NamedTuple):
    last: date
    counted: tuple[str, ...]
    left_out: tuple[str, ...]


@lru_cache(4096)
def _plain_days(calendar: Calendar, after: date, amount: int) -> _Days:
    """Counted once a day and not once a case: an import counts the same days thousands of times."""
    return _walk_days(calendar, after, amount, frozenset())


def _walk_days(calendar: Calendar, after: date, amount: int, standing_still: Container[date]) -> _Days:
    counted: list[tuple[date, str]] = []
    left_out: list[tuple[date, str]] = []
    day = after
    while len(counted) < amount:
        day += _DAY
        if not calendar.is_working(day):
            left_out.append((day, calendar.free_because(day)))
        elif day in standing_still:
            left_out.append((day, "暂停"))
        else:
            counted.append((day, calendar.worked_because(day)))
    return _Days(day, _runs(counted), _runs(left_out))


def _count_working_time(
    start: datetime, length: timedelta, hours: Hours, calendar: Calendar, pauses: Sequence[Span]
) -> Count:
    until, counted = _take(_open_spans(start, hours, calendar, pauses), length)
    days = _days_between(start.date(), until.date())
    free = [(day, calendar.free_because(day)) for day in days if not calendar.is_working(day)]
    return Count(until, counted, _runs(free), calendar.is_provisional(until.date()))


def _count_time(start: datetime, length: timedelta, pauses: Sequence[Span]) -> Count:
    latest = start + length + sum((resumed - since for since, resumed in pauses), _DAY)
    return Count(*_take(without([(start, latest)], start, pauses), length))


def _take(spans: Iterator[Span], length: timedelta) -> tuple[datetime, tuple[str, ...]]:
    """Where `length` ends within the spans, and the parts of them it took."""
    counted: list[str] = []
    while True:
        opens, closes = next(spans)
        closes = min(closes, opens + length)
        counted.append(_span_text(opens, closes))
        length -= closes - opens
        if not length:
            return closes, tuple(counted)


def _open_spans(start: datetime, hours: Hours, calendar: Calendar, pauses: Sequence[Span]) -> Iterator[Span]:
    for day in _days_from(start.date()):
        if calendar.is_working(day):
            yield from without(hours.on(day), start, pauses)


def without(spans: Iterable[Span], start: datetime, pauses: Iterable[Span]) -> Iterator[Span]:
    """The parts of spans after `start` and outside pauses, none of them empty."""
    for opens, closes in spans:
        opens = max(opens, start)
        for since, resumed in sorted(pauses):
            if opens < closes and since < closes and resumed > opens:
                if opens < since:
                    yield opens, since
                opens = resumed
        if opens < closes:
            yield opens, closes


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY


def _days_between(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


def _runs(days: Sequence[tuple[date, str]]) -> tuple[str, ...]:
    """Days of one name that follow each other as one text: `2026-10-01–2026-10-07 国庆节`."""
    runs: list[tuple[date, date, str]] = []
    for day, name in days:
        if runs and runs[-1][1] + _DAY == day and runs[-1][2] == name:
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return tuple(_run_text(*run) for run in runs)


def _run_text(first: date, last: date, name: str) -> str:
    return (f"{first}" if first == last else f"{first}–{last}") + (f" {name}" if name else "")


def _span_text(opens: datetime, closes: datetime) -> str:
    """`2026-11-24 16:50–17:00`, or both days when they differ."""
    end = f"{closes:%H:%M}" if opens.date() == closes.date() else f"{closes:%Y-%m-%d %H:%M}"
    return f"{opens:%Y-%m-%d %H:%M}–{end}"


def _read_span(text: str) -> Span:
    first, _, last = text.partition("–")
    if ":" not in text:
        begin, end = date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
        return _midnight(begin), _midnight(end + _DAY)
    opens = datetime.fromisoformat(first).replace(tzinfo=DISTRICT_ZONE)
    closes = datetime.fromisoformat(last if len(last) > 5 else f"{first[:10]} {last}").replace(tzinfo=DISTRICT_ZONE)
    return opens, closes


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), DISTRICT_ZONE)


def _bad_hours() -> InvalidInput:
    return InvalidInput(
        "接待时间应依次为起止时刻，如 08:30–11:30、13:30–17:00",
        english="hours are rising pairs such as 08:30-11:30, 13:30-17:00",
        field="hours",
    )
