"""Limits: which rule gives which clock how long, since when, until when, and why (design: domain, Deadlines).

A limit is issued once, as times in UTC with the rule's version, and changes only by an act; its colour is computed
when it is shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Any

from reception.domain.calendar import Calendar, in_english
from reception.domain.clock import DISTRICT_ZONE, from_text, to_text
from reception.domain.counting import (
    Count,
    Span,
    Unit,
    count,
    paused_days,
    read_spans,
    without,
    working_day_before,
    working_days,
)
from reception.domain.counting import Hours as Hours
from reception.domain.rules import Rules as Rules
from reception.domain.rules import english_term

CLOCK_NAMES: dict[str, tuple[str, str]] = {
    "sign_for": ("签收", "sign for"),
    "first_contact": ("先行联系", "first contact"),
    "on_site": ("到场", "on site"),
    "solved": ("办结", "solved"),
    "answer": ("答复", "answer"),
    "follow_up": ("回访", "follow up"),
}

_CLOCKS_OF_ACT: dict[str, tuple[str, ...]] = {
    "register": ("first_contact", "solved", "answer", "follow_up"),
    "dispatch": ("sign_for", "on_site"),
    "handle": ("follow_up",),
}
_PROBLEM_ONLY = ("first_contact", "solved")


class Colour(StrEnum):
    """How near a limit is: at 50, 75 and 90 % of it, and past it. Only the last two speak."""

    CALM = "calm"
    HALF = "half"
    SOON = "soon"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True)
class Limit:
    """A clock of a case: since when, until when, and how that was counted.

    `rule` is the rule's code with `+extend1` … for extensions, `term` says it in words, `version` is the rule's.
    `counted` and `left_out` are texts in the district's time. `aim` is what the room aims at when the date is a
    sender's. `amount` and `unit` are 0 and "" when the date was stated and not counted.
    """

    clock: str
    start: datetime
    until: datetime
    rule: str
    version: str = ""
    term: str = ""
    counted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    provisional: bool = False
    amount: int = 0
    unit: str = ""
    aim: datetime | None = None
    pauses: tuple[Span, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """As JSON; times are UTC text; what is empty is left out."""
        fields: dict[str, Any] = {
            "clock": self.clock, "start": to_text(self.start), "until": to_text(self.until), "rule": self.rule,
            "version": self.version, "term": self.term, "counted": list(self.counted),
            "left_out": list(self.left_out), "provisional": self.provisional, "amount": self.amount,
            "unit": self.unit, "aim": to_text(self.aim) if self.aim else "",
            "pauses": [[to_text(since), to_text(resumed)] for since, resumed in self.pauses],
        }  # fmt: skip
        return {name: value for name, value in fields.items() if value or name == "rule"}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Limit":
        """What `fields` wrote."""
        return cls(
            str(fields["clock"]), from_text(fields["start"]), from_text(fields["until"]), str(fields["rule"]),
            str(fields.get("version", "")), str(fields.get("term", "")), tuple(fields.get("counted", ())),
            tuple(fields.get("left_out", ())), bool(fields.get("provisional")), int(fields.get("amount", 0)),
            str(fields.get("unit", "")), from_text(fields["aim"]) if fields.get("aim") else None,
            tuple((from_text(since), from_text(resumed)) for since, resumed in fields.get("pauses", ())),
        )  # fmt: skip


def limits_for(
    act: str, voice: str, urgency: str, start: datetime, hours: Hours, calendar: Calendar, rules: Rules, *,
    category: str = "", channel: str = "", sender_due: datetime | None = None,
) -> list[Limit]:  # fmt: skip
    """The limits that an act starts: register (first contact, solved or answer, follow-up), dispatch, handle.

    A sender's own date takes the place of the rule's for solved or answer. The follow-up of a registered case is due
    after that limit, so that nobody waits for a unit that stays silent.
    """
    case = {"voice": voice, "urgency": urgency, "category": category, "channel": channel}
    limits: list[Limit] = []
    for clock in _CLOCKS_OF_ACT.get(act, ()):
        if act == "register" and clock == "follow_up":
            start = next((limit.until for limit in limits if limit.clock in ("solved", "answer")), start)
        if (limit := _limit(clock, case, start, hours, calendar, rules, sender_due)) is not None:
            limits.append(limit)
    return limits


def sender_limit(
    sender_due: datetime, start: datetime, hours: Hours, calendar: Calendar, clock: str = "solved"
) -> Limit:
    """A sender's own date as a limit; the room aims at the end of business one working day earlier, if that is left."""
    day = working_day_before(calendar, sender_due.astimezone(DISTRICT_ZONE).date())
    aim = hours.end_on(day)
    return Limit(clock, start, sender_due, "sender", term="来单时限", aim=aim if start < aim < sender_due else None)


def extended(limit: Limit, until: datetime, times: int) -> Limit:
    """The limit with the new date that was agreed; `times` is 1 for the first extension."""
    rule = f"{limit.rule.partition('+')[0]}+extend{times}"
    return replace(limit, until=until, rule=rule, amount=0, unit="", aim=None)


def paused(limit: Limit, since: datetime, resumed: datetime, hours: Hours, calendar: Calendar) -> Limit:
    """The limit with its clock standing still from `since` to `resumed`.

    A counted limit is counted again around its pauses, so what was left stays left. A working day is left out when its
    end of business falls into the pause. A stated date moves by as many working days. Past its limit nothing stops.
    """
    if since >= limit.until or resumed <= since:
        return limit
    pauses = (*limit.pauses, (since, resumed))
    if _is_counted(limit, hours, calendar):
        return _put(limit, count(limit.start, limit.amount, Unit(limit.unit), hours, calendar, pauses), pauses)
    until = _moved(limit.until, (since, resumed), hours, calendar)
    return replace(
        limit, until=until, aim=limit.aim and _moved(limit.aim, (since, resumed), hours, calendar), pauses=pauses
    )


def colour(limit: Limit, now: datetime) -> Colour:
    """How near the limit is, by what has been counted of it. A sender's date colours by the room's own aim."""
    if now > limit.until:
        return Colour.LATE
    used = _used(limit, now)
    for share, name in ((0.9, Colour.WARN), (0.75, Colour.SOON), (0.5, Colour.HALF)):
        if used >= share:
            return name
    return Colour.CALM


def explain(limit: Limit, english: bool = False) -> list[str]:
    """Why the limit ends when it does, line by line, for the screen."""
    lines = _explain_english(limit) if english else _explain_chinese(limit)
    return [line for line in lines if line]


def _limit(
    clock: str, case: Mapping[str, str], start: datetime, hours: Hours, calendar: Calendar, rules: Rules,
    sender_due: datetime | None,
) -> Limit | None:  # fmt: skip
    if clock in _PROBLEM_ONLY and case["voice"] != "problem":
        return None
    rule = rules.winner(clock, case)
    if rule is None:
        return None
    if sender_due is not None and clock in ("solved", "answer"):
        return sender_limit(sender_due, start, hours, calendar, clock)
    term = rule.terms[clock]
    limit = Limit(
        clock, start, start, rule.code, rule.version, f"{rule.name}：{term.name}", amount=term.amount, unit=term.unit
    )
    return _put(limit, count(start, term.amount, term.unit, hours, calendar))


def _put(limit: Limit, found: Count, pauses: tuple[Span, ...] = ()) -> Limit:
    return replace(
        limit, until=found.until.astimezone(UTC), counted=found.counted, left_out=found.left_out,
        provisional=found.provisional, pauses=pauses,
    )  # fmt: skip


def _is_counted(limit: Limit, hours: Hours, calendar: Calendar) -> bool:
    """Whether the date is still the counted one: an extension or an older calendar may have set another."""
    if not limit.unit:
        return False
    found = count(limit.start, limit.amount, Unit(limit.unit), hours, calendar, limit.pauses)
    return abs(found.until - limit.until) < timedelta(seconds=1)


def _moved(moment: datetime, pause: Span, hours: Hours, calendar: Calendar) -> datetime:
    lost = sum(calendar.is_working(day) for day in paused_days(hours, [pause]))
    if not lost:
        return moment
    local = moment.astimezone(DISTRICT_ZONE)
    day = next(islice(working_days(calendar, local.date()), lost - 1, None))
    return datetime.combine(day, local.time(), DISTRICT_ZONE).astimezone(UTC)


def _used(limit: Limit, now: datetime) -> float:
    """The share of the limit that is gone, 0 to 1."""
    spans = _running(limit)
    total = sum((closes - opens for opens, closes in spans), timedelta())
    gone = sum((min(closes, now) - opens for opens, closes in spans if opens < now), timedelta())
    return gone / total if total else 1.0


def _running(limit: Limit) -> list[Span]:
    """When the clock runs. What was counted says it, unless another date was stated since."""
    end = limit.aim or limit.until
    spans = [(max(opens, limit.start), closes) for opens, closes in read_spans(limit.counted if limit.unit else ())]
    if spans and spans[-1][0] < end < spans[-1][1] + timedelta(minutes=1):
        return [*spans[:-1], (spans[-1][0], end)]
    return list(without([(limit.start, end)], limit.start, limit.pauses))


def _explain_chinese(limit: Limit) -> list[str]:
    name = CLOCK_NAMES.get(limit.clock, (limit.clock, ""))[0]
    times = _extensions(limit)
    return [
        f"{name}时限：{_minute(limit.until)}" + ("（暂定）" if limit.provisional else ""),
        f"起算：{_minute(limit.start)}",
        f"依据：{limit.term or limit.rule}" + (f"（规则 {limit.version}）" if limit.version else ""),
        f"计入：{'、'.join(limit.counted)}" if limit.counted else "",
        f"不计：{'、'.join(limit.left_out)}" if limit.left_out else "",
        *(f"暂停：{_minute(since)} 至 {_minute(resumed)}" for since, resumed in limit.pauses),
        f"已延期 {times} 次，时限为商定日期" if times else "",
        f"本室目标：{_minute(limit.aim)}（提前一个工作日）" if limit.aim else "",
        "当年放假安排尚未公布，暂按周一至周五为工作日" if limit.provisional else "",
    ]


def _explain_english(limit: Limit) -> list[str]:
    name = CLOCK_NAMES.get(limit.clock, ("", limit.clock))[1]
    term = english_term(limit.amount, Unit(limit.unit)) if limit.unit else "a stated date"
    times = _extensions(limit)
    return [
        f"Limit to {name}: {_minute(limit.until)}" + (" (provisional)" if limit.provisional else ""),
        f"From: {_minute(limit.start)}",
        f"By: {limit.rule}, {term}" + (f" (rules {limit.version})" if limit.version else ""),
        f"Counted: {in_english(', '.join(limit.counted))}" if limit.counted else "",
        f"Left out: {in_english(', '.join(limit.left_out))}" if limit.left_out else "",
        *(f"Paused: {_minute(since)} to {_minute(resumed)}" for since, resumed in limit.pauses),
        f"Extended {times} time{'s' * (times > 1)}, to an agreed date" if times else "",
        f"The room aims at: {_minute(limit.aim)} (one working day earlier)" if limit.aim else "",
        "That year's holidays are not published yet: Monday to Friday are taken as worked" if limit.provisional else "",
    ]


def _extensions(limit: Limit) -> int:
    found = re.findall(r"\+extend(\d+)", limit.rule)
    return int(found[-1]) if found else 0


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(DISTRICT_ZONE):%Y-%m-%d %H:%M}"
