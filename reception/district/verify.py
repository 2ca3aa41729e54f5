"""Is everything on the server what its journal says: hashes, signatures, batches, holders, derived tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reception.district.arrivals import case_of, cases_of, is_hex, opens
from reception.district.office import District
from reception.district.signing import is_signed
from reception.district.tables import (
    ASIDE,
    BATCH,
    COUNTER,
    ENTRY,
    FILED,
    HANDOVER,
    HOLDING,
    LETTER,
    MASTER,
    REACH,
    TOUCH,
)
from reception.domain.checks import Check, found
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, Entry, Fact, parse
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
            _holders(conn, district, entries),
            _touches(conn, district, entries.touches),
            _master(conn, district, entries.master),
            _derived(conn, district, entries.derived),
        ]


class _Entries:
    """What a walk over all entries finds, and what the derived tables should hold for them."""

    def __init__(self, district: District) -> None:
        self._district = district
        self.count = self.signed = self.touches = 0
        self.damaged: list[str] = []
        self.unsigned: list[str] = []
        self.opened: set[Id] = set()
        self.handed: dict[Id, tuple[int, str]] = {}
        self.derived: set[tuple[str, ...]] = set()
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
        self.derived |= {
            ("file", str(fact.fields["sha256"]), str(case_of(fact))) for fact in entry.seen if _files(fact)
        }
        if entry.device != self._district.device:
            return
        self.signed += 1
        if not is_signed(self._district.signer.public_key, entry.header, bytes.fromhex(signature or "")):
            self.unsigned.append(entry.id)
        for fact in entry.seen:
            self._note_answer(entry, fact)
            if fact.scope == DISTRICT_SCOPE:
                said = self.master.setdefault((fact.entity, str(fact.fields["code"])), {})
                for name, value in fact.fields.items():
                    if said.get(name, ("", None))[0] < entry.id:
                        said[name] = (entry.id, value)

    def _note_answer(self, entry: Entry, fact: Fact) -> None:
        """What the district's letters, hand-overs and set-asides put into its tables."""
        said, what = fact.fields, str(fact.fields.get("act", fact.entity))
        if what == "letter":
            self.derived.add((what, str(said["room"]), str(said["letter"])))
        elif what == "set_aside":
            self.derived.add((what, str(said["hash"])))
        elif what in ("handed_over", "not_handed_over"):
            self.derived.add(("answer", str(said["asked"])))
        if what == "handed_over":
            case = Id(fact.scope[5:])
            self.handed[case] = max(self.handed.get(case, (0, "")), (entry.hlc, str(said["room"])))


def _files(fact: Fact) -> bool:
    return fact.entity == "file" and case_of(fact) is not None and is_hex(str(fact.fields.get("sha256", "")), 64)


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


def _holders(conn: Connection, district: District, entries: _Entries) -> Check:
    """Every case that was opened has a holder, and one only: whoever it was handed to last."""
    columns = (HOLDING.c.case_id, HOLDING.c.room, HOLDING.c.until)
    now: dict[Id, list[str]] = {}
    for row in conn.execute(select(*columns).where(HOLDING.c.district == district.number)):
        now.setdefault(Id(row.case_id), []).extend([row.room] if row.until is None else [])
    wrong = {case for case in entries.opened if len(now.get(case, ())) != 1}
    wrong |= {case for case, (_, room) in entries.handed.items() if now.get(case) != [room]}
    return found("holders", len(now), _short(sorted(wrong)))


def _derived(conn: Connection, district: District, expected: set[tuple[str, ...]]) -> Check:
    """Letters, answers to transfers, what was set aside, and the files of cases are in their tables."""
    tables = {
        "letter": (LETTER, LETTER.c.room, LETTER.c.letter), "set_aside": (ASIDE, ASIDE.c.hash),
        "answer": (HANDOVER, HANDOVER.c.ask), "file": (FILED, FILED.c.sha256, FILED.c.case_id),
    }  # fmt: skip
    here = {
        (name, *row)
        for name, (table, *columns) in tables.items()
        for row in conn.execute(select(*columns).where(table.c.district == district.number))
    }
    return found("derived", len(expected), [" ".join(item)[:60] for item in sorted(expected - here)])


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
