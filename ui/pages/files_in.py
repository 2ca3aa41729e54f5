"""Lists from elsewhere: what a file is for, what its columns mean, what each row would become, and what it became."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception.intake.columns import Purpose
from ui.commands import Command
from ui.context import Context
from ui.files_in.form import FORM
from ui.files_in.messages import MESSAGES
from ui.files_in.options import OptionsForm
from ui.files_in.outcome import OutcomePanel
from ui.files_in.roster import ROSTER
from ui.files_in.sheets import SheetsPanel
from ui.files_in.tasks import carry_out, open_file, write_bad_rows
from ui.files_in.trial import TrialPanel
from ui.files_in.uses import AnyUse, Asked, Told, asked_for
from ui.pages.page import Page
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ShortWords, Words
from ui.widgets.progress import ProgressPanel
from ui.words import explained
from ui.work import Lane, Latest, Task, Ticket

if TYPE_CHECKING:
    from reception.intake.purposes import Recognised

FILES_IN = ("导入", "Files in")
NOTHING, COLUMNS, TRIAL, OUTCOME = range(4)
"""What the page shows: no file, its columns, what would be done, what was done."""
USES: Mapping[str, AnyUse] = {Purpose.MESSAGES: MESSAGES, Purpose.ROSTER: ROSTER, Purpose.FORM: FORM}


class FilesInPage(Page):
    """Choose a list, confirm its columns, try it, do it. `open` takes the path of a file.

    Ctrl+Enter goes on from each to the next; a form whose columns were confirmed before is tried at once.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Recognised | None = None
        self._asked: Asked | None = None
        self._tried: Any = None
        self._told: Told | None = None
        self._job: Ticket | None = None
        self._reading = Latest(context.work)
        self._stop = Event()
        self.choose = Button(self.tr("选择文件…"), self._ask, icon_name="file-plus")
        self.back = Button(self.tr("回到各列"), self._back, keys="Ctrl+Backspace", icon_name="undo-2")
        self.elsewhere = Button(self.tr("另存到…"), self._ask_where, icon_name="save")
        self.begin = Button("", self.go_on, kind=Kind.PRIMARY, keys="Ctrl+Return")
        self.told = ShortWords("", "second")
        self.wrong = Words("", "error", wrap=True)
        self.options = OptionsForm()
        self.options.offer_compounds(context.work, context.desk)
        self.options.purpose_chosen.connect(self._read_anew)
        self.options.changed.connect(self._try_anew)
        self.sheets = SheetsPanel(context)
        self.trial = TrialPanel(context.work)
        self.outcome = OutcomePanel(context.work)
        self.progress = ProgressPanel(self.tr("正在处理清单"))
        self.progress.stopped.connect(self._stopped)
        self._stack = QStackedWidget()
        self._lay_out()
        self._show_file(None)

    # what the window asks

    def open(self, target: str) -> None:
        """Read a file; empty: as it was left."""
        if target and self._runs():
            self.context.shell.notice(self.tr("正在处理清单；等它完成，或先停止"), ToneName.INFO)
        elif target:
            self._read(Path(target), "")

    def commands(self) -> Sequence[Command]:
        """Choose a list, go on with it, go back to its columns."""
        busy, why, no_back = self._why_busy, self._why_not, self._why_no_back
        go_on = ("试一遍，再办理", "Try it, then do it")
        back = ("回到各列", "Back to the columns")
        return (
            Command("files_in.choose", ("选择文件", "Choose a file"), self._ask, FILES_IN, "Ctrl+O", "file-plus", busy),
            Command("files_in.begin", go_on, self.go_on, FILES_IN, "Ctrl+Return", "check", why),
            Command("files_in.back", back, self._back, FILES_IN, "Ctrl+Backspace", "undo-2", no_back),
        )

    def focus_first(self) -> None:
        """The first column's meaning, the rows, or the choice of a file."""
        shown = self._stack.currentIndex()
        if shown == NOTHING:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.sheets, self.trial, self.outcome)[shown - COLUMNS].focus_first()

    # what is done

    def go_on(self) -> None:
        """Try what is shown, or do what was tried."""
        if self._why_not():
            return
        if self._stack.currentIndex() == COLUMNS:
            self._try()
        elif self._found is not None:
            self._do(self._beside(self._found.path))

    def save_bad(self, out: Path) -> None:
        """Write the rows that did not come in into a workbook, marked."""
        if self._told is not None and self._asked is not None:
            task = partial(write_bad_rows, self._asked.proposals, self._told.bad, out)
            self.context.work.start(task, self._saved, owner=self, failed=self._tell)

    def _try(self) -> None:
        mappings = self.sheets.mappings
        if self._found is None or not mappings:
            self._say_wrong(self.tr("没有要读的列，请先指定各列是什么"))
            return
        self._asked = asked_for(self._found, mappings, self.options.options)
        self._start(partial(self._use.try_out, self._asked, self.context.desk), self._show_trial)

    def _do(self, out: Path) -> None:
        if self._asked is None:
            return
        asked = replace(self._asked, own=frozenset(self.trial.own))
        task = partial(carry_out, self._use, asked, self._tried, out, self._stop, self.context.desk)
        self._start(task, self._show_done)

    def _start(self, task: Task[Any], done: Any) -> None:
        self._say_wrong("")
        self._stop.clear()
        self._job = self.context.work.start(
            task, done, owner=self, failed=self._failed, told=self.progress.show_step, lane=Lane.LONG
        )
        self.progress.begin()
        self._show_parts()

    def _stopped(self) -> None:
        """What is being done ends at its next row and tells what became of it; what is only tried is let go."""
        self._stop.set()
        if self._stack.currentIndex() == COLUMNS and self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_parts()

    def _read(self, path: Path, purpose: str) -> None:
        self._show_file(None)
        self.told.show_text(self.tr("正在读 {name}…").format(name=path.name))
        task = partial(open_file, path, purpose, self.context.desk)
        self._reading.start(task, self._show_found, owner=self, failed=self._unreadable)

    def _read_anew(self, purpose: str) -> None:
        if self._found is not None and not self._runs():
            self._read(self._found.path, purpose)

    def _try_anew(self) -> None:
        """Another option while a trial is shown: it would do something else."""
        if self._stack.currentIndex() == TRIAL and not self._runs():
            self._turn_to(COLUMNS)
            self._try()

    def _back(self) -> None:
        if not self._why_no_back():
            self._turn_to(COLUMNS)

    @staticmethod
    def _beside(path: Path) -> Path:
        from reception.intake.filling import filled_beside

        return filled_beside(path)

    # what is asked

    def _ask(self) -> None:
        kinds = self.tr("清单") + " (*.xlsx *.csv)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("选择清单"), str(Path.home()), kinds)
        self.open(path)

    def _ask_where(self) -> None:
        if self._found is not None:
            usual = str(self._beside(self._found.path))
            out, _ = QFileDialog.getSaveFileName(self, self.tr("另存到"), usual, "Excel (*.xlsx)")
            if out:
                self._do(Path(out))

    def _ask_bad(self) -> None:
        if self._found is not None:
            bad = self.tr("有误的行")
            usual = self._found.path.with_name(f"{self._found.path.stem} {bad}.xlsx")
            out, _ = QFileDialog.getSaveFileName(self, self.tr("存为标记表"), str(usual), "Excel (*.xlsx)")
            if out:
                self.save_bad(Path(out))

    # what it shows

    def _show_found(self, found: "Recognised") -> None:
        self._show_file(found)
        if found.confirmed:
            self._try()

    def _show_file(self, found: "Recognised | None") -> None:
        self._found = found
        self.sheets.show_sheets(found)
        self.options.show_purpose(str(found.purpose) if found is not None else "")
        self._say_wrong("")
        self._turn_to(NOTHING if found is None else COLUMNS)

    def _turn_to(self, what: int) -> None:
        self._stack.setCurrentIndex(what)
        self.told.show_text(self._how_read())
        self._show_parts()
        if self.isVisible():
            self.focus_first()

    def _show_parts(self) -> None:
        runs, shown = self._runs(), self._stack.currentIndex()
        self.begin.say(self._use.verb() if shown == TRIAL else self.tr("试一遍"))
        self.begin.setVisible(shown in (COLUMNS, TRIAL))
        self.begin.setEnabled(not self._why_not())
        self.back.setVisible(shown == TRIAL)
        self.elsewhere.setVisible(shown == TRIAL and self._use is FORM)
        self.options.setVisible(shown in (COLUMNS, TRIAL))
        self.choose.setEnabled(not runs)
        for part in (self.options, self._stack, self.back, self.elsewhere):
            part.setEnabled(not runs)
        self.progress.setVisible(runs)

    def _how_read(self) -> str:
        if self._found is None:
            return self.tr("还没有选文件")
        if self._stack.currentIndex() == OUTCOME:
            return self._found.path.name
        how = self.tr("各列按上次确认的读") if self._found.confirmed else self.tr("各列是按表头猜的，请核对")
        return f"{self._found.path.name}   {how}"

    def _show_trial(self, tried: Any) -> None:
        self._job, self._tried = None, tried
        self.trial.show_trial(self._use.trial(tried))
        self._turn_to(TRIAL)

    def _show_done(self, done: Any) -> None:
        self._job, self._told = None, self._use.told(done)
        self.outcome.show_told(self._told)
        self._turn_to(OUTCOME)
        if self._told.changed is not None:
            self.context.shell.changed(self._told.changed)

    def _unreadable(self, error: Exception) -> None:
        self.told.show_text(self._how_read())
        self._say_wrong(explained(error))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._show_parts()
        if not self.options.show_error(error):
            self._say_wrong(explained(error))

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _saved(self, out: Path) -> None:
        self.context.shell.notice(self.tr("已存为 {name}").format(name=out.name))

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)

    # why not

    @property
    def _use(self) -> AnyUse:
        return USES[self._found.purpose if self._found is not None else Purpose.MESSAGES]

    def _runs(self) -> bool:
        return self._job is not None

    def _why_busy(self) -> str:
        return self.tr("正在处理清单") if self._runs() else ""

    def _why_not(self) -> str:
        if self._found is None or self._stack.currentIndex() not in (COLUMNS, TRIAL):
            return self.tr("先选一个清单")
        return self._why_busy()

    def _why_no_back(self) -> str:
        if self._found is None or self._stack.currentIndex() not in (TRIAL, OUTCOME):
            return self.tr("还没有试")
        return self._why_busy()

    # what it is made of

    def _lay_out(self) -> None:
        top = Card()
        row = spaced(QHBoxLayout(), 12)
        row.addWidget(self.choose)
        row.addWidget(self.told, 1)
        for button in (self.back, self.elsewhere, self.begin):
            row.addWidget(button)
        top.add(row)
        top.add(self.options)
        top.add(self.wrong)
        for part in (self._nothing(), self.sheets, self.trial, self.outcome):
            self._stack.addWidget(part)
        self.outcome.saved.connect(self._ask_bad)
        self.outcome.back.connect(self._back)
        self.outcome.left.connect(partial(self.context.shell.go, "cases"))
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        for part in (top, self.progress):
            column.addWidget(part)
        column.addWidget(self._stack, 1)

    def _nothing(self) -> QWidget:
        return EmptyState(
            "file-plus",
            self.tr("把清单拖到窗口里，或按 Ctrl+O 选一个"),
            self.tr(
                "12345 工单、来访台账、住户名册、街道月报表都可以：.xlsx 或 .csv。\n"
                "先核对各列、试一遍，再办理；同一个文件不会重复。"
            ),
        )
