"""A room as it is after many years, for benches of the screen: nearly all of it history, some hundreds of cases a unit
works on, residents to be called; over the sample district, through the production journal.

`python tests/bench/lived_in.py 1000000 FOLDER` makes one (half an hour) with its key beside it.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from big_room import merge, visits

from reception.desk import sample
from reception.desk.commands import NewCase, RegisterVisit
from reception.desk.desk import Clerk, Desk
from reception.desk.opening import make_room
from reception.desk.orders import dispatch
from reception.desk.register import Origin, open_cases
from reception.desk.steps import take_step
from reception.domain.categories import Categories
from reception.domain.clock import SystemClock
from reception.domain.lifecycle import Act, Post

YEARS, OPEN_ONE_IN, BATCH, WAITING = 6, 500, 500, 40
"""One case in so many is still open; so many entries are not with the district yet."""

CLERK = Clerk("bench", "bench", Post.LEADER)


def live(folder: Path, count: int) -> None:
    """Make the room with so many visits. The key lies beside the folder."""
    os.environ["RECEPTION_KEY_FILE"] = str(key_beside(folder))
    store = make_room(folder, SystemClock(), "NG07", sample=True).store
    sample.fill(store)
    desk = Desk(store, CLERK)
    with desk.read() as conn:
        units = [code for code in desk.office(conn).all("unit") if code.startswith("SG")]
    for at, number in enumerate(_registered(desk, count)):
        if at % 5:
            dispatch(desk, number, units[at % len(units)])
        if at % 5 > 2:
            take_step(desk, number, Act.ACCEPT, {"by": "赵工"})
            take_step(desk, number, Act.HANDLE, {"done": "已修好"})
    with store.write("bench") as writing:  # but for the last few the district holds them all
        writing.conn.exec_driver_sql("UPDATE entry SET held = 1 WHERE n <= (SELECT max(n) FROM entry) - ?", (WAITING,))
    merge(store)
    store.close()


def key_beside(folder: Path) -> Path:
    """Where the key of a room of a bench lies."""
    return folder.with_suffix(".key")


def _registered(desk: Desk, count: int) -> Iterator[str]:
    """Register them all, and give the numbers of those that stay open, a batch at a time."""
    chance, made = random.Random(3), visits(count)
    categories = [category.path for category in Categories.default().all]
    weights = [1 / (place + 3) for place in range(len(categories))]
    for start in range(0, count, BATCH):
        left = []
        with desk.acting() as acting:
            for at, visit in enumerate(islice(made, BATCH), start):
                [category] = chance.choices(categories, weights)
                stays = at % OPEN_ONE_IN == 0
                days = chance.uniform(0, 12) if stays else chance.uniform(12, 365 * YEARS)
                told = _told(visit, category, timedelta(days=days), desk)
                if stays:
                    left += open_cases(acting, told)[1]
                else:
                    reply_at = told.received_at + timedelta(days=5) if told.received_at else None
                    open_cases(acting, told, Origin("12345", f"A{at}", reply="已处理", reply_at=reply_at))
        yield from left


def _told(visit: RegisterVisit, category: str, ago: timedelta, desk: Desk) -> RegisterVisit:
    [case] = visit.cases
    return replace(visit, cases=[NewCase(case.words, category=category)], received_at=desk.now - ago)


def main() -> None:
    """Make one, and say how long it took."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    started = time.perf_counter()
    live(folder, count)
    print(f"{count} visits in {time.perf_counter() - started:.0f} s: {folder}")


if __name__ == "__main__":
    main()
