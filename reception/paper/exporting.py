"""The ledger of every case: which columns, and the rows in constant memory."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from reception.desk.desk import Desk
from reception.desk.lists import status_of
from reception.desk.office import Office
from reception.domain.clock import from_text, to_text
from reception.domain.forms import CHANNELS, PLACE_KINDS, SATISFIED, SOLVED, URGENCIES, VOICES
from reception.domain.lifecycle import STATUS_NAMES, Status
from reception.paper.ledger import Column, Kind, Ledger, Value, write_ledger
from reception.store.tables import CaseRow, ContactRow

ROWS_AT_ONCE = 1000

COLUMNS = (
    Column("编号", 24),
    Column("状态", 10, choices=tuple(zh for zh, _ in STATUS_NAMES.values()), total=True),
    Column("类别", 8, choices=tuple(zh for zh, _ in VOICES.values()), total=True),
    Column("紧急程度", 10, choices=tuple(zh for zh, _ in URGENCIES.values()), total=True),
    Column("诉求类别", 14, total=True),
    Column("事由", 30),
    Column("居民", 12),
    Column("电话", 14),
    Column("地址", 30),
    Column("场所", 10, choices=tuple(zh for zh, _ in PLACE_KINDS.values())),
    Column("诉求内容", 60),
    Column("来源", 8, choices=tuple(zh for zh, _ in CHANNELS.values()), total=True),
    Column("受理时间", 17, Kind.MOMENT),
    Column("办结时限", 17, Kind.MOMENT),
    Column("办结时间", 17, Kind.MOMENT),
    Column("归档时间", 17, Kind.MOMENT),
    Column("责任单位", 24, total=True),
    Column("工单号", 26),
    Column("轮次", 6, Kind.NUMBER),
    Column("是否解决", 10),
    Column("是否满意", 10),
)


def export_cases(desk: Desk, out: Path | BinaryIO, progress: Callable[[int], None] | None = None) -> int:
    """Write every case into an Excel ledger, oldest first; returns how many. Raises as `write_ledger`."""
    with desk.read() as conn:
        office = desk.office(conn)
        ledger = Ledger("民生诉求台账", str(office.here.get("name") or office.room), COLUMNS, desk.now, office.sample)
        return write_ledger(_rows(conn, office, to_text(desk.now)), out, progress, ledger=ledger)


def _rows(conn: Connection, office: Office, now: str) -> Iterator[tuple[Value, ...]]:
    query = select(CaseRow.__table__).where(CaseRow.undone == 0).order_by(CaseRow.n).limit(ROWS_AT_ONCE)
    last = 0
    while found := conn.execute(query.where(CaseRow.n > last)).all():
        answers = _answers(conn, [row.id for row in found])
        yield from (_row(row, office, now, answers.get(row.id)) for row in found)
        last = found[-1].n


def _answers(conn: Connection, ids: list[str]) -> dict[str, Any]:
    query = select(ContactRow.__table__).where(ContactRow.case_id.in_(ids), ContactRow.reached == "yes")
    return {row.case_id: row for row in conn.execute(query.order_by(ContactRow.n))}


def _row(row: Any, office: Office, now: str, answer: Any) -> tuple[Value, ...]:
    return (
        row.number, STATUS_NAMES[Status(status_of(row, office.room, now))][0], _name(VOICES, row.voice),
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
