"""Fold everything anew: compare with the rows, or put the rows in place of those that are there.

Rows can always be thrown away: they say nothing that the journal does not.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select

from reception.domain.case import fold_case
from reception.domain.changed import Key
from reception.domain.clock import Id
from reception.domain.fold import Part, fold_record
from reception.store import rows, search
from reception.store.journal import all_stories, write_stories

BATCH = 500
_LOCAL = frozenset({"n"})


@dataclass(frozen=True)
class Difference:
    """A row that is not what the entries add up to: its table and the aggregate's id."""

    table: str
    id: Id


def rebuild(conn: Connection, progress: Callable[[int], None] = lambda _: None) -> int:
    """Throw all rows away and fold them anew, with the index; returns how many aggregates. One transaction."""
    rows.forget(conn)
    search.clear(conn)
    stories = all_stories(conn)
    done = 0
    while batch := dict(islice(stories, BATCH)):
        write_stories(conn, batch, set())
        done += len(batch)
        progress(done)
    return done


def compare(conn: Connection, progress: Callable[[int], None] = lambda _: None) -> tuple[int, list[Difference]]:
    """Fold every aggregate anew and compare; returns how many there are and where the rows differ."""
    expected: Counter[str] = Counter()
    different: list[Difference] = []
    stories = all_stories(conn)
    done = 0
    while batch := list(islice(stories, BATCH)):
        for key, story in batch:
            different += _differences(conn, key, story, expected)
        done += len(batch)
        progress(done)
    return done, different + _surplus(conn, expected)


def _differences(conn: Connection, key: Key, story: list[Part], expected: Counter[str]) -> list[Difference]:
    if key[0] != "case":
        table, row = rows.row_of_record(fold_record(*key, story))
        expected[table.name] += 1
        return _unequal(conn, table, table.c.id == row["id"], [row], key[1])
    folded = rows.rows_of_case(fold_case(key[1], story))
    expected[rows.CASES.name] += 1
    found = _unequal(conn, rows.CASES, rows.CASES.c.id == key[1], [folded.row], key[1])
    for table in rows.CASE_TABLES:
        children = folded.children[table.name]
        expected[table.name] += len(children)
        found += _unequal(conn, table, table.c.case_id == key[1], children, key[1])
    return found


def _unequal(conn: Connection, table: Table, where: Any, wanted: list[rows.Row], aggregate: Id) -> list[Difference]:
    columns = [column for column in table.c if column.name not in _LOCAL]
    here = [dict(row) for row in conn.execute(select(*columns).where(where)).mappings()]
    return [] if _same(here, wanted) else [Difference(table.name, aggregate)]


def _same(here: list[dict[str, Any]], wanted: list[rows.Row]) -> bool:
    return sorted(map(_text, here)) == sorted(map(_text, wanted))


def _text(row: Mapping[str, Any]) -> str:
    return repr(sorted((name, value if isinstance(value, dict) else str(value)) for name, value in row.items()))


def _surplus(conn: Connection, expected: Counter[str]) -> list[Difference]:
    """Tables with more rows than the journal tells of."""
    tables = (*rows.CASE_TABLES, rows.CASES, *rows.RECORD_TABLES.values(), rows.MASTER)
    counts = {table.name: conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
    return [Difference(name, Id("")) for name, count in counts.items() if count > expected[name]]
