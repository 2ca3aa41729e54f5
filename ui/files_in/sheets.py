"""The sheets of a list, each with its columns to be confirmed; below, how the first messages would come in."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from reception.intake.columns import Purpose
from ui.context import Context
from ui.files_in.mapping import MappingTable
from ui.files_in.preview import PreviewPanel
from ui.files_in.tasks import preview
from ui.theme.spacing import spaced
from ui.words import explained
from ui.work import Latest

if TYPE_CHECKING:
    from reception.intake.columns import Mapping
    from reception.intake.messages import BadRow, IncomingMessage
    from reception.intake.purposes import Recognised


class SheetsPanel(QWidget):
    """Show a file's sheets with `show_sheets`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._previewing = Latest(context.work)
        self._found: Recognised | None = None
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("工作表"))
        self.tabs.setDocumentMode(True)
        self.tabs.currentChanged.connect(lambda _: self._preview())
        self.first_rows = PreviewPanel(context.work)
        card = QFrame()
        card.setProperty("role", "card")
        spaced(QVBoxLayout(card), 0, (1, 1, 1, 1)).addWidget(self.tabs)
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(card, 3)
        column.addWidget(self.first_rows, 2)

    def show_sheets(self, found: "Recognised | None") -> None:
        """Show another file's, or none."""
        self._found = found
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            page.deleteLater()
        for proposal in found.proposals if found else ():
            table = MappingTable(proposal)
            table.changed.connect(self._preview)
            self.tabs.addTab(table, proposal.sheet.name)
        self.first_rows.setVisible(found is not None and found.purpose == Purpose.MESSAGES)

    @property
    def mappings(self) -> "dict[int, Mapping]":
        """By its place how each sheet is read; those of which no column is read are left out."""
        return {place: table.mapping for place, table in enumerate(self._tables()) if table.wanted}

    def focus_first(self) -> None:
        """The first column's meaning."""
        table = self.tabs.currentWidget()
        if isinstance(table, MappingTable):
            table.focus_first()

    def _preview(self) -> None:
        place, table = self.tabs.currentIndex(), self.tabs.currentWidget()
        if self._found is not None and self._found.purpose == Purpose.MESSAGES and isinstance(table, MappingTable):
            task = partial(preview, self._found.proposals[place], table.mapping, self._context.desk)
            self._previewing.start(task, self._show_rows, owner=self, failed=self._not_enough)

    def _show_rows(self, rows: "Sequence[IncomingMessage | BadRow]") -> None:
        self.first_rows.show_rows(rows, self._context.clock.now())

    def _not_enough(self, error: Exception) -> None:
        self.first_rows.show_wrong(explained(error))

    def _tables(self) -> Sequence[MappingTable]:
        pages = (self.tabs.widget(place) for place in range(self.tabs.count()))
        return [page for page in pages if isinstance(page, MappingTable)]
