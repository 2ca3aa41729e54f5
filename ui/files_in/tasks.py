"""What the page for files asks of the desk on a worker: functions of values, never of widgets."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from ui.files_in.uses import AnyUse, Asked, Carry
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.intake.columns import Mapping
    from reception.intake.importing import Proposal
    from reception.intake.messages import BadRow, IncomingMessage
    from reception.intake.purposes import Recognised

PREVIEWED = 5
"""Rows shown as they would come in."""


def open_file(path: Path, purpose: str, desk: "Desk", report: Report) -> "Recognised":
    """Read a file, for a purpose or for what it seems to be. Raises InvalidInput, Damaged or Unavailable."""
    from reception.intake.columns import Purpose
    from reception.intake.purposes import recognise

    report.check()
    return recognise(desk, path, Purpose(purpose) if purpose else None)


def preview(proposal: "Proposal", mapping: "Mapping", desk: "Desk", report: Report) -> "list[IncomingMessage | BadRow]":
    """The first rows as they would come in. Raises InvalidInput when the columns named are not enough."""
    from itertools import islice

    from reception.intake.messages import read_messages

    report.check()
    return list(islice(read_messages(proposal.sheet, mapping, desk.now), PREVIEWED))


def write_bad_rows(proposals: "Sequence[Proposal]", bad: "Sequence[BadRow]", out: Path, report: Report) -> Path:
    """The rows that did not come in, in their sender's form, the cells at fault marked. Raises Unavailable."""
    from reception.intake.marking import write_marked

    report.check()
    write_marked(out, proposals, bad)
    return out


def carry_out(use: AnyUse, asked: Asked, tried: Any, out: Path, stop: Event, desk: "Desk", report: Report) -> Any:
    """Do what was tried, until `stop` is set."""
    return use.carry_out(asked, tried, Carry(desk, out, stop, report))
