"""What became of a list: how many rows came in, and each that did not with row, column and reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.files_in.preview import reason_of
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.theme.spacing import spaced
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.work import Work

if TYPE_CHECKING:
    from reception.intake.importing import ImportOutcome
    from reception.intake.messages import BadRow


class OutcomePanel(QWidget):
    """Show an import with `show_outcome`. `saved` asks for the bad rows as a file, `back` for the columns again."""

    saved = Signal()
    back = Signal()
    left = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bad: Sequence[BadRow] = ()
        self.result = Words("", "h2", wrap=True)
        self.told = Words("", "second", wrap=True)
        self.copy = Button(self.tr("复制"), self._copy, icon_name="copy")
        self.save = Button(self.tr("存为清单…"), self.saved.emit, icon_name="save")
        self.again = Button(self.tr("回到各列"), self.back.emit, icon_name="undo-2")
        self.rows = TablePanel(self.tr("没有进来的行"), self._columns(), work, self._all_in())
        self._lay_out()

    def show_outcome(self, outcome: "ImportOutcome") -> None:
        """Show what came in and what did not."""
        self._bad = outcome.bad
        self.result.setText(self._counted(outcome))
        self.told.setText(self._next_words(outcome))
        for button in (self.copy, self.save):
            button.setVisible(bool(outcome.bad))
        self.rows.show_source(FewRows(_row(place, row) for place, row in enumerate(outcome.bad)))

    def focus_first(self) -> None:
        """The rows to look at, or the way back."""
        part = self.rows.table if self._bad else self.again
        part.setFocus()

    def lines(self) -> list[str]:
        """The rows as text, a tab between the columns."""
        return ["\t".join((row.sheet, str(row.row), row.column, reason_of(row), row.value)) for row in self._bad]

    def _counted(self, outcome: "ImportOutcome") -> str:
        words = self.tr("新增 {added} 条，已有 {known} 条，没有进来 {bad} 条")
        if outcome.linked:
            words = self.tr("新增 {added} 条，并入在办 {linked} 条，已有 {known} 条，没有进来 {bad} 条")
        return words.format(added=outcome.added, linked=len(outcome.linked), known=outcome.known, bad=len(outcome.bad))

    def _next_words(self, outcome: "ImportOutcome") -> str:
        if outcome.cancelled:
            return self.tr("已停止。进来的都保留；同一个文件再导一次，会接着来。")
        if outcome.bad:
            return self.tr("在清单里改好下面的行，再导一次；已进来的不会重复。Ctrl+Z 撤销整次导入。")
        return self.tr("同一个文件再导一次，不会重复。Ctrl+Z 撤销整次导入。")

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("工作表"), 130),
            Column(self.tr("行"), 60),
            Column(self.tr("列"), 120, strong=True),
            Column(self.tr("原因"), 300, stretch=True),
            Column(self.tr("里面写着"), 220),
        )

    def _all_in(self) -> EmptyState:
        see = Button(self.tr("看诉求"), self.left.emit, icon_name="inbox")
        return EmptyState("check", self.tr("每一行都读到了"), self.tr("新的诉求已经在诉求页里。"), see)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.lines()))

    def _lay_out(self) -> None:
        card = Card()
        row = spaced(QHBoxLayout(), 8)
        words = spaced(QVBoxLayout(), 4)
        words.addWidget(self.result)
        words.addWidget(self.told)
        row.addLayout(words, 1)
        for button in (self.copy, self.save, self.again):
            row.addWidget(button)
        card.add(row)
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(card)
        column.addWidget(self.rows, 1)


def _row(place: int, row: "BadRow") -> Row:
    return Row(place, str(place), (row.sheet, str(row.row), row.column or "—", reason_of(row), row.value))
