"""The sheet for calling about one case: whom, what was done, what was tried, and room for the answers."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act, Status
from reception.paper.call_sheet import call_sheet_of, write_call_sheet
from reception.paper.sheet import Paper


def test_it_says_whom_to_call_what_was_done_and_what_was_tried(room: Room, tmp_path: Path) -> None:
    back = {"name": RARE, "phone": "045186301234", "relation": "女儿", "hours": "18:00 以后"}
    number, _ = room.dispatched(call_back=back)
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="更换立管")
    other = room.handled()
    room.clock.advance(days=3)
    record_follow_up(room.desk, {number: FollowUp("no_answer", next_on="2026-11-30")})
    with printed(write_call_sheet, call_sheet_of(room.desk, number), tmp_path) as paper:
        assert paper.pages == 1
        for part in ("电话回访单", number, f"{RARE}（女儿）", "0451-86301234", "18:00以后", "张淑芬13904510000",
                     "厨房漏水，流到楼下", "第一建筑公司", "待回访", "更换立管", "11-27", "未接通", "□号码有误",
                     "□部分解决", "□不评价", "□赔偿", "居民原话", "11:30–13:30不打电话"):  # fmt: skip
            assert part in paper.all, part
        for wrong in (other, "清单", "今日", "保密："):
            assert wrong not in paper.all, wrong
        assert paper.codes(0) == [number]


def test_a_case_may_be_called_about_before_it_is_due(room: Room, tmp_path: Path) -> None:
    number = room.case(confidential=True)
    with printed(write_call_sheet, call_sheet_of(room.desk, number), tmp_path) as paper:
        assert all(part in paper.all for part in ("张淑芬", "13904510000", "待派单", "只同本人说"))
        assert not any(part in paper.all for part in ("办理情况", "已打", "还可联系"))


def test_nobody_can_be_called_where_nobody_left_anything(room: Room) -> None:
    with pytest.raises(NotAllowed):
        call_sheet_of(room.desk, room.case(resident={}))


def test_a_hang_up_that_is_over_is_no_state_any_more(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(
        number, Act.HANG_UP, measures="开春施工", until="2026-12-01 09:00", agreed_by="孙主任", told_on="2026-11-24"
    )
    assert call_sheet_of(room.desk, number).status is Status.HUNG_UP
    room.clock.advance(days=10)
    assert call_sheet_of(room.desk, number).status is Status.ACCEPTED


def test_longest(room: Room, tmp_path: Path) -> None:
    sheet = call_sheet_of(room.desk, room.handled())
    case = replace(sheet.call.cases[0], summary=LONG[:200], words=LONG, unit=RARE * 8, done=LONG)
    call = replace(sheet.call, name=RARE * 10, hours=LONG[:60], cases=(case,))
    long = replace(sheet, call=call, others=((RARE, "13904510009"),) * 9, confidential=True)
    for size in (Paper.A4, Paper.A5):
        with printed(write_call_sheet, long, tmp_path, paper=size) as paper:
            assert paper.pages > 1
            assert RARE * 10 in paper.all
