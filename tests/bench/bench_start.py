"""How soon the desk is usable on a store with many visits, and what it holds in memory, beside a bare Qt window.

Usable: its window is seen with the day's page, and keys are taken; then come the figures, as the room is large.

`python tests/bench/bench_start.py [visits] [folder]` prints a table; 200,000 visits are the default. A folder made by
an earlier run is used again (its key lies beside it).
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from big_room import fill

from reception.desk.desk import Clerk, Desk
from reception.desk.opening import make_room
from reception.domain.clock import SystemClock

Figure = tuple[str, float, float | None]
RUNS = 5

_BARE = """
import sys, time, os
start = float(sys.argv[1])
import sqlalchemy.orm
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication([])
window = QMainWindow()
window.resize(1366, 820)
window.show()
def told():
    print(time.time() - start, time.time() - start, flush=True)
    QTimer.singleShot(9000, idle)
def idle():
    print(int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
    app.quit()
QTimer.singleShot(0, told)
app.exec()
"""

_OURS = """
import sys, time, os
start, folder = float(sys.argv[1]), sys.argv[2]
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from reception.domain.clock import SystemClock
from ui.app import Program
from ui.widgets.figure import Figure
app = QApplication([])
program = Program(app, Path(folder), SystemClock(), sample=True)
program.start()
seen = []
def look():
    window = program.window
    figures = window.findChildren(Figure) if window is not None and window.isVisible() else []
    if figures and not seen:
        seen.append(time.time() - start)
    if figures and all(figure.number is not None for figure in figures):
        print(seen[0], time.time() - start, flush=True)
        QTimer.singleShot(9000, idle)
    else:
        QTimer.singleShot(5, look)
def idle():
    print(int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
    app.quit()
QTimer.singleShot(0, look)
app.exec()
program.close()
"""


def figures(visits: int = 200_000, folder: Path | None = None) -> list[Figure]:
    """(name, value, bound) of start in seconds and resident memory in MB; medians of five starts each, in turn."""
    with tempfile.TemporaryDirectory() as name:
        place = folder or Path(name) / "room"
        environ = os.environ | {"RECEPTION_KEY_FILE": str(place.with_suffix(".key")), "QT_QPA_PLATFORM": "offscreen"}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a program at work does not compile itself at every start
        os.environ["RECEPTION_KEY_FILE"] = environ["RECEPTION_KEY_FILE"]
        if not place.exists():
            _make(place, visits)
        _run(_OURS, environ, str(place))  # the first start makes the sample's clerk, and byte code
        pairs = [(_run(_BARE, environ), _run(_OURS, environ, str(place))) for _ in range(RUNS)]
    bare, ours = ([statistics.median(run[at][what] for run in pairs) for what in (0, 1, 2)] for at in (0, 1))
    return [
        ("bare window + sqlalchemy.orm, seconds", bare[0], None),
        ("the desk's window usable, seconds", ours[0], None),
        ("start / bare start", ours[0] / bare[0], 2.0),
        ("with today's figures, seconds", ours[1], None),
        ("bare window, resident MB", bare[2], None),
        ("idle desk, resident MB", ours[2], None),
        ("idle desk / bare window, memory", ours[2] / bare[2], 2.0),
    ]


def _make(place: Path, visits: int) -> None:
    store = make_room(place, SystemClock(), "NG07", sample=True).store
    fill(Desk(store, Clerk("bench", "bench")), visits)
    store.close()


def _run(program: str, environ: dict[str, str], *words: str) -> tuple[float, float, float]:
    import time

    command = [sys.executable, "-c", program, str(time.time()), *words]  # noqa: TID251 - across processes
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    seen, told, megabytes = (float(word) for word in done.stdout.split())
    return seen, told, megabytes


def main() -> None:
    """Print the table."""
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, value, bound in figures(visits, folder):
        print(f"{name:<44}{value:>12.2f}  {'' if bound is None else f'≤ {bound:g}'}")


if __name__ == "__main__":
    main()
