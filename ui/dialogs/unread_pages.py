"""Pages of a scan on which no number could be read: each is shown, and its order's number typed or scanned."""

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reception.domain.errors import NotFound, ReceptionError
from reception.paper.pages import Picture
from ui.case.pictures import image_of
from ui.context import Context
from ui.dialogs.act_dialog import SAVE, ActDialog
from ui.theme.spacing import look, sized
from ui.widgets.button import Kind
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.painting import colour
from ui.words import explained, translate
from ui.work import Latest, Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from reception.desk.desk import Desk
    from reception.desk.evidence import Attached
    from reception.intake.scans import Scan

    Say = Callable[[Scan, Attached], str]

LONGEST = 1400
"""Dots of a page's longer side: enough to read its number."""
HEIGHT = 400
_BETWEEN = re.compile(r"[,，、;；]+")


def file_told(scan: "Scan", typed: dict[int, str], desk: "Desk") -> "tuple[Scan, Attached]":
    """File a scan whose unread pages are about the numbers typed. Raises what is wrong with one at its page's field."""
    from reception.intake.scans import attach_scan

    told = scan.told({page: _numbers(desk, page, text) for page, text in typed.items() if text})
    return told, attach_scan(desk, told)


def _numbers(desk: "Desk", page: int, text: str) -> list[str]:
    from reception.desk.desk import find

    found = []
    with desk.read() as conn:
        for part in filter(None, _BETWEEN.split(text)):
            try:
                at = find(conn, part, desk.now)
            except ReceptionError as error:
                raise NotFound(error.message, english=error.english, field=field_of(page)) from error
            found.append(at.order.number if at.order else at.case.number)
    return found


def field_of(page: int) -> str:
    """The name of a page's field."""
    return f"page_{page}"


def picture(scan: "Scan", page: int, report: Report) -> Picture:
    """The task that draws a page (from 1)."""
    from reception.intake.scans import page_picture

    report.check()
    return page_picture(scan, page, LONGEST)


class PagePicture(QWidget):
    """A page as large as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()

    @property
    def shown(self) -> bool:
        """Whether a page is there."""
        return not self._image.isNull()

    def show_image(self, image: QImage, name: str) -> None:
        """Another page."""
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Room to read a number."""
        return QSize(look().px(520), look().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page in the middle, on the ground of a page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour(look().tokens.hover))
        if self.shown:
            room = QRect(QPoint(), self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
            room.moveCenter(self.rect().center())
            painter.drawImage(room, self._image)
        painter.end()


class UnreadDialog(ActDialog):
    """A line for each page; the page of the line with the focus is shown. An empty line leaves its page out.

    Enter, which a scanner sends too, goes on to the next line. `say` makes words of the scan as told and what was
    filed, `then` is called with both; leaving files the pages that could be read.
    """

    def __init__(
        self, context: Context, parent: QWidget, scan: "Scan", say: "Say", then: "Callable[[Scan, Attached], object]"
    ) -> None:
        about = translate("UnreadPages", "{name}：{count} 页没有读出编号，共 {pages} 页").format(
            name=scan.name, count=len(scan.unread), pages=len(scan.pages)
        )
        super().__init__(context, parent, translate("UnreadPages", "这些页是哪张工单的"), about, width=620)
        self._scan, self._say, self._then = scan, say, then
        self._page = 0
        self._drawing = Latest(context.work)
        self.picture = sized(PagePicture(), min_height=HEIGHT)
        self.lines = {page: self._line(page) for page in scan.unread}
        self.add(self.picture)
        self.add(
            Words(
                self.tr("扫工单上的码，或照着念：编号、工单号、A17；几张之间用顿号。不知道的空着。"), "meta", wrap=True
            )
        )
        self.add_button(self.tr("只归入已读出的"), self.leave_out, keys="Esc")
        self.add_button(self.tr("归入"), self.ask, Kind.PRIMARY, SAVE)

    def focus_first(self) -> None:
        """The first page's line."""
        next(iter(self.lines.values())).setFocus()

    def submit(self) -> None:
        """File the pages, those left empty not."""
        typed = {page: line.value() for page, line in self.lines.items()}
        self._file(typed)

    def leave_out(self) -> None:
        """File what could be read, and nothing else."""
        self._file({})

    def reject(self) -> None:
        """As with the button: what was read is filed."""
        if not self._busy:
            self.leave_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page of the line that has the focus is shown."""
        if event.type() == QEvent.Type.FocusIn:
            page = next((page for page, line in self.lines.items() if line is watched), 0)
            if page and page != self._page:
                self._show_page(page)
        return super().eventFilter(watched, event)

    def _file(self, typed: dict[int, str]) -> None:
        say, then = self._say, self._then
        self.perform(partial(file_told, self._scan, typed), lambda done: say(*done), lambda done: then(*done))

    def _line(self, page: int) -> LineEdit:
        line = LineEdit(cleaned=as_code, hint=self.tr("扫码或输入编号"))
        self.form.add(self.tr("第 {page} 页").format(page=page), line, field_of(page))
        line.installEventFilter(self)
        line.returnPressed.connect(partial(self._go_on, page))
        return line

    def _go_on(self, page: int) -> None:
        following = next((line for at, line in self.lines.items() if at > page), None)
        if following is not None:
            following.setFocus()

    def _show_page(self, page: int) -> None:
        self._page = page
        task = partial(picture, self._scan, page)
        self._drawing.start(task, partial(self._take_picture, page), owner=self, failed=self._no_picture)

    def _take_picture(self, page: int, found: Picture) -> None:
        self.picture.show_image(image_of(found), self.tr("第 {page} 页").format(page=page))

    def _no_picture(self, error: Exception) -> None:
        self.picture.show_image(QImage(), explained(error))
