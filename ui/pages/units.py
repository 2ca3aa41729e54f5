"""Units, grids, projects, compounds and rooms, to be read: whom to reach, and who answers for what."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.cases.chips import Chip, Chips
from ui.commands import Command
from ui.context import Context
from ui.directory.detail import EntryDetail
from ui.directory.names import KIND_NAMES, short_words
from ui.pages.page import Changes, Page
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.targets import cases_target
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_line import SearchLine
from ui.words import explained, said
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.directory import Directory, Listed

DIRECTORY = ("单位和网格", "Units and grids")


def read(desk: "Desk", report: Report) -> "Directory":
    """Everything the district has told."""
    from reception.desk.directory import directory

    report.check()
    return directory(desk)


class UnitsPage(Page):
    """A kind, a line to find by, the list, and the entry that is marked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._directory: Directory | None = None
        self._found: dict[str, Listed] = {}
        self._kinds = Chips([Chip(key, said(names)) for key, names in KIND_NAMES.items()], self.tr("种类"))
        self._kinds.chosen.connect(lambda _: self._find())
        self._panel = TablePanel(self.tr("单位和网格"), self._columns(), context.work, self._empty())
        self._panel.table.picked.connect(self._pick)
        self._panel.counted.connect(lambda _: self._mark_first())
        self._panel.table.opened.connect(self._open)
        self._line = SearchLine(self.tr("查找单位和网格"), self.tr("名称 / 人名 / 电话 / 拼音首字母 / 小区"))
        self._line.searched.connect(lambda _: self._find())
        self._line.entered.connect(lambda _: self._panel.table.setFocus())
        self._line.left.connect(lambda: self._panel.table.setFocus())
        self._line.stepped.connect(self._step)
        self._detail = EntryDetail()
        self._detail.cases.connect(self._open_cases)
        self._lay_out()

    def open(self, target: str) -> None:
        """A kind, or a kind and what to find (`unit:热力`); empty: as it was left."""
        kind, _, typed = target.partition(":")
        if kind in KIND_NAMES:
            self._kinds.choose(kind)
            self._line.write(typed)
            self._find()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the directory again, where master data may have changed."""
        kinds = KIND_NAMES
        if self._directory is None or changes is None or any(changes.of(kind) for kind in kinds):
            self.context.work.start(partial(read, self.context.desk), self._take, owner=self, failed=self._tell)

    def focus_first(self) -> None:
        """The line to type in."""
        self._line.setFocus()

    def commands(self) -> Sequence[Command]:
        """Find, and go on to the cases of what is marked."""
        return (Command("units.find", ("查找单位", "Find a unit"), self._line.setFocus, DIRECTORY, "Ctrl+F", "search"),)

    # what it is made of

    def _lay_out(self) -> None:
        left = spaced(QVBoxLayout(), 8)
        left.addWidget(self._kinds)
        left.addWidget(self._line)
        left.addWidget(self._panel, 1)
        row = spaced(QHBoxLayout(self), 12, (16, 4, 16, 16))
        row.addLayout(left, 1)
        row.addWidget(sized(self._detail, width=440))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("代码"), 90),
            Column(self.tr("名称"), 220, stretch=True, strong=True),
            Column(self.tr("说明"), 240),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            "building-2", self.tr("没有找到"), self.tr("单位、网格和项目由区里下发；连上区里后会自动更新。")
        )

    # what it shows

    def _take(self, found: "Directory") -> None:
        self._directory = found
        self._find()

    def _find(self) -> None:
        if self._directory is None:
            return
        self._kinds.show_counts({kind: len(entries) for kind, entries in self._directory.entries.items()})
        found = self._directory.find(self._kinds.key, self._line.text())
        self._found = {entry.code: entry for entry in found}
        self._panel.show_source(FewRows(map(_row, found)))
        self._detail.show_entry(found[0] if found else None)

    def _mark_first(self) -> None:
        if not self._panel.table.currentIndex().isValid():
            self._panel.table.choose_first()

    def _pick(self, row: Row | None) -> None:
        if row is not None:
            self._detail.show_entry(self._found.get(row.id))

    def _step(self, by: int) -> None:
        table, rows = self._panel.table, self._panel.model.rowCount()
        if rows:
            now = table.currentIndex().row()
            table.selectRow(min(max(now + by, 0), rows - 1) if now >= 0 else 0)

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

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)


def _row(entry: "Listed") -> Row:
    key = crc32(f"{entry.kind} {entry.code}".encode())
    return Row(key, entry.code, (entry.code, entry.name, short_words(entry)))
