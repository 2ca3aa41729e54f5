"""Master data: what the district tells every room, each piece known by its kind and code."""

from collections.abc import Mapping
from typing import Any

from reception.domain.clock import Id
from reception.domain.entry import digest
from reception.domain.errors import InvalidInput

CODE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "room": ("code",),
    "clerk": ("code",),
    "unit": ("code",),
    "grid": ("code",),
    "compound": ("code",),
    "project": ("code",),
    "works": ("compound", "building", "item"),
    "duty": ("room", "role", "name"),
    "category": ("path",),
    "rules": ("code",),
    "calendar": ("code",),
    "quiet": ("code",),
}
"""What makes the code of each kind; several fields are joined by `/`."""


def code_of(kind: str, row: Mapping[str, Any]) -> str:
    """A row's code. Raises InvalidInput for an unknown kind or a row without one."""
    if kind not in CODE_FIELDS:
        raise InvalidInput(f"没有这类主数据：{kind}", english=f"no such kind of master data: {kind}", field="kind")
    parts = [str(row.get(name) or "").strip() for name in CODE_FIELDS[kind]]
    if not parts[0]:
        raise InvalidInput("缺少代码", english="the code is missing", field=CODE_FIELDS[kind][0])
    return "/".join(parts)


def master_id(kind: str, code: str) -> Id:
    """The id of a piece of master data: made from kind and code, so that it is the same again after any loss."""
    return Id(digest(f"master/{kind}/{code}".encode())[:32])
