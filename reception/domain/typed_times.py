"""Days and times as a clerk types them: `14:30`, `昨天 16:00`, `11-23 9点半`, `3天后`, `2026-11-24`."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.text import half_width


class Typed(NamedTuple):
    """What was typed: a day, and the time of day when one was given."""

    day: date
    time: time | None

    @property
    def moment(self) -> datetime:
        """As a moment in the district's zone; a day alone is its midnight."""
        return datetime.combine(self.day, self.time or time.min, DISTRICT_ZONE)


_NAMED = {
    "前天": -2, "昨天": -1, "昨": -1, "今天": 0, "今": 0, "明天": 1, "明": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_DAY = re.compile(
    r"(?P<named>大后天|前天|昨天|今天|明天|后天|昨|今|明|yesterday|today|tomorrow)"
    r"|(?P<sign>[+-])(?P<signed>\d{1,3})(?:天|d(?:ays?)?)?"
    r"|(?P<days>\d{1,3})(?:天|d(?:ays?)?)(?P<way>后|前)?"
    r"|(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<date>\d{1,2})[日号]?"
)
_TIME = re.compile(
    r"(?P<half>上午|早上|下午|晚上|中午|am|pm)?\s*(?:(?P<hour>\d{1,2})\s*[:点时]\s*(?:(?P<minute>\d{1,2})分?|(?P<past>半))?"
    r"|(?P<together>\d{4}))"
)
_LATER = ("下午", "晚上", "pm")


def typed_time(text: str, now: datetime, field: str = "") -> Typed:
    """Read what was typed, seen from `now`; a time alone is today's, a day without a year the nearest one.

    Raises InvalidInput for all else, naming `field`.
    """
    plain = half_width(text).strip().casefold()
    local = now.astimezone(DISTRICT_ZONE)
    try:
        return _read(plain, local)
    except ValueError as error:
        raise InvalidInput(
            f"「{text}」看不出是什么时间，可写：14:30、昨天 16:00、11-23 9:00、3天后",
            english=f"not a time: {text!r}; write 14:30, 11-23 9:00, 2026-11-24 or +3",
            field=field,
        ) from error


def _read(plain: str, local: datetime) -> Typed:
    if plain in ("现在", "now"):
        return Typed(local.date(), local.time().replace(second=0, microsecond=0))
    only_time = _TIME.fullmatch(plain)
    if only_time:
        return Typed(local.date(), _time(only_time))
    found = _DAY.match(plain)
    if found is None:
        raise ValueError(plain)
    rest = plain[found.end() :].strip(" t,，")
    at = _TIME.fullmatch(rest) if rest else None
    if rest and at is None:
        raise ValueError(plain)
    return Typed(_day(found, local.date()), _time(at) if at else None)


def _day(found: re.Match[str], today: date) -> date:
    part = found.groupdict()
    if part["named"]:
        return today + timedelta(days=_NAMED[part["named"]])
    if part["signed"]:
        return today + timedelta(days=int(part["sign"] + part["signed"]))
    if part["days"]:
        return today + timedelta(days=int(part["days"]) * (-1 if part["way"] == "前" else 1))
    month, day = int(part["month"]), int(part["date"])
    if part["year"]:
        return date(int(part["year"]), month, day)
    return min((date(year, month, day) for year in _years(today, month, day)), key=lambda it: abs(it - today))


def _years(today: date, month: int, day: int) -> list[int]:
    """The years around today that have this day. A 29 February is looked for in the nearest leap year."""
    reach = range(-4, 5) if (month, day) == (2, 29) else range(-1, 2)
    years = [today.year + by for by in reach if _is_day(today.year + by, month, day)]
    if not years:
        raise ValueError((month, day))
    return years


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _time(found: re.Match[str]) -> time:
    part = found.groupdict()
    if part["together"]:
        return time(int(part["together"][:2]), int(part["together"][2:]))
    hour, minute = int(part["hour"]), 30 if part["past"] else int(part["minute"] or 0)
    if part["half"] in _LATER and hour < 12:
        hour += 12
    return time(hour, minute)
