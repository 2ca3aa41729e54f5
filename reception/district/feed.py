"""The feed: what a device may see, in the order in which the server committed it, page by page.

A batch's items are, in this order: the whole earlier history of each case that it handed to the device's room, then
the push's own entries. A cursor's offset counts them all, also those that the device may not see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, null, or_, select

from reception.district.batch import EVERYONE
from reception.district.caller import Caller
from reception.district.holders import Holders, load_holders
from reception.district.office import District
from reception.district.tables import BATCH, DEVICE, ENTRY, HOLDING, REACH, TOUCH
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, room_scope
from reception.sync.messages import MARK_LENGTH, MENTIONED, Cursor, Mention, Page, wrapped, written

MAX_PAGE_ENTRIES = 1000
MAX_PAGE_BYTES = 4 * 1024 * 1024
_LOOK_AHEAD = 200
"""Batches looked up at once."""
_AT_ONCE = 200
"""Entries fetched at once."""


class Wish(NamedTuple):
    """How much a device wants at once: entries in full, bytes before compression, and its own in full or named."""

    entries: int = 200
    size: int = 1024 * 1024
    own: bool = False


def read_page(district: District, caller: Caller, after: Cursor | None, wish: Wish) -> tuple[Page, list[bytes]]:
    """One page after a cursor (None: from the beginning), as the message and the items to send."""
    with district.database.reading() as conn:
        if after is not None and not knows(conn, district, after):
            return Page(lost=True), []
        reading = Reading(conn, district, caller, own_in_full=wish.own)
        return _fill(reading, after, wish)


def _fill(reading: "Reading", after: Cursor | None, wish: Wish) -> tuple[Page, list[bytes]]:
    items: list[bytes] = []
    size, parcels, place = 0, 0, after
    for place_after, item in reading.items(after):
        if item is not None:
            if items and (parcels >= wish.entries or size + len(item) > wish.size):
                return Page(place.text if place else "", more=True), items
            items.append(item)
            size += len(item)
            parcels += not item.startswith(MENTIONED)
        place = place_after
    return Page(place.text if place else ""), items


def knows(conn: Connection, district: District, cursor: Cursor) -> bool:
    """Whether that batch was made by that push here: no, when the server was put back from a backup since."""
    push = conn.execute(_PUSH, {"own": district.number, "n": cursor.n}).scalar_one_or_none()
    return push is not None and str(push)[-MARK_LENGTH:] == cursor.push


_PUSH = select(BATCH.c.push).where(BATCH.c.district == bindparam("own"), BATCH.c.n == bindparam("n"))


def newest_known(conn: Connection, district: District, cursors: Sequence[Cursor]) -> Cursor | None:
    """The first of these cursors (newest first) that this server knows."""
    return next((cursor for cursor in cursors if knows(conn, district, cursor)), None)


def has_more(conn: Connection, district: District, caller: Caller, after: Cursor | None) -> bool:
    """Whether the feed holds anything for the device after a cursor."""
    reading = Reading(conn, district, caller, own_in_full=False)
    return any(item is not None for _, item in reading.items(after))


@dataclass
class Reading:
    """A walk through the feed for one device, in one snapshot."""

    conn: Connection
    district: District
    caller: Caller
    own_in_full: bool
    _room_of: dict[Id, str] = field(default_factory=dict)
    _holders: dict[Id, Holders] = field(default_factory=dict)
    _ahead: dict[str, list[Any]] = field(default_factory=dict)

    def items(self, after: Cursor | None) -> Iterator[tuple[Cursor, bytes | None]]:
        """Each item with the cursor behind it; None in place of what the device may not see."""
        while True:
            batches = self._batches(after)
            handed = self._handed(batches)
            for place, batch in enumerate(batches):
                start = after.offset if after is not None and after.n == batch.n else 0
                rows = self._rows(batches[place:], handed.get(batch.n, ()), start)
                for offset, row in enumerate(rows, start + 1):
                    after = Cursor(batch.n, batch.push[-MARK_LENGTH:], offset)
                    yield after, self.shown(row)
            if len(batches) < _LOOK_AHEAD:
                return

    def _batches(self, after: Cursor | None) -> Sequence[Any]:
        given = {"own": self.district.number, "room": self.caller.room, "n": after.n if after is not None else 0}
        return self.conn.execute(_BATCHES, given).all()

    def _handed(self, batches: Sequence[Any]) -> dict[int, list[Id]]:
        """The cases handed to the device's room, by the batch that did it."""
        found: dict[int, list[Id]] = {}
        if batches:
            span = {"first": batches[0].n, "last": batches[-1].n}
            given = {"own": self.district.number, "room": self.caller.room}
            for row in self.conn.execute(_HANDED, given | span):
                found.setdefault(row.since, []).append(Id(row.case_id))
        return found

    # a batch's items

    def _rows(self, batches: Sequence[Any], handed: Sequence[Id], start: int) -> Iterator[Any]:
        """The items of the first of these batches, from the `start`-th on."""
        batch, counted = batches[0], 0
        if handed:
            history = self.entries().where(ENTRY.c.id.in_(_touching(self.district, handed)), BATCH.c.n < batch.n)
            counted = self._count(history)
            yield from self._pieces(history.order_by(BATCH.c.n, ENTRY.c.position), start, counted)
        start = max(0, start - counted)
        if start >= batch.size:
            return
        if batch.size > _AT_ONCE:
            yield from self._large(batch, start)
        else:
            yield from self._small(batches)[start:]

    def _large(self, batch: Any, start: int) -> Iterator[Any]:
        """The entries of a batch from the `start`-th on, some at a time."""
        own = self.entries().where(ENTRY.c.push == batch.push).order_by(ENTRY.c.position)
        for place in range(start, batch.size, _AT_ONCE):
            yield from self.conn.execute(own.where(ENTRY.c.position.between(place, place + _AT_ONCE - 1))).all()

    def _small(self, batches: Sequence[Any]) -> list[Any]:
        """All entries of the first of these batches, fetched with those of the small ones behind it."""
        first = batches[0]
        if first.push not in self._ahead:
            self._ahead = {batch.push: [] for batch in _first_few(batches)}
            query = self.entries().where(ENTRY.c.push.in_(list(self._ahead)))
            for row in self.conn.execute(query.order_by(BATCH.c.n, ENTRY.c.position)):
                self._ahead[row.push].append(row)
        return self._ahead[first.push]

    def entries(self) -> Select[Any]:
        """Every entry, with the batch that brought it: what `shown` takes."""
        columns = (ENTRY.c.id, ENTRY.c.hash, ENTRY.c.device, self._unless_named(ENTRY.c.header),
            self._unless_named(ENTRY.c.body), ENTRY.c.signature)  # fmt: skip
        join = and_(BATCH.c.district == ENTRY.c.district, BATCH.c.push == ENTRY.c.push)
        return select(*columns, ENTRY.c.push, BATCH.c.n).join(BATCH, join).where(
            ENTRY.c.district == self.district.number
        )  # fmt: skip

    def _unless_named(self, column: ColumnElement[bytes]) -> ColumnElement[bytes]:
        """A column that is not read of entries which are only named."""
        if self.own_in_full:
            return column
        return case((ENTRY.c.device == self.caller.device, null()), else_=column).label(column.key)

    def _count(self, query: Select[Any]) -> int:
        return int(self.conn.execute(select(func.count()).select_from(query.subquery())).scalar_one())

    def _pieces(self, query: Select[Any], start: int, end: int) -> Iterator[Any]:
        for place in range(start, end, _AT_ONCE):
            yield from self.conn.execute(query.offset(place).limit(min(_AT_ONCE, end - place))).all()

    # what the device may see of an item

    def shown(self, row: Any) -> bytes | None:
        """An entry as the device may see it, None when it may see nothing of it."""
        device = Id(row.device)
        if device == self.caller.device and not self.own_in_full:
            return written(Mention(Id(row.id), row.hash))
        body = self._body(row)
        if body is None:
            return None
        return wrapped(bytes(row.header), body, bytes.fromhex(row.signature) if row.signature else None)

    def is_shown(self, row: Any) -> bool:
        """Whether the device may see anything of an entry."""
        return self._body(row) is not None

    def rooms_seen(self) -> list[str]:
        """The rooms of whose entries the device may see some: its own, the district, and those it shares cases with."""
        held = HOLDING.c.district == self.district.number
        cases = select(HOLDING.c.case_id).where(held, HOLDING.c.room == self.caller.room, _was_handed())
        rooms = self.conn.execute(select(HOLDING.c.room).distinct().where(held, HOLDING.c.case_id.in_(cases)))
        return sorted({"", self.caller.room, *rooms.scalars()})

    def _body(self, row: Any) -> bytes | None:
        room, body = self._author_room(Id(row.device)), bytes(row.body)
        return body if room == self.caller.room else self._visible(body, room, row.n)

    def _author_room(self, device: Id) -> str:
        if device not in self._room_of:
            given = {"own": self.district.number, "who": device}
            self._room_of[device] = str(self.conn.execute(_ROOM_OF, given).scalar_one())
        return self._room_of[device]

    def _visible(self, body: bytes, author_room: str, n: int) -> bytes | None:
        """The body with what the device may not see left absent; None when nothing of it may be seen."""
        lines = body.split(b"\n")[:-1]
        shown = [line if line and self._may_see(line, author_room, n) else b"" for line in lines]
        return b"".join(line + b"\n" for line in shown) if any(shown) else None

    def _may_see(self, line: bytes, author_room: str, n: int) -> bool:
        """Room and district scope count only from the district's hand, a case's only from those who held it."""
        entity, _entity_id, scope = orjson.loads(line)[:3]
        if not scope.startswith("case:"):
            return author_room == "" and scope in (DISTRICT_SCOPE, room_scope(self.caller.room))
        case = Id(scope[5:])
        rooms = self._case(case).rooms(case)
        if self.caller.room not in rooms or author_room not in rooms | {""}:
            return False
        return entity == "step" or self._case(case).sees_all(case, self.caller.room, n)

    def _case(self, case: Id) -> Holders:
        if case not in self._holders:
            self._holders[case] = load_holders(self.conn, self.district.number, [case])
        return self._holders[case]


_BATCHES = (
    select(REACH.c.n, BATCH.c.push, BATCH.c.size)
    .distinct()
    .join(BATCH, and_(BATCH.c.district == REACH.c.district, BATCH.c.n == REACH.c.n))
    .where(REACH.c.district == bindparam("own"))
    .where(REACH.c.audience.in_([EVERYONE, bindparam("room")]))
    .where(REACH.c.n >= bindparam("n"))
    .order_by(REACH.c.n)
    .limit(_LOOK_AHEAD)
)
_HANDED = select(HOLDING.c.case_id, HOLDING.c.since).where(
    HOLDING.c.district == bindparam("own"), HOLDING.c.room == bindparam("room"),
    HOLDING.c.since.between(bindparam("first"), bindparam("last")),
)  # fmt: skip
_ROOM_OF = select(DEVICE.c.room).where(DEVICE.c.district == bindparam("own"), DEVICE.c.device == bindparam("who"))


def _was_handed() -> ColumnElement[bool]:
    return or_(HOLDING.c.since.is_not(None), HOLDING.c.until.is_not(None))


def _touching(district: District, cases: Sequence[Id]) -> Select[Any]:
    return select(TOUCH.c.id).where(TOUCH.c.district == district.number, TOUCH.c.case_id.in_(cases))


def _first_few(batches: Sequence[Any]) -> Iterator[Any]:
    """The first batch and those behind it, up to some entries and to the first large one."""
    total = 0
    for batch in batches:
        total += batch.size
        if total > _AT_ONCE:
            return
        yield batch
