"""Saying what was set aside, and keeping what could not be kept as an entry."""

from collections.abc import Iterable, Sequence

from reception.district.arrivals import Arrival
from reception.district.batch import Batch
from reception.district.database import pieces, put
from reception.district.holders import Holders
from reception.district.tables import ASIDE
from reception.domain.clock import Id
from reception.domain.entry import Fact, case_scope, room_scope
from reception.sync.messages import body_of

_FACTS = 200


def say_set_aside(batch: Batch, arrivals: Sequence[Arrival], room: str, holders: Holders) -> int:
    """Keep what was set aside and write `set_aside` entries about it; how many there were."""
    aside = [arrival for arrival in arrivals if arrival.why]
    for piece in pieces(aside, _FACTS):
        after = max((a.entry.hlc for a in piece if a.entry is not None), default=0)
        facts = [fact for arrival in piece for fact in _facts(batch, arrival, room)]
        rooms = {room} | {r for a in piece for case in _cases(a) for r in holders.rooms(case)}
        batch.write("set_aside", facts, rooms, after=after)
    for arrival in aside:
        _keep(batch, arrival)
    return len(aside)


def _cases(arrival: Arrival) -> set[Id]:
    """The cases in whose timeline it must be seen: those that its room once held, and only those."""
    return arrival.cases if arrival.why == "handed_over_before" else set()


def _facts(batch: Batch, arrival: Arrival, room: str) -> Iterable[Fact]:
    """One fact in each case that is concerned; else one for the room that wrote it."""
    said = {
        "act": "set_aside", "entry": arrival.entry.id if arrival.entry is not None else "", "hash": arrival.hash,
        "device": arrival.entry.device if arrival.entry is not None else batch.device, "why": arrival.why,
    }  # fmt: skip
    cases = sorted(_cases(arrival))
    if not cases:
        return [Fact("set_aside", batch.district.clock.new_id(), room_scope(room), said)]
    step = said | {"at": batch.district.now}
    return [Fact("step", batch.district.clock.new_id(), case_scope(case), step) for case in cases]


def _keep(batch: Batch, arrival: Arrival) -> None:
    entry, parcel = arrival.entry, arrival.parcel
    row = {"district": batch.district.number, "hash": arrival.hash, "why": arrival.why}
    if entry is not None:
        put(batch.conn, ASIDE, row | {"device": entry.device, "id": entry.id})
        return
    raw = {"header": parcel.header, "body": body_of(parcel.lines), "device": batch.device}
    put(batch.conn, ASIDE, row | raw | {"signature": parcel.signature.hex() if parcel.signature else None})
