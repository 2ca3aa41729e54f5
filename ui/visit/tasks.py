"""What the page of a new visit asks of the desk on a worker: functions of values, never of widgets."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.alike import AlikeCases
    from reception.desk.choices import Choices, Lesson
    from reception.desk.desk import Desk
    from reception.desk.drafts import Draft
    from reception.desk.household import Household
    from reception.desk.people import Person
    from reception.domain.alike import About
    from reception.domain.clock import Id


def read_choices(desk: "Desk", report: Report) -> "Choices":
    """See `reception.desk.choices`."""
    from reception.desk.choices import choices

    return choices(desk)


def read_lesson(desk: "Desk", after: int, report: Report) -> "tuple[Choices, Lesson]":
    """What can be chosen, and what the choices made since a case teach."""
    from reception.desk.choices import choices, lesson

    return choices(desk), lesson(desk, after)


def find_people(desk: "Desk", typed: str, report: Report) -> "list[Person]":
    """Who the lookup line means."""
    from reception.desk.people import lookup

    report.check()
    return lookup(desk, typed)


def read_household(desk: "Desk", person: "Person", report: Report) -> "Household":
    """What is known of somebody and the home."""
    from reception.desk.household import household

    report.check()
    return household(desk, person)


def find_alike(desk: "Desk", about: "About", report: Report) -> "AlikeCases":
    """Open cases about the same thing."""
    from reception.desk.alike import alike_cases

    report.check()
    return alike_cases(desk, about)


def read_drafts(desk: "Desk", form: str, report: Report) -> "list[Draft]":
    """The drafts of a form, latest first."""
    from reception.desk.drafts import drafts

    return drafts(desk, form)


def keep_draft(
    desk: "Desk", draft: "Id", form: str, title: str, fields: Mapping[str, Any], report: Report
) -> str:  # fmt: skip
    """Keep a form as it stands; returns when (UTC text)."""
    from reception.desk.drafts import save_draft
    from reception.domain.clock import to_text

    save_draft(desk, draft, form, title, fields)
    return to_text(desk.now)


def forget_draft(desk: "Desk", draft: "Id", report: Report) -> None:
    """Forget a draft the clerk threw away."""
    from reception.desk.drafts import drop_draft

    drop_draft(desk, draft)


def read_visit(desk: "Desk", visit: "Id", report: Report) -> list[dict[str, Any]]:
    """The lines of the cases a visit opened."""
    from reception.desk.visits import cases_of_visit

    return cases_of_visit(desk, visit)
