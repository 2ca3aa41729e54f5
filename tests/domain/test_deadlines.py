"""Limits as the office counts them, why they end when they do, and what moves them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.calendar import Calendar
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.counting import Hours, Unit, count, paused_days, read_spans
from reception.domain.deadlines import (
    Colour,
    Limit,
    colour,
    explain,
    extended,
    limits_for,
    paused,
    sender_limit,
)
from reception.domain.errors import InvalidInput
from reception.domain.rules import Rules

HOURS = Hours()
CALENDAR = Calendar()
RULES = Rules.default()


def at(text: str) -> datetime:
    """A moment in the district."""
    return datetime.fromisoformat(text).replace(tzinfo=DISTRICT_ZONE)


def until(act: str, clock: str, voice: str, urgency: str, start: str) -> str:
    """When a clock of an act ends, in the district's time."""
    limits = limits_for(act, voice, urgency, at(start), HOURS, CALENDAR, RULES)
    (found,) = [limit for limit in limits if limit.clock == clock]
    return f"{found.until.astimezone(DISTRICT_ZONE):%Y-%m-%d %H:%M}"


def normal_solved(start: str) -> Limit:
    limits = limits_for("register", "problem", "normal", at(start), HOURS, CALENDAR, RULES)
    return next(limit for limit in limits if limit.clock == "solved")


TUESDAY = "2026-11-24 09:04"


@pytest.mark.parametrize(
    ("act", "clock", "urgency", "start", "end"),
    [
        ("dispatch", "sign_for", "emergency", TUESDAY, "2026-11-24 09:14"),
        ("register", "first_contact", "emergency", TUESDAY, "2026-11-24 09:14"),
        ("dispatch", "on_site", "emergency", TUESDAY, "2026-11-24 09:34"),
        ("register", "solved", "emergency", TUESDAY, "2026-11-25 09:04"),
        ("handle", "follow_up", "emergency", TUESDAY, "2026-11-24 23:59"),
        ("dispatch", "sign_for", "urgent", TUESDAY, "2026-11-24 10:04"),
        ("register", "first_contact", "urgent", TUESDAY, "2026-11-24 11:04"),
        ("dispatch", "on_site", "urgent", TUESDAY, "2026-11-24 17:00"),
        ("register", "solved", "urgent", TUESDAY, "2026-11-26 17:00"),
        ("handle", "follow_up", "urgent", TUESDAY, "2026-11-25 17:00"),
        ("dispatch", "sign_for", "normal", TUESDAY, "2026-11-24 11:04"),
        ("register", "first_contact", "normal", TUESDAY, "2026-11-25 17:00"),
        ("register", "solved", "normal", TUESDAY, "2026-12-01 17:00"),
        ("handle", "follow_up", "normal", TUESDAY, "2026-11-26 17:00"),
        ("dispatch", "sign_for", "complex", TUESDAY, "2026-11-25 17:00"),
        ("register", "first_contact", "complex", TUESDAY, "2026-11-25 17:00"),
        ("register", "solved", "complex", TUESDAY, "2026-12-15 17:00"),
        ("handle", "follow_up", "complex", TUESDAY, "2026-11-26 17:00"),
        # 16:50 and two working hours
        ("dispatch", "sign_for", "normal", "2026-11-24 16:50", "2026-11-25 10:20"),
        # over lunch, over a weekend, from a Saturday
        ("dispatch", "sign_for", "normal", "2026-11-24 10:30", "2026-11-24 14:30"),
        ("dispatch", "sign_for", "normal", "2026-11-27 16:00", "2026-11-30 09:30"),
        ("dispatch", "sign_for", "normal", "2026-11-28 10:00", "2026-11-30 10:30"),
        # exactly to the end of business, and not to the next morning
        ("dispatch", "sign_for", "normal", "2026-11-24 15:00", "2026-11-24 17:00"),
        # an emergency of Saturday night does not wait
        ("register", "solved", "emergency", "2026-11-28 23:50", "2026-11-29 23:50"),
        # same day after hours, or on a day nobody works: the next working day
        ("dispatch", "on_site", "urgent", "2026-11-24 17:00", "2026-11-25 17:00"),
        ("dispatch", "on_site", "urgent", "2026-11-28 09:00", "2026-11-30 17:00"),
        # National Day and its make-up Saturday
        ("register", "solved", "normal", "2026-09-28 09:04", "2026-10-10 17:00"),
    ],
)  # fmt: skip
def test_the_table_of_limits(act: str, clock: str, urgency: str, start: str, end: str) -> None:
    assert until(act, clock, "problem", urgency, start) == end


@pytest.mark.parametrize(
    ("voice", "end"),
    [("doubt", "2026-11-25 17:00"), ("idea", "2026-11-25 17:00"), ("suggestion", "2026-12-15 17:00")],
)
def test_other_voices_have_a_promise_of_their_own(voice: str, end: str) -> None:
    limits = limits_for("register", voice, "normal", at(TUESDAY), HOURS, CALENDAR, RULES)
    assert [limit.clock for limit in limits] == ["answer", "follow_up"]
    assert until("register", "answer", voice, "normal", TUESDAY) == end


def test_a_normal_or_complex_case_has_no_limit_to_be_on_site() -> None:
    for urgency in ("normal", "complex"):
        limits = limits_for("dispatch", "problem", urgency, at(TUESDAY), HOURS, CALENDAR, RULES)
        assert [limit.clock for limit in limits] == ["sign_for"]


def test_acts_without_clocks_start_none() -> None:
    assert limits_for("progress", "problem", "normal", at(TUESDAY), HOURS, CALENDAR, RULES) == []


def test_a_follow_up_is_due_after_the_limit_even_when_the_unit_stays_silent() -> None:
    limits = {x.clock: x for x in limits_for("register", "problem", "normal", at(TUESDAY), HOURS, CALENDAR, RULES)}
    assert limits["follow_up"].start == limits["solved"].until
    assert limits["follow_up"].until == at("2026-12-03 17:00")


# explaining


def test_a_limit_explains_itself() -> None:
    assert explain(normal_solved("2026-09-28 09:04")) == [
        "办结时限：2026-10-10 17:00",
        "起算：2026-09-28 09:04",
        "依据：一般：5 个工作日（规则 default-1）",
        "计入：2026-09-29–2026-09-30、2026-10-08–2026-10-09、2026-10-10 星期六（国庆节补班）",
        "不计：2026-10-01–2026-10-07 国庆节",
    ]
    assert explain(normal_solved("2026-09-28 09:04"), english=True) == [
        "Limit to solved: 2026-10-10 17:00",
        "From: 2026-09-28 09:04",
        "By: normal, 5 working days (rules default-1)",
        "Counted: 2026-09-29–2026-09-30, 2026-10-08–2026-10-09, 2026-10-10 Saturday (National Day make-up day)",
        "Left out: 2026-10-01–2026-10-07 National Day",
    ]


def test_a_limit_in_hours_names_its_intervals() -> None:
    (limit,) = limits_for("dispatch", "problem", "normal", at("2026-11-24 16:50"), HOURS, CALENDAR, RULES)
    assert limit.counted == ("2026-11-24 16:50–17:00", "2026-11-25 08:30–10:20")


def test_beyond_the_published_holidays_a_limit_is_provisional_and_says_so() -> None:
    limit = normal_solved("2090-09-28 09:04")
    assert limit.provisional
    assert "当年放假安排尚未公布，暂按周一至周五为工作日" in explain(limit)
    assert any("not published yet" in line for line in explain(limit, english=True))


def test_a_corrected_day_moves_only_limits_issued_after_it() -> None:
    issued = normal_solved(TUESDAY)
    snow = Calendar({date(2026, 11, 26): False}, {date(2026, 11, 26): "暴雪停工"})
    anew = limits_for("register", "problem", "normal", at(TUESDAY), HOURS, snow, RULES)[1]
    assert Limit.from_fields(issued.fields).until == at("2026-12-01 17:00")
    assert anew.until == at("2026-12-02 17:00")
    assert "不计：2026-11-26 暴雪停工、2026-11-28–2026-11-29 周末" in explain(anew)


# a sender's date, extensions, pauses


def test_a_senders_own_date_wins_and_the_room_aims_a_working_day_earlier() -> None:
    due = at("2026-11-30 17:00")
    limits = limits_for("register", "problem", "normal", at(TUESDAY), HOURS, CALENDAR, RULES, sender_due=due)
    solved = limits[1]
    assert (solved.until, solved.aim) == (due, at("2026-11-27 17:00"))
    assert "本室目标：2026-11-27 17:00（提前一个工作日）" in explain(solved)
    assert colour(solved, at("2026-11-27 18:00")) is Colour.WARN
    assert colour(solved, at("2026-11-30 17:01")) is Colour.LATE
    assert Limit.from_fields(solved.fields) == solved


def test_a_senders_date_of_tomorrow_leaves_nothing_to_aim_at() -> None:
    assert sender_limit(at("2026-11-25 17:00"), at("2026-11-24 17:30"), HOURS, CALENDAR).aim is None


def test_an_extension_is_an_agreed_date() -> None:
    limit = extended(extended(normal_solved(TUESDAY), at("2026-12-05 17:00"), 1), at("2026-12-10 17:00"), 2)
    assert limit.until == at("2026-12-10 17:00")
    assert limit.rule == "normal+extend2"
    assert "已延期 2 次，时限为商定日期" in explain(limit)
    assert "Extended 2 times, to an agreed date" in explain(limit, english=True)
    assert colour(limit, at("2026-12-03 12:00")) is Colour.HALF


def test_hung_up_days_are_left_out_and_what_was_left_stays_left() -> None:
    # Two of five days gone (25th, 26th); hung up on the 27th at noon, running again on Thursday morning.
    limit = paused(normal_solved(TUESDAY), at("2026-11-27 12:00"), at("2026-12-03 09:00"), HOURS, CALENDAR)
    assert limit.until == at("2026-12-07 17:00")
    assert limit.counted == ("2026-11-25–2026-11-26", "2026-12-03–2026-12-04", "2026-12-07")
    assert "暂停：2026-11-27 12:00 至 2026-12-03 09:00" in explain(limit)
    assert Limit.from_fields(limit.fields) == limit


def test_a_pause_to_the_end_of_business_takes_that_day_too() -> None:
    limit = paused(normal_solved(TUESDAY), at("2026-11-27 12:00"), at("2026-12-03 17:00"), HOURS, CALENDAR)
    assert limit.until == at("2026-12-08 17:00")


def test_working_hours_and_the_round_clock_stand_still_too() -> None:
    (signing,) = limits_for("dispatch", "problem", "normal", at("2026-11-24 16:50"), HOURS, CALENDAR, RULES)
    later = paused(signing, at("2026-11-25 09:00"), at("2026-11-25 14:00"), HOURS, CALENDAR)
    assert later.until == at("2026-11-25 15:20")
    solved = limits_for("register", "problem", "emergency", at(TUESDAY), HOURS, CALENDAR, RULES)[1]
    assert paused(solved, at("2026-11-24 12:00"), at("2026-11-26 12:00"), HOURS, CALENDAR).until == at(
        "2026-11-27 09:04"
    )


def test_a_limit_of_the_same_day_stands_still_too() -> None:
    on_site = limits_for("dispatch", "problem", "urgent", at(TUESDAY), HOURS, CALENDAR, RULES)[1]
    assert paused(on_site, at("2026-11-24 10:00"), at("2026-11-24 12:00"), HOURS, CALENDAR).until == on_site.until
    assert paused(on_site, at("2026-11-24 10:00"), at("2026-11-25 08:30"), HOURS, CALENDAR).until == at(
        "2026-11-25 17:00"
    )


def test_stated_dates_move_by_the_working_days_of_a_pause() -> None:
    limit = extended(normal_solved(TUESDAY), at("2026-12-05 16:00"), 1)
    assert paused(limit, at("2026-11-27 12:00"), at("2026-12-01 09:00"), HOURS, CALENDAR).until == at(
        "2026-12-08 16:00"
    )
    sender = sender_limit(at("2026-12-04 10:00"), at(TUESDAY), HOURS, CALENDAR)
    later = paused(sender, at("2026-11-25 12:00"), at("2026-11-26 09:00"), HOURS, CALENDAR)
    assert (later.until, later.aim) == (at("2026-12-07 10:00"), at("2026-12-04 17:00"))
    assert paused(sender, at("2026-11-25 12:00"), at("2026-11-25 13:00"), HOURS, CALENDAR).until == sender.until


def test_past_its_limit_nothing_stops() -> None:
    limit = normal_solved(TUESDAY)
    assert paused(limit, at("2026-12-01 17:00"), at("2026-12-20 09:00"), HOURS, CALENDAR) == limit
    assert paused(limit, at("2026-11-26 17:00"), at("2026-11-26 17:00"), HOURS, CALENDAR) == limit


# colours


def test_colours_follow_what_was_counted() -> None:
    (limit,) = limits_for("dispatch", "problem", "normal", at("2026-11-24 16:50"), HOURS, CALENDAR, RULES)
    said = [
        colour(limit, at(moment))
        for moment in (
            "2026-11-24 16:40", "2026-11-24 16:51", "2026-11-25 08:30", "2026-11-25 09:20", "2026-11-25 09:50",
            "2026-11-25 10:08", "2026-11-25 10:20", "2026-11-25 10:21",
        )
    ]  # fmt: skip
    assert said == ["calm", "calm", "calm", "half", "soon", "warn", "warn", "late"]


def test_a_holiday_uses_nothing_up() -> None:
    limit = normal_solved("2026-09-30 09:04")
    assert colour(limit, at("2026-10-08 08:30")) is Colour.CALM
    assert colour(limit, at("2026-10-13 16:00")) is Colour.WARN


# rules of the district


def test_the_districts_rule_stands_over_the_default_and_by_priority() -> None:
    rules = Rules.from_fields({
        "2027-1": {
            "version": "区-2027-1",
            "rules": [
                {"code": "normal", "name": "一般", "priority": 10, "when": {"urgency": ["normal"]},
                 "limits": {"solved": {"amount": 7, "unit": "working_day"}}},
                {"code": "heating", "name": "供热", "priority": 50,
                 "when": {"category": ["供热"], "voice": ["problem"]},
                 "limits": {"solved": {"amount": 12, "unit": "hour"}}},
            ],
        }
    })  # fmt: skip

    def solved(category: str) -> Limit:
        limits = limits_for("register", "problem", "normal", at(TUESDAY), HOURS, CALENDAR, rules, category=category)
        return next(limit for limit in limits if limit.clock == "solved")

    assert solved("").until == at("2026-12-03 17:00")
    assert solved("供热/室温不达标").until == at("2026-11-24 21:04")
    assert solved("供热设备").rule == "normal"
    assert "依据：供热：12 小时（昼夜连续计算）（规则 区-2027-1）" in explain(solved("供热"))


@pytest.mark.parametrize(
    "rule",
    [
        {"code": "", "limits": {}},
        {"code": "x", "when": {"moon": ["full"]}},
        {"code": "x", "limits": {"solved": {"amount": -1, "unit": "hour"}}},
        {"code": "x", "limits": {"solved": {"amount": "5", "unit": "hour"}}},
        {"code": "x", "limits": {"solved": {"amount": 5, "unit": "week"}}},
        {"code": "x", "limits": {"solved": {"unit": "hour"}}},
    ],
)
def test_a_rule_that_cannot_be_counted_is_refused(rule: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as caught:
        Rules.from_fields({"2027-1": {"rules": [rule]}})
    assert caught.value.field == "rules"


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [["08:30"]],
        [["17:00", "08:30"]],
        [["08:30", "12:00"], ["11:00", "17:00"]],
        [["8 Uhr", "17:00"]],
        ["0830"],
        None,
    ],
)
def test_hours_that_do_not_rise_are_refused(pairs: list[list[str]]) -> None:
    with pytest.raises(InvalidInput, match="接待时间"):
        Hours.from_fields(pairs)


def test_summer_hours() -> None:
    hours = Hours.from_fields([["08:00", "12:00"], ["14:00", "18:00"]])
    (limit,) = limits_for("dispatch", "problem", "normal", at("2026-07-07 17:00"), hours, CALENDAR, RULES)
    assert limit.until == at("2026-07-08 09:00")


# properties

moments = st.builds(
    lambda day, seconds: datetime.combine(day, time(), DISTRICT_ZONE) + timedelta(seconds=seconds),
    st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.integers(0, 86_399),
)  # fmt: skip
working_units = st.sampled_from([Unit.WORKING_MINUTE, Unit.WORKING_HOUR, Unit.WORKING_DAY])
amounts = st.integers(0, 40)
clock_times = st.lists(st.integers(0, 24 * 12 - 1), min_size=2, max_size=6, unique=True).filter(
    lambda x: len(x) % 2 == 0
)


@st.composite
def office_hours(draw: st.DrawFn) -> Hours:
    times = [time(n // 12, n % 12 * 5) for n in sorted(draw(clock_times))]
    return Hours(tuple(zip(times[::2], times[1::2], strict=True)))


@given(moments, st.integers(1, 40), working_units, office_hours())
def test_a_working_limit_ends_later_on_a_working_day_within_the_hours(
    start: datetime, amount: int, unit: Unit, hours: Hours
) -> None:
    found = count(start, amount, unit, hours, CALENDAR)
    local = found.until.astimezone(DISTRICT_ZONE)
    assert found.until > start
    assert CALENDAR.is_working(local.date())
    assert any(opens <= local <= closes for opens, closes in hours.on(local.date()))


@given(moments, st.timedeltas(timedelta(), timedelta(days=20)), amounts, st.sampled_from(Unit), office_hours())
def test_who_comes_later_is_never_due_earlier(
    start: datetime, later: timedelta, amount: int, unit: Unit, hours: Hours
) -> None:
    first, second = (count(moment, amount, unit, hours, CALENDAR).until for moment in (start, start + later))
    assert first <= second


@given(moments, amounts, st.sampled_from(Unit), office_hours())
def test_more_units_are_never_due_earlier(start: datetime, amount: int, unit: Unit, hours: Hours) -> None:
    assert count(start, amount, unit, hours, CALENDAR).until <= count(start, amount + 1, unit, hours, CALENDAR).until


@given(moments.map(lambda m: m.replace(second=0, microsecond=0)), st.integers(1, 60), office_hours(), st.data())
def test_what_is_counted_adds_up_to_the_limit(start: datetime, amount: int, hours: Hours, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from([Unit.MINUTE, Unit.HOUR, Unit.WORKING_MINUTE, Unit.WORKING_HOUR]))
    found = count(start, amount, unit, hours, CALENDAR)
    total = sum((closes - opens for opens, closes in read_spans(found.counted)), timedelta())
    assert total == amount * unit.length


@given(moments, st.integers(1, 40))
def test_counted_days_are_that_many_working_days_and_the_rest_is_left_out(start: datetime, amount: int) -> None:
    found = count(start, amount, Unit.WORKING_DAY, HOURS, CALENDAR)
    day = timedelta(days=1)
    counted = {a.date() + n * day for a, b in read_spans(found.counted) for n in range((b - a).days)}
    assert len(counted) == amount
    assert all(map(CALENDAR.is_working, counted))
    assert start.date() not in counted
    left = sum((b - a).days for a, b in read_spans(found.left_out))
    assert left + amount == (found.until.date() - start.date()).days


@given(
    moments, st.integers(1, 20), st.sampled_from([Unit.HOUR, Unit.WORKING_HOUR, Unit.WORKING_DAY]),
    st.timedeltas(timedelta(), timedelta(days=10)), st.timedeltas(timedelta(minutes=1), timedelta(days=365)),
)  # fmt: skip
def test_a_pause_never_takes_time_away(
    start: datetime, amount: int, unit: Unit, after: timedelta, length: timedelta
) -> None:
    start = start.replace(second=0, microsecond=0)
    found = count(start, amount, unit, HOURS, CALENDAR)
    limit = Limit("solved", start, found.until, "test", counted=found.counted, amount=amount, unit=unit)
    since = start + after
    later = paused(limit, since, since + length, HOURS, CALENDAR)
    assert later.until >= limit.until
    if since < limit.until and unit is Unit.WORKING_DAY:
        lost = sum(map(CALENDAR.is_working, paused_days(HOURS, [(since, since + length)]) - {start.date()}))
        assert count(start, amount + lost, unit, HOURS, CALENDAR).until == later.until


@given(
    moments, st.sampled_from(["emergency", "urgent", "normal", "complex"]), st.sampled_from(["register", "dispatch"])
)
def test_limits_survive_the_journal_and_colours_only_rise(start: datetime, urgency: str, act: str) -> None:
    start = start.replace(microsecond=0).astimezone(UTC)
    order = list(Colour)
    for limit in limits_for(act, "problem", urgency, start, HOURS, CALENDAR, RULES):
        assert Limit.from_fields(limit.fields) == limit
        assert explain(limit) and explain(limit, english=True)
        whole = limit.until - limit.start
        seen = [order.index(colour(limit, limit.start + whole * share / 20)) for share in range(22)]
        assert seen == sorted(seen)
        if whole:  # a day's last second leaves nothing
            assert seen[0] == 0 and seen[-1] == order.index(Colour.LATE)


def test_a_limit_without_a_start_to_end_is_past_or_full() -> None:
    moment = at(TUESDAY)
    assert colour(replace(normal_solved(TUESDAY), start=moment, until=moment, counted=()), moment) is Colour.WARN
