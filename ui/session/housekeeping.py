"""What the desk does for itself while nobody works: merge the index, give memory back, write the day's backup; and
once, unpack the font of rare characters."""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from reception.domain.clock import DISTRICT_ZONE, Clock, from_text, to_text
from ui.settings import Settings
from ui.theme.rare import draw_with, unpacked
from ui.work import Lane, Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk

LOOK_EVERY = 5_000
SOON = 100
"""Milliseconds between looks, and to the next step while there is more to merge."""
REST = timedelta(seconds=3)
LONG_REST = timedelta(minutes=1)
"""For how long nobody must have touched anything before the index is merged, and before a backup begins or memory is
given back."""


class Housekeeping(QObject):
    """`trouble` comes when something failed; the day's backup is tried again the next hour."""

    trouble = Signal(Exception)
    backed_up = Signal()

    def __init__(
        self,
        desk: "Desk",
        work: Work,
        clock: Clock,
        settings: Settings,
        idle_for: Callable[[], timedelta],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._clock, self._settings = desk, work, clock, settings
        self._idle_for = idle_for
        self._merging = self._backing_up = self._given_back = self._unpacked = False
        self._not_before = clock.now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def look(self) -> None:
        """Do what is due, if nobody works; rare characters are wanted whoever works."""
        if not self._unpacked:
            self._unpacked = True
            self._work.start(unpack, draw_with, owner=self, failed=self.trouble.emit, lane=Lane.LONG)
        rest = self._idle_for()
        if rest >= REST and not self._merging:
            self._merging = True
            self._work.start(
                partial(tidy, self._desk), self._merged, owner=self, failed=self._merge_later, lane=Lane.WRITE
            )
        if rest < REST:
            self._given_back = False
        elif rest >= LONG_REST and not self._given_back:
            self._given_back = True
            self._work.start(give_back, lambda _: None, owner=self, lane=Lane.LONG)
        if rest >= LONG_REST and not self._backing_up and self._is_due():
            self.back_up()

    def back_up(self) -> None:
        """Write today's backup at the second place."""
        self._backing_up = True
        task = partial(back_up, self._desk, Path(self._settings.second_place))
        self._work.start(task, self._done, owner=self, failed=self._failed, lane=Lane.LONG)

    def _is_due(self) -> bool:
        now = self._clock.now()
        if not self._settings.second_place or now < self._not_before:
            return False
        last = self._settings.last_backup
        return not last or _day(from_text(last)) != _day(now)

    def _merged(self, more: bool) -> None:
        self._merging = False
        if more and self._idle_for() >= REST:
            QTimer.singleShot(SOON, self, self.look)

    def _merge_later(self, error: Exception) -> None:
        """The database is busy: there is time."""
        self._merging = False

    def _done(self, _: Path) -> None:
        self._backing_up = False
        self._settings.last_backup = to_text(self._clock.now())
        self.backed_up.emit()

    def _failed(self, error: Exception) -> None:
        self._backing_up = False
        self._not_before = self._clock.now() + timedelta(hours=1)
        self.trouble.emit(error)


def _day(moment: datetime) -> date:
    return moment.astimezone(DISTRICT_ZONE).date()


def tidy(desk: "Desk", report: Report) -> bool:
    """See `Store.tidy`."""
    return desk.store.tidy()


def unpack(report: Report) -> Path:
    """See `ui.theme.rare`."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return unpacked(Path(cache) / "reception")


def give_back(report: Report) -> None:
    """Give memory that was freed back to the system. The C library keeps it: 200 MB after lists of a million cases."""
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def back_up(desk: "Desk", place: Path, report: Report) -> Path:
    """See `reception.desk.backups.back_up_to`."""
    from reception.desk.backups import back_up_to

    return back_up_to(desk, place, lambda done, total: report.step(done, total))
