"""The day at a glance: what is due, late, unsigned, to be followed up, and what asks to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from reception.desk.desk import Desk
from reception.domain.clock import DISTRICT_ZONE, to_text
from reception.domain.lifecycle import OPEN, OrderStatus, Status
from reception.store.tables import CaseRow, LimitRow, OrderRow, VisitRow


@dataclass(frozen=True)
class Day:
    """The figures of the start page; each opens the list it counts."""

    visits: int
    registered: int
    due_today: int
    overdue: int
    to_dispatch: int
    to_sign: int
    follow_ups: int
    please_look: int
    open: int
    week: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Due:
    """A case whose next clock ends soon, or has."""

    number: str
    summary: str
    address: str
    unit: str
    clock: str
    until: str
    status: str


def bounds(day: date) -> tuple[str, str]:
    """A district day as UTC text, from and until."""
    start = datetime.combine(day, time.min, DISTRICT_ZONE)
    return to_text(start), to_text(start + timedelta(days=1))


def day_at_a_glance(desk: Desk) -> Day:
    """Count what the clerk must see first."""
    now = to_text(desk.now)
    today = desk.now.astimezone(DISTRICT_ZONE).date()
    start, end = bounds(today)
    live = (CaseRow.undone == 0, CaseRow.status.in_(OPEN))
    with desk.read() as conn:
        return Day(
            visits=_count(conn, VisitRow.received_at >= start, VisitRow.received_at < end, VisitRow.undone == 0),
            registered=_count(conn, CaseRow.undone == 0, CaseRow.received_at >= start, CaseRow.received_at < end),
            due_today=_count(conn, *live, CaseRow.next_due_at >= now, CaseRow.next_due_at < end),
            overdue=_count(conn, *live, CaseRow.next_due_at != "", CaseRow.next_due_at < now),
            to_dispatch=_count(conn, CaseRow.undone == 0, CaseRow.status == Status.REGISTERED),
            to_sign=_count(conn, OrderRow.status == OrderStatus.TO_SIGN),
            follow_ups=_count(conn, *follow_up_due(today)),
            please_look=_count(conn, CaseRow.undone == 0, CaseRow.look == 1),
            open=_count(conn, *live),
            week=_week(conn, today),
        )


def side_counts(desk: Desk) -> dict[str, int]:
    """What stands beside the pages: cases due today or late, open cases, people to call."""
    day = day_at_a_glance(desk)
    return {"today": day.due_today + day.overdue, "cases": day.open, "follow_ups": len(calls_due(desk))}


def _count(conn: Connection, *conditions: Any) -> int:
    return int(conn.execute(select(func.count()).where(*conditions)).scalar() or 0)


def _week(conn: Connection, today: date) -> tuple[tuple[date, int], ...]:
    days = [today - timedelta(days=back) for back in range(6, -1, -1)]
    return tuple((day, _count(conn, *_received_on(day))) for day in days)


def _received_on(day: date) -> tuple[Any, ...]:
    start, end = bounds(day)
    return CaseRow.undone == 0, CaseRow.received_at >= start, CaseRow.received_at < end


def follow_up_due(today: date) -> tuple[Any, ...]:
    """Cases to follow up: planned for today or earlier, handled and not yet confirmed, or past their limit."""
    _, end = bounds(today)
    planned = and_(CaseRow.planned_on != "", CaseRow.planned_on <= today.isoformat())
    waiting = and_(CaseRow.follow_up_at != "", CaseRow.follow_up_at < end, CaseRow.planned_on == "")
    return CaseRow.undone == 0, CaseRow.anonymous == 0, or_(planned, waiting)


def due_soon(desk: Desk, most: int = 50) -> list[Due]:
    """Open cases by the end of their next clock, the latest past first."""
    query = (
        select(CaseRow.__table__)
        .where(CaseRow.undone == 0, CaseRow.status.in_(OPEN), CaseRow.next_due_at != "")
        .order_by(CaseRow.next_due_at)
        .limit(most)
    )
    with desk.read() as conn:
        return [
            Due(row.number, row.summary, row.address, row.unit, row.next_clock, row.next_due_at, row.status)
            for row in conn.execute(query)
        ]


@dataclass(frozen=True)
class Call:
    """One person to call, with every case to ask about."""

    name: str
    phone: str
    hours: str
    cases: tuple[tuple[str, str, str], ...]


def calls_due(desk: Desk, most: int = 500) -> list[Call]:
    """Follow-ups due, grouped by person (same phone, else same name): (number, summary, address) of each case."""
    today = desk.now.astimezone(DISTRICT_ZONE).date()
    query = select(CaseRow.__table__).where(*follow_up_due(today)).order_by(CaseRow.next_due_at, CaseRow.n).limit(most)
    groups: dict[tuple[str, str], list[Any]] = {}
    with desk.read() as conn:
        for row in conn.execute(query):
            key = ("phone", row.phone) if row.phone else ("name", f"{row.resident}{row.address}")
            groups.setdefault(key, []).append(row)
    return [_call(rows) for rows in groups.values()]


def _call(rows: Sequence[Any]) -> Call:
    cases = tuple((row.number, row.summary, row.address) for row in rows)
    return Call(rows[0].resident, rows[0].phone, "", cases)


def late_clocks(conn: Connection, now: str) -> int:
    """How many clocks have run out and still run."""
    return _count(conn, LimitRow.stopped_at == "", LimitRow.until < now)
