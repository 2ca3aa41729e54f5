"""The home-visit sheet: whom to visit, what about, and room for what is found."""

from dataclasses import replace
from pathlib import Path

from support.papers import LONG, RARE, printed
from support.room import Room

from reception.domain.clock import Id
from reception.domain.entry import Fact
from reception.domain.lifecycle import Act
from reception.paper.sheet import Paper
from reception.paper.visit_sheet import visit_sheet_of, write_visit_sheets


def test_one_sheet_takes_all_of_a_persons_cases_that_are_due(room: Room, tmp_path: Path) -> None:
    first, second = room.handled(), room.handled()
    room.step(first, Act.PLAN, on="2026-11-27", way="visit")
    room.clock.advance(days=3)
    sheet = visit_sheet_of(room.desk, first)
    assert [case.number for case in sheet.cases] == [first, second]
    with printed(write_visit_sheets, [sheet], tmp_path) as paper:
        for part in ("家访单", "张淑芬", "13904510000", "2026年11月27日", first, second, "诉求一", "诉求二", "更换立管",
                     "第一建筑公司", "□部分解决", "居民签字"):  # fmt: skip
            assert part in paper.all, part
        assert paper.codes(0) == [first]


def test_what_a_household_asks_to_be_kept_in_mind_is_on_no_paper(room: Room, tmp_path: Path) -> None:
    number = room.handled()
    with room.desk.acting() as acting:
        row = acting.conn.exec_driver_sql("SELECT id FROM resident").scalar_one()
        acting.add(
            "correct_resident", [Fact("resident", Id(row.hex()), acting.room_scope, {"remarks": "独居，听力不好"})]
        )
    with printed(write_visit_sheets, [visit_sheet_of(room.desk, number)], tmp_path) as paper:
        assert "听力不好" not in paper.all


def test_shortest_and_longest(room: Room, tmp_path: Path) -> None:
    sheet = visit_sheet_of(room.desk, room.case(resident={}, words="无"))
    with printed(write_visit_sheets, [sheet], tmp_path) as paper:
        assert paper.pages == 1
    case = replace(sheet.cases[0], summary=LONG[:200], words=LONG, unit=RARE * 8, done=LONG)
    long = replace(sheet, name=RARE * 10, address=LONG[:200], cases=(case,) * 5)
    for size in (Paper.A4, Paper.A5):
        with printed(write_visit_sheets, [long, sheet], tmp_path, paper=size) as paper:
            assert paper.pages > 5
            assert RARE * 10 in paper.all
