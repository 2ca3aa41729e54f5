"""A transfer asks; the district answers with the push that brought it, and the first to arrive wins.

In the new room the clocks run anew: they begin when a case reached it (domain: Deadlines).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from reception.district.arrivals import Arrival, Ask, asks
from reception.district.batch import Batch
from reception.district.cases import clocks_anew, load_case
from reception.district.derived import master_row
from reception.district.holders import Holders
from reception.district.tables import HANDOVER
from reception.domain.clock import to_text
from reception.domain.entry import Fact, case_scope


def answer_transfers(batch: Batch, arrivals: Sequence[Arrival], room: str, holders: Holders) -> None:
    """Write `handed_over` or `not_handed_over` for each transfer that this room's entries ask."""
    asked = asks([arrival for arrival in arrivals if arrival.entry is not None and _is_from_a_room(batch, arrival)])
    answered = _answered(batch, asked)
    gone: set[str] = set()
    for ask in asked:
        if ask.entry.id in answered:
            continue
        why = "handed_over_before" if ask.case in gone else _objection(batch, ask, room, holders)
        now = batch.district.clock.now()
        told = {"why": why} if why else {"limits": _clocks(batch, ask, arrivals, now)}
        _answer(batch, ask, room, {"at": to_text(now), **told}, holders)
        if not why:
            gone.add(ask.case)


def _is_from_a_room(batch: Batch, arrival: Arrival) -> bool:
    return arrival.entry is not None and arrival.entry.device != batch.district.device


def _answered(batch: Batch, asked: Sequence[Ask]) -> set[str]:
    if not asked:
        return set()
    ids = [ask.entry.id for ask in asked]
    query = select(HANDOVER.c.ask).where(HANDOVER.c.district == batch.district.number, HANDOVER.c.ask.in_(ids))
    return set(batch.conn.execute(query).scalars())


def _objection(batch: Batch, ask: Ask, room: str, holders: Holders) -> str:
    if holders.now(ask.case) != room:
        return "not_its_case"
    if ask.room == room:
        return "same_room"
    return "" if master_row(batch.conn, batch.district, "room", ask.room) is not None else "unknown_room"


def _clocks(batch: Batch, ask: Ask, arrivals: Sequence[Arrival], now: datetime) -> list[Any]:
    arrived = [arrival.entry for arrival in arrivals if arrival.entry is not None and ask.case in arrival.cases]
    case = load_case(batch.conn, batch.district, ask.case, arrived)
    return [limit.fields for limit in clocks_anew(batch.conn, batch.district, case, ask.room, now)]


def _answer(batch: Batch, ask: Ask, room: str, told: dict[str, Any], holders: Holders) -> None:
    act = "not_handed_over" if "why" in told else "handed_over"
    said = {"act": act, "asked": ask.entry.id, "from": room, "room": ask.room, **told}
    fact = Fact("step", batch.district.clock.new_id(), case_scope(ask.case), said)
    rooms = holders.rooms(ask.case) | {room} | (set() if "why" in told else {ask.room})
    batch.write(act, [fact], rooms, after=ask.entry.hlc)
