"""The pages of a paper one below the other, drawn when they come into sight."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reception.paper.pages import POINTS_AN_INCH, Box, Hit, Picture
from ui.case.pictures import image_of, page
from ui.context import Context
from ui.theme.spacing import look, spaced
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.painting import colour

SCREEN_DOTS = 96
MOST_PICTURES = 12
"""Pages kept drawn; the one seen longest ago is drawn again when it comes back."""
SMALLEST, LARGEST, STEP = 0.3, 4.0, 1.2
MARKED, HERE = LIGHT.selected, DARK.warn.text
"""What was found, and the place one stands at: paper is white in every theme."""


class PageSheet(QWidget):
    """One page. `wanted` asks for its picture at so many dots an inch."""

    wanted = Signal(float)

    def __init__(self, size: tuple[float, float], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._size = size
        self._zoom = 1.0
        self._image: QImage | None = None
        self._asked = 0.0
        self._marked: Sequence[Box] = ()
        self._here: Sequence[Box] = ()

    def mark(self, boxes: Sequence[Box], here: Sequence[Box]) -> None:
        """Mark what was found on it, and the place one stands at."""
        if (boxes, here) != (self._marked, self._here):
            self._marked, self._here = boxes, here
            self.update()

    def on_screen(self, box: Box) -> QRectF:
        """Where a box of the paper lies in the widget."""
        scale = SCREEN_DOTS / POINTS_AN_INCH * self._zoom
        left, top, right, bottom = (edge * scale for edge in box)
        return QRectF(left, top, right - left, bottom - top)

    def zoom(self, zoom: float) -> None:
        """Another size; the old picture is stretched until the new one is there."""
        self._zoom = zoom
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Its picture; None lets it go."""
        self._image = image
        self._asked = 0.0 if image is None else self._asked
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the paper at this zoom."""
        scale = SCREEN_DOTS / POINTS_AN_INCH * self._zoom
        return QSize(round(self._size[0] * scale), round(self._size[1] * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with what is drawn of it."""
        dots = SCREEN_DOTS * self._zoom * self.devicePixelRatioF()
        if self._asked != dots:
            self._asked = dots
            self.wanted.emit(dots)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.fillRect(self.rect(), colour(look().tokens.hover))
        else:
            painter.drawImage(self.rect(), self._image)
        self._paint_marks(painter)
        painter.setPen(colour(look().tokens.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)  # the letters stay black
        for boxes, ink in ((self._marked, MARKED), (self._here, HERE)):
            for box in boxes:
                painter.fillRect(self.on_screen(box), colour(ink))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


class PageView(QScrollArea):
    """Shows a PDF. Ctrl++ and Ctrl+- zoom; `moved` tells which page is in sight, from 1."""

    moved = Signal(int)
    failed = Signal(Exception)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf = b""
        self._zoom = 0.0
        self._fits = True
        self._sheets: list[PageSheet] = []
        self._drawn: OrderedDict[int, None] = OrderedDict()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit(self.page))

    @property
    def pages(self) -> int:
        """How many."""
        return len(self._sheets)

    @property
    def page(self) -> int:
        """The page in the middle of what is seen, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        seen = [number for number, sheet in enumerate(self._sheets, 1) if sheet.y() <= middle]
        return seen[-1] if seen else min(1, self.pages)

    def show_pdf(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        """Show a paper whose page sizes (in points) are known."""
        self._pdf = pdf
        self._drawn.clear()
        holder = QWidget()
        holder.setProperty("role", "page")
        column = spaced(QVBoxLayout(holder), 12, (12, 12, 12, 12))
        self._sheets = []
        for number, size in enumerate(sizes):
            sheet = PageSheet(size, self.tr("第 {number} 页").format(number=number + 1))
            sheet.wanted.connect(partial(self._draw, number))
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._sheets.append(sheet)
        column.addStretch(1)
        self.setWidget(holder)
        self._fit()
        self.moved.emit(self.page)

    def turn_to(self, number: int) -> None:
        """Show a page (from 1) from its top."""
        if 0 < number <= self.pages:
            self.verticalScrollBar().setValue(self._sheets[number - 1].y() - look().px(12))

    def show_hits(self, hits: Sequence[Hit], at: int) -> None:
        """Mark what was found, and bring the place one stands at into sight."""
        boxes: dict[int, list[Box]] = {}
        for hit in hits:
            boxes.setdefault(hit.page, []).extend(hit.boxes)
        here = hits[at] if at >= 0 else None
        for number, sheet in enumerate(self._sheets):
            sheet.mark(boxes.get(number, ()), here.boxes if here is not None and here.page == number else ())
        if here is not None:
            sheet = self._sheets[here.page]
            place = sheet.on_screen(here.boxes[0]).center().toPoint() + sheet.pos()
            self.ensureVisible(place.x(), place.y(), look().px(80), self.viewport().height() // 3)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self._fits = False
        self._set_zoom(self._zoom * factor)

    def fit_width(self) -> None:
        """As broad as the view, now and when it changes."""
        self._fits = True
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def _fit(self) -> None:
        broadest = max((sheet._size[0] for sheet in self._sheets), default=0)
        if broadest:
            room = self.width() - self.verticalScrollBar().sizeHint().width() - look().px(28)
            self._set_zoom(room / (broadest * SCREEN_DOTS / POINTS_AN_INCH))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, SMALLEST), LARGEST)
        for sheet in self._sheets:
            sheet.zoom(self._zoom)

    def _draw(self, number: int, dots: float) -> None:
        self._context.work.start(
            partial(page, self._pdf, number, dots),
            partial(self._take, self._sheets[number], number),
            owner=self._sheets[number],
            failed=self.failed.emit,
        )

    def _take(self, sheet: PageSheet, number: int, picture: Picture) -> None:
        sheet.show_image(image_of(picture))
        self._drawn[number] = None
        self._drawn.move_to_end(number)
        while len(self._drawn) > MOST_PICTURES:
            oldest, _ = self._drawn.popitem(last=False)
            if not self._sheets[oldest].visibleRegion().isEmpty():
                continue
            self._sheets[oldest].show_image(None)
