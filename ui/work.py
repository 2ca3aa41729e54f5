"""The one way to slow work off the GUI thread: a ticket for the worker, the callbacks here.

Two traps measured in PySide6 (design: architecture) shape it. A worker that holds the last reference to a widget's
bound method destroys the widget on the wrong thread: so a worker carries only a number, looks the task up for the
call, and every task, callback, result and error is let go of on the GUI thread. And Python's cyclic collector may run
on any thread that allocates: `Collector` runs it on the GUI thread alone.
"""

import gc
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from types import FunctionType, MethodType
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QMetaObject, QObject, Qt, QTimer, Signal

log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(StrEnum):
    """Where a task waits its turn. Tasks of one lane with one thread run one after another."""

    READ = "read"
    WRITE = "write"
    LONG = "long"


THREADS = {Lane.READ: 2, Lane.WRITE: 1, Lane.LONG: 1}


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long task is: `done` of `total` (0 when unknown), and what it is at in the clerk's words."""

    done: int
    total: int = 0
    words: str = ""


class Stopped(BaseException):
    """Raised inside a cancelled task at its next report, so that it ends there. Not an error."""


class Report:
    """What a task may hold of the outside: it tells how far it is, and learns that it was cancelled."""

    def __init__(self, number: int, tell: Callable[[int, Step], None]) -> None:
        self._number = number
        self._tell = tell
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the task to end at its next report."""
        self._cancelled.set()

    def check(self) -> None:
        """End here when cancelled. Raises Stopped."""
        if self.cancelled:
            raise Stopped

    def step(self, done: int, total: int = 0, words: str = "") -> None:
        """Tell how far it is. Raises Stopped when cancelled."""
        self.check()
        self._tell(self._number, Step(done, total, words))


Task = Callable[[Report], T]


@dataclass(slots=True)
class _Job:
    task: Task[Any]
    report: Report
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    told: Callable[[Step], None] | None
    lane: Lane
    owner: QMetaObject.Connection | None = None
    outcome: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the asker keeps: to cancel, or to ask whether it still runs."""

    number: int
    _work: "Work" = field(repr=False, compare=False)

    def cancel(self) -> None:
        """Ask the task to end; no callback comes any more."""
        self._work.cancel(self.number)

    @property
    def running(self) -> bool:
        """Whether a callback may still come."""
        return self._work.is_open(self.number)


class Latest:
    """A question asked again and again, of which only the latest answer is wanted.

    Reads run on two threads: the answer to an earlier question may come after that to a later one.
    """

    def __init__(self, work: "Work") -> None:
        self._work = work
        self._ticket: Ticket | None = None

    def start(
        self,
        task: Task[T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        told: Callable[[Step], None] | None = None,
        lane: Lane = Lane.READ,
    ) -> Ticket:
        """As `Work.start`; whatever was asked before is dropped."""
        self.drop()
        self._ticket = self._work.start(task, done, owner=owner, failed=failed, told=told, lane=lane)
        return self._ticket

    def drop(self) -> None:
        """No answer is wanted any more."""
        if self._ticket is not None:
            self._ticket.cancel()

    @property
    def running(self) -> bool:
        """Whether an answer may still come."""
        return self._ticket is not None and self._ticket.running


class Work(QObject):
    """Runs tasks on a few threads and delivers what they give to the GUI thread, in the order it arrives.

    Errors nobody asked for (`failed` not given) go to the `unexpected` signal. Close it before the application ends.
    """

    unexpected = Signal(Exception)
    _told = Signal(int, object)
    _ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, _Job] = {}
        self._next = 0
        self._closed = False
        self._here = threading.get_ident()
        self._lanes: dict[Lane, queue.SimpleQueue[int | None]] = {lane: queue.SimpleQueue() for lane in Lane}
        self._threads: list[threading.Thread] = []
        self._told.connect(self._deliver_step, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._deliver_end, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        task: Task[T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        told: Callable[[Step], None] | None = None,
        lane: Lane = Lane.READ,
    ) -> Ticket:
        """Run `task(report)` on a worker; then `done(result)` or `failed(error)` here, unless `owner` is gone by then.

        The task must not touch anything of Qt that lives here: give it values, not widgets. After `close` nothing runs
        any more, and nothing is called: a timer of a page that is on its way out must not wake a worker.
        Raises TypeError when it holds a widget, and RuntimeError off the GUI thread.
        """
        self._require_here()
        _refuse_widgets(task)
        self._next += 1
        number = self._next
        if self._closed:
            return Ticket(number, self)
        report = Report(number, self._told.emit)
        self._jobs[number] = _Job(task, report, done, failed or self.unexpected.emit, told, lane)
        self._jobs[number].owner = owner.destroyed.connect(partial(_drop, self._jobs, number))
        self._open(lane)
        self._lanes[lane].put(number)
        return Ticket(number, self)

    def cancel(self, number: int) -> None:
        """See `Ticket.cancel`."""
        _drop(self._jobs, number)

    def is_open(self, number: int) -> bool:
        """See `Ticket.running`."""
        job = self._jobs.get(number)
        return job is not None and not job.report.cancelled

    @property
    def busy(self) -> bool:
        """Whether any task is under way."""
        return bool(self._jobs)

    def close(self, timeout: float = 10.0) -> bool:
        """Cancel everything but what is being written, and wait for the workers, at most so many seconds each.

        A draft or an act on its way to the disk still gets there. False when a worker did not end.
        """
        self._require_here()
        self._closed = True
        for number, job in list(self._jobs.items()):
            if job.lane is not Lane.WRITE:
                self.cancel(number)
        for thread in self._threads:
            self._lanes[Lane(thread.name)].put(None)
        for thread in self._threads:
            thread.join(timeout)
        ended = not any(thread.is_alive() for thread in self._threads)
        if ended:
            self._jobs.clear()
        self._threads.clear()
        return ended

    def _require_here(self) -> None:
        if threading.get_ident() != self._here:
            raise RuntimeError("work is started and closed on the GUI thread")

    def _open(self, lane: Lane) -> None:
        started = sum(thread.name == lane.value for thread in self._threads)
        if started < THREADS[lane]:
            thread = threading.Thread(target=_serve, args=(self, self._lanes[lane]), name=lane.value, daemon=True)
            self._threads.append(thread)
            thread.start()

    def run_ticket(self, number: int) -> None:
        """On a worker: run the task of a number. The worker keeps no reference to anything of it."""
        job = self._jobs[number]
        try:
            if not job.report.cancelled:
                job.outcome = job.task(job.report)
        except BaseException as error:  # carried to the GUI thread whatever it is
            job.error = error
        del job
        self._ended.emit(number)

    def _deliver_step(self, number: int, step: Step) -> None:
        job = self._jobs.get(number)
        if job is not None and job.told is not None and not job.report.cancelled:
            job.told(step)

    def _deliver_end(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None or job.report.cancelled:
            return
        if job.owner is not None:
            QObject.disconnect(job.owner)
        if job.error is None:
            job.done(job.outcome)
        elif isinstance(job.error, Exception):
            job.failed(job.error)


def _drop(jobs: dict[int, _Job], number: int) -> None:
    """Nobody waits any more: let go of the callbacks here; the task itself ends on its own."""
    job = jobs.get(number)
    if job is not None:
        job.report.cancel()
        job.done = job.failed = _nothing
        job.told = None


def _nothing(_: object) -> None:
    return None


def _serve(work: Work, lane: "queue.SimpleQueue[int | None]") -> None:
    while (number := lane.get()) is not None:
        work.run_ticket(number)


def _refuse_widgets(task: Callable[..., object]) -> None:
    """A task that carries something of Qt would let it die on a worker."""
    for held in _held(task):
        if isinstance(held, shiboken6.Object):
            raise TypeError(f"a task for a worker holds a {type(held).__name__}; give it values instead")


def _held(task: Any, depth: int = 3) -> list[object]:
    """What a task carries, and what the functions it carries carry."""
    if isinstance(task, partial):
        held = [*task.args, *task.keywords.values(), task.func]
    else:
        cells = [cell.cell_contents for cell in getattr(task, "__closure__", None) or () if _is_filled(cell)]
        held = [getattr(task, "__self__", None), *(getattr(task, "__defaults__", None) or ()), *cells]
    functions = [item for item in held if isinstance(item, partial | FunctionType | MethodType)] if depth else []
    return held + [inner for function in functions for inner in _held(function, depth - 1)]


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


MOST_UNCOLLECTED = 10
"""Times the usual limit of new objects at which they are collected under a clerk's hands too."""


def _always() -> bool:
    return True


class Collector(QObject):
    """Runs Python's cyclic collector on the GUI thread only, between events (Anki's way), while `quiet` says so.

    Going through what a large room holds takes longer than a key may wait.
    """

    def __init__(self, parent: QObject, quiet: Callable[[], bool] = _always, every: int = 1000) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._limits = gc.get_threshold()
        gc.disable()
        gc.freeze()  # what start-up made stays for good: no later round walks over it
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look_round)
        self._timer.start(every)

    def look_round(self) -> None:
        """Collect the oldest generation that is over its limit."""
        counts = gc.get_count()
        if counts[0] < MOST_UNCOLLECTED * self._limits[0] and not self._quiet():
            return
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
