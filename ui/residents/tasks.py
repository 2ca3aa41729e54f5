"""What the residents' page asks of the desk: functions of values, never of widgets."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reception.domain.clock import Id
from ui.dialogs.step_draft import RESIDENT_FORM
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.residents import Resident, ResidentLine
    from reception.desk.unmask import Unmasked
    from reception.domain.changed import Changed


def find(desk: "Desk", typed: str, report: Report) -> "list[ResidentLine]":
    """Residents by whatever is known of them."""
    from reception.desk.residents import find_residents

    report.check()
    return find_residents(desk, typed)


def show(desk: "Desk", resident: str, report: Report) -> "Resident":
    """A resident in full."""
    from reception.desk.residents import show_resident

    report.check()
    return show_resident(desk, Id(resident))


def read_begun(desk: "Desk", draft: str, report: Report) -> "Resident | None":
    """Whose correction was begun, by its draft; None for any other text."""
    from reception.desk.drafts import drafts

    begun = next((found for found in drafts(desk, RESIDENT_FORM) if found.id == draft), None)
    return show(desk, str(begun.fields["number"]), report) if begun is not None else None


def correct(resident: str, given: Mapping[str, str], desk: "Desk") -> "Changed":
    """Correct details."""
    from reception.desk.changes import correct_resident

    return correct_resident(desk, Id(resident), given)


def join(one: str, other: str, desk: "Desk") -> "Changed":
    """Say that two records are one person."""
    from reception.desk.changes import join_residents

    return join_residents(desk, Id(one), Id(other))


def part(resident: str, desk: "Desk") -> "Changed":
    """Take a joining back."""
    from reception.desk.changes import part_residents

    return part_residents(desk, Id(resident))


def unmask(resident: str, what: str, desk: "Desk") -> "Unmasked":
    """Show a number in full, and note it."""
    from reception.desk.unmask import unmask_resident

    return unmask_resident(desk, Id(resident), what)
