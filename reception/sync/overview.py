"""How this PC stands with the district, for the status line and the page: all of it asked of the store, none a flag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, literal_column, select

from reception.domain.clock import Id
from reception.domain.entry import read_fact
from reception.store import exchange
from reception.store.exchange import LastExchange
from reception.store.journal import setting
from reception.store.tables import CaseRow, EntryRow, FactRow, MasterRow, facts_of_entry

if TYPE_CHECKING:
    from reception.sync.store import Store

MOST = 100

WHY: dict[str, tuple[str, str]] = {
    "handed_over_before": ("移交之后才到，诉求已归别的接待室", "came after the case was handed over"),
    "not_its_case": ("诉求不归本室", "the case is another room's"),
    "district_scope": ("区级资料只能由区里改", "only the district changes its own data"),
    "other_scope": ("不在本室范围", "beyond this room"),
    "not_its_device": ("不是本室终端写的", "written by a device of another room"),
    "not_signed": ("没有区里的签名", "lacks the district's signature"),
    "too_large": ("内容太大", "too large"),
}
"""Why the district set something aside, as it says it (`district.arrivals`). Others are shown by their key."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something of this room that the district holds but does not count: which case (if any), when, and why."""

    number: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the exchange stands. `url` is empty before enrolment; times are UTC text.

    `waiting` entries are not yet held by the server, the oldest since `waiting_since`; `clock_offset` is how far the
    server's clock is ahead, in milliseconds.
    """

    room: str
    letter: str
    device: Id
    sample: bool
    url: str
    identity: str
    waiting: int
    waiting_since: str
    last: LastExchange | None
    clock_offset: int
    set_aside: tuple[SetAside, ...]

    @property
    def enrolled(self) -> bool:
        """Whether this PC belongs to a district."""
        return bool(self.url)


def overview(store: "Store") -> Overview:
    """Ask the store."""
    with store.read() as conn:
        server = exchange.server(conn)
        return Overview(
            str(setting(conn, "room")), str(setting(conn, "letter")), Id(setting(conn, "device")),
            bool(setting(conn, "sample")), server.url if server else "", server.identity if server else "",
            exchange.waiting_count(conn), exchange.waiting_since(conn) or "", exchange.last_exchange(conn),
            int(setting(conn, "clock_offset", 0) or 0), tuple(_set_aside(conn)),
        )  # fmt: skip


def need_you(store: "Store", cases: Iterable[Id]) -> int:
    """How many of these cases ask to be looked at: two versions of something, or a step that took no effect."""
    with store.read() as conn:
        look = select(CaseRow.id).where(CaseRow.look == 1, CaseRow.undone == 0)
        return len(set(cases) & set(conn.execute(look).scalars()))


def _set_aside(conn: Connection) -> Sequence[SetAside]:
    about_room = select(MasterRow.id, MasterRow.detail).where(MasterRow.kind == "set_aside", MasterRow.undone == 0)
    rooms = {str(row.id): row.detail for row in conn.execute(about_room)}
    found = [*_in_cases(conn), *_in_room(conn, rooms)]
    return sorted(found, key=lambda item: item.at, reverse=True)[:MOST]


def _in_cases(conn: Connection) -> list[SetAside]:
    query = (
        select(CaseRow.number, EntryRow.at, FactRow.line)
        .join(FactRow, facts_of_entry())
        .join(CaseRow, CaseRow.id == FactRow.aggregate)
        .where(EntryRow.act == literal_column("'set_aside'"), FactRow.kind == "case")
        .order_by(EntryRow.n.desc())
        .limit(MOST)
    )
    return [SetAside(row.number, row.at, _why(row.line)) for row in conn.execute(query)]


def _in_room(conn: Connection, details: dict[str, Any]) -> list[SetAside]:
    query = (
        select(FactRow.aggregate, EntryRow.at)
        .join(EntryRow, EntryRow.n == FactRow.entry_n)
        .where(FactRow.aggregate.in_(list(details)[:MOST]))
    )
    return [SetAside("", row.at, str(details[row.aggregate].get("why", ""))) for row in conn.execute(query)]


def _why(line: bytes) -> str:
    return str(read_fact(line).fields.get("why", ""))
