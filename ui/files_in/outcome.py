"""What became of a list: counted in a line, and each row that asks for a look, with its reason."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.files_in.uses import Told, ToldLine
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.theme.spacing import spaced
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words
from ui.work import Work


class OutcomePanel(QWidget):
    """Show what was done with `show_told`. `saved` asks for the rows at fault as a marked workbook, `back` for the
    columns again."""

    saved = Signal()
    back = Signal()
    left = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = Told("", "")
        self.result = Words("", "h2", wrap=True)
        self.told = Words("", "second", wrap=True)
        self.copy = Button(self.tr("复制"), self._copy, icon_name="copy")
        self.save = Button(self.tr("存为标记表…"), self.saved.emit, icon_name="save")
        self.look = Button(self.tr("打开文件"), self._open_file, icon_name="external-link")
        self.folder = Button(self.tr("打开文件夹"), self._open_folder, icon_name="folder-open")
        self.again = Button(self.tr("回到各列"), self.back.emit, icon_name="undo-2")
        self.rows = TablePanel(self.tr("要看一下的行"), self._columns(), work, self._all_done())
        self._lay_out()

    def show_told(self, told: Told) -> None:
        """Show what was done, and the rows to look at."""
        self._told = told
        self.result.setText(told.counted)
        self.told.setText(told.advice)
        self.copy.setVisible(bool(told.lines))
        self.save.setVisible(bool(told.bad))
        for button in (self.look, self.folder):
            button.setVisible(told.out is not None)
        self.rows.table.setColumnHidden(0, len({line.sheet for line in told.lines}) < 2)
        self.rows.show_source(FewRows(_row(place, line) for place, line in enumerate(told.lines)))

    def focus_first(self) -> None:
        """The rows to look at, the file that was written, or the way back."""
        part = self.rows.table if self._told.lines else self.look if self._told.out is not None else self.again
        part.setFocus()

    def lines(self) -> list[str]:
        """The rows as text, a tab between the columns."""
        return ["\t".join(_cells(line)) for line in self._told.lines]

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("工作表"), 130),
            Column(self.tr("行"), 60),
            Column(self.tr("列或编号"), 160, strong=True),
            Column(self.tr("原因"), 260, stretch=True),
            Column(self.tr("里面写着"), 190),
        )

    def _all_done(self) -> EmptyState:
        see = Button(self.tr("看诉求"), self.left.emit, icon_name="inbox")
        return EmptyState("check", self.tr("每一行都办好了"), self.tr("没有要再看的行。"), see)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.lines()))

    def _open_file(self) -> None:
        if self._told.out is not None:
            _show(self._told.out)

    def _open_folder(self) -> None:
        if self._told.out is not None:
            _show(self._told.out.parent)

    def _lay_out(self) -> None:
        card = Card()
        buttons = QWidget()
        row = spaced(FlowLayout(buttons), 8)
        for button in (self.copy, self.save, self.look, self.folder, self.again):
            row.addWidget(button)
        parts = spaced(QVBoxLayout(), 4)
        for part in (self.result, self.told, buttons):
            parts.addWidget(part)
        card.add(parts)
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(card)
        column.addWidget(self.rows, 1)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _cells(line: ToldLine) -> tuple[str, ...]:
    return line.sheet, str(line.row), line.column or "—", line.reason, line.value


def _row(place: int, line: ToldLine) -> Row:
    return Row(place, str(place), _cells(line))
