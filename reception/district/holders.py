"""Which room holds a case, and which held it before: what visibility and setting aside are decided by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from reception.district.database import Among, locked
from reception.district.tables import HOLDING
from reception.domain.clock import Id


class Holding(NamedTuple):
    """A room's time with a case; `turn` 0 opened it, `until` is the batch that ended it (None: still)."""

    case: Id
    turn: int
    room: str
    since: int | None
    until: int | None


@dataclass
class Holders:
    """The holdings of some cases, by case, in order of turn."""

    opened: list[Holding] = field(default_factory=list)
    _by_case: dict[Id, list[Holding]] = field(default_factory=dict)

    def open(self, case: Id, room: str) -> None:
        """This room opens the case."""
        holding = Holding(case, 0, room, None, None)
        self.opened.append(holding)
        self.add(holding)

    def add(self, holding: Holding) -> None:
        """Note one more."""
        known = self._by_case.setdefault(holding.case, [])
        known.append(holding)
        known.sort(key=lambda item: item.turn)

    def of(self, case: Id) -> Sequence[Holding]:
        """All holdings of a case."""
        return self._by_case.get(case, ())

    def now(self, case: Id) -> str | None:
        """The room that holds the case, None when nobody has opened it here yet."""
        known = self.of(case)
        return known[-1].room if known else None

    def rooms(self, case: Id) -> set[str]:
        """Every room that holds or held it."""
        return {holding.room for holding in self.of(case)}

    def sees_all(self, case: Id, room: str, n: int) -> bool:
        """Whether the room is shown everything that batch `n` brought to the case."""
        return any(h.room == room and (h.until is None or n <= h.until) for h in self.of(case))


def load_holders(conn: Connection, district: int, cases: Iterable[Id], lock: str = "") -> Holders:
    """The holdings of these cases. `lock` "share" keeps hand-overs away until commit, "change" keeps all away."""
    holders = Holders()
    for row in _QUERIES[lock].rows(conn, sorted(cases), own=district):
        holders.add(Holding(Id(row.case_id), row.turn, row.room, row.since, row.until))
    return holders


_OF_CASES = (
    select(HOLDING.c.case_id, HOLDING.c.turn, HOLDING.c.room, HOLDING.c.since, HOLDING.c.until)
    .where(HOLDING.c.district == bindparam("own"))
    .order_by(HOLDING.c.case_id, HOLDING.c.turn)
)
_QUERIES = {
    "": Among(_OF_CASES, HOLDING.c.case_id),
    "share": Among(locked(_OF_CASES, shared=True), HOLDING.c.case_id),
    "change": Among(locked(_OF_CASES), HOLDING.c.case_id),
}
