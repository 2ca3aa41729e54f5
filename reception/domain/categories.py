"""What residents' demands are about: the program's tree, the district's own leaves, and a suggestion from the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reception.domain.reference import reference
from reception.domain.text import half_width

SEPARATOR = "/"
DEFAULT_URGENCY = "normal"
DEFAULT_VOICE = "problem"
LOOKED_AT = 500
"""Characters of the words that a suggestion reads: what it is about stands at the beginning."""


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf: `path` is 供热/室温不达标, `english` the same; `item` is the renovation item it is about, or ""."""

    path: str
    english: str = ""
    urgency: str = DEFAULT_URGENCY
    voice: str = DEFAULT_VOICE
    keywords: tuple[str, ...] = ()
    item: str = ""

    @property
    def name(self) -> str:
        """The leaf's own name."""
        return self.path.rpartition(SEPARATOR)[2]


class Categories:
    """The categories in force."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.all = tuple(categories)
        self._found = {category.path: category for category in self.all}
        for category in self.all:
            self._found.setdefault(category.name, category)

    @classmethod
    def default(cls) -> "Categories":
        """The program's own (`resources/reference/categories.json`)."""
        return _default()

    @classmethod
    def from_fields(cls, records: Mapping[str, Mapping[str, Any]]) -> "Categories":
        """The defaults with the district's `category` records by code over them, by path; further ones come last."""
        known = {category.path: category for category in cls.default().all}
        for _, record in sorted(records.items()):
            category = _read(str(record["path"]), record)
            known[category.path] = category
        return cls(known.values())

    def find(self, name: str) -> Category | None:
        """The category of this path, or of this leaf's name."""
        return self._found.get(name)

    def urgency_of(self, name: str) -> str:
        """The urgency to begin with for a category's path or name; normal when it is not known."""
        category = self.find(name)
        return category.urgency if category else DEFAULT_URGENCY

    def suggest(self, words: str, most: int = 3) -> list[Category]:
        """Those whose keywords stand in the first 500 characters, the longest match first, dangers before others."""
        hits = self.hits(words)
        return sorted((each for each in self.all if each.path in hits), key=lambda each: -hits[each.path])[:most]

    def hits(self, words: str) -> dict[str, int]:
        """How many characters of the words are a category's keywords, by path, where there are any."""
        folded = half_width(words[:LOOKED_AT]).casefold()
        scores = ((each.path, sum(len(key) for key in each.keywords if key in folded)) for each in self.all)
        return {path: score for path, score in scores if score}


def suggest(words: str, most: int = 3) -> list[Category]:
    """The program's own categories that fit the words, best first."""
    return Categories.default().suggest(words, most)


@cache
def _default() -> Categories:
    return Categories(
        _read(f"{top['name']}{SEPARATOR}{leaf['name']}", leaf, top["english"])
        for top in reference("categories")
        for leaf in top["leaves"]
    )


def _read(path: str, fields: Mapping[str, Any], top_english: str = "") -> Category:
    english = str(fields.get("english", ""))
    return Category(
        path,
        f"{top_english}{SEPARATOR}{english}" if top_english else english,
        str(fields.get("urgency") or DEFAULT_URGENCY),
        str(fields.get("voice") or DEFAULT_VOICE),
        tuple(half_width(str(key)).casefold() for key in fields.get("keywords", ())),
        str(fields.get("item", "")),
    )
