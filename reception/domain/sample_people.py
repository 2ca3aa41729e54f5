"""Made-up people of the sample district: names, phones, identity numbers. Nobody of them lives."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from reception.domain.identity import id_check
from reception.domain.reference import reference

SAMPLE_AREA = "230199"
"""An area code that was never given to a place, so that no identity number here is anybody's."""

STAFF_PHONES = (0, 4999)
RESIDENT_PHONES = (5000, 9999)

T = TypeVar("T")


def chances(*seed: object) -> random.Random:
    """Chance that falls the same way for the same seed, on every machine."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311 - a sample wants repeatable chance, not secrets


def weighted(chance: random.Random, weights: Sequence[tuple[T, int]]) -> T:
    """One of the things, by weight."""
    return chance.choices([thing for thing, _ in weights], [weight for _, weight in weights])[0]


@dataclass(frozen=True, slots=True)
class Person:
    """A name, and how one may speak of them."""

    name: str
    female: bool
    born: date

    @property
    def surname(self) -> str:
        """What stands before 先生 or 女士."""
        return self.name.partition("·")[0] if "·" in self.name else self.name[0]

    @property
    def address(self) -> str:
        """王女士."""
        return self.surname + ("女士" if self.female else "先生")


def resident(chance: random.Random, until: date) -> Person:
    """Somebody who lives here: mostly elderly, as in old compounds; now and then with a name of rare characters."""
    female = chance.random() < 0.55
    years = chance.choice((28, 35, 42, 51, 58, 63, 66, 69, 72, 76, 81))
    born = until - timedelta(days=365 * years + chance.randrange(360))
    kind = chance.random()
    if kind < 0.06:
        return Person(one_of(chance, "rare" if kind < 0.03 else "minority"), female, born)
    return Person(one_of(chance, "surnames") + one_of(chance, "female" if female else "male"), female, born)


def staff(chance: random.Random) -> str:
    """The name of somebody who works for a unit, a grid or a room."""
    if chance.random() < 0.02:
        return one_of(chance, "rare")
    return one_of(chance, "surnames") + one_of(chance, "female" if chance.random() < 0.4 else "male")


def one_of(chance: random.Random, kind: str) -> str:
    """One text of a kind from the sample's lists."""
    return str(chance.choice(reference("sample")[kind]))


def mobile(last: int) -> str:
    """A mobile number of the sample: `139 0000 xxxx`."""
    return f"1390000{last:04d}"


def landline(last: int) -> str:
    """A landline of the sample: `0451-5555 xxxx`."""
    return f"04515555{last:04d}"


def identity_number(chance: random.Random, person: Person) -> str:
    """An identity number with the right check character, of a place that does not exist."""
    serial = chance.randrange(1, 500) * 2 - (0 if person.female else 1)
    digits = f"{SAMPLE_AREA}{person.born:%Y%m%d}{serial:03d}"
    return digits + id_check(digits)
