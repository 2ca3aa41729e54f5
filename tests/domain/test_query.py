"""What is typed into the search box: words, and operators with a colon."""

from datetime import date

import pytest
from support.fake_clock import FakeClock

from reception.domain.errors import InvalidInput
from reception.domain.query import OPERATORS, Query, read_query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("漏水 张淑芬", Query(words="漏水 张淑芬")),
        ("状态:待派单 漏水", Query(words="漏水", status="registered")),
        ("状态：已归档", Query(status="closed")),
        ("status:closed", Query(status="closed")),
        ("状态:办", Query(status="accepted")),
        ("单位:热力 逾期:", Query(unit="热力", overdue=True)),
        ("急:加急 类别:建议", Query(urgency="urgent", voice="suggestion")),
        ("来访:11-20..昨天", Query(since=date(2026, 11, 20), until=date(2026, 11, 23))),
        ("来访:今天", Query(since=date(2026, 11, 24), until=date(2026, 11, 24))),
        ("来访:本周", Query(since=date(2026, 11, 23), until=date(2026, 11, 29))),
        ("来访:上周", Query(since=date(2026, 11, 16), until=date(2026, 11, 22))),
        ("date:month", Query(since=date(2026, 11, 1), until=date(2026, 11, 30))),
        ("来访:上月", Query(since=date(2026, 10, 1), until=date(2026, 10, 31))),
        ("自:11-01 至:11-10", Query(since=date(2026, 11, 1), until=date(2026, 11, 10))),
        ("室:ＮＧ07", Query(room="NG07")),
        ("http://x 12:30 张:李", Query(words="http://x 12:30 张:李")),
        ("状态:", Query()),
    ],
)
def test_operators_narrow_and_the_rest_is_text(clock: FakeClock, typed: str, meant: Query) -> None:
    assert read_query(typed, clock.now()) == meant


def test_bare_words_narrow_only_in_the_search_box(clock: FakeClock) -> None:
    typed = "逾期 2026-11-24 open"
    assert read_query(typed, clock.now()) == Query(words=typed)
    assert read_query(typed, clock.now(), bare=True) == Query(
        words="open", overdue=True, since=date(2026, 11, 24), until=date(2026, 11, 24)
    )


@pytest.mark.parametrize("typed", ["状态:没有", "状态:待", "来访:某天", "急:很"])
def test_a_value_that_cannot_be_is_refused_by_name(clock: FakeClock, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_query(typed, clock.now())
    assert refused.value.field == "search"


def test_a_day_that_cannot_be_is_told_which_can(clock: FakeClock) -> None:
    with pytest.raises(InvalidInput, match="可写：今天"):
        read_query("来访:某天", clock.now())


def test_every_operator_s_example_is_understood(clock: FakeClock) -> None:
    for operator in OPERATORS:
        chinese, english = (read_query(example, clock.now()) for example in operator.examples)
        assert chinese != Query() and not chinese.words, operator
        assert {name for name in Query.__slots__ if getattr(chinese, name) != getattr(Query(), name)} == {
            name for name in Query.__slots__ if getattr(english, name) != getattr(Query(), name)
        }, operator
