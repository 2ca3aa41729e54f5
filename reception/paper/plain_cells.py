"""A sheet of XlsxWriter that writes plain texts, most of what a ledger holds, without looking at each five times."""

import re
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

_NOT_PLAIN = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]|^\s|\s$")
"""What does not go into the file as it stands; `_` may begin one of XlsxWriter's own escapes."""


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says nothing of its types
    """A sheet in constant memory; each of its cells has a format. What it writes is what XlsxWriter's own writes."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is CellStringTuple and not _NOT_PLAIN.search(cell.string):
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{look}" t="inlineStr"><is><t>{cell.string}</t></is></c>')
        else:
            super()._write_cell(row, col, cell)
