"""The ledger (台账) as text: one line a row, with the mark that tells Excel it is UTF-8."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from reception.domain.clock import DISTRICT_ZONE
from reception.paper.ledger import RISKY, Ledger, Value
from reception.paper.output import written

_PROGRESS_EVERY = 1000
_RUINED = re.compile(r"0\d+|\d{12,}")
"""A spreadsheet takes such a text for a figure, and drops its zeros or its last digits."""


def write_csv(
    rows: Iterable[Sequence[Value]],
    path: Path | BinaryIO,
    progress: Callable[[int], None] | None = None,
    *,
    ledger: Ledger,
) -> int:
    """Write a ledger as CSV in UTF-8 with a byte order mark; returns how many rows went in. None is kept.

    Moments stand in the district's zone. A text that a spreadsheet would take for a formula has `'` before it, one
    whose digits it would ruin a tab: both are passed over when the file comes in here again. A sample says so in a
    line above. `progress` as in `write_ledger`. Raises Unavailable when the path cannot be written.
    """
    told = progress or _silent
    with written(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        try:
            count = _write(text, rows, ledger, told)
        finally:
            text.detach()
    told(count)
    return count


def _silent(count: int) -> None:
    """Nobody asked."""


def _write(text: TextIO, rows: Iterable[Sequence[Value]], ledger: Ledger, progress: Callable[[int], None]) -> int:
    lines, count = csv.writer(text), 0
    if ledger.sample:
        lines.writerow(["样例·不作凭证"])
    lines.writerow(column.title for column in ledger.columns)
    for count, row in enumerate(rows, 1):
        lines.writerow([_cell(value) for value in row])
        if count % _PROGRESS_EVERY == 0:
            progress(count)
    return count


def _cell(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(DISTRICT_ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if value[:1] in RISKY:
        return f"'{value}"
    return f"\t{value}" if _RUINED.fullmatch(value) else value
