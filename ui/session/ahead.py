"""Pages one opens first are made ahead, while nobody touches the program: making one costs more than opening it."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.shell import MainWindow
from ui.work import Report, Work

PAGES = ("visit", "cases", "case", "follow_ups", "emergency")
PAUSE = 200
"""Milliseconds before it begins, between two looks whether it is quiet, and between two pages."""


class Ahead(QObject):
    """First their code is read by a worker, then the window makes one after the other."""

    def __init__(self, work: Work, is_quiet: Callable[[], bool], parent: QObject, pages: Sequence[str] = PAGES) -> None:
        super().__init__(parent)
        self._work, self._is_quiet, self._pages = work, is_quiet, pages
        self._window: MainWindow | None = None
        self._left: Sequence[str] = ()
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._make_next)

    def attach(self, window: MainWindow) -> None:
        """Make this window's pages from now on."""
        self._window, self._left = window, self._pages
        QTimer.singleShot(PAUSE, self, self._read)  # the first page comes first

    def _read(self) -> None:
        self._work.start(partial(read_code, self._pages), lambda _: self._pause.start(), owner=self)

    def _make_next(self) -> None:
        if not self._is_quiet():
            return
        if self._window is None or not self._left:
            self._pause.stop()
            return
        key, *self._left = self._left
        self._window.make(key)


def read_code(pages: Sequence[str], report: Report) -> None:
    """The task that reads the code of pages, and has compiled what a search needs. Nothing of Qt's is made by it."""
    from reception.domain.searching import highlights

    for name in pages:
        report.check()
        import_module(f"ui.pages.{name}")
    highlights("a", "a")
