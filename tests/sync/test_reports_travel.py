"""A report handed up reaches the room's other PCs and the district, and no other room."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from support.district import Served, exchange
from support.room import Room

from reception.desk.reports import compared, hand_up, month_of, read_report, reports
from reception.district.verify import verify
from reception.domain import report
from reception.domain.lifecycle import Act
from reception.store import refold
from reception.store.tables import ReportRow


def test_the_other_pc_reads_what_was_handed_up_and_a_third_room_does_not(
    lite: Served, pc: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PIECE", 600)
    one, two, elsewhere = pc(), pc(), pc("NG08")
    for room, code in ((one, "NG07"), (two, "NG07"), (elsewhere, "NG08")):
        lite.join(room, code)
    exchange(one, two, elsewhere)
    numbers = [one.case(words=f"第{place}件：楼道灯不亮") for place in range(8)]
    period = month_of(one.desk, 2026, 11)
    issued, _ = hand_up(one.desk, period)
    exchange(one, two, elsewhere)
    assert read_report(two.desk, issued.number) == issued, "several entries, one report"
    two.step(numbers[0], Act.AMEND, fields={"category": "公共设施/楼道照明"})
    exchange(two, one)
    for room in (one, two):
        assert [change.number for change in compared(room.desk, issued).changed] == [numbers[0]]
    mine, _ = hand_up(two.desk, period)
    assert mine.number != issued.number, "two PCs never give the same number"
    exchange(two, one, elsewhere)
    assert [line.number for line in reports(one.desk)] == [line.number for line in reports(two.desk)]
    with elsewhere.store.read() as conn:
        assert conn.execute(select(func.count()).select_from(ReportRow)).scalar_one() == 0
    for room in (one, two, elsewhere):
        with room.store.read() as conn:
            assert refold.compare(conn)[1] == []
    assert [check for check in verify(lite.district) if not check.ok] == []
