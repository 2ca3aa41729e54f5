"""The day at a glance: what is due, late, unsigned, to be followed up, and what asks to be looked at."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, literal_column, or_, select

from reception.desk.desk import Desk, find
from reception.desk.lists import CaseFilter, count_cases
from reception.desk.office import Office
from reception.domain.case import Case, fold_case
from reception.domain.clock import DISTRICT_ZONE, Id, to_text
from reception.domain.deadlines import Colour, Limit, colour
from reception.domain.lifecycle import CLIMBS, OFTEN, OPEN, UNSIGNED, OrderStatus, Status
from reception.store.journal import among_latest, load_stories, setting
from reception.store.tables import CaseRow, EntryRow, FactRow, OrderRow, VisitRow, facts_of_entry

MOST_EMERGENCIES = 50
MOST_FOR_LEADER = 500
LOOK_BACK = 2000
"""Entries of the journal, from its end, among which what arrived is looked for."""


@dataclass(frozen=True)
class Day:
    """The figures of the start page; each opens the list it counts."""

    visits: int
    overdue: int
    due_today: int
    to_dispatch: int
    to_sign: int
    follow_ups: int
    please_look: int
    open: int
    week: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Due:
    """A case whose next clock ends soon, or has: which clock, until when (UTC text), and how near that is."""

    number: str
    summary: str
    address: str
    unit: str
    clock: str
    until: str
    status: Status
    near: Colour


def bounds(day: date) -> tuple[str, str]:
    """A district day as UTC text, from and until."""
    start = datetime.combine(day, time.min, DISTRICT_ZONE)
    return to_text(start), to_text(start + timedelta(days=1))


def figures(now: datetime) -> dict[str, CaseFilter]:
    """The figures of the start page, by name, as the lists they count at a moment."""
    _, end = bounds(now.astimezone(DISTRICT_ZONE).date())
    return {
        "overdue": CaseFilter(open=True, overdue=True, sort="due", descending=False),
        "due_today": CaseFilter(open=True, due_until=end, sort="due", descending=False),
        "to_dispatch": CaseFilter(status=Status.REGISTERED),
        "to_sign": CaseFilter(open=True, to_sign=True),
        "please_look": CaseFilter(look=True),
        "open": CaseFilter(open=True),
    }


def received_on(day: date) -> CaseFilter:
    """The cases that came in on a day."""
    since, until = bounds(day)
    return CaseFilter(since=since, until=until)


def day_at_a_glance(desk: Desk) -> Day:
    """Count what the clerk must see first. Every figure is the length of the list it opens."""
    now = desk.now
    today = now.astimezone(DISTRICT_ZONE).date()
    start, end = bounds(today)
    with desk.read() as conn:
        room = desk.office(conn).room
        counts = {name: count_cases(conn, wanted, room, now) for name, wanted in figures(now).items()}
        return Day(
            visits=_count(conn, VisitRow.received_at >= start, VisitRow.received_at < end, VisitRow.undone == 0),
            follow_ups=_count(conn, *follow_up_due(room, today)),
            week=_week(conn, today, room, now),
            **counts,
        )


def side_counts(desk: Desk) -> dict[str, int]:
    """What stands beside the pages: cases due today or late, open cases, follow-ups to make."""
    now = desk.now
    wanted = figures(now)
    with desk.read() as conn:
        room = desk.office(conn).room
        asked = {name: count_cases(conn, wanted[name], room, now) for name in ("overdue", "due_today", "open")}
        calls = _count(conn, *follow_up_due(room, now.astimezone(DISTRICT_ZONE).date()))
    return {"today": asked["overdue"] + asked["due_today"], "cases": asked["open"], "follow_ups": calls}


def _count(conn: Connection, *conditions: Any) -> int:
    return int(conn.execute(select(func.count()).where(*conditions)).scalar() or 0)


def _week(conn: Connection, today: date, room: str, now: datetime) -> tuple[tuple[date, int], ...]:
    days = [today - timedelta(days=back) for back in range(6, -1, -1)]
    return tuple((day, count_cases(conn, received_on(day), room, now)) for day in days)


def follow_up_due(room: str, today: date) -> tuple[Any, ...]:
    """Cases of a room to call about: planned by today, handled and not yet confirmed, or past their limit."""
    _, end = bounds(today)
    planned = and_(CaseRow.planned_on != "", CaseRow.planned_on <= today.isoformat())
    waiting = and_(CaseRow.follow_up_at != "", CaseRow.follow_up_at < end, CaseRow.planned_on == "")
    return CaseRow.undone == 0, CaseRow.room == room, CaseRow.anonymous == 0, or_(planned, waiting)


def _open_here(room: str) -> tuple[Any, ...]:
    return CaseRow.undone == 0, CaseRow.room == room, CaseRow.status.in_(OPEN)


def due_soon(desk: Desk, most: int = 20) -> list[Due]:
    """Open cases by the end of their next clock, the latest past first."""
    with desk.read() as conn:
        here = _open_here(desk.office(conn).room)
        query = select(CaseRow.__table__).where(*here, CaseRow.next_due_at != "")
        return _dues(conn, query.order_by(CaseRow.next_due_at).limit(most), desk)


def next_limit(desk: Desk, reference: str) -> Limit | None:
    """The limit that ends next of the case behind a number; None while none runs. Raises NotFound."""
    with desk.read() as conn:
        first = next(iter(find(conn, reference, desk.now).case.running()), None)
    return Limit.from_fields(first) if first is not None else None


def emergencies(desk: Desk) -> list[Due]:
    """Emergencies whose next clock has nearly run out, or has: what may interrupt."""
    with desk.read() as conn:
        here = _open_here(desk.office(conn).room)
        query = select(CaseRow.__table__).where(*here, CaseRow.urgency == "emergency", CaseRow.next_due_at != "")
        dues = _dues(conn, query.order_by(CaseRow.next_due_at.desc()).limit(MOST_EMERGENCIES), desk)
        return [due for due in dues if due.near in (Colour.WARN, Colour.LATE)]


def _dues(conn: Connection, query: Any, desk: Desk) -> list[Due]:
    rows = conn.execute(query).all()
    stories = load_stories(conn, [("case", Id(row.id)) for row in rows])
    office = desk.office(conn)
    return [_due(row, fold_case(Id(row.id), stories["case", Id(row.id)]), office, desk.now) for row in rows]


@dataclass(frozen=True)
class ForLeader:
    """A case that the room's leader is to see the same day, and why (Chinese, English)."""

    number: str
    summary: str
    why: tuple[str, str]


def for_leader(desk: Desk) -> list[ForLeader]:
    """Large groups that came today, 送达未签, third rounds and third returns: the room's leader is the next to know."""
    now = to_text(desk.now)
    start, end = bounds(desk.now.astimezone(DISTRICT_ZONE).date())
    unsigned = select(OrderRow.case_id).where(
        OrderRow.status == literal_column(f"'{OrderStatus.TO_SIGN}'"), OrderRow.delivered_at != ""
    )
    often_returned = (
        select(OrderRow.case_id)
        .where(OrderRow.status == OrderStatus.RETURNED)
        .group_by(OrderRow.case_id)
        .having(func.count() >= CLIMBS)
    )
    often = or_(CaseRow.round >= CLIMBS, CaseRow.id.in_(often_returned))
    came = and_(CaseRow.received_at >= start, CaseRow.received_at < end)
    wanted = or_(came, often, CaseRow.id.in_(unsigned))
    with desk.read() as conn:
        query = select(CaseRow.id).where(*_open_here(desk.office(conn).room), wanted).order_by(CaseRow.received_at)
        ids = [Id(item) for item in conn.execute(query.limit(MOST_FOR_LEADER)).scalars()]
        stories = load_stories(conn, [("case", item) for item in ids])
    cases = [fold_case(item, stories["case", item]) for item in ids]
    found = [(case, case.for_leader(now)) for case in cases]
    return [
        ForLeader(case.number, str(case.get("summary")), why)
        for case, why in found
        if why is not None and (why in (UNSIGNED, OFTEN) or start <= str(case.get("received_at")) < end)
    ]


@dataclass(frozen=True)
class Arrived:
    """Something another PC or the district did to a case: when (UTC text), which act, and the case."""

    at: str
    act: str
    number: str
    summary: str


def arrived(desk: Desk, most: int = 6) -> list[Arrived]:
    """What came from the district and from other PCs, latest first; of each case its last."""
    with desk.read() as conn:
        query = (
            select(EntryRow.at, EntryRow.act, CaseRow.number, CaseRow.summary)
            .join(FactRow, facts_of_entry())
            .join(CaseRow, CaseRow.id == FactRow.aggregate)
            .where(among_latest(LOOK_BACK), EntryRow.device != setting(conn, "device"))
            .where(FactRow.kind == "case", CaseRow.undone == 0)
            .order_by(EntryRow.n.desc())
            .limit(most * 10)
        )
        found: dict[str, Arrived] = {}
        for row in conn.execute(query):
            found.setdefault(row.number, Arrived(row.at, row.act, row.number, row.summary))
    return list(found.values())[:most]


def _due(row: Any, case: Case, office: Office, now: datetime) -> Due:
    first = next(iter(case.running()), None)
    near = colour(Limit.from_fields(first), now) if first else Colour.CALM
    unit = office.unit_name(row.unit) if row.unit else ""
    return Due(row.number, row.summary, row.address, unit, row.next_clock, row.next_due_at, case.status, near)
