"""What is renovated: the 39 items of the city's public list, and who pays for each (design: domain)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reception.domain.reference import reference


class ItemKind(StrEnum):
    """Whether an item must be done, is chosen by the owners, or is added and run."""

    MUST = "must"
    CHOICE = "choice"
    ADDED = "added"


KIND_NAMES: dict[ItemKind, tuple[str, str]] = {
    ItemKind.MUST: ("必改", "must be done"),
    ItemKind.CHOICE: ("业主选择", "owners choose"),
    ItemKind.ADDED: ("增建运营", "added and run"),
}
_PAYER_NAMES = {
    "government": ("政府出资", "the government pays"),
    "operators": ("专营单位分担", "the operators share"),
    "owners": ("业主分担", "the owners share"),
}


WORKS_STATES: dict[str, tuple[str, str]] = {
    "not_started": ("未开工", "not started"),
    "in_progress": ("在施", "in progress"),
    "winter_stop": ("冬季停工", "winter stop"),
    "done": ("完工", "done"),
}
"""How far an item is in one building."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list; `paid_by` holds government, operators, owners."""

    name: str
    kind: ItemKind
    paid_by: tuple[str, ...]

    @property
    def who_pays(self) -> tuple[str, str]:
        """Who pays, in Chinese and English: what the clerk tells the resident at once."""
        chinese, english = zip(*(_PAYER_NAMES[payer] for payer in self.paid_by), strict=True)
        return "，".join(chinese), ", ".join(english)


@cache
def items() -> dict[str, Item]:
    """The items by name, in the list's order."""
    return {
        record["name"]: Item(record["name"], ItemKind(record["kind"]), tuple(record["paid_by"]))
        for record in reference("renovation-items")
    }
