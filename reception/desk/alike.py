"""Open cases that are probably about the same thing as the one being written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from reception.desk.desk import Desk
from reception.desk.lists import status_of
from reception.domain.alike import About, Likeness, likeness, summed
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import OPEN
from reception.store.tables import CaseRow

MOST_READ = 400
"""Open cases of a building, and of a category in a compound, that are compared: the newest."""


@dataclass(frozen=True)
class AlikeCase:
    """An open case that is alike, who holds it, and why it is shown."""

    number: str
    summary: str
    address: str
    status: str
    unit: str
    received_at: str
    incident: Id | None
    like: Likeness


@dataclass(frozen=True)
class AlikeCases:
    """The likest first; `reasons` counts all that were found, also those beyond `most`."""

    cases: tuple[AlikeCase, ...] = ()
    reasons: tuple[tuple[tuple[str, str], int], ...] = ()


def alike_cases(desk: Desk, about: About, *, most: int = 5, without: Collection[str] = ()) -> AlikeCases:
    """The open cases of the same home, entrance, building or compound about the same thing.

    `without` are numbers not to be shown (the case itself). Nothing is alike while the compound is not known.
    """
    if not about.compound:
        return AlikeCases()
    with desk.read() as conn:
        office, now = desk.office(conn), to_text(desk.now)
        buildings = [
            str(each.get("no", "")) for each in office.all("compound").get(about.compound, {}).get("buildings", ())
        ]
        scored = sorted(
            _scored(about, _near(conn, about, buildings), without), key=lambda pair: (-pair[0].score, -pair[1].n)
        )
        found = tuple(
            AlikeCase(
                row.number, row.summary, row.address, status_of(row, office.room, now), office.unit_name(row.unit),
                row.received_at, Id(row.incident) if row.incident else None, like,
            )
            for like, row in scored[:most]
        )  # fmt: skip
    return AlikeCases(found, tuple(summed(like for like, _ in scored)))


def _scored(about: About, rows: Iterable[Any], without: Collection[str]) -> Iterable[tuple[Likeness, Any]]:
    for row in rows:
        place = (row.compound, row.building, row.entrance, row.home)
        like = likeness(about, About(*place, row.category, f"{row.summary}\n{row.words}"))
        if like is not None and row.number not in without:
            yield like, row


def _near(conn: Connection, about: About, buildings: Iterable[str]) -> list[Any]:
    """The open cases of the building, and those of the category in every building of the compound, each once.

    Each building is named, for the index leads from compound over building to the open ones.
    """
    queries = [_open_at(about.compound, [about.building])]
    if about.category:
        queries.append(_open_at(about.compound, {about.building, "", *buildings}, about.category))
    rows = {row.n: row for query in queries for row in conn.execute(query)}
    return list(rows.values())


def _open_at(compound: str, buildings: Collection[str], category: str = "") -> Select[Any]:
    wanted = (
        CaseRow.compound == compound, CaseRow.building.in_(sorted(buildings)), CaseRow.status.in_(OPEN),
        CaseRow.undone == 0,
    )  # fmt: skip
    query = select(CaseRow.__table__).where(*wanted).order_by(CaseRow.n.desc()).limit(MOST_READ)
    return query.where(CaseRow.category == category) if category else query
