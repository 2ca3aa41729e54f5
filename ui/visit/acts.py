"""What the page of a new visit does at the desk: functions of values, run on the write lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reception.domain.clock import Id
from reception.domain.lifecycle import Act
from ui.visit.filled import Filled, FilledPerson

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.orders import Dispatched
    from reception.desk.steps import Stepped
    from reception.desk.touch import Touched
    from reception.domain.changed import Changed


@dataclass(frozen=True)
class Saved:
    """What a saved form became: the visit, a line for each case, and what changed."""

    visit: Id
    lines: list[dict[str, Any]]
    changed: "Changed"


def save(form: Filled, draft: Id | None, desk: "Desk") -> Saved:
    """Register what stands in the form; its draft ends with it."""
    from reception.desk.visits import cases_of_visit, save_visit

    done = save_visit(desk, form.command(), draft=draft, joined_to=form.joined_to)
    return Saved(done.visit, cases_of_visit(desk, done.visit), done.changed)


def touch(
    number: str, how: str, channel: str, words: str, person: FilledPerson, draft: Id | None, desk: "Desk"
) -> "Touched":  # fmt: skip
    """Write that somebody came about a case that is there."""
    from reception.desk.commands import Who
    from reception.desk.touch import touch_case

    return touch_case(desk, number, how, channel, words, Who(person.name, person.phone), draft=draft)


def dispatch(number: str, unit: str, desk: "Desk") -> "Dispatched":
    """Hand a case to a unit to lead."""
    from reception.desk.orders import dispatch as hand

    return hand(desk, number, unit)


def answer(number: str, text: str, desk: "Desk") -> "Stepped":
    """Answer a doubt or an idea on the spot."""
    from reception.desk.steps import take_step

    return take_step(desk, number, Act.ANSWER, {"answer": text})
