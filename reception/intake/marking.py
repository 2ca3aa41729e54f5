"""The rows that did not come in, as a workbook in their sender's form: the cells at fault coloured, with the reason.

Once corrected there, the same file comes in as it is: same columns, same header row, so it is read as the list was.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from reception.intake.columns import Mapping as Columns
from reception.intake.importing import Proposal
from reception.intake.messages import BadRow
from reception.intake.tables import Cell, Row, text_of
from reception.paper.ledger import MAX_TEXT
from reception.paper.output import written

LIST = "错误清单"
_LIST_HEAD = ("所在表", "原行号", "本表行号", "栏目", "原因", "reason", "填写值")
_LIST_WIDTHS = (16, 9, 9, 18, 44, 44, 30)
_NAME_LONGEST = 31
_WIDEST, _NARROWEST = 40, 8
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "head": {"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "plain": {"num_format": "@", "border": 1, "border_color": "#C8CDD5", "valign": "top"},
    "marked": {"num_format": "@", "border": 2, "border_color": "#C00000", "bg_color": "#FFC7CE", "valign": "top"},
}


def write_marked(out: Path | BinaryIO, chosen: Sequence[Proposal], bad: Iterable[BadRow]) -> int:
    """Write the bad rows of these sheets, each sheet in its own; returns how many rows.

    The last sheet lists every fault with the row it stood in. Raises Unavailable when `out` cannot be written.
    """
    by_sheet: dict[str, dict[int, list[BadRow]]] = defaultdict(lambda: defaultdict(list))
    for row in bad:
        by_sheet[row.sheet][row.row].append(row)
    with written(out) as file:
        book = _Book(file)
        for proposal in chosen:
            if rows := by_sheet.get(proposal.mapping.sheet):
                book.sheet(proposal, rows)
        return book.close()


class _Book:
    """The workbook being written."""

    def __init__(self, file: BinaryIO) -> None:
        import xlsxwriter  # only a report needs it

        self._book = xlsxwriter.Workbook(file, {"in_memory": True})
        self._looks = {name: self._book.add_format(dict(look)) for name, look in _LOOKS.items()}
        self._listed: list[Sequence[str | int]] = []

    def sheet(self, proposal: Proposal, bad: Mapping[int, Sequence[BadRow]]) -> None:
        """One sheet: what stood above the list, its header, and the rows at fault."""
        mapping, rows = proposal.mapping, proposal.sheet.rows
        sheet = self._book.add_worksheet(self._name(mapping.sheet))
        for place in range(mapping.header_row):
            look = "head" if place == mapping.header_row - 1 else "title"
            self._row(sheet, place, rows[place], dict.fromkeys(range(len(mapping.headers)), look))
        for at, (number, faults) in enumerate(sorted(bad.items()), mapping.header_row):
            marked = [column for fault in faults for column in _columns(mapping, fault)]
            looks = dict.fromkeys(range(len(mapping.headers)), "plain") | dict.fromkeys(marked, "marked")
            self._row(sheet, at, rows[number - 1], looks)
            for column in marked:
                told = "\n".join(fault.reason for fault in faults)
                sheet.write_comment(at, column, f"原第 {number} 行：{told}", {"x_scale": 2, "author": "接待室"})
            self._listed += [
                (fault.sheet, fault.row, at + 1, fault.column, fault.reason, fault.english, fault.value)
                for fault in faults
            ]  # fmt: skip
        for column, width in enumerate(_widths(mapping, [rows[number - 1] for number in bad])):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(mapping.header_row, 0)

    def _name(self, name: str) -> str:
        """A sheet's name as Excel allows it: a text file's name may be longer, and hold other signs."""
        plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:_NAME_LONGEST] or "Sheet"
        taken = {LIST, "History", *(sheet.get_name() for sheet in self._book.worksheets())}
        return plain if plain not in taken else f"{plain[: _NAME_LONGEST - 3]}_{len(taken)}"

    def close(self) -> int:
        """The list of faults, and the end; how many there were."""
        sheet = self._book.add_worksheet(LIST)
        for column, (title, width) in enumerate(zip(_LIST_HEAD, _LIST_WIDTHS, strict=True)):
            sheet.write_string(0, column, title, self._looks["head"])
            sheet.set_column(column, column, width)
        for row, line in enumerate(self._listed, 1):
            for column, value in enumerate(line):
                put = sheet.write_number if isinstance(value, int) else sheet.write_string
                put(row, column, value, self._looks["plain"])
        sheet.freeze_panes(1, 0)
        self._book.close()
        return len(self._listed)

    def _row(self, sheet: Any, at: int, row: Row, looks: Mapping[int, str]) -> None:
        """A row as it was: texts as texts, so that none becomes a formula or loses its zeros."""
        for column in range(max(len(row), len(looks))):
            cell: Cell = row[column] if column < len(row) else None
            look = self._looks[looks.get(column, "plain")]
            sheet.write_string(at, column, text_of(cell)[:MAX_TEXT], look)


def _columns(mapping: Columns, fault: BadRow) -> list[int]:
    """The columns a fault is about; the first when it names none of them."""
    named = fault.column.split("、")
    return [place for place, header in enumerate(mapping.headers) if header in named or header == fault.column] or [0]


def _widths(mapping: Columns, rows: Sequence[Row]) -> list[float]:
    longest = [
        max(len(text_of(row[column])) if column < len(row) else 0 for row in rows)
        for column in range(len(mapping.headers))
    ]
    return [
        min(_WIDEST, max(_NARROWEST, 2 * len(header) + 2, 1.2 * length))
        for header, length in zip(mapping.headers, longest, strict=True)
    ]
