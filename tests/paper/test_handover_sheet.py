"""The handover sheet: what one clerk leaves to the next."""

from dataclasses import replace
from pathlib import Path

from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.drafts import save_draft
from reception.desk.leaving import leaving
from reception.domain.lifecycle import Act
from reception.paper.handover_sheet import handover_sheet_of, write_handover
from reception.paper.sheet import Paper


def test_all_that_is_in_hand_stands_on_it(room: Room, tmp_path: Path) -> None:
    waiting = room.case(words="楼道灯不亮")
    _, order = room.dispatched()
    planned = room.handled()
    room.step(planned, Act.PLAN, on="2026-11-27", way="visit")
    hung = room.case(words="外墙保温有裂缝")
    room.step(hung, Act.HANG_UP, measures="先临时封堵", until="2027-05-15", agreed_by="街道", told_on="2026-11-24")
    save_draft(room.desk, room.clock.new_id(), "visit", "王大爷 暖气", {})
    with printed(write_handover, handover_sheet_of(room.desk, RARE), tmp_path) as paper:
        text = paper.all
        for part in (waiting, order, planned, hung, RARE, "王娟", "约定回访", "11月27日", "上门", "挂账到期", "5月15日",
                     "先临时封堵", "王大爷暖气", "尚未上传区平台", "移交人签字", "监交人签字"):  # fmt: skip
            assert part in text, part
        assert "未结诉求（4件）" in text
        assert "待收回的工单（1张）" in text, "an answered order's sheet has come back"


def test_what_is_closed_is_not_handed_over(room: Room) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已换")
    found = leaving(room.desk)
    assert (found.cases, found.promises, found.awaited) == ((), (), ())
    assert sum(times for _, times in found.unsent) > 0


def test_shortest_and_longest(room: Room, tmp_path: Path) -> None:
    sheet = handover_sheet_of(room.desk)
    with printed(write_handover, sheet, tmp_path) as paper:
        assert paper.pages == 1
        assert "未结诉求（0件）" in paper.all
    room.dispatched()
    number = room.case()
    room.step(number, Act.PLAN, on="2026-11-27")
    what = leaving(room.desk)
    long = replace(
        what,
        cases=(replace(what.cases[0], summary=LONG[:200], address=LONG[:90], unit=RARE * 8),) * 40,
        promises=(replace(what.promises[0], name=RARE * 10, note=LONG),) * 5,
        awaited=what.awaited * 40,
    )
    for size in (Paper.A4, Paper.A5):
        with printed(write_handover, replace(sheet, leaving=long), tmp_path, paper=size) as paper:
            assert paper.pages > 3
            assert RARE * 8 in paper.all
