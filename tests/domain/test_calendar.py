"""Holidays, make-up days, and the years nobody has published yet."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.calendar import Calendar, in_english
from reception.domain.errors import InvalidInput

NATIONAL_DAY = date(2026, 10, 1)
MAKE_UP_SATURDAY = date(2026, 10, 10)
PLAIN_TUESDAY = date(2026, 11, 24)
LAST_YEAR = max(chinese_calendar.constants.holidays).year


def test_holidays_are_free_and_make_up_days_are_worked() -> None:
    calendar = Calendar()
    assert not calendar.is_working(NATIONAL_DAY)
    assert calendar.is_working(MAKE_UP_SATURDAY)
    assert calendar.is_working(PLAIN_TUESDAY)
    assert not calendar.is_working(date(2026, 11, 28))


def test_days_have_names() -> None:
    calendar = Calendar()
    assert calendar.name_of(NATIONAL_DAY) == "国庆节"
    assert calendar.name_of(MAKE_UP_SATURDAY) == "星期六（国庆节补班）"
    assert calendar.name_of(PLAIN_TUESDAY) == "星期二"
    assert in_english(calendar.name_of(NATIONAL_DAY)) == "National Day"
    assert in_english(calendar.name_of(MAKE_UP_SATURDAY)) == "Saturday (National Day make-up day)"
    assert in_english(calendar.name_of(PLAIN_TUESDAY)) == "Tuesday"


def test_every_published_holiday_has_a_chinese_name() -> None:
    calendar = Calendar()
    for year in range(2004, LAST_YEAR + 1):
        for offset in range(366):
            assert calendar.name_of(date(year, 1, 1) + timedelta(days=offset))


def test_the_district_corrects_a_day() -> None:
    calendar = Calendar.from_fields({
        "2026": {"working": ["2026-11-28"], "free": ["2026-11-24"], "name": "暴雪停工"},
        "2027": {"free": ["2027-02-05"]},
    })  # fmt: skip
    assert calendar.is_working(date(2026, 11, 28))
    assert not calendar.is_working(PLAIN_TUESDAY)
    assert calendar.name_of(PLAIN_TUESDAY) == "暴雪停工"
    assert calendar.name_of(date(2027, 2, 5)) == "区里调整"
    assert not calendar.is_provisional(date(2027, 2, 5))


def test_a_later_record_wins() -> None:
    calendar = Calendar.from_fields({"b": {"working": ["2026-11-24"]}, "a": {"free": ["2026-11-24"]}})
    assert calendar.is_working(PLAIN_TUESDAY)


def test_a_bad_day_in_a_correction_is_named() -> None:
    with pytest.raises(InvalidInput, match="2026/11/24"):
        Calendar.from_fields({"2026": {"free": ["2026/11/24"]}})


def test_beyond_the_published_years_monday_to_friday_provisionally() -> None:
    calendar = Calendar()
    far = date(2090, 10, 2)
    assert calendar.is_provisional(far)
    assert calendar.is_working(far) is (far.weekday() < 5)
    assert not calendar.is_provisional(date(LAST_YEAR, 12, 31))


@given(st.dates(date(2004, 1, 1), date(LAST_YEAR, 12, 31)))
def test_published_years_are_as_published(day: date) -> None:
    assert Calendar().is_working(day) == chinese_calendar.is_workday(day)


@given(st.dates())
def test_no_day_raises(day: date) -> None:
    calendar = Calendar()
    assert isinstance(calendar.is_working(day), bool)
    assert calendar.name_of(day)
    assert calendar.is_provisional(day) == (day.year > LAST_YEAR)
