"""What the list of cases asks of the desk on a worker: functions of values, never of widgets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reception.domain.lifecycle import Act
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.desk import Desk
    from reception.desk.lists import CaseFilter
    from reception.desk.many import Many


def read_choices(desk: "Desk", report: Report) -> "Choices":
    """What the filter's lines offer."""
    from reception.desk.choices import choices

    return choices(desk)


def read_counts(desk: "Desk", wanted: "CaseFilter", report: Report) -> Mapping[str, int]:
    """How many cases stand at each state."""
    from reception.desk.case_table import table_counts

    report.check()
    return table_counts(desk, wanted)


def number_of(desk: "Desk", typed: str, report: Report) -> str:
    """The number of the one case or order that a text names. Raises NotFound, or Conflict for several."""
    from reception.desk.desk import find

    report.check()
    with desk.read() as conn:
        found = find(conn, typed, desk.now)
        return found.order.number if found.order else found.case.number


def numbers_of(desk: "Desk", keys: Sequence[int], report: Report) -> list[str]:
    """The numbers of selected rows."""
    from reception.desk import case_table

    report.check()
    return case_table.numbers_of(desk, keys)


def dispatch(keys: Sequence[int], unit: str, note: str, desk: "Desk") -> "Many":
    """Hand the selected cases to a unit."""
    from reception.desk import case_table
    from reception.desk.many import dispatch_many

    return dispatch_many(desk, case_table.numbers_of(desk, keys), unit, note)


def plan(keys: Sequence[int], given: Mapping[str, Any], desk: "Desk") -> "Many":
    """Plan a follow-up for the selected cases."""
    from reception.desk import case_table
    from reception.desk.many import step_many

    return step_many(desk, case_table.numbers_of(desk, keys), Act.PLAN, given)


def export(
    desk: "Desk", out: Path, wanted: "CaseFilter | None", total: int, words: str, report: Report
) -> int:  # fmt: skip
    """Write the cases of a filter, or every case, into a ledger; `words` say what is done meanwhile."""
    from reception.desk.narrowing import narrowed
    from reception.paper.exporting import export_cases

    report.check()
    if wanted is not None:
        with desk.read() as conn:
            wanted = narrowed(wanted, desk.office(conn), desk.now, bare=True)
    return export_cases(desk, out, lambda done: report.step(done, total, words), wanted)
