"""Finds words in a paper that is looked at: Return goes to the next place, the arrows up and down."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reception.paper.pages import Hit
from ui.context import Context
from ui.theme.spacing import look, spaced
from ui.widgets.labels import Words
from ui.widgets.search_line import SearchLine
from ui.work import Latest, Report


def find(pdf: bytes, words: str, report: Report) -> list[Hit]:
    """Where words stand."""
    from reception.paper.pages import find_text

    return find_text(pdf, words, lambda done, total: report.check())


class PageFinder(QWidget):
    """`found` gives all places and which of them one stands at; none and -1 when nothing is sought."""

    found = Signal(list, int)
    failed = Signal(Exception)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf, self._words = b"", ""
        self._hits: list[Hit] = []
        self._at = -1
        self._seeking = Latest(context.work)
        self.line = SearchLine(self.tr("在纸面中查找"), self.tr("查找") + "  Ctrl+F")
        self.line.setFixedWidth(look().px(190))
        self.told = Words("", "second")
        row = spaced(QHBoxLayout(self), 8)
        row.addWidget(self.line)
        row.addWidget(self.told)
        self.line.searched.connect(self.seek)
        self.line.entered.connect(self._enter)
        self.line.stepped.connect(self._step)
        self.line.left.connect(self.left)

    def show_pdf(self, pdf: bytes) -> None:
        """Another paper: what is sought is sought there."""
        self._pdf = pdf
        self.seek(self._words)

    def seek(self, words: str) -> None:
        """Find words; from the first place on."""
        self._words = words
        self._seeking.start(partial(find, self._pdf, words), self._show, owner=self, failed=self.failed.emit)

    def _show(self, hits: list[Hit]) -> None:
        self._hits, self._at = hits, -1
        self._step(1)

    def _enter(self, words: str) -> None:
        if words == self._words and not self._seeking.running:
            self._step(1)
        else:
            self.seek(words)

    def _step(self, by: int) -> None:
        """To a place further on, round and round."""
        self._at = (self._at + by) % len(self._hits) if self._hits else -1
        nowhere = self.tr("没有找到") if self._words.strip() else ""
        self.told.setText(f"{self._at + 1} / {len(self._hits)}" if self._hits else nowhere)
        self.found.emit(self._hits, self._at)
