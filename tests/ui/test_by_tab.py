"""Every page, every dialog and every part of the gate: Tab comes to whatever is used there, and all has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dialog_pictures import DIALOGS, parts
from pictures import Camera
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import press, wait_for_focus

from reception.desk.lists import CaseFilter, case_lines
from ui.app import Program, build_pages
from ui.cases.chips import Chips
from ui.session.gate import Gate
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.choice import Choice
from ui.widgets.week_strip import WeekStrip

SIZE = QSize(1366, 820)
USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit)
GROUPS = (Choice, Chips, WeekStrip)
"""One stop each: the arrows walk in them."""

PASSED_BY = {
    ("BigTable", "QHeaderView"): "a list is sorted by commands; a screen reader hears the columns with the cells",
    ("CommandPalette", "QListView"): "the arrows walk in it while one types above",
    ("SearchLine", "QToolButton"): "Esc empties the line",
}
"""What Tab does not stop at on purpose, by where it stands and what it is, and what does its work."""

MOST = 200
"""Presses of Tab after which it must have come round, the links of the help among them."""


class Hands(Camera):
    """Opens the dialogs as for their pictures; nothing is waited for but what is read."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path) -> None:
        super().__init__(app, folder, SIZE)
        self._qtbot = qtbot

    def rest(self, window: MainWindow) -> None:
        """Until what is read has come."""
        self._qtbot.waitUntil(lambda: not window.context.work.busy, timeout=20_000)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clock: FakeClock, sample: Path) -> Iterator[MainWindow]:
    program = Program(qapp, sample, clock, sample=True)
    try:
        program.start()
        qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=20_000)
        assert program.window is not None
        program.window.resize(SIZE)
        yield program.window
    finally:
        program.close()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, sample: Path) -> Hands:
    return Hands(qtbot, qapp, sample)


def test_every_page(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    wrong = {}
    for spec in build_pages():
        go(hands, window, spec.key)
        wrong[spec.key] = left_out(qtbot, window)
    assert {key: found for key, found in wrong.items() if found} == {}


def test_every_dialog(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    wrong = {}
    for name, (page, opens) in DIALOGS.items():
        if window.open_key != page:
            go(hands, window, page)
        opens(hands, window)
        hands.rest(window)
        opened = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window]
        wrong[name] = [found for top in opened or [window] for found in left_out(qtbot, top)]
        for top in opened:
            top.done(0) if isinstance(top, QDialog) else top.close()
        window.activateWindow()
        wait_for_focus(qtbot, window)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_every_part_of_the_gate(qtbot: QtBot, theme: Theme) -> None:
    wrong = {}
    for name, part in parts():
        gate = Gate("民生接待", sample=False)
        gate.show_part(part)
        gate.show()
        wrong[name] = left_out(qtbot, gate)
        gate.blockSignals(True)
        gate.close()
    assert {name: found for name, found in wrong.items() if found} == {}


def go(hands: Hands, window: MainWindow, page: str) -> None:
    [case] = case_lines(window.context.desk, CaseFilter(status="accepted"), 1)
    window.go(page, str(case["number"]) if page == "case" else "")
    hands.rest(window)


def left_out(qtbot: QtBot, top: QWidget) -> list[str]:
    """What is used in a window and Tab does not come to, or has no name."""
    top.activateWindow()
    wait_for_focus(qtbot, top)
    stops = walked()
    used = [part for part in top.findChildren(QWidget) if is_used(part) and part.window() is top]
    unreached = [part for part in used if part not in stops and not is_in_group(part, stops)]
    return [f"no Tab to {spelt(part)}" for part in unreached] + [
        f"no name: {spelt(part)}" for part in used if not named(part)
    ]


def walked() -> list[QWidget]:
    """Where Tab comes in the window in front, until it has come round."""
    stops: list[QWidget] = []
    for _ in range(MOST):
        focus = QApplication.focusWidget()
        if focus is None or focus in stops[:-1]:
            break
        if focus not in stops:
            stops.append(focus)
        press(Qt.Key.Key_Tab)
    return stops


def is_used(part: QWidget) -> bool:
    """Whether a clerk does something with it here and now."""
    stops = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and not part.focusProxy()
    there = part.isVisible() and part.isEnabled() and (stops or isinstance(part, USED))
    return there and (type(part.parent()).__name__, type(part).__name__) not in PASSED_BY


def is_in_group(part: QWidget, stops: list[QWidget]) -> bool:
    group = part.parent()
    return isinstance(group, GROUPS) and any(group.isAncestorOf(stop) for stop in stops)


def named(part: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(part)
    return spoken.text(QAccessible.Text.Name) if spoken else ""


def spelt(part: QWidget) -> str:
    return f"{type(part).__name__} {named(part)!r} in {type(part.parent()).__name__}"
