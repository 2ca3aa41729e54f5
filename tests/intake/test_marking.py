"""What did not come in goes back as a workbook with the cells at fault marked, and comes in from there."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.room import Room

from reception.domain.errors import Unavailable
from reception.intake.importing import import_file, propose, rehearse
from reception.intake.marking import LIST, write_marked
from reception.intake.rosters import import_roster, propose_roster
from reception.intake.tables import read_sheets

TITLE = ["市12345热线交办清单"]
HEAD = ["编号", "姓名", "电话", "诉求内容", "来电时间", "要求办结时间"]
ROWS = [
    ["RX1", "张*", "139****0000", "厨房漏水", "2026-11-23 09:00", ""],
    ["RX2", "李*", "12", "=路灯不亮", "2026-11-23 09:10", ""],
    ["RX3", "王*", "", "暖气不热", "十一月二十三", ""],
    ["RX4", "赵*", "", "", "2026-11-23 09:20", ""],
]


def hotline(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "清单"
    for row in (TITLE, HEAD, *ROWS):
        sheet.append(row)
    sheet["D4"].data_type = "s"
    book.save(path)
    return path


def test_cells_at_fault_are_coloured_and_say_why(room: Room, tmp_path: Path) -> None:
    path = hotline(tmp_path / "清单.xlsx")
    tried = rehearse(room.desk, path)
    assert (tried.added, len(tried.bad)) == (1, 3)
    assert write_marked(tmp_path / "有误.xlsx", propose(room.desk, path), tried.bad) == 3
    book = load_workbook(tmp_path / "有误.xlsx")
    sheet = book["清单"]
    assert [sheet.cell(1, 1).value, *(cell.value for cell in sheet[2])] == [*TITLE, *HEAD]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == ["RX2", "RX3", "RX4"]
    marked = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.comment}
    assert list(marked) == ["C3", "E4", "D5"]
    assert all(cell.fill.fgColor.rgb == "FFFFC7CE" for cell in marked.values())
    assert marked["D5"].comment.text.startswith("原第 6 行：没有诉求内容")
    assert sheet["D3"].data_type == "s"
    lines = [[cell.value for cell in row] for row in book[LIST].iter_rows(min_row=2)]
    assert [line[:4] for line in lines] == [
        ["清单", 4, 3, "电话"], ["清单", 5, 4, "来电时间"], ["清单", 6, 5, "诉求内容"]
    ]  # fmt: skip
    assert lines[0][6] == "12"


def test_a_corrected_report_comes_in_as_the_list_did(room: Room, tmp_path: Path) -> None:
    path = hotline(tmp_path / "清单.xlsx")
    done = import_file(room.desk, path)
    report = tmp_path / "有误.xlsx"
    write_marked(report, propose(room.desk, path), done.bad)
    book = load_workbook(report)
    sheet = book["清单"]
    sheet["C3"], sheet["E4"], sheet["D5"] = "13912340022", "2026-11-23", "路面结冰"
    book.save(report)
    [proposal] = propose(room.desk, report)
    assert proposal.confirmed, "its columns are known: the form is the sender's"
    corrected = import_file(room.desk, report)
    assert (corrected.added, corrected.bad) == (3, ())
    assert import_file(room.desk, report).known == 3
    assert import_file(room.desk, path).known == 1


def test_a_text_file_is_reported_in_the_same_way(room: Room, tmp_path: Path) -> None:
    path = tmp_path / f"12345[11月24日]{'交办' * 20}.csv"
    path.write_text("\n".join(",".join(row) for row in (HEAD, *ROWS)), encoding="gb18030")
    bad = rehearse(room.desk, path).bad
    write_marked(tmp_path / "有误.xlsx", propose(room.desk, path), bad)
    [sheet, listed] = read_sheets(tmp_path / "有误.xlsx")
    assert (sheet.name[:16], len(sheet.rows), len(listed.rows)) == ("12345_11月24日_交办交", 4, 4)


def test_a_rosters_bad_lines_are_marked_too(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "红旗大街188号.csv"
    path.write_text("楼号,单元,房号,姓名,电话\n3,2,501,张淑芬,1390\n3,2,,李国强,\n", encoding="utf-8")
    bad = import_roster(room.desk, path, trial=True).bad
    write_marked(tmp_path / "有误.xlsx", propose_roster(room.desk, path), bad)
    sheet = load_workbook(tmp_path / "有误.xlsx").worksheets[0]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["E2", "C3"]


def test_a_place_that_cannot_be_written_is_named(room: Room, tmp_path: Path) -> None:
    path = hotline(tmp_path / "清单.xlsx")
    with pytest.raises(Unavailable, match="nowhere"):
        write_marked(tmp_path / "nowhere" / "x.xlsx", propose(room.desk, path), rehearse(room.desk, path).bad)
