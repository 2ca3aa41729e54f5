"""Names as they are typed in Latin letters: every reading, the surname's own first.

pypinyin reads single characters as in common words (单 *dan*, 曾 *ceng*); as surnames they are *shan*, *zeng*. All
readings are given, so that a name is found whichever way it is typed.
"""

import os
import re
from functools import lru_cache
from itertools import islice, product

from reception.domain.reference import reference
from reception.domain.text import half_width

MOST = 24
"""Ways to write one name, at most."""
_READINGS = 3
"""Readings of one character beside a surname's."""
_HETERONYMS = 4
"""Characters of a name that are read in every way; further ones in their first."""

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[0-9]+|[a-z]+|[^\W_]")
"""Ideographs one by one, digits and Latin letters together."""


@lru_cache(8192)
def initials(name: str) -> tuple[str, ...]:
    """First letters of a name in every reading, likeliest first: 单田芳 gives stf, dtf, ctf. Digits stay whole."""
    return _ways([tuple(dict.fromkeys(_initial(way) for way in ways)) for ways in _read(name)])


@lru_cache(8192)
def syllables(name: str) -> tuple[str, ...]:
    """A name spelled in every reading, without blanks and tones, ü as v: 曾乐 gives zengle, cengle, zengyue …"""
    return _ways(_read(name))


def _initial(spelling: str) -> str:
    return spelling if spelling.isdigit() else spelling[:1]


def _ways(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The combinations, likeliest first: those that take the fewest late readings."""
    if not parts:
        return ()
    if all(len(ways) == 1 for ways in parts):
        return ("".join(ways[0] for ways in parts),)
    free = [ways if place < _HETERONYMS else ways[:1] for place, ways in enumerate(parts)]
    ranked = sorted(product(*map(enumerate, free)), key=lambda combination: sum(rank for rank, _ in combination))
    written = ("".join(spelling for _, spelling in combination) for combination in ranked)
    return tuple(islice(dict.fromkeys(written), MOST))


def _read(name: str) -> list[tuple[str, ...]]:
    """The readings of each part of a name; signs and what has no reading are left out."""
    words = _WORD.findall(half_width(name).casefold())
    readings = [_readings(word) for word in words]
    for place, own in enumerate(_surname(words)):
        readings[place] = tuple(dict.fromkeys((own, *readings[place])))
    return [ways for ways in readings if ways]


def _surname(words: list[str]) -> list[str]:
    """How the surname a name begins with is read (`resources/reference/surnames.json`), [] when as usual."""
    known = reference("surnames")
    return next((known[two].split() for two in ("".join(words[:2]), "".join(words[:1])) if two in known), [])


@lru_cache(8192)
def _readings(word: str) -> tuple[str, ...]:
    """How one ideograph may be read; a word of other letters reads as itself."""
    if word < "\u3400":
        return (word,)
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its dictionary of words takes 44 MB; characters are asked
    import pypinyin  # late: most starts need no name read

    found = pypinyin.pinyin(word, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(found[0][:_READINGS]) if found else ()
