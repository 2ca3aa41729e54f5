"""Print a paper on a printer: pages drawn on a worker at the printer's resolution, painted here one after the other."""

from functools import partial

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from reception.domain.errors import Unavailable
from reception.paper.pages import POINTS_AN_INCH, Picture
from ui.case.pictures import image_of, page
from ui.work import Lane, Work

FINEST = 300
"""Dots an inch a page is drawn at, whatever more the printer could do."""


def printer_for(size: tuple[float, float]) -> QPrinter:
    """The usual printer, set to paper of this size (in points), without margins of its own: the paper has them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    sheet = QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    return printer


class PrintJob(QObject):
    """Begins when `start` is called. `printed` comes when every page went to the printer."""

    printed = Signal()
    failed = Signal(Exception)

    def __init__(
        self, work: Work, pdf: bytes, sizes: list[tuple[float, float]], printer: QPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._pdf, self._sizes, self._printer = work, pdf, sizes, printer
        first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
        self._waiting = list(range(first - 1, min(last, len(sizes))))
        self._painter = QPainter()
        self._begun = False

    def start(self) -> None:
        """Print."""
        if not self._painter.begin(self._printer):
            self.failed.emit(
                Unavailable(
                    "打印机打不开，没有打印；请检查打印机，或先保存为 PDF",
                    english="the printer cannot be opened; nothing was printed. Save a PDF instead",
                )
            )
            return
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._painter.end()
            self.printed.emit()
            return
        number = self._waiting.pop(0)
        dots = min(self._printer.resolution(), FINEST)
        self._work.start(
            partial(page, self._pdf, number, dots), partial(self._paint, number), owner=self, failed=self._give_up,
            lane=Lane.LONG,
        )  # fmt: skip

    def _paint(self, number: int, picture: Picture) -> None:
        if self._begun and not self._printer.newPage():
            self._give_up(Unavailable("打印中断，请检查打印机", english="printing stopped: look at the printer"))
            return
        self._begun = True
        scale = self._printer.resolution() / POINTS_AN_INCH
        width, height = self._sizes[number]
        self._painter.drawImage(QRectF(0, 0, width * scale, height * scale), image_of(picture))
        self._next()

    def _give_up(self, error: Exception) -> None:
        self._painter.end()
        self.failed.emit(error)
