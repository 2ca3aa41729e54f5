"""Rules of the district as rows of a workbook: a limit by row, with its terms as people write them, and the weights."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reception.domain.counting import Unit
from reception.domain.deadlines import CLOCK_NAMES
from reception.domain.errors import InvalidInput

WEIGHTS = "weights"
"""The code of the rule that holds the weights of the rates."""
CONDITIONS = ("voice", "urgency", "category", "channel")
_TERM = re.compile(r"(\d{1,4})\s*个?\s*(工作)?\s*(分钟|小时|天|日)")
_SAME_DAY = ("当日", "当天")
_UNITS = {"分钟": Unit.MINUTE, "小时": Unit.HOUR, "天": Unit.DAY, "日": Unit.DAY}
_WORKING = {Unit.MINUTE: Unit.WORKING_MINUTE, Unit.HOUR: Unit.WORKING_HOUR, Unit.DAY: Unit.WORKING_DAY}
_NAMES = {unit: name for name, unit in _UNITS.items()} | {
    working: f"个工作{name}" for name, unit in _UNITS.items() for working in [_WORKING[unit]]
}


def term(text: str) -> dict[str, Any] | None:
    """`5个工作日`, `30分钟`, `当日` as a rule holds it; None for nothing. Raises InvalidInput."""
    if not text:
        return None
    if text in _SAME_DAY:
        return {"amount": 0, "unit": str(Unit.WORKING_DAY)}
    found = _TERM.fullmatch(text)
    if found is None:
        raise InvalidInput("时限应如 30分钟、2个工作小时、5个工作日、当日", english="such as 30分钟, 5个工作日, 当日")
    unit = _UNITS[found[3]]
    return {"amount": int(found[1]), "unit": str(_WORKING[unit] if found[2] else unit)}


def term_text(value: Mapping[str, Any]) -> str:
    """A term as `term` reads it."""
    unit = Unit(value["unit"])
    return _SAME_DAY[0] if not value["amount"] and unit is Unit.WORKING_DAY else f"{value['amount']}{_NAMES[unit]}"


def rule_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of limits as a record of the kind `rules`."""
    rule = {name: row[name] for name in ("code", "name", "priority") if name in row}
    when = {name: row[name] for name in CONDITIONS if name in row}
    limits = {name: row[name] for name in CLOCK_NAMES if name in row}
    kept = {name: row[name] for name in ("code", "version") if name in row}
    return {**kept, "rules": [{**rule, "when": when, "limits": limits}]}


def rows_of(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A record of rules as rows, one for each."""
    for rule in record.get("rules", ()):
        kept = {name: value for name, value in rule.items() if name not in ("when", "limits")}
        yield kept | rule["when"] | rule["limits"] | {"version": record.get("version", "")}
