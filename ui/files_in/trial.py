"""What would become of each row, before anything is written; the clerk chooses for those about open cases."""

from array import array
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.files_in.uses import Trial, TrialLine
from ui.tables.panel import TablePanel
from ui.tables.source import PAGE, Column, Row
from ui.theme.spacing import spaced
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.work import Work

LINK, OWN = Qt.Key.Key_1, Qt.Key.Key_2
"""The choice of a row about an open case: into that, or a case of its own."""
SHEET, NUMBER = 0, 2
"""Columns that are seen when they tell rows apart."""


class TrialRows:
    """A source of a trial's lines; those in `own` show what becomes of them as cases of their own."""

    def __init__(self, lines: Sequence[TrialLine], own: Collection[tuple[str, str]]) -> None:
        self._lines, self._own = lines, own

    def first_page(self) -> Sequence[Row]:
        """The first lines."""
        return self.rows(range(min(PAGE, len(self._lines))))

    def keys(self) -> "array[int]":
        """The places of all lines."""
        return array("q", range(len(self._lines)))

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        """The lines at these places."""
        return [self._row(key, self._lines[key]) for key in keys]

    def _row(self, place: int, line: TrialLine) -> Row:
        fate = line.own if line.own is not None and line.key in self._own else line.fate
        return Row(place, str(place), (line.sheet, str(line.row), line.number, line.said, fate, line.told))


class TrialPanel(QWidget):
    """Show a trial with `show_trial`; `own` holds the keys of the rows that are to open a case of their own.

    In the list Enter takes the proposal and goes on to the next row that asks, 1 and 2 choose.
    """

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[TrialLine] = ()
        self.own: set[tuple[str, str]] = set()
        self.result = Words("", "h2", wrap=True)
        self.told = Words("", "second", wrap=True)
        empty = EmptyState("check", self.tr("没有要核对的行"), self.tr("按 Ctrl+Enter 办理。"))
        self.rows = TablePanel(self.tr("每一行会怎样"), self._columns(), work, empty)
        self.rows.table.opened.connect(lambda _: self._go_on())
        self.rows.table.installEventFilter(self)
        self.rows.counted.connect(self._stand)
        card = Card()
        card.add(self.result)
        card.add(self.told)
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(card)
        column.addWidget(self.rows, 1)

    def show_trial(self, trial: Trial) -> None:
        """Show what would be done, everything as proposed."""
        self._lines, self.own = trial.lines, set()
        self.result.setText(trial.counted)
        self.told.setText(trial.advice)
        self.rows.table.setColumnHidden(SHEET, len({line.sheet for line in trial.lines}) < 2)
        self.rows.table.setColumnHidden(NUMBER, not any(line.number for line in trial.lines))
        self.rows.show_source(TrialRows(self._lines, self.own))

    def focus_first(self) -> None:
        """The list."""
        self.rows.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """1 and 2 on a row that asks choose for it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (LINK, OWN):
            self._choose(own=event.key() == OWN)
            return True
        return super().eventFilter(watched, event)

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("工作表"), 100),
            Column(self.tr("行"), 50),
            Column(self.tr("编号"), 160),
            Column(self.tr("内容"), 200),
            Column(self.tr("会怎样"), 90),
            Column(self.tr("说明"), 200, stretch=True),
        )

    def _stand(self, _: int) -> None:
        if not self.rows.table.currentIndex().isValid():
            self.rows.table.choose_first()

    @property
    def _here(self) -> int:
        """The place of the line one stands at, or -1."""
        now = self.rows.table.currentIndex()
        return self.rows.model.key_at(now.row()) if now.isValid() else -1

    def _choose(self, *, own: bool) -> None:
        key = self._lines[self._here].key if self._here >= 0 else None
        if key is not None:
            (self.own.add if own else self.own.discard)(key)
            self.rows.refresh()
            self._go_on()

    def _go_on(self) -> None:
        """To the next row that asks; at the last one it stays."""
        here = self._here
        following = (at for at in range(here + 1, len(self._lines)) if self._lines[at].key is not None)
        self.rows.table.selectRow(next(following, here))
