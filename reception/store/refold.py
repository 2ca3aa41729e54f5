"""Fold everything anew: compare with the rows, or put the rows in place of those that are there.

Rows can always be thrown away: they say nothing that the journal does not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select

from reception.domain.case import fold_case
from reception.domain.changed import Key
from reception.domain.clock import Id
from reception.domain.fold import Part, fold_record
from reception.store import rows, search
from reception.store.journal import all_stories, load_stories, write_stories
from reception.store.tables import EntryRow, FactRow, facts_of_entry

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


def again(conn: Connection, acts: Sequence[str]) -> None:
    """Fold anew what entries of these acts touch."""
    query = select(FactRow.kind, FactRow.aggregate).join(EntryRow.__table__, facts_of_entry())
    found = conn.execute(query.where(EntryRow.act.in_(acts)).distinct()).all()
    for start in range(0, len(found), BATCH):
        keys = [(row.kind, Id(row.aggregate)) for row in found[start : start + BATCH]]
        write_stories(conn, load_stories(conn, keys), {key[1] for key in keys})


def compare(conn: Connection, progress: Callable[[int], None] = lambda _: None) -> tuple[int, list[Difference]]:
    """Fold every aggregate anew and compare; returns how many there are and where the rows differ."""
    expected: Counter[str] = Counter()
    different: list[Difference] = []
    stories = all_stories(conn)
    done = 0
    while batch := list(islice(stories, BATCH)):
        for table, wanted in _folded(batch).items():
            expected[table.name] += sum(map(len, wanted.values()))
            different += _unequal(conn, table, wanted)
        done += len(batch)
        progress(done)
    return done, different + _surplus(conn, expected)


_Rows = dict[Id, list[rows.Row]]


def _folded(batch: Sequence[tuple[Key, list[Part]]]) -> dict[Table, _Rows]:
    """The rows that these aggregates should have, by table and aggregate."""
    wanted: defaultdict[Table, _Rows] = defaultdict(dict)
    for key, story in batch:
        if key[0] == "case":
            folded = rows.rows_of_case(fold_case(key[1], story))
            wanted[rows.CASES][key[1]] = [folded.row]
            for table in rows.CASE_TABLES:
                wanted[table][key[1]] = folded.children[table.name]
        else:
            table, row = rows.row_of_record(fold_record(*key, story))
            wanted[table][key[1]] = [row]
    return wanted


def _unequal(conn: Connection, table: Table, wanted: _Rows) -> list[Difference]:
    """Where the table holds other rows of these aggregates."""
    columns = [column for column in table.c if column.name not in _LOCAL]
    whose = table.c.case_id if table in rows.CASE_TABLES else table.c.id
    here: _Rows = {key: [] for key in wanted}
    for row in conn.execute(select(*columns).where(whose.in_(list(wanted)))).mappings():
        here[row[whose.name]].append(dict(row))
    return [Difference(table.name, key) for key, found in wanted.items() if not _same(here[key], found)]


def _same(here: list[dict[str, Any]], wanted: list[rows.Row]) -> bool:
    return here == wanted or sorted(map(_text, here)) == sorted(map(_text, wanted))


def _text(row: Mapping[str, Any]) -> str:
    return repr(sorted((name, value if isinstance(value, dict) else str(value)) for name, value in row.items()))


def _surplus(conn: Connection, expected: Counter[str]) -> list[Difference]:
    """Tables with more rows than the journal tells of."""
    tables = (*rows.CASE_TABLES, rows.CASES, *rows.RECORD_TABLES.values(), rows.MASTER)
    counts = {table.name: conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
    return [Difference(name, Id("")) for name, count in counts.items() if count > expected[name]]
