"""A work order's sheet comes back from the field: what stands on it becomes the steps it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reception.desk.desk import Acting, Desk, Found, find
from reception.desk.steps import step_in
from reception.domain import forms
from reception.domain.case import Case, Order
from reception.domain.changed import Changed
from reception.domain.clock import Id, to_text
from reception.domain.errors import InvalidInput, NotAllowed
from reception.domain.lifecycle import HOLDING, OPEN, ORDER_STATUS_NAMES, Act, OrderStatus, Status
from reception.domain.text import clean

FROM_PAPER = "据收回的工单补录"
"""Why a step is written late that only the paper told of."""

_SPECS = {spec.name: spec for spec in forms.ON_PAPER}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it is scanned: its order, case and unit, and whether it still holds.

    `said` is what it is worth now (办理中, 已改派, 作废 …); `instead` the order that holds in its place, if any;
    `asks_adopted` whether the answer on it is to say if a suggestion is adopted.
    """

    order: str
    case: str
    unit: str
    summary: str
    standing: OrderStatus
    instead: str = ""
    asks_adopted: bool = False

    @property
    def holds(self) -> bool:
        """Whether what stands on it can be taken."""
        return self.standing in HOLDING

    @property
    def said(self) -> tuple[str, str]:
        """What it is worth now, in Chinese and English."""
        return ORDER_STATUS_NAMES[self.standing]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written onto a sheet by hand. Empty texts and None: nothing stands there.

    `outcome` is the handler's tick (`forms.OUTCOMES`), `solved` and `satisfied` the resident's (`forms.SOLVED`,
    `forms.SATISFIED`), `signed` whether the resident signed. `why` and `basis` are needed with `not_ours`. `file` is
    the scanned sheet; `adopted` belongs to the answer to a suggestion (`forms.ADOPTION`).
    """

    outcome: str = ""
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    done: str = ""
    materials: str = ""
    handler: str = ""
    handler_phone: str = ""
    solved: str = ""
    satisfied: str = ""
    remarks: str = ""
    signed: bool | None = None
    received_by: str = ""
    why: str = ""
    basis: str = ""
    note: str = ""
    late_why: str = ""
    file: str = ""
    adopted: str = ""


@dataclass(frozen=True)
class CameBack:
    """What became of it: the steps taken, where the case stands now, and what changed. One gesture."""

    order: str
    acts: tuple[Act, ...]
    status: Status
    changed: Changed


def scanned(desk: Desk, reference: str) -> Sheet:
    """The sheet behind a number that was scanned or typed; a case's number means its live lead order, or its last.

    Raises NotFound, Conflict, or NotAllowed for a case that was never dispatched.
    """
    with desk.read() as conn:
        found = find(conn, reference, desk.now)
        case, order = found.case, _order_of(found)
        unit = desk.office(conn).unit_name(order.unit)
        standing = case.standing(order)
        instead = case.lead.number if case.lead is not None and standing not in HOLDING else ""
        asks_adopted = standing is not OrderStatus.ANSWERED and forms.ADOPTED in case.asks(Act.HANDLE, order)
        return Sheet(order.number, case.number, unit, str(case.get("summary")), standing, instead, asks_adopted)


def come_back(desk: Desk, reference: str, filled: Filled) -> CameBack:
    """Take a sheet back: signed for if it was not, arrived, then what its tick says.

    修复 is the unit's answer; 临时处理 and 缺料 are progress, the order goes on; 非我单位 is a return. A sheet whose
    unit has answered already adds what it says to the timeline. Raises NotAllowed for a sheet that no longer holds,
    InvalidInput naming the field.
    """
    said = _said(filled)
    with desk.acting() as acting:
        found = acting.find(reference)
        order = _order_of(found)
        _check_standing(found.case, order)
        coming = _Coming(acting, order.number, filled, said, acting.new_id())
        coming.take(order)
        case = acting.writing.cases.get(found.case.id, found.case)
        return CameBack(order.number, tuple(coming.acts), case.status_at(to_text(acting.now)), acting.done())


class _Coming:
    """One sheet being taken back, step by step."""

    def __init__(self, acting: Acting, number: str, filled: Filled, said: Mapping[str, Any], gesture: Id) -> None:
        self.acts: list[Act] = []
        self._acting, self._number, self._filled = acting, number, filled
        self._said, self._gesture = said, gesture

    def take(self, order: Order) -> None:
        """All steps of the sheet, in the order they happened."""
        filled = self._filled
        if order.status is OrderStatus.ANSWERED:
            self._add_to_the_answer()
        elif filled.outcome == "not_ours":
            self._last(Act.RETURN, {"why": filled.why or filled.done, "basis": filled.basis})
        else:
            self._work(order)

    def _work(self, order: Order) -> None:
        filled = self._filled
        if order.status is OrderStatus.TO_SIGN:
            self._step(Act.ACCEPT, {"by": filled.handler}, filled.arrived_at or filled.finished_at)
        if filled.outcome in ("for_now", "no_material"):
            self._arrived()
            self._last(Act.PROGRESS, {"by": filled.handler, "note": _joined(filled.done, filled.note)})
        elif filled.outcome or filled.done:
            self._arrived()
            done = filled.done or forms.OUTCOMES["repaired"][0]
            self._last(Act.HANDLE, {"by": filled.handler, "done": done, "note": filled.note})
        elif filled.arrived_at is not None:
            self._last(Act.ARRIVE, {"by": filled.handler, "note": filled.note}, filled.arrived_at)
        else:
            raise InvalidInput(
                "请勾选处理结果，或填写处理情况", english="tick an outcome, or say what was done", field="outcome"
            )

    def _arrived(self) -> None:
        if self._filled.arrived_at is not None:
            self._step(Act.ARRIVE, {"by": self._filled.handler}, self._filled.arrived_at)

    def _add_to_the_answer(self) -> None:
        """Ink follows: the answer is here already, by telephone."""
        filled = self._filled
        case = self._acting.find(self._number).case
        given = {"by": filled.handler, "note": _joined(filled.done, filled.note)}
        if filled.file:
            self._last(Act.ATTACH, given)
        elif case.status_at(to_text(self._acting.now)) in OPEN:
            self._last(Act.PROGRESS, given)
        else:
            raise NotAllowed(
                "诉求已经办结归档，请附上收回的工单",
                english="the case is closed: attach the sheet itself",
                field="file",
            )

    def _last(self, act: Act, given: Mapping[str, Any], at: datetime | None = None) -> None:
        """The step that carries the sheet and all that stands on it beside."""
        given = {**given, "adopted": self._filled.adopted, "file": self._filled.file}
        self._step(act, given, at or self._filled.finished_at, self._said)

    def _step(
        self, act: Act, given: Mapping[str, Any], at: datetime | None, besides: Mapping[str, Any] | None = None
    ) -> None:
        given = {name: value for name, value in given.items() if value}
        if at is not None:
            given["at"] = to_text(at)
            if self._acting.is_late(at):
                given["late_why"] = self._filled.late_why or FROM_PAPER
        found = self._acting.find(self._number)
        step_in(self._acting, found, act, given, self._gesture, besides=besides)
        self.acts.append(act)


def _said(filled: Filled) -> dict[str, str]:
    """What the sheet says beside its act, checked and without what is empty."""
    if filled.arrived_at and filled.finished_at and filled.finished_at < filled.arrived_at:
        raise InvalidInput("完成时间早于到场时间", english="finished before arriving", field="finished_at")
    given = {
        "outcome": filled.outcome,
        "materials": filled.materials,
        "handler_phone": filled.handler_phone,
        "claimed_solved": filled.solved,
        "claimed_satisfied": filled.satisfied,
        "remarks": filled.remarks,
        "signed": "" if filled.signed is None else "yes" if filled.signed else "no",
        "received_by": filled.received_by,
    }
    return {name: _checked(name, value) for name, value in given.items() if value}


def _checked(name: str, value: str) -> str:
    spec = _SPECS[name]
    text = clean(value, name, 2000)
    if spec.choices is not None and text not in spec.choices:
        known = "、".join(f"{key} {names[0]}" for key, names in spec.choices.items())
        raise InvalidInput(f"「{text}」不可选，可用：{known}", english=f"{text!r}: choose {known}", field=name)
    return text


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _order_of(found: Found) -> Order:
    leads = [order for order in found.case.orders.values() if order.lead]
    order = found.order or found.case.lead or (leads[-1] if leads else None)
    if order is None:
        raise NotAllowed("尚未派单，没有工单可收回", english="not dispatched yet: there is no sheet to take back")
    return order


def _check_standing(case: Case, order: Order) -> None:
    standing = case.standing(order)
    if standing in HOLDING:
        return
    zh, en = ORDER_STATUS_NAMES[standing]
    now = case.lead
    raise NotAllowed(
        f"工单 {order.number} {zh}，不能收回" + (f"；现在有效的是 {now.number}" if now else ""),
        english=f"order {order.number} is {en}: it cannot be taken back" + (f"; {now.number} holds now" if now else ""),
        field="number",
    )
