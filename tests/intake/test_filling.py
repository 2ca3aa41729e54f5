"""A sender's own form is filled in: rows found or added, nothing of theirs lost, and per row done or why not."""

# ruff: noqa: DTZ001 - cells hold wall times

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from support.fake_clock import FakeClock
from support.forms import HEADERS, filled, form, message
from support.room import KEY, Room

from reception.desk.desk import Clerk, Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.domain.errors import InvalidInput, Unavailable
from reception.domain.lifecycle import Act
from reception.intake import workbooks
from reception.intake.columns import Meaning
from reception.intake.filling import FillOutcome, fill_form, propose_filling
from reception.intake.importing import import_file
from reception.store.store import Store


def test_a_row_is_found_by_our_number_too(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="今天下午来修")
    done = fill_form(room.desk, form(tmp_path / "a.xlsx", [message(number, "漏水")]), tmp_path / "b.xlsx")
    assert [(row.case, row.done) for row in done.rows] == [(number, True)]
    assert filled(tmp_path / "b.xlsx")[0][6:] == ["今天下午来修", datetime(2026, 11, 24, 9, 4), "已归档"]


def test_a_row_without_a_number_is_found_by_being_the_row_that_came_in(room: Room, tmp_path: Path) -> None:
    headers = tuple(header for header in HEADERS if header != "工单编号")
    rows = [[1, "张*", "", "厨房漏水一周了没有人来修", "2026-11-23 09:00"]]
    path = form(tmp_path / "12345.xlsx", rows, headers)
    assert import_file(room.desk, path).added == 1
    number = case_lines(room.desk, CaseFilter())[0]["number"]
    room.step(number, Act.ANSWER, answer="已约今天下午")
    assert fill_form(room.desk, path, path).filled == 1
    assert filled(path)[0][5] == "已约今天下午"
    assert import_file(room.desk, path).known == 1, "the answered form is known again"


def test_what_cannot_be_filled_says_why(room: Room, tmp_path: Path) -> None:
    waiting = room.case()
    answered = room.case(words="路灯不亮")
    room.step(answered, Act.ANSWER, answer="已换灯泡")
    rows = [
        message("RX404", "别处的事"),
        message(waiting, "漏水"),
        message(answered, "灯", "我们自己写的"),
        message(answered, "灯", "=1+1"),
        message("NG07-261124-A001", "号码抄错"),
        message("", "我们没收到过的一行"),
    ]
    done = fill_form(room.desk, form(tmp_path / "a.xlsx", rows), tmp_path / "b.xlsx")
    assert [row.done for row in done.rows] == [False] * 6
    assert done.rows[5].told == "没有编号，也不是本室收到的来件"
    told = [row.told for row in done.rows]
    assert told[0] == "没有找到编号「RX404」"
    assert told[1] == "尚无答复（待派单）"
    assert told[2] == told[3] == "「办理结果」已有内容，未改动"
    assert [row[6] for row in filled(tmp_path / "b.xlsx")][2:4] == ["我们自己写的", "=1+1"]


def test_what_stands_there_is_replaced_when_asked(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="新的答复")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水", "旧的答复", "", "待派单")])
    assert fill_form(room.desk, path, tmp_path / "b.xlsx").filled == 0
    assert filled(tmp_path / "b.xlsx")[0][6:9:2] == ["旧的答复", "已归档"], "the state is always as it is now"
    assert fill_form(room.desk, path, tmp_path / "c.xlsx", replace=True).filled == 1
    assert filled(tmp_path / "c.xlsx")[0][6] == "新的答复"


def monthly(path: Path, blank_rows: int = 1) -> Path:
    """A street's table: one row of last month, blank rows, sums and signatures below, rules over the rows."""
    path = form(path, [[1, "旧-1", "王*", "", "旧事", "2026-10-01", "", "", ""]])
    book = load_workbook(path)
    sheet = book["清单"]
    below = 4 + blank_rows
    sheet.cell(below, 1, "合计")
    sheet.cell(below, 5, "=COUNTA(E3:E3)")
    sheet.cell(below + 1, 1, "填表人：")
    sheet.merge_cells(start_row=below + 1, start_column=1, end_row=below + 1, end_column=4)
    sheet.row_dimensions[below + 1].height = 33
    sheet.row_dimensions[3].height = 40
    for column in range(1, 10):
        sheet.cell(3, column).fill = PatternFill("solid", "FFEEDD")
        sheet.cell(3, column).font = Font("仿宋", 12)
    sheet["H3"].number_format = "yyyy/m/d"
    rule = DataValidation("list", formula1='"待派单,已归档"', sqref="I3:I3")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("I3:I3", CellIsRule("equal", ['"已归档"'], fill=PatternFill("solid", "00FF00")))
    sheet.auto_filter.ref = "A2:I3"
    sheet["E2"].comment = Comment("写清地点", "街道")
    book.create_sheet("封面")["A1"] = "十一月"
    book.save(path)
    return path


def test_cases_that_are_not_there_are_added_below_looking_like_the_rest(room: Room, tmp_path: Path) -> None:
    room.case()
    second = room.case(words="路灯不亮", resident={"name": "李国强", "phone": "13912340022"}, confidential=True)
    room.step(second, Act.ANSWER, answer="已换")
    path, out = monthly(tmp_path / "月报.xlsx"), tmp_path / "out.xlsx"
    done = fill_form(room.desk, path, out, add=CaseFilter(sort="received", descending=False))
    assert (done.added, done.filled, len(done.rows)) == (2, 2, 3)
    sheet = load_workbook(out)["清单"]
    first, added = ([cell.value for cell in sheet[row]] for row in (4, 5))
    assert first[:5] == [2, first[1], "张*", "139****0000", "厨房漏水，流到楼下"]
    assert added[2:4] == [None, None], "who asked not to be named is not named"
    assert added[6:] == ["已换", datetime(2026, 11, 24, 9, 4), "已归档"]
    for row in (4, 5):
        assert sheet.cell(row, 5).fill.fgColor.rgb == "00FFEEDD"
        assert sheet.cell(row, 5).font.name == "仿宋"
        assert sheet.cell(row, 8).number_format == "yyyy/m/d"
        assert sheet.row_dimensions[row].height == 40
    assert [sheet.cell(6, 1).value, sheet.cell(6, 5).value] == ["合计", "=COUNTA(E3:E5)"]
    assert (sheet.cell(7, 1).value, sheet.row_dimensions[7].height) == ("填表人：", 33)
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:I1", "A7:D7"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "I3:I5"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["I3:I5"]
    assert sheet.auto_filter.ref == "A2:I5"
    assert sheet["E2"].comment.text == "写清地点"
    assert load_workbook(out)["封面"]["A1"].value == "十一月"
    again = fill_form(room.desk, out, out, add=CaseFilter())
    assert again.added == 0, "rows that are there are not added again"


def test_blank_rows_of_the_form_are_used_first(room: Room, tmp_path: Path) -> None:
    room.case()
    path, out = monthly(tmp_path / "月报.xlsx", blank_rows=3), tmp_path / "out.xlsx"
    fill_form(room.desk, path, out, add=CaseFilter())
    sheet = load_workbook(out)["清单"]
    assert [sheet.cell(row, 1).value for row in range(3, 9)] == [1, 2, None, None, "合计", "填表人："]


def test_an_empty_form_is_filled_from_its_header_on(room: Room, tmp_path: Path) -> None:
    number = room.case()
    path, out = form(tmp_path / "空表.xlsx", []), tmp_path / "out.xlsx"
    done = fill_form(room.desk, path, out, add=CaseFilter())
    assert [(row.row, row.case) for row in done.rows] == [(3, number)]
    assert filled(out)[0][:2] == [1, number]


def test_an_excel_table_grows_with_its_rows(room: Room, tmp_path: Path) -> None:
    room.case()
    path, out = form(tmp_path / "表.xlsx", [message("旧-1", "旧事")]), tmp_path / "out.xlsx"
    book = load_workbook(path)
    book["清单"].add_table(Table(displayName="List", ref="A2:I3"))
    book.save(path)
    fill_form(room.desk, path, out, add=CaseFilter())
    assert load_workbook(out)["清单"].tables["List"].ref == "A2:I4"


def test_columns_are_confirmed_once_and_remembered(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已修")
    headers = ("编码", "怎么样了", "办理状态")
    path = form(tmp_path / "街道表.xlsx", [[number, "", ""]], headers)
    [proposal] = propose_filling(room.desk, path)
    assert not proposal.confirmed
    confirmed = proposal.mapping.with_meaning(0, Meaning.NUMBER).with_meaning(1, Meaning.REPLY)
    fill_form(room.desk, path, tmp_path / "1.xlsx", confirmed)
    [proposal] = propose_filling(room.desk, path)
    assert proposal.confirmed
    fill_form(room.desk, path, tmp_path / "2.xlsx")
    assert filled(tmp_path / "2.xlsx") == [[number, "已修", "已归档"]]


def test_the_original_is_never_written_over_without_a_copy(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已修")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水")])
    before = path.read_bytes()
    done = fill_form(room.desk, path, path)
    assert done.backup is not None
    assert done.backup.read_bytes() == before
    assert path.read_bytes() != before


def test_a_stop_or_a_place_that_cannot_be_written_leaves_all_as_it_was(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已修")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水")])
    before = path.read_bytes()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_form(room.desk, path, path, progress=stop)
    with pytest.raises(Unavailable, match="nowhere"):
        fill_form(room.desk, path, tmp_path / "nowhere" / "a.xlsx")
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir() if each.is_file()} == {"a.xlsx"}


@pytest.mark.parametrize(("headers", "told"), [(("编号", "内容"), "没有找到答复"), (("编号", "答复", "答复时间"), "")])
def test_a_form_without_a_place_for_answers_is_refused(
    room: Room, tmp_path: Path, headers: tuple[str, ...], told: str
) -> None:
    path = form(tmp_path / "a.xlsx", [["x", "y", ""]], headers)
    if told:
        with pytest.raises(InvalidInput, match=told):
            fill_form(room.desk, path, tmp_path / "b.xlsx")
    else:
        assert isinstance(fill_form(room.desk, path, tmp_path / "b.xlsx"), FillOutcome)


def test_a_text_file_is_sent_back_for_a_workbook(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,内容,办理结果\nx,y,\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="另存为"):
        fill_form(room.desk, path, tmp_path / "b.xlsx")


def with_parts(path: Path, parts: dict[str, str]) -> Path:
    """The workbook with further parts, as other programs leave them in it."""
    out = path.with_name("mit.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</worksheet>", parts.pop("sheet", "").encode() + b"</worksheet>")
            new.writestr(name, text)
        for name, text in parts.items():
            new.writestr(name, text)
    return out


LISTS = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="0"/></ext></extLst>'
)


def test_what_cannot_be_kept_is_named(room: Room, tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx", [message("RX1", "灯")])
    assert fill_form(room.desk, path, tmp_path / "b.xlsx").lost == ()
    drawing = '<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor><xdr:sp macro=""/></xdr:twoCellAnchor></xdr:wsDr>'
    parts = {
        "sheet": LISTS,
        "xl/drawings/drawing1.xml": drawing,
        "_xmlsignatures/sig1.xml": "<x/>",
        "xl/vbaProject.bin": "",
    }
    done = fill_form(room.desk, with_parts(path, parts), tmp_path / "b.xlsx")
    assert [zh for zh, _ in done.lost] == ["引用其他工作表的下拉列表", "宏", "数字签名", "文本框和图形"]


def test_a_form_beyond_memory_is_refused(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_SHEET_BYTES", 100)
    with pytest.raises(InvalidInput, match="拆成几份"):
        fill_form(room.desk, form(tmp_path / "a.xlsx", [message("RX1", "灯")]), tmp_path / "b.xlsx")


def test_a_merged_answer_is_written_into_its_first_cell_alone(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已修")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水"), message(number, "漏水")])
    book = load_workbook(path)
    book["清单"].merge_cells("G3:G4")
    book.save(path)
    done = fill_form(room.desk, path, tmp_path / "b.xlsx")
    assert [row.done for row in done.rows] == [True, False]
    assert filled(tmp_path / "b.xlsx")[0][6] == "已修"


def test_a_time_into_a_column_of_text_is_text(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="已修")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水")])
    book = load_workbook(path)
    book["清单"]["H3"].number_format = "@"
    book.save(path)
    fill_form(room.desk, path, tmp_path / "b.xlsx")
    assert filled(tmp_path / "b.xlsx")[0][7] == "2026-11-24 09:04"


def test_a_number_of_two_cases_is_left_to_the_clerk(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for issuer in ("信访", "数字城管"):
        path = tmp_path / f"{issuer}.csv"
        path.write_text("编号,诉求内容\nX-1,灯\n", encoding="utf-8")
        import_file(room.desk, path)
    done = fill_form(room.desk, form(tmp_path / "f.xlsx", [message("X-1", "灯")]), tmp_path / "b.xlsx")
    assert [row.told for row in done.rows] == ["编号「X-1」对应 2 件诉求，请用完整编号"]


def test_a_sample_says_so_on_every_page(tmp_path: Path, clock: FakeClock) -> None:
    store = Store.create(tmp_path / "sample", KEY, clock, "NG07", sample=True)
    fill_form(Desk(store, Clerk("x", "样例")), form(tmp_path / "a.xlsx", []), tmp_path / "b.xlsx")
    assert load_workbook(tmp_path / "b.xlsx").active.oddHeader.center.text == "样例·不作凭证"
    store.close()


def test_a_trial_says_the_same_and_writes_nothing(room: Room, tmp_path: Path) -> None:
    number = room.case()
    room.step(number, Act.ANSWER, answer="今天下午来修")
    path = form(tmp_path / "a.xlsx", [message(number, "漏水"), message("RX404", "别处的事")])
    tried = fill_form(room.desk, path, tmp_path / "b.xlsx", trial=True)
    assert list(tmp_path.glob("*.xlsx")) == [path]
    assert not propose_filling(room.desk, path)[0].confirmed
    assert fill_form(room.desk, path, tmp_path / "b.xlsx").rows == tried.rows
