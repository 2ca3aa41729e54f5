"""Story 7. The order comes back unsigned, 15:00: returned with its reason, then -A2, and the first sheet is void."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.days import clock_of, steps, told
from support.district import Served, exchange
from support.keys import press, wait_for_focus, write
from support.pdf import ReadBack
from support.room import Room
from support.screen import open_window

from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.today import day_at_a_glance
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

WHY = "属供热管网，应由热力公司处理"
PAGES = (
    PageSpec("cases", ("诉求", "Cases"), "list", CasesPage),
    PageSpec("case", ("诉求", "Case"), "inbox", CasePage, listed=False),
)


def test_the_order_comes_back_unsigned(
    qtbot: QtBot, lite: Served, pc: Callable[..., Room], work: Work, theme: Theme, tmp_path: Path
) -> None:
    room = at_work(lite, pc)
    room.clock.set("2026-11-24 13:50")
    number, first = room.dispatched("C01", words="楼道里的暖气主管漏水")
    assert first == f"{number}-A1"
    assert "作废" not in printed(room, first, tmp_path)
    came_back(room, number)
    assert "本单已退单，作废" in printed(room, first, tmp_path)
    second = to_the_heating_company(room, number, first)
    assert "本单已改派，作废" in printed(room, first, tmp_path)
    assert "作废" not in printed(room, second, tmp_path)
    scanned_says(qtbot, open_window(qtbot, room, work, theme, PAGES), first, f"工单 {first} 已改派")
    qtbot.waitUntil(lambda: not work.busy)
    assert show_case(room.desk, number)["order"] == second


def at_work(lite: Served, pc: Callable[..., Room]) -> Room:
    """The room's first PC, enrolled: its letter is A."""
    room = pc("NG07")
    lite.join(room)
    exchange(room)
    assert room.store_letter == "A"
    return room


def printed(room: Room, order: str, folder: Path) -> str:
    """A sheet as it is printed now; its code is its number."""
    print_order(room.desk, order, folder / "order.pdf")
    with ReadBack(folder / "order.pdf") as paper:
        assert order in paper.codes(0)
        return paper.texts[0]


def came_back(room: Room, number: str) -> None:
    """The returned case waits for a new dispatch, and its clock goes on."""
    before = clock_of(show_case(room.desk, number), "solved")
    room.clock.set("2026-11-24 15:00")
    assert room.step(number, Act.RETURN, why=WHY, basis="供热条例：户外管网由供热单位维护") == "registered"
    case = show_case(room.desk, number)
    assert steps(case, Act.RETURN) == [("return", "11-24 15:00")]
    assert case["timeline"][-1]["detail"]["why"] == WHY
    assert clock_of(case, "solved") == before, "the clock has not stopped"
    assert (told(before["start"]), told(before["until"]), before["stopped_at"]) == ("11-24 13:50", "12-01 17:00", "")
    assert day_at_a_glance(room.desk).to_dispatch == 1


def to_the_heating_company(room: Room, number: str, first: str) -> str:
    room.clock.set("2026-11-24 15:05")
    second = dispatch(room.desk, number, "H01").order
    assert second == f"{number}-A2"
    case = show_case(room.desk, first)
    assert (case["number"], case["status"], case["unit"]) == (number, "dispatched", "H01")
    assert told(clock_of(case, "solved")["until"]) == "12-01 17:00", "the same limit as before"
    assert told(clock_of(case, "sign_for")["start"]) == "11-24 15:05", "the new unit has its own time to sign"
    assert clock_of(case, "sign_for")["stopped_at"] == ""
    return second


def scanned_says(qtbot: QtBot, window: MainWindow, number: str, words: str) -> None:
    """The scanner types into the search box and ends with Return."""
    window.activateWindow()
    wait_for_focus(qtbot, window)
    press(Qt.Key.Key_K, modifiers=Qt.KeyboardModifier.ControlModifier)
    write(number)
    press(Qt.Key.Key_Return)

    def said() -> None:
        assert window.open_key == "case"
        assert window._notice.words.startswith(words)

    qtbot.waitUntil(said, timeout=20_000)
