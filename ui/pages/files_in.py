"""Lists from elsewhere come in: what each column means, how the first rows would look, and what became of every row."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout

from reception.domain.errors import ReceptionError
from ui.commands import Command
from ui.context import Context
from ui.files_in.mapping import MappingTable
from ui.files_in.preview import PreviewCard
from ui.files_in.tasks import Opened, open_file, preview, take_in, write_bad_rows
from ui.pages.page import Page
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.progress import ProgressPanel
from ui.words import Language, explained, language
from ui.work import Lane

if TYPE_CHECKING:
    from reception.intake.importing import ImportOutcome
    from reception.intake.messages import BadRow, IncomingMessage


class FilesInPage(Page):
    """Choose a list, confirm its columns, take it in. `open` takes the path of a file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._opened: Opened | None = None
        self._outcome: ImportOutcome | None = None
        self.choose = Button(self.tr("选择文件…"), self._ask, icon_name="file-plus")
        self.begin = Button(self.tr("导入"), self.take_in, kind=Kind.PRIMARY, keys="Ctrl+Return")
        self.told = Words("", "second", wrap=True)
        self.sheets = QTabWidget()
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.sheets.currentChanged.connect(lambda _: self._preview())
        self.first_rows = PreviewCard()
        self.progress = ProgressPanel(self.tr("正在导入"))
        self.result = Words("", "strong", wrap=True)
        self.bad = QPlainTextEdit()
        self._lay_out()
        self._show_file(None)

    def open(self, target: str) -> None:
        """Read a file."""
        if target:
            self._show_file(None)
            self.told.setText(self.tr("正在读 {name}…").format(name=Path(target).name))
            task = partial(open_file, Path(target), self.context.desk)
            self.context.work.start(task, self._show_file, owner=self, failed=self._unreadable)

    def commands(self) -> Sequence[Command]:
        """Take the list in."""
        group, why = ("导入", "Files in"), self._why_not
        return (Command("files_in.begin", ("导入", "Take it in"), self.take_in, group, "Ctrl+Return", why_not=why),)

    def focus_first(self) -> None:
        """The first column's meaning, or the choice of a file."""
        table = self.sheets.currentWidget()
        if isinstance(table, MappingTable):
            table.focus_first()
        else:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_in(self) -> None:
        """Import what is shown, as its columns stand."""
        if self._opened is None or not self.begin.isEnabled():
            return
        self.begin.setEnabled(False)
        self.progress.show()
        task = partial(take_in, self._opened.path, [table.mapping for table in self._tables()], self.context.desk)
        ticket = self.context.work.start(
            task, self._show_outcome, owner=self, failed=self._failed, told=self.progress.show_step, lane=Lane.WRITE
        )
        self.progress.follow(ticket)

    def _why_not(self) -> str:
        return "" if self.begin.isEnabled() else self.tr("先选一个清单")

    def _tables(self) -> Sequence[MappingTable]:
        pages = (self.sheets.widget(place) for place in range(self.sheets.count()))
        return [page for page in pages if isinstance(page, MappingTable)]

    def _ask(self) -> None:
        kinds = self.tr("清单") + " (*.xlsx *.csv)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("导入清单"), str(Path.home()), kinds)
        self.open(path)

    def _show_file(self, opened: Opened | None) -> None:
        self._opened = opened
        while self.sheets.count():
            page = self.sheets.widget(0)
            self.sheets.removeTab(0)
            page.deleteLater()
        for proposal in opened.proposals if opened else ():
            table = MappingTable(proposal)
            table.changed.connect(self._preview)
            self.sheets.addTab(table, proposal.sheet.name)
        self._show_parts(opened is not None)
        self.told.setText(self._how_read())
        self.focus_first()

    def _show_parts(self, shown: bool) -> None:
        for part in (self.sheets, self.first_rows, self.begin):
            part.setVisible(shown)
        self.begin.setEnabled(shown)
        for hidden in (self.progress, self.result, self.bad, self.save):
            hidden.hide()

    def _how_read(self) -> str:
        if self._opened is None:
            return self.tr("选一个 .xlsx 或 .csv 清单，也可以拖到窗口里。导入前先看每一列是什么。")
        confirmed = all(proposal.confirmed for proposal in self._opened.proposals)
        how = self.tr("各列按上次确认的读") if confirmed else self.tr("各列是按表头猜的，请核对")
        return f"{self._opened.path.name}：{how}"

    def _preview(self) -> None:
        place, table = self.sheets.currentIndex(), self.sheets.currentWidget()
        if self._opened is not None and isinstance(table, MappingTable):
            task = partial(preview, self._opened.proposals[place], table.mapping, self.context.desk)
            self.context.work.start(task, self._show_rows, owner=self, failed=self._not_enough)

    def _show_rows(self, rows: "Sequence[IncomingMessage | BadRow]") -> None:
        self.first_rows.show_rows(rows, self.context.clock.now())

    def _not_enough(self, error: Exception) -> None:
        self.first_rows.show_wrong(explained(error))

    def _unreadable(self, error: Exception) -> None:
        self.told.setText(explained(error))

    def _failed(self, error: Exception) -> None:
        self.progress.hide()
        self.begin.setEnabled(isinstance(error, ReceptionError))
        self.context.shell.notice(explained(error), ToneName.DANGER)

    def _show_outcome(self, outcome: "ImportOutcome") -> None:
        self._outcome = outcome
        self.progress.hide()
        self.begin.setEnabled(True)
        words = self.tr("新增 {added} 条，已有 {known} 条，没有进来 {bad} 条")
        counted = words.format(added=outcome.added, known=outcome.known, bad=len(outcome.bad))
        self.result.setText(counted + (self.tr("（已停止）") if outcome.cancelled else ""))
        self.result.show()
        self.bad.setPlainText("\n".join(map(self._bad_line, outcome.bad)))
        for part in (self.bad, self.save):
            part.setVisible(bool(outcome.bad))
        self.context.shell.changed(outcome.changed)

    def _bad_line(self, row: "BadRow") -> str:
        reason = row.english if language() is Language.ENGLISH else row.reason
        return "\t".join((row.sheet, self.tr("第 {row} 行").format(row=row.row), row.column, reason))

    def _save_bad(self) -> None:
        out, _ = QFileDialog.getSaveFileName(self, self.tr("存为清单"), str(Path.home()), "CSV (*.csv)")
        if out and self._outcome is not None:
            self.context.work.start(partial(write_bad_rows, self._outcome.bad, Path(out)), self._saved, owner=self)

    def _saved(self, out: Path) -> None:
        self.context.shell.notice(self.tr("已存为 {name}").format(name=out.name))

    def _lay_out(self) -> None:
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        top = Card()
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self.choose)
        row.addWidget(self.told, 1)
        row.addWidget(self.begin)
        top.add(row)
        self.save = Button(self.tr("存为清单…"), self._save_bad)
        self.bad.setReadOnly(True)
        self.bad.setAccessibleName(self.tr("没有进来的行"))
        for part in (top, self.progress, self.result, self.bad, self.save):
            column.addWidget(part)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.first_rows)
        column.addStretch(0)
