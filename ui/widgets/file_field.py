"""A file to attach: chosen in the system's window, or dropped onto the field."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.labels import ShortWords


class FileField(QWidget):
    """Holds a path. `changed` comes when another file was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = ""
        self._name = ShortWords("", "second")
        self._choose = Button(self.tr("选择文件…"), self._ask, icon_name="paperclip")
        self._drop = Button("", lambda: self.show_path(""), kind=Kind.QUIET, icon_name="x")
        self._drop.setAccessibleName(self.tr("不附文件"))
        self._drop.setToolTip(self.tr("不附文件"))
        row = spaced(QHBoxLayout(self), 8)
        row.addWidget(self._choose)
        row.addWidget(self._name, 1)
        row.addWidget(self._drop)
        self.setFocusProxy(self._choose)
        self.setAcceptDrops(True)
        self.show_path("")

    @property
    def path(self) -> str:
        """The file's path, or empty."""
        return self._path

    def show_path(self, path: str) -> None:
        """Hold another file; empty is none."""
        before, self._path = self._path, path
        self._name.show_text(Path(path).name if path else self.tr("图片、PDF、Word、Excel，50 MB 内，可拖入"))
        self._drop.setVisible(bool(path))
        if path != before:
            self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        self.show_path(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()))
        event.acceptProposedAction()

    def _ask(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("附件"), str(Path.home()))
        if path:
            self.show_path(path)
