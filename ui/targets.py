"""What a page is told to open, as one short text: a list of cases behind a figure, a person for the next visit."""

import json
from dataclasses import asdict, dataclass, fields
from string import hexdigits
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter

ID_LENGTH = 32


def cases_target(wanted: "CaseFilter") -> str:
    """The cases a filter finds, for `shell.go("cases", …)`; what is as usual is left out."""
    usual = type(wanted)()
    given: dict[str, Any] = {name: value for name, value in asdict(wanted).items() if value != getattr(usual, name)}
    return json.dumps(given, ensure_ascii=False) if given else "{}"


def read_cases_target(target: str) -> "CaseFilter | None":
    """The filter that `cases_target` wrote; None for any other text (a search, a number)."""
    from reception.desk.lists import CaseFilter

    if not target.startswith("{"):
        return None
    known = {field.name for field in fields(CaseFilter)}
    given: dict[str, Any] = {name: value for name, value in json.loads(target).items() if name in known}
    for name in [name for name, value in given.items() if isinstance(value, list)]:
        given[name] = tuple(given[name])
    return CaseFilter(**given)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a new visit is about, for `shell.go("visit", …)`.

    `channel` is how they speak, `then` the page to go back to when the visit is saved or given up.
    """

    name: str = ""
    phone: str = ""
    address: str = ""
    channel: str = ""
    then: str = ""


def visit_target(visitor: Visitor) -> str:
    """A new visit of somebody who is known already."""
    return json.dumps(asdict(visitor), ensure_ascii=False)


def read_visit_target(target: str) -> Visitor | None:
    """What `visit_target` wrote; None for any other text (a draft's id)."""
    return Visitor(**json.loads(target)) if target.startswith("{") else None


def is_draft(target: str) -> bool:
    """Whether it is a draft's id: 32 digits, hexadecimal, as no number of a case has."""
    return len(target) == ID_LENGTH and set(target) <= set(hexdigits)
