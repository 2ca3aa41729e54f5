"""Which days are worked: the Chinese calendar with its make-up days, and the district's corrections."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from reception.domain.errors import InvalidInput

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利七十周年",
}
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_WEEKDAYS_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH = (
    {chinese: english for english, chinese in _NAMES.items()}
    | dict(zip(_WEEKDAYS, _WEEKDAYS_ENGLISH, strict=True))
    | {
        "周末": "weekend",
        "区里调整": "settled by the district",
        "暂停": "paused",
        "（": " (",
        "补班）": " make-up day)",
    }
)
_SATURDAY = 5


class Calendar:
    """Working days. `corrections` name single days the district has settled otherwise: True is worked.

    Beyond the last year whose holidays are published, Monday to Friday are worked and the answer is provisional.
    Two calendars are never equal: each keeps its own counted days.
    """

    def __init__(self, corrections: Mapping[date, bool] | None = None, names: Mapping[date, str] | None = None) -> None:
        self._corrections = dict(corrections or {})
        self._reasons = dict(names or {})
        self._known: dict[date, bool] = {}

    @classmethod
    def from_fields(cls, records: Mapping[str, Mapping[str, Any]]) -> "Calendar":
        """From the district's `calendar` records by code, each `{"working": [day…], "free": [day…], "name": why}`.

        Days are ISO dates; where records contradict each other, the one with the last code wins. Raises InvalidInput.
        """
        corrections: dict[date, bool] = {}
        names: dict[date, str] = {}
        for _, record in sorted(records.items()):
            for kind in ("working", "free"):
                for day in map(_read_day, record.get(kind) or ()):
                    corrections[day] = kind == "working"
                    names[day] = str(record.get("name") or "")
        return cls(corrections, names)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day. Never raises, whatever the year."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._find(day)
        return known

    def is_provisional(self, day: date) -> bool:
        """Whether the holidays of that day's year are not published yet and the district has not settled the day."""
        return day not in self._corrections and day.year > _last_year()

    def name_of(self, day: date) -> str:
        """Why a day is worked or not: holiday, make-up day, correction or day of the week (see `in_english`)."""
        if day in self._corrections:
            return self._reasons.get(day) or "区里调整"
        holidays, make_up = _published()
        if day in make_up:
            return f"{_WEEKDAYS[day.weekday()]}（{_NAMES[make_up[day]]}补班）"
        return _NAMES[holidays[day]] if day in holidays else _WEEKDAYS[day.weekday()]

    def free_because(self, day: date) -> str:
        """Why a day is left out of a count, the same word for all days that follow each other: 周末, 国庆节 …"""
        name = self.name_of(day)
        return "周末" if name in _WEEKDAYS else name

    def worked_because(self, day: date) -> str:
        """Why a day counts that would seem free, else ""."""
        plain = day not in self._corrections and day.weekday() < _SATURDAY
        return "" if plain else self.name_of(day)

    def _find(self, day: date) -> bool:
        if day in self._corrections:
            return self._corrections[day]
        holidays, make_up = _published()
        return day in make_up or (day.weekday() < _SATURDAY and day not in holidays)


def in_english(text: str) -> str:
    """The same with the names of days that `Calendar` writes put into English; a district's own reasons stay."""
    for chinese, english in _ENGLISH.items():
        text = text.replace(chinese, english)
    return text


@cache
def _published() -> tuple[Mapping[date, str], Mapping[date, str]]:
    """Holidays and make-up days with their English names. Imported late: the calendar is not needed to start."""
    from chinese_calendar import constants

    return constants.holidays, constants.workdays


@cache
def _last_year() -> int:
    return max(day.year for day in _published()[0])


def _read_day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise InvalidInput(
            f"日历中的「{text}」不是日期，应如 2027-02-11",
            english=f"{text!r} is no date such as 2027-02-11",
            field="calendar",
        ) from error
