"""The ledger opens in Excel the way offices keep it, and no cell of it ever runs."""

import codecs
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from reception.domain.errors import InvalidInput, Unavailable
from reception.intake.tables import read_sheets, text_of
from reception.paper import ledger as ledgers
from reception.paper.ledger import MAX_TEXT, Column, Kind, Ledger, Value, write_ledger
from reception.paper.ledger_csv import write_csv

AT = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
COLUMNS = (
    Column("编号", 22),
    Column("受理时间", 17, Kind.MOMENT, total=True),
    Column("状态", 10, choices=("受理", "派单", "归档"), total=True),
    Column("事由", 40),
    Column("用时", 8, Kind.NUMBER, total=True),
    Column("期限", 12, Kind.DATE),
)
ROWS: list[tuple[Value, ...]] = [
    ("NG07-261124-A017-5", AT, "派单", "厨房漏水", 3, date(2026, 12, 1)),
    ("NG07-261124-A018-3", AT, "归档", "䶮㛃𬭎𠅤 反映路灯不亮", 1.5, None),
    ("NG07-261124-A019-1", None, "派单", "", None, date(1895, 1, 1)),
]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger("诉求台账", "哈西街道第七民生接待室", COLUMNS, AT)


def kept(ledger: Ledger, rows: list[tuple[Value, ...]]) -> tuple[Worksheet, Worksheet]:
    out = BytesIO()
    assert write_ledger(rows, out, ledger=ledger) == len(rows)
    book = load_workbook(out)
    return book["台账"], book["合计"]


def test_rows_come_back_with_their_types(ledger: Ledger) -> None:
    sheet, _ = kept(ledger, ROWS)
    head, first, second, third = sheet.iter_rows(min_row=3)
    assert [cell.value for cell in head] == [column.title for column in COLUMNS]
    assert str(first[1].value) == "2026-11-24 10:32:00"
    assert first[1].number_format == "yyyy-mm-dd hh:mm"
    assert first[4].value == 3
    assert str(first[5].value) == "2026-12-01 00:00:00"
    assert second[3].value == "䶮㛃𬭎𠅤 反映路灯不亮"
    assert third[1].value is None
    assert third[5].value == "1895-01-01"


def test_it_is_set_up_as_offices_keep_ledgers(ledger: Ledger) -> None:
    sheet, _ = kept(ledger, ROWS)
    assert sheet["A1"].value == "诉求台账"
    assert sheet["A2"].value == "制表：哈西街道第七民生接待室　　截至：2026-11-24 10:32"
    assert sheet.freeze_panes == "B4", "the header and the number stay in sight"
    assert sheet.auto_filter.ref == "A3:F6"
    assert sheet.column_dimensions["D"].width > 39
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$3"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"受理,派单,归档"'
    assert str(rule.sqref) == "C4:C6"


def test_totals_count_values_and_add_numbers(ledger: Ledger) -> None:
    _, totals = kept(ledger, ROWS)
    lines = [tuple(cell.value for cell in row) for row in totals.iter_rows(min_row=2)]
    assert ("总行数", "", 3) in lines
    assert ("状态", "派单", 2) in lines
    assert ("受理时间", "2026-11-24", 2) in lines
    assert ("受理时间", "—", 1) in lines
    assert ("用时", "合计", 4.5) in lines


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+8613900000000", "-2+3", "@SUM(A1)", "\t=1", "{=1}"])
def test_text_that_looks_like_a_formula_stays_text(ledger: Ledger, text: str) -> None:
    out = BytesIO()
    write_ledger([(text, None, text, text, None, None)], out, ledger=ledger)
    cells = [cell for cell in next(load_workbook(out)["台账"].iter_rows(min_row=4)) if cell.value]
    assert len(cells) == 3
    for cell in cells:
        assert cell.data_type == "s"
        assert cell.value.strip() == text.strip()
        assert cell.quotePrefix is (text[0] != "{")
    with zipfile.ZipFile(out) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_numbers_that_excel_would_ruin_stay_whole(ledger: Ledger) -> None:
    rows: list[tuple[Value, ...]] = [("13912340000", None, "0017", "230103199001010017", 10**16, None)]
    sheet, _ = kept(ledger, rows)
    assert [cell.value for cell in sheet[4]][0:5] == ["13912340000", None, "0017", "230103199001010017", str(10**16)]


def test_odd_text_is_kept_and_an_endless_one_says_it_was_cut(ledger: Ledger) -> None:
    odd = "a\x0b<b>&_x0041_👍𠅤\n二"
    sheet, _ = kept(ledger, [(odd, None, "", "漏" * 40_000, None, None), ("", None, "", "👍" * 20_000, None, None)])
    assert sheet["D4"].value.endswith("……（内容过长，全文见程序）")
    assert len(sheet["D4"].value) == MAX_TEXT
    assert len(sheet["D5"].value.encode("utf-16-le")) <= 2 * MAX_TEXT
    out = BytesIO()
    write_ledger([(odd, None, "", "", None, None)], out, ledger=ledger)
    out.seek(0)
    (read,) = CalamineWorkbook.from_filelike(out).get_sheet_by_name("台账").to_python()[3:]
    assert read[0] == odd


@pytest.mark.parametrize("text", ["<r><t>红</t></r>", "<r></r><x>&</r>"])
def test_text_that_looks_like_marked_up_text_stays_text(ledger: Ledger, text: str) -> None:
    sheet, _ = kept(ledger, [("1", None, "", text, None, None)])
    assert sheet["D4"].value.strip() == text


def test_a_sample_says_so_on_sheet_and_print(ledger: Ledger) -> None:
    sheet, totals = kept(Ledger("诉求台账", "接待室", COLUMNS, AT, sample=True), ROWS)
    assert "样例·不作凭证" in sheet["A2"].value
    assert sheet.oddHeader.center.text == totals.oddHeader.center.text == "样例·不作凭证"


def test_an_empty_ledger_and_one_column_open_too(ledger: Ledger) -> None:
    assert kept(ledger, [])[0]["A3"].value == "编号"
    assert kept(Ledger("一列", "接待室", COLUMNS[:1], AT), [("x",)])[0]["A4"].value == "x"


def test_progress_is_told_and_a_stop_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    told: list[int] = []
    write_ledger(iter(ROWS * 1000), tmp_path / "all.xlsx", told.append, ledger=ledger)
    assert told == [1000, 2000, 3000, 3000]

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_ledger(iter(ROWS * 1000), tmp_path / "stopped.xlsx", stop, ledger=ledger)
    assert [each.name for each in tmp_path.iterdir()] == ["all.xlsx"]


def test_rows_are_drawn_one_by_one_and_none_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    alive: list[int] = []

    class Row(tuple[Value, ...]):
        def __del__(self) -> None:
            alive.append(1)

    def rows() -> Iterator[Row]:
        for number in range(500):
            assert number - len(alive) <= 2
            yield Row(ROWS[0])

    assert write_ledger(rows(), tmp_path / "all.xlsx", ledger=ledger) == 500


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 11, 24)])
def test_every_day_that_excel_knows_is_a_day(ledger: Ledger, day: date) -> None:
    sheet, _ = kept(ledger, [("1", None, "", "", None, day)])
    assert sheet["F4"].value.date() == day


def test_as_text_it_opens_in_excel_and_comes_back_whole(ledger: Ledger, tmp_path: Path) -> None:
    odd = ("045155550001", AT, "=1+1", '他说："漏水"，\n第二行', -3, date(2026, 12, 1))
    out = tmp_path / "台账.csv"
    told: list[int] = []
    assert write_csv([odd, *ROWS], out, told.append, ledger=ledger) == 4
    assert told == [4]
    content = out.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert content.count(b"\r\n") == 5
    assert content.decode("utf-8-sig").splitlines()[1].startswith("\t045155550001,2026-11-24 10:32,'=1+1,")
    [sheet] = read_sheets(out)
    assert [text_of(cell).strip() for cell in sheet.rows[1]] == [
        "045155550001", "2026-11-24 10:32", "=1+1", '他说："漏水"，\n第二行', "-3", "2026-12-01"
    ]  # fmt: skip


def test_a_stop_of_the_text_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(iter(ROWS * 1000), tmp_path / "all.csv", stop, ledger=ledger)
    out = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write_csv(iter(ROWS * 1000), out, stop, ledger=ledger)
    assert not out.closed
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("漏水", 1),
        ("漏" * 19, 1),
        ("漏" * 20, 2),
        ("漏" * 100, 6),
        ("a" * 40, 1),
        ("a" * 41, 2),
        ("一\n二\n三", 3),
        ("漏" * 9000, 99),
    ],
)
def test_a_row_is_as_high_as_its_words_need(ledger: Ledger, text: str, lines: int) -> None:
    sheet, _ = kept(ledger, [("1", None, "", text, None, None), ("2", None, "", "短", None, None)])
    assert sheet.row_dimensions[4].height == (None if lines == 1 else min(16.5 * lines, 405))
    assert sheet.row_dimensions[5].height is None


def test_heights_of_rows_written_out_are_forgotten(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_at_last: list[int] = []

    def finish(writer: ledgers._Writer, count: int) -> None:
        kept_at_last.extend((len(writer._sheet.row_info), len(writer._sheet.row_sizes)))

    monkeypatch.setattr(ledgers._Writer, "_finish", finish)
    high: tuple[Value, ...] = ("1", None, "", "漏" * 100, None, None)
    write_ledger([high] * 500, BytesIO(), ledger=ledger)
    assert max(kept_at_last) <= 4


def test_more_rows_than_a_sheet_holds_are_refused(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "MAX_ROWS", 2)
    with pytest.raises(InvalidInput, match="分次导出"):
        write_ledger(ROWS, tmp_path / "all.xlsx", ledger=ledger)
    assert not list(tmp_path.iterdir())


def test_a_path_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        write_ledger(ROWS, tmp_path / "nowhere" / "all.xlsx", ledger=ledger)
