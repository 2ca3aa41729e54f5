"""The master data an act needs, as one value: units, compounds, hours, calendar and rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from reception.domain.address import Address, AddressBook, CompoundName
from reception.domain.calendar import Calendar
from reception.domain.categories import Categories
from reception.domain.deadlines import Hours, Rules
from reception.domain.errors import NotFound
from reception.domain.text import half_width
from reception.store.journal import setting
from reception.store.tables import MasterRow

Detail = Mapping[str, Any]
_PARTED = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class Office:
    """What the district has told this room, as of one version of the master data."""

    version: int
    room: str
    sample: bool
    letter: str
    master: Mapping[str, Mapping[str, Detail]]

    @classmethod
    def load(cls, conn: Connection) -> "Office":
        """Read it from the rows."""
        master: dict[str, dict[str, Detail]] = {}
        query = select(MasterRow.kind, MasterRow.code, MasterRow.detail).where(
            MasterRow.undone == 0, MasterRow.kind != "works"
        )
        for kind, code, detail in conn.execute(query):
            master.setdefault(kind, {})[code] = detail
        return cls(
            setting(conn, "master_version", 0), setting(conn, "room"), bool(setting(conn, "sample")),
            setting(conn, "letter"), master,
        )  # fmt: skip

    def all(self, kind: str) -> Mapping[str, Detail]:
        """Everything of a kind by code."""
        return self.master.get(kind, {})

    def unit(self, code: str) -> Detail:
        """A unit by its code or full name. Raises NotFound naming near ones."""
        units = self.all("unit")
        if code in units:
            return units[code]
        named = [unit for unit in units.values() if unit.get("name") == code]
        if len(named) == 1:
            return named[0]
        near = [f"{key} {unit.get('name', '')}" for key, unit in units.items() if code.casefold() in key.casefold()
                or code in str(unit.get("name", ""))][:5]  # fmt: skip
        hint, meant = (f"；是否指：{'、'.join(near)}", f"; meant: {', '.join(near)}?") if near else ("", "")
        raise NotFound(f"没有名称或代码为「{code}」的责任单位{hint}", english=f"no unit {code!r}{meant}", field="unit")

    def unit_name(self, code: str) -> str:
        """A unit's name, or its code when it is not known here."""
        return str(self.all("unit").get(code, {}).get("name") or code)

    @property
    def here(self) -> Detail:
        """This room's own record, empty when the district has told nothing yet."""
        return self.all("room").get(self.room, {})

    @cached_property
    def hours(self) -> Hours:
        """When this room is open."""
        given = self.here.get("hours")
        return Hours.from_fields(given) if given else Hours()

    @cached_property
    def calendar(self) -> Calendar:
        """The working calendar with the district's corrections."""
        return Calendar.from_fields(self.all("calendar"))

    @cached_property
    def rules(self) -> Rules:
        """The limits in force: the district's, else the program's defaults."""
        return Rules.from_fields(self.all("rules"))

    @cached_property
    def categories(self) -> Categories:
        """What demands are about: the program's tree with the district's own leaves."""
        return Categories.from_fields(self.all("category"))

    @cached_property
    def addresses(self) -> AddressBook:
        """Where an address is looked up."""
        return AddressBook(
            CompoundName(code, str(compound.get("name", "")), tuple(compound.get("aliases") or ()))
            for code, compound in self.all("compound").items()
        )

    def place(self, text: str) -> Address:
        """An address typed in one line, placed when its compound is known."""
        return self.addresses.parse(text)

    def searched(self, typed: str) -> str:
        """What is sought for it: as typed, an address in short hand also as cases say it, a phone also in one piece."""
        digits = _PARTED.sub("", half_width(typed))
        if digits.isdecimal():
            return typed if digits == typed else f"{typed}\n{digits}"
        place = self.place(typed)
        return f"{typed}\n{self.addresses.sought(place)}" if place.building else typed
