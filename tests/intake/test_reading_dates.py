"""Dates as other offices write them."""

# ruff: noqa: DTZ001 - cells hold wall times

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.intake.dates import read_day, read_limit, read_moment


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DISTRICT_ZONE)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2019/9/26 9:20:44", moment(2019, 9, 26, 9, 20, 44)),
        ("\n\t 2019/9/26\t 9:20:44 \n", moment(2019, 9, 26, 9, 20, 44)),
        ("2020-1-2", moment(2020, 1, 2)),
        ("2020.1.2", moment(2020, 1, 2)),
        ("20200102", moment(2020, 1, 2)),
        ("20200102092044", moment(2020, 1, 2, 9, 20, 44)),
        ("2020年1月2日", moment(2020, 1, 2)),
        ("2020年1月2日 8时", moment(2020, 1, 2, 8)),
        ("2020年1月2日8时30分20秒", moment(2020, 1, 2, 8, 30, 20)),
        ("2020年1月2日星期四 下午3点半", moment(2020, 1, 2, 15, 30)),
        ("2020年01月02日（周四）08:30", moment(2020, 1, 2, 8, 30)),
        ("2020/1/2 下午 3:20", moment(2020, 1, 2, 15, 20)),
        ("2020/1/2 3:20 PM", moment(2020, 1, 2, 15, 20)),
        ("2020/1/2 12:20 AM", moment(2020, 1, 2, 0, 20)),
        ("2020-1-2 24:00", moment(2020, 1, 3)),
        ("２０２０／１／２　９：２０", moment(2020, 1, 2, 9, 20)),
        ("2020-01-02T08:00:00Z", moment(2020, 1, 2, 16)),
        ("2020-01-02T08:00:00+08:00", moment(2020, 1, 2, 8)),
        (43832.389, moment(2020, 1, 2, 9, 20, 10)),
        ("43832.5", moment(2020, 1, 2, 12)),
        (20200102.0, moment(2020, 1, 2)),
        (date(2020, 1, 2), moment(2020, 1, 2)),
        (datetime(2020, 1, 2, 8, 59, 59, 999_998), moment(2020, 1, 2, 9)),
        ("", None),
        ("  \n", None),
        (None, None),
    ],
)
def test_every_way_of_writing_a_date_is_read(cell: object, read: datetime | None) -> None:
    assert read_moment(cell) == read  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    ["2020-02-30", "9月26日", "19/9/26", "26/9/2019", "2020-1-2 25:00", "2020-1-2 8:61", "昨天", "nan", "inf", "1e400",
     "0001-01-01", "2020-13-01", True, time(8), timedelta(1), 7.0, "2020-1-2 上午 15:00", "2020-1-2 8:00 9:00"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_hint(cell: object) -> None:
    with pytest.raises(InvalidInput, match="2026-11-24 09:30"):
        read_moment(cell)  # type: ignore[arg-type]


def test_a_limit_given_as_a_day_ends_with_its_business() -> None:
    assert read_limit("2020-1-2") == moment(2020, 1, 2, 17)
    assert read_limit(date(2020, 1, 2)) == moment(2020, 1, 2, 17)
    assert read_limit("2020-1-2 9:00") == moment(2020, 1, 2, 9)
    assert read_limit("") is None
    assert read_day("2020年1月2日 8时") == date(2020, 1, 2)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2190, 1, 1)).map(lambda at: at.replace(microsecond=0)))
def test_what_a_person_or_a_machine_wrote_comes_back(at: datetime) -> None:
    wall = at.replace(tzinfo=DISTRICT_ZONE)
    for text in (
        str(at),
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02}:{at.second:02}",
        f"{at:%Y%m%d%H%M%S}",
    ):
        assert read_moment(text) == wall
    assert read_moment(wall.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")) == wall  # noqa: UP017
    assert read_moment(at) == wall


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read = read_moment(text)
    except InvalidInput:
        return
    assert read is None or read.tzinfo is not None
