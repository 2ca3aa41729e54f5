"""The numbers beside the pages in the side bar: read again after every act, a little later, off the GUI thread."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.shell import MainWindow
from ui.work import Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk

PAUSE = 200
"""Milliseconds after an act; a burst of them is counted once."""
ANYHOW = 60_000
"""Milliseconds after which they are counted anyhow: limits pass while nobody acts."""


class Counts(QObject):
    """Counts for one window at a time."""

    def __init__(self, desk: "Desk", work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work = desk, work
        self._window: MainWindow | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._count)
        self._anyhow = QTimer(self)
        self._anyhow.timeout.connect(self._count)
        self._anyhow.start(ANYHOW)

    def attach(self, window: MainWindow) -> None:
        """Show them in this window from now on."""
        self._window = window
        window.acted.connect(lambda: self._soon.start(PAUSE))
        self._soon.start(0)

    def _count(self) -> None:
        self._work.start(partial(count, self._desk), self._show, owner=self)

    def _show(self, numbers: Mapping[str, int]) -> None:
        if self._window is not None:
            for key, number in numbers.items():
                self._window.count(key, number or None)


def count(desk: "Desk", report: Report) -> dict[str, int]:
    """By page: what asks for something today."""
    from reception.desk.today import side_counts

    return side_counts(desk)
