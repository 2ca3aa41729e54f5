"""The rates of a period, by unit, category, grid, compound or all together, with the cases behind every figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Desk
from reception.desk.office import Office
from reception.desk.today import bounds
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.lifecycle import OrderStatus
from reception.domain.measures import (
    ANONYMOUS,
    APPROVED,
    HISTORY,
    NOT_ASKED,
    UNREACHABLE,
    Measured,
    Rates,
    Weights,
    rates,
)
from reception.store.tables import CaseRow, ContactRow, LimitRow, OrderRow

ALL = "*"
AT_ONCE = 500


@dataclass(frozen=True)
class MeasureLine:
    """One group: its code (`ALL` is the room's whole, "" those without one), its name, and its rates."""

    code: str
    name: str
    rates: Rates


def measures(desk: Desk, since: date, until: date, by: str = "unit") -> list[MeasureLine]:
    """The room's rates, then those of each group, of cases received from `since` to `until`, both days included.

    Groups with the most cases come first. `by` is unit, category, grid, compound or item.
    """
    start, _ = bounds(since)
    _, end = bounds(until)
    with desk.read() as conn:
        office = desk.office(conn)
        weights = Weights.from_fields(office.all("rules").get("weights", {}))
        found = [(str(getattr(row, by)), case) for row, case in measured_in(conn, office, start, end)]
    groups: dict[str, list[Measured]] = {}
    for code, case in found:
        groups.setdefault(code, []).append(case)
    whole = MeasureLine(ALL, office.room, rates((case for _, case in found), weights))
    lines = [MeasureLine(code, group_name(office, by, code), rates(cases, weights)) for code, cases in groups.items()]
    return [whole, *sorted(lines, key=lambda line: -line.rates.cases)]


def measured_in(conn: Connection, office: Office, start: str, end: str) -> Iterable[tuple[Any, Measured]]:
    """The room's cases received from `start` to before `end` (UTC text): their rows, and what they bring to the rates.

    The oldest first.
    """
    query = select(CaseRow.__table__).where(
        CaseRow.undone == 0, CaseRow.room == office.room, CaseRow.received_at >= start, CaseRow.received_at < end
    )
    return _measured(conn, conn.execute(query.order_by(CaseRow.received_at, CaseRow.n)).all())


def group_name(office: Office, by: str, code: str) -> str:
    """What a group is called; "—" for those without one."""
    if by in ("category", "item") or not code:
        return code or "—"
    return str(office.all(by).get(code, {}).get("name") or code)


def _measured(conn: Connection, found: Sequence[Any]) -> Iterable[tuple[Any, Measured]]:
    for start in range(0, len(found), AT_ONCE):
        piece = found[start : start + AT_ONCE]
        ids = [row.id for row in piece]
        contacts, limits, orders = (_by_case(conn, table, ids) for table in (ContactRow, LimitRow, OrderRow))
        for row in piece:
            yield row, _case(row, contacts.get(row.id, ()), limits.get(row.id, ()), orders.get(row.id, ()))


def _by_case(conn: Connection, table: type[Any], ids: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in conn.execute(select(table.__table__).where(table.case_id.in_(ids)).order_by(table.place)):
        groups.setdefault(row.case_id, []).append(row)
    return groups


def _case(row: Any, contacts: Sequence[Any], limits: Sequence[Any], orders: Sequence[Any]) -> Measured:
    valid = [contact for contact in contacts if contact.reached == "yes" and contact.solved]
    first = {limit.clock: limit for limit in reversed(limits)}
    contact = first.get("first_contact")
    solved = next((limit for limit in limits if limit.clock in ("solved", "answer") and limit.round == row.round), None)
    return Measured(
        row.number,
        solved=valid[-1].solved if valid else "",
        satisfied=valid[-1].satisfied if valid else "",
        first_solved=valid[0].solved if valid else "",
        contacted_in_time=_in_time(contact),
        handled_in_time=_in_time(solved) if row.handled_at else None,
        hours_to_contact=_hours(contact),
        hours_to_solve=_hours(solved) if row.handled_at else None,
        orders=sum(order.status != OrderStatus.VOID for order in orders),
        returned=sum(order.status == OrderStatus.RETURNED for order in orders),
        repeats=row.repeats,
        reopened=row.round > 1,
        left_out=_left_out(row, contacts, bool(valid)),
    )


def _in_time(limit: Any) -> bool | None:
    if limit is None or not limit.stopped_at.startswith("2"):
        return None
    return bool(limit.stopped_at <= limit.until)


def _hours(limit: Any) -> float | None:
    if limit is None or not limit.stopped_at.startswith("2"):
        return None
    return max(0.0, (from_text(limit.stopped_at) - from_text(limit.start)).total_seconds() / 3600)


def _left_out(row: Any, contacts: Sequence[Any], valid: bool) -> str:
    if row.left_out:
        return APPROVED
    if row.history:
        return HISTORY
    if row.anonymous:
        return ANONYMOUS
    if valid:
        return ""
    return UNREACHABLE if _missed_twice(contacts) else NOT_ASKED


def _missed_twice(contacts: Sequence[Any]) -> bool:
    times = [from_text(contact.at).astimezone(DISTRICT_ZONE) for contact in contacts if contact.reached != "yes"]
    return any(a.date() != b.date() and a.hour != b.hour for a in times for b in times)
