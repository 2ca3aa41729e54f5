"""Files as they come from other offices: workbooks, text in three encodings, and what is none of these."""

# ruff: noqa: DTZ001 - cells hold wall times

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from reception.domain.errors import Damaged, InvalidInput, ReceptionError
from reception.intake.tables import Sheet, is_blank, read_sheets, text_of


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        moment = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(r, c, cell, moment)
                    elif cell is not None:
                        sheet.write(r, c, cell)
    return path


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(path: Path) -> list[list[str]]:
    [sheet] = read_sheets(path)
    return [[text_of(cell) for cell in row] for row in sheet.rows]


def test_a_workbook_keeps_its_row_numbers_and_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "十一月.xlsx",
        {"热线": [[], ["编号", "时间"], [], [188007, dt.datetime(2019, 9, 26, 9, 20, 44)], ["䶮㛃𬭎𠅤", 0.5]]},
    )
    [sheet] = read_sheets(path)
    assert sheet.name == "热线"
    assert is_blank(sheet.rows[0])
    assert [text_of(cell) for cell in sheet.rows[3]] == ["188007", "2019-09-26 09:20:44"]
    assert [text_of(cell) for cell in sheet.rows[4]] == ["䶮㛃𬭎𠅤", "0.5"]


def test_blank_and_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("空")
        hidden = book.add_worksheet("隐藏")
        hidden.write(0, 0, "内容")
        hidden.hide()
        book.add_worksheet("清单").write(0, 0, "内容")
    assert [sheet.name for sheet in read_sheets(path)] == ["清单"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path / "a.csv", "编号,内容\r\n1,楼道灯坏了㛃\r\n", encoding)
    assert rows_of(path) == [["编号", "内容"], ["1", "楼道灯坏了㛃"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = csv_file(tmp_path / "a.csv", "\n".join(delimiter.join(row) for row in (["甲", "乙", "丙"], ["1", "2", "3"])))
    assert rows_of(path) == [["甲", "乙", "丙"], ["1", "2", "3"]]


def test_quoted_newlines_commas_and_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", '编号,内容\n1,"漏水,\n他说""明天来""，\n没来"\n2,好\n')
    assert rows_of(path) == [["编号", "内容"], ["1", '漏水,\n他说"明天来"，\n没来'], ["2", "好"]]


def test_a_quote_that_never_closes_is_named_by_its_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", '编号,内容\n1,好\n2,"漏水\n3,好\n4,好\n')
    with pytest.raises(Damaged, match="第 3 行"):
        read_sheets(path)


def test_a_cell_of_a_million_characters_and_more_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", "编号,内容\n1," + "水" * 1_000_001)
    with pytest.raises(Damaged, match="第 2 行"):
        read_sheets(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n,,\n"])
def test_an_empty_text_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match="空"):
        read_sheets(path)


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="空"):
        read_sheets(workbook(tmp_path / "a.xlsx", {"一": []}))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="没有找到") as caught:
        read_sheets(tmp_path / "没有.xlsx")
    assert caught.value.field == "file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReceptionError):
        read_sheets(tmp_path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, ".xls"),
        (b"%PDF-1.7\x00\x01\xff\xfe binary", "不是表格"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是表格"),
    ],
)
def test_other_kinds_of_file_are_told_apart(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=word):
        read_sheets(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(InvalidInput, match="不是 Excel"):
        read_sheets(path)


def test_a_workbook_cut_short_or_with_changed_bytes_is_damaged_or_still_read(tmp_path: Path) -> None:
    whole = workbook(
        tmp_path / "w.xlsx", {"一": [["编号", "内容"], *([i, f"第{i}件"] for i in range(50))]}
    ).read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged, match="损坏"):
        read_sheets(path)
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        try:
            read_sheets(path)
        except (Damaged, InvalidInput):
            continue


def test_one_stray_cell_far_away_is_refused_before_it_eats_the_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [["编号", "内容"]]})
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一")
        sheet.write(0, 0, "编号")
        sheet.write(1_048_575, 16_383, "。")
    with pytest.raises(InvalidInput, match="1048576"):
        read_sheets(path)


def test_a_formatted_but_blank_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一")
        sheet.write(0, 0, "编号")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert [text_of(cell) for cell in read_sheets(path)[0].rows[0]] == ["编号"]


def test_a_zip_bomb_is_refused_by_its_unpacked_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reception.intake.tables.MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b"\0" * 2_000_000)
    with pytest.raises(InvalidInput, match="过大"):
        read_sheets(path)


def test_a_file_over_the_stated_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reception.intake.tables.MAX_FILE_BYTES", 10)
    with pytest.raises(InvalidInput, match="过大"):
        read_sheets(csv_file(tmp_path / "a.csv", "编号,内容\n1,好"))


def test_text_with_nul_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="不是表格"):
        read_sheets(csv_file(tmp_path / "a.csv", "编号,内容\n1,a\x00b"))


def test_twenty_thousand_rows_of_a_workbook_are_read_in_seconds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[i, "楼道灯不亮，请尽快安排维修"] for i in range(20_000)]})
    start = time.perf_counter()
    [sheet] = read_sheets(path)
    assert len(sheet.rows) == 20_000
    assert time.perf_counter() - start < 5


def test_a_sheet_is_a_plain_value() -> None:
    assert Sheet("一", [["甲"]]) == Sheet("一", [["甲"]])
    assert io.StringIO(text_of(None)).read() == ""
    assert [text_of(cell) for cell in (True, 1.5, dt.date(2026, 1, 2), dt.time(8))] == [
        "是",
        "1.5",
        "2026-01-02",
        "08:00:00",
    ]
