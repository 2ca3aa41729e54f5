"""Master data of the district: rooms, units, grids, compounds, projects, works … as signed entries of its own.

Idempotent by kind and code: what stands already is passed over, a change names only the changed fields and builds on
the entries that set them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from reception.district.batch import EVERYONE, Batch
from reception.district.database import pieces
from reception.district.derived import master_row
from reception.district.office import District
from reception.district.tables import MASTER
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, MAX_BYTES, Fact
from reception.domain.master import code_of, master_id
from reception.domain.readable import must_be_readable

_FACTS = 100
_BYTES = MAX_BYTES // 2


def write_master(district: District, kind: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of one kind; how many were new or changed.

    Raises InvalidInput, also for what no room could read, and then nothing is written.
    """
    with district.database.writing() as conn:
        return write(conn, district, kind, rows)


def write(conn: Connection, district: District, kind: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """`write_master` within a transaction, which should be at its end."""
    batch = Batch(conn, district, district.device)
    batch.lock_own()
    facts = [fact for row in rows if (fact := _change(conn, district, kind, row)) is not None]
    for piece in _cut(list({fact.entity_id: fact for fact in facts}.values())):
        batch.write("master", piece, [EVERYONE])
    if facts:
        batch.close()
    return len(facts)


def is_known(conn: Connection, district: District, kind: str, code: str) -> bool:
    """Whether the district has this piece of master data."""
    return master_row(conn, district, kind, code) is not None


def master_rows(district: District, kind: str) -> list[dict[str, Any]]:
    """The fields of every piece of a kind, by code."""
    with district.database.reading() as conn:
        mine = (MASTER.c.district == district.number, MASTER.c.kind == kind)
        return [
            dict(row) for row in conn.execute(select(MASTER.c.fields).where(*mine).order_by(MASTER.c.code)).scalars()
        ]


def _change(conn: Connection, district: District, kind: str, row: Mapping[str, Any]) -> Fact | None:
    code = code_of(kind, row)
    known = master_row(conn, district, kind, code)
    said = {"code": code, **row}
    must_be_readable(kind, code, said if known is None else {**known.fields, **said})
    if known is None:
        return Fact(kind, master_id(kind, code), DISTRICT_SCOPE, said)
    changed = {name: value for name, value in said.items() if known.fields.get(name) != value}
    if not changed:
        return None
    base = {name: [known.heads[name]] for name in {**changed, "code": code} if name in known.heads}
    return Fact(kind, Id(known.id), DISTRICT_SCOPE, {**changed, "code": code}, base)


def _cut(facts: Sequence[Fact]) -> Iterable[Sequence[Fact]]:
    """As many facts as fit one entry."""
    for piece in pieces(facts, _FACTS):
        if sum(len(repr(fact.fields).encode()) for fact in piece) <= _BYTES or len(piece) == 1:
            yield piece
        else:
            half = len(piece) // 2
            yield from _cut(piece[:half])
            yield from _cut(piece[half:])
