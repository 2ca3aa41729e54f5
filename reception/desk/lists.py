"""What pages and the command line read: lines of cases, one case in full, units."""

import json
import sys
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, and_, func, literal_column, or_, select
from sqlalchemy.sql.elements import ColumnElement

from reception.desk.desk import Desk, Found, find
from reception.desk.office import Office
from reception.desk.undo import act_name
from reception.domain import lifecycle
from reception.domain.case import Case, Order, Step
from reception.domain.categories import SEPARATOR
from reception.domain.clock import Id, to_text
from reception.domain.deadlines import Limit, explain
from reception.domain.lifecycle import OPEN, Status
from reception.store import search
from reception.store.tables import CaseRow, OrderRow

Line = dict[str, Any]
PAGE = 50
MOST_HITS = 500
"""Hits of a search that are named to the database; of more, each case of the ordered list is looked for in them."""
_LINE = (
    "number", "voice", "category", "urgency", "resident", "phone", "address", "summary", "words", "received_at",
    "due_at", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class CaseFilter:
    """Which cases: words and operators to search, a state, an order to sort by.

    `since` and `until` bound when they were received, `due_until` when their next clock ends (from now on), as UTC
    text. `to_sign`: a unit has still to sign for an order. `open`: this room still owes something. `unit` and
    `compound` may be several codes; `category` is a path, the group above it, or a leaf's name. `numbers` are those
    behind a figure; empty: any.
    """

    search: str = ""
    status: str = ""
    voice: str = ""
    urgency: str = ""
    category: str = ""
    unit: str | Sequence[str] = ""
    compound: str | Sequence[str] = ""
    room: str = ""
    overdue: bool = False
    look: bool = False
    open: bool = False
    since: str = ""
    until: str = ""
    due_until: str = ""
    to_sign: bool = False
    numbers: Sequence[str] = ()
    sort: str = "received"
    descending: bool = True


def status_of(row: Any, room: str, now: str) -> str:
    """A row's state at a moment: the hung-up wake by themselves, a case held elsewhere was transferred."""
    if row.room != room:
        return Status.TRANSFERRED
    return str(row.before if row.status == Status.HUNG_UP and now >= row.hung_until else row.status)


def _status_is(status: str, room: str, now: str) -> ColumnElement[bool]:
    here = CaseRow.room == room
    if status == Status.TRANSFERRED:
        return or_(CaseRow.status == status, ~here)
    if status == Status.HUNG_UP:
        return and_(here, CaseRow.status == status, CaseRow.hung_until > now)
    woken = and_(CaseRow.status == Status.HUNG_UP, CaseRow.hung_until <= now, CaseRow.before == status)
    return and_(here, or_(CaseRow.status == status, woken))


_SORTS: dict[str, Any] = {
    "received": CaseRow.received_at,
    "due": CaseRow.next_due_at,
    "number": CaseRow.number,
    "address": CaseRow.address,
    "resident": CaseRow.resident,
    "category": CaseRow.category,
    "status": CaseRow.status,
    "unit": CaseRow.unit,
    "urgency": CaseRow.urgency,
}


_EXACT = ("voice", "urgency", "unit", "compound", "room")


def _is(name: str, value: str | Sequence[str]) -> ColumnElement[bool]:
    column = getattr(CaseRow, name)
    return cast(ColumnElement[bool], column == value if isinstance(value, str) else column.in_(value))


def _category_is(category: str) -> ColumnElement[bool]:
    leaf = category.rpartition(SEPARATOR)[2]
    below, named = category + SEPARATOR, SEPARATOR + category
    return or_(
        CaseRow.category.in_((category, leaf)),
        CaseRow.category.startswith(below, autoescape=True),
        CaseRow.category.endswith(named, autoescape=True),
    )


def _conditions(wanted: CaseFilter, room: str, now: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [CaseRow.undone == 0]
    if wanted.status:
        found.append(_status_is(wanted.status, room, now))
    if wanted.open:
        found += [CaseRow.room == room, CaseRow.status.in_(OPEN)]
    found += [_is(name, value) for name in _EXACT if (value := getattr(wanted, name))]
    if wanted.category:
        found.append(_category_is(wanted.category))
    if wanted.overdue:
        found += [CaseRow.next_due_at != "", CaseRow.next_due_at < now]
    if wanted.due_until:
        found += [CaseRow.next_due_at >= now, CaseRow.next_due_at < wanted.due_until]
    if wanted.to_sign:
        unsigned = select(OrderRow.case_id).where(
            OrderRow.status == literal_column(f"'{lifecycle.OrderStatus.TO_SIGN}'")
        )
        found.append(CaseRow.id.in_(unsigned))
    if wanted.numbers:
        listed = func.json_each(json.dumps(list(wanted.numbers))).table_valued("value")
        found.append(CaseRow.number.in_(select(listed.c.value)))
    if wanted.look:
        found.append(CaseRow.look == literal_column("1"))
    if wanted.since:
        found.append(CaseRow.received_at >= wanted.since)
    if wanted.until:
        found.append(CaseRow.received_at < wanted.until)
    return found


def _ordered(query: Select[Any], wanted: CaseFilter) -> Select[Any]:
    column = _SORTS.get(wanted.sort, CaseRow.received_at)
    order = (column.desc(), CaseRow.n.desc()) if wanted.descending else (column, CaseRow.n)
    if wanted.sort == "due":  # what has no clock stands behind what has one, either way round
        return query.order_by(CaseRow.next_due_at == literal_column("''"), *order)
    return query.order_by(*order)


def case_keys(
    conn: Connection,
    wanted: CaseFilter,
    room: str,
    now: datetime,
    most: int | None = None,
    hits: Sequence[int] | None = None,
) -> "array[int]":
    """The local keys of the cases wanted, in order; all of them unless `most` is given.

    `hits` are the search's, when they are known already.
    """
    found = _found(conn, wanted.search) if hits is None else [CaseRow.n.in_(hits)]
    query = _ordered(select(CaseRow.n).where(*found, *_conditions(wanted, room, to_text(now))), wanted)
    return _keys(conn, query if most is None else query.limit(most))


def _found(conn: Connection, searched: str) -> list[ColumnElement[bool]]:
    """That a case is among what a search finds; nothing when none is asked for."""
    if not searched.strip():
        return []
    hits = search.find(conn, searched, limit=MOST_HITS + 1)
    return [CaseRow.n.in_(hits) if len(hits) <= MOST_HITS else (CaseRow.n + 0).in_(search.hits(searched))]


def _keys(conn: Connection, ordered: Select[Any]) -> "array[int]":
    """The keys that a query gives, handed over by SQLite as one text of 16 hex digits each.

    A million rows taken one by one keep the interpreter for most of a second, and the window waits at every call.
    """
    found = ordered.subquery()
    text = conn.execute(select(func.group_concat(func.printf("%016x", found.c.n), ""))).scalar()
    keys = array("q", bytes.fromhex(text or ""))
    if sys.byteorder == "little":
        keys.byteswap()
    return keys


def case_rows(conn: Connection, ns: Sequence[int]) -> dict[int, Any]:
    """Rows by local key."""
    query = select(CaseRow.__table__).where(CaseRow.n.in_(list(ns)))
    return {row.n: row for row in conn.execute(query)}


def count_cases(conn: Connection, wanted: CaseFilter, room: str, now: datetime) -> int:
    """How many cases a filter finds."""
    conditions = [*_found(conn, wanted.search), *_conditions(wanted, room, to_text(now))]
    return int(conn.execute(select(func.count()).select_from(CaseRow).where(*conditions)).scalar() or 0)


def status_counts(conn: Connection, wanted: CaseFilter, room: str, now: datetime) -> dict[str, int]:
    """How many of the cases wanted stand at each state, whatever state is asked for; those at none are left out."""
    present, every = to_text(now), replace(wanted, status="")
    columns = (CaseRow.room, CaseRow.status, CaseRow.before, CaseRow.hung_until)
    conditions = [*_found(conn, wanted.search), *_conditions(every, room, present)]
    counts: Counter[str] = Counter()
    for row in conn.execute(select(*columns, func.count().label("times")).where(*conditions).group_by(*columns)):
        counts[status_of(row, room, present)] += row.times
    return dict(counts)


def case_lines(desk: Desk, wanted: CaseFilter, most: int = PAGE) -> list[Line]:
    """Lines of cases as the command line prints them."""
    with desk.read() as conn:
        room, now = desk.office(conn).room, desk.now
        keys = case_keys(conn, wanted, room, now, most)
        rows: dict[int, Any] = {}
        for start in range(0, len(keys), 500):
            rows |= case_rows(conn, keys[start : start + 500])
        return [case_line(rows[n], room, to_text(now)) for n in keys]


def case_line(row: Any, room: str, now: str) -> Line:
    """One line of a case."""
    line = {name: getattr(row, name) for name in _LINE}
    return {"number": line.pop("number"), "status": status_of(row, room, now)} | line | {
        "round": row.round, "order": row.order_number, "please_look": bool(row.look)
    }  # fmt: skip


def show_case(desk: Desk, reference: str) -> Line:
    """One case in full: its line, parties, orders, deadlines with their explanation, and the timeline."""
    with desk.read() as conn:
        office = desk.office(conn)
        found = find(conn, reference, desk.now)
        row = conn.execute(select(CaseRow.__table__).where(CaseRow.id == found.case.id)).one()
        line = case_line(row, office.room, to_text(desk.now))
        return line | _full(found, office, to_text(desk.now))


def _full(found: Found, office: Office, now: str) -> Line:
    case = found.case
    return {
        "undone": not case.exists,
        "place_kind": case.get("place_kind"),
        "wants": case.get("wants"),
        "at_home_when": case.get("at_home_when"),
        "grid": case.get("grid"),
        "project": case.get("project"),
        "confidential": bool(case.get("confidential")),
        "headcount": int(case.get("headcount") or 0),
        "incident": case.get("incident"),
        "responsible": case.responsible,
        "adopted": case.adopted,
        "parties": [dict(party.values()) for party in case.parties.values()],
        "references": [dict(reference.values()) for reference in case.references.values()],
        "files": [dict(file.values()) for file in case.files.values()],
        "orders": [_order_line(order, case, office, now) for order in case.orders.values()],
        "deadlines": deadlines(case),
        "timeline": [step_line(step, case) for step in case.steps],
        "two_versions": [
            {"entity": entity, "field": name, "versions": [version.value for version in heads]}
            for entity, _, name, heads in case.conflicts()
        ],
    }


def _order_line(order: Order, case: Case, office: Office, now: str) -> Line:
    return {
        "number": order.number, "unit": order.unit, "unit_name": office.unit_name(order.unit), "lead": order.lead,
        "status": order.status, "round": order.round, "designated": order.designated, "refused": order.refused,
        "delivered_at": order.delivered_at, "signed_by": order.signed_by, "prints": order.prints,
        "unsigned": case.unsigned(order, now),
    }  # fmt: skip


def deadlines(case: Case) -> list[Line]:
    """Every limit that was ever set, with its explanation; both show when one was changed."""
    return [
        {
            "round": key[0], "clock": key[1], "start": limit["start"], "until": limit["until"],
            "rule": limit.get("rule", ""), "version": limit.get("version", ""), "in_force": limit is limits[-1],
            "stopped_at": case.stopped.get(key, ""), "explanation": explain(Limit.from_fields(limit)),
        }
        for key, limits in case.limits.items()
        for limit in limits
    ]  # fmt: skip


def step_line(step: Step, case: Case) -> Line:
    """One line of the timeline."""
    order = case.orders.get(Id(step.order)) if step.order else None
    apart = ("act", "at", "limits", "order", "orders")
    rest = {name: value for name, value in step.fields.items() if name not in apart}
    return {
        "act": step.act, "name": act_name(step.act)[0], "at": step.at, "written": step.written, "clerk": step.clerk,
        "round": step.round, "order": order.number if order else "", "undone": step.undone,
        "effective": step.effective or step.undone, **({"detail": rest} if rest else {}),
    }  # fmt: skip


def next_acts(case: Case, post: lifecycle.Post, now: datetime) -> list[lifecycle.Act]:
    """The acts open to this post on this case now, the likeliest at its state first."""
    status = case.status_at(to_text(now))
    may = lifecycle.allowed(status, post)
    usual = _LIKELY[status]
    if case.get("urgency") == "emergency":
        usual = list(dict.fromkeys([*usual[:1], *_IN_DANGER, *usual[1:]]))
    likely = [act for act in usual if act in may]
    return likely + [act for act in may if act not in likely]


_A = lifecycle.Act
_IN_DANGER = (_A.ARRIVE, _A.MADE_SAFE)
"""What an emergency is marked with before it is repaired."""
_LIKELY: Mapping[Status, Sequence[lifecycle.Act]] = {
    Status.REGISTERED: (_A.DISPATCH, _A.ANSWER, _A.NOT_OURS, _A.FIRST_CONTACT, _A.PROGRESS, _A.ARRIVE),
    Status.DISPATCHED: (_A.ACCEPT, _A.DELIVER, _A.RETURN, _A.REFUSE, _A.URGE, _A.FIRST_CONTACT, _A.ARRIVE),
    Status.ACCEPTED: (_A.HANDLE, _A.PROGRESS, _A.ARRIVE, _A.URGE, _A.RETURN, _A.EXTEND, _A.HANG_UP),
    Status.HANDLED: (_A.FOLLOW_UP, _A.REOPEN, _A.CLOSE, _A.LOOK, _A.PLAN),
    Status.CONFIRMED: (_A.CLOSE, _A.REOPEN, _A.FOLLOW_UP),
    Status.CLOSED: (_A.REOPEN, _A.FOLLOW_UP, _A.LOOK),
    Status.HUNG_UP: (_A.HANDLE, _A.PROGRESS, _A.PLAN, _A.CONFER),
    Status.TRANSFERRED: (_A.FOLLOW_UP,),
    Status.WITHDRAWN: (_A.REOPEN,),
    Status.NOT_OURS: (_A.REOPEN,),
}


def unit_lines(desk: Desk) -> list[Mapping[str, Any]]:
    """The units, by code."""
    with desk.read() as conn:
        units = desk.office(conn).all("unit")
        return [
            {name: unit.get(name, "") for name in ("code", "name", "kind", "phone")}
            for _, unit in sorted(units.items())
        ]
