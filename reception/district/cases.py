"""A case as the district's journal tells it: its clocks where it is handed to, and what asks to be looked at."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from reception.district.derived import master_row
from reception.district.office import District
from reception.district.tables import BATCH, ENTRY, MASTER, TOUCH
from reception.domain.calendar import Calendar
from reception.domain.case import Case, fold_case
from reception.domain.clock import Id, from_text, to_text
from reception.domain.deadlines import Hours, Limit, Rules, limits_for
from reception.domain.entry import Entry, parse
from reception.domain.errors import Damaged, InvalidInput
from reception.domain.fold import parts
from reception.domain.lifecycle import Act
from reception.sync.messages import lines_of


def load_case(conn: Connection, district: District, case: Id, more: Iterable[Entry] = ()) -> Case:
    """Fold a case from what is kept, and from entries that are not yet."""
    story = parts([*_entries(conn, district, case), *more])
    return fold_case(case, story.get(("case", case), ()))


def to_look_at(district: District, since: datetime) -> Iterator[Case]:
    """The cases something came about since then in which two versions of a field stand, or a step took no effect.

    Only where several devices wrote, or branches of one, can that be.
    """
    with district.database.reading() as conn:
        given = {"own": district.number, "since": to_text(since)}
        for case_id in conn.execute(_BY_SEVERAL, given).scalars().all():
            case = load_case(conn, district, Id(case_id))
            if case.exists and (case.look or case.conflicts()):
                yield case


_OF_DISTRICT = (ENTRY.c.district == bindparam("own"), TOUCH.c.district == bindparam("own"), TOUCH.c.id == ENTRY.c.id)
_LATELY = select(TOUCH.c.case_id).join(ENTRY, and_(*_OF_DISTRICT)).join(
    BATCH, and_(BATCH.c.district == ENTRY.c.district, BATCH.c.push == ENTRY.c.push, BATCH.c.at >= bindparam("since"))
)  # fmt: skip
_BY_SEVERAL = (
    select(TOUCH.c.case_id)
    .join(ENTRY, and_(*_OF_DISTRICT))
    .where(TOUCH.c.case_id.in_(_LATELY))
    .group_by(TOUCH.c.case_id)
    .having(or_(func.count(ENTRY.c.device.distinct()) > 1, func.count(ENTRY.c.branch.distinct()) > 1))
    .order_by(TOUCH.c.case_id)
)


def clocks_anew(conn: Connection, district: District, case: Case, room: str, since: datetime) -> list[Limit]:
    """The clocks of a case that reaches this room (domain: Deadlines); a sender's own date stays.

    None when the district's rules or hours cannot be read: then the clocks that run go on.
    """
    asked = {name: str(case.get(name)) for name in ("voice", "urgency", "category", "channel", "sender_due_at")}
    due = from_text(asked["sender_due_at"]) if asked["sender_due_at"] else None
    try:
        return limits_for(
            Act.REGISTER, asked["voice"], asked["urgency"], since, _hours(conn, district, room),
            Calendar.from_fields(_master(conn, district, "calendar")),
            Rules.from_fields(_master(conn, district, "rules")),
            category=asked["category"], channel=asked["channel"], sender_due=due,
        )  # fmt: skip
    except InvalidInput:
        return []


def _entries(conn: Connection, district: District, case: Id) -> Iterator[Entry]:
    """Those that can be read; `verify` names the others."""
    mine = (ENTRY.c.district == district.number, TOUCH.c.district == district.number, TOUCH.c.case_id == case)
    query = select(ENTRY.c.header, ENTRY.c.body).join(TOUCH, TOUCH.c.id == ENTRY.c.id).where(*mine)
    for row in conn.execute(query):
        try:
            yield parse(bytes(row.header), lines_of(bytes(row.body)))
        except Damaged:
            continue


def _hours(conn: Connection, district: District, room: str) -> Hours:
    row = master_row(conn, district, "room", room)
    given = row.fields.get("hours") if row is not None else None
    return Hours.from_fields(given) if given else Hours()


def _master(conn: Connection, district: District, kind: str) -> dict[str, dict[str, Any]]:
    mine = (MASTER.c.district == district.number, MASTER.c.kind == kind)
    return {row.code: row.fields for row in conn.execute(select(MASTER.c.code, MASTER.c.fields).where(*mine))}
