"""The ledger of cases: which columns, and the rows in constant memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from reception.desk.desk import Desk
from reception.desk.lists import CaseFilter, case_keys, case_rows, status_of
from reception.desk.office import Office
from reception.domain.clock import from_text, to_text
from reception.domain.forms import CHANNELS, PLACE_KINDS, SATISFIED, SOLVED, URGENCIES, VOICES
from reception.domain.lifecycle import STATUS_NAMES, Status
from reception.paper.ledger import Column, Kind, Ledger, Value, write_ledger
from reception.paper.ledger_csv import write_csv
from reception.store.tables import CaseRow, ContactRow, ReferenceRow

ROWS_AT_ONCE = 1000

COLUMNS = (
    Column("编号", 21),
    Column("来件编号", 18),
    Column("状态", 9, choices=tuple(zh for zh, _ in STATUS_NAMES.values()), total=True),
    Column("类别", 7, choices=tuple(zh for zh, _ in VOICES.values()), total=True),
    Column("紧急程度", 9, choices=tuple(zh for zh, _ in URGENCIES.values()), total=True),
    Column("诉求类别", 16, total=True),
    Column("事由", 24),
    Column("居民", 10),
    Column("电话", 13),
    Column("地址", 24),
    Column("场所", 9, choices=tuple(zh for zh, _ in PLACE_KINDS.values())),
    Column("诉求内容", 48),
    Column("来源", 8, choices=tuple(zh for zh, _ in CHANNELS.values()), total=True),
    Column("受理时间", 16, Kind.MOMENT),
    Column("办结时限", 16, Kind.MOMENT),
    Column("办结时间", 16, Kind.MOMENT),
    Column("归档时间", 16, Kind.MOMENT),
    Column("责任单位", 20, total=True),
    Column("工单号", 24),
    Column("轮次", 6, Kind.NUMBER),
    Column("是否解决", 9, choices=tuple(zh for zh, _ in SOLVED.values()), total=True),
    Column("是否满意", 9, choices=tuple(zh for zh, _ in SATISFIED.values()), total=True),
)


def export_cases(
    desk: Desk,
    out: Path | BinaryIO,
    progress: Callable[[int], None] | None = None,
    wanted: CaseFilter | None = None,
) -> int:
    """Write the cases wanted, else every case, oldest first, into a ledger; returns how many.

    A path that ends in `.csv` is written as text, all else as Excel. Raises as `write_ledger`.
    """
    write = write_csv if isinstance(out, Path) and out.suffix.lower() == ".csv" else write_ledger
    with desk.read() as conn:
        office = desk.office(conn)
        ledger = Ledger("民生诉求台账", str(office.here.get("name") or office.room), COLUMNS, desk.now, office.sample)
        found = _every(conn) if wanted is None else _wanted(conn, case_keys(conn, wanted, office.room, desk.now))
        return write(_rows(conn, found, office, to_text(desk.now)), out, progress, ledger=ledger)


def _every(conn: Connection) -> Iterator[Sequence[Any]]:
    query = select(CaseRow.__table__).where(CaseRow.undone == 0).order_by(CaseRow.n).limit(ROWS_AT_ONCE)
    last = 0
    while found := conn.execute(query.where(CaseRow.n > last)).all():
        yield found
        last = found[-1].n


def _wanted(conn: Connection, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), ROWS_AT_ONCE):
        rows = case_rows(conn, keys[start : start + ROWS_AT_ONCE])
        yield [rows[n] for n in keys[start : start + ROWS_AT_ONCE]]


def _rows(
    conn: Connection, found: Iterator[Sequence[Any]], office: Office, now: str
) -> Iterator[tuple[Value, ...]]:  # fmt: skip
    for rows in found:
        ids = [row.id for row in rows]
        answers, numbers = _answers(conn, ids), _numbers(conn, ids)
        yield from (_row(row, office, now, answers.get(row.id), numbers.get(row.id, "")) for row in rows)


def _numbers(conn: Connection, ids: list[str]) -> dict[str, str]:
    """The numbers given elsewhere, with who gave them; the mark of a row that came without one is none."""
    found: dict[str, str] = {}
    query = select(ReferenceRow.__table__).where(ReferenceRow.case_id.in_(ids)).order_by(ReferenceRow.place)
    for row in conn.execute(query):
        if not row.number.startswith("#"):
            before = found.get(row.case_id)
            found[row.case_id] = f"{before}、{row.issuer} {row.number}" if before else f"{row.issuer} {row.number}"
    return found


def _answers(conn: Connection, ids: list[str]) -> dict[str, Any]:
    query = select(ContactRow.__table__).where(ContactRow.case_id.in_(ids), ContactRow.reached == "yes")
    return {row.case_id: row for row in conn.execute(query.order_by(ContactRow.place))}


def _row(row: Any, office: Office, now: str, answer: Any, numbers: str) -> tuple[Value, ...]:
    return (
        row.number, numbers, STATUS_NAMES[Status(status_of(row, office.room, now))][0], _name(VOICES, row.voice),
        _name(URGENCIES, row.urgency), row.category, row.summary, row.resident, row.phone, row.address,
        _name(PLACE_KINDS, row.place_kind), row.words, _name(CHANNELS, row.channel), _moment(row.received_at),
        _moment(row.due_at), _moment(row.handled_at), _moment(row.closed_at),
        office.unit_name(row.unit) if row.unit else "", row.order_number, row.round,
        _name(SOLVED, answer.solved) if answer else "", _name(SATISFIED, answer.satisfied) if answer else "",
    )  # fmt: skip


def _name(names: Mapping[str, tuple[str, str]], key: str) -> str:
    return names[key][0] if key in names else key


def _moment(text: str) -> Value:
    return from_text(text) if text else None
