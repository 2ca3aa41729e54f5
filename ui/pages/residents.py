"""Residents of this room: found while typing, shown with every case, corrected, joined and parted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception.domain.clock import Id
from reception.domain.identity import masked_phone
from ui import acts
from ui.commands import Command
from ui.context import Context
from ui.dialogs.resident import CorrectDialog, JoinDialog
from ui.pages.page import Changes, Page
from ui.residents import tasks
from ui.residents.detail import ResidentDetail
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.targets import Visitor, visit_target
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_line import SearchLine
from ui.words import explained
from ui.work import Ticket

if TYPE_CHECKING:
    from reception.desk.residents import Resident, ResidentLine
    from reception.desk.unmask import Unmasked

RESIDENT = ("居民", "Resident")


class ResidentsPage(Page):
    """The list at the left, whoever is marked at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._finding: Ticket | None = None
        self._showing: Ticket | None = None
        self._ids: list[Id] = []
        self._panel = TablePanel(self.tr("居民列表"), self._columns(), context.work, self._empty())
        self._line = SearchLine(self.tr("找居民"), self.tr("姓名 / 电话 / 拼音首字母 / 地址"))
        self._line.searched.connect(lambda _: self._find())
        self._line.entered.connect(lambda _: self._panel.table.setFocus())
        self._line.stepped.connect(self._step)
        self._line.left.connect(lambda: self._panel.table.setFocus())
        self._panel.table.picked.connect(self._pick)
        self._panel.counted.connect(lambda _: self._mark_first())
        self._panel.table.opened.connect(lambda _: self.context.shell.commands.run("residents.visit"))
        self._detail = self._make_detail()
        left = spaced(QVBoxLayout(), 8)
        left.addWidget(self._line)
        left.addWidget(self._panel, 1)
        row = spaced(QHBoxLayout(self), 12, (16, 4, 16, 16))
        row.addLayout(left, 1)
        row.addWidget(sized(self._detail, width=440))

    def open(self, target: str) -> None:
        """Those a text finds; empty: as it was left."""
        if target:
            self._line.write(target)
            self._find()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read list and detail again."""
        self._find()

    def focus_first(self) -> None:
        """The line to type in."""
        self._line.setFocus()

    def commands(self) -> Sequence[Command]:
        """What is done with whoever is shown."""
        why = self._why_nobody
        return (
            Command("residents.find", ("找居民", "Find a resident"), self._line.setFocus, RESIDENT, "Ctrl+F", "search"),
            Command(
                "residents.visit", ("登记来访", "Register a visit"), self._visit, RESIDENT, "N", "clipboard-pen", why
            ),
            Command(
                "residents.correct", ("更正居民信息", "Correct details"), self._correct, RESIDENT, "G", "pencil", why
            ),
            Command(
                "residents.join", ("合并记录", "Join with another record"), self._join, RESIDENT, "M", "merge", why
            ),
        )

    # what it is made of

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("姓名"), 120, strong=True),
            Column(self.tr("电话"), 130),
            Column(self.tr("住址"), 200, stretch=True),
            Column(self.tr("未结"), 60, right=True),
            Column(self.tr("全部"), 60, right=True),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            "users",
            self.tr("没有找到居民"),
            self.tr("留下姓名和电话的居民，登记来访后就在这里。\n只留称呼或匿名的不建档。"),
        )

    def _make_detail(self) -> ResidentDetail:
        detail = ResidentDetail(self.context.clock)
        detail.asked.connect(self._unmask)
        detail.opened.connect(partial(self.context.shell.go, "case"))
        detail.parted.connect(self._part)
        detail.run.connect(self.context.shell.commands.run)
        return detail

    # what it shows

    def _find(self) -> None:
        if self._finding is not None:
            self._finding.cancel()
        task = partial(tasks.find, self.context.desk, self._line.text().strip())
        self._finding = self.context.work.start(task, self._show_found, owner=self, failed=self._tell)

    def _show_found(self, found: "list[ResidentLine]") -> None:
        self._ids = [line.id for line in found]
        self._panel.show_source(FewRows(map(_row, found)))
        shown = self._detail.resident
        if shown is not None and shown.id in self._ids:
            self._read(shown.id)
        elif found:
            self._read(found[0].id)
        else:
            self._detail.show_resident(None)

    def _mark_first(self) -> None:
        if not self._panel.table.currentIndex().isValid():
            self._panel.table.choose_first()

    def _pick(self, row: Row | None) -> None:
        if row is not None:
            self._read(Id(row.id))

    def _step(self, by: int) -> None:
        table, rows = self._panel.table, self._panel.model.rowCount()
        if rows:
            now = table.currentIndex().row()
            table.selectRow(min(max(now + by, 0), rows - 1) if now >= 0 else 0)

    def _read(self, resident: Id) -> None:
        if self._showing is not None:
            self._showing.cancel()
        task = partial(tasks.show, self.context.desk, resident)
        self._showing = self.context.work.start(task, self._detail.show_resident, owner=self, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)

    # what is done

    @property
    def _resident(self) -> "Resident | None":
        return self._detail.resident

    def _visit(self) -> None:
        if self._resident is not None:
            who = self._resident
            self.context.shell.go("visit", visit_target(Visitor(who.name, who.phone, who.address)))

    def _correct(self) -> None:
        if self._resident is not None:
            CorrectDialog(self.context, self, self._resident).open()

    def _join(self) -> None:
        if self._resident is not None:
            JoinDialog(self.context, self, self._resident).open()

    def _part(self, resident: str) -> None:
        acts.perform(self.context, self, partial(tasks.part, resident), _nothing, self.tr("已分开"))

    def _unmask(self, what: str) -> None:
        if self._resident is not None:
            acts.perform(
                self.context, self, partial(tasks.unmask, self._resident.id, what), partial(self._unmasked, what)
            )

    def _unmasked(self, what: str, found: "Unmasked") -> None:
        self._detail.show_number(what, found.value)

    def _why_nobody(self) -> str:
        return "" if self._resident is not None else self.tr("没有选中居民")


def _row(line: "ResidentLine") -> Row:
    return Row(
        int(line.id[-15:], 16),
        line.id,
        (line.name, masked_phone(line.phone), line.address, str(line.open_cases), str(line.cases)),
    )


def _nothing(_: object) -> None:
    return None
