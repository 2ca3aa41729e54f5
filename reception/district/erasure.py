"""Erasing facts because the law orders it: a signed entry says which, and every replica deletes their bytes.

The entry's hash still verifies, since it is made of the facts' digests (design: sync, Rules).
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from reception.district.arrivals import case_of, cases_of
from reception.district.attachments import drop
from reception.district.database import pieces
from reception.district.office import District
from reception.district.tables import ENTRY, FILED, MASTER, TOUCH
from reception.domain.clock import Id
from reception.domain.entry import ERASED, Entry, Fact, parse, without
from reception.sync.messages import body_of, lines_of


def erased_facts(conn: Connection, district: District, ids: Sequence[Id]) -> dict[Id, set[int]]:
    """Which facts of these entries were erased, by position."""
    own = {"own": district.number}
    if conn.execute(_ANY_ERASED, own).first() is None:
        return {}
    found: dict[Id, set[int]] = {}
    for piece in pieces(ids):
        rows = conn.execute(_ERASED, own | {"ids": piece})
        found |= {Id(row.code): set(row.fields["facts"]) for row in rows}
    return found


_ERASURES = (MASTER.c.district == bindparam("own"), MASTER.c.kind == ERASED)
_ANY_ERASED = select(MASTER.c.code).where(*_ERASURES).limit(1)
_ERASED = select(MASTER.c.code, MASTER.c.fields).where(*_ERASURES, MASTER.c.code.in_(bindparam("ids", expanding=True)))


def entry_row(conn: Connection, district: District, entry_id: Id) -> Row[Any] | None:
    """An entry as it is kept."""
    mine = (ENTRY.c.district == district.number, ENTRY.c.id == entry_id)
    return conn.execute(select(ENTRY).where(*mine)).one_or_none()


def files_only_there(conn: Connection, district: District, entry: Entry, positions: Collection[int]) -> list[str]:
    """The attachments that these facts name, and no other fact does."""
    gone = [fact for place, fact in enumerate(entry.facts) if place in positions and fact is not None]
    return sorted(
        {name for fact in gone if (name := _named(fact)) and not _named_elsewhere(conn, district, entry, fact)}
    )


def apply_erasure(conn: Connection, district: District, fact: Fact) -> None:
    """Delete what an `erased` fact names. What is gone already, or has not come yet, is left as it is."""
    for name in fact.fields.get("files", ()):
        drop(conn, district, str(name))
        conn.execute(delete(FILED).where(FILED.c.district == district.number, FILED.c.sha256 == name))
    row = entry_row(conn, district, fact.entity_id)
    if row is None:
        return
    entry = parse(bytes(row.header), lines_of(bytes(row.body)))
    left = without(entry, set(fact.fields["facts"]))
    mine = (ENTRY.c.district == district.number, ENTRY.c.id == entry.id)
    conn.execute(update(ENTRY).where(*mine).values(body=body_of(left.lines)))
    unsaid = sorted(cases_of(entry) - cases_of(left))
    touches = (TOUCH.c.district == district.number, TOUCH.c.id == entry.id, TOUCH.c.case_id.in_(unsaid))
    conn.execute(delete(TOUCH).where(*touches))


def _named(fact: Fact) -> str:
    return str(fact.fields.get("sha256") or "") if fact.entity == "file" else ""


def _named_elsewhere(conn: Connection, district: District, entry: Entry, fact: Fact) -> bool:
    name = _named(fact)
    filed = (FILED.c.district == district.number, FILED.c.sha256 == name)
    cases = set(conn.execute(select(FILED.c.case_id).where(*filed)).scalars())
    return bool(cases - {case_of(fact)}) or any(
        _named(other) == name for case in cases for other in _facts_of(conn, district, Id(case), entry.id)
    )


def _facts_of(conn: Connection, district: District, case: Id, but: Id) -> Iterable[Fact]:
    """The facts of a case in other entries."""
    touching = select(TOUCH.c.id).where(TOUCH.c.district == district.number, TOUCH.c.case_id == case)
    query = select(ENTRY.c.header, ENTRY.c.body).where(ENTRY.c.district == district.number)
    for row in conn.execute(query.where(ENTRY.c.id.in_(touching), ENTRY.c.id != but)):
        yield from parse(bytes(row.header), lines_of(bytes(row.body))).seen
