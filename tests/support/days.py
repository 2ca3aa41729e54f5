"""The times of a day at the desk, as the stories tell them: the district's, in hours and minutes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reception.domain.clock import DISTRICT_ZONE, from_text

DAY = "2026-11-24"
"""The Tuesday on which the stories begin."""


def at(clock: str, day: str = DAY) -> datetime:
    """A moment of the day: `at("09:04")`."""
    return from_text(f"{day} {clock}")


def told(moment: str | None) -> str:
    """A moment of an entry as a story tells it: `11-24 09:04`; "" when it is unknown."""
    return f"{from_text(moment).astimezone(DISTRICT_ZONE):%m-%d %H:%M}" if moment else ""


def steps(case: Mapping[str, Any], *acts: str) -> Sequence[tuple[str, str]]:
    """The acts of a case with the times they happened; all of them, or those named."""
    return [(step["act"], told(step["at"])) for step in case["timeline"] if not acts or step["act"] in acts]


def clock_of(case: Mapping[str, Any], name: str, turn: int = 1) -> Mapping[str, Any]:
    """The limit in force of a clock in a round."""
    return next(
        line for line in case["deadlines"] if line["clock"] == name and line["round"] == turn and line["in_force"]
    )
