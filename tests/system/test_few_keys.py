"""How many keys the commonest things take, each pressed on the real window and counted, Ctrl and its like included."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from support.keys import Keys, digits, press, wait_for_focus, write
from support.room import Room
from support.screen import VISIT, away, open_window, shown_page

from reception.desk.lists import CaseFilter, case_lines, show_case
from ui.dialogs.preview import PreviewDialog
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
SEWER = "排水/主下水堵塞、返水"
HOME = {"address_text": "红旗大街188号3-2-501"}
COMPOUND = {
    "code": "HQ188", "name": "红旗大街188号", "aliases": ["消防家属区"], "project": "P-1", "grid": "G01",
    "buildings": [{"no": str(no), "entrances": 3, "floors": 7} for no in range(1, 6)],
}  # fmt: skip
SPECS = (
    away("today"),
    VISIT,
)


@pytest.fixture
def keys(qapp: QApplication) -> Iterator[Keys]:
    counting = Keys()
    qapp.installEventFilter(counting)
    yield counting
    qapp.removeEventFilter(counting)


@pytest.fixture
def window(
    qtbot: QtBot, room: Room, work: Work, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    room.tell((("compound", COMPOUND),))
    room.dispatched("P01", case={"category": SEWER}, **HOME)
    made = open_window(qtbot, room, work, theme, SPECS)
    made.activateWindow()
    wait_for_focus(qtbot, made)
    yield made
    qtbot.waitUntil(lambda: not work.busy, timeout=10_000)


def accept_the_printer(file: Path) -> None:
    """Press Enter in the system's print window as soon as it waits. Without a printer it wants a file, too."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QPrintDialog):
        dialog.findChildren(QLineEdit)[0].setText(str(file))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    else:
        QTimer.singleShot(20, partial(accept_the_printer, file))


def test_a_returning_residents_problem_is_saved_and_its_order_printed(
    qtbot: QtBot, room: Room, window: MainWindow, keys: Keys, tmp_path: Path
) -> None:
    press(Qt.Key.Key_F2)
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    digits("0000")  # the last four of her phone
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.case.words.hasFocus, timeout=10_000)
    write("主下水堵了，往外返水")
    qtbot.waitUntil(lambda: page.form.case.category.key == SEWER)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(page.result.isVisible, timeout=10_000)
    press(Qt.Key.Key_Return)  # the unit that had such a thing before is proposed
    qtbot.waitUntil(lambda: bool(page.result.orders), timeout=10_000)
    press(Qt.Key.Key_P, modifiers=CONTROL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog), timeout=10_000)
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, PreviewDialog)
    qtbot.waitUntil(lambda: preview.paper is not None, timeout=20_000)
    QTimer.singleShot(0, partial(accept_the_printer, tmp_path / "order.pdf"))
    QTest.keyClick(preview, Qt.Key.Key_P, CONTROL)
    number = str(case_lines(room.desk, CaseFilter(), 1)[0]["number"])
    qtbot.waitUntil(
        lambda: "print" in [step["act"] for step in show_case(room.desk, number)["timeline"]], timeout=20_000
    )
    case = show_case(room.desk, number)
    assert (case["resident"], case["status"], case["category"]) == ("张淑芬", "dispatched", SEWER)
    pressed_unseen = 2 + 1  # Ctrl+P and Enter went to the dialogs themselves, not to what has the focus
    assert 0 < keys.count + pressed_unseen <= 25


def test_asking_after_an_open_case_is_one_key(qtbot: QtBot, room: Room, window: MainWindow, keys: Keys) -> None:
    press(Qt.Key.Key_F2)
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    digits("0000")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.side.household.cases.numbers) == 1, timeout=10_000)
    [number] = page.side.household.cases.numbers
    before = keys.count
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "催问" in window._notice.words, timeout=10_000)
    assert show_case(room.desk, number)["timeline"][-1]["detail"]["how"] == "urge"
    assert keys.count - before == 1
