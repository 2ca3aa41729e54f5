"""The README's five minutes, by the keyboard alone: the whole program on the sample district."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import digits, in_focus, press, wait_for_focus, write

from reception.desk.desk import Desk
from reception.desk.lists import CaseFilter, case_lines, show_case
from ui.app import Program
from ui.calls.panel import CallPanel
from ui.dialogs.preview import PreviewDialog
from ui.pages.cases import CasesPage
from ui.pages.visit import VisitPage
from ui.shell import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = "厨房上水管接头漏水，水已经渗到楼下。"


class Clerk:
    """Somebody who opened the sample and reads the README."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot, self.program = qtbot, program
        program.start()
        self.until(lambda: program.window is not None and program.window.isVisible())
        self.back()

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    @property
    def desk(self) -> Desk:
        assert self.program.sitting is not None
        return self.program.sitting.desk

    def until(self, reached: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(reached, timeout=20_000)

    def at(self, name: str) -> None:
        """Wait until the cursor stands in a field."""
        self.until(lambda: in_focus().accessibleName() == name)

    def back(self) -> None:
        """In the window again, everything at rest (the offscreen screen has no window manager to do it)."""
        self.window.activateWindow()
        wait_for_focus(self.qtbot, self.window)
        self.until(lambda: not self.program._work.busy)

    def stands(self, number: str, status: str) -> None:
        """Wait until a case has come so far."""
        self.until(lambda: show_case(self.desk, number)["status"] == status)

    def look_up(self, typed: str) -> None:
        """Ctrl+K, letters, Enter: the one case that is found is open."""
        press(Qt.Key.Key_K, modifiers=CONTROL)
        write(typed)
        self.until(lambda: isinstance(self.window.page, CasesPage) and self.window.page._table.model.total == 1)
        press(Qt.Key.Key_Return)
        self.until(lambda: self.window.open_key == "case")
        self.back()


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, sample: Path, clock: FakeClock) -> Iterator[Clerk]:
    program = Program(qapp, sample, clock, sample=True)
    yield Clerk(qtbot, program)
    program.close()


def test_five_minutes(clerk: Clerk) -> None:
    number = a_visit(clerk)
    an_order(clerk, number)
    what_happened(clerk, number)
    the_call(clerk)
    when_is_my_wall_done(clerk)
    clerk.look_up("0003")
    assert any(number == label.text() for label in clerk.window.findChildren(QLabel))


def a_visit(clerk: Clerk) -> str:
    press(Qt.Key.Key_F2)
    clerk.at("找人")
    write("红旗大街188号3-2-501")
    press(Qt.Key.Key_Return)
    clerk.at("姓名")
    write("孙玉芬")
    press(Qt.Key.Key_Return)
    write("13900000003")
    press(Qt.Key.Key_Return)
    clerk.at("原话")
    write(WORDS)
    visit = clerk.window.page
    assert isinstance(visit, VisitPage)
    clerk.until(lambda: visit.form.case.category.text() != "")  # suggested from the words
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    clerk.at("责任单位")
    [line] = case_lines(clerk.desk, CaseFilter(search="孙玉芬"), 5)
    assert (line["words"], line["address"]) == (WORDS, "红旗大街188号3号楼2单元501室")
    assert line["category"] == "房屋渗漏/室内管道漏水"
    return str(line["number"])


def an_order(clerk: Clerk, number: str) -> None:
    write("jyjz")
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    clerk.stands(number, "dispatched")
    clerk.back()
    press(Qt.Key.Key_P, modifiers=CONTROL)
    clerk.until(lambda: isinstance(QApplication.activeWindow(), PreviewDialog))
    press(Qt.Key.Key_Escape)
    clerk.back()


def what_happened(clerk: Clerk, number: str) -> None:
    clerk.look_up("syf")
    press(Qt.Key.Key_1)
    clerk.until(lambda: QApplication.activeWindow() not in (None, clerk.window))
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    clerk.stands(number, "accepted")
    clerk.back()
    press(Qt.Key.Key_Z, modifiers=CONTROL)
    clerk.stands(number, "dispatched")
    assert any(step["undone"] for step in show_case(clerk.desk, number)["timeline"])
    clerk.back()


def the_call(clerk: Clerk) -> None:
    press(Qt.Key.Key_5, modifiers=CONTROL)
    clerk.until(lambda: clerk.window.open_key == "follow_ups" and clerk.window.findChild(CallPanel) is not None)
    panel = clerk.window.findChild(CallPanel)
    assert panel is not None
    clerk.until(lambda: panel.talk is not None and panel.isAncestorOf(in_focus()))
    assert panel.talk is not None
    person = panel.talk.call
    digits("1" + "11" * len(person.cases))  # reached; solved, satisfied, for each case
    clerk.until(lambda: panel.talk is not None and panel.talk.call != person)  # the next by itself
    clerk.back()
    for case in person.cases:
        told = show_case(clerk.desk, case.number)["timeline"][-1]
        assert (told["act"], told["detail"]["satisfied"]) == ("follow_up", "satisfied")


def when_is_my_wall_done(clerk: Clerk) -> None:
    before = len(case_lines(clerk.desk, CaseFilter(voice="doubt"), 1000))
    press(Qt.Key.Key_F7)
    clerk.back()
    write("hq3")
    press(Qt.Key.Key_Return)
    clerk.back()
    press(Qt.Key.Key_1, Qt.Key.Key_Return)
    clerk.until(lambda: len(case_lines(clerk.desk, CaseFilter(voice="doubt"), 1000)) == before + 1)
    latest = case_lines(clerk.desk, CaseFilter(voice="doubt"), 1)[0]
    assert (latest["resident"], latest["status"]) == ("", "closed")
    clerk.back()
