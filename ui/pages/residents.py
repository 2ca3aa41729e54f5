"""Residents of this room: found while typing, shown with every case, corrected, joined and parted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.identity import masked_phone
from ui import acts
from ui.commands import Command
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.resident import CorrectDialog, JoinDialog
from ui.pages.page import Page
from ui.residents import tasks
from ui.residents.detail import ResidentDetail
from ui.tables.find_panel import FindPanel
from ui.tables.source import Column, Row
from ui.targets import Visitor, visit_target
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.beside import Beside
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_line import SearchLine
from ui.words import explained
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.residents import Resident, ResidentLine
    from reception.desk.unmask import Unmasked

RESIDENT = ("居民", "Resident")
LEAST_WIDTH = 640
"""Units of the design that the list and whoever is marked need beside each other."""


class ResidentsPage(Page):
    """The list at the left, whoever is marked at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._finding, self._showing = Latest(context.work), Latest(context.work)
        self._wanted = ""
        self._list = self._make_list()
        self._detail = self._make_detail()
        found, shown = (self.tr("居民列表"), self._list), (self.tr("居民情况"), self._detail)
        parts = Beside(found, shown, parent=self, least=LEAST_WIDTH, always=True)
        spaced(QVBoxLayout(self), 0, (16, 4, 16, 16)).addWidget(parts)

    def open(self, target: str) -> None:
        """A correction that was begun, by its draft; those another text finds; empty: as it was left."""
        if target:
            task = partial(tasks.read_begun, self.context.desk, target)
            self.context.work.start(task, partial(self._go_on, target), owner=self, failed=self._tell)

    def refresh(self, changes: Changed | None = None) -> None:
        """Read list and detail again."""
        self._find()

    def focus_first(self) -> None:
        """The line to type in."""
        self._list.line.setFocus()

    def commands(self) -> Sequence[Command]:
        """What is done with whoever is shown."""
        why, line, detail = self._why_nobody, self._list.line, self._detail
        phone = partial(self._unmask, "phone")
        return (
            Command("residents.find", ("找居民", "Find a resident"), line.setFocus, RESIDENT, "Ctrl+F", "search"),
            Command(
                "residents.visit", ("登记来访", "Register a visit"), self._visit, RESIDENT, "N", "clipboard-pen", why
            ),
            Command(
                "residents.cases", ("看他的诉求", "Go to the cases"), detail.cases.setFocus, RESIDENT, "C", "inbox",
                self._why_no_case,
            ),
            Command("residents.phone", ("显示完整电话", "Show the phone in full"), phone, RESIDENT, "P", "eye", why),
            Command(
                "residents.correct", ("更正居民信息", "Correct details"), self._correct, RESIDENT, "G", "pencil", why
            ),
            Command(
                "residents.join", ("合并记录", "Join with another record"), self._join, RESIDENT, "M", "merge", why
            ),
            Command(
                "residents.part", ("分开记录", "Part a joined record"), self._part_last, RESIDENT, "U", "unlink",
                self._why_not_joined,
            ),
        )  # fmt: skip

    # what it is made of

    def _make_list(self) -> FindPanel:
        columns = (
            Column(self.tr("姓名"), 92, strong=True),
            Column(self.tr("电话"), 108),
            Column(self.tr("住址"), 136, stretch=True),
            Column(self.tr("未结"), 50, right=True),
            Column(self.tr("全部"), 50, right=True),
        )
        empty = EmptyState(
            "users",
            self.tr("没有找到居民"),
            self.tr("留下姓名和电话的居民，登记来访后就在这里。\n只留称呼或匿名的不建档。"),
        )
        line = SearchLine(self.tr("找居民"), self.tr("姓名 / 电话 / 拼音首字母 / 地址"))
        found = FindPanel(line, self.tr("居民列表"), columns, self.context.work, empty)
        found.sought.connect(self._find)
        found.picked.connect(self._pick)
        found.opened.connect(lambda _: self.context.shell.commands.run("residents.visit"))
        return found

    def _make_detail(self) -> ResidentDetail:
        detail = ResidentDetail(self.context.clock)
        detail.asked.connect(self._unmask)
        detail.opened.connect(partial(self.context.shell.go, "case"))
        detail.chosen.connect(self._read)
        detail.parted.connect(self._part)
        detail.run.connect(self.context.shell.commands.run)
        return detail

    # what it shows

    def _find(self) -> None:
        task = partial(tasks.find, self.context.desk, self._list.typed)
        self._finding.start(task, self._show_found, owner=self, failed=self._tell)

    def _show_found(self, found: "list[ResidentLine]") -> None:
        self._list.show_rows(map(_row, found))
        if self._wanted in {line.id for line in found}:
            self._read(self._wanted)  # what is known of who is shown may be new

    def _pick(self, row: Row | None) -> None:
        if row is not None:
            self._read(row.id)
        else:
            self._showing.drop()
            self._wanted = ""
            self._detail.show_resident(None)

    def _read(self, resident: str) -> None:
        self._wanted = resident
        task = partial(tasks.show, self.context.desk, resident)
        self._showing.start(task, self._detail.show_resident, owner=self, failed=self._tell)

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
            self._ask(CorrectDialog(self.context, self, self._resident))

    def _go_on(self, target: str, begun: "Resident | None") -> None:
        self._list.find_text(begun.name if begun is not None else target)
        if begun is not None:
            self._ask(CorrectDialog(self.context, self, begun))

    def _join(self) -> None:
        if self._resident is not None:
            self._ask(JoinDialog(self.context, self, self._resident))

    def _ask(self, dialog: ActDialog) -> None:
        dialog.finished.connect(self._come_back)
        dialog.open()

    def _come_back(self) -> None:
        """A dialog is gone: one stands in the list again."""
        self.window().activateWindow()
        self._list.table.setFocus()

    def _part(self, resident: str) -> None:
        acts.perform(self.context, self, partial(tasks.part, resident), _nothing, self.tr("已分开"))

    def _part_last(self) -> None:
        if self._resident is not None:
            self._part(self._resident.joined[-1].id)

    def _unmask(self, what: str) -> None:
        if self._resident is not None:
            acts.perform(
                self.context, self, partial(tasks.unmask, self._resident.id, what), partial(self._unmasked, what)
            )

    def _unmasked(self, what: str, found: "Unmasked") -> None:
        self._detail.show_number(what, found.value)

    # why not

    def _why_nobody(self) -> str:
        return "" if self._resident is not None else self.tr("没有选中居民")

    def _why_no_case(self) -> str:
        if self._resident is not None and not self._resident.cases:
            return self.tr("他还没有诉求")
        return self._why_nobody()

    def _why_not_joined(self) -> str:
        if self._resident is not None and not self._resident.joined:
            return self.tr("没有合并过的记录")
        return self._why_nobody()


def _row(line: "ResidentLine") -> Row:
    return Row(
        int(line.id[-15:], 16),
        Id(line.id),
        (line.name, masked_phone(line.phone), line.address, str(line.open_cases), str(line.cases)),
    )


def _nothing(_: object) -> None:
    return None
