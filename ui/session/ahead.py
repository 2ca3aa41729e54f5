"""Pages one opens first are made ahead, while nobody touches the program: making one costs more than opening it."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.shell import MainWindow
from ui.work import Report, Work

PAGES = (
    "visit", "cases", "case", "follow_ups", "emergency", "residents", "figures", "units", "works", "settings",
)  # fmt: skip
PAUSE = 200
"""Milliseconds before it begins, between two looks whether it is quiet, and between two steps."""


class Ahead(QObject):
    """A worker has compiled what a search needs; then, a step each, a page's code is read and the page made.

    Code is read in the window's thread: reading makes types of Qt's, and PySide6 does not bear it that one is made
    while another is (docs/decisions/2026-11-27-what-start-reads.md).
    """

    def __init__(self, work: Work, is_quiet: Callable[[], bool], parent: QObject, pages: Sequence[str] = PAGES) -> None:
        super().__init__(parent)
        self._work, self._is_quiet, self._pages = work, is_quiet, pages
        self._window: MainWindow | None = None
        self._left: Sequence[str] = ()
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._step)

    def attach(self, window: MainWindow) -> None:
        """Make this window's pages from now on."""
        self._window, self._left = window, self._pages
        QTimer.singleShot(PAUSE, self, self._begin)  # the first page comes first

    def _begin(self) -> None:
        self._work.start(compile_search, lambda _: self._pause.start(), owner=self)

    def _step(self) -> None:
        if not self._is_quiet():
            return
        if self._window is None or not self._left:
            self._pause.stop()
            return
        key, *others = self._left
        if f"ui.pages.{key}" not in sys.modules:
            import_module(f"ui.pages.{key}")
        else:
            self._left = others
            self._window.make(key)


def compile_search(report: Report) -> None:
    """The task that has compiled what a search needs."""
    from reception.domain.searching import highlights

    highlights("a", "a")
