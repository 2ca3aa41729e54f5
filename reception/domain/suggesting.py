"""Which category words are about, learnt from the categories chosen before: counts of character pairs, no more.

Complement naive Bayes (Rennie and others, 2003): how unlikely the words are among all that was said of *other*
categories. It learns a case in microseconds, forgets nothing, and says which pairs spoke for what it suggests. A single
character and a pair count once a text, and those that many categories share weigh little.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log

from reception.domain.categories import LOOKED_AT, Categories, Category
from reception.domain.searching import atoms, is_ideographs
from reception.domain.text import half_width

SMOOTHING = 1.0
WHOLE = 1.0
MOST_TRUST = 12.0
"""What is learnt says at most as much as a name of so many characters."""
HALF_TRUSTED = 50
"""Texts after which it says half of that."""
MOST_REASONS = 3


def marks(words: str) -> set[str]:
    """What is counted of a text: its pairs of neighbouring characters, its single ones, and its words of letters."""
    found: set[str] = set()
    for atom in atoms(words[:LOOKED_AT]):
        if is_ideographs(atom):
            found.update(a + b for a, b in pairwise(atom))
            found.update(atom)
        else:
            found.add(atom)
    return found


class Learnt:
    """What was learnt. `learn` adds to it; `scores` asks it."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, float]] = {}
        self._of: dict[str, float] = {}
        self._texts = 0.0

    @property
    def texts(self) -> float:
        """How many texts it learnt from."""
        return self._texts

    def learn(self, words: str, category: str, weight: float = WHOLE) -> None:
        """Somebody chose this category for these words."""
        found = marks(words)
        for mark in found:
            seen = self._seen.setdefault(mark, {})
            seen[category] = seen.get(category, 0.0) + weight
        self._of[category] = self._of.get(category, 0.0) + weight * len(found)
        self._texts += weight

    def scores(self, words: str) -> dict[str, float]:
        """How much speaks for each category that shares anything with the words: the sum of what each mark says.

        It is given as a part of all that the marks weigh: words that say little of anything give small numbers.
        """
        total = sum(self._of.values())
        found: dict[str, float] = {}
        weights = 0.0
        size = SMOOTHING * max(1, len(self._seen))
        for mark in marks(words):
            seen = self._seen.get(mark)
            if not seen:
                continue
            often = sum(seen.values())
            weight = log(1 + self._texts / often)
            weights += weight
            for category, count in seen.items():
                gain = weight * (log(often + SMOOTHING) - log(often - count + SMOOTHING))
                found[category] = found.get(category, 0.0) + gain
        return {
            category: gain / weights + log((total - self._of[category] + size) / (total + size))
            for category, gain in found.items()
        }

    def join(self, other: "Learnt") -> None:
        """Learn what another one learnt."""
        for mark, counts in other._seen.items():
            seen = self._seen.setdefault(mark, {})
            for category, count in counts.items():
                seen[category] = seen.get(category, 0.0) + count
        for category, size in other._of.items():
            self._of[category] = self._of.get(category, 0.0) + size
        self._texts += other._texts

    def because(self, words: str, category: str, most: int = MOST_REASONS) -> list[str]:
        """The pairs that spoke most for a category, in the order they stand in the words."""
        gains = {mark: self._gain(mark, category) for mark in marks(words) if len(mark) > 1}
        best = sorted(
            (mark for mark, gain in gains.items() if gain > 0), key=lambda mark: (-gains[mark], words.find(mark))
        )[:most]
        return sorted(best, key=words.find)

    def _gain(self, mark: str, category: str) -> float:
        seen: Mapping[str, float] = self._seen.get(mark, {})
        often = sum(seen.values())
        return log(often + SMOOTHING) - log(often - seen.get(category, 0.0) + SMOOTHING) if often else 0.0

    @classmethod
    def of(cls, examples: Iterable[tuple[str, str]]) -> "Learnt":
        """Learnt from (words, category)."""
        made = cls()
        for words, category in examples:
            made.learn(words, category)
        return made


def suggest(tree: Categories, learnt: Learnt, words: str, most: int = 3) -> list[Category]:
    """Categories for the words, best first: by what people call them (`Categories.hits`) and by what was learnt.

    The more was learnt, the more it says; at first only the names people use speak, dangers before others. Of words
    whose marks speak for many things alike it says little, so that a name in them is heard.
    """
    hits, scores = tree.hits(words), learnt.scores(words)
    best = max(1.0, *scores.values()) if scores else 1.0
    trust = MOST_TRUST * learnt.texts / (learnt.texts + HALF_TRUSTED)
    found: dict[str, float] = {category.path: float(hits.get(category.path, 0)) for category in tree.all}
    for path, score in scores.items():
        if path in found and score > 0:
            found[path] += trust * score / best
    ranked = sorted((path for path in found if found[path] > 0), key=lambda path: -found[path])
    return [category for path in ranked[:most] if (category := tree.find(path)) is not None]


def because(tree: Categories, learnt: Learnt, words: str, category: str) -> list[str]:
    """What of the words speaks for a category: the names people use for it, else pairs that were learnt."""
    known = tree.find(category)
    named = [key for key in known.keywords if key in half_width(words[:LOOKED_AT]).casefold()] if known else []
    return named[:MOST_REASONS] or learnt.because(words, category, MOST_REASONS)
