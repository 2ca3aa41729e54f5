"""Who issues a paper: the room as every letterhead and every chop names it, and the marks of this print."""

from dataclasses import dataclass, replace

from reception.desk.desk import Desk
from reception.desk.office import Office
from reception.domain.case import Case
from reception.domain.identity import written_phone
from reception.domain.lifecycle import Act
from reception.paper.frame import Marks


@dataclass(frozen=True, slots=True)
class Issuer:
    """A room as its papers name it, and when and by whom this one is printed."""

    room: str
    phone: str
    marks: Marks
    address: str = ""
    hours: str = ""
    clerk: str = ""


def issuer(desk: Desk, office: Office) -> Issuer:
    """This room, now."""
    here = office.here
    hours = "、".join(f"{opens}–{closes}" for opens, closes in here.get("hours", ()))
    return Issuer(
        str(here.get("name") or office.room), written_phone(str(here.get("phone", ""))),
        Marks(desk.now, desk.clerk.name, office.sample), str(here.get("address", "")), hours, desk.clerk.name,
    )  # fmt: skip


def again(here: Issuer, case: Case, what: str) -> Issuer:
    """The same, with the marks of a further print of this paper of a case."""
    prints = sum(step.act == Act.PRINT and step.fields.get("what") == what for step in case.steps)
    return replace(here, marks=replace(here.marks, print_count=prints + 1))
