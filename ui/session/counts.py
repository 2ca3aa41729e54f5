"""The numbers beside pages and kept lists in the side bar: read after every act, a little later, off the GUI thread."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.cases import kept
from ui.shell import MainWindow
from ui.work import Latest, Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.lists import CaseFilter

PAUSE = 200
"""Milliseconds after an act; a burst of them is counted once."""
ANYHOW = 60_000
"""Milliseconds after which they are counted anyhow: limits pass while nobody acts."""


class Counts(QObject):
    """Counts for one window at a time."""

    def __init__(self, desk: "Desk", work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._counting = desk, Latest(work)
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
        if self._window is None:
            return
        wanted = kept.views(self._window.context.settings, self._desk.now)
        self._counting.start(partial(count, self._desk, wanted), self._show, owner=self)

    def _show(self, numbers: Mapping[str, int]) -> None:
        if self._window is not None:
            for key, number in numbers.items():
                self._window.count(key, number or None)


def count(desk: "Desk", views: "Mapping[str, CaseFilter]", report: Report) -> dict[str, int]:
    """By page what asks for something today, and how long each kept list is."""
    from reception.desk.case_table import view_counts
    from reception.desk.today import side_counts

    lengths = view_counts(desk, views)
    return side_counts(desk) | {kept.VIEW + name: number for name, number in lengths.items()}
