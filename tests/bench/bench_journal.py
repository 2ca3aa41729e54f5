"""Saving, importing, folding anew and bytes on disk, beside a raw `sqlite3` peer in the same run.

`python tests/bench/bench_journal.py 200000 messages.xlsx` prints a table; 200,000 visits are the default, and a list of
messages is imported where one is named.
"""

import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from big_room import fill, new_room, visits

from reception.desk.commands import RegisterVisit
from reception.desk.desk import Desk
from reception.desk.messages import Message, take_in
from reception.desk.register import Origin, register_visit
from reception.intake.importing import import_file
from reception.store import refold

Figure = tuple[str, float, float | None]
SAVES = 400


def figures(rows: int = 200_000, messages: Path | None = None) -> list[Figure]:
    """(name, value, bound) of saves, bulk, folding and size, and of importing a list of messages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = new_room(folder / "room")
        try:
            start = time.perf_counter()
            fill(desk, rows)
            bulk = rows / (time.perf_counter() - start)
            size = _size(folder / "room") / rows
            found = [
                ("registering in bulk, visits a second", bulk, None),
                ("bytes on disk a visit", size, None),
                *_saves(desk, folder, rows),
                *_imports(desk),
                *_folds(desk),
                *(() if messages is None else _imports_file(messages)),
            ]
        finally:
            desk.store.close()
        return found


def _size(folder: Path) -> float:
    return float(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))


def _saves(desk: Desk, folder: Path, rows: int) -> Iterator[Figure]:
    raw = Raw(folder / "raw.db", rows)
    ours, peers = [], []
    for visit in visits(SAVES, seed=11):
        ours.append(timed(lambda visit=visit: register_visit(desk, visit)))  # type: ignore[misc]
        peers.append(timed(lambda visit=visit: raw.save(visit)))  # type: ignore[misc]
    raw.close()
    median, tail = statistics.median(ours) / statistics.median(peers), _p99(ours) / _p99(peers)
    yield "a save: median ms", statistics.median(ours) * 1000, None
    yield "a save: p99 ms", _p99(ours) * 1000, None
    yield "raw sqlite3 + FTS5, automerge: median ms", statistics.median(peers) * 1000, None
    yield "raw sqlite3 + FTS5, automerge: p99 ms", _p99(peers) * 1000, None
    yield "a save: median / raw median", median, 3.0
    yield "a save: p99 / raw p99", tail, 0.3


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


class Raw:
    """The peer: one table and an in-transaction FTS5 row under automatic merging, same durability, no cipher."""

    def __init__(self, path: Path, rows: int) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE visit (n INTEGER PRIMARY KEY, name, phone, address, words)")
        self._db.execute("CREATE VIRTUAL TABLE found USING fts5 (pairs, content='', tokenize='unicode61')")
        found = visits(rows)
        for start in range(0, rows, 500):
            self._db.execute("BEGIN")
            for _ in range(min(500, rows - start)):
                self._put(next(found))
            self._db.execute("COMMIT")

    def save(self, visit: RegisterVisit) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._put(visit)
        self._db.execute("COMMIT")

    def _put(self, visit: RegisterVisit) -> None:
        words = visit.cases[0].words
        values = (visit.resident.name, visit.resident.phone, visit.address_text, words)
        n = self._db.execute("INSERT INTO visit (name, phone, address, words) VALUES (?, ?, ?, ?)", values).lastrowid
        text = f"{values[0]} {values[2]} {words}"
        pairs = " ".join(text[at : at + 2] for at in range(len(text) - 1))
        self._db.execute("INSERT INTO found (rowid, pairs) VALUES (?, ?)", (n, pairs))

    def close(self) -> None:
        self._db.close()


def _imports(desk: Desk, rows: int = 4000) -> Iterator[Figure]:
    messages = [Message(visit, Origin("信箱", str(number))) for number, visit in enumerate(visits(rows, seed=13))]
    take_in(desk, messages[:500])
    start = time.perf_counter()
    for begin in range(500, rows, 500):
        take_in(desk, messages[begin : begin + 500])
    yield "importing messages, rows a second", (rows - 500) / (time.perf_counter() - start), 2000.0


def _imports_file(path: Path) -> Iterator[Figure]:
    """A sender's own list into an empty room, from its second batch on: what is loaded once is loaded by then."""
    told: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as name:
        desk = new_room(Path(name) / "room")
        import_file(desk, path, progress=lambda done, _: told.append((time.perf_counter(), done)))
        desk.store.close()
    (begun, first), (ended, last) = told[0], told[-1]
    yield f"importing {path.name}, rows a second", (last - first) / (ended - begun), 2000.0


def _folds(desk: Desk) -> Iterator[Figure]:
    with desk.store.engines.write.begin() as conn:
        entries = conn.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        start = time.perf_counter()
        refold.rebuild(conn)
        yield "folding anew, entries a second", entries / (time.perf_counter() - start), None


def main() -> None:
    """Print the table."""
    gc.set_threshold(100_000, 50, 50)  # as `reception` sets it
    rows, messages = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000, sys.argv[2:3]
    for name, value, bound in figures(rows, Path(messages[0]) if messages else None):
        limit = "" if bound is None else f"{'≥' if 'second' in name else '≤'} {bound:g}"
        print(f"{name:<44}{value:>12.2f}  {limit}")


if __name__ == "__main__":
    main()
