"""Somebody else's workbook, opened to be written in: cells get values and keep their looks, rows are added below.

openpyxl loads and saves. It keeps cells, formats, widths, merged titles, lists to choose from, conditional formats,
names, other sheets, print set-up, comments, pictures and plain charts. What it drops is named by `open_workbook` when
the file holds it. Results of formulas are not kept either: Excel works them out again when it opens the file.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reception.domain.errors import InvalidInput
from reception.intake.columns import Mapping
from reception.intake.tables import text_of
from reception.paper.output import written

MAX_TEXT = 32_767
"""What a cell of Excel holds, in UTF-16 units."""

MAX_SHEET_BYTES = 120 << 20
"""Of all sheets unpacked, about a million cells: openpyxl holds every cell in memory."""

Lost = tuple[str, str]
"""Something that could not be kept, in Chinese and English."""

_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
_SAMPLE = "样例·不作凭证"
_PARTS: tuple[tuple[str, Lost], ...] = (
    (r"xl/ctrlProps/|xl/activeX/", ("按钮等控件", "buttons and other controls")),
    (r"xl/slicers/", ("切片器", "slicers")),
    (r"xl/threadedComments/", ("批注中的对话", "threads of comments")),
    (r"_xmlsignatures/", ("数字签名", "the digital signature")),
    (r"xl/diagrams/", ("SmartArt 图形", "SmartArt")),
)
_SHAPE = re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)\b")
_SHAPES: Lost = ("文本框和图形", "text boxes and shapes")
_WARNED: tuple[tuple[str, Lost], ...] = (
    ("Data Validation", ("引用其他工作表的下拉列表", "lists to choose from that other sheets hold")),
    ("Conditional Formatting", ("新式条件格式", "newer conditional formats")),
    ("Sparkline", ("迷你图", "sparklines")),
    ("Slicer", ("切片器", "slicers")),
)


def open_workbook(path: Path, *, macros: bool = False) -> tuple[Any, tuple[Lost, ...]]:
    """The workbook, and what it holds that saving drops; `macros` are kept when it is saved as `.xlsm` again.

    Raises InvalidInput for what cannot be written in.
    """
    import openpyxl  # only a form that is filled in needs it

    if not zipfile.is_zipfile(path):
        raise InvalidInput(
            f"「{path.name}」不是 .xlsx，填不回去；请先另存为 .xlsx",
            english=f"{path.name} is no .xlsx and cannot be filled in: save it as one first",
            field="file",
        )
    _check_size(path)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            book = openpyxl.load_workbook(path, rich_text=True, keep_vba=macros)
        except Exception as error:  # openpyxl raises whatever it stumbles over
            raise InvalidInput(
                f"「{path.name}」的格式特殊，无法改写；请用 Excel 另存为 .xlsx 再试",
                english=f"{path.name} cannot be written in: save it anew from Excel",
                field="file",
            ) from error
    dropped = [lost for begin, lost in _WARNED if any(str(each.message).startswith(begin) for each in told)]
    return book, tuple(dict.fromkeys([*dropped, *_lost_parts(path, macros)]))


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        sheets = [part.file_size for part in package.infolist() if part.filename.startswith("xl/worksheets/")]
    if sum(sheets) > MAX_SHEET_BYTES:
        raise InvalidInput(
            f"「{path.name}」过大（约一百万格以上），请拆成几份再回填",
            english=f"{path.name} is too large to fill in, over about a million cells: split it",
            field="file",
        )


def _lost_parts(path: Path, macros: bool) -> Iterator[Lost]:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        if "xl/vbaProject.bin" in names and not macros:
            yield "宏", "macros"
        yield from (lost for part, lost in _PARTS if any(re.match(part, name) for name in names))
        drawings = [name for name in names if re.match(r"xl/drawings/drawing\d+\.xml", name)]
        if any(_SHAPE.search(package.read(name)) for name in drawings):
            yield _SHAPES


def save_workbook(book: Any, out: Path, *, sample: bool) -> None:
    """Write it; at `out` it appears whole, or not at all. Raises Unavailable."""
    if sample:
        for sheet in book.worksheets:
            sheet.oddHeader.center.text = _SAMPLE
    with written(out) as file:
        book.save(file)


class Table:
    """The rows of one list in a sheet. `last` is the number of the last row that is one of it."""

    def __init__(self, sheet: Any, mapping: Mapping) -> None:
        self._sheet, self._mapping = sheet, mapping
        self.last = mapping.header_row

    def put(self, row: int, column: int, value: str | datetime, *, replace: bool = False) -> bool:
        """Put a value into a cell (column from 0), its format kept; whether the value stands there now.

        A formula, and the hidden part of merged cells, are never written over; other contents only with `replace`.
        """
        from openpyxl.cell.cell import MergedCell

        cell = self._sheet.cell(row, column + 1)
        if isinstance(cell, MergedCell) or cell.data_type == "f":
            return False
        if _is_same(cell.value, value):
            return True
        if str(cell.value or "").strip() and not replace:
            return False
        _write(cell, value)
        return True

    def room_for(self, count: int) -> list[int]:
        """The numbers of so many rows below the last one, looking as it does. What stands below moves down."""
        if not count:
            return []
        last = self.last
        footer = self._first_filled_below()
        if footer is not None and (short := count - (footer - last - 1)) > 0:
            self._move_down(footer, short, last + count)
        rows = list(range(last + 1, last + count + 1))
        for row in rows:
            self._dress(row, last)
            self._number(row)
        self._extend(last, last + count)
        self.last = last + count
        return rows

    def _first_filled_below(self) -> int | None:
        below = self._sheet.iter_rows(min_row=self.last + 1)
        return next((cells[0].row for cells in below if any(str(cell.value or "").strip() for cell in cells)), None)

    def _move_down(self, footer: int, by: int, new_last: int) -> None:
        """Totals, signatures and remarks below the list go down, merged cells and heights with them."""
        sheet, last_row = self._sheet, self._sheet.max_row
        merged = [str(area) for area in sheet.merged_cells.ranges if area.min_row >= footer]
        for area in merged:
            sheet.unmerge_cells(area)
        heights = {row: sheet.row_dimensions[row].height for row in range(footer, last_row + 1)}
        for cells in sheet.iter_rows(min_row=footer, max_row=last_row):
            for cell in cells:
                if cell.data_type == "f":
                    cell.value = _reaching(str(cell.value), self.last, new_last)
        sheet.move_range(f"A{footer}:{sheet.cell(last_row, sheet.max_column).coordinate}", rows=by)
        for area in merged:
            sheet.merge_cells(_down(area, by))
        for row, height in heights.items():
            sheet.row_dimensions[row + by].height = height

    def _dress(self, row: int, like: int) -> None:
        """A new row looks like the last one, unless the form has rows laid out to be filled."""
        sheet = self._sheet
        if like <= self._mapping.header_row:
            return
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            if not cell.has_style:
                cell._style = copy(sheet.cell(like, column)._style)
        if sheet.row_dimensions[row].height is None:
            sheet.row_dimensions[row].height = sheet.row_dimensions[like].height

    def _number(self, row: int) -> None:
        """The running number, one more than above."""
        for column, header in enumerate(self._mapping.headers, 1):
            if re.fullmatch(r"序号?|行号|项次|no\.?", header.strip(), re.IGNORECASE):
                above = text_of(self._sheet.cell(row - 1, column).value)
                self._sheet.cell(row, column).value = int(above) + 1 if above.isdecimal() else 1

    def _extend(self, last: int, new_last: int) -> None:
        """Filter, tables, lists to choose from and conditional formats reach over the new rows."""
        sheet = self._sheet
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = _longer(sheet.auto_filter.ref, last, new_last)
        for table in sheet.tables.values():
            if not table.totalsRowCount:
                table.ref = _longer(table.ref, last, new_last)
                if table.autoFilter is not None:
                    table.autoFilter.ref = table.ref
        for rule in sheet.data_validations.dataValidation:
            rule.sqref = type(rule.sqref)(_longer(str(rule.sqref), last, new_last))
        old, sheet.conditional_formatting = sheet.conditional_formatting, type(sheet.conditional_formatting)()
        for conditional in old:
            for rule in conditional.rules:
                sheet.conditional_formatting.add(_longer(str(conditional.sqref), last, new_last), rule)


def _is_same(there: Any, value: str | datetime) -> bool:
    if isinstance(there, datetime) and isinstance(value, datetime):
        return abs(there - value) < timedelta(minutes=1)
    return str(there or "").strip() == _text(value)


def _text(value: str | datetime) -> str:
    return value if isinstance(value, str) else f"{value:%Y-%m-%d %H:%M}"


def _write(cell: Any, value: str | datetime) -> None:
    """A text stays a text, whatever it begins with; a moment is one, unless the column is kept as text."""
    if isinstance(value, datetime) and cell.number_format != "@":
        cell.value = value.replace(second=0, microsecond=0)
        return
    text = _text(value).encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_LIKE):
        cell.quotePrefix = True


_AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")


def _longer(areas: str, last: int, new_last: int) -> str:
    """Areas that end at the list's last row end at the new one: `A4:F9 H9` with 9 and 11 is `A4:F11 H9:H11`."""

    def reach(found: re.Match[str]) -> str:
        end_column, end = found[3] or found[1], int(found[4] or found[2])
        return f"{found[1]}{found[2]}:{end_column}{new_last}" if end == last else found[0]

    return _AREA.sub(reach, areas)


def _reaching(formula: str, last: int, new_last: int) -> str:
    """A formula below the list, its sums reaching over the new rows: =SUM(F5:F9) is =SUM(F5:F11)."""
    return re.sub(rf"(:\$?[A-Z]{{1,3}}\$?){last}(?!\d)", rf"\g<1>{new_last}", formula)


def _down(area: str, by: int) -> str:
    return re.sub(r"\d+", lambda row: str(int(row[0]) + by), area)
