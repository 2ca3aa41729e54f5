"""What the gate shows while a folder is opened, and when it cannot be: what happened, what was kept, what to do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar

from reception.domain.errors import Damaged, NotFound, ReceptionError
from ui.session.gate import Part
from ui.widgets.button import Kind
from ui.widgets.labels import Words
from ui.widgets.progress import show_on
from ui.words import explained, translate
from ui.work import Step


class Waiting(Part):
    """Says what is being done and how far it is. With `stoppable`, `back` asks to stop it."""

    def __init__(self, words: str, *, stoppable: bool = False) -> None:
        super().__init__(words)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self._told = Words("", "meta")
        self.add(self._bar)
        self.add(self._told)
        if stoppable:
            self.add_button(self.tr("停止"), self.back.emit)

    def show_step(self, step: Step) -> None:
        """How far it is."""
        show_on(self._bar, step)
        self._told.setText(f"{100 * step.done // step.total} %" if step.total else "")


class Trouble(Part):
    """The folder cannot be opened. `again` tries once more, `restore` asks for a backup, `back` leaves."""

    again = Signal()
    restore = Signal()

    def __init__(self, error: Exception, folder: Path) -> None:
        super().__init__(translate("Trouble", "打不开这个接待台"), explained(error))
        self._folder = folder
        for label, words in self._lines(error):
            self.add(Words(label, "meta"))
            self.add(Words(words, wrap=True))
        self.add_back(self.tr("退出"))
        self.add_button(self.tr("打开数据文件夹"), self._show_folder, Kind.QUIET, "folder-open")
        if can_restore(error):
            self.add_button(self.tr("用备份恢复"), self.restore.emit, icon_name="history")
        self.add_submit(self.tr("重试"))

    def submit(self) -> None:
        """Try again."""
        self.again.emit()

    def focus_first(self) -> None:
        """The main button."""
        if self._main is not None:
            self._main.setFocus()

    def _lines(self, error: Exception) -> Sequence[tuple[str, str]]:
        return ((self.tr("已保留"), self.tr("数据没有改动，仍在下面的文件夹里")), (self.tr("可以做"), advice(error)),
                (self.tr("文件夹"), str(self._folder)))  # fmt: skip

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def can_restore(error: Exception) -> bool:
    """Whether a backup would help: bytes changed, or the key is gone."""
    if isinstance(error, Damaged | NotFound):
        return True
    return isinstance(error, ReceptionError) and "recovery key" in error.english


def advice(error: Exception) -> str:
    """What to do about an error that keeps the folder shut."""
    if isinstance(error, Damaged):
        return translate("Trouble", "请停止在本机登记，用最近的备份和信封里的恢复码恢复；拿不准时先告诉区里。")
    if can_restore(error):
        return translate("Trouble", "换了电脑或重装过系统时，用最近的备份和信封里的恢复码恢复。")
    return translate("Trouble", "关掉正在用这个文件夹的其他程序，看看磁盘是否已满，然后重试。")
