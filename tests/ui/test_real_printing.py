"""Papers printed for real: through the system's spooler to its PDF printer, and compared with what was looked at."""

import os
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from support.cups import PRINTER, Spooler
from support.room import Room
from support.screen import away, open_window

from reception.desk.lists import show_case
from reception.intake.scans import read_scan
from reception.paper.pages import draw_page, page_sizes
from ui.dialogs.preview import PreviewDialog, preview_order
from ui.dialogs.print_job import asked_printer, kept_name, printer_for
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

DOTS = 150
"""Dots an inch at which pages are compared."""


@pytest.fixture
def spooler(request: pytest.FixtureRequest) -> Iterator[Spooler]:
    if os.geteuid() != 0:
        pytest.skip("a print spooler of one's own needs root")
    with Spooler(*getattr(request, "param", ())) as running:
        yield running


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today")])


@pytest.fixture
def dialog(qtbot: QtBot, room: Room, window: MainWindow) -> PreviewDialog:
    number, _ = room.dispatched()
    opened = preview_order(window.context, window, number)
    qtbot.waitUntil(lambda: opened.paper is not None)
    return opened


def prints(room: Room, number: str) -> int:
    return sum(step["act"] == "print" for step in show_case(room.desk, number)["timeline"])


def marks(pdf: bytes, page: int) -> tuple[tuple[int, ...], float]:
    """Where the marks on a page begin and end, in dots, and how much of it is inked, in percent."""
    drawn = draw_page(pdf, page, DOTS)
    image = Image.frombuffer("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX", drawn.stride, 1)
    image = ImageChops.invert(image.convert("L"))
    return image.point(lambda dot: 255 * (dot > 100)).getbbox() or (), ImageStat.Stat(image).mean[0] / 2.55


def test_what_comes_out_of_the_printer_is_what_was_looked_at(
    qtbot: QtBot, room: Room, spooler: Spooler, dialog: PreviewDialog
) -> None:
    assert dialog.paper is not None
    ours, (number,) = dialog.paper.pdf, dialog.paper.numbers
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        dialog.print_on(printer_for(page_sizes(ours)[0]))
    out = spooler.printed()
    assert number.rpartition("-")[0] in out.name, "the job is named after the paper"
    printed = out.read_bytes()
    assert [(round(w), round(h)) for w, h in page_sizes(printed)] == [(595, 842)] * 2
    for page in range(2):
        (edges, inked), (printed_edges, printed_ink) = marks(ours, page), marks(printed, page)
        assert max(abs(a - b) for a, b in zip(edges, printed_edges, strict=True)) <= DOTS // 25, "within a millimetre"
        assert printed_ink == pytest.approx(inked, rel=0.1), "nothing is missing"
    assert [page.orders for page in read_scan(out).pages] == [(number,), (number,)], "its codes can be read"
    qtbot.waitUntil(lambda: prints(room, number) == 1)


def test_a_page_of_many_from_the_tray_of_the_last_time(qtbot: QtBot, spooler: Spooler, dialog: PreviewDialog) -> None:
    assert dialog.paper is not None
    kept = f"{PRINTER}\nInputSlot=Lower"
    printer = printer_for(page_sizes(dialog.paper.pdf)[0], kept)
    assert kept_name(printer) == kept
    printer.setFromTo(2, 2)
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        dialog.print_on(printer)
    assert len(page_sizes(spooler.printed().read_bytes())) == 1
    assert spooler.tray() == "Lower"


def test_a_stopped_printer_is_told_in_words_and_nothing_is_noted(
    qtbot: QtBot, room: Room, window: MainWindow, spooler: Spooler, dialog: PreviewDialog
) -> None:
    assert dialog.paper is not None
    spooler.stop_printer()
    dialog.print_on(printer_for(page_sizes(dialog.paper.pdf)[0]))
    qtbot.waitUntil(lambda: f"打印机「{PRINTER}」停着" in window._notice.words)
    assert dialog._print.isEnabled(), "once it runs again it is tried again"
    assert spooler.nothing_waits()
    assert prints(room, dialog.paper.numbers[0]) == 0
    dialog.reject()


@pytest.mark.parametrize("spooler", [("media-empty-error", "toner-low-report")], indirect=True)
def test_a_printer_out_of_paper_is_told_in_words_and_keeps_what_it_was_sent(
    qtbot: QtBot, room: Room, window: MainWindow, spooler: Spooler, dialog: PreviewDialog
) -> None:
    assert dialog.paper is not None
    number = dialog.paper.numbers[0]
    printer = printer_for(page_sizes(dialog.paper.pdf)[0])
    printer.setFromTo(1, 1)
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        dialog.print_on(printer)
    qtbot.waitUntil(lambda: f"打印机「{PRINTER}」报告：缺纸。处理好以后会接着打印" in window._notice.words)
    assert prints(room, number) == 1
    assert len(page_sizes(spooler.printed().read_bytes())) == 1


def test_the_systems_window_keeps_the_tray_of_the_last_time_unless_its_trays_were_looked_at(
    qtbot: QtBot, window: MainWindow, spooler: Spooler
) -> None:
    kept, sizes = f"{PRINTER}\nInputSlot=Lower", [(595.0, 842.0)]

    def accept() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, QDialog)
        shown.accept()

    def look_at_trays() -> None:
        shown = QApplication.activeModalWidget()
        assert shown is not None
        QTimer.singleShot(0, accept)
        button = shown.findChild(QPushButton, "properties")
        assert isinstance(button, QPushButton)
        button.click()
        QTimer.singleShot(0, accept)

    for act, tray in ((accept, kept), (look_at_trays, f"{PRINTER}\n6")):
        QTimer.singleShot(0, act)
        printer = asked_printer(sizes, kept, window)
        assert printer is not None
        assert kept_name(printer) == tray


def test_the_printer_of_the_last_time_is_offered_again_also_when_it_is_gone(
    qapp: QApplication, spooler: Spooler
) -> None:
    printer = printer_for((595, 842))
    printer.setPaperSource(QPrinter.PaperSource.Lower)
    again = printer_for((595, 842), kept_name(printer))
    assert (again.printerName(), QPrinterInfo.defaultPrinterName()) == (PRINTER, PRINTER)
    assert printer_for((595, 842), "sold last year\n1").printerName() == PRINTER
    assert kept_name(printer_for((595, 842), "sold last year\nInputSlot=Lower")) == f"{PRINTER}\n6"
