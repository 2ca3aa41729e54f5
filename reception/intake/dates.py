"""Dates and times as other offices' tables write them, read as moments in the district's zone."""

import re
from datetime import date, datetime, time, timedelta

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.intake.tables import Cell

END_OF_BUSINESS = time(17, 0)
"""When a limit given as a day ends (Civil Code art. 203: at the end of business)."""

_FIRST_YEAR, _LAST_YEAR = 1949, 2199
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall time; the zone is given once, at the end
_SERIALS = range(20_000, 110_000)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：／－．，　", "0123456789:/-., ")

_DAY = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
_WEEKDAY = r"[\s,]*[（(]?(?:星期|周|礼拜)?[一二三四五六日天]?[)）]?"
_HALF = r"(?P<half>上午|下午|早上|早晨|凌晨|中午|晚上|傍晚|晚|[AaPp]\.?[Mm]\.?)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?|"
    r"(?P<half_past>半)|整)?"
)
_WRITTEN = re.compile(
    rf"{_DAY}(?:{_WEEKDAY}[\sT]*{_HALF}\s*{_CLOCK}\s*(?P<half_after>[AaPp]\.?[Mm]\.?)?|{_WEEKDAY})\s*"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\s*T?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?"
)
_COMMON = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?")
_AFTERNOON = ("下午", "晚上", "傍晚", "晚", "p")


def read_moment(cell: Cell) -> datetime | None:
    """The moment, aware, in the district's zone; a day alone is its midnight; None for a blank cell.

    Takes date cells, Excel's serial numbers, `2019/9/26 9:20:44`, `2020-1-2`, `2020年1月2日 8时`, `20200102`,
    `2020/1/2 下午 3:20`, ISO 8601 with a zone. Raises InvalidInput for all else, also for a date without a year.
    """
    moment = _read(cell)
    return moment[0] if moment else None


def read_limit(cell: Cell) -> datetime | None:
    """As `read_moment`, but a day alone means the end of business on that day."""
    read = _read(cell)
    if read is None:
        return None
    moment, is_day = read
    return datetime.combine(moment.date(), END_OF_BUSINESS, DISTRICT_ZONE) if is_day else moment


def read_day(cell: Cell) -> date | None:
    """The day alone."""
    moment = read_moment(cell)
    return moment.date() if moment else None


def _read(cell: Cell) -> tuple[datetime, bool] | None:
    """The moment, and whether it was a day alone."""
    try:
        if isinstance(cell, str):
            return _from_text(cell.strip())
        if isinstance(cell, datetime):
            return _plausible(_rounded(cell), cell), False
        if isinstance(cell, date):
            return _plausible(datetime(cell.year, cell.month, cell.day), cell), True  # noqa: DTZ001 - zone given inside
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _from_number(cell)
    except (ValueError, OverflowError) as error:
        raise _unreadable(cell) from error
    if cell is None:
        return None
    raise _unreadable(cell)


def _from_text(text: str) -> tuple[datetime, bool] | None:
    common = _COMMON.fullmatch(text)
    if common is None or common[5] == "24":
        return _from_odd_text(text) if text else None
    year, _, month, day, hour, minute, second = common.groups()
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001 - below
    return _plausible(moment, text), False


def _from_odd_text(text: str) -> tuple[datetime, bool]:
    plain = " ".join(text.translate(_FULL_WIDTH).split())
    found = _COMPACT.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if found is None:
        return _from_number(float(plain))
    part = found.groupdict()
    day = datetime(int(part["year"]), int(part["month"]), int(part["day"]))  # noqa: DTZ001 - zone given below
    if part["hour"] is None:
        return _plausible(day, text), True
    moment = day + timedelta(hours=_hour(part), minutes=_minute(part), seconds=int(part["second"] or 0))
    if part.get("zone"):
        return _zoned(moment, str(part["zone"])), False
    return _plausible(moment, text), False


def _hour(part: dict[str, str | None]) -> int:
    hour = int(part["hour"] or 0)
    half = (part.get("half") or part.get("half_after") or "").lower()
    if hour > 24 or (half and hour > 12 and half in ("am", "上午")):
        raise ValueError(hour)
    if half.startswith(_AFTERNOON) and hour < 12:
        return hour + 12
    if half == "中午" and hour < 3:
        return hour + 12
    return 0 if hour == 12 and half.startswith(("a", "凌晨")) else hour


def _minute(part: dict[str, str | None]) -> int:
    minute = 30 if part.get("half_past") else int(part["minute"] or 0)
    if minute > 59 or int(part["second"] or 0) > 59:
        raise ValueError(minute)
    return minute


def _zoned(moment: datetime, zone: str) -> datetime:
    aware = datetime.fromisoformat(moment.isoformat() + ("+00:00" if zone == "Z" else zone))
    return aware.astimezone(DISTRICT_ZONE)


def _from_number(number: float) -> tuple[datetime, bool]:
    """Excel's serial day, counted from 1899-12-30, or a day written as the number 20200102."""
    if int(number) in _SERIALS:
        moment = _rounded(_SERIAL_START + timedelta(days=number))
        return _plausible(moment, number), float(number).is_integer()
    if float(number).is_integer() and _COMPACT.fullmatch(str(int(number))):
        return _from_odd_text(str(int(number)))
    raise _unreadable(number)


def _rounded(moment: datetime) -> datetime:
    """To the second: serial numbers are floating point."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _plausible(moment: datetime, cell: Cell) -> datetime:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise _unreadable(cell)
    return moment.replace(tzinfo=DISTRICT_ZONE)


def _unreadable(cell: Cell) -> InvalidInput:
    return InvalidInput(
        f"日期「{str(cell)[:40]}」无法识别，请写成 2026-11-24 09:30",
        english=f"not a date: {str(cell)[:40]!r}; write 2026-11-24 09:30",
    )
