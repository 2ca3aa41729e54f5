"""Other cases beside this one: those that came with it, and those of the same cause."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import ShortWords, Words
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase
    from reception.desk.people import KnownCase


END_KEY = "I"


class BesideCard(Card):
    """`opened` gives the number of the case to open; `ended` asks to end those of the same cause, `parted` to take this
    one out of them.
    """

    opened = Signal(str)
    ended = Signal()
    parted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("相关诉求"))
        self._rows: QWidget | None = None

    def show_case(self, case: "OpenCase") -> None:
        """Show a case's company, or nothing."""
        before, self._rows = self._rows, QWidget()
        column = spaced(QVBoxLayout(self._rows), 6)
        self._list(column, self.tr("同一起因（并案）"), case.mates)
        if case.mates and case.here:
            column.addLayout(self._buttons())
        self._list(column, self.tr("同一次来访"), case.visit)
        self.setVisible(bool(case.mates or case.visit))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _buttons(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Button(self.tr("一起了结"), self.ended.emit, keys=END_KEY, icon_name="merge"))
        row.addWidget(Button(self.tr("把这件分开"), self.parted.emit, kind=Kind.QUIET, icon_name="unlink"))
        row.addStretch(1)
        return row

    def _list(self, column: QVBoxLayout, title: str, cases: "Sequence[KnownCase]") -> None:
        if cases:
            column.addWidget(Words(title, "label"))
        for case in cases:
            row = spaced(QHBoxLayout(), 8)
            button = Button(case.number, partial(self.opened.emit, case.number), kind=Kind.QUIET)
            row.addWidget(button)
            row.addWidget(Pill(status_words(case.status), status_tone(case.status)))
            row.addWidget(ShortWords(case.summary), 1)
            column.addLayout(row)
