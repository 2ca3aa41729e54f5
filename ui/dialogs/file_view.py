"""An attachment as large as the window: photos fitted, papers page by page, anything saved elsewhere."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.case import tasks
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.dialogs.page_view import PageView
from ui.theme.spacing import look, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import sample_line
from ui.words import explained
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk

MOST_PIXELS = QSize(4000, 4000)


def shown(
    desk: "Desk", sha256: str, media_type: str, report: Report
) -> tuple[bytes, QImage, list[tuple[float, float]]]:
    """A file's content with what can be shown of it: a photo, or the sizes of its pages."""
    content = tasks.read_file(desk, sha256, report)
    if media_type == tasks.PDF:
        from reception.paper.pages import page_sizes

        return content, QImage(), page_sizes(content)
    image = tasks.picture(content, MOST_PIXELS) if media_type.startswith("image/") else QImage()
    return content, image, []


def write(content: bytes, path: Path, report: Report) -> Path:
    """Save a file elsewhere. Raises Unavailable when the path cannot be written."""
    from reception.paper.output import written

    with written(path) as file:
        file.write(content)
    return path


class Photo(QLabel):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        room = (self.size() * self.devicePixelRatioF()).boundedTo(self._image.size())
        fitted = self._image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(QPixmap.fromImage(fitted))


class FileView(GoingDialog):
    """Esc leaves, Ctrl+S saves a copy."""

    def __init__(self, context: Context, parent: QWidget, name: str, sha256: str, media_type: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self._context, self._name = context, name
        self._content = b""
        self._photo = Photo(name)
        self._pages = PageView(context, name)
        self._stack = QStackedWidget()
        for part in (
            EmptyState("clock", self.tr("正在打开")),
            self._photo,
            self._pages,
            EmptyState("file-text", self.tr("这种文件不能在这里显示"), self.tr("可以另存后用别的程序打开。")),
        ):
            self._stack.addWidget(part)
        column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 12))
        if context.sample:
            column.addWidget(sample_line())
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        room = self.screen().availableGeometry().size()
        self.resize(QSize(look().px(900), look().px(720)).boundedTo(room - QSize(look().px(40), look().px(60))))
        context.work.start(
            partial(shown, context.desk, sha256, media_type), self._show, owner=self, failed=self._fail
        )  # fmt: skip

    @property
    def content(self) -> bytes:
        """The file's bytes once they are here."""
        return self._content

    def save_to(self, path: Path) -> None:
        """Save a copy."""
        self._context.work.start(partial(write, self._content, path), self._saved, owner=self, failed=self._tell)

    def _foot(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addStretch(1)
        self._save = Button(self.tr("另存为"), self._ask_path, keys="Ctrl+S", icon_name="save")
        self._save.setShortcut("Ctrl+S")
        self._save.setEnabled(False)
        row.addWidget(self._save)
        row.addWidget(Button(self.tr("关闭"), self.reject, kind=Kind.PRIMARY, keys="Esc"))
        return row

    def _show(self, found: tuple[bytes, QImage, list[tuple[float, float]]]) -> None:
        self._content, image, sizes = found
        self._save.setEnabled(True)
        if sizes:
            self._pages.show_pdf(self._content, sizes)
            self._stack.setCurrentWidget(self._pages)
        elif image.isNull():
            self._stack.setCurrentIndex(3)
        else:
            self._stack.setCurrentWidget(self._photo)
            self._photo.show_image(image)

    def _ask_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("另存为"), str(Path.home() / self._name))
        if path:
            self.save_to(Path(path))

    def _saved(self, path: Path) -> None:
        self._context.shell.notice(self.tr("已保存 {path}").format(path=path))

    def _tell(self, error: Exception) -> None:
        self._context.shell.notice(explained(error), ToneName.DANGER)

    def _fail(self, error: Exception) -> None:
        self._tell(error)
        self.reject()
