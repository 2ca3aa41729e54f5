"""What SQLite alone takes for a save, an import and a first exchange: their own statements once more, with no program
around them, in a twin of the room. No program that keeps these rows can be quicker than that.

`python tests/bench/bench_floor.py 200000 messages.xlsx` prints a table; 200,000 visits are the default, and a list of
messages is imported where one is named.
"""

import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench_journal import SAVES, Raw, timed
from big_room import KEY, fill, merge, new_room, visits
from sqlalchemy import event

from reception.desk.desk import Desk
from reception.desk.register import register_visit
from reception.domain.clock import SystemClock
from reception.intake.importing import import_file
from reception.store.backup import DATABASE
from reception.store.engine import WRITE_CACHE_KB, connect
from reception.store.journal import load_entries, record
from reception.store.store import Store
from reception.store.tables import EntryRow

Figure = tuple[str, float, str]
Statement = tuple[str, Sequence[Any]]
VISITS_DOWN, PAGE = 5_000, 250


class Recorder:
    """Writes down every statement of a room's transactions that changes something."""

    def __init__(self, desk: Desk) -> None:
        self.transactions: list[list[Statement]] = []
        engine = desk.store.engines.write
        event.listen(engine, "begin", lambda _: self.transactions.append([]))
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _conn: object, _cursor: object, text: str, values: Any, *_more: object) -> None:
        if text.lstrip()[:6].upper() in ("INSERT", "REPLAC", "UPDATE", "DELETE"):
            self.transactions[-1].append((text, values))


def replay(folder: Path, transactions: Sequence[Sequence[Statement]]) -> list[float]:
    """Seconds of each of these transactions, bare."""
    driver = connect(folder / DATABASE, KEY, cache_kb=WRITE_CACHE_KB)
    spans = [timed(lambda each=each: _run(driver, each)) for each in transactions if each]  # type: ignore[misc]
    driver.close()
    return spans


def _run(driver: Any, statements: Sequence[Statement]) -> None:
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("PRAGMA defer_foreign_keys = ON")
    for text, values in statements:
        many = bool(values) and isinstance(values[0], list | tuple)
        (driver.executemany if many else driver.execute)(text, values)
    driver.execute("COMMIT")


def figures(rows: int = 200_000, messages: Path | None = None) -> Iterator[Figure]:
    """(name, value, beside what)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _save(folder, rows)
        yield from _down(folder)
        if messages is not None:
            yield from _import(folder, messages)


def _save(folder: Path, rows: int) -> Iterator[Figure]:
    desk = new_room(folder / "saved")
    fill(desk, rows)
    desk = _twin(desk, folder / "saved")
    raw, recorder = Raw(folder / "raw.db", rows), Recorder(desk)
    ours, peers = [], []
    for visit in visits(SAVES, seed=11):
        ours.append(timed(lambda visit=visit: register_visit(desk, visit)))  # type: ignore[misc]
        peers.append(timed(lambda visit=visit: raw.save(visit)))  # type: ignore[misc]
    raw.close()
    desk.store.close()
    bare, raw_median = replay(twin_of(folder / "saved"), recorder.transactions), statistics.median(peers)
    yield "a save: median ms", statistics.median(ours) * 1000, f"{statistics.median(ours) / raw_median:.1f} x raw"
    yield "… its statements bare", statistics.median(bare) * 1000, f"{statistics.median(bare) / raw_median:.1f} x raw"


def _down(folder: Path) -> Iterator[Figure]:
    """The entries of another PC, a page of the feed at a time."""
    writer, reader = new_room(folder / "writer"), new_room(folder / "reader")
    fill(writer, VISITS_DOWN)
    with writer.read() as conn:
        entries = load_entries(conn, EntryRow.n > 0)
    writer.store.close()
    reader = _twin(reader, folder / "reader")
    recorder = Recorder(reader)
    spans = []
    for start in range(0, len(entries), PAGE):
        with reader.store.engines.write.begin() as conn:
            spans.append(timed(lambda start=start: record(conn, entries[start : start + PAGE], held=True)))  # type: ignore[misc]
    reader.store.close()
    bare = sum(replay(twin_of(folder / "reader"), recorder.transactions))
    yield "visits down, folded and written, a second", VISITS_DOWN / sum(spans), ""
    yield "… their statements bare", VISITS_DOWN / bare, ""


def _import(folder: Path, messages: Path) -> Iterator[Figure]:
    desk = _twin(new_room(folder / "imported"), folder / "imported")
    recorder = Recorder(desk)
    told: list[tuple[float, int, int]] = []

    def note(done: int, _: int) -> None:
        told.append((time.perf_counter(), done, len(recorder.transactions)))

    import_file(desk, messages, progress=note)
    desk.store.close()
    (begun, first, past), (ended, last, end) = told[0], told[-1]
    replay(twin_of(folder / "imported"), recorder.transactions[:past])
    bare = sum(replay(twin_of(folder / "imported"), recorder.transactions[past:end]))
    yield f"importing {messages.name}, rows a second", (last - first) / (ended - begun), ""
    yield "… its statements bare", (last - first) / bare, ""


def _twin(desk: Desk, folder: Path) -> Desk:
    """Lay a twin of the room beside it as it stands now, and open it again."""
    merge(desk.store)
    desk.store.close()
    shutil.copytree(folder, twin_of(folder))
    return Desk(Store.open(folder, KEY, SystemClock()), desk.clerk)


def twin_of(folder: Path) -> Path:
    """Where a room's twin lies."""
    return folder.with_name(folder.name + "-twin")


def main() -> None:
    """Print the table."""
    gc.set_threshold(100_000, 50, 50)  # as `reception` sets it
    rows, messages = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000, sys.argv[2:3]
    for name, value, beside in figures(rows, Path(messages[0]) if messages else None):
        print(f"{name:<48}{value:>12.2f}  {beside}", flush=True)


if __name__ == "__main__":
    main()
