"""Which cases are probably about the same thing: place, category and words together, always with the reason.

Where peers compare only equal fields, or a category within a radius, here all three are weighed: the nearer two cases
lie, the less the words must agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from reception.domain.categories import SEPARATOR
from reception.domain.searching import atoms, is_ideographs

LOOKED_AT = 400
"""Characters of the words that are compared: what it is about stands at the beginning."""

SHORTEST = 3
"""Pairs of characters that a text needs before its likeness says anything."""


class Nearness(IntEnum):
    """How near two places are, in the four steps of an address."""

    COMPOUND = 1
    BUILDING = 2
    ENTRANCE = 3
    HOME = 4


NEARNESS_NAMES: dict[Nearness, tuple[str, str]] = {
    Nearness.HOME: ("同一户", "same home"),
    Nearness.ENTRANCE: ("同单元", "same entrance"),
    Nearness.BUILDING: ("同楼栋", "same building"),
    Nearness.COMPOUND: ("同小区", "same compound"),
}
_SAME_CATEGORY = ("同类别", "same category")
_SAME_GROUP = ("同大类", "same group of categories")
_LIKE_WORDS = ("说法相近", "similar words")
_LIKE = 0.35
"""From this share of common pairs on, two texts are called similar."""

_ENOUGH: dict[Nearness, tuple[float, float, float]] = {
    Nearness.HOME: (0.0, 0.0, 0.25),
    Nearness.ENTRANCE: (0.0, 0.15, 0.35),
    Nearness.BUILDING: (0.0, 0.2, 0.35),
    Nearness.COMPOUND: (0.2, 0.35, 0.5),
}
"""How alike the words must be: in the same category, in the same group of categories, and in neither."""


@dataclass(frozen=True, slots=True)
class About:
    """What a case is about: its place in four steps, its category's path, and its words."""

    compound: str
    building: str = ""
    entrance: str = ""
    home: str = ""
    category: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cases are. `words` is the share of the shorter text's pairs of characters that both have, 0–1."""

    near: Nearness
    category: float
    words: float

    @property
    def score(self) -> float:
        """For ranking: the place weighs as much as the category, and as the words."""
        return self.near / len(Nearness) + self.category + self.words

    @property
    def reason(self) -> tuple[str, str]:
        """Why, in Chinese and English: 同楼栋、同类别."""
        named = [NEARNESS_NAMES[self.near]]
        named += [_SAME_CATEGORY] if self.category == 1 else [_SAME_GROUP] if self.category else []
        named += [_LIKE_WORDS] if self.words >= _LIKE else []
        return "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)


def likeness(about: About, other: About) -> Likeness | None:
    """How alike two cases are; None when they are not alike enough to be shown."""
    near = nearness(about, other)
    if near is None:
        return None
    category = _category(about.category, other.category)
    words = common_share(about.words, other.words)
    same, group, neither = _ENOUGH[near]
    needed = same if category == 1 else group if category else neither
    return Likeness(near, category, words) if words >= needed else None


def nearness(about: About, other: About) -> Nearness | None:
    """How near the two places are; None for different or unknown compounds. An unknown step reaches no further."""
    if not about.compound or about.compound != other.compound:
        return None
    near = Nearness.COMPOUND
    for step, name in ((Nearness.BUILDING, "building"), (Nearness.ENTRANCE, "entrance"), (Nearness.HOME, "home")):
        mine = getattr(about, name)
        if not mine or mine != getattr(other, name):
            return near
        near = step
    return near


def common_share(one: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that both texts have, 0 when it is too short to tell."""
    mine, theirs = _pairs(one), _pairs(other)
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter >= SHORTEST else 0.0


def summed(found: Iterable[Likeness]) -> list[tuple[tuple[str, str], int]]:
    """How many for each reason, in the order they come: 同楼栋、同类别 3."""
    counts: dict[tuple[str, str], int] = {}
    for like in found:
        counts[like.reason] = counts.get(like.reason, 0) + 1
    return list(counts.items())


def _category(one: str, other: str) -> float:
    """1 for the same leaf, 0.5 for leaves of one group, else 0."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return 0.5 if _group(one) == _group(other) else 0.0


def _group(path: str) -> str:
    return path.partition(SEPARATOR)[0]


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring ideographs in twos, and whole words of letters and digits."""
    return frozenset(pair for atom in atoms(text[:LOOKED_AT]) for pair in _of_atom(atom))


def _of_atom(atom: str) -> Sequence[str]:
    return [a + b for a, b in pairwise(atom)] if is_ideographs(atom) else [atom]
