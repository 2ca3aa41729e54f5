"""The orders given out on a day, by unit: what a batch prints and a foreman signs for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from reception.desk.desk import Desk
from reception.domain.clock import DISTRICT_ZONE, to_text
from reception.domain.lifecycle import OrderStatus
from reception.store.tables import CaseRow, OrderRow

_LIVE = (OrderStatus.TO_SIGN, OrderStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class Issued:
    """An order that was given out: its number, its unit, and how often a paper of it was printed."""

    number: str
    unit: str
    prints: int


def issued_on(desk: Desk, day: date, unit: str = "") -> list[Issued]:
    """The orders of a day (the district's) whose unit still has to act, of one unit or of all; by unit and number."""
    start = datetime.combine(day, time(), DISTRICT_ZONE)
    query = (
        select(OrderRow.number, OrderRow.unit, OrderRow.prints)
        .join(CaseRow, CaseRow.id == OrderRow.case_id)
        .where(
            OrderRow.dispatched_at >= to_text(start),
            OrderRow.dispatched_at < to_text(start + timedelta(days=1)),
            OrderRow.status.in_(_LIVE),
            CaseRow.undone == 0,
        )
        .order_by(OrderRow.unit, OrderRow.number)
    )
    if unit:
        query = query.where(OrderRow.unit == unit)
    with desk.read() as conn:
        return [Issued(*row) for row in conn.execute(query)]
