"""Story 2. An old man with three problems, hard of hearing, 9:30: one visit, one receipt, a visit to his home."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.days import told
from support.keys import digits, fill, press, wait_for_focus, write
from support.pdf import ReadBack as Paper
from support.room import Room
from support.screen import VISIT, away, open_window, shown_page

from reception.desk.calls import calls_due
from reception.desk.changes import correct_resident
from reception.desk.lists import CaseFilter, Line, case_lines, show_case
from reception.desk.orders import dispatch
from reception.desk.people import lookup
from reception.desk.today import day_at_a_glance
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order, print_receipt
from ui.dialogs.preview import PreviewDialog
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.visit.household_card import Remarks
from ui.visit.read_back import ReadBack
from ui.widgets.labels import Words
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OLD_MAN = {"name": "崔德山", "phone": "13904512002"}
HARD_OF_HEARING = "老人独居，听力不好，说话要慢、要大声"
SAID = ("厨房水管接头漏水，滴到柜子里", "楼道灯不亮，晚上摸黑上楼", "单元门关不严，冷风往里灌")


@pytest.fixture
def known(room: Room) -> Room:
    """He was here before, and what his household asks to be kept in mind stands in his record."""
    room.clock.set("2026-10-12 10:00")
    before = room.register(resident=OLD_MAN, address_text="红旗大街188号5-1-102").numbers[0]
    room.step(before, Act.WITHDRAW, why="自己修好了")
    person = lookup(room.desk, OLD_MAN["phone"])[0]
    assert person.resident is not None
    correct_resident(room.desk, person.resident, {"remarks": HARD_OF_HEARING})
    room.clock.set("2026-11-24 09:30")
    return room


@pytest.fixture
def window(qtbot: QtBot, known: Room, work: Work, theme: Theme) -> MainWindow:
    specs = (away("today"), VISIT)
    made = open_window(qtbot, known, work, theme, specs)
    made.activateWindow()
    wait_for_focus(qtbot, made)
    return made


def test_three_problems_one_visit(
    qtbot: QtBot, known: Room, window: MainWindow, work: Work, tmp_path: Path
) -> None:  # fmt: skip
    he_is_found(qtbot, window)
    three_things(qtbot, window)
    his_words_large(qtbot, window)
    the_daughter(window)
    lines = saved(qtbot, known, window)
    one_receipt(qtbot, window, lines, known, tmp_path)
    a_home_visit(known, [str(line["number"]) for line in lines], tmp_path)
    qtbot.waitUntil(lambda: not work.busy)


def visit(window: MainWindow) -> VisitPage:
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    return page


def until(qtbot: QtBot, reached: Callable[[], bool]) -> None:
    qtbot.waitUntil(reached, timeout=10_000)


def he_is_found(qtbot: QtBot, window: MainWindow) -> None:
    """The clerk sees at once that he does not hear well."""
    press(Qt.Key.Key_F2)
    write(OLD_MAN["phone"])
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: visit(window).form.case.words.hasFocus())
    remarks = visit(window).findChild(Remarks)
    assert remarks is not None
    until(qtbot, lambda: remarks.isVisible() and remarks.accessibleName() == HARD_OF_HEARING)


def three_things(qtbot: QtBot, window: MainWindow) -> None:
    """Each with its own category, suggested by the words."""
    form = visit(window).form
    for place, words in enumerate(SAID):
        if place:
            press(Qt.Key.Key_N, modifiers=CONTROL | SHIFT)
        write(words)
        until(qtbot, lambda: form.case.category.key != "")


def his_words_large(qtbot: QtBot, window: MainWindow) -> None:
    press(Qt.Key.Key_F8)
    shown = window.findChild(ReadBack)
    assert shown is not None
    large = next(words for words in shown.findChildren(Words) if all(said in words.text() for said in SAID))
    assert large.fontMetrics().height() >= 1.5 * visit(window).form.case.words.fontMetrics().height()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    until(qtbot, lambda: window.findChild(ReadBack) is None)
    window.activateWindow()
    wait_for_focus(qtbot, window)


def the_daughter(window: MainWindow) -> None:
    """To be called after 18:00; the follow-up is a visit to his home."""
    press(Qt.Key.Key_E, modifiers=CONTROL)
    visit(window).form.more.back_name.setFocus()
    fill("崔丽", "13904512003", "女儿", "18:00 以后")
    press(Qt.Key.Key_Tab)
    digits("3")


def saved(qtbot: QtBot, room: Room, window: MainWindow) -> list[Line]:
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    until(qtbot, lambda: visit(window).result.isVisible())
    lines = case_lines(room.desk, CaseFilter(since="2026-11-24", descending=False))
    assert tuple(line["words"] for line in lines) == SAID
    assert len({line["category"] for line in lines} - {""}) == 3, "three categories"
    assert {told(line["received_at"]) for line in lines} == {"11-24 09:30"}
    assert day_at_a_glance(room.desk).visits == 1, "one visit"
    for line in lines:
        parties = show_case(room.desk, str(line["number"]))["parties"]
        assert [party["name"] for party in parties] == ["崔德山", "崔丽"]
    return lines


def one_receipt(qtbot: QtBot, window: MainWindow, lines: list[Line], room: Room, folder: Path) -> None:
    press(Qt.Key.Key_T, modifiers=CONTROL)
    until(qtbot, lambda: window.findChild(PreviewDialog) is not None)
    preview = window.findChild(PreviewDialog)
    assert preview is not None
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    print_receipt(room.desk, str(lines[0]["number"]), folder / "receipt.pdf")
    with Paper(folder / "receipt.pdf") as paper:
        whole, codes = paper.all, [code for page in range(paper.pages) for code in paper.codes(page)]
    assert sorted(codes) == sorted(str(line["number"]) for line in lines), "one receipt with three lines"
    assert all(said in whole for said in SAID)
    assert "0451-55550107" in whole and "听力" not in whole


def a_home_visit(room: Room, numbers: list[str], folder: Path) -> None:
    for number in numbers:
        order = dispatch(room.desk, number, "P01").order
        print_order(room.desk, order, folder / "order.pdf")
        with Paper(folder / "order.pdf") as paper:
            assert "听力" not in paper.all, "what the household asks never stands on a unit's paper"
        room.step(number, Act.ACCEPT, by="刘经理")
        room.step(number, Act.HANDLE, done="已修好")
        room.step(number, Act.PLAN, on="2026-11-26", way="visit")
    assert calls_due(room.desk).calls == (), "before its day nobody is sent"
    room.clock.set("2026-11-26 18:10")
    (call,) = calls_due(room.desk).calls
    assert (call.name, call.phone, call.relation, call.hours) == ("崔丽", "13904512003", "女儿", "18:00 以后")
    assert call.way == "visit"
    assert [case.number for case in call.cases] == numbers, "one way for three cases"
