"""Photos, scans and papers of a case as thumbnails; Enter or a click opens one."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reception.domain.clock import Id
from ui.case import tasks
from ui.context import Context
from ui.theme.icons import draw
from ui.theme.spacing import look, spaced
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import plain_tip
from ui.widgets.painting import colour, draw_ring, font_of
from ui.widgets.pressed import PressedByEnter

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

SIDE = 104
_ICONS = {"image": "image", "application/pdf": "file-text"}


class Thumbnail(PressedByEnter, QAbstractButton):
    """A picture of a file above its name; an icon while there is none."""

    def __init__(self, name: str, media_type: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._note = name, note
        self._icon = _ICONS.get(media_type) or _ICONS.get(media_type.partition("/")[0], "folder")
        self._image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(filter(None, (name, note))))
        self.setToolTip(plain_tip(self.accessibleName()))

    @property
    def image(self) -> QImage | None:
        """What is shown of the file."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show a picture of it."""
        if not image.isNull():
            self._image = image
            self.update()

    def sizeHint(self) -> QSize:
        """A square, and a line for the name."""
        return QSize(look().px(SIDE), look().px(SIDE + 22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture or icon, name; ringed while it has the focus."""
        tokens, px = look().tokens, look().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRect(0, 0, self.width() - 1, px(SIDE) - 1)
        painter.setPen(colour(tokens.line))
        painter.setBrush(colour(tokens.hover if self.underMouse() else tokens.ground))
        painter.drawRoundedRect(box, px(4), px(4))
        if self.hasFocus():
            draw_ring(painter, box.adjusted(0, 0, 1, 1))
        self._picture(painter, box.adjusted(px(4), px(4), -px(4), -px(4)))
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(tokens.second))
        line = QRect(0, px(SIDE), self.width(), px(22))
        words = self._note or self._name
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()

    def _picture(self, painter: QPainter, box: QRect) -> None:
        if self._image is None:
            side = look().px(32)
            place = QRect(0, 0, side, side)
            place.moveCenter(box.center())
            draw(painter, place, self._icon, look().tokens.third)
            return
        size = self._image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(box.topLeft(), size)
        place.moveCenter(box.center())
        painter.drawImage(place, self._image)


class FilesCard(Card):
    """`asked` wants another file attached; `opened` gives the id of the file to look at."""

    asked = Signal()
    opened = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("附件"))
        self._context = context
        self._attach = Button(self.tr("附上文件"), self.asked.emit, keys="A", icon_name="paperclip")
        self.add_action(self._attach)
        self._holder = QWidget()
        self._flow = spaced(FlowLayout(self._holder), 8)
        self._thumbnails: dict[Id, Thumbnail] = {}
        self.add(self._holder)

    @property
    def thumbnails(self) -> Mapping[Id, Thumbnail]:
        """What is shown, by the file's id."""
        return self._thumbnails

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case's files; those that stay keep their pictures."""
        files = {key: file.values() for key, file in opened.case.files.items()}
        for key in [key for key in self._thumbnails if key not in files]:
            gone = self._thumbnails.pop(key)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for key, file in files.items():
            missing = str(file.get("sha256")) in opened.missing
            if key not in self._thumbnails:
                self._add(key, file, missing=missing)
        self._holder.setVisible(bool(files))
        self._attach.setVisible(opened.here)
        self.setVisible(bool(files) or opened.here)

    def _add(self, key: Id, file: Mapping[str, Any], *, missing: bool) -> None:
        media_type = str(file.get("media_type"))
        note = self.tr("还没有收到") if missing else ""
        thumbnail = Thumbnail(str(file.get("name")), media_type, note)
        thumbnail.clicked.connect(partial(self.opened.emit, key))
        self._thumbnails[key] = thumbnail
        self._flow.addWidget(thumbnail)
        if not missing:
            self._context.work.start(
                partial(tasks.thumbnail, self._context.desk, str(file.get("sha256")), media_type, look().px(SIDE)),
                thumbnail.show_image,
                owner=thumbnail,
                failed=_no_picture,
            )


def _no_picture(_: Exception) -> None:
    """The icon stays; opening the file tells why."""
