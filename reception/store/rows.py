"""From folded values to rows and back into the tables: what the journal writes after a fold."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from reception.domain.case import Case
from reception.domain.clock import Id
from reception.domain.fold import Record
from reception.domain.lifecycle import Act
from reception.domain.pinyin import initials, syllables
from reception.store import bulk, search, tables
from reception.store.driver import run, run_many
from reception.store.search import SearchDoc

Row = dict[str, Any]
CASE_TABLES: tuple[Table, ...] = tuple(
    row.__table__ for row in (tables.OrderRow, tables.PartyRow, tables.ContactRow, tables.LimitRow, tables.ReferenceRow)
)
CASES: Table = tables.CaseRow.__table__
SPELLINGS = 3
"""Ways a name is spelled out in full in the index, the likeliest; its initials stand there in every reading."""
_ROOM_RECORDS = frozenset({"visit", "resident", "incident", "report"})
RECORD_TABLES: dict[str, Table] = {
    "visit": tables.VisitRow.__table__,
    "resident": tables.ResidentRow.__table__,
    "report": tables.ReportRow.__table__,
}
MASTER: Table = tables.MasterRow.__table__
_PLAIN = (
    "number", "room", "voice", "category", "urgency", "summary", "wants", "place_kind", "compound", "building",
    "entrance", "home", "address", "grid", "project", "item", "channel", "received_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A case as rows: its own, its children by table name, and its document for the index."""

    row: Row
    children: Mapping[str, list[Row]]
    document: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def rows_of_case(case: Case) -> CaseRows:
    """What the tables hold of a case."""
    children = {
        "work_order": _under(case, _orders(case)),
        "party": _under(case, _parties(case)),
        "contact": _under(case, _contacts(case)),
        "deadline": _under(case, _limits(case)),
        "reference": _under(case, _references(case)),
    }
    document = _document(case)
    row = _case_row(case)
    # What was taken back is not in the index: its mark differs from that of the same words before and after.
    row["search_mark"] = zlib.crc32(repr(document).encode()) if case.exists else 0
    return CaseRows(row, children, document)


def _under(case: Case, children: Iterable[Row]) -> list[Row]:
    """What belongs to a case, each in its place under it."""
    return [{"case_id": case.id, "place": place, **child} for place, child in enumerate(children)]


def _case_row(case: Case) -> Row:
    core = case.core.values()
    row: Row = {name: str(core.get(name) or "") for name in _PLAIN}
    reporter = case.reporter
    running = case.running()
    first = running[0] if running else {}
    order = case.lead or next((o for o in reversed(case.orders.values()) if o.lead), None)
    due = case.limits.get((case.round, "solved")) or case.limits.get((case.round, "answer"))
    return row | {
        "id": case.id,
        "room": case.room,
        "status": case.status.value,
        "before": case.before.value,
        "hung_until": case.hung_until,
        "undone": int(not case.exists),
        "look": int(case.look or bool(case.conflicts())),
        "round": case.round,
        "words": str(case.words.get("words") or ""),
        "resident": str(reporter.get("name") or ""),
        "phone": str(reporter.get("phone") or ""),
        "anonymous": int(case.anonymous),
        "confidential": int(bool(core.get("confidential"))),
        "visit": core.get("visit") or None,
        "incident": core.get("incident") or None,
        "due_at": str(due[-1]["until"]) if due else "",
        "next_clock": str(first.get("clock", "")),
        "next_due_at": str(first.get("until", "")),
        "follow_up_at": next((str(limit["until"]) for limit in running if limit["clock"] == "follow_up"), ""),
        "planned_on": str(case.planned.get("on", "")),
        "unit": order.unit if order else "",
        "order_number": order.number if order else "",
        "repeats": sum(touch.get("how") == "repeat" for touch in case.touches.values()),
        "handled_at": case.handled_at or "",
        "closed_at": case.closed_at or "",
        "history": int(any(step.act == Act.IMPORT_CLOSED and step.effective for step in case.steps)),
        "left_out": case.left_out,
    }


def _orders(case: Case) -> list[Row]:
    return [
        {
            "id": order.id, "number": order.number, "unit": order.unit, "lead": int(order.lead),
            "status": order.status.value, "round": order.round, "dispatched_at": order.dispatched_at or "",
            "delivered_at": order.delivered_at or "", "prints": order.prints,
        }
        for order in case.orders.values()
    ]  # fmt: skip


def _parties(case: Case) -> list[Row]:
    return [
        {
            "resident": party.get("resident") or None, "role": str(party.get("role") or ""),
            "name": str(party.get("name") or ""), "phone": str(party.get("phone") or ""),
            "call_back": int(bool(party.get("call_back"))),
        }
        for party in case.parties.values()
    ]  # fmt: skip


def _contacts(case: Case) -> list[Row]:
    return [
        {
            "round": contact.round, "at": contact.at or "", "reached": contact.reached,
            "solved": contact.solved, "satisfied": contact.satisfied, "why": contact.why,
        }
        for contact in case.contacts
    ]  # fmt: skip


def _limits(case: Case) -> list[Row]:
    return [
        {
            "round": key[0], "clock": key[1], "start": str(limits[-1]["start"]),
            "until": str(limits[-1]["until"]), "rule": str(limits[-1].get("rule", "")),
            "stopped_at": case.stopped.get(key, "") if key[0] == case.round else case.stopped.get(key, "earlier round"),
        }
        for key, limits in case.limits.items()
    ]  # fmt: skip


def _references(case: Case) -> list[Row]:
    return [
        {"issuer": str(ref.get("issuer") or ""), "number": str(ref.get("number") or "")}
        for ref in case.references.values()
    ]


def _document(case: Case) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    names = [str(party.get("name") or "") for party in case.parties.values()]
    phones = tuple(str(party.get("phone")) for party in case.parties.values() if party.get("phone"))
    numbers = [case.number, *(order.number for order in case.orders.values())]
    numbers += [str(ref.get("number") or "") for ref in case.references.values()]
    text = "\n".join(
        str(part)
        for part in (
            case.get("summary"), case.words.get("words"), *names, case.get("address"), case.get("category"),
            *(order.unit for order in case.orders.values()),
        )
        if part
    )  # fmt: skip
    letters = tuple(way for name in names if name for way in (*initials(name), *syllables(name)[:SPELLINGS]))
    return text, phones, tuple(number for number in numbers if number), letters


def write_cases(conn: Connection, cases: Sequence[CaseRows], known: set[Id]) -> None:
    """Put these cases in place of what the tables hold of them. `known` are those that have rows already."""
    old = [bytes.fromhex(item.row["id"]) for item in cases if item.row["id"] in known]
    marks = _marks(conn, [item.row["id"] for item in cases if item.row["id"] in known])
    if old:
        for table in CASE_TABLES:
            run_many(conn, f"DELETE FROM {table.name} WHERE case_id = ?", [(case_id,) for case_id in old])  # noqa: S608
    bulk.add(conn, CASES, [item.row for item in cases], over="id")
    for table in CASE_TABLES:
        bulk.add(conn, table, [child for item in cases for child in item.children[table.name]])
    _index(conn, [item for item in cases if marks.get(item.row["id"]) != item.row["search_mark"]])


def _marks(conn: Connection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in pieces(ids):
        query = select(CASES.c.id, CASES.c.search_mark).where(CASES.c.id.in_(piece))
        found |= {row.id: row.search_mark for row in conn.execute(query)}
    return found


def _index(conn: Connection, cases: Sequence[CaseRows]) -> None:
    ns: dict[str, int] = {}
    for piece in pieces([item.row["id"] for item in cases]):
        query = f"SELECT id, n FROM cases WHERE id IN ({', '.join('?' * len(piece))})"  # noqa: S608
        ns |= {key.hex(): n for key, n in run(conn, query, tuple(map(bytes.fromhex, piece)))}
    documents = [SearchDoc(ns[item.row["id"]], *item.document) for item in cases if not item.row["undone"]]
    gone = [ns[item.row["id"]] for item in cases if item.row["undone"]]
    if gone:
        search.remove(conn, gone)
    if documents:
        search.put(conn, documents)


def row_of_record(record: Record) -> tuple[Table, Row]:
    """Where a folded record stands, and as what."""
    common = {"id": record.id, "undone": int(not record.exists)}
    values = record.fields.values()
    get = values.get
    if record.kind == "visit":
        return RECORD_TABLES["visit"], common | {
            "channel": str(get("channel") or ""), "received_at": str(get("received_at") or ""),
            "resident": get("resident") or None, "clerk": str(get("clerk") or ""),
        }  # fmt: skip
    if record.kind == "resident":
        names = ("name", "phone", "id_number", "compound", "building", "entrance", "home", "address", "remarks")
        return RECORD_TABLES["resident"], common | {name: str(get(name) or "") for name in names} | {
            "same_as": get("same_as") or None, "look": int(bool(record.fields.conflicts()))
        }  # fmt: skip
    if record.kind == "report":
        told = ("number", "kind", "since", "until", "as_of")
        return RECORD_TABLES["report"], common | {name: str(get(name) or "") for name in told} | {
            "detail": values
        }  # fmt: skip
    return MASTER, common | {
        "kind": record.kind, "code": str(get("code") or ""), "name": str(get("name") or ""),
        "look": int(bool(record.fields.conflicts())), "detail": values,
    }  # fmt: skip


def is_master(kind: str) -> bool:
    """Whether a kind is master data (or a clerk): what `Office` is read from."""
    return kind != "case" and kind not in _ROOM_RECORDS


def write_records(conn: Connection, records: Iterable[Record]) -> None:
    """Put these records in place of what the tables hold of them."""
    by_table: dict[str, tuple[Table, list[Row]]] = {}
    for record in records:
        table, row = row_of_record(record)
        by_table.setdefault(table.name, (table, []))[1].append(row)
    for table, rows in by_table.values():
        bulk.add(conn, table, rows, over="id")


def remove(conn: Connection, keys: Sequence[tuple[str, Id]]) -> None:
    """Remove the rows of what the journal no longer says anything of."""
    for kind, item in keys:
        if kind == "case":
            for table in CASE_TABLES:
                conn.execute(delete(table).where(table.c.case_id == item))
            search.remove(conn, conn.execute(select(CASES.c.n).where(CASES.c.id == item)).scalars().all())
        table = CASES if kind == "case" else RECORD_TABLES.get(kind, MASTER)
        conn.execute(delete(table).where(table.c.id == item))


def forget(conn: Connection) -> None:
    """Throw every folded row away (before a rebuild)."""
    for table in (*CASE_TABLES, CASES, *RECORD_TABLES.values(), MASTER):
        conn.execute(delete(table))


def pieces(ids: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Cut a list for an IN clause."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
