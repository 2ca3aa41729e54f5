"""Who lives where, as a roster of households says it: residents made or completed, each home with its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Acting, Desk, amended
from reception.desk.same_person import eldest
from reception.domain.address import Address
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.entry import Fact
from reception.domain.fold import Fields, fold_record
from reception.store.journal import load_record, load_stories
from reception.store.tables import ResidentRow

RELATIONS: dict[str, tuple[str, str]] = {
    "owner": ("产权人", "owner"),
    "tenant": ("租户", "tenant"),
    "family": ("家属", "family"),
}
FACTS_AT_ONCE = 100
ROSTER = "roster"
_STEPS = ("compound", "building", "entrance", "home")


@dataclass(frozen=True, slots=True)
class Dweller:
    """Somebody and a home, as a roster says, cleaned. `relation` is one of RELATIONS or ""."""

    name: str
    place: Address
    phone: str = ""
    id_number: str = ""
    relation: str = ""
    remarks: str = ""


class Fate(StrEnum):
    """What a line of a roster does."""

    ADDED = "added"
    COMPLETED = "completed"
    MOVED = "moved"
    KNOWN = "known"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the lines, in their order, and what changed."""

    fates: tuple[Fate, ...]
    changed: Changed


@dataclass(frozen=True, slots=True)
class Member:
    """One who lives at a home. `as_of` is the day of the roster that said so, or "" when a clerk wrote it."""

    resident: Id
    name: str
    phone: str
    relation: str
    as_of: str


class _OnlyTried(Exception):
    """Takes a trial's transaction back."""


def settle(desk: Desk, dwellers: Sequence[Dweller], as_of: str, gesture: Id, *, trial: bool = False) -> Settled:
    """Make or complete the records of those who live somewhere; the same roster again changes nothing.

    Somebody is known by name and phone, else by name and home. What a record says of its phone or ID stays: a line
    that says otherwise DIFFERS and is left to the clerk. `as_of` is the roster's day. A `trial` writes nothing.
    """
    fates: list[Fate] = []
    try:
        with desk.acting() as acting:
            settling = _Settling(acting, as_of)
            fates += [settling.take(dweller) for dweller in dwellers]
            for start in range(0, len(settling.facts), FACTS_AT_ONCE):
                acting.add(ROSTER, settling.facts[start : start + FACTS_AT_ONCE], gesture)
            changed = acting.done()
            if trial:
                raise _OnlyTried
    except _OnlyTried:
        changed = Changed()
    return Settled(tuple(fates), changed)


@dataclass
class _Settling:
    """One transaction's lines: what is found, and the facts to add."""

    acting: Acting
    as_of: str
    facts: list[Fact] = field(default_factory=list)
    new: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    touched: set[Id] = field(default_factory=set)

    def take(self, dweller: Dweller) -> Fate:
        """One line."""
        place = self.acting.office.addresses.place_text(dweller.place)
        told = _told(dweller, place)
        twice = self.new.get((dweller.name, dweller.phone or "?")) or self.new.get((dweller.name, place))
        if twice is not None:
            same = not dweller.phone or dweller.phone == twice.get("phone")
            return Fate.KNOWN if same else Fate.DIFFERS
        found = _find(self.acting.conn, dweller, place)
        if found is None:
            self._add(dweller, place, told)
            return Fate.ADDED
        return Fate.KNOWN if found in self.touched else self._complete(found, told)

    def _add(self, dweller: Dweller, place: str, told: dict[str, str]) -> None:
        fields = {name: value for name, value in told.items() if value} | {"as_of": self.as_of}
        self.facts.append(Fact("resident", self.acting.new_id(), self.acting.room_scope, fields))
        self.new[dweller.name, place] = fields
        if dweller.phone:
            self.new[dweller.name, dweller.phone] = fields

    def _complete(self, resident: Id, told: dict[str, str]) -> Fate:
        fields = load_record(self.acting.conn, "resident", resident).fields
        new, fate = _difference(fields, told)
        if new:
            self.touched.add(resident)
            scope = self.acting.room_scope
            self.facts.append(amended("resident", resident, scope, fields, new | {"as_of": self.as_of}))
        return fate


def _told(dweller: Dweller, place: str) -> dict[str, str]:
    steps = {step: getattr(dweller.place, step) for step in _STEPS}
    return steps | {
        "name": dweller.name, "phone": dweller.phone, "id_number": dweller.id_number, "address": place,
        "relation": dweller.relation, "remarks": dweller.remarks,
    }  # fmt: skip


def _find(conn: Connection, dweller: Dweller, place: str) -> Id | None:
    """The record of somebody, or the one it was joined to: by name and phone, else by name and home."""
    query = select(ResidentRow.__table__).where(ResidentRow.name == dweller.name, ResidentRow.undone == 0)
    rows = conn.execute(query.order_by(ResidentRow.n)).all()
    by_phone = [row for row in rows if dweller.phone and row.phone == dweller.phone]
    by_home = [row for row in rows if row.address == place]
    return next((eldest(conn, Id(row.id)) for row in by_phone + by_home), None)


def _difference(fields: Fields, told: dict[str, str]) -> tuple[dict[str, str], Fate]:
    """What a line adds to a record, and what that is called."""
    there = {name: str(fields.get(name) or "") for name in told}
    differs = any(told[name] and there[name] and told[name] != there[name] for name in ("phone", "id_number"))
    new = {name: told[name] for name in _FILLED if told[name] and not there[name]}
    if told["relation"] and told["relation"] != there["relation"]:
        new["relation"] = told["relation"]
    moved = bool(there["address"]) and there["address"] != told["address"]
    if not there["address"] or moved:
        new |= {name: told[name] for name in (*_STEPS, "address") if told[name] != there[name]}
    if differs:
        return new, Fate.DIFFERS
    return new, Fate.MOVED if moved else Fate.COMPLETED if new else Fate.KNOWN


_FILLED = ("phone", "id_number", "remarks")


def at_home(desk: Desk, place: Address) -> list[Member]:
    """Who lives at a home, owners first, then tenants, then family, then those of whom nothing is said."""
    with desk.read() as conn:
        query = select(ResidentRow.__table__).where(
            *(getattr(ResidentRow, step) == getattr(place, step) for step in _STEPS),
            ResidentRow.undone == 0, ResidentRow.same_as.is_(None),
        )  # fmt: skip
        rows = conn.execute(query.order_by(ResidentRow.n)).all()
        said = _said(conn, [Id(row.id) for row in rows])
    members = [
        Member(Id(row.id), row.name, row.phone, said[row.id]["relation"], said[row.id]["as_of"]) for row in rows
    ]  # fmt: skip
    order = [*RELATIONS, ""]
    return sorted(members, key=lambda member: order.index(member.relation))


def _said(conn: Connection, residents: Sequence[Id]) -> Mapping[str, dict[str, str]]:
    """What the journal says beside the rows: the relation, and as of when."""
    found: dict[str, dict[str, str]] = {}
    for (_, resident), parts in load_stories(conn, [("resident", each) for each in residents]).items():
        fields = fold_record("resident", resident, parts).fields
        found[resident] = {name: str(fields.get(name) or "") for name in ("relation", "as_of")}
    return found
