"""After saving: the numbers, and the next step of each case under the fingers — a unit, or an answer on the spot."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.forms import URGENCIES
from ui.moments import due_words
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.visit.lines import StepLine
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import Line, ShortWords, Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.pill import Pill
from ui.widgets.type_ahead import Suggestion
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.choices import Choices

ANSWERED = ("doubt", "idea")
"""Voices that are answered in the same visit (domain)."""
ORDER_KEY = "Ctrl+P"
RECEIPT_KEY = "Ctrl+T"


class ResultRow(QWidget):
    """One case: what it became, and the field for its next step. `asked` gives the unit's code or the answer."""

    asked = Signal(str)

    def __init__(self, line: Mapping[str, Any], choices: "Choices | None", now: datetime) -> None:
        super().__init__()
        self.number = str(line["number"])
        self.order = ""
        self.answers = line["voice"] in ANSWERED
        self._choices, self._category = choices, str(line["category"])
        self._units = StepLine(self._find, hint=self.tr("派给哪个单位"))
        self._answer = LineEdit(hint=self.tr("当场怎样答复"), longest=2000)
        self._field: LineEdit = self._answer if self.answers else self._units
        self._field.setAccessibleName(self.tr("答复") if self.answers else self.tr("责任单位"))
        self._button = Button(self.tr("即时答复") if self.answers else self.tr("派单"), self._ask)
        self._done = ShortWords("", "second")
        self._done.hide()
        self._lay_out(line, now)
        self._field.returnPressed.connect(self._ask)
        self._propose()

    @property
    def done(self) -> bool:
        """Whether the next step was taken."""
        return not self._button.isVisibleTo(self)

    def focus(self) -> None:
        """To the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def show_wrong(self, words: str) -> None:
        """Say beside the field what is wrong."""
        self._field.show_wrong(words)
        self._field.setToolTip(words)

    def show_done(self, words: str, order: str = "") -> None:
        """The step was taken."""
        self.order = order
        for part in (self._field, self._button):
            part.hide()
        self._done.show_text(words)
        self._done.show()

    def _lay_out(self, line: Mapping[str, Any], now: datetime) -> None:
        urgency = str(line["urgency"])
        tone = ToneName.DANGER if urgency == "emergency" else ToneName.WARN if urgency == "urgent" else ToneName.NEUTRAL
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            spaced(row, 8)
        first.addWidget(Words(self.number, "strong"))
        first.addWidget(Pill(said(URGENCIES[urgency]), tone))
        first.addWidget(ShortWords(str(line["summary"])), 1)
        due = str(line["due_at"])
        first.addWidget(Words(self.tr("时限 {when}").format(when=due_words(due, now)) if due else "", "second"))
        second.addWidget(self._field, 1)
        second.addWidget(self._button)
        second.addWidget(self._done, 1)
        column = spaced(QVBoxLayout(self), 4)
        column.addLayout(first)
        column.addLayout(second)

    def _propose(self) -> None:
        likely = self._choices.likely_unit(self._category) if self._choices else None
        if likely is not None:
            self._units.choose(likely.code, likely.name)

    def _ask(self) -> None:
        text = self._answer.text().strip() if self.answers else self._units.key
        if text:
            self.asked.emit(text)
        else:
            self.show_wrong(self.tr("请写答复") if self.answers else self.tr("请从列表里选一个单位"))

    def _find(self, typed: str) -> list[Suggestion]:
        if self._choices is None:
            return []
        return [
            Suggestion(unit.code, unit.name, unit.phone) for unit in self._choices.find_units(typed, self._category)
        ]


class ResultStrip(Card):
    """`step_asked` gives a number and a unit's code or an answer; the others what was pressed."""

    step_asked = Signal(str, str)
    order_wanted = Signal()
    receipt_wanted = Signal()
    undo_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(gap=8)
        self._rows: list[ResultRow] = []
        self._column = spaced(QVBoxLayout(), 10)
        self.add(self._column)
        self.add(self._buttons())
        self.hide()

    def show_lines(self, lines: Sequence[Mapping[str, Any]], choices: "Choices | None", now: datetime) -> None:
        """Show what was saved."""
        self._clear()
        self.set_title(self.tr("已登记 {count} 件").format(count=len(lines)))
        for at, line in enumerate(lines):
            if at:
                self._column.addWidget(Line())
            row = ResultRow(line, choices, now)
            row.asked.connect(lambda text, number=row.number: self.step_asked.emit(number, text))
            self._rows.append(row)
            self._column.addWidget(row)
        self.show()

    @property
    def numbers(self) -> list[str]:
        """The numbers of the cases shown."""
        return [row.number for row in self._rows]

    @property
    def orders(self) -> list[str]:
        """The numbers of the orders given out here."""
        return [row.order for row in self._rows if row.order]

    def row(self, number: str) -> ResultRow | None:
        """The row of a case."""
        return next((row for row in self._rows if row.number == number), None)

    def focus_next(self) -> None:
        """To the first case whose next step was not taken, else on to the next visitor."""
        waiting = next((row for row in self._rows if not row.done), None)
        if waiting is not None:
            waiting.focus()
        else:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        self._next = Button(self.tr("下一位"), self.left.emit, kind=Kind.PRIMARY, keys="F2")
        self._next.setAutoDefault(True)
        order = Button(self.tr("打印工单"), self.order_wanted.emit, keys=ORDER_KEY, icon_name="printer")
        receipt = Button(self.tr("打印回执"), self.receipt_wanted.emit, keys=RECEIPT_KEY)
        undo = Button(self.tr("撤销"), self.undo_wanted.emit, kind=Kind.QUIET, icon_name="undo-2")
        for part in (order, receipt, undo):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(sized(self._next, min_width=96))
        return holder

    def _clear(self) -> None:
        self._rows = []
        while (item := self._column.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
