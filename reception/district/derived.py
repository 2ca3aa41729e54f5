"""What the district's own entries mean to its tables: letters, hand-overs, what was set aside, master data.

The same function serves entries just written, entries handed back after the server was put back, and `verify`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from reception.district.database import put
from reception.district.erasure import apply_erasure
from reception.district.office import District
from reception.district.tables import ASIDE, DEVICE, HANDOVER, HOLDING, LETTER, MASTER
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, ERASED, Entry, Fact


def apply(conn: Connection, district: District, entry: Entry, n: int) -> None:
    """Take in what a district's entry says, which batch `n` brought."""
    for fact in entry.seen:
        if fact.scope == DISTRICT_SCOPE:
            _master(conn, district, entry, fact)
            if fact.entity == ERASED:
                apply_erasure(conn, district, fact)
            continue
        step = _STEPS.get(str(fact.fields.get("act", fact.entity)))
        if step is not None:
            step(conn, district, entry, fact, n)


def _letter(conn: Connection, district: District, entry: Entry, fact: Fact, n: int) -> None:
    """A letter was given; after a put-back this also makes its device known again (without a token)."""
    f, own = fact.fields, district.number
    device = {"district": own, "device": f["device"], "room": f["room"], "enrolled_at": entry.at}
    put(conn, DEVICE, device)
    letter = {"district": own, "room": f["room"], "letter": f["letter"], "device": f["device"], "given_at": entry.at}
    put(conn, LETTER, letter | {"base": f.get("base") or None, "branch": None})


def _handed_over(conn: Connection, district: District, entry: Entry, fact: Fact, n: int) -> None:
    _answer(conn, district, entry, fact, granted=True)
    case, own = Id(fact.scope[5:]), district.number
    mine = (HOLDING.c.district == own, HOLDING.c.case_id == case)
    later = conn.execute(select(func.min(HOLDING.c.turn)).where(*mine, HOLDING.c.turn > entry.hlc)).scalar()
    before = (*mine, HOLDING.c.turn < entry.hlc, HOLDING.c.until.is_(None))
    conn.execute(update(HOLDING).where(*before).values(until=n))
    if conn.execute(select(HOLDING.c.turn).where(*mine, HOLDING.c.room == fact.fields["from"])).first() is None:
        former = {"district": own, "case_id": case, "turn": entry.hlc - 1, "room": fact.fields["from"], "until": n}
        put(conn, HOLDING, former)
    row = {"district": own, "case_id": case, "turn": entry.hlc, "room": fact.fields["room"], "since": n}
    put(conn, HOLDING, row | {"until": None if later is None else n})


def _not_handed_over(conn: Connection, district: District, entry: Entry, fact: Fact, n: int) -> None:
    _answer(conn, district, entry, fact, granted=False)


def _answer(conn: Connection, district: District, entry: Entry, fact: Fact, *, granted: bool) -> None:
    row = {
        "district": district.number, "ask": fact.fields["asked"], "answer": entry.id, "case_id": fact.scope[5:],
        "room": fact.fields["room"], "granted": granted,
    }  # fmt: skip
    put(conn, HANDOVER, row)


def _set_aside(conn: Connection, district: District, entry: Entry, fact: Fact, n: int) -> None:
    f = fact.fields
    row = {"district": district.number, "hash": f["hash"], "device": f["device"], "why": f["why"]}
    put(conn, ASIDE, row | {"id": f.get("entry") or None})


_STEPS: Mapping[str, Callable[[Connection, District, Entry, Fact, int], None]] = {
    "letter": _letter,
    "handed_over": _handed_over,
    "not_handed_over": _not_handed_over,
    "set_aside": _set_aside,
}


def _master(conn: Connection, district: District, entry: Entry, fact: Fact) -> None:
    """Master data: per field the newest entry's value (ids grow with time; entries may be handed back out of order)."""
    code = str(fact.fields["code"])
    known = master_row(conn, district, fact.entity, code)
    fields = {} if known is None else dict(known.fields)
    heads = {} if known is None else dict(known.heads)
    for name, value in fact.fields.items():
        if heads.get(name, "") < entry.id:
            fields[name], heads[name] = value, entry.id
    row = {"district": district.number, "kind": fact.entity, "code": code, "id": fact.entity_id}
    put(conn, MASTER, row | {"fields": fields, "heads": heads}, change=("fields", "heads"))


def master_row(conn: Connection, district: District, kind: str, code: str) -> Row[Any] | None:
    """What the table of master data holds under a kind and code."""
    key = (MASTER.c.district == district.number, MASTER.c.kind == kind, MASTER.c.code == code)
    return conn.execute(select(MASTER).where(*key)).one_or_none()
