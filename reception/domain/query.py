"""What is typed into the search box: words to look for, and operators that narrow (design: experience, Find anything).

An operator carries a colon, half or full width: `状态:待派单 单位:热力 来访:本周 逾期:`. What is no operator
is text to look for. In the search box a few whole words narrow too (`逾期`, `今天`, `2026-11-24`); on the command line
bare words are always text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.forms import URGENCIES, VOICES
from reception.domain.lifecycle import STATUS_NAMES
from reception.domain.period import Period, before, month_of, week
from reception.domain.text import half_width
from reception.domain.typed_times import typed_time


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart. `unit`, `compound` and `category` are what was typed of a name; `until` is the last day."""

    words: str = ""
    room: str = ""
    status: str = ""
    voice: str = ""
    urgency: str = ""
    category: str = ""
    unit: str = ""
    compound: str = ""
    overdue: bool = False
    look: bool = False
    open: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its field, the names it goes by (Chinese first, then English), and examples to learn from.

    `examples` are Chinese and English.
    """

    field: str
    names: tuple[str, ...]
    examples: tuple[str, str]


OPERATORS: tuple[Operator, ...] = (
    Operator("status", ("状态", "status"), ("状态:待派单", "status:registered")),
    Operator("unit", ("单位", "unit"), ("单位:热力", "unit:热力")),
    Operator("compound", ("小区", "compound"), ("小区:红旗", "compound:红旗")),
    Operator("voice", ("类别", "voice"), ("类别:建议", "voice:suggestion")),
    Operator("category", ("诉求类别", "分类", "category"), ("分类:供热", "category:供热")),
    Operator("urgency", ("紧急程度", "急", "urgency"), ("急:加急", "urgency:urgent")),
    Operator("room", ("室", "接待室", "room"), ("室:NG07", "room:NG07")),
    Operator("on", ("来访", "日期", "date"), ("来访:11-20..11-24", "date:11-20..11-24")),
    Operator("since", ("自", "since"), ("自:11-20", "since:11-20")),
    Operator("until", ("至", "until"), ("至:昨天", "until:11-24")),
    Operator("overdue", ("逾期", "overdue"), ("逾期:", "overdue:")),
    Operator("look", ("请看", "look"), ("请看:", "look:")),
    Operator("open", ("未结", "open"), ("未结:", "open:")),
)
_BY_NAME = {name: operator.field for operator in OPERATORS for name in operator.names}
_FLAGS = frozenset({"overdue", "look", "open"})
_NAMED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "status": {str(key): names for key, names in STATUS_NAMES.items()},
    "voice": VOICES,
    "urgency": URGENCIES,
}
_BARE_DAYS = re.compile(r"今天|昨天|前天|\d{4}-\d{1,2}-\d{1,2}")
_SPANS: Mapping[str, Callable[[date], Period]] = {
    "本周": week, "week": week, "上周": lambda day: before(week(day)), "last-week": lambda day: before(week(day)),
    "本月": month_of, "month": month_of, "上月": lambda day: before(month_of(day)),
    "last-month": lambda day: before(month_of(day)),
}  # fmt: skip
_RANGE = re.compile(r"\.\.|~|—|至|到")


def read_query(text: str, now: datetime, *, bare: bool = False) -> Query:
    """Take a query apart, seen from `now`; with `bare` whole words such as 逾期 narrow too, as in the search box.

    Raises InvalidInput (field `search`) for an operator's value that cannot be.
    """
    narrowed: dict[str, Any] = {}
    words = []
    for word in text.split():
        name, colon, value = word.replace("：", ":", 1).partition(":")
        field = _BY_NAME.get(half_width(name).casefold(), "") if colon else ""
        if field:
            narrowed |= _narrowing(field, value, now)
        elif bare and not colon and _bare_field(word):
            narrowed |= _narrowing(_bare_field(word), word, now)
        else:
            words.append(word)
    return Query(words=" ".join(words), **narrowed)


def _bare_field(word: str) -> str:
    if _BARE_DAYS.fullmatch(word):
        return "on"
    field = _BY_NAME.get(word, "")
    return field if field in _FLAGS and not word.isascii() else ""


def _narrowing(field: str, value: str, now: datetime) -> dict[str, Any]:
    if field in _FLAGS:
        return {field: True}
    if not value:
        return {}
    if field in _NAMED:
        return {field: _key_of(_NAMED[field], value)}
    if field == "on":
        since, until = _days(value, now)
        return {"since": since, "until": until}
    return {field: _day(value, now) if field in ("since", "until") else half_width(value)}


def _key_of(named: Mapping[str, tuple[str, str]], value: str) -> str:
    """The key whose Chinese or English name this is, or the only one that begins so."""
    wanted = half_width(value).casefold()
    ways: dict[str, list[str]] = {key: [key, *(name.casefold() for name in names)] for key, names in named.items()}
    tests: tuple[Callable[[str], bool], ...] = (lambda name: name == wanted, lambda name: name.startswith(wanted))
    for fits in tests:
        keys = [key for key, names in ways.items() if any(fits(name) for name in names)]
        if len(keys) == 1:
            return keys[0]
    known = "、".join(names[0] for names in named.values())
    english = ", ".join(names[1] for names in named.values())
    raise InvalidInput(f"「{value}」不可选，可用：{known}", english=f"{value!r}: choose {english}", field="search")


def _days(value: str, now: datetime) -> tuple[date, date]:
    span = _SPANS.get(half_width(value).casefold())
    if span is not None:
        found = span(now.astimezone(DISTRICT_ZONE).date())
        return found.first_day, found.last_day
    first, *more = [part for part in _RANGE.split(value) if part]
    since = _day(first, now)
    return since, _day(more[0], now) if more else since


def _day(value: str, now: datetime) -> date:
    try:
        return typed_time(value, now).day
    except InvalidInput as error:
        raise InvalidInput(
            f"「{value}」看不出是哪天，可写：今天、11-20、2026-11-20；来访: 还可写 11-20..11-24、本周、上月",
            english=f"not a day: {value!r}; write today or 11-20; date: takes 11-20..11-24, week or last-month too",
            field="search",
        ) from error
