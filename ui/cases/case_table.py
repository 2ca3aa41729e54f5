"""The list itself: columns that stay as they were left, and an order chosen by a click on a header."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from reception.domain.query import read_query
from ui.cases.source import CaseSource, columns, sorted_by
from ui.commands import Command
from ui.context import Context
from ui.tables.panel import TablePanel
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter

KEPT = "cases"
SORTS = {
    "number": ("按编号排序", "Sort by number"),
    "status": ("按状态排序", "Sort by state"),
    "category": ("按类别排序", "Sort by category"),
    "resident": ("按居民排序", "Sort by resident"),
    "address": ("按地址排序", "Sort by address"),
    "unit": ("按单位排序", "Sort by unit"),
    "due": ("按期限排序", "Sort by deadline"),
    "received": ("按来访时间排序", "Sort by time of visit"),
}
LIST = ("诉求", "Cases")


class CaseTable(TablePanel):
    """Shows a filter's cases. `sorted` gives the filter in another order, as the clerk asked by a header."""

    sorted = Signal(object)

    def __init__(self, context: Context, empty: EmptyState, parent: QWidget | None = None) -> None:
        self._columns = columns()
        super().__init__(self.tr("诉求列表"), self._columns, context.work, empty, parent)
        self._context = context
        self._wanted: CaseFilter | None = None
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort)
        self.restore_columns(context.settings, KEPT)

    def show_cases(self, wanted: "CaseFilter") -> None:
        """Show what a filter finds."""
        self._wanted = wanted
        place = next((at for at, column in enumerate(self._columns) if column.sort == wanted.sort), -1)
        order = Qt.SortOrder.DescendingOrder if wanted.descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(place, order)
        self.table.mark_sought(self._sought(wanted.search))
        self.show_source(CaseSource(self._context.desk, wanted))

    def keep(self) -> None:
        """Keep columns and order for the next time."""
        self.keep_columns(self._context.settings, KEPT)
        if self._wanted is not None:
            order = f"{self._wanted.sort} {int(self._wanted.descending)}"
            self._context.settings.keep_state(f"order/{KEPT}", QByteArray(order.encode()))

    def kept_order(self) -> "CaseFilter":
        """All cases in the order kept."""
        from reception.desk.lists import CaseFilter

        kept = bytes(self._context.settings.state(f"order/{KEPT}").data()).decode(errors="ignore").split()
        if len(kept) != 2 or kept[0] not in SORTS:
            return CaseFilter()
        return CaseFilter(sort=kept[0], descending=kept[1] == "1")

    def commands(self) -> list[Command]:
        """The orders, for those who do not click."""
        return [
            Command(f"cases.sort.{column.sort}", SORTS[column.sort], partial(self._sort, place), LIST)
            for place, column in enumerate(self._columns)
            if column.sort
        ]

    def _sought(self, search: str) -> str:
        """What is looked for in texts: without the operators. An operator that cannot be is told of by the page."""
        try:
            return read_query(search, self._context.clock.now(), bare=True).words
        except InvalidInput:
            return ""

    def _sort(self, place: int) -> None:
        if self._wanted is not None and self._columns[place].sort:
            self.sorted.emit(sorted_by(self._wanted, self._columns[place].sort))
        elif self._wanted is not None:
            self.show_cases(self._wanted)
