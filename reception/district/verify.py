"""Is everything on the server what its journal says: hashes, signatures, batches, holders, master data."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reception.district.arrivals import cases_of, opens
from reception.district.office import District
from reception.district.signing import is_signed
from reception.district.tables import BATCH, COUNTER, ENTRY, HOLDING, MASTER, REACH, TOUCH
from reception.domain.checks import Check, found
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, Entry, parse
from reception.domain.errors import Damaged
from reception.sync.messages import lines_of

AT_ONCE = 500


def verify(district: District) -> list[Check]:
    """Check a server. Never writes."""
    with district.database.reading() as conn:
        entries = _Entries(district)
        for row in _rows(conn, district):
            entries.look_at(row)
        return [
            found("entries", entries.count, entries.damaged),
            found("signatures", entries.signed, entries.unsigned),
            _batches(conn, district),
            _feed(conn, district),
            _holders(conn, district, entries.opened),
            _touches(conn, district, entries.touches),
            _master(conn, district, entries.master),
        ]


class _Entries:
    """What a walk over all entries finds, and what the derived tables should hold for them."""

    def __init__(self, district: District) -> None:
        self._district = district
        self.count = self.signed = self.touches = 0
        self.damaged: list[str] = []
        self.unsigned: list[str] = []
        self.opened: set[Id] = set()
        self.master: dict[tuple[str, str], dict[str, tuple[str, Any]]] = {}

    def look_at(self, row: Row[Any]) -> None:
        self.count += 1
        try:
            entry = parse(bytes(row.header), lines_of(bytes(row.body)))
        except Damaged:
            self.damaged.append(str(row.id))
            return
        if entry.hash != row.hash or entry.id != row.id:
            self.damaged.append(str(row.id))
        self._note(entry, row.signature)

    def _note(self, entry: Entry, signature: str | None) -> None:
        cases = cases_of(entry)
        self.touches += len(cases)
        self.opened |= {case for case in cases if opens(entry, case)}
        if entry.device != self._district.device:
            return
        self.signed += 1
        if not is_signed(self._district.signer.public_key, entry.header, bytes.fromhex(signature or "")):
            self.unsigned.append(entry.id)
        for fact in entry.seen:
            if fact.scope == DISTRICT_SCOPE:
                said = self.master.setdefault((fact.entity, str(fact.fields["code"])), {})
                for name, value in fact.fields.items():
                    if said.get(name, ("", None))[0] < entry.id:
                        said[name] = (entry.id, value)


def _rows(conn: Connection, district: District) -> Iterator[Row[Any]]:
    last = ""
    query = select(ENTRY).where(ENTRY.c.district == district.number).order_by(ENTRY.c.id).limit(AT_ONCE)
    while rows := conn.execute(query.where(ENTRY.c.id > last)).all():
        yield from rows
        last = rows[-1].id


def _batches(conn: Connection, district: District) -> Check:
    """Numbered 1, 2, 3 … without a gap, as many as the counter gave, each with its entries."""
    mine = BATCH.c.district == district.number
    counter = conn.execute(select(COUNTER.c.n).where(COUNTER.c.district == district.number)).scalar_one()
    count, last = conn.execute(select(func.count(), func.max(BATCH.c.n)).where(mine)).one()
    wrong = [] if count == (last or 0) == counter else [f"{count} / {last} / {counter}"]
    held = select(ENTRY.c.push, func.count().label("size")).where(ENTRY.c.district == district.number)
    sizes = {row.push: row.size for row in conn.execute(held.group_by(ENTRY.c.push))}
    batches = conn.execute(select(BATCH.c.n, BATCH.c.push, BATCH.c.size).where(mine).order_by(BATCH.c.n))
    wrong += [f"n={row.n}" for row in batches if sizes.pop(row.push, 0) != row.size]
    return found("batches", int(count), [*wrong, *(f"push {push[:16]}" for push in sizes)])


def _feed(conn: Connection, district: District) -> Check:
    """What the feed says it reaches are batches that are there."""
    mine = (REACH.c.district == district.number, ~REACH.c.n.in_(_numbers(district)))
    count = conn.execute(select(func.count()).select_from(REACH).where(mine[0])).scalar_one()
    return found("feed", int(count), [f"n={n}" for n in conn.execute(select(REACH.c.n).where(*mine)).scalars()])


def _numbers(district: District) -> Any:
    return select(BATCH.c.n).where(BATCH.c.district == district.number)


def _holders(conn: Connection, district: District, opened: set[Id]) -> Check:
    """Every case that was opened has a holder, and one only."""
    query = select(HOLDING.c.case_id, HOLDING.c.until).where(HOLDING.c.district == district.number)
    now: dict[Id, int] = {}
    for row in conn.execute(query):
        now[Id(row.case_id)] = now.get(Id(row.case_id), 0) + (row.until is None)
    wrong = [case for case in opened if now.get(case) != 1]
    return found("holders", len(now), _short(wrong))


def _touches(conn: Connection, district: District, expected: int) -> Check:
    query = select(func.count()).select_from(TOUCH).where(TOUCH.c.district == district.number)
    count = int(conn.execute(query).scalar_one())
    return found("cases", count, [] if count == expected else [f"{count} / {expected}"])


def _master(conn: Connection, district: District, expected: dict[tuple[str, str], dict[str, tuple[str, Any]]]) -> Check:
    here = {
        (row.kind, row.code): row.fields
        for row in conn.execute(select(MASTER).where(MASTER.c.district == district.number))
    }
    wanted = {key: {name: value for name, (_, value) in said.items()} for key, said in expected.items()}
    wrong = [
        f"{kind} {code}"
        for kind, code in here.keys() | wanted.keys()
        if here.get((kind, code)) != wanted.get((kind, code))
    ]
    return found("master", len(here), sorted(wrong))


def _short(ids: Sequence[str]) -> list[str]:
    return [item[:16] for item in sorted(ids)]
