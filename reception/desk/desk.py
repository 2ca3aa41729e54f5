"""The desk: one store, one clerk, and the transaction an act runs in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.office import Office
from reception.domain import numbering
from reception.domain.case import Case, Order
from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE, Id, from_text, to_text
from reception.domain.deadlines import Limit, limits_for
from reception.domain.entry import Entry, Fact, case_scope, room_scope
from reception.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from reception.domain.fold import Fields
from reception.domain.lifecycle import Act, Post
from reception.domain.text import clean_line, half_width
from reception.store import journal
from reception.store.journal import Writing
from reception.store.store import Store
from reception.store.tables import CaseRow, OrderRow, ReferenceRow

LATE = timedelta(hours=2)
"""More than this between what happened and its writing is 补录 and needs a reason (domain: life of a case)."""

AHEAD = timedelta(minutes=5)
"""How far in the future a stated time may lie before it is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who acts: a login's code, the name on papers, and the post."""

    code: str
    name: str
    post: Post = Post.CLERK


@dataclass(frozen=True, slots=True)
class Found:
    """What a number led to: the case, and the order when the number was an order's."""

    case: Case
    order: Order | None = None


class Desk:
    """A clerk at a store. Each act is one function that takes the desk first."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self.store = store
        self.clerk = clerk
        self._office: Office | None = None

    @property
    def now(self) -> datetime:
        """The present, UTC."""
        return self.store.clock.now()

    @contextmanager
    def acting(self) -> Iterator["Acting"]:
        """One act's transaction."""
        with self.store.write(self.clerk.code) as writing:
            yield Acting(self, writing, self._office_now(writing.conn, writing.known))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One moment to read in."""
        with self.store.read() as conn:
            yield conn

    def office(self, conn: Connection) -> Office:
        """The master data, read again only when it changed."""
        return self._office_now(conn, journal.settings(conn, ("master_version", "letter")))

    def _office_now(self, conn: Connection, now: Mapping[str, Any]) -> Office:
        if self._office is None or (self._office.version, self._office.letter) != (
            now.get("master_version", 0), now["letter"]
        ):  # fmt: skip
            self._office = Office.load(conn)
        return self._office


@dataclass
class Acting:
    """What an act may ask and add inside its transaction."""

    desk: Desk
    writing: Writing
    office: Office
    now: datetime = field(init=False)
    serial: int | None = None
    people: dict[tuple[str, str], Id] = field(default_factory=dict)
    _limits: dict[tuple[str, tuple[str, ...], datetime], list[Limit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = self.desk.now

    @property
    def conn(self) -> Connection:
        """The transaction's connection."""
        return self.writing.conn

    @property
    def room_scope(self) -> str:
        """The scope of this room's own facts."""
        return room_scope(self.office.room)

    def new_id(self) -> Id:
        """A fresh id."""
        return self.writing.new_id()

    def add(self, act: str, facts: Sequence[Fact], gesture: Id | None = None) -> Entry:
        """Add one act's entry."""
        return self.writing.add(act, facts, gesture)

    def done(self) -> Changed:
        """Record what was added, and say what changed."""
        return self.writing.flush()

    def find(self, reference: str, field_name: str = "number") -> Found:
        """The case behind a number.

        Raises NotFound, Conflict when two papers share the number, or NotAllowed when the case was taken back.
        """
        found = find(self.conn, reference, self.now, field_name, self.writing.cases)
        if not found.case.exists:
            raise NotAllowed(
                f"诉求 {found.case.number} 的登记已撤销，请先重做", english="it was taken back: redo that first"
            )
        return found

    def must_hold(self, case: Case) -> None:
        """Raises NotAllowed for a case that was handed over: the district would set aside what is done to it here."""
        if case.room != self.office.room:
            name = self.office.all("room").get(case.room, {}).get("name") or case.room
            raise NotAllowed(
                f"诉求 {case.number} 已移交「{name}」，由那里办理；这里可以查看，也可以登记来访",
                english=f"{case.number} was handed over to {name}, which acts on it; here it can be read, and visits "
                "about it written down",
            )

    def step(self, case_id: Id, act: Act, fields: Mapping[str, Any], limits: Sequence[Limit] = ()) -> Fact:
        """A step fact; what is empty is left out. It happened now, unless `at` says when, or None: nobody knows."""
        kept = {name: value for name, value in fields.items() if value not in ("", None)}
        if limits:
            kept["limits"] = [limit.fields for limit in limits]
        if "at" not in kept and fields.get("at", "") is not None:
            kept["at"] = to_text(self.now)
        return Fact("step", self.new_id(), case_scope(case_id), {"act": act, **kept})

    def limits(self, act: str, case: Mapping[str, Any], start: datetime) -> list[Limit]:
        """The clocks an act starts for a case with these fields; a sender's own date wins over ours."""
        asked = tuple(
            str(case.get(name) or "") for name in ("voice", "urgency", "category", "channel", "sender_due_at")
        )
        known = self._limits.get((act, asked, start))
        if known is None:
            voice, urgency, category, channel, due = asked
            known = self._limits[act, asked, start] = limits_for(
                act, voice, urgency, start, self.office.hours, self.office.calendar, self.office.rules,
                category=category, channel=channel, sender_due=from_text(due) if due else None,
            )  # fmt: skip
        return known

    def is_late(self, at: datetime) -> bool:
        """Whether what happened at this moment is written so much later that it is to be said why (补录)."""
        return self.now - at > LATE

    def happened(self, at: datetime | None, late_why: str) -> dict[str, str]:
        """Both times of a step: stated, and why it is written late. Raises InvalidInput for a future time."""
        moment = at or self.now
        if moment > self.now + AHEAD:
            raise InvalidInput("发生时间晚于现在，请核对", english="this time is still to come", field="at")
        if self.is_late(moment) and not late_why:
            raise InvalidInput(
                "发生已超过两小时，属补录，请填写补录原因",
                english="written more than two hours after it happened: say why",
                field="late_why",
            )
        return {"at": to_text(moment), "late_why": late_why}


def amended(entity: str, entity_id: Id, scope: str, old: Fields, new: Mapping[str, Any]) -> Fact:
    """A fact that changes fields, naming the versions the clerk saw."""
    return Fact(entity, entity_id, scope, dict(new), {name: old.heads(name) for name in new if old.heads(name)})


def find(
    conn: Connection, reference: str, now: datetime, field_name: str = "number", folded: Mapping[Id, Case] | None = None
) -> Found:
    """The case behind a case's, an order's, a spoken or another office's number.

    `folded` are cases that stand as they are now. Raises NotFound, or Conflict when several share the number.
    """
    ids = _case_ids(conn, reference, now, field_name)
    if not ids:
        raise NotFound(
            f"没有找到编号「{reference}」", english=f"nothing has the number {reference!r}", field=field_name
        )
    if len(ids) > 1:
        raise Conflict(
            f"编号「{reference}」对应 {len(ids)} 件诉求，请用完整编号",
            english=f"{len(ids)} cases share {reference!r}: give the full number",
            field=field_name,
        )
    case = (folded or {}).get(ids[0]) or journal.load_case(conn, ids[0])
    wanted = half_width(reference).strip().upper()
    order = next((order for order in case.orders.values() if order.number == _order_text(wanted)), None)
    return Found(case, order)


def _order_text(reference: str) -> str:
    try:
        return numbering.parse_number(reference).text
    except InvalidInput:
        return reference


def _case_ids(conn: Connection, reference: str, now: datetime, field_name: str) -> list[Id]:
    reference = clean_line(reference, field_name)
    if not reference:
        raise InvalidInput("请给出编号", english="a number is needed", field=field_name)
    others = select(ReferenceRow.case_id).where(ReferenceRow.number == reference)
    standing = others.join(CaseRow.__table__, CaseRow.id == ReferenceRow.case_id).where(CaseRow.undone == 0)
    if ids := _ids(conn, standing) or _ids(conn, others):
        return ids
    if numbering.looks_like_number(reference):
        number = numbering.parse_number(reference, field_name)
        if number.order_letter:
            return _ids(conn, select(OrderRow.case_id).where(OrderRow.number == number.text))
        return _ids(conn, select(CaseRow.id).where(CaseRow.number == number.case))
    try:
        return _spoken(conn, numbering.parse_spoken(reference), now)
    except InvalidInput:
        return []


def _ids(conn: Connection, query: Any) -> list[Id]:
    return list(dict.fromkeys(Id(item) for item in conn.execute(query).scalars()))


def _spoken(conn: Connection, said: numbering.Spoken, now: datetime) -> list[Id]:
    today = now.astimezone(DISTRICT_ZONE).date()
    for back in range(31):
        day = today - timedelta(days=back)
        if said.day is not None and day.day != said.day:
            continue
        middle = f"-{day:%y%m%d}-{said.letter}{said.serial:03d}-"
        since = f"{day - timedelta(days=1):%Y-%m-%d}"
        ids = _ids(conn, select(CaseRow.id).where(CaseRow.number.contains(middle), CaseRow.received_at >= since))
        if ids or said.day is not None:
            return ids
    return []
