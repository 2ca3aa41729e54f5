"""Whether master data can be read by those who live by it: one bad rule would stop every room that is told of it."""

from collections.abc import Callable, Mapping
from typing import Any

from reception.domain.calendar import Calendar
from reception.domain.categories import Categories
from reception.domain.counting import Hours
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Post
from reception.domain.measures import Weights
from reception.domain.period import MonthStart
from reception.domain.quiet import QuietPeriod
from reception.domain.rules import Rules

Fields = Mapping[str, Any]


def must_be_readable(kind: str, code: str, fields: Fields) -> None:
    """Read a piece of master data as a room will. Raises InvalidInput, naming kind and code."""
    read = _READ_BY_CODE.get((kind, code)) or _READ.get(kind)
    if read is None:
        return
    try:
        read(code, fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"主数据 {kind}「{code}」读不懂，没有写入", english=f"{kind} {code!r} cannot be read: {error!r}", field=kind
        ) from error


_READ: Mapping[str, Callable[[str, Fields], object]] = {
    "room": lambda _, fields: Hours.from_fields(fields["hours"]) if fields.get("hours") else None,
    "rules": lambda code, fields: Rules.from_fields({code: fields}),
    "calendar": lambda code, fields: Calendar.from_fields({code: fields}),
    "category": lambda code, fields: Categories.from_fields({code: fields}),
    "quiet": lambda _, fields: QuietPeriod.from_fields(fields),
    "clerk": lambda _, fields: (Post(fields.get("post", Post.CLERK)), fields["name"], fields["room"]),
}
_READ_BY_CODE: Mapping[tuple[str, str], Callable[[str, Fields], object]] = {
    ("rules", "weights"): lambda _, fields: Weights.from_fields(fields),
    ("rules", "assessment"): lambda _, fields: MonthStart.from_fields(fields),
}
