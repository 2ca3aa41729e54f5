"""What the page of an emergency asks of the desk on a worker: functions of values, never of widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reception.domain.clock import from_text, to_text
from ui.visit.filled import Filled
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.emergency import CallMade, EmergencySaved, OnDuty
    from reception.domain.clock import Id

FORM = "emergency"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What stands on the page: since when, who was called, who speaks, where and what, and the unit to act."""

    began: datetime
    calls: "tuple[CallMade, ...]" = ()
    form: Filled = field(default_factory=lambda: Filled(channel="phone"))
    unit: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.calls and self.form.blank

    def to_fields(self) -> dict[str, Any]:
        """As a draft keeps it."""
        calls = [
            {"role": call.who.role, "name": call.who.name, "phone": call.who.phone, "unit": call.who.unit,
             "reached": call.reached, "at": to_text(call.at)}
            for call in self.calls
        ]  # fmt: skip
        return {"began": to_text(self.began), "calls": calls, "form": self.form.to_fields(), "unit": self.unit}

    @classmethod
    def from_fields(cls, kept: Mapping[str, Any]) -> "Alarm":
        """What `to_fields` gave."""
        from reception.desk.emergency import CallMade, OnDuty

        calls = tuple(
            CallMade(
                OnDuty(*(str(call.get(name, "")) for name in ("role", "name", "phone", "unit"))),
                bool(call["reached"]),
                from_text(call["at"]),
            )
            for call in kept.get("calls", ())
        )
        form = Filled.from_fields(kept.get("form") or {})
        return cls(from_text(kept["began"]), calls, form, str(kept.get("unit", "")))


def read_people(desk: "Desk", compound: str, report: Report) -> "list[OnDuty]":
    """Whom to call, in order."""
    from reception.desk.emergency import people_on_duty

    report.check()
    return people_on_duty(desk, compound)


def save(alarm: Alarm, draft: "Id | None", desk: "Desk") -> "EmergencySaved":
    """Register what stands there with its calls, and hand it to the unit; its draft ends with it."""
    from reception.desk.emergency import register_emergency

    command = alarm.form.command(alarm.began)
    return register_emergency(desk, command, alarm.calls, unit=alarm.unit, draft=draft)
