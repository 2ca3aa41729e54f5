"""How long the window stands still while a clerk works on a room of many visits, and what many case pages leave behind.

`python tests/bench/bench_desk.py [visits] [folder]` prints a table; 100,000 visits are the default. A folder made by an
earlier run, or by `lived_in.py`, is used again (its key lies beside it). The real program runs offscreen, driven by
keys, its code compiled as an installed program's is. A watchdog beats every 5 ms in the window's thread: by what a beat
is late, the window stood still; of that it computed itself what is printed below, and waited the rest for workers and
for other programs.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big_room import visits
from lived_in import CLERK, key_beside, live
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from support.keys import digits, press, write

import reception
import ui
from reception.desk.choices import choices, lesson
from reception.desk.desk import Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.opening import open_room
from reception.domain.clock import SystemClock
from ui.app import Program
from ui.calls.panel import CallPanel
from ui.pages.cases import CasesPage
from ui.pages.visit import VisitPage
from ui.shell import MainWindow

Figure = tuple[str, float, float | None]
BOUND_MS, SUGGESTION_MS = 50.0, 5.0
BEAT_MS, TYPING_MS = 5, 60
PAGES_OPENED, WARM = 1_000, 50
CONTROL = Qt.KeyboardModifier.ControlModifier


class Watchdog(QObject):
    """Beats in the window's thread; notes by how many milliseconds each beat was late, and for how many it computed."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.computed: list[float] = []
        self._worked = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note from now on, until the end of the block."""
        self.late, self.computed, self._worked = [], [], time.thread_time()
        self._since.start()
        self._timer.start()
        yield
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.thread_time()
        self.late.append(max(0.0, self._since.nsecsElapsed() / 1e6 - BEAT_MS))
        self.computed.append((now - self._worked) * 1000)
        self._worked = now
        self._since.start()


class Hands:
    """A clerk at the program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.start()
        self.until(lambda: program.window is not None and program.window.isVisible())
        self.window.resize(1366, 820)
        self.window.activateWindow()
        self.rest()

    @property
    def window(self) -> MainWindow:
        """The program's window."""
        if self.program.window is None:
            raise RuntimeError("the window is not open")
        return self.program.window

    def wait(self, milliseconds: int) -> None:
        """Let the program run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, reached: Callable[[], bool], most: int = 120_000) -> None:
        """Let the program run until something is so."""
        waited = QElapsedTimer()
        waited.start()
        while not reached():
            self.wait(10)
            if waited.elapsed() > most:
                raise RuntimeError("the program did not come so far")

    def rest(self) -> None:
        """Until all that was asked for is there."""
        self.wait(30)
        self.until(lambda: not self.window.context.work.busy and self.window.isAncestorOf(QApplication.focusWidget()))

    def type(self, words: str) -> None:
        """Character by character, as fast as a clerk."""
        for char in words:
            write(char)
            self.wait(TYPING_MS)

    def keys(self, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys one after the other, as fast as a clerk."""
        for key in keys:
            press(key, modifiers=CONTROL if control else Qt.KeyboardModifier.NoModifier)
            self.wait(TYPING_MS)

    def cases(self) -> CasesPage:
        """The list of all cases, narrowed by nothing."""
        self.keys(Qt.Key.Key_3, control=True)
        self.keys(Qt.Key.Key_Backspace, control=True)
        self.rest()
        page = self.window.page
        if not isinstance(page, CasesPage):
            raise RuntimeError("the list of cases is not open")
        return page


def today(hands: Hands) -> None:
    """The day, and back again."""
    for _ in range(3):
        hands.keys(Qt.Key.Key_1, control=True)
        hands.rest()
        hands.cases()


def search(hands: Hands) -> None:
    """Words, a name, digits of a phone, letters of a name, an address, operators: results while typing."""
    hands.cases()
    for typed in ("厨房漏水", "王秀英", "1393", "wxy", "红旗大街188号", "逾期 类别:供热", "来访:今天 漏水", "A4711"):
        hands.keys(Qt.Key.Key_K, control=True)
        hands.type(typed)
        hands.rest()


def scroll(hands: Hands) -> None:
    """To the end and back, page by page, by the wheel, by the bar."""
    table = hands.cases()._table.table
    hands.keys(Qt.Key.Key_End, Qt.Key.Key_Home, *([Qt.Key.Key_PageDown] * 20), *([Qt.Key.Key_Down] * 20))
    for _ in range(30):
        middle = QPointF(table.viewport().rect().center())
        turned = QWheelEvent(
            middle, table.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(table.viewport(), turned)
        hands.wait(15)
    bar = table.verticalScrollBar()
    for part in range(1, 30):
        bar.setValue(bar.maximum() * (part * 37 % 100) // 100)
        hands.wait(15)
    hands.rest()


def sort(hands: Hands) -> None:
    """By every column, both ways."""
    header = hands.cases()._table.table.horizontalHeader()
    for column in range(header.count()):
        for _ in range(2):
            header.sectionClicked.emit(column)
            hands.rest()


def narrow(hands: Hands) -> None:
    """By each state and mark of the bar."""
    bar = hands.cases()._bar
    for chip in bar.findChildren(QPushButton):
        if chip.isVisible() and chip.isCheckable():
            chip.click()
            hands.rest()
    hands.keys(Qt.Key.Key_Backspace, control=True)
    hands.rest()


def open_cases(hands: Hands) -> None:
    """Twenty cases, each opened and left."""
    hands.cases()
    for _ in range(20):
        hands.keys(Qt.Key.Key_Return)
        hands.until(lambda: hands.window.open_key == "case")
        hands.rest()
        hands.keys(Qt.Key.Key_3, control=True)
        hands.rest()
        hands.keys(Qt.Key.Key_Down)


def new_visits(hands: Hands) -> None:
    """A returning resident looked up, words with their suggestion, saved, handed to a unit; five times."""
    for told in visits(5, seed=7):
        [case] = told.cases
        hands.keys(Qt.Key.Key_F2)
        hands.rest()
        page = hands.window.page
        if not isinstance(page, VisitPage):
            raise RuntimeError("the visit is not open")
        hands.type(told.resident.name)
        hands.rest()
        hands.keys(Qt.Key.Key_Escape)
        page.form.case.words.setFocus()
        hands.type(case.words[:40])
        hands.rest()
        hands.keys(Qt.Key.Key_Return, control=True)
        hands.until(page.result.isVisible)
        hands.rest()


def call_round(hands: Hands) -> None:
    """Ten people called, by digits."""
    hands.keys(Qt.Key.Key_5, control=True)
    hands.rest()
    panel = hands.window.findChild(CallPanel)
    if panel is None:
        raise RuntimeError("nobody is to be called")
    for _ in range(10):
        hands.until(lambda: panel.talk is not None and panel.isAncestorOf(QApplication.focusWidget()))
        hands.wait(300)
        digits("2")
        hands.wait(300)
        hands.rest()


def other_pages(hands: Hands) -> None:
    """Residents, units, works, figures, sync, settings."""
    for key in ("residents", "units", "works", "figures", "sync", "settings"):
        hands.window.go(key)
        hands.rest()


def select_all(hands: Hands) -> None:
    """Every row selected, and let go."""
    hands.cases()
    hands.keys(Qt.Key.Key_A, control=True)
    hands.rest()
    hands.keys(Qt.Key.Key_Escape)
    hands.rest()


TASKS: tuple[Callable[[Hands], None], ...] = (
    today, search, scroll, sort, narrow, select_all, open_cases, new_visits, call_round, other_pages,
)  # fmt: skip


def figures(count: int = 100_000, folder: Path | None = None) -> Iterator[Figure]:
    """(name, value, bound) of every task in milliseconds, of a suggestion, and of memory."""
    for package in (reception, ui):
        compile_dir(package.__path__[0], quiet=2)
    with tempfile.TemporaryDirectory() as name:
        place = folder or Path(name) / "room"
        if not place.exists():
            live(place, count)
        os.environ["RECEPTION_KEY_FILE"] = str(key_beside(place))
        yield from _suggestion(place)
        yield from _driven(place)


def _suggestion(place: Path) -> Iterator[Figure]:
    store = open_room(place, SystemClock())
    desk = Desk(store, CLERK)
    known = choices(desk)
    known = type(known)(**(vars(known) | {"learnt": lesson(desk).learnt}))
    store.close()
    times = []
    for told in visits(2_000, seed=5):
        started = time.thread_time()
        known.suggest(told.cases[0].words)
        times.append((time.thread_time() - started) * 1000)
    yield "a category suggested: p99 computing ms", sorted(times)[len(times) * 99 // 100], SUGGESTION_MS


def _driven(place: Path) -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without a screen runs already")
    program, dog = Program(app, place, SystemClock(), sample=True), Watchdog()
    try:
        hands = Hands(program)
        for turn in ("first", "again"):
            for task in TASKS:
                with dog.watching():
                    task(hands)
                late = sorted(dog.late)
                yield f"{task.__name__}, {turn}: longest ms", late[-1], BOUND_MS if turn == "again" else None
                yield f"{task.__name__}, {turn}: p99 ms", late[len(late) * 99 // 100], None
                yield f"{task.__name__}, {turn}: longest computing ms", max(dog.computed), None
        yield from _memory(hands)
    finally:
        program.close()


def _memory(hands: Hands) -> Iterator[Figure]:
    """Megabytes after some case pages were opened and left, and after a thousand more."""
    sitting = hands.program.sitting
    if sitting is None:
        raise RuntimeError("nobody sits at the desk")
    numbers = [str(line["number"]) for line in case_lines(sitting.desk, CaseFilter(), 200)]

    def opened(count: int) -> float:
        for turn in range(count):
            hands.window.go("case", numbers[turn % len(numbers)])
            hands.until(lambda: not hands.window.context.work.busy)
            hands.window.go("cases")
            hands.until(lambda: not hands.window.context.work.busy)
        gc.collect()
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    before = opened(WARM)
    yield f"resident MB after {WARM} case pages", before, None
    yield f"MB more after {PAGES_OPENED:,} others", opened(PAGES_OPENED) - before, None


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, value, bound in figures(count, folder):
        print(f"{name:<44}{value:>12.2f}  {'' if bound is None else f'≤ {bound:g}'}", flush=True)


if __name__ == "__main__":
    main()
