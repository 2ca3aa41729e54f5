"""Weeks, months and other periods of a report."""

from datetime import date, datetime

import pytest

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.period import MonthStart, before, days, month, read_period, week

NINETEENTH = MonthStart(19, 12)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DISTRICT_ZONE)  # type: ignore[misc,arg-type]


def test_a_calendar_month() -> None:
    period = month(2026, 12)
    assert (period.since, period.until, period.code) == (at(2026, 12, 1), at(2027, 1, 1), "M2612")
    assert (period.first_day, period.last_day) == (date(2026, 12, 1), date(2026, 12, 31))
    assert before(month(2027, 1)) == period


def test_a_month_from_the_nineteenth_at_noon_is_named_after_the_one_it_ends_in() -> None:
    period = month(2027, 1, NINETEENTH)
    assert (period.since, period.until) == (at(2026, 12, 19, 12), at(2027, 1, 19, 12))
    assert before(period, NINETEENTH).until == period.since


def test_weeks_begin_on_monday_and_keep_their_year() -> None:
    period = week(date(2027, 1, 2))
    assert (period.since, period.until, period.code) == (at(2026, 12, 28), at(2027, 1, 4), "W2653")
    assert before(period).code == "W2652"


def test_any_days_and_as_many_before_them() -> None:
    period = days(date(2026, 11, 1), date(2026, 11, 15))
    assert period.code == "D261101-261115"
    assert before(period) == days(date(2026, 10, 17), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2026-10", "M2610"), (" 2026-w48 ", "W2648"), ("2026-10-01..2026-10-15", "D261001-261015")],
)
def test_periods_as_they_are_typed(typed: str, code: str) -> None:
    assert read_period(typed).code == code


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-W60", "10月", "2026-10-15..2026-10-01", "1999-01"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_period(typed)


def test_a_rule_that_says_too_much_is_bounded() -> None:
    assert MonthStart.from_fields({"day": 31, "hour": 99}) == MonthStart(28, 23)
    assert MonthStart.from_fields({}) == MonthStart()
