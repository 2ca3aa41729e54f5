""" "When is my wall done?": eight keys at most, no name, counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus, write
from support.room import Room
from support.screen import away, open_window, shown_page

from reception.desk.calls import calls_due
from reception.desk.lists import CaseFilter, case_lines
from ui.pages.page import PageSpec
from ui.pages.works import WorksPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

WALL = {
    "compound": "HQ188", "building": "12", "item": "外墙保温（或节能改造）", "state": "winter_stop",
    "planned_on": "2027-05-20", "as_of": "2026-11-20", "said_by": "赵工", "code": "HQ188/12/外墙保温（或节能改造）",
}  # fmt: skip
GATE = WALL | {"item": "单元门窗更换", "state": "in_progress", "code": "HQ188/12/单元门窗更换"}
COMPOUND = {
    "code": "HQ188", "name": "红旗大街188号", "aliases": ["消防家属区"], "project": "P-1",
    "buildings": [{"no": str(no), "entrances": 3, "floors": 7} for no in range(1, 13)],
}  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    made.tell((("compound", COMPOUND), ("works", WALL), ("works", GATE)))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    specs = (away("today"), PageSpec("works", ("改造进度", "Works"), "hard-hat", WorksPage, "F7"))
    made = open_window(qtbot, room, work, theme, specs)
    wait_for_focus(qtbot, made)
    yield made
    qtbot.waitUntil(lambda: not work.busy)


class Keys(QObject):
    """Counts the keys pressed."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.count += 1
        return False


def page(window: MainWindow) -> WorksPage:
    found = shown_page(window, "works")
    assert isinstance(found, WorksPage)
    return found


def answered(room: Room) -> list[dict[str, object]]:
    return case_lines(room.desk, CaseFilter(voice="doubt"))


def test_a_question_is_answered_and_counted_in_eight_keys(
    qtbot: QtBot, room: Room, window: MainWindow, qapp: QApplication
) -> None:
    keys = Keys()
    qapp.installEventFilter(keys)
    press(Qt.Key.Key_F7)
    write("xf12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).items.shown == 2, timeout=10_000)
    digits("2")
    press(Qt.Key.Key_Return)
    qapp.removeEventFilter(keys)
    qtbot.waitUntil(lambda: len(answered(room)) == 1)
    shown = answered(room)[0]
    assert (shown["status"], shown["resident"], shown["phone"]) == ("closed", "", "")
    assert keys.count <= 8
    room.clock.advance(days=10)
    assert calls_due(room.desk).calls == ()


def test_the_rooms_own_compound_needs_no_name(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.go("works")
    write("12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).items.shown == 2, timeout=10_000)
    known = page(window).items.known
    assert known is not None and known.line.item == "外墙保温（或节能改造）"
    assert page(window).item.hasFocus()


def test_letters_narrow_the_items_and_the_answer_stands_below(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.go("works")
    write("消防家属区12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).items.shown == 2, timeout=10_000)
    write("dymc")
    assert page(window).items.shown == 1
    assert page(window)._answer.text().startswith("12号楼单元门窗更换：在施")
    press(Qt.Key.Key_Return)
    assert page(window).place.hasFocus()
    qtbot.waitUntil(lambda: len(answered(room)) == 1)


def test_a_second_return_in_haste_does_not_count_twice(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    window.go("works")
    write("消防家属区12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).items.shown == 2, timeout=10_000)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not work.busy)
    assert len(answered(room)) == 1


def test_a_building_without_works_says_so(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.go("works")
    write("消防家属区3")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window)._stack.currentIndex() == 2, timeout=10_000)
    press(Qt.Key.Key_Return)
    assert answered(room) == []


def test_the_items_model_keeps_the_rules(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.go("works")
    tester = QAbstractItemModelTester(page(window).items.model())
    write("12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).items.shown == 2, timeout=10_000)
    write("wq")
    assert tester.model() is page(window).items.model()
