"""Papers looked at, printed and saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from support.room import Room
from support.screen import away, open_window

from reception.desk.lists import show_case
from reception.paper.pages import draw_page, page_sizes
from ui.dialogs.paper_shape import A5, SHEET, THREE, TWO
from ui.dialogs.preview import PreviewDialog, preview_order, preview_orders, preview_receipt
from ui.dialogs.print_job import printer_for
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.choice import Choice
from ui.work import Work


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today")])


def shown(qtbot: QtBot, dialog: PreviewDialog) -> PreviewDialog:
    qtbot.waitUntil(lambda: dialog.paper is not None and dialog.findChild(type(dialog._view)).pages > 0)
    return dialog


def prints(room: Room, number: str) -> int:
    return sum(step["act"] == "print" for step in show_case(room.desk, number)["timeline"])


def file_printer(dialog: PreviewDialog, path: Path) -> QPrinter:
    assert dialog.paper is not None
    printer = printer_for(page_sizes(dialog.paper.pdf)[0])
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    return printer


def test_an_order_is_looked_at_before_it_is_printed(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number, _ = room.dispatched()
    dialog = shown(qtbot, preview_order(window.context, window, number))
    qtbot.waitUntil(lambda: any(sheet._image is not None for sheet in dialog._view._sheets))
    assert prints(room, number) == 0
    path = tmp_path / "printed.pdf"
    with qtbot.waitSignal(dialog.accepted):
        dialog.print_on(file_printer(dialog, path))
    qtbot.waitUntil(lambda: prints(room, number) == 1)
    printed = path.read_bytes()
    width, height = page_sizes(printed)[0]
    assert (round(width), round(height)) == (595, 842), "A4"
    assert len(page_sizes(printed)) == 2
    assert set(draw_page(printed, 0, 40).pixels) != {255}


def test_printing_shows_how_far_it_is_and_stops_after_a_page(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    orders = [room.dispatched()[1] for _ in range(3)]
    dialog = shown(qtbot, preview_orders(window.context, window, orders))
    dialog.print_on(file_printer(dialog, tmp_path / "some.pdf"))
    job = dialog._job
    assert job is not None and dialog._printing.isVisible() and not dialog._print.isEnabled()
    with qtbot.waitSignal(job.told):
        pass
    with qtbot.waitSignal(dialog.accepted):
        dialog.reject()  # Esc
    assert 0 < job.sent < job.total == 6
    qtbot.waitUntil(lambda: f"已停止，前 {job.sent} 页已送往打印机" in window._notice.words)
    assert len(page_sizes((tmp_path / "some.pdf").read_bytes())) == job.sent


def chosen(qtbot: QtBot, dialog: PreviewDialog, choice: Choice, key: str) -> None:
    choice.choose(key)
    choice.chosen.emit(key)
    qtbot.waitUntil(lambda: dialog.paper is not None and dialog._view.pages > 0, timeout=10_000)


def test_copies_and_paper_are_one_choice_away(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched()
    dialog = shown(qtbot, preview_order(window.context, window, number))
    shape = dialog._shape
    for choice, key, pages, high in (
        (shape.copies, THREE, 3, 842), (shape.copies, SHEET, 1, 842),
        (shape.paper, A5, 3, 595), (shape.copies, TWO, 2, 595),
    ):  # fmt: skip
        chosen(qtbot, dialog, choice, key)
        assert (dialog._view.pages, round(dialog._sizes[0][1])) == (pages, high)
    dialog.reject()


def test_how_orders_were_printed_is_kept_for_many(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    orders = [room.dispatched()[1] for _ in range(2)]
    dialog = shown(qtbot, preview_orders(window.context, window, orders))
    chosen(qtbot, dialog, dialog._shape.copies, THREE)
    chosen(qtbot, dialog, dialog._shape.paper, A5)
    dialog.reject()
    again = shown(qtbot, preview_orders(window.context, window, orders))
    assert (again._view.pages, round(again._sizes[0][1])) == (6, 595)
    again.reject()
    receipt = shown(qtbot, preview_receipt(window.context, window, orders[0]))
    assert round(receipt._sizes[0][1]) == 842, "each kind of paper by itself"
    receipt.reject()


def test_a_paper_is_saved_and_a_path_that_cannot_be_is_said(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number, order = room.dispatched()
    dialog = shown(qtbot, preview_orders(window.context, window, [order]))
    dialog.save_to(tmp_path / "nowhere" / "x.pdf")
    qtbot.waitUntil(lambda: "nowhere" in window._notice.words)
    assert prints(room, number) == 0
    dialog.save_to(tmp_path / "x.pdf")
    qtbot.waitUntil((tmp_path / "x.pdf").exists)
    qtbot.waitUntil(lambda: prints(room, number) == 1)
    dialog.reject()


def test_what_has_no_order_is_named_and_the_rest_is_shown(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    led, waiting = room.dispatched()[0], room.case()
    dialog = shown(qtbot, preview_orders(window.context, window, [led, waiting]))
    assert waiting in dialog._refused.text() and dialog._refused.isVisible()
    dialog.reject()


def test_nothing_to_print_is_said_and_nothing_opens(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    dialog = preview_order(window.context, window, room.case())
    with qtbot.waitSignal(dialog.rejected):
        pass
    assert "派单" in window._notice.words


def test_the_page_grows_by_key_and_escape_leaves(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    dialog = shown(qtbot, preview_receipt(window.context, window, room.case()))
    before = dialog._view._sheets[0].sizeHint().width()
    QTest.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert dialog._view._sheets[0].sizeHint().width() > before
    QTest.keyClick(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert dialog._view._sheets[0].sizeHint().width() == before
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_words_are_found_wherever_they_stand_and_pages_turned_to(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched(words="厨房漏水，𠅤家也漏。" * 150)
    dialog = shown(qtbot, preview_order(window.context, window, number))
    view, finder = dialog._view, dialog._finder
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder.line.write("接待员")
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: finder.told.text() == "1 / 1")
    assert view.page == view.pages, "it stands at the end of the receipt"
    dialog._list.setCurrentIndex(dialog._list.model().index(1, 0))
    qtbot.waitUntil(lambda: view.page == 2)
    finder.line.write("没有这样的话")
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: finder.told.text() == "没有找到")
    dialog.reject()


def test_the_list_of_pages_is_there_when_there_are_several(
    qtbot: QtBot, room: Room, window: MainWindow, qtmodeltester: ModelTester
) -> None:
    order = room.dispatched()[1]
    dialog = shown(qtbot, preview_order(window.context, window, order))
    assert [dialog._list.isVisible(), dialog._list.model().rowCount()] == [True, 2]
    qtmodeltester.check(dialog._list.model())
    dialog.reject()
    dialog = shown(qtbot, preview_receipt(window.context, window, order))
    assert not dialog._list.isVisible()
    dialog.reject()
