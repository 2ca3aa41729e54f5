"""Story 16. A mistake: the wrong unit, noticed after printing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.keys import press, wait_for_focus, write
from support.pdf import ReadBack
from support.room import Room
from support.screen import open_window

from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order
from ui import acts
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.page import PageSpec
from ui.theme.theme import Theme
from ui.widgets.timeline import Event
from ui.work import Work

PAGES = (
    PageSpec("cases", ("诉求", "Cases"), "list", CasesPage),
    PageSpec("case", ("诉求", "Case"), "inbox", CasePage, listed=False),
)


def test_the_wrong_unit(room: Room, tmp_path: Path) -> None:
    number, wrong = room.dispatched("H01")
    print_order(room.desk, wrong, tmp_path / "wrong.pdf")
    with ReadBack(tmp_path / "wrong.pdf") as paper:
        assert wrong in paper.codes(0) and "作废" not in paper.all

    undo(room.desk)

    case = show_case(room.desk, number)
    assert case["status"] == "registered"
    struck = [step["act"] for step in case["timeline"] if step["undone"]]
    assert struck == [Act.DISPATCH], "the timeline shows the dispatch struck out, and the print as it was"
    right = dispatch(room.desk, number, "C01").order
    assert right != wrong, "the number is used up"
    case = show_case(room.desk, wrong)
    assert case["number"] == number, "the sheet still leads to its case when scanned"
    assert {order["number"]: order["status"] for order in case["orders"]} == {wrong: "void", right: "to_sign"}

    print_order(room.desk, wrong, tmp_path / "again.pdf")
    with ReadBack(tmp_path / "again.pdf") as paper:
        assert all("本单已撤销，作废" in page for page in paper.texts)
    print_order(room.desk, right, tmp_path / "right.pdf")
    with ReadBack(tmp_path / "right.pdf") as paper:
        assert right in paper.codes(0) and "作废" not in paper.all


def test_the_sheet_is_scanned(qtbot: QtBot, room: Room, work: Work, theme: Theme, tmp_path: Path) -> None:
    """On the screen: undone, the dispatch stands struck out, and the scanned sheet says 作废."""
    number, wrong = room.dispatched("H01")
    print_order(room.desk, wrong, tmp_path / "wrong.pdf")
    window = open_window(qtbot, room, work, theme, PAGES)
    wait_for_focus(qtbot, window)
    acts.undo(window.context)
    qtbot.waitUntil(lambda: show_case(room.desk, number)["status"] == "registered", timeout=10_000)
    wait_for_focus(qtbot, window)

    press(Qt.Key.Key_K, modifiers=Qt.KeyboardModifier.ControlModifier)
    write(wrong)
    press(Qt.Key.Key_Return)

    def said() -> None:
        assert window.open_key == "case"
        assert window._notice.words.startswith(f"工单 {wrong} 作废")

    qtbot.waitUntil(said, timeout=20_000)
    page = window.page
    assert isinstance(page, CasePage)
    model = page._view.timeline._model

    def struck() -> list[str]:
        events: list[Event] = [model.event_at(row) for row in range(model.rowCount())]
        return [event.title for event in events if event.struck]

    qtbot.waitUntil(lambda: struck() == ["派给 热力公司（主办）"], timeout=10_000)
    qtbot.waitUntil(lambda: not work.busy)
