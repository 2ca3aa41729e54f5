"""A line to find by above the list it finds in: typed, walked and opened without leaving the keyboard."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.theme.spacing import spaced
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_line import SearchLine
from ui.work import Work


class FindPanel(QWidget):
    """`sought` comes while one types; answer with `show_rows`. The arrows walk in the list, Return goes into it.

    `picked` gives the row that is marked, or None once nothing was found; `opened` the row of a Return in the list or
    of a double click.
    """

    sought = Signal()
    picked = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        line: SearchLine,
        name: str,
        columns: Sequence[Column],
        work: Work,
        empty: EmptyState,
        above: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.line = line
        self._panel = TablePanel(name, columns, work, empty)
        self.table = self._panel.table
        line.searched.connect(lambda _: self.sought.emit())
        line.entered.connect(lambda _: self.table.setFocus())
        line.left.connect(self.table.setFocus)
        line.stepped.connect(self._step)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self.opened)
        self._panel.counted.connect(self._mark_first)
        column = spaced(QVBoxLayout(self), 8)
        for part in filter(None, (above, line)):
            column.addWidget(part)
        column.addWidget(self._panel, 1)

    @property
    def typed(self) -> str:
        """What to find."""
        return self.line.text().strip()

    def find_text(self, text: str) -> None:
        """Find a text as if it had been typed."""
        self.line.write(text)
        self.sought.emit()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show what was found; who was marked stays marked while found, else the first is."""
        self.table.mark_sought(self.typed)
        self._panel.show_source(FewRows(rows))

    def _pick(self, row: Row | None) -> None:
        if row is not None:  # else it is on its way
            self.picked.emit(row)

    def _mark_first(self, count: int) -> None:
        if not count:
            self.picked.emit(None)
        elif not self.table.currentIndex().isValid():
            self.table.choose_first()

    def _step(self, by: int) -> None:
        rows, now = self._panel.model.rowCount(), self.table.currentIndex().row()
        if rows:
            self.table.selectRow(min(max(now + by, 0), rows - 1) if now >= 0 else 0)
