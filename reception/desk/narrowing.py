"""From what was typed to the filter it means: operators become conditions, parts of names become codes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reception.desk.desk import Desk
from reception.desk.lists import PAGE, CaseFilter, Line, case_lines
from reception.desk.office import Office
from reception.desk.today import bounds
from reception.domain.errors import InvalidInput
from reception.domain.query import Query, read_query
from reception.domain.text import half_width

_TAKEN_OVER = ("status", "voice", "urgency", "category", "room", "overdue", "look", "open")


def narrowed(wanted: CaseFilter, office: Office, now: datetime, *, bare: bool = False) -> CaseFilter:
    """The filter with the operators of its search text taken out and applied; see `domain.query`.

    Raises InvalidInput (field `search`) for a value that cannot be, or a unit or compound that is not known.
    """
    query = read_query(wanted.search, now, bare=bare)
    given: dict[str, Any] = {name: value for name in _TAKEN_OVER if (value := getattr(query, name))}
    for kind in ("unit", "compound"):
        if getattr(query, kind):
            given[kind] = _codes(office, kind, getattr(query, kind))
    if query.overdue:
        given["open"] = True
    return replace(wanted, search=office.searched(query.words), **given, **_received(query))


def find_cases(desk: Desk, wanted: CaseFilter, most: int = PAGE) -> list[Line]:
    """Lines of the cases wanted, operators in the search text understood. Raises InvalidInput as `narrowed`."""
    with desk.read() as conn:
        wanted = narrowed(wanted, desk.office(conn), desk.now)
    return case_lines(desk, wanted, most)


def _received(query: Query) -> dict[str, Any]:
    bound: dict[str, Any] = {}
    if query.since is not None:
        bound["since"] = bounds(query.since)[0]
    if query.until is not None:
        bound["until"] = bounds(query.until)[1]
    return bound


def _codes(office: Office, kind: str, typed: str) -> Sequence[str]:
    """The codes of all whose name, alias or code holds what was typed."""
    part = half_width(typed).casefold()
    found = [
        code
        for code, fields in office.all(kind).items()
        if any(part in str(name).casefold() for name in (code, fields.get("name", ""), *(fields.get("aliases") or ())))
    ]
    if not found:
        what_zh, what_en = {"unit": ("责任单位", "unit"), "compound": ("小区", "compound")}[kind]
        raise InvalidInput(f"没有名为「{typed}」的{what_zh}", english=f"no {what_en} {typed!r}", field="search")
    return tuple(found)
