"""What the page for files asks of the desk on a worker: functions of values, never of widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ui.files_in.preview import reason_of
from ui.words import said
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.intake.columns import Mapping
    from reception.intake.importing import ImportOutcome, Proposal
    from reception.intake.messages import BadRow, IncomingMessage

PREVIEWED = 5
"""Rows shown as they would come in."""
HEADERS = (("工作表", "Sheet"), ("行", "Row"), ("列", "Column"), ("原因", "Reason"), ("内容", "Content"))
"""What stands above the rows that did not come in."""


@dataclass(frozen=True)
class Opened:
    """A file and how each of its sheets would be read."""

    path: Path
    proposals: "tuple[Proposal, ...]"


def open_file(path: Path, desk: "Desk", report: Report) -> Opened:
    """Read a file. Raises InvalidInput, Damaged or Unavailable as `reception.intake.importing.propose`."""
    from reception.intake.importing import propose

    report.check()
    return Opened(path, tuple(propose(desk, path)))


def preview(proposal: "Proposal", mapping: "Mapping", desk: "Desk", report: Report) -> "list[IncomingMessage | BadRow]":
    """The first rows as they would come in. Raises InvalidInput when the columns named are not enough."""
    from itertools import islice

    from reception.intake.messages import read_messages

    report.check()
    return list(islice(read_messages(proposal.sheet, mapping, desk.now), PREVIEWED))


def take_in(path: Path, mappings: "Sequence[Mapping]", desk: "Desk", stop: Event, report: Report) -> "ImportOutcome":
    """Import until `stop` is set. A stop keeps what is in and still tells what became of every row."""
    from reception.intake.importing import import_file

    return import_file(desk, path, mappings, progress=report.step, cancelled=stop.is_set)


def write_bad_rows(rows: "Sequence[BadRow]", out: Path, report: Report) -> Path:
    """The rows that did not come in, as CSV with a byte order mark. Raises OSError."""
    import csv

    report.check()
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(said(names) for names in HEADERS)
        lines.writerows(
            (_text(row.sheet), row.row, _text(row.column), reason_of(row), _text(row.value)) for row in rows
        )
    return out


def _text(value: str) -> str:
    """As a spreadsheet takes it for text, never for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
