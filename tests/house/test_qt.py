"""What we ask of Qt and of its wheel."""

import re
import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support.house import imported_modules, name_in_house, sources

CALLS = 500

GPL_ONLY = {"QtCharts", "QtGraphs", "QtGraphsWidgets", "QtDataVisualization", "QtHttpServer", "QtVirtualKeyboard"}

COLOUR = re.compile(
    r"""["'\s:(]\#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b  # "#1F5FBF"
    | \b rgba? \( \s* \d                                          # rgb(31, 95, 191)
    | \b QColor \( \s* (?:\d | 0x | ["'])                         # QColor(31, 95, 191), QColor("red")
    | \b GlobalColor \. (?!transparent)                           # Qt.GlobalColor.red
    """,
    re.VERBOSE,
)


def count_references(value: object) -> int:
    return sys.getrefcount(value)


@pytest.mark.parametrize("value", [None, True])
def test_qt_gives_back_what_it_borrows(qtbot: QtBot, value: object) -> None:
    """A PySide6 that drops a reference to None or True at each call kills the process after some thousands."""
    label, child = QLabel(), QObject()
    qtbot.addWidget(label)
    before = count_references(value)
    for turn in range(CALLS):
        label.setText(str(turn))
        label.setEnabled(True)
        child.setObjectName("x")
        child.setProperty("turn", turn)
        child.blockSignals(False)
        label.isEnabled()
    assert abs(count_references(value) - before) < CALLS // 5


def test_no_colour_but_in_the_theme() -> None:
    found = [
        f"{name_in_house(path)}:{number}: {line.strip()}"
        for path in sources("ui")
        if "theme" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if COLOUR.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ['paint("#1F5FBF")', "color: #fff;", "rgb(1, 2, 3)", 'QColor("red")', "Qt.GlobalColor.red"]
)
def test_the_colour_lint_sees(line: str) -> None:
    assert COLOUR.search(line)


@pytest.mark.parametrize("line", ["QColor(tokens.accent)", "Qt.GlobalColor.transparent", "# 3 of them", "rgb(tokens)"])
def test_the_colour_lint_lets_pass(line: str) -> None:
    assert not COLOUR.search(line)


def test_no_part_of_qt_under_the_gpl_alone() -> None:
    forbidden = {f"PySide6.{module}" for module in GPL_ONLY}
    found = {name_in_house(path): imported_modules(path) & forbidden for path in sources("reception", "ui", "tests")}
    assert {path: names for path, names in found.items() if names} == {}


def test_nobody_pumps_the_event_loop() -> None:
    found = [
        name_in_house(path)
        for path in sources("ui", "reception")
        if "processEvents" in path.read_text(encoding="utf-8")
    ]
    assert found == []
