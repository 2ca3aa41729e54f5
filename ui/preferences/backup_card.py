"""Backups: one now, and a second place where the desk writes one a day by itself."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from reception.domain.clock import to_text
from ui.context import Context
from ui.moments import here, moment_words
from ui.session.housekeeping import back_up
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.progress import ProgressPanel
from ui.words import explained
from ui.work import Lane, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk


def back_up_file(desk: "Desk", file: Path, report: Report) -> Path:
    """Write a backup to a file. Raises Unavailable when it cannot be written."""
    desk.store.back_up(file, lambda done, total: report.step(done, total))
    return file


class BackupCard(Card):
    """Where and when the last one was, and two buttons."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.set_title(self.tr("备份"))
        self._context = context
        self._last = Words("", "second", wrap=True)
        self._place = Words("", "second", wrap=True)
        self._progress = ProgressPanel(self.tr("正在备份"))
        self._progress.stopped.connect(self._progress.hide)
        self._progress.hide()
        self.add(Words(self.tr("备份是加密的，换电脑时用备份和信封里的恢复码恢复。"), "second", wrap=True))
        self.add(self._last)
        self.add(self._place)
        self.add(self._progress)
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Button(self.tr("立即备份"), self._now, icon_name="save"))
        row.addWidget(Button(self.tr("选每日备份位置"), self._choose_place, icon_name="folder-open"))
        row.addStretch(1)
        self.add(row)
        self.read()

    def read(self) -> None:
        """Show where and when."""
        settings = self._context.settings
        at = moment_words(settings.last_backup, self._context.clock.now()) if settings.last_backup else ""
        self._last.setText(self.tr("上次备份：{at}").format(at=at or self.tr("还没有")))
        place = settings.second_place or self.tr("还没有设；请选移动硬盘或网络文件夹，每天自动备份一次，保留最近 14 份")
        self._place.setText(self.tr("每日备份位置：{place}").format(place=place))

    def _now(self) -> None:
        if self._context.settings.second_place:
            self._start(partial(back_up, self._context.desk, Path(self._context.settings.second_place)))
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = here(self._context.clock.now())
        name = str(Path(folder) / f"reception-{day:%Y%m%d}.backup")
        dialog = QFileDialog(self, self.tr("备份到"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self._start(partial(back_up_file, self._context.desk, Path(file))))
        dialog.open()

    def _start(self, task: "partial[Path]") -> None:
        self._progress.show()
        ticket = self._context.work.start(
            task, self._done, owner=self, failed=self._failed, told=self._progress.show_step, lane=Lane.LONG
        )
        self._progress.follow(ticket)

    def _done(self, file: Path) -> None:
        self._progress.hide()
        self._context.settings.last_backup = to_text(self._context.clock.now())
        self._context.shell.notice(self.tr("已备份到 {file}").format(file=file))
        self.read()

    def _failed(self, error: Exception) -> None:
        self._progress.hide()
        self._context.shell.notice(explained(error), ToneName.DANGER)

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("每日备份位置"), self._context.settings.second_place)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_place)
        dialog.open()

    def _take_place(self, folder: str) -> None:
        self._context.settings.second_place = folder
        self.read()
        self._now()
