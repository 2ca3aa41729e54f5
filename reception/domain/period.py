"""The periods that are reported on: weeks, months, and any days. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput

_DAYS_LONGEST = 400
_LAST_START = 28


class PeriodKind(StrEnum):
    """What a report is about."""

    WEEK = "week"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to but not with `until`. `code` stands in the report's number: M2610, W2648, D261101-261115."""

    kind: PeriodKind
    since: datetime
    until: datetime
    code: str

    @property
    def last_day(self) -> date:
        """The last day of which some hour is in it, in the district."""
        return (self.until - timedelta(seconds=1)).astimezone(DISTRICT_ZONE).date()

    @property
    def first_day(self) -> date:
        """Its first day in the district."""
        return self.since.astimezone(DISTRICT_ZONE).date()


@dataclass(frozen=True, slots=True)
class MonthStart:
    """When an assessment month begins; a district may count from the 19th at noon to the next."""

    day: int = 1
    hour: int = 0

    @classmethod
    def from_fields(cls, given: Mapping[str, Any]) -> "MonthStart":
        """The district's rule `assessment`; what it leaves unsaid is the calendar's."""
        day, hour = int(given.get("day") or 1), int(given.get("hour") or 0)
        return cls(min(max(day, 1), _LAST_START), min(max(hour, 0), 23))


def month(year: int, number: int, start: MonthStart = MonthStart()) -> Period:
    """A month. One that begins on another day than the first is named after the calendar month it ends in."""
    if not 1 <= number <= 12 or not 2000 <= year <= 2999:
        raise InvalidInput("月份应如 2026-10", english="a month such as 2026-10", field="period")
    opens = date(year, number, 1)
    ends = _month_later(opens)
    if start != MonthStart():
        opens, ends = _month_earlier(opens).replace(day=start.day), opens.replace(day=start.day)
    return Period(PeriodKind.MONTH, _at(opens, start.hour), _at(ends, start.hour), f"M{year % 100:02d}{number:02d}")


def month_of(day: date) -> Period:
    """The calendar month that holds a day."""
    return month(day.year, day.month)


def week(day: date) -> Period:
    """The week from Monday to Sunday that holds a day."""
    monday = day - timedelta(days=day.weekday())
    year, number, _ = monday.isocalendar()
    return Period(PeriodKind.WEEK, _at(monday), _at(monday + timedelta(days=7)), f"W{year % 100:02d}{number:02d}")


def days(first: date, last: date) -> Period:
    """From the first to the last day, both included. Raises InvalidInput when they are the wrong way round."""
    if not first <= last < first + timedelta(days=_DAYS_LONGEST):
        raise InvalidInput(
            f"起止日期不对，最长 {_DAYS_LONGEST} 天",
            english=f"from the first to the last day, at most {_DAYS_LONGEST} days",
            field="period",
        )
    return Period(PeriodKind.DAYS, _at(first), _at(last + timedelta(days=1)), f"D{first:%y%m%d}-{last:%y%m%d}")


def read_period(text: str, start: MonthStart = MonthStart()) -> Period:
    """A period as it is typed: 2026-10, 2026-W48, or 2026-10-01..2026-10-15. Raises InvalidInput."""
    first, _, last = text.strip().upper().partition("..")
    try:
        if last:
            return days(date.fromisoformat(first), date.fromisoformat(last))
        year, _, rest = first.partition("-")
        if rest.startswith("W"):
            return week(date.fromisocalendar(int(year), int(rest[1:]), 1))
        return month(int(year), int(rest), start)
    except ValueError as error:
        raise InvalidInput(
            f"「{text}」不是统计期，应如 2026-10、2026-W48 或 2026-10-01..2026-10-15",
            english="a period such as 2026-10, 2026-W48 or 2026-10-01..2026-10-15",
            field="period",
        ) from error


def before(period: Period, start: MonthStart = MonthStart()) -> Period:
    """The period of the same kind and length that ends where this one begins."""
    if period.kind is PeriodKind.MONTH:
        earlier = _month_earlier(date(2000 + int(period.code[1:3]), int(period.code[3:]), 1))
        return month(earlier.year, earlier.month, start)
    if period.kind is PeriodKind.WEEK:
        return week(period.first_day - timedelta(days=1))
    length = period.until - period.since
    return days((period.since - length).astimezone(DISTRICT_ZONE).date(), period.first_day - timedelta(days=1))


def _at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), DISTRICT_ZONE)


def _month_later(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _month_earlier(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
