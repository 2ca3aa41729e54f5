"""Times as a clerk reads them: 今天 15:20, 明天 10:20, 逾期 2 天. The district's time; UTC text comes in."""

from datetime import date, datetime, timedelta

from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.deadlines import Colour
from ui.theme.tokens import ToneName
from ui.words import translate

TONES = {
    Colour.CALM: ToneName.NEUTRAL,
    Colour.HALF: ToneName.INFO,
    Colour.SOON: ToneName.WARN,
    Colour.WARN: ToneName.DANGER,
    Colour.LATE: ToneName.DANGER,
}
"""How a clock is coloured at 50, 75 and 90 % of its limit, and past it."""


def here(moment: datetime | str) -> datetime:
    """A moment in the district's time; also from UTC text."""
    return (from_text(moment) if isinstance(moment, str) else moment).astimezone(DISTRICT_ZONE)


def end_of_today(now: datetime) -> str:
    """When the day ends that it is at `now`, as UTC text: what is due until then is due today."""
    from reception.desk.today import bounds

    return bounds(here(now).date())[1]


def day_words(day: date, today: date) -> str:
    """今天, 明天, 昨天, or the date; with its year when it is another."""
    near = {0: translate("Moments", "今天"), 1: translate("Moments", "明天"), -1: translate("Moments", "昨天")}
    found = near.get((day - today).days)
    return found or (f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}")


def moment_words(moment: datetime | str, now: datetime) -> str:
    """Day and minute."""
    at = here(moment)
    return f"{day_words(at.date(), here(now).date())} {at:%H:%M}"


def due_words(until: datetime | str, now: datetime) -> str:
    """How a limit stands: when it ends, in how many minutes when that is soon, or how long it is past."""
    end, present = here(until), here(now)
    if end < present:
        return translate("Moments", "逾期 {span}").format(span=span_words(present - end))
    if end - present <= timedelta(hours=1):
        return translate("Moments", "还有 {span}").format(span=span_words(end - present))
    return moment_words(end, now)


def span_words(span: timedelta) -> str:
    """A length of time in its largest unit, rounded down; under an hour in minutes, at least one."""
    minutes = int(span.total_seconds()) // 60
    if minutes >= 24 * 60:
        return translate("Moments", "{count} 天").format(count=minutes // (24 * 60))
    if minutes >= 60:
        return translate("Moments", "{count} 小时").format(count=minutes // 60)
    return translate("Moments", "{count} 分钟").format(count=max(1, minutes))


def weekday_words(day: date) -> str:
    """周一 … 周日."""
    names = (
        translate("Moments", "周一"), translate("Moments", "周二"), translate("Moments", "周三"),
        translate("Moments", "周四"), translate("Moments", "周五"), translate("Moments", "周六"),
        translate("Moments", "周日"),
    )  # fmt: skip
    return names[day.weekday()]
