"""The ledger (台账) as an Excel file, the way offices keep them, written row by row in constant memory."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.paper.forms import Form, form
from reception.paper.output import written

_HEAD_ROWS = 3
MAX_ROWS = 1_048_576 - _HEAD_ROWS
"""What a sheet of Excel holds below title and header."""
MAX_TEXT = 32_767
"""What a cell of Excel holds, in UTF-16 units."""
_PROGRESS_EVERY = 1000
MAX_VALUES = 200
"""So many different values of a column are counted one by one in the sheet of totals."""
_WRAPS = 16
"""Columns so wide, in characters, go on in the next line; narrower ones hold a word or a number."""
_IDEOGRAPH = 2.1
_LINE, _HIGHEST = 16.5, 405.0
"""Points: a line, and what Excel lets a row be high."""
_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 160
"""Characters across that A4 still shows in letters one can read; a wider ledger prints on A3."""
_FIRST_YEAR = 1900
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days are wall times
_ONE_DAY = timedelta(days=1)
_NEVER_WAS = 60
_EXACT = 10**15
RISKY = frozenset("=+-@\t\r")
"""A spreadsheet may take a text that begins so for a formula (OWASP, CSV injection)."""
_SHORT = MAX_TEXT // 2
"""A text of so many characters fits whatever they are."""

Value = str | int | float | date | datetime | None


class Kind(Enum):
    """How a column is kept: as text (numbers with leading zeros stay whole), as number, as date, as date and time."""

    TEXT = "@"
    NUMBER = "0"
    DATE = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, what it holds.

    `choices` become a list to choose from. `total` has the sheet of totals add its numbers, or count its values.
    """

    title: str
    width: float = 14
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger says of itself: its title, the room, as of when, and its columns."""

    title: str
    room: str
    columns: tuple[Column, ...]
    made_at: datetime
    sample: bool = False


def write_ledger(
    rows: Iterable[Sequence[Value]],
    path: Path | BinaryIO,
    progress: Callable[[int], None] | None = None,
    *,
    ledger: Ledger,
    forms: Path | None = None,
) -> int:
    """Write a ledger as `.xlsx`; returns how many rows went in. Rows are drawn one by one and none is kept.

    A moment is shown in the district's zone. Every text is stored as text: one that begins like a formula is marked
    so that a spreadsheet does not make one of it when the cell is edited. A text over 32,767 characters is cut and
    says so. `progress` is told the rows written so far; what it raises stops the work and nothing is left behind.
    Raises Unavailable when the path cannot be written, InvalidInput when there are more rows than a sheet holds.
    """
    texts = form("ledger", forms)
    with written(path) as file, TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        writer = _Writer(ledger, texts, file, folder)
        try:
            count = writer.write(rows, progress or _silent)
        except BaseException:
            writer.abandon()
            raise
    return count


def _silent(count: int) -> None:
    """Nobody asked."""


class _Writer:
    """One workbook being written: the ledger's own sheet and the sheet of totals."""

    def __init__(self, ledger: Ledger, texts: Form, file: BinaryIO, folder: str) -> None:
        import xlsxwriter  # only an export needs it

        from reception.paper.plain_cells import PlainSheet

        self._ledger, self._texts = ledger, texts
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._sheet = self._book.add_worksheet(texts.text("sheets.ledger"), PlainSheet)
        self._totals = self._book.add_worksheet(texts.text("sheets.totals"))
        self._counts: list[Counter[Value]] = [Counter() for _ in ledger.columns]
        self._describe()
        self._set_up()
        self._head()

    def write(self, rows: Iterable[Sequence[Value]], progress: Callable[[int], None]) -> int:
        """All rows, then what stands behind them."""
        put, grow = self._row_writer(), self._row_grower()
        counted = [
            (number, self._counts[number], column.kind is Kind.MOMENT)
            for number, column in enumerate(self._ledger.columns)
            if column.total
        ]
        count = 0
        for count, row in enumerate(rows, 1):
            if count > MAX_ROWS:
                raise _too_many()
            grow(count + _HEAD_ROWS - 1, row)
            put(count + _HEAD_ROWS - 1, row)
            for number, counts, by_day in counted:
                value = row[number]
                counts[_day(value) if by_day else value] += 1
            if count % _PROGRESS_EVERY == 0:
                progress(count)
        self._finish(count)
        self._book.close()
        progress(count)
        return count

    def abandon(self) -> None:
        """Let go of the temporary files, so that they can be deleted."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh:
                sheet.row_data_fh.close()

    def _describe(self) -> None:
        made = self._ledger.made_at.astimezone(DISTRICT_ZONE).replace(tzinfo=None)
        self._book.set_properties({"title": self._ledger.title, "author": self._ledger.room, "created": made})

    def _set_up(self) -> None:
        """Widths, frozen header and how it prints: across, one page wide, the header on every page, page x of y."""
        sheet, wide = self._sheet, self._ledger.columns
        for number, column in enumerate(wide):
            sheet.set_column(number, number, column.width)
        sheet.freeze_panes(_HEAD_ROWS, int(len(wide) > 1))
        sheet.set_paper(_A3 if sum(column.width for column in wide) > _WIDEST_ON_A4 else _A4)
        self._totals.set_paper(_A4)
        for each in (sheet, self._totals):
            each.set_margins(left=0.6, right=0.5, top=0.8, bottom=0.7)
            each.set_footer(f"&C{self._texts.text('print.page')}")
            if self._ledger.sample:
                each.set_header(f'&C&"-,Bold"{self._texts.text("marks.sample")}')
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, _HEAD_ROWS - 1)

    def _head(self) -> None:
        """The title over all columns, who made it and as of when, the columns' names."""
        self._across(self._sheet, 0, self._ledger.title, {"bold": True, "font_size": 16, "align": "center"})
        self._across(self._sheet, 1, self._subtitle(), {"font_color": "#555555"})
        head = self._format({"bold": True, "bg_color": "#E8ECF2", "align": "center", "border": 1, "text_wrap": True})
        for number, column in enumerate(self._ledger.columns):
            self._sheet.write_string(_HEAD_ROWS - 1, number, column.title, head)

    def _subtitle(self) -> str:
        at = self._ledger.made_at.astimezone(DISTRICT_ZONE)
        line = self._texts.text("sentences.made", room=self._ledger.room, at=f"{at:%Y-%m-%d %H:%M}")
        return f"{line}　　{self._texts.text('marks.sample')}" if self._ledger.sample else line

    def _across(self, sheet: Any, row: int, text: str, look: dict[str, Any]) -> None:
        last = len(self._ledger.columns) - 1
        if last:
            sheet.merge_range(row, 0, row, last, "", self._format(look))
        sheet.write_string(row, 0, text, self._format(look))

    def _format(self, look: dict[str, Any]) -> Any:
        return self._book.add_format({"valign": "vcenter", **look})

    def _row_writer(self) -> Callable[[int, Sequence[Value]], None]:
        """What writes a row's values, each into its column's cell."""
        cells = [self._cell(number, column) for number, column in enumerate(self._ledger.columns)]

        def put(at: int, row: Sequence[Value]) -> None:
            if len(row) != len(cells):
                raise ValueError(f"{len(row)} values for {len(cells)} columns")
            for cell, value in zip(cells, row, strict=True):
                cell.put(at, value)

        return put

    def _row_grower(self) -> Callable[[int, Sequence[Value]], None]:
        """What makes a row as high as its longest text needs: not every program does that when it opens a file."""
        wide = [
            (number, column.width / _IDEOGRAPH, column.width)
            for number, column in enumerate(self._ledger.columns)
            if column.kind is Kind.TEXT and column.width >= _WRAPS
        ]
        sheet, noted = self._sheet, (self._sheet.row_info, self._sheet.row_sizes)

        def grow(at: int, row: Sequence[Value]) -> None:
            lines = 1
            for number, fitting, width in wide:
                value = row[number]
                if isinstance(value, str) and (len(value) > fitting or "\n" in value):
                    lines = max(lines, _lines(value, width))
            if lines > 1:
                sheet.set_row(at, min(lines * _LINE, _HIGHEST))
            for heights in noted:
                heights.pop(at - 2, None)  # written out long ago; kept, they would grow with the ledger

        return grow

    def _cell(self, number: int, column: Column) -> "_Cell":
        look = {"num_format": column.kind.value, "border": 1, "border_color": "#C8CDD5", "valign": "top"}
        text = {**look, "num_format": "@", "text_wrap": column.width >= _WRAPS}
        return _Cell(
            self._sheet, number, self._format(look), self._format(text), self._format({**text, "quote_prefix": True}),
            self._texts.text("sentences.cut"),
        )  # fmt: skip

    def _finish(self, count: int) -> None:
        """Filters and lists over the rows there are, and the totals."""
        last_row, last_column = max(count + _HEAD_ROWS - 1, _HEAD_ROWS), len(self._ledger.columns) - 1
        self._sheet.autofilter(_HEAD_ROWS - 1, 0, last_row, last_column)
        for number, column in enumerate(self._ledger.columns):
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                self._sheet.data_validation(_HEAD_ROWS, number, last_row, number, rule)
        self._write_totals(count)

    def _write_totals(self, count: int) -> None:
        """How many rows, the sum of each column of numbers, how often each value of the others stands there."""
        sheet, name, number = self._totals, self._format({"border": 1}), self._format({"border": 1, "num_format": "0"})
        sheet.set_column(0, 1, 22)
        sheet.set_column(2, 2, 12)
        head = self._format({"bold": True, "bg_color": "#E8ECF2", "border": 1})
        for at, title in enumerate(self._texts.texts_of("totals.head")):
            sheet.write_string(0, at, title, head)
        lines: list[tuple[str, str, float]] = [(self._texts.text("totals.rows"), "", count)]
        for column, counts in zip(self._ledger.columns, self._counts, strict=True):
            lines += _total_lines(column, counts, self._texts) if column.total else []
        for row, (title, value, total) in enumerate(lines, 1):
            sheet.write_string(row, 0, title, name)
            sheet.write_string(row, 1, value, name)
            sheet.write_number(row, 2, total, number)


def _total_lines(column: Column, counts: Counter[Value], texts: Form) -> list[tuple[str, str, float]]:
    if column.kind is Kind.NUMBER:
        total = sum(value * times for value, times in counts.items() if isinstance(value, int | float))
        return [(column.title, texts.text("totals.sum"), total)]
    empty = texts.text("blank.empty")
    shown = [
        (column.title, str(empty if value in (None, "") else value), float(n))
        for value, n in counts.most_common(MAX_VALUES)
    ]
    if more := len(counts) - len(shown):
        shown.append(
            (column.title, texts.text("totals.more", count=str(more)), counts.total() - sum(n for *_, n in shown))
        )
    return shown


@dataclass(slots=True)
class _Cell:
    """A column's cells: what puts a value into one, whatever it is."""

    sheet: Any
    number: int
    plain: Any
    text: Any
    risky: Any
    cut: str

    def put(self, row: int, value: Value) -> None:
        """A value by its kind."""
        if value is None or value == "":
            self.sheet.write_blank(row, self.number, None, self.text)
        elif isinstance(value, str):
            look = self.risky if value[:1] in RISKY else self.text
            self.sheet.write_string(row, self.number, _fitting(value, self.cut), look)
        elif isinstance(value, date):
            self._put_day(row, value)
        elif math.isfinite(value) and abs(value) < _EXACT:
            self.sheet.write_number(row, self.number, value, self.plain)
        else:  # Excel keeps 15 digits: a longer one, or no number at all, is written out
            self.sheet.write_string(row, self.number, str(value), self.text)

    def _put_day(self, row: int, value: date) -> None:
        local = value.astimezone(DISTRICT_ZONE).replace(tzinfo=None) if isinstance(value, datetime) else value
        if local.year < _FIRST_YEAR:  # Excel knows no day before 1900: such a one is written out
            self.sheet.write_string(row, self.number, str(local), self.text)
        else:
            self.sheet.write_number(row, self.number, _serial(local), self.plain)


def _lines(text: str, width: float) -> int:
    """So many lines a text takes in a column so wide."""
    return sum(max(1, math.ceil(_across(part) / width)) for part in text[:_SHORT].split("\n"))


def _across(text: str) -> float:
    """The width of a text in letters: an ideograph has three bytes, and is somewhat wider than two letters."""
    return len(text) + (_IDEOGRAPH - 1) / 2 * (len(text.encode("utf-8", "replace")) - len(text))


def _day(value: Value) -> Value:
    """A moment as it is counted: by its day, so that the count stays small."""
    return value.astimezone(DISTRICT_ZONE).date() if isinstance(value, datetime) else value


def _serial(day: date) -> float:
    """A wall time or day as Excel counts it, in days; its 29 February 1900 never was, so earlier days are one less."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time.min)
    days = (moment - _DAY_0) / _ONE_DAY
    return days if days > _NEVER_WAS else days - 1


def _fitting(text: str, cut: str) -> str:
    """The text, or so much of it as a cell holds with the words that say it was cut.

    One that looks like XlsxWriter's own marked-up text gets a blank behind it: that would go into the file as it is.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    units = text.encode("utf-16-le") if len(text) > _SHORT else b""
    if len(units) <= 2 * MAX_TEXT:
        return text
    return units[: 2 * (MAX_TEXT - len(cut))].decode("utf-16-le", "ignore") + cut


def _too_many() -> InvalidInput:
    return InvalidInput(
        f"超过 Excel 一张表的上限 {MAX_ROWS} 行，请按时间分次导出",
        english=f"more than the {MAX_ROWS} rows a sheet of Excel holds: export a shorter period",
        field="rows",
    )
