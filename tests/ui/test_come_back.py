"""Signed sheets come back to the screen: scanned at the desk, dropped on the window, filled in and taken."""

from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from support.keys import press, write
from support.pdf import ReadBack
from support.room import Room
from support.screen import away, open_window

from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.lifecycle import Act
from reception.paper.order import Copies
from reception.paper.printing import print_order, print_signing_books
from ui.dialogs.come_back import ComeBackDialog, names_order, open_sheet
from ui.dialogs.field_papers import field_papers
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.signed_page import SignedDialog
from ui.dialogs.unread_pages import UnreadDialog
from ui.files_in.scans import is_scan
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.notice import Notice
from ui.work import Work

Dialog = TypeVar("Dialog", UnreadDialog, SignedDialog)


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today"), away("case")])


def form(qtbot: QtBot, window: MainWindow) -> ComeBackDialog:
    qtbot.waitUntil(lambda: window.findChild(ComeBackDialog) is not None, timeout=10_000)
    return window.findChild(ComeBackDialog)


def notice(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChild(Notice).findChildren(object) if hasattr(label, "text"))


def drop(window: MainWindow, path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, files, left, none))


def acts(room: Room, number: str) -> list[str]:
    return [step["act"] for step in show_case(room.desk, number)["timeline"]]


def test_a_repaired_sheet_is_filled_in_and_taken_back(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched()
    open_sheet(window.context, window, order)
    dialog = form(qtbot, window)
    assert not dialog.form.row("why").isVisible()
    for name, text in (
        ("outcome", "repaired"), ("done", "更换立管"), ("handler", "赵工"), ("claimed_solved", "yes"),
        ("signed", "yes"), ("materials", "DN100 管"),
    ):  # fmt: skip
        dialog.field(name).fill(text)
    with qtbot.waitSignal(dialog.accepted):
        dialog.ask()
    assert acts(room, number)[-2:] == [Act.ACCEPT, Act.HANDLE]
    last = show_case(room.desk, number)["timeline"][-1]["detail"]
    assert last | {"done": "更换立管", "claimed_solved": "yes", "signed": "yes", "materials": "DN100 管"} == last


def test_the_sheet_of_a_suggestion_asks_whether_it_is_adopted(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched(words="门口台阶太高", case={"voice": "suggestion"})
    open_sheet(window.context, window, order)
    dialog = form(qtbot, window)
    row = dialog.form.row("adopted")
    dialog.field("outcome").widget.take(2)
    assert not row.isVisible(), "what is not done yet is no answer"
    dialog.field("outcome").widget.take(1)
    assert row.isVisible()
    dialog.ask()
    qtbot.waitUntil(lambda: bool(row.wrong))
    dialog.field("adopted").widget.take(1)
    with qtbot.waitSignal(dialog.accepted):
        dialog.ask()
    assert show_case(room.desk, number)["adopted"] == "yes"


def test_not_our_unit_asks_for_reason_and_basis(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched()
    open_sheet(window.context, window, order)
    dialog = form(qtbot, window)
    dialog.field("outcome").widget.choose("not_ours")
    dialog.field("outcome").widget.chosen.emit("not_ours")
    assert dialog.form.row("why").isVisible()
    assert not dialog.form.row("materials").isVisible()
    dialog.field("why").fill("属热力公司")
    dialog.ask()
    qtbot.waitUntil(lambda: bool(dialog.form.row("basis").wrong))
    dialog.field("basis").fill("供热合同")
    with qtbot.waitSignal(dialog.accepted):
        dialog.ask()
    assert acts(room, number)[-1] == Act.RETURN


def test_a_sheet_that_no_longer_holds_says_which_does(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched()
    room.step(number, Act.RETURN, why="属热力公司", basis="供热合同")
    other = dispatch(room.desk, number, "H01").order
    open_sheet(window.context, window, order)
    qtbot.waitUntil(lambda: other in notice(window))
    assert "已改派" in notice(window)
    assert window.findChild(ComeBackDialog) is None


def test_a_scan_dropped_on_the_window_is_filed_and_its_form_opens(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number, order = room.dispatched()
    print_order(room.desk, order, tmp_path / "sheet.pdf", Copies.UNIT)
    with ReadBack(tmp_path / "sheet.pdf") as paper:
        paper.picture(0, 200).save(tmp_path / "照片.jpg")
    drop(window, tmp_path / "照片.jpg")
    dialog = form(qtbot, window)
    assert [file["name"] for file in show_case(room.desk, number)["files"]] == ["照片.jpg"]
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()


def test_a_signing_book_dropped_is_filed_with_all_its_orders(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    orders = [room.dispatched()[1] for _ in range(3)]
    print_signing_books(room.desk, orders, tmp_path / "book.pdf")
    drop(window, tmp_path / "book.pdf")
    qtbot.waitUntil(lambda: "3 件" in notice(window), timeout=10_000)
    assert all(show_case(room.desk, order)["files"] for order in orders)
    assert window.findChild(ComeBackDialog) is None
    drop(window, tmp_path / "missing.png")
    qtbot.waitUntil(lambda: "missing.png" in notice(window) and "读不到" in notice(window))


def test_todays_orders_and_their_signing_books_are_one_command_away(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    orders, books = field_papers(window.context, window)
    orders.run()
    qtbot.waitUntil(lambda: "今天还没有派出工单" in notice(window))
    numbers = tuple(room.dispatched()[1] for _ in range(2))
    for command, what, pages in ((orders, "order", 4), (books, "signing_book", 1)):
        command.run()
        qtbot.waitUntil(lambda: shown(window) is not None and shown(window).paper is not None)
        dialog = shown(window)
        qtbot.waitUntil(lambda: dialog._view.pages == pages)  # noqa: B023
        assert (dialog.paper.what, dialog.paper.numbers) == (what, numbers)
        dialog.reject()
        qtbot.waitUntil(lambda: shown(window) is None)


def shown(window: MainWindow) -> PreviewDialog | None:
    return next((each for each in window.findChildren(PreviewDialog) if each.isVisible()), None)


def test_a_number_names_an_order_by_its_turn(room: Room) -> None:
    number, order = room.dispatched()
    assert names_order(order)
    assert not names_order(number)
    assert not names_order("漏水")
    assert is_scan("A.PDF")
    assert not is_scan("a.xlsx")


# pages without a code, and pages of a signing book


def bare_pages(path: Path, pages: int) -> Path:
    """A scan on which no code can be read."""
    first, *others = [Image.new("L", (620, 877), 250) for _ in range(pages)]
    first.save(path, save_all=True, append_images=others)
    return path


def asked(qtbot: QtBot, window: MainWindow, kind: type[Dialog]) -> Dialog:
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=10_000)
    found = window.findChild(kind)
    assert found is not None
    return found


def test_a_page_without_a_code_is_filed_by_its_number(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    (one, order), (two, _) = room.dispatched(), room.dispatched()
    drop(window, bare_pages(tmp_path / "扫描.pdf", 3))
    dialog = asked(qtbot, window, UnreadDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.picture.shown, timeout=10_000)
    dialog.lines[1].setFocus()
    write("NG07-404")
    dialog.ask()
    qtbot.waitUntil(lambda: bool(dialog.form.row("page_1").wrong))
    dialog.lines[1].clear()
    write(order)
    press(Qt.Key.Key_Return)
    assert dialog.lines[2].hasFocus(), "a scanner's Enter goes on"
    write(f"{one}、{two}")
    with qtbot.waitSignal(dialog.accepted):
        dialog.ask()
    assert [len(show_case(room.desk, number)["files"]) for number in (one, two)] == [2, 1]
    qtbot.waitUntil(lambda: "第 3 页没有编号" in notice(window))


def test_leaving_files_what_could_be_read(qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path) -> None:
    number, order = room.dispatched()
    print_order(room.desk, order, tmp_path / "sheet.pdf", Copies.UNIT)
    with ReadBack(tmp_path / "sheet.pdf") as paper:
        page = paper.picture(0, 200)
    page.save(tmp_path / "两页.tiff", save_all=True, append_images=[Image.new(page.mode, page.size, 250)])
    drop(window, tmp_path / "两页.tiff")
    dialog = asked(qtbot, window, UnreadDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: len(show_case(room.desk, number)["files"]) == 1, timeout=10_000)
    form(qtbot, window).reject()


def test_the_lines_of_a_signing_book_are_signed_for_at_once(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    orders = [room.dispatched()[1] for _ in range(3)]
    print_signing_books(room.desk, orders, tmp_path / "book.pdf")
    drop(window, tmp_path / "book.pdf")
    dialog = asked(qtbot, window, SignedDialog)
    assert list(dialog.ticks) == orders
    dialog.ask()
    qtbot.waitUntil(lambda: bool(dialog.form.row("by").wrong))
    dialog.ticks[orders[2]].setChecked(False)
    dialog.fill("by", "赵工")
    with qtbot.waitSignal(dialog.accepted):
        dialog.ask()
    signed = [show_case(room.desk, order)["timeline"][-1]["act"] == Act.ACCEPT for order in orders]
    assert signed == [True, True, False]
    undo(room.desk)
    assert all(Act.ACCEPT not in effective(room, order) for order in orders), "one undo takes all back"


def effective(room: Room, number: str) -> list[str]:
    return [step["act"] for step in show_case(room.desk, number)["timeline"] if not step["undone"]]
