"""Print a paper on a printer: pages drawn on a worker at the printer's resolution, painted here one after the other."""

from functools import partial

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrintEngine, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from reception.domain.errors import Unavailable
from reception.paper.pages import POINTS_AN_INCH, Picture
from ui.case.pictures import image_of, page
from ui.dialogs.printer_state import complaints
from ui.work import Lane, Step, Work

_MODE = QPrinter.PrinterMode.HighResolution
_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt keeps what was chosen for CUPS, names and values in turn (its `PPK_CupsOptions`). Of the tray that QPrinter
itself is told CUPS hears nothing."""
_TRAYS = ("InputSlot", "media-source")
FINEST = 300
"""Dots an inch a page is drawn at, whatever more the printer could do."""


def printer_for(size: tuple[float, float], kept: str = "") -> QPrinter:
    """The printer and tray of `kept_name`, else the usual one, set to paper of this size (in points).

    It has no margins of its own: the paper has them.
    """
    known = QPrinterInfo.printerInfo(kept.partition("\n")[0])
    printer = QPrinter(QPrinterInfo.defaultPrinter() if known.isNull() else known, _MODE)
    _take_tray(printer, kept)
    sheet = QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    return printer


def asked_printer(sizes: list[tuple[float, float]], kept: str, parent: QWidget) -> QPrinter | None:
    """The printer that the clerk chooses in the system's window, which offers the one of `kept_name`; None: none.

    Qt's own window forgets a tray that it did not choose itself, so that is said anew, unless its page of trays was
    looked at: then what stood there counts.
    """
    printer = printer_for(sizes[0], kept)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    looked: list[bool] = []
    properties = dialog.findChild(QPushButton, "properties")
    if properties is not None:
        properties.clicked.connect(lambda: looked.append(True))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    if properties is not None and not looked:
        _take_tray(printer, kept)
    return printer


def _take_tray(printer: QPrinter, kept: str) -> None:
    """The tray of `kept_name`, if it is that printer's."""
    name, _, tray = kept.partition("\n")
    if tray.isdecimal():
        printer.setPaperSource(QPrinter.PaperSource(int(tray)))
    elif "=" in tray and name == printer.printerName():
        printer.printEngine().setProperty(_OPTIONS, tray.split("=", 1))


def kept_name(printer: QPrinter) -> str:
    """A printer with its tray, as one word to be kept for the next time."""
    return f"{printer.printerName()}\n{_tray_of(printer) or printer.paperSource().value}"


def _tray_of(printer: QPrinter) -> str:
    """`InputSlot=Lower`: the tray as CUPS names it, empty where another system prints."""
    said = printer.printEngine().property(_OPTIONS) or []
    options = dict(zip(said[::2], said[1::2], strict=False))
    return next((f"{name}={options[name]}" for name in _TRAYS if name in options), "")


def trouble_of(printer: QPrinter) -> Unavailable | None:
    """Why nothing would come out of a printer now: the system has stopped it. None as far as is known."""
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return None
    name = printer.printerName()
    if QPrinterInfo.printerInfo(name).state() is QPrinter.PrinterState.Error:
        return Unavailable(
            f"打印机「{name}」停着，没有打印；请看是否开机、联网、有纸，或换一台",
            english=f"the printer {name!r} has stopped; nothing was printed. See that it is on, online and has paper, "
            "or choose another",
        )
    return None


class PrintJob(QObject):
    """Begins when `start` is called. `printed` comes when every page went to the printer, with what that complains of.

    `told` says how far it is. `stop` ends it after the page at hand: those before are the printer's already, so it is
    `printed`, and `sent` says how many they are. A printer out of paper keeps what it was sent, and prints once it has
    some: no reason to refuse it.
    """

    told = Signal(Step)
    printed = Signal(tuple)
    failed = Signal(Exception)

    def __init__(
        self, work: Work, pdf: bytes, sizes: list[tuple[float, float]], printer: QPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._pdf, self._sizes, self._printer = work, pdf, sizes, printer
        first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
        self._waiting = list(range(first - 1, min(last, len(sizes))))
        self._painter = QPainter()
        self.total = len(self._waiting)
        self.sent = 0

    def stop(self) -> None:
        """Send no further page."""
        self._waiting.clear()

    def start(self) -> None:
        """Print."""
        trouble = trouble_of(self._printer)
        if trouble is not None:
            self.failed.emit(trouble)
            return
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
            self._ask_printer()
            return
        number = self._waiting.pop(0)
        dots = min(self._printer.resolution(), FINEST)
        self._work.start(
            partial(page, self._pdf, number, dots), partial(self._paint, number), owner=self, failed=self._give_up,
            lane=Lane.LONG,
        )  # fmt: skip

    def _paint(self, number: int, picture: Picture) -> None:
        if self.sent and not self._printer.newPage():
            self._give_up(Unavailable("打印中断，请检查打印机", english="printing stopped: look at the printer"))
            return
        scale = self._printer.resolution() / POINTS_AN_INCH
        width, height = self._sizes[number]
        self._painter.drawImage(QRectF(0, 0, width * scale, height * scale), image_of(picture))
        self.sent += 1
        self.told.emit(Step(self.sent, self.total))
        self._next()

    def _ask_printer(self) -> None:
        if self._printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
            self.printed.emit(())
        else:
            ask = partial(complaints, self._printer.printerName())
            self._work.start(ask, self.printed.emit, owner=self, failed=self.failed.emit)

    def _give_up(self, error: Exception) -> None:
        self._painter.end()
        self.failed.emit(error)
