"""The reports that were handed up, the latest first; one opens as its paper, with what changed since beside it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.clock import from_text
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.dialogs.hand_up import REPORT, HandUpDialog
from ui.dialogs.paper import show_paper
from ui.moments import moment_words
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.words import explained, said
from ui.work import Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.reports import HandedUp


def read(desk: "Desk", report: Report) -> "list[tuple[HandedUp, str]]":
    """Those handed up, each with what its period is called."""
    from reception.desk.reports import period_name, reports

    report.check()
    return [(found, period_name(found.period)) for found in reports(desk)]


class ReportsDialog(GoingDialog):
    """Enter opens the report one stands at, Esc leaves."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("上报的报表"))
        self._context = context
        self._reading = Latest(context.work)
        empty = EmptyState(
            "send", self.tr("还没有上报过"), self.tr("上报后数字不再改动，以后的变化单列在旁。")
        )  # fmt: skip
        self.rows = TablePanel(self.tr("上报的报表"), self._columns(), context.work, empty)
        self.rows.table.opened.connect(self._open)
        self.rows.counted.connect(self._stand)
        self.open_button = Button(self.tr("打开"), self._open_current, kind=Kind.PRIMARY, keys="Return")
        told = Words(self.tr("打开的报表是当时的数字，旁边列出上报后变化；在那里打印或保存。"), "second", wrap=True)
        column = spaced(QVBoxLayout(self), 12, (16, 12, 16, 12))
        column.addWidget(told)
        column.addWidget(self.rows, 1)
        column.addLayout(self._foot())
        sized(self, min_width=760, min_height=440)
        self._read()

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("编号"), 170, strong=True),
            Column(self.tr("统计期"), 200, stretch=True),
            Column(self.tr("受理"), 70, right=True),
            Column(self.tr("上报时间"), 130),
            Column(self.tr("上报人"), 100),
        )

    def _foot(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Button(self.tr("上报新的…"), self._hand_up, icon_name="send"))
        row.addStretch(1)
        row.addWidget(Button(self.tr("关闭"), self.reject, keys="Esc"))
        row.addWidget(self.open_button)
        return row

    def _read(self) -> None:
        self._reading.start(partial(read, self._context.desk), self._show, owner=self, failed=self._fail)

    def _show(self, found: "Sequence[tuple[HandedUp, str]]") -> None:
        now = self._context.clock.now()
        self.rows.show_source(FewRows(_row(place, each, name, now) for place, (each, name) in enumerate(found)))
        self.open_button.setEnabled(bool(found))

    def _stand(self, count: int) -> None:
        if count and not self.rows.table.currentIndex().isValid():
            self.rows.table.choose_first()
            self.rows.table.setFocus()

    def _open_current(self) -> None:
        row = self.rows.model.row_at(self.rows.table.currentIndex().row())
        if row is not None:
            self._open(row)

    def _open(self, row: Row) -> None:
        show_paper(self._context, self, "report", REPORT, row.id)

    def _hand_up(self) -> None:
        dialog = HandUpDialog(self._context, self)
        dialog.done_with.connect(self._read)
        dialog.open()

    def _fail(self, error: Exception) -> None:
        self._context.shell.notice(explained(error), ToneName.DANGER)
        self.reject()


def _row(place: int, found: "HandedUp", name: str, now: datetime) -> Row:
    period = found.period
    called = said((name, f"{period.first_day:%Y-%m-%d} – {period.last_day:%Y-%m-%d}"))
    at = moment_words(from_text(found.as_of), now)
    return Row(place, found.number, (found.number, called, f"{found.cases:,}", at, found.by))
