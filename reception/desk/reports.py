"""Reports of a room: counted for a period, handed up as a record that never changes, and compared with today.

The rows of a long report go into several entries of one gesture, since an entry holds 256 KB.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, func, select

from reception.desk.desk import Desk
from reception.desk.measures import group_name, measured_in
from reception.desk.office import Office
from reception.domain import measures, report
from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE, Id, to_text
from reception.domain.entry import Fact, room_scope
from reception.domain.errors import NotAllowed, NotFound, Unavailable
from reception.domain.lifecycle import Act
from reception.domain.measures import Measured, Weights
from reception.domain.period import MonthStart, Period, PeriodKind, before, month
from reception.domain.report import Figures, Ground, Report, ReportRow, SinceIssued, TrendPoint
from reception.store import exchange
from reception.store.journal import load_stories
from reception.store.rows import pieces
from reception.store.tables import CaseRow, VisitRow
from reception.store.tables import ReportRow as HandedUpRow

HAND_UP = "hand_up"
EARLIER = 5
"""So many periods before stand in the trend beside the one reported on."""
MOST_STEPS = 62
"""Days of a trend; a longer period is shown week by week."""


@dataclass(frozen=True)
class HandedUp:
    """A report as the list of reports shows it. Times are UTC text."""

    number: str
    period: Period
    as_of: str
    by: str
    cases: int


def month_start(desk: Desk) -> MonthStart:
    """When this district's assessment months begin."""
    with desk.read() as conn:
        return _month_start(desk.office(conn))


def _month_start(office: Office) -> MonthStart:
    return MonthStart.from_fields(office.all("rules").get("assessment", {}))


def month_of(desk: Desk, year: int, number: int) -> Period:
    """A month as this district counts it. Raises InvalidInput for what is no month."""
    return month(year, number, month_start(desk))


def count(desk: Desk, period: Period) -> Report:
    """The report of a period as its figures stand now; it has no number until it is handed up."""
    with desk.read() as conn:
        return _counted(conn, desk.office(conn), period, desk.now, desk.clerk.name)


def _counted(conn: Connection, office: Office, period: Period, now: datetime, by: str) -> Report:
    weights = Weights.from_fields(office.all("rules").get("weights", {}))
    rows = _rows(conn, office, period)
    return Report(
        "", period, to_text(now), by, weights, report.formulas(weights), _figures("*", office.room, rows, weights),
        {name: _lines(office, name, rows, weights) for name in report.GROUPINGS},
        tuple(_daily(rows, period, now, weights)), _earlier(conn, office, period, rows, weights),
        _ground(conn, period, rows), rows,
    )  # fmt: skip


def _rows(conn: Connection, office: Office, period: Period) -> tuple[ReportRow, ...]:
    found = measured_in(conn, office, to_text(period.since), to_text(period.until))
    return tuple(_row(row, case) for row, case in found)


def _row(row: Any, case: Measured) -> ReportRow:
    counted = asdict(case)
    for name in ("hours_to_contact", "hours_to_solve"):
        counted[name] = _hours(counted[name])
    return ReportRow(
        **counted, received_at=row.received_at, voice=row.voice, urgency=row.urgency, category=row.category,
        item=row.item, grid=row.grid, unit=row.unit, summary=row.summary,
    )  # fmt: skip


def _hours(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _figures(code: str, name: str, rows: Sequence[ReportRow], weights: Weights) -> Figures:
    return Figures.of(code, name, measures.rates(rows, weights))


def _lines(office: Office, by: str, rows: Sequence[ReportRow], weights: Weights) -> tuple[Figures, ...]:
    """A line for each group, those with the most cases first; what has no group comes last."""
    groups: dict[str, list[ReportRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row, by), []).append(row)
    ordered = sorted(groups, key=lambda code: (not code, -len(groups[code]), code))
    return tuple(_figures(code, group_name(office, by, code), groups[code], weights) for code in ordered)


# trends


def _daily(rows: Sequence[ReportRow], period: Period, now: datetime, weights: Weights) -> Iterator[TrendPoint]:
    """Day by day within the period, as far as it has come; a long one week by week."""
    step = 1 if (period.until - period.since).days <= MOST_STEPS else 7
    day, today = period.first_day, now.astimezone(DISTRICT_ZONE).date()
    last = max(day, min(period.last_day, today))
    while day <= last:
        end = day + timedelta(days=step)
        mine = [row for row in rows if day <= _day(row.received_at) < end]
        yield _point(f"{day.month}-{day.day}", mine, weights)
        day = end


def _day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone(DISTRICT_ZONE).date()


def _earlier(
    conn: Connection, office: Office, period: Period, rows: Sequence[ReportRow], weights: Weights
) -> tuple[TrendPoint, ...]:
    """This period, whose rows are given, and those before it, the oldest first; from the first that has any case."""
    points = [_point(period_name(period), rows, weights)]
    for _ in range(EARLIER):
        period = before(period, _month_start(office))
        points.insert(0, _point(period_name(period), _rows(conn, office, period), weights))
    first = next((place for place, point in enumerate(points) if point.received), len(points) - 1)
    return tuple(points[first:])


def _point(label: str, rows: Sequence[ReportRow], weights: Weights) -> TrendPoint:
    found = measures.rates(rows, weights)
    handled = sum(row.handled_in_time is not None for row in rows)
    shares = (found.response.value, found.solution.value, found.satisfaction.value)
    return TrendPoint(label, found.cases, handled, *shares)


def period_name(period: Period) -> str:
    """What a period is called: 2026年10月, 2026年第48周, 11月1日至15日."""
    year = 2000 + int(period.code[1:3])
    if period.kind is PeriodKind.MONTH:
        return f"{year}年{int(period.code[3:])}月"
    if period.kind is PeriodKind.WEEK:
        return f"{year}年第{int(period.code[3:])}周"
    first, last = period.first_day, period.last_day
    end = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else f"{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日至{end}"


# what stands before the rates


def _ground(conn: Connection, period: Period, rows: Sequence[ReportRow]) -> Ground:
    last_visit = conn.execute(select(func.max(VisitRow.received_at)).where(VisitRow.undone == 0)).scalar()
    last = exchange.last_exchange(conn)
    late, changed = _marks(conn, [row.number for row in rows])
    return Ground(str(last_visit or ""), last.at if last else "", exchange.waiting_count(conn), late, changed)


def _marks(conn: Connection, numbers: Sequence[str]) -> tuple[int, int]:
    """How many of these cases have a step written late, and how many had their urgency changed."""
    late = changed = 0
    for piece in pieces(numbers):
        ids = conn.execute(select(CaseRow.id).where(CaseRow.number.in_(piece), CaseRow.undone == 0)).scalars()
        for story in load_stories(conn, [("case", Id(found)) for found in ids]).values():
            facts = [(part.act, fact) for part in story for fact in part.facts]
            late += any(fact.entity == "step" and fact.fields.get("late_why") for _, fact in facts)
            changed += any(act == Act.AMEND and "urgency" in fact.fields for act, fact in facts)
    return late, changed


# handed up


def hand_up(desk: Desk, period: Period) -> tuple[Report, Changed]:
    """Count a period and keep the result as a record, under a number of its own; it is not taken back again.

    A mistake is put right by handing up another one for the same period. Raises NotAllowed before it has begun.
    """
    if period.since > desk.now:
        raise NotAllowed("统计期还没有开始，不能上报", english="the period has not begun yet")
    counted = count(desk, period)  # before the transaction: others can write meanwhile
    with desk.acting() as acting:
        office = acting.office
        made = replace(counted, number=_next_number(acting.conn, office, period))
        report_id, gesture = acting.new_id(), acting.new_id()
        for fields in _in_pieces(made):
            acting.add(HAND_UP, [Fact("report", report_id, room_scope(office.room), fields)], gesture)
        return made, acting.done()


def _next_number(conn: Connection, office: Office, period: Period) -> str:
    """The next turn of this device's letter for this period."""
    begins = report.report_number(office.room, period, office.letter, 0)[:-1]
    known = conn.execute(select(HandedUpRow.number).where(HandedUpRow.number.startswith(begins, autoescape=True)))
    turns = [int(number[len(begins) :]) for number in known.scalars() if number[len(begins) :].isdigit()]
    return report.report_number(office.room, period, office.letter, max(turns, default=0) + 1)


def _in_pieces(made: Report) -> list[dict[str, Any]]:
    """The fields of a report, its rows cut so that each entry stays below its size."""
    cut: list[list[list[Any]]] = [[]]
    size = 0
    for row in made.rows:
        values = row.values()
        size += len(orjson.dumps(values))
        if size > report.PIECE:
            cut.append([])
            size = 0
        cut[-1].append(values)
    parts: list[dict[str, Any]] = [{f"rows_{place}": part} for place, part in enumerate(cut)]
    head = made.to_fields() | {"pieces": len(parts)}
    return [head | parts[0], *parts[1:]]


def reports(desk: Desk) -> list[HandedUp]:
    """The reports that were handed up, latest first."""
    with desk.read() as conn:
        found = conn.execute(_handed_up().order_by(HandedUpRow.as_of.desc(), HandedUpRow.n.desc())).scalars()
        return [_listed(detail) for detail in found if "whole" in detail]


def _listed(detail: Mapping[str, Any]) -> HandedUp:
    head = Report.from_fields(detail, ())
    return HandedUp(head.number, head.period, head.as_of, head.by, head.whole.cases)


def _handed_up() -> Any:
    return select(HandedUpRow.detail).where(HandedUpRow.undone == 0)


def read_report(desk: Desk, number: str) -> Report:
    """A report as it was handed up. Raises NotFound, or Unavailable while a part of it has not arrived."""
    wanted = number.strip().upper()
    with desk.read() as conn:
        detail = conn.execute(_handed_up().where(HandedUpRow.number == wanted)).scalar()
    if detail is None:
        raise NotFound(f"没有编号为「{number}」的上报报表", english=f"no report {number!r}", field="number")
    return Report.from_fields(detail, _all_rows(detail))


def _all_rows(detail: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    names = [f"rows_{place}" for place in range(int(detail["pieces"]))]
    if not all(name in detail for name in names):
        raise Unavailable(
            "这份报表的内容还没有全部传到本机，请同步后再看",
            english="part of this report has not arrived yet: synchronise, then look again",
        )
    return (row for name in names for row in detail[name])


def compared(desk: Desk, handed_up: Report) -> SinceIssued:
    """What became different in the period since a report was handed up."""
    with desk.read() as conn:
        return report.since_issued(handed_up.rows, _rows(conn, desk.office(conn), handed_up.period))
