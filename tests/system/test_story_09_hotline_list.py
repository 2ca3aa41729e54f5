"""Story 9. The 12345 list at 16:50: eleven rows in the city's own columns, answered in the city's own file."""

# ruff: noqa: DTZ001 - cells hold wall times

from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from support.room import Room

from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.measures import measures
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.lifecycle import Act
from reception.intake.filling import fill_form
from reception.intake.importing import import_file, rehearse

HEADERS = (
    "序号", "工单编号", "来电人", "联系电话", "诉求类型", "诉求标题", "诉求内容", "诉求地址", "来电时间", "办理时限",
    "承办单位", "办理状态", "办理结果", "办结时间",
)  # fmt: skip
Said = tuple[str, str, str, str, str, str, str, str, date]
ELEVEN: tuple[Said, ...] = (
    ("RX2611240101", "张*", "139****0000", "投诉", "厨房漏水", "市民来电反映其家中厨房漏水，流到楼下邻居家，要求维修。",
     "红旗大街188号3号楼2单元501室", "2026-11-24 14:05", date(2026, 12, 4)),
    ("RX2611240102", "李*", "139****0022", "求助", "路灯不亮", "消防家属区院内路灯不亮已经一周，晚上出行不便。",
     "消防家属区", "2026-11-24 14:20", date(2026, 12, 1)),
    ("RX2611240103", "王**", "138****0033", "投诉", "夜间施工噪声", "5号楼外墙施工夜间十点后仍然有噪声，影响孩子休息。",
     "红旗大街188号5号楼1单元302室", "2026-11-24 14:31", date(2026, 11, 30)),
    ("RX2611240104", "赵*", "139****0044", "咨询", "外墙保温何时做", "想了解7号楼外墙保温什么时候开始做。",
     "红旗大街188号7号楼", "2026-11-24 14:40", date(2026, 11, 27)),
    ("RX2611240105", "刘*", "137****0055", "求助", "单元门损坏", "2号楼1单元单元门关不上，冷风往楼里灌。",
     "红旗大街188号2号楼1单元", "2026-11-24 14:52", date(2026, 12, 2)),
    ("RX2611240106", "", "", "举报", "邻居打架", "反映4号楼有人打架斗殴，已经动手。", "红旗大街188号4号楼",
     "2026-11-24 15:01", date(2026, 11, 25)),
    ("RX2611240107", "孙*", "136****0066", "投诉", "下水道反味", "6号楼2单元下水道反味，厕所和厨房都有。",
     "红旗大街188号6号楼2单元101室", "2026-11-24 15:10", date(2026, 11, 27)),
    ("RX2611240108", "周*", "135****0077", "建议", "增加晾衣架", "建议改造时在院内增加几处公用晾衣架。",
     "红旗大街188号", "2026-11-24 15:22", date(2026, 12, 15)),
    ("RX2611240109", "吴*", "139****0088", "投诉", "暖气不热", "家中暖气不热，室温只有15度，家里有老人。",
     "红旗大街188号1号楼3单元602室", "2026-11-24 15:30", date(2026, 11, 26)),
    ("RX2611240110", "郑*", "158****0099", "求助", "楼道堆放杂物", "8号楼1单元楼道堆放施工杂物，通行困难。",
     "红旗大街188号8号楼1单元", "2026-11-24 15:44", date(2026, 12, 3)),
    ("RX2611240111", "钱*", "186****0111", "投诉", "窗户未恢复", "9号楼施工拆下的窗户一个月没有装回去。",
     "红旗大街188号9号楼2单元201室", "2026-11-24 16:02", date(2026, 12, 8)),
)  # fmt: skip
TWO_MORE: tuple[Said, ...] = (
    ("RX2612010007", "冯*", "139****0121", "投诉", "楼顶漏雪水", "10号楼顶层雪化之后往屋里漏水。",
     "红旗大街188号10号楼1单元701室", "2026-11-30 09:10", date(2026, 12, 7)),
    ("RX2612010008", "陈*", "139****0131", "咨询", "加装电梯", "想问11号楼能不能加装电梯。", "红旗大街188号11号楼",
     "2026-11-30 09:41", date(2026, 12, 4)),
)  # fmt: skip
THIN = Side("thin", color="888888")
WIDTHS = (6, 16, 9, 14, 9, 16, 48, 28, 17, 12, 20, 12, 40, 17)


def city_file(path: Path, rows: tuple[Said, ...], answered: Path | None = None) -> Path:
    """The city's form: three title rows over merged cells, borders, a list to choose from, a line below, notes apart.

    `answered` is the form that went back last week: its rows come first, as they stand there.
    """
    book = load_workbook(answered) if answered else empty_form()
    sheet = book["交办清单"]
    first = sheet.max_row - 1 if answered else 5
    if answered:
        sheet.unmerge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=14)
        sheet.delete_rows(sheet.max_row)
        first = sheet.max_row + 1
    for place, said in enumerate(rows):
        at = datetime.fromisoformat(said[7])
        values: list[Any] = [first - 4 + place, *said[:7], at, said[8], "", "", "", ""]
        for column, value in enumerate(values, 1):
            cell = sheet.cell(first + place, column, value or None)
            looks = {"border": Border(THIN, THIN, THIN, THIN), "font": Font("仿宋", 11)}
            looks["alignment"] = Alignment(wrap_text=column in (7, 13), vertical="center")
            for name, look in looks.items():
                setattr(cell, name, look)
        sheet.cell(first + place, 9).number_format = "yyyy/m/d h:mm"
        sheet.cell(first + place, 10).number_format = "yyyy-mm-dd"
        sheet.cell(first + place, 14).number_format = "yyyy-mm-dd hh:mm"
        sheet.row_dimensions[first + place].height = 42
    below = first + len(rows)
    sheet.cell(below, 1, "填表人：　　　　　　审核人：")
    sheet.merge_cells(start_row=below, start_column=1, end_row=below, end_column=14)
    book.save(path)
    return path


def empty_form() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "交办清单"
    titles = ("市12345政务服务便民热线交办清单", "承办：南岗区民生接待室", "2026年11月24日16:30导出　内部资料")
    for row, title in enumerate(titles, 1):
        sheet.cell(row, 1, title).font = Font("黑体", 18 - 3 * row, bold=row == 1, color="AA0000" if row == 1 else None)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=14)
    for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True), 1):
        cell = sheet.cell(4, column, header)
        cell.fill, cell.font = PatternFill("solid", "DDEBF7"), Font("黑体", 11)
        sheet.column_dimensions[cell.column_letter].width = width
    rule = DataValidation("list", formula1='"满意,基本满意,不满意"', sqref="L5:L15")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = "C5"
    notes = book.create_sheet("填报说明")
    notes["B2"] = "办理结果应写明措施和完成日期。"
    notes["B2"].font = Font("楷体", 12, italic=True)
    return book


def open_here(room: Room) -> tuple[str, str, str]:
    """What had come to the room before the list did."""
    leak = room.case(
        words="厨房漏水，流到楼下", address_text="红旗大街188号3号楼2单元501室",
        resident={"name": "张淑芬", "phone": "13904510000"},
    )  # fmt: skip
    lamp = room.case(
        words="院里的路灯不亮，有一周了", address_text="消防家属区", resident={"name": "李国强", "phone": "13912340022"}
    )
    noise = room.case(
        words="5号楼外面夜间施工，十点以后还有噪声", address_text="红旗大街188号5号楼1单元302室",
        resident={"name": "王立新", "phone": "13800000033"},
    )  # fmt: skip
    return leak, lamp, noise


def limit_of(room: Room, number: str) -> dict[str, Any]:
    """The limit in force of a case's solution or answer."""
    lines = show_case(room.desk, number)["deadlines"]
    return next(line for line in lines if line["clock"] in ("solved", "answer") and line["in_force"])


def day(text: str) -> date:
    return from_text(text).astimezone(DISTRICT_ZONE).date()


def test_eleven_rows_come_in_at_ten_to_five(room: Room, tmp_path: Path) -> None:
    mine = open_here(room)
    room.clock.set("2026-11-24 16:50")
    path = city_file(tmp_path / "12345交办清单.xlsx", ELEVEN)

    before = rehearse(room.desk, path)
    assert (before.added, before.known, len(before.linked), before.bad) == (8, 0, 3, ())
    assert len(case_lines(room.desk, CaseFilter())) == 3, "a rehearsal writes nothing"

    done = import_file(room.desk, path)
    assert (done.added, done.known, done.bad) == (8, 0, ())
    linked = {row.number: row.link.number for row in done.linked}
    assert linked == dict(zip(("RX2611240101", "RX2611240102", "RX2611240103"), mine, strict=True))
    for (number, *_, limit), case in zip(ELEVEN[:3], mine, strict=True):
        shown = show_case(room.desk, number)
        assert shown["number"] == case, "their number finds our case"
        assert day(limit_of(room, case)["until"]) == limit, "and the city's date wins there, too"
        assert len(shown["parties"]) == 1, "a masked phone makes no second person"

    room.step("RX2611240106", Act.NOT_OURS, why="打架斗殴属治安警情", channel="110")
    new = case_lines(room.desk, CaseFilter(sort="due", descending=False))
    theirs = [limit_of(room, line["number"]) for line in new if line["number"] not in mine]
    numbers = sorted(line["number"] for line in new if line["number"] not in mine)
    in_turn = [day(limit_of(room, number)["until"]) for number in numbers]
    assert in_turn == sorted(said[8] for said in ELEVEN[3:]), "numbered by limit, the nearest first"
    assert all(line["rule"] == "sender" for line in theirs), "each keeps the city's deadline"
    aims = limit_of(room, "RX2611240109")["explanation"]
    assert any("2026-11-25 17:00（提前一个工作日）" in line for line in aims), "and aims one working day earlier"

    again = import_file(room.desk, path)
    assert (again.added, again.known, again.linked) == (0, 11, ())


def test_answers_go_back_into_the_citys_own_file(room: Room, tmp_path: Path) -> None:
    leak, _, _ = open_here(room)
    room.clock.set("2026-11-24 16:50")
    path = city_file(tmp_path / "12345交办清单.xlsx", ELEVEN)
    import_file(room.desk, path)
    room.step("RX2611240106", Act.NOT_OURS, why="打架斗殴属治安警情", channel="110")
    room.step("RX2611240104", Act.ANSWER, answer="7号楼外墙保温冬季停工，明年四月复工。")
    dispatch(room.desk, leak, "C01")
    room.clock.set("2026-11-25 10:00")
    room.step(leak, Act.ACCEPT, by="赵工")
    room.step(leak, Act.HANDLE, done="=已更换立管接口", note="师傅说楼下要赔偿")
    dispatch(room.desk, "RX2611240109", "H01")

    out = tmp_path / "答复.xlsx"
    filled = fill_form(room.desk, path, out)

    told = {row.number: (row.done, row.told) for row in filled.rows}
    assert filled.filled == 3
    assert told["RX2611240101"] == (True, "已填写")
    assert told["RX2611240109"] == (False, "尚无答复（待签收，热力公司）")
    assert (filled.backup, filled.lost) == (None, ())
    theirs, ours = load_workbook(path), load_workbook(out)
    assert ours.sheetnames == ["交办清单", "填报说明"]
    old, new = theirs["交办清单"], ours["交办清单"]
    answers = {str(row[1].value): [cell.value for cell in row[10:]] for row in new.iter_rows(min_row=5, max_row=15)}
    assert answers["RX2611240101"] == ["第一建筑公司", "待回访", "=已更换立管接口", datetime(2026, 11, 25, 10, 0)]
    assert answers["RX2611240104"][1:3] == ["已归档", "7号楼外墙保温冬季停工，明年四月复工。"]
    assert answers["RX2611240106"][1:3] == ["不予受理", "不予受理：打架斗殴属治安警情；应向：110"]
    assert answers["RX2611240109"] == ["热力公司", "待签收", None, None]
    assert new["M5"].data_type == "s", "no text of ours becomes a formula of theirs"
    assert_same_form(old, new)
    assert ours["填报说明"]["B2"].font.i


def test_next_week_two_are_added_and_what_was_answered_stays(room: Room, tmp_path: Path) -> None:
    open_here(room)
    room.clock.set("2026-11-24 16:50")
    path = city_file(tmp_path / "12345交办清单.xlsx", ELEVEN)
    import_file(room.desk, path)
    room.step("RX2611240104", Act.ANSWER, answer="冬季停工，明年四月复工。")
    fill_form(room.desk, path, path)
    kept = list(tmp_path.glob("*.原件.xlsx"))
    assert len(kept) == 1, "the file that stood there is kept beside it"

    room.clock.set("2026-12-01 16:50")
    later = city_file(tmp_path / "12345交办清单1201.xlsx", TWO_MORE, answered=path)
    done = import_file(room.desk, later)
    assert (done.added, done.known, done.linked, done.bad) == (2, 11, (), ())
    room.step("RX2612010008", Act.ANSWER, answer="加装电梯由业主协商，街道协助。")

    filled = fill_form(room.desk, later, tmp_path / "答复1201.xlsx")
    assert [row.number for row in filled.rows if row.done] == ["RX2611240104", "RX2612010008"]
    assert [measures(room.desk, date(2026, 11, 1), date(2026, 12, 31))[0].rates.solution.whole] == [0]

    undo(room.desk)
    undo(room.desk)
    assert import_file(room.desk, later).added == 2, "what was taken back comes in again"
    assert show_case(room.desk, "RX2612010008")["status"] == "registered", "and is found by its number"


def assert_same_form(old: Any, new: Any) -> None:
    """Same columns, same formats: everything but the answers stands as it stood."""
    for theirs, ours in zip(old.iter_rows(), new.iter_rows(), strict=True):
        for one, other in zip(theirs, ours, strict=True):
            if one.column < 11 or one.row < 5:
                assert other.value == one.value
            for look in ("font", "border", "fill", "alignment"):
                assert copy(getattr(other, look)) == copy(getattr(one, look)), other.coordinate
            assert other.number_format == one.number_format
    assert sorted(map(str, new.merged_cells.ranges)) == sorted(map(str, old.merged_cells.ranges))
    assert {name: each.width for name, each in new.column_dimensions.items()} == {
        name: each.width for name, each in old.column_dimensions.items()
    }
    assert [row.height for row in map(new.row_dimensions.__getitem__, range(1, 17))] == [
        row.height for row in map(old.row_dimensions.__getitem__, range(1, 17))
    ]
    assert (new.freeze_panes, new.data_validations.count) == (old.freeze_panes, old.data_validations.count)
