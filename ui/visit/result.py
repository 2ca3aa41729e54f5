"""After saving: the numbers, and the next step of each case under the fingers — a unit, or an answer on the spot."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.clock import Id
from reception.domain.errors import ReceptionError
from reception.domain.forms import URGENCIES
from reception.domain.identity import written_phone
from reception.domain.lifecycle import Status
from ui.acts import perform
from ui.acts import undo as take_back
from ui.context import Context
from ui.moments import due_words
from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.visit import acts, tasks
from ui.visit.lines import StepLine
from ui.visit.papers import show_orders, show_receipt
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.form import FieldRow
from ui.widgets.labels import Line, ShortWords, Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.phrased import ANSWER, phrased
from ui.widgets.pill import Pill
from ui.widgets.type_ahead import Suggestion
from ui.words import explained, said
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.choices import Choices

CaseLine = Mapping[str, Any]
ANSWERED = ("doubt", "idea")
"""Voices that are answered in the same visit (domain)."""
ORDER_KEY = "Ctrl+P"
RECEIPT_KEY = "Ctrl+T"


class ResultRow(QWidget):
    """One case: what it became, and the field for its next step. `asked` gives the unit's code or the answer."""

    asked = Signal(str)

    def __init__(self, line: CaseLine, choices: "Choices | None", now: datetime) -> None:
        super().__init__()
        self.number, self.order = str(line["number"]), str(line["order"])
        self.answers = line["voice"] in ANSWERED
        self.done = line["status"] != Status.REGISTERED
        self._choices, self._category = choices, str(line["category"])
        self._units = StepLine(self._find, hint=self.tr("派给哪个单位"))
        self._answer = phrased(LineEdit(hint=self.tr("当场怎样答复   F3 常用语"), longest=2000), ANSWER)
        self._field = FieldRow(self._answer if self.answers else self._units)
        column = spaced(QVBoxLayout(self), 4)
        column.addLayout(self._head(line, now))
        column.addLayout(self._told(line) if self.done else self._asking())
        self._propose()

    def focus(self) -> None:
        """To the field."""
        line = self._answer if self.answers else self._units
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def show_refused(self, error: ReceptionError) -> bool:
        """Say below the field why it was refused."""
        self._field.show_wrong(explained(error))
        return True

    def _head(self, line: CaseLine, now: datetime) -> QHBoxLayout:
        urgency = str(line["urgency"])
        tone = ToneName.DANGER if urgency == "emergency" else ToneName.WARN if urgency == "urgent" else ToneName.NEUTRAL
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Words(self.number, "strong"))
        row.addWidget(Pill(said(URGENCIES[urgency]), tone))
        row.addWidget(ShortWords(str(line["summary"])), 1)
        due = str(line["due_at"])
        row.addWidget(Words(self.tr("时限 {when}").format(when=due_words(due, now)) if due else "", "second"))
        return row

    def _told(self, line: CaseLine) -> QHBoxLayout:
        unit = self._choices.unit(str(line["unit"])) if self._choices else None
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Pill(status_words(str(line["status"])), status_tone(str(line["status"]))))
        row.addWidget(ShortWords("  ".join(filter(None, (unit.name if unit else "", self.order))), "second"), 1)
        return row

    def _asking(self) -> QHBoxLayout:
        field = self._answer if self.answers else self._units
        field.setAccessibleName(self.tr("答复") if self.answers else self.tr("责任单位"))
        field.returnPressed.connect(self._ask)
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self._field, 1)
        button = Button(self.tr("即时答复") if self.answers else self.tr("派单"), self._ask)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _propose(self) -> None:
        likely = self._choices.likely_unit(self._category) if self._choices else None
        if likely is not None:
            self._units.choose(likely.code, likely.name)

    def _ask(self) -> None:
        text = self._answer.text().strip() if self.answers else self._units.key
        if text:
            self.asked.emit(text)
        else:
            self._field.show_wrong(self.tr("请写答复") if self.answers else self.tr("请从列表里选一个单位"))

    def _find(self, typed: str) -> list[Suggestion]:
        if self._choices is None:
            return []
        return [
            Suggestion(unit.code, unit.name, written_phone(unit.phone))
            for unit in self._choices.find_units(typed, self._category)
        ]


class ResultStrip(Card):
    """Hidden until something was saved. `left` when the clerk goes on to the next visitor."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        self._reading = Latest(context.work)
        self._rows: list[ResultRow] = []
        self._choices: Choices | None = None
        self._visit: Id | None = None
        self._lines_column = spaced(QVBoxLayout(), 10)
        self.add(self._lines_column)
        self.add(self._buttons())
        self.hide()

    def show_saved(self, visit: Id, lines: Sequence[CaseLine], choices: "Choices | None") -> None:
        """Show what was saved."""
        self._visit, self._choices = visit, choices
        self._show_lines(lines)

    def put_away(self) -> None:
        """Nothing was just saved."""
        self._visit = None
        self.hide()

    def refresh(self) -> None:
        """Read its cases again: a step may have been taken, or taken back."""
        if self._visit is not None:
            task = partial(tasks.read_visit, self._context.desk, self._visit)
            self._reading.start(task, self._show_again, owner=self)

    def focus_next(self) -> None:
        """To the first case whose next step was not taken, then to the orders' printing, else to the next visitor.

        Enter once too often shows the orders, and does not lose them from sight.
        """
        waiting = next((row for row in self._rows if not row.done), None)
        if waiting is not None:
            waiting.focus()
        else:
            (self._print if self.orders else self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def orders(self) -> list[str]:
        """The numbers of the orders that are out for these cases."""
        return [row.order for row in self._rows if row.order]

    def print_orders(self) -> None:
        """The orders that were given out; while none was, say so."""
        if self.isVisible() and self.orders:
            show_orders(self._context, self, self.orders)
        else:
            self._context.shell.notice(self.tr("先派单，才有工单可打印"), ToneName.INFO)

    def print_receipt(self) -> None:
        """One receipt with all cases of the visit."""
        if self.isVisible() and self._rows:
            show_receipt(self._context, self, self._rows[0].number)
        else:
            self._context.shell.notice(self.tr("先保存，才有回执可打印"), ToneName.INFO)

    def _show_again(self, lines: Sequence[CaseLine]) -> None:
        if not lines:
            self.put_away()  # the visit was taken back
        elif self._visit is not None:
            inside = self.isAncestorOf(QApplication.focusWidget() or self)
            self._show_lines(lines)
            if inside:
                self.focus_next()

    def _show_lines(self, lines: Sequence[CaseLine]) -> None:
        self._clear()
        self.set_title(self.tr("已登记 {count} 件").format(count=len(lines)))
        for at, line in enumerate(lines):
            if at:
                self._lines_column.addWidget(Line())
            row = ResultRow(line, self._choices, self._context.clock.now())
            row.asked.connect(partial(self._step, row))
            self._rows.append(row)
            self._lines_column.addWidget(row)
        self.show()

    def _step(self, row: ResultRow, text: str) -> None:
        act = partial(acts.answer, row.number, text) if row.answers else partial(acts.dispatch, row.number, text)
        perform(self._context, self, act, lambda _: None, failed=row.show_refused)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = spaced(FlowLayout(holder), 8)
        self._next = Button(self.tr("下一位"), self.left.emit, kind=Kind.PRIMARY, keys="F2")
        self._print = Button(self.tr("打印工单"), self.print_orders, keys=ORDER_KEY, icon_name="printer")
        for button in (self._print, self._next):
            button.setAutoDefault(True)
        undo = partial(take_back, self._context)
        for part in (
            self._print,
            Button(self.tr("打印回执"), self.print_receipt, keys=RECEIPT_KEY),
            Button(self.tr("撤销"), undo, kind=Kind.QUIET, icon_name="undo-2"),
        ):
            row.addWidget(part)
        row.addWidget(self._next)
        return holder

    def _clear(self) -> None:
        self._rows = []
        while (item := self._lines_column.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
