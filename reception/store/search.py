"""The full-text index over cases: newest hits first, kept in the same transaction as the rows.

One contentless FTS5 table whose row ids are the cases' `n`. In `words`, an ideograph is a unit and so is a word of
letters or digits; units are indexed as overlapping pairs (`漏水`, `188号`, `号楼`) with the last ideograph of a run
alone, so that two characters, the commonest query, are one look-up, and an address is a row of rare pairs. In `keys`
stand words of letters and digits, found by their beginning through prefix indexes; phones and all-digit numbers are
there backwards too, for last digits. The tokenizer is `ascii`, which takes every character beyond ASCII for part of a
word: unicode61 splits at ideographs newer than Unicode 6.1. Merging is left to idle moments: automatic merging makes
some saves thirty times slower.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import Any

from sqlalchemy import Connection, Select, column, literal_column, select, table
from sqlalchemy.sql.elements import ColumnElement

from reception.domain.searching import Term, atoms, is_ideographs, terms
from reception.store.driver import run, run_many

PAGE = 50
SHORTEST_PREFIX = 3
MERGE_PAGES = 32

_PREFIXES = "3 4 5 6 7 8"
_INDEX: ColumnElement[str] = literal_column("search")
_ROWID = table("search", column("rowid")).c.rowid
_MARK = "‹"  # part of a word to the tokenizer, and never part of an atom
_PUT = "REPLACE INTO search (rowid, words, keys) VALUES (?, ?, ?)"
_CONFIGURE = "INSERT INTO search (search, rank) VALUES (?, ?)"
_PARTED = re.compile("\n \n. ")  # between two runs, where a run's first ideograph would stand alone
_SPOKEN = re.compile(r"([a-z]+)0+([1-9]\d*)")
# A leaf must fit a page of SQLCipher (4096 less 80 reserved, less the cell's header), or each spills into a second.
# With a crisis at 2,000 unmerged saves and more, FTS5 refuses them before: "database or disk is full".
_SETTINGS = {"pgsz": 3900, "automerge": 0, "crisismerge": 1500}


@dataclass(frozen=True, slots=True)
class SearchDoc:
    """What a case is found by.

    `words` is all its text, fields parted by newlines. `numbers` are case, order and others' numbers; a number with
    hyphens is found from each of its parts on (`261124-A017`, `A017`, also spoken `A17`), one with ideographs as text
    is. `initials` are names' initials and whole syllables in small Latin letters, found by their beginning from two
    letters on.
    """

    n: int
    words: str
    phones: Sequence[str] = field(default=())
    numbers: Sequence[str] = field(default=())
    initials: Sequence[str] = field(default=())


def create(conn: Connection) -> None:
    """Make the index. For the first migration, and before a rebuild by a later one."""
    conn.exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5 (words, keys, content='', contentless_delete=1, tokenize='ascii', "
        f"prefix='{_PREFIXES}')"
    )
    conn.exec_driver_sql(_CONFIGURE, list(_SETTINGS.items()))


def put(conn: Connection, docs: Sequence[SearchDoc]) -> None:
    """Index these cases, in place of what was there of them."""
    if docs:
        run_many(conn, _PUT, [(doc.n, *_columns(doc)) for doc in docs])


def remove(conn: Connection, ns: Iterable[int]) -> None:
    """Take cases out of the index."""
    rows = [(n,) for n in ns]
    if rows:
        run_many(conn, "DELETE FROM search WHERE rowid = ?", rows)


def clear(conn: Connection) -> None:
    """Empty the index (before a rebuild)."""
    conn.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")


def find(conn: Connection, query: str, limit: int = PAGE, before_n: int | None = None) -> list[int]:
    """The `n` of the newest cases in which every word of the query is found; older than `before_n` when given."""
    wanted = expression(query)
    if not wanted:
        return []
    below = "" if before_n is None else "AND rowid < ?"
    values = (wanted, limit) if before_n is None else (wanted, before_n, limit)
    statement = f"SELECT rowid FROM search WHERE search MATCH ? {below} ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    return [int(n) for (n,) in run(conn, statement, values)]


def hits(query: str) -> Select[Any]:
    """The `n` of every case in which every word of the query is found, for use inside another query."""
    return select(_ROWID).where(_INDEX.op("MATCH")(expression(query)))


def count(conn: Connection) -> int:
    """How many cases are indexed."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM search_docsize").scalar_one())


def merge_idle(conn: Connection, pages: int = MERGE_PAGES) -> bool:
    """Merge a little (some milliseconds). True while there is more to merge; call it when nobody waits.

    After an import take more pages at a time: that is faster in all, and keeps a save waiting longer.
    """
    driver = conn.connection.driver_connection
    before = driver.total_changes  # type: ignore[union-attr]
    conn.exec_driver_sql(_CONFIGURE, ("merge", pages))
    return bool(driver.total_changes - before > 1)  # type: ignore[union-attr]


def expression(query: str) -> str:
    """A query as FTS5 understands it; "" when it holds no letter, digit or ideograph. Its lines are ways to say it."""
    ways = [" AND ".join(_wanted(term) for term in terms(line)) for line in query.split("\n")]
    said = [way for way in ways if way]
    return " OR ".join(f"({way})" for way in said) if len(said) > 1 else "".join(said)


def _wanted(term: Term) -> str:
    if any(map(is_ideographs, term)):
        return _phrase(term)
    joined = "".join(term)
    ways = [f'"{joined}"'] if len(joined) < SHORTEST_PREFIX else [f'"{joined}" *', f'"{_MARK}{joined[::-1]}" *']
    return f"({' OR '.join([*ways, _phrase(term)])})" if len(term) > 1 else f"({' OR '.join(ways)})"


def _phrase(term: Term) -> str:
    """Units in a row. The text may go on after the last one, so its last ideograph does not stand alone."""
    *tokens, last = _linked(term, _plain(term)).split()
    if len(term[-1]) == 1 and all(map(is_ideographs, term[-2:])):
        return f'"{" ".join([*tokens, last])}" *'
    return f'"{" ".join(tokens)}"'


def _columns(doc: SearchDoc) -> tuple[str, str]:
    numbers = [atoms(number) for number in doc.numbers]
    text = atoms(doc.words)
    for number in numbers:
        if any(map(is_ideographs, number)):
            text += number
    words = _plain(text)
    linked = _linked(text, words)
    return linked.rpartition(" ")[0] if text[-1:] == words[-1:] else linked, _keys(doc, words, numbers)


def _plain(row: Sequence[str]) -> list[str]:
    """The words of letters and digits among atoms."""
    return list(filterfalse(is_ideographs, row))


def _linked(row: Sequence[str], words: Sequence[str]) -> str:
    """The overlapping pairs of units of the atoms in a row, and at the end the last unit.

    An ideograph is a unit, a word of letters and digits is one. Two runs of ideographs stay apart: the first one's
    last ideograph stands alone. Every unit is written twice, `漏 漏水 水管 管`, and the first goes: so nothing is done
    by Python for each of hundreds of ideographs, only for the words, for which a NUL stands until the end.
    """
    units = "\n".join(map(dict.fromkeys(words, "\0").get, row, row)).replace("\n\0", "\0").replace("\0\n", "\0")
    tokens = _PARTED.sub("\n", _twice(units)).replace("\0\0", f"\0{_MARK}\0")
    tokens = tokens.replace("\0 \0", "%s") % tuple(f"{word} {word}" for word in words)
    return tokens.partition(" ")[2]


def _twice(text: str) -> str:
    """Each character twice with a blank between: `漏水` as `漏 漏水 水`."""
    once = array("I", text.encode("utf-32-le"))
    twice = array("I", " ".encode("utf-32-le")) * (3 * len(once))
    twice[::3] = twice[2::3] = once
    return twice.tobytes().decode("utf-32-le")


def _keys(doc: SearchDoc, words: Sequence[str], numbers: Sequence[Sequence[str]]) -> str:
    numbers = [*map(atoms, doc.phones), *numbers]
    parts = (key for number in numbers for key in _of_number(number))
    names = (key for name in doc.initials for key in (name[:2], name))
    return " ".join(dict.fromkeys([*words, *parts, *names]))


def _of_number(parts: Sequence[str]) -> Iterator[str]:
    if any(map(is_ideographs, parts)):
        return
    yield from ("".join(parts[i:]) for i in range(len(parts)))
    yield from ("".join(match.groups()) for match in map(_SPOKEN.fullmatch, parts) if match)
    whole = "".join(parts)
    if whole.isdigit():
        yield _MARK + whole[::-1]
