"""Lists from elsewhere come in: what each column means, how the first rows would look, and what became of every row."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.context import Context
from ui.files_in.mapping import MappingTable
from ui.files_in.outcome import OutcomePanel
from ui.files_in.preview import PreviewPanel
from ui.files_in.tasks import Opened, open_file, preview, take_in, write_bad_rows
from ui.pages.page import Page
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ShortWords, Words
from ui.widgets.progress import ProgressPanel
from ui.words import explained
from ui.work import Lane, Ticket

if TYPE_CHECKING:
    from reception.intake.importing import ImportOutcome
    from reception.intake.messages import BadRow, IncomingMessage

FILES_IN = ("导入", "Files in")
NOTHING, COLUMNS, OUTCOME = range(3)
"""What the page shows: no file, its columns, what became of it."""


class FilesInPage(Page):
    """Choose a list, confirm its columns, take it in. `open` takes the path of a file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._opened: Opened | None = None
        self._outcome: ImportOutcome | None = None
        self._importing: Ticket | None = None
        self._stop = Event()
        self.choose = Button(self.tr("选择文件…"), self._ask, icon_name="file-plus")
        self.begin = Button(self.tr("导入"), self.take_in, kind=Kind.PRIMARY, keys="Ctrl+Return")
        self.told = ShortWords("", "second")
        self.wrong = Words("", "error", wrap=True)
        self.sheets = QTabWidget()
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.sheets.setDocumentMode(True)
        self.sheets.currentChanged.connect(lambda _: self._preview())
        self.first_rows = PreviewPanel(context.work)
        self.outcome = OutcomePanel(context.work)
        self.progress = ProgressPanel(self.tr("正在导入"))
        self.progress.stopped.connect(lambda: self._stop.set())
        self._stack = QStackedWidget()
        self._lay_out()
        self._show_file(None)

    # what the window asks

    def open(self, target: str) -> None:
        """Read a file; empty: as it was left."""
        if target and self._runs():
            self.context.shell.notice(self.tr("正在导入；等它完成，或先停止"), ToneName.INFO)
        elif target:
            self._show_file(None)
            self.told.show_text(self.tr("正在读 {name}…").format(name=Path(target).name))
            task = partial(open_file, Path(target), self.context.desk)
            self.context.work.start(task, self._show_file, owner=self, failed=self._unreadable)

    def commands(self) -> Sequence[Command]:
        """Choose a list, take it in."""
        busy, why = self._why_busy, self._why_not
        return (
            Command("files_in.choose", ("选择文件", "Choose a file"), self._ask, FILES_IN, "Ctrl+O", "file-plus", busy),
            Command("files_in.begin", ("导入", "Take it in"), self.take_in, FILES_IN, "Ctrl+Return", "check", why),
        )

    def focus_first(self) -> None:
        """The first column's meaning, what became of the rows, or the choice of a file."""
        table = self.sheets.currentWidget()
        if self._stack.currentIndex() == OUTCOME:
            self.outcome.focus_first()
        elif isinstance(table, MappingTable):
            table.focus_first()
        else:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is done

    def take_in(self) -> None:
        """Import what is shown, as its columns stand."""
        if self._opened is None or self._why_not():
            return
        self._stop = Event()
        mappings = [table.mapping for table in self._tables() if table.wanted]
        task = partial(take_in, self._opened.path, mappings, self.context.desk, self._stop)
        self._importing = self.context.work.start(
            task, self._show_outcome, owner=self, failed=self._failed, told=self.progress.show_step, lane=Lane.LONG
        )
        self.progress.begin()
        self._show_parts()

    def _ask(self) -> None:
        kinds = self.tr("清单") + " (*.xlsx *.csv)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("导入清单"), str(Path.home()), kinds)
        self.open(path)

    def _save_bad(self) -> None:
        out, _ = QFileDialog.getSaveFileName(self, self.tr("存为清单"), str(Path.home()), "CSV (*.csv)")
        if out:
            self.save_bad(Path(out))

    def save_bad(self, out: Path) -> None:
        """Write the rows that did not come in into a file."""
        if self._outcome is not None:
            task = partial(write_bad_rows, self._outcome.bad, out)
            self.context.work.start(task, self._saved, owner=self, failed=self._tell)

    # what it shows

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
        self.told.show_text(self._how_read())
        self._say_wrong("")
        self._turn_to(NOTHING if opened is None else COLUMNS)

    def _turn_to(self, what: int) -> None:
        self._stack.setCurrentIndex(what)
        self._show_parts()
        if self.isVisible():
            self.focus_first()

    def _show_parts(self) -> None:
        runs = self._runs()
        self.begin.setVisible(self._stack.currentIndex() == COLUMNS)
        self.begin.setEnabled(not self._why_not())
        self.choose.setEnabled(not runs)
        self._stack.setEnabled(not runs)
        self.progress.setVisible(runs)

    def _how_read(self) -> str:
        if self._opened is None:
            return self.tr("还没有选文件")
        confirmed = all(proposal.confirmed for proposal in self._opened.proposals)
        how = self.tr("各列按上次确认的读") if confirmed else self.tr("各列是按表头猜的，请核对")
        return f"{self._opened.path.name}   {how}"

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
        self.told.show_text(self._how_read())
        self._say_wrong(explained(error))

    def _failed(self, error: Exception) -> None:
        self._importing = None
        self._show_parts()
        self._say_wrong(explained(error))

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _show_outcome(self, outcome: "ImportOutcome") -> None:
        self._importing, self._outcome = None, outcome
        self._say_wrong("")
        self.outcome.show_outcome(outcome)
        self._turn_to(OUTCOME)
        self.context.shell.changed(outcome.changed)

    def _saved(self, out: Path) -> None:
        self.context.shell.notice(self.tr("已存为 {name}").format(name=out.name))

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)

    # why not

    def _runs(self) -> bool:
        return self._importing is not None

    def _why_busy(self) -> str:
        return self.tr("正在导入") if self._runs() else ""

    def _why_not(self) -> str:
        if self._opened is None or self._stack.currentIndex() != COLUMNS:
            return self.tr("先选一个清单")
        return self._why_busy()

    def _tables(self) -> Sequence[MappingTable]:
        pages = (self.sheets.widget(place) for place in range(self.sheets.count()))
        return [page for page in pages if isinstance(page, MappingTable)]

    # what it is made of

    def _lay_out(self) -> None:
        top = Card()
        row = spaced(QHBoxLayout(), 12)
        row.addWidget(self.choose)
        row.addWidget(self.told, 1)
        row.addWidget(self.begin)
        top.add(row)
        top.add(self.wrong)
        for part in (self._nothing(), self._columns(), self.outcome):
            self._stack.addWidget(part)
        self.outcome.saved.connect(self._save_bad)
        self.outcome.back.connect(partial(self._turn_to, COLUMNS))
        self.outcome.left.connect(partial(self.context.shell.go, "cases"))
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        for part in (top, self.progress):
            column.addWidget(part)
        column.addWidget(self._stack, 1)

    def _nothing(self) -> QWidget:
        return EmptyState(
            "file-plus",
            self.tr("把清单拖到窗口里，或按 Ctrl+O 选一个"),
            self.tr("12345 工单、来访台账、旧登记表都可以：.xlsx 或 .csv。\n先核对各列再导入；同一个文件不会重复。"),
        )

    def _columns(self) -> QWidget:
        holder, card = QWidget(), QFrame()
        card.setProperty("role", "card")
        spaced(QVBoxLayout(card), 0, (1, 1, 1, 1)).addWidget(self.sheets)
        column = spaced(QVBoxLayout(holder), 12)
        column.addWidget(card, 1)
        column.addWidget(self.first_rows)
        return holder
