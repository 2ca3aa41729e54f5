"""Notices what other programs wrote into the folder while the desk is open: the command line, an import."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.work import Lane, Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk

LOOK_EVERY = 2_000
"""Milliseconds between two looks; one costs some microseconds."""


class WriteWatch(QObject):
    """`written` comes when another program has committed something since the last look."""

    written = Signal()

    def __init__(self, desk: "Desk", work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self._known: int | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def look(self) -> None:
        """Ask the database, unless an answer is still awaited."""
        if not self._looking:
            self._looking = True
            self._work.start(
                partial(data_version, self._desk), self._compare, owner=self, failed=self._try_later, lane=Lane.WRITE
            )

    def _compare(self, version: int) -> None:
        self._looking = False
        before, self._known = self._known, version
        if before is not None and before != version:
            self.written.emit()

    def _try_later(self, error: Exception) -> None:
        """The database is busy: the next look will tell."""
        self._looking = False


def data_version(desk: "Desk", report: Report) -> int:
    """See `Store.foreign_writes`."""
    return desk.store.foreign_writes()
