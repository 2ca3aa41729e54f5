"""Files in: `.xlsx` and `.csv` as plain rows.

What a file is follows from its first bytes, not from its name: exports called `.csv` are often something else.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from reception.domain.errors import Damaged, InvalidInput, Unavailable

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in one cell. A blank cell is `""` or None."""

Row = Sequence[Cell]

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_CELLS = 5_000_000
"""Rows × columns of one sheet. A spreadsheet is laid out densely while it is read."""
MAX_FIELD_CHARACTERS = 1_000_000

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = ",\t;|，"
_SNIFFED_CHARACTERS = 64 * 1024
_SNIFFED_ROWS = 50
_CHUNK = 1 << 20
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
_LONGEST_CELL_TAG = 512
_QUOTED = frozenset({"'=", "'+", "'-", "'@"})
"""How a text file says that a text is no formula; the mark is no part of the text."""
_END = "\x00end of the file\x00"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is the sheet's row 1, also when that row is blank; rows may differ in length."""

    name: str
    rows: list[Row]


def read_sheets(path: Path) -> list[Sheet]:
    """The visible sheets of a workbook that hold anything, or the one sheet of a text file.

    Raises InvalidInput (empty, too large, encrypted, of another kind), Damaged, or Unavailable (not to be opened).
    """
    head = _first_bytes(path)
    if head.startswith(_COMPOUND_FILE):
        raise _old_or_encrypted(path)
    sheets = _workbook(path) if head.startswith(b"PK") else [_text_sheet(path)]
    filled = [sheet for sheet in sheets if any(not is_blank(row) for row in sheet.rows)]
    if not filled:
        raise InvalidInput(
            f"文件「{path.name}」是空的，没有可导入的行", english=f"{path.name} holds no rows", field="file"
        )
    return filled


Area = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the first and the last, each as (row, column) from 0."""


def merged_areas(path: Path, sheet: str) -> list[Area]:
    """The merged cells of a workbook's sheet; none in a text file. The file has been read by `read_sheets` before."""
    if not _first_bytes(path).startswith(b"PK"):
        return []
    return list(CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).merged_cell_ranges or ())


def is_blank(row: Row) -> bool:
    """Whether nothing stands in any cell of the row."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def text_of(cell: Cell) -> str:
    """The cell as a person would read it: whole numbers without `.0`, dates as `2019-09-26 09:20:44`."""
    if isinstance(cell, str):
        return cell.replace("\x00", "") if "\x00" in cell else cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell.isoformat(" ", "seconds") if isinstance(cell, datetime) else str(cell)


def _first_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except FileNotFoundError as error:
        raise InvalidInput(f"没有找到文件：{path}", english=f"no such file: {path}", field="file") from error
    except OSError as error:
        raise Unavailable(
            f"文件「{path.name}」打不开，可能正被其他程序占用，请关闭后重试",
            english=f"cannot open {path.name}: {error.strerror}",
            field="file",
        ) from error
    if size > MAX_FILE_BYTES:
        raise _too_large(path, f"{MAX_FILE_BYTES >> 20} MB")
    return head


def _too_large(path: Path, limit: str) -> InvalidInput:
    return InvalidInput(
        f"文件「{path.name}」过大（上限 {limit}），请拆成几份再导入",
        english=f"{path.name} is over {limit}: split it",
        field="file",
    )


def _damaged(path: Path) -> Damaged:
    return Damaged(
        f"文件「{path.name}」已损坏或不完整，请让发送方重新发一份",
        english=f"{path.name} is damaged or cut short: ask for it again",
        field="file",
    )


def _old_or_encrypted(path: Path) -> InvalidInput:
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        return InvalidInput(
            f"文件「{path.name}」有打开密码，请先去掉密码再导入",
            english=f"{path.name} is encrypted: remove its password first",
            field="file",
        )
    return InvalidInput(
        f"文件「{path.name}」是旧版 .xls 或其他格式，请另存为 .xlsx 再导入",
        english=f"{path.name} is an old .xls or another kind of file: save it as .xlsx",
        field="file",
    )


# workbooks


def _workbook(path: Path) -> list[Sheet]:
    _check_package(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        shown = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
        ]
        return [Sheet(name, _rows(workbook.get_sheet_by_name(name))) for name in shown]
    except CalamineError as error:
        raise _damaged(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader's own failures surface: not an Exception
            raise
        raise _damaged(path) from error


def _rows(sheet: CalamineSheet) -> list[Row]:
    return list(sheet.iter_rows()) if sheet.start else []


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise _old_or_encrypted_zip(path)
            if "xl/workbook.xml" not in package.namelist():
                raise _no_workbook(path)
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise _too_large(path, f"解压后 {MAX_UNPACKED_BYTES >> 20} MB")
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    with package.open(part) as xml:
                        _check_extent(path, xml)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _damaged(path) from error


def _old_or_encrypted_zip(path: Path) -> InvalidInput:
    return InvalidInput(
        f"文件「{path.name}」有密码，请先去掉密码再导入",
        english=f"{path.name} is encrypted: remove its password first",
        field="file",
    )


def _no_workbook(path: Path) -> InvalidInput:
    return InvalidInput(
        f"文件「{path.name}」不是 Excel 表格（.xlsx）", english=f"{path.name} is not an Excel workbook", field="file"
    )


def _check_extent(path: Path, xml: IO[bytes]) -> None:
    """Refuse a sheet whose filled cells span too much: the reader would abort the process when memory runs out."""
    rows = columns = 0
    tail = b""
    while chunk := xml.read(_CHUNK):
        text = tail + chunk
        for letters, digits in set(_FILLED_CELL.findall(text)):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
        tail = text[-_LONGEST_CELL_TAG:]
    if rows * columns > MAX_CELLS:
        raise InvalidInput(
            f"文件「{path.name}」的表格范围过大（到第 {rows} 行、第 {columns} 列）；"
            "若末尾有误填的单元格，请删去多余行列后另存，否则请拆成几份",
            english=f"{path.name} spans {rows} rows × {columns} columns: delete stray cells at its end, or split it",
            field="file",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# text


def _text_sheet(path: Path) -> Sheet:
    text = _decoded(path)
    return Sheet(path.stem, list(_records(path, text, _delimiter(text))))


def _decoded(path: Path) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark (Excel's "Unicode text"), else GB 18030."""
    content = path.read_bytes()
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput(
        f"文件「{path.name}」不是表格：既不是 .xlsx，也不是 UTF-8 或 GB18030 的文本",
        english=f"{path.name} is neither .xlsx nor text in UTF-8 or GB 18030",
        field="file",
    )


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows most evenly into most columns."""
    sample = text[:_SNIFFED_CHARACTERS]
    return max(_DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, sign: str) -> tuple[float, int]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign):
            if row:
                rows.append(len(row))
            if len(rows) == _SNIFFED_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    common = max(set(rows), key=rows.count, default=1)
    return (rows.count(common) / len(rows), common) if common > 1 else (0.0, common)


def _records(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    lines = io.StringIO(text + ("" if text.endswith(("\n", "\r")) else "\n") + _END, newline="")
    cells, number = 0, 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            if row == [_END]:
                return
            cells += len(row)
            if cells > MAX_CELLS:
                raise _too_large(path, f"{MAX_CELLS} 格")
            if row and row[-1].endswith(_END):
                raise _open_quote(path, number)
            yield [cell[1:] if cell[:2] in _QUOTED else cell for cell in row]
    except csv.Error as error:
        raise _open_quote(path, number + 1) from error


def _open_quote(path: Path, row: int) -> Damaged:
    return Damaged(
        f"文件「{path.name}」第 {row} 行的引号没有成对，其后的内容无法分列；请改正后再导入",
        english=f"{path.name}: a quote opened in row {row} is never closed",
        field="file",
    )
