"""Cases written into a ledger, all or those of the list: Excel, or text with a byte order mark; it may be stopped."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.cases import tasks
from ui.context import Context
from ui.theme.tokens import ToneName
from ui.widgets.progress import ProgressPanel
from ui.words import explained, translate
from ui.work import Lane, Ticket

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter


class LedgerExport(ProgressPanel):
    """Seen while a ledger is written. `ask` asks where; a name that ends in `.csv` is written as text."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(translate("LedgerExport", "导出台账"), parent)
        self._context = context
        self._ticket: Ticket | None = None
        self.stopped.connect(self._given_up)
        self.hide()

    def why_not(self) -> str:
        """Why none can be begun just now, or empty."""
        return self.tr("正在导出台账") if self._ticket is not None else ""

    def ask(self, wanted: "CaseFilter | None" = None, total: int = 0) -> None:
        """Ask where to write the cases of a filter, or all; `total` is how many they are, 0 when that is not known."""
        title = self.tr("导出全部台账") if wanted is None else self.tr("导出当前列表")
        name = self.tr("诉求台账")
        usual = Path.home() / f"{name}.xlsx"
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        path, kind = QFileDialog.getSaveFileName(self.window(), title, str(usual), kinds)
        if path:
            self.export_to(_named(Path(path), kind), wanted, total)

    def export_to(self, path: Path, wanted: "CaseFilter | None" = None, total: int = 0) -> None:
        """Write them."""
        self._ticket = self._context.work.start(
            partial(tasks.export, self._context.desk, path, wanted, total, path.name),
            partial(self._exported, path),
            owner=self,
            failed=self._not_exported,
            told=self.show_step,
            lane=Lane.LONG,
        )
        self.follow(self._ticket)
        self.show()

    def _given_up(self) -> None:
        self._done()
        self._context.shell.notice(self.tr("已停止，没有写文件"), ToneName.INFO)

    def _exported(self, path: Path, count: int) -> None:
        self._done()
        self._context.shell.notice(self.tr("已导出 {count} 件到 {path}").format(count=f"{count:,}", path=path))

    def _not_exported(self, error: Exception) -> None:
        self._done()
        self._context.shell.notice(explained(error), ToneName.DANGER)

    def _done(self) -> None:
        self._ticket = None
        self.hide()


def _named(path: Path, kind: str) -> Path:
    """With the end of the kind that was chosen, when none was typed."""
    return path if path.suffix else path.with_suffix(".csv" if "csv" in kind else ".xlsx")
