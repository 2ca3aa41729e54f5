"""What came from another PC and is alike to what is here: two met the same person, or the same problem, offline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from reception.desk.alike import alike_cases
from reception.desk.desk import Desk
from reception.domain.alike import About
from reception.domain.clock import Id
from reception.store.tables import CaseRow, ResidentRow

MOST = 50
"""Cases and residents of one exchange that are looked at: the newest."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of case numbers, and pairs of residents' ids: what came first, then what was here."""

    cases: tuple[tuple[str, str], ...] = ()
    residents: tuple[tuple[Id, Id], ...] = ()

    @property
    def count(self) -> int:
        """How many pairs."""
        return len(self.cases) + len(self.residents)


def meetings(desk: Desk, cases: Collection[Id], residents: Collection[Id]) -> Meetings:
    """Look among these cases and residents, which have just come, for those that were known already."""
    return Meetings(tuple(_cases(desk, cases)), tuple(_residents(desk, residents)))


def _cases(desk: Desk, came: Collection[Id]) -> list[tuple[str, str]]:
    with desk.read() as conn:
        mine = (CaseRow.id.in_(sorted(came)[-MOST:]), CaseRow.undone == 0, CaseRow.incident.is_(None))
        rows = conn.execute(select(CaseRow.__table__).where(*mine)).all()
    found: dict[frozenset[str], tuple[str, str]] = {}
    for row in rows:
        about = About(row.compound, row.building, row.entrance, row.home, row.category, row.summary)
        for other in alike_cases(desk, about, most=1, without=[row.number]).cases:
            found.setdefault(frozenset((row.number, other.number)), (row.number, other.number))
    return list(found.values())


def _residents(desk: Desk, came: Collection[Id]) -> Sequence[tuple[Id, Id]]:
    pairs: dict[frozenset[Id], tuple[Id, Id]] = {}
    with desk.read() as conn:
        for resident in sorted(came)[-MOST:]:
            row = conn.execute(select(ResidentRow.__table__).where(ResidentRow.id == resident)).one_or_none()
            if row is None or row.undone or row.same_as or not row.phone:
                continue
            same = (ResidentRow.phone == row.phone, ResidentRow.name == row.name, ResidentRow.id != resident)
            open_ones = (ResidentRow.undone == 0, ResidentRow.same_as.is_(None))
            other = conn.execute(select(ResidentRow.id).where(*same, *open_ones).order_by(ResidentRow.n)).scalar()
            if other is not None:
                pairs.setdefault(frozenset((resident, Id(other))), (resident, Id(other)))
    return list(pairs.values())
