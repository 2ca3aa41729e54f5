"""Every case goes out into the ledger, or those of a list, with the numbers others gave them."""

from pathlib import Path

from openpyxl import load_workbook
from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import CaseFilter
from reception.domain.lifecycle import Act
from reception.intake.importing import import_file
from reception.intake.tables import read_sheets
from reception.paper.exporting import COLUMNS, export_cases


def rows(path: Path) -> list[dict[str, object]]:
    sheet = load_workbook(path)["台账"]
    head, *below = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=3))
    assert head == [column.title for column in COLUMNS]
    return [dict(zip(head, row, strict=True)) for row in below]


def test_a_case_stands_there_as_it_is(room: Room, tmp_path: Path) -> None:
    number = room.handled()
    record_follow_up(room.desk, {number: FollowUp("yes", "张淑芬", "yes", "satisfied")})
    assert export_cases(room.desk, tmp_path / "台账.xlsx") == 1
    [row] = rows(tmp_path / "台账.xlsx")
    assert (row["编号"], row["状态"], row["责任单位"]) == (number, "已回访", "第一建筑公司")
    assert (row["是否解决"], row["是否满意"], row["轮次"]) == ("已解决", "满意", 1)
    assert str(row["受理时间"]) == "2026-11-24 09:04:00"


def test_the_numbers_of_others_stand_beside_ours(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "12345.csv"
    path.write_text("工单编号,诉求内容\nRX1,路灯不亮\n,没有编号的一件\n", encoding="utf-8")
    import_file(room.desk, path)
    export_cases(room.desk, tmp_path / "台账.xlsx")
    assert {row["诉求内容"]: row["来件编号"] for row in rows(tmp_path / "台账.xlsx")} == {
        "路灯不亮": "12345 RX1", "没有编号的一件": None
    }  # fmt: skip


def test_a_list_goes_out_in_its_order_also_as_text(room: Room, tmp_path: Path) -> None:
    first, second, third = (room.case(words=words) for words in ("漏水", "停电", "电梯停了"))
    room.step(second, Act.WITHDRAW, why="已好")
    wanted = CaseFilter(status="registered", sort="number")
    assert export_cases(room.desk, tmp_path / "在办.xlsx", wanted=wanted) == 2
    assert [row["编号"] for row in rows(tmp_path / "在办.xlsx")] == [third, first]
    assert export_cases(room.desk, tmp_path / "在办.csv", wanted=wanted) == 2
    [sheet] = read_sheets(tmp_path / "在办.csv")
    assert [row[0] for row in sheet.rows] == ["编号", third, first]
