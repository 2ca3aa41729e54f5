"""How text is cut for search, and where a query stands in a text. The index (`store.search`) and the screen share it.

Text falls into *atoms*: runs of ideographs, and runs of letters and digits. A query is words parted by blanks, all of
which must be found. A word of several atoms is found where the same atoms follow each other, whatever stands between
them (`3号楼2单元` finds `3号楼 2单元`); ideographs at its two ends may be part of a longer run. Two ideographs between
two numbers, as 号楼 and 单元 in an address, stand in nearly every text and need not hold the numbers together:
`3号楼2单元` is sought as `3号` and `楼2单元`.
"""

import re
import unicodedata
from functools import cache, lru_cache

MOST_TERMS = 32
LONGEST_TERM = 64

IDEOGRAPHS = (
    "\u3005-\u3007\u2e80-\u2fdf\u3040-\u312f\u3400-\u9fff\uac00-\ud7af\ue000-\ufaff"
    "\U00020000-\U0003ffff\U000f0000-\U0010fffd"
)
_ATOM = rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+"
_BETWEEN_NUMBERS = rf"(?<=[^\W_{IDEOGRAPHS}])([{IDEOGRAPHS}])([{IDEOGRAPHS}])(?=[^\W_{IDEOGRAPHS}])"
_IDEOGRAPH = rf"[{IDEOGRAPHS}]"

_WIDE = tuple(zip("，！？：；（）…\xa0", (*",!?:;()", "...", " "), strict=True))
"""What is not NFKC in nearly every text, and takes 40 µs of a case's when left to `normalize`."""

_ONE_BY_ONE = re.compile("[\x00-\x7f\u4e00-\u9fff，。、；：！？（）]*")
"""Nearly every text: each character stands for one when it is folded."""

Term = tuple[str, ...]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: their classes take 30 ms, and the desk opens without."""
    return re.compile(pattern)


def folded(text: str) -> str:
    """Text as search compares it: full width as half width, capitals as small letters."""
    if text.isascii():
        return text.lower()
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).casefold()


def atoms(text: str) -> list[str]:
    """The runs of ideographs and the runs of letters and digits, folded."""
    return _compiled(_ATOM).findall(folded(text))


def is_ideographs(atom: str) -> bool:
    """Whether an atom is a run of ideographs."""
    return _is_ideograph(atom[0])


@lru_cache(10_000)
def _is_ideograph(character: str) -> bool:
    return _compiled(_IDEOGRAPH).match(character) is not None


def terms(query: str) -> list[Term]:
    """The words of a query, each as its atoms. At most 32 words, each of its first 64 characters, are looked for."""
    words = _compiled(_BETWEEN_NUMBERS).sub(r"\1 \2", folded(query)).split()
    found = (tuple(_compiled(_ATOM).findall(word[:LONGEST_TERM])) for word in words)
    return [term for term in found if term][:MOST_TERMS]


def highlights(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of a query stand in a text: (start, end) in characters, in order, not overlapping.

    Letters and digits count from the beginning of a run, or to its end when they are three or more.
    """
    plain, origin = _with_origin(text)
    spans = (
        match.span(1)
        for term, pattern in _patterns(query)
        for match in pattern.finditer(plain)
        if _counts(term, plain, *match.span(1))
    )
    return _joined(sorted((origin[start], origin[end - 1] + 1) for start, end in spans))


def _with_origin(text: str) -> tuple[str, list[int]]:
    """Folded text, and for each of its characters the position in the text that it came from."""
    if _ONE_BY_ONE.fullmatch(text):
        return folded(text), list(range(len(text)))
    pairs = [(piece, i) for i, char in enumerate(text) for piece in folded(char)]
    return "".join(piece for piece, _ in pairs), [i for _, i in pairs]


@lru_cache(maxsize=64)
def _patterns(query: str) -> tuple[tuple[Term, re.Pattern[str]], ...]:
    """Each term with what it looks like, at every place; made while one types, so without the classes above."""
    bodies = ((term, r"[\W_]*".join(map(re.escape, term))) for term in terms(query))
    return tuple((term, re.compile(f"(?=({body}))")) for term, body in bodies)


def _counts(term: Term, plain: str, start: int, end: int) -> bool:
    begun, ended = not _goes_on(plain, start), not _goes_on(plain, end)
    return begun or ended if len(term) == 1 and len(term[0]) >= 3 else begun and ended


def _goes_on(plain: str, place: int) -> bool:
    """Whether a run of letters and digits stands on both sides of a place."""
    around = plain[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isalnum() and not any(map(_is_ideograph, around))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
