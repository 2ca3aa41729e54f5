"""Units, grids, projects, compounds and rooms, to be read: whom to reach, and who answers for what."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from reception.domain.changed import Changed
from ui.cases.chips import Chip, Chips
from ui.commands import Command
from ui.context import Context
from ui.dialogs.paper import show_paper
from ui.directory.detail import EntryDetail
from ui.directory.names import KIND_NAMES, short_words
from ui.pages.page import Page
from ui.tables.find_panel import FindPanel
from ui.tables.source import Column, Row
from ui.targets import cases_target
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.beside import Beside
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_line import SearchLine
from ui.words import explained, said
from ui.work import Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.directory import Directory, Listed

DIRECTORY = ("单位和网格", "Units and grids")
URGE = ("催办通知单", "Reminder to the unit")
LEAST_WIDTH = 640
"""Units of the design that the list and what is marked need beside each other."""


def read(desk: "Desk", report: Report) -> "Directory":
    """Everything the district has told."""
    from reception.desk.directory import directory

    report.check()
    return directory(desk)


class UnitsPage(Page):
    """A kind, a line to find by, the list, and the entry that is marked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reading = Latest(context.work)
        self._directory: Directory | None = None
        self._found: dict[str, Listed] = {}
        self._kinds = Chips([Chip(key, said(names)) for key, names in KIND_NAMES.items()], self.tr("种类"))
        self._kinds.chosen.connect(lambda _: self._find())
        self._list = self._make_list()
        self._detail = EntryDetail()
        self._detail.cases.connect(self._open_cases)
        self._detail.urging.connect(self._urge)
        found, shown = (self.tr("列表"), self._list), (self.tr("联系人和情况"), self._detail)
        parts = Beside(found, shown, parent=self, least=LEAST_WIDTH, always=True)
        spaced(QVBoxLayout(self), 0, (16, 4, 16, 16)).addWidget(parts)

    def open(self, target: str) -> None:
        """A kind, or a kind and what to find (`unit:热力`); empty: as it was left."""
        kind, _, typed = target.partition(":")
        if kind in KIND_NAMES:
            self._kinds.choose(kind)
            self._list.find_text(typed)

    def refresh(self, changes: Changed | None = None) -> None:
        """Read the directory again, where master data may have changed."""
        if self._directory is None or changes is None or any(changes.of(kind) for kind in KIND_NAMES):
            self._reading.start(partial(read, self.context.desk), self._take, owner=self, failed=self._tell)

    def focus_first(self) -> None:
        """The line to type in."""
        self._list.line.setFocus()

    def commands(self) -> Sequence[Command]:
        """Find, turn to another kind, copy a phone, go on to the cases of what is marked."""
        kinds = [
            Command(f"units.{kind}", names, partial(self._turn_to, kind), DIRECTORY, f"Alt+{place}")
            for place, (kind, names) in enumerate(KIND_NAMES.items(), 1)
        ]
        return (
            Command("units.find", ("查找单位", "Find a unit"), self._list.line.setFocus, DIRECTORY, "Ctrl+F", "search"),
            Command(
                "units.copy",
                ("复制电话", "Copy the phone"),
                self._copy_phone,
                DIRECTORY,
                "C",
                "copy",
                self._why_no_phone,
            ),
            Command("units.urge", URGE, self._urge, DIRECTORY, "Ctrl+U", "bell", self._why_not_urge),
            *kinds,
        )

    # what it is made of

    def _make_list(self) -> FindPanel:
        columns = (
            Column(self.tr("代码"), 62),
            Column(self.tr("名称"), 164, stretch=True, strong=True),
            Column(self.tr("说明"), 216),
        )
        empty = EmptyState(
            "building-2", self.tr("没有找到"), self.tr("单位、网格和项目由区里下发；连上区里后会自动更新。")
        )
        line = SearchLine(self.tr("查找单位和网格"), self.tr("名称 / 人名 / 电话 / 拼音首字母 / 小区"))
        found = FindPanel(line, self.tr("单位和网格"), columns, self.context.work, empty, above=self._kinds)
        found.sought.connect(self._find)
        found.picked.connect(self._pick)
        found.opened.connect(self._open)
        return found

    # what it shows

    def _turn_to(self, kind: str) -> None:
        self._kinds.choose(kind)
        self._find()

    def _take(self, found: "Directory") -> None:
        self._directory = found
        self._find()

    def _find(self) -> None:
        if self._directory is None:
            return
        self._kinds.show_counts({kind: len(entries) for kind, entries in self._directory.entries.items()})
        found = self._directory.find(self._kinds.key, self._list.typed)
        self._found = {entry.code: entry for entry in found}
        self._list.show_rows(map(_row, found))

    def _pick(self, row: Row | None) -> None:
        self._detail.show_entry(self._found.get(row.id) if row is not None else None)

    def _open(self, row: Row) -> None:
        entry = self._found.get(row.id)
        if entry is not None:
            self._open_cases(entry.kind, entry.code)

    def _open_cases(self, kind: str, code: str) -> None:
        from reception.desk.lists import CaseFilter

        if kind == "unit":
            self.context.shell.go("cases", cases_target(CaseFilter(unit=code)))
        elif kind == "compound":
            self.context.shell.go("cases", cases_target(CaseFilter(compound=code)))

    def _copy_phone(self) -> None:
        entry = self._detail.entry
        if entry is not None:
            QGuiApplication.clipboard().setText(entry.first_phone)
            self.context.shell.notice(self.tr("已复制 {phone}").format(phone=entry.first_phone))

    def _why_no_phone(self) -> str:
        entry = self._detail.entry
        return "" if entry is not None and entry.first_phone else self.tr("没有电话")

    def _urge(self) -> None:
        entry = self._detail.entry
        if entry is not None and not self._why_not_urge():
            show_paper(self.context, self, "urging", URGE, entry.code)

    def _why_not_urge(self) -> str:
        entry = self._detail.entry
        return "" if entry is not None and entry.kind == "unit" else self.tr("先选一个责任单位")

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)


def _row(entry: "Listed") -> Row:
    key = crc32(f"{entry.kind} {entry.code}".encode())
    return Row(key, entry.code, (entry.code, entry.name, short_words(entry)))
