"""When works must not be heard."""

from datetime import datetime

import pytest

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.quiet import QuietPeriod, read_periods

EXAM = {
    "name": "高考", "since": "2027-06-05", "until": "2027-06-09", "hours": [["12:00", "14:00"], ["22:00", "06:00"]],
    "compounds": ["HQ188"], "note": "停止产生噪声的施工",
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DISTRICT_ZONE)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2027-06-05 03:00", False),
        ("2027-06-05 11:59", False),
        ("2027-06-05 12:00", True),
        ("2027-06-05 14:00", False),
        ("2027-06-05 22:00", True),
        ("2027-06-06 05:59", True),
        ("2027-06-06 06:00", False),
        ("2027-06-10 03:00", True),
        ("2027-06-10 12:30", False),
    ],
)
def test_a_night_belongs_to_the_day_it_begins_on(moment: str, quiet: bool) -> None:
    assert QuietPeriod.from_fields(EXAM).holds(at(moment)) is quiet


def test_without_hours_it_is_quiet_day_and_night() -> None:
    whole = QuietPeriod.from_fields({"name": "高考", "since": "2027-06-07", "until": "2027-06-07"})
    assert [whole.holds(at(f"2027-06-{day} 12:00")) for day in ("06", "07", "08")] == [False, True, False]
    assert whole.when == "2027-06-07"
    assert whole.concerns("anywhere")


def test_it_is_told_of_three_days_before() -> None:
    period = QuietPeriod.from_fields(EXAM)
    assert [period.is_near(at(f"2027-06-{day} 09:00")) for day in ("01", "02", "09", "10")] == [
        False, True, True, False
    ]  # fmt: skip
    assert [period.concerns("HQ188"), period.concerns("QZ001")] == [True, False]


def test_one_that_says_no_days_stops_nobody() -> None:
    broken = [{"name": "x"}, EXAM | {"since": "June"}, EXAM | {"hours": ["12"]}]
    assert [period.name for period in read_periods([*broken, EXAM])] == ["高考"]
