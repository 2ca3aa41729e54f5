"""All cases: narrowed by a bar or by words, sorted by a click, opened by Enter; several at once acted on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from reception.domain.changed import Changed
from reception.domain.errors import NotFound, ReceptionError
from reception.domain.numbering import looks_like_number
from ui.case.tasks import read_draft
from ui.cases import kept, tasks, together
from ui.cases.case_table import LIST, CaseTable
from ui.cases.filter_bar import FilterBar
from ui.cases.ledger import LedgerExport
from ui.cases.selection_bar import SelectionBar
from ui.commands import Command
from ui.context import Context
from ui.dialogs.come_back import names_order, open_sheet
from ui.dialogs.step_draft import SEVERAL_FORM
from ui.explaining import EXPLAIN, EXPLAIN_KEY, explain_next
from ui.pages.page import FindingPage
from ui.tables.source import Row
from ui.targets import is_draft, read_cases_target
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.words import explained
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter

EXPORT_LIST, EXPORT_ALL = ("导出当前列表", "Export this list"), ("导出全部台账", "Export the ledger")
KEEP = ("放进侧栏", "Keep in the side bar")
AGAIN = 60_000
"""Milliseconds after which a short list is read again: clocks run while nobody acts."""
SHORT = 20_000
OFFERED = ("unit", "category", "compound")
"""Master data the filter's lines offer."""


class CasesPage(FindingPage):
    """The list. Ctrl+K types into the box above it; Esc takes back what narrows it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choosing, self._counting, self._resolving = (Latest(context.work) for _ in range(3))
        self._stepped = False
        self._table = self._make_table()
        self._wanted = self._table.kept_order()
        self._bar = FilterBar(context.clock, self._wanted)
        self._bar.changed.connect(self._show)
        self._bar.cleared.connect(self._clear)
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        self._selection = self._make_selection()
        self._ledger = LedgerExport(context)
        column = spaced(QVBoxLayout(self), 8, (16, 4, 16, 16))
        for part in (self._bar, self._wrong, self._table, self._ledger, self._selection):
            column.addWidget(part, 1 if part is self._table else 0)
        self._again = QTimer(self)
        self._again.timeout.connect(self._read_when_seen)
        self._again.start(AGAIN)

    # what the window asks

    def open(self, target: str) -> None:
        """The cases behind a figure, or those of a search; a form that was begun about several; empty: as it was
        left."""
        if is_draft(target):
            task = partial(read_draft, self.context.desk, target, SEVERAL_FORM)
            self.context.work.start(task, partial(together.go_on_with, self.context, self), owner=self)
            return
        asked = read_cases_target(target) if target else None
        if asked is not None or target:
            self._show(asked if asked is not None else replace(self._plain, search=target))
        self.context.shell.show_search(self._wanted.search)

    def refresh(self, changes: Changed | None = None) -> None:
        """Read the list again, and what the filter offers where that changed; what is seen stays until it is there."""
        if changes is None or any(changes.of(kind) for kind in OFFERED):
            self._choosing.start(partial(tasks.read_choices, self.context.desk), self._bar.show_choices, owner=self)
        if self._table.model.total:
            self._table.refresh()
            self._count()
        else:
            self._show(self._wanted)

    def focus_first(self) -> None:
        """The list, at its first row."""
        if not self._table.table.currentIndex().isValid():
            self._table.table.choose_first()
        self._table.table.setFocus()

    def leave(self) -> None:
        """Keep columns and order."""
        self._table.keep()

    def commands(self) -> Sequence[Command]:
        """What is done with the list and with what is selected."""
        one, some = self._why_not_open, self._why_not_act
        return (
            Command("cases.open", ("打开诉求", "Open the case"), self._open_current, LIST, "", "file-text", one),
            Command("cases.dispatch", ("所选派单", "Dispatch selected"), self._dispatch, LIST, "Ctrl+D", "send", some),
            Command("cases.print", ("打印所选工单", "Print selected"), self._print, LIST, "Ctrl+P", "printer", some),
            Command("cases.plan", ("所选安排跟进", "Plan follow-ups"), self._plan, LIST, "Ctrl+G", "calendar", some),
            Command("cases.explain", EXPLAIN, self._explain, LIST, EXPLAIN_KEY, "clock", one),
            Command("cases.keep", KEEP, self._keep, LIST, "Ctrl+B", "star", self._why_not_keep),
            Command("cases.clear", ("清除筛选", "Clear the filter"), self._clear, LIST, "Ctrl+Backspace", "x"),
            Command("cases.export_list", EXPORT_LIST, self._export_list, LIST, "Ctrl+E", "download", self._why_no_list),
            Command("cases.export", EXPORT_ALL, self._ledger.ask, LIST, "", "download", self._ledger.why_not),
            *self._table.commands(),
        )  # fmt: skip

    # what is typed into the search box

    def search(self, text: str) -> None:
        """Show what answers to the text."""
        self._stepped = False
        if text != self._wanted.search:
            self._show(replace(self._wanted, search=text))

    def enter(self, text: str) -> None:
        """Open what the text names; else what is marked, or the only one found; else go into the list."""
        if self._stepped and self._table.table.currentIndex().isValid():
            self._open_current()
            return
        task = partial(tasks.number_of, self.context.desk, text)
        self._resolving.start(
            task, partial(self._open_entered, text), owner=self, failed=partial(self._no_number, text)
        )

    def step(self, by: int) -> None:
        """Mark the row below or above, the focus staying in the box."""
        table, rows = self._table.table, self._table.model.rowCount()
        if rows:
            now = table.currentIndex().row()
            self._stepped = True
            table.selectRow(min(max(now + by, 0), rows - 1) if now >= 0 else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets a selection go, then the filter."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._table.table.chosen_count > 1:
            self._drop_selection()
        else:
            self._clear()

    # what it is made of

    def _make_table(self) -> CaseTable:
        self._clear_all = Button(self.tr("清除筛选"), self._clear, icon_name="x")
        self._empty = EmptyState("inbox", "", "", self._clear_all)
        table = CaseTable(self.context, self._empty)
        table.counted.connect(self._take_total)
        table.sorted.connect(self._show)
        table.model.failed.connect(self._tell)
        table.table.opened.connect(self._open_row)
        table.table.selectionModel().selectionChanged.connect(self._follow_selection)
        return table

    def _make_selection(self) -> SelectionBar:
        run = self.context.shell.commands.run
        bar = SelectionBar()
        bar.dispatch.connect(partial(run, "cases.dispatch"))
        bar.print_orders.connect(partial(run, "cases.print"))
        bar.plan.connect(partial(run, "cases.plan"))
        bar.dropped.connect(self._drop_selection)
        return bar

    # what it shows

    @property
    def _plain(self) -> "CaseFilter":
        """Every case, in the order it is sorted by now."""
        return type(self._wanted)(sort=self._wanted.sort, descending=self._wanted.descending)

    def _show(self, wanted: "CaseFilter") -> None:
        self._wanted = wanted
        self._wrong.hide()
        self._bar.show_filter(wanted)
        self._table.show_cases(wanted)
        self._count()

    def _clear(self) -> None:
        self.context.shell.show_search("")
        self._show(self._plain)

    def _count(self) -> None:
        task = partial(tasks.read_counts, self.context.desk, self._wanted)
        self._counting.start(task, self._bar.show_counts, owner=self, failed=_told_by_the_list)

    def _take_total(self, total: int) -> None:
        self._wrong.hide()
        self._say_why_empty()
        self._follow_selection()
        self._bar.show_total(self.tr("共 {count} 件").format(count=f"{total:,}"))
        table = self._table.table
        if table.hasFocus() and not table.currentIndex().isValid():
            table.choose_first()

    def _say_why_empty(self) -> None:
        """Nothing answers to the filter, or nothing was ever registered."""
        narrowed = self._wanted != self._plain
        self._clear_all.setVisible(narrowed)
        if not narrowed:
            self._empty.say(
                self.tr("还没有诉求"), self.tr("按 F2 登记来访，诉求就列在这里；以前的台账按 Ctrl+I 导入。")
            )
            return
        self._empty.say(
            self.tr("没有符合条件的诉求"),
            self.tr(
                "换一个词，或按 Esc 清除筛选；新的来访按 F2 登记。\n查找时可写 状态:待派单  单位:热力  来访:今天  逾期"
            ),
        )

    def _tell(self, error: Exception) -> None:
        if isinstance(error, ReceptionError) and error.field == "search":
            self._wrong.setText(explained(error))
            self._wrong.show()
        else:
            self.context.shell.notice(explained(error), ToneName.DANGER)

    def _read_when_seen(self) -> None:
        if self.isVisible() and self._table.model.total <= SHORT:
            self.refresh()

    # what is opened

    def _open_row(self, row: Row) -> None:
        self._open_number(str(row.cells[0]))

    def _open_current(self) -> None:
        row = self._table.model.row_at(self._table.table.currentIndex().row())
        if row is not None:
            self._open_row(row)

    def _open_entered(self, text: str, number: str) -> None:
        """The case; over it the form of its sheet, when an order's own number was scanned or typed."""
        self._open_number(number)
        if names_order(text):
            open_sheet(self.context, self.window(), text)

    def _open_number(self, number: str) -> None:
        self.context.shell.go("case", number)

    def _no_number(self, text: str, error: Exception) -> None:
        only = self._table.model.row_at(0) if self._table.model.total == 1 else None
        if not isinstance(error, NotFound) or looks_like_number(text):
            self._tell(error)
        elif only is not None and text == self._wanted.search:
            self._open_row(only)
        else:
            self.search(text)
            self.focus_first()

    # what is selected

    def _follow_selection(self) -> None:
        self._selection.show_count(self._table.table.chosen_count)

    def _drop_selection(self) -> None:
        table = self._table.table
        now = table.currentIndex()
        table.clearSelection()
        if now.isValid():
            table.selectRow(now.row())
        table.setFocus()

    def _why_not_open(self) -> str:
        return "" if self._table.table.currentIndex().isValid() else self.tr("没有选中的诉求")

    def _why_not_act(self) -> str:
        from reception.desk.many import MOST

        count = self._table.table.chosen_count
        if count > MOST:
            return self.tr("一次最多处理 {most} 件，已选 {count} 件").format(most=MOST, count=f"{count:,}")
        return "" if count else self.tr("先选中一件或多件诉求")

    def _why_not_keep(self) -> str:
        if self._wanted == self._plain:
            return self.tr("先缩小范围，再放进侧栏")
        name = kept.name_of(self.context.settings, self._wanted)
        return self.tr("侧栏里已有，叫「{name}」").format(name=name) if name else ""

    def _keep(self) -> None:
        from ui.dialogs.keep_view import KeepView

        KeepView(self.context, self, self._wanted).open()

    def _explain(self) -> None:
        row = self._table.model.row_at(self._table.table.currentIndex().row())
        if row is not None:
            explain_next(self.context, self, str(row.cells[0]))

    def _dispatch(self) -> None:
        together.dispatch_selected(self.context, self, self._table.table.chosen_keys())

    def _print(self) -> None:
        together.print_selected(self.context, self, self._table.table.chosen_keys())

    def _plan(self) -> None:
        together.plan_selected(self.context, self, self._table.table.chosen_keys())

    # the ledger

    def _export_list(self) -> None:
        self._ledger.ask(self._wanted, self._table.model.total)

    def _why_no_list(self) -> str:
        return self._ledger.why_not() or ("" if self._table.model.total else self.tr("列表里没有诉求"))


def _told_by_the_list(_: Exception) -> None:
    """The list asks the same and says what is wrong."""
