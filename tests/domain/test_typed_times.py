"""Times as clerks type them, seen from Tuesday 24 November 2026, 9:04."""

from datetime import datetime

import pytest
from support.fake_clock import FakeClock

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.typed_times import typed_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("现在", "2026-11-24 09:04"),
        ("8:30", "2026-11-24 08:30"),
        ("0830", "2026-11-24 08:30"),
        ("１４：３０", "2026-11-24 14:30"),
        ("下午3点半", "2026-11-24 15:30"),
        ("昨天 16:00", "2026-11-23 16:00"),
        ("昨16:00", "2026-11-23 16:00"),
        ("11-23 9点", "2026-11-23 09:00"),
        ("11月23日 9:05", "2026-11-23 09:05"),
        ("2026-11-20T08:30", "2026-11-20 08:30"),
        ("1-5 10:00", "2027-01-05 10:00"),
        ("12-31 10:00", "2026-12-31 10:00"),
        ("2-29 10:00", "2028-02-29 10:00"),
    ],
)
def test_a_time(clock: FakeClock, typed: str, meant: str) -> None:
    found = typed_time(typed, clock.now())
    assert found.time is not None
    assert found.moment == datetime.fromisoformat(meant).replace(tzinfo=DISTRICT_ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("今天", "2026-11-24"),
        ("明天", "2026-11-25"),
        ("大后天", "2026-11-27"),
        ("+3", "2026-11-27"),
        ("-1", "2026-11-23"),
        ("10天后", "2026-12-04"),
        ("2天前", "2026-11-22"),
        ("12.1", "2026-12-01"),
        ("2027/03/01", "2027-03-01"),
    ],
)
def test_a_day_alone(clock: FakeClock, typed: str, meant: str) -> None:
    found = typed_time(typed, clock.now())
    assert (found.day.isoformat(), found.time) == (meant, None)


@pytest.mark.parametrize("typed", ["", "某天", "25:00", "2026-13-01", "2-30", "2561", "11-23 晚些", "2027-02-29"])
def test_what_is_no_time_is_refused_with_examples(clock: FakeClock, typed: str) -> None:
    with pytest.raises(InvalidInput, match="14:30") as refused:
        typed_time(typed, clock.now(), "at")
    assert refused.value.field == "at"
