"""One registry feeds the menu, the palette and the sheet of shortcuts."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.commands import Command, Commands, matching
from ui.dialogs.command_palette import CommandPalette, initials_of
from ui.dialogs.shortcuts import ShortcutSheet
from ui.shell import command_menu
from ui.theme.theme import Theme
from ui.widgets.labels import Words
from ui.work import Report, Stopped, Work

CASE = ("诉求", "Case")


class Office:
    """What was done, and why something is greyed."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.reason = ""

    def command(self, name: str, chinese: str, english: str, shortcut: str = "") -> Command:
        return Command(name, (chinese, english), lambda: self.done.append(name), CASE, shortcut, "send", self.why)

    def why(self) -> str:
        return self.reason


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def commands(window: QWidget, office: Office) -> Iterator[Commands]:
    registry = Commands(window)
    registry.add(
        [
            office.command("dispatch", "派单", "Dispatch", "Ctrl+D"),
            office.command("reopen", "重办", "Reopen"),
            office.command("print", "打印工单", "Print order", "Ctrl+P"),
        ]
    )
    yield registry


def spelled(commands: Commands, typed: str) -> list[str]:
    words = initials_of([command.names[0] for command in commands.all()], Report(0, lambda *_: None))
    return [command.id for command in matching(commands.all(), typed, lambda title: words[title])]


def test_a_command_answers_to_chinese_initials_and_english(commands: Commands) -> None:
    assert spelled(commands, "派") == ["dispatch"]
    assert spelled(commands, "pd") == ["dispatch"]
    assert spelled(commands, "DYGD") == ["print"]
    assert spelled(commands, "print o") == ["print"]
    assert spelled(commands, "po") == ["print"], "first letters of English words"
    assert spelled(commands, "") == ["dispatch", "reopen", "print"]
    assert spelled(commands, "没有的") == []


def test_a_character_with_two_readings_answers_to_both(commands: Commands) -> None:
    assert spelled(commands, "cb") == spelled(commands, "zb") == ["reopen"]


def test_a_shortcut_runs_its_command(commands: Commands, office: Office, window: QWidget) -> None:
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert office.done == ["dispatch"]
    commands.remove(["dispatch"])
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert office.done == ["dispatch"]


def test_a_greyed_command_says_why(commands: Commands, office: Office, qtbot: QtBot) -> None:
    office.reason = "诉求已归档"
    with qtbot.waitSignal(commands.refused) as refused:
        commands.run("dispatch")
    assert refused.args == ["诉求已归档"]
    assert office.done == []


def test_two_commands_cannot_share_an_id_or_a_shortcut(commands: Commands, office: Office) -> None:
    with pytest.raises(ValueError, match="dispatch"):
        commands.add([office.command("dispatch", "派单", "Dispatch")])
    with pytest.raises(ValueError, match="Ctrl\\+D"):
        commands.add([office.command("delete", "删除", "Delete", "Ctrl+D")])


def test_the_menu_holds_them_all_by_group(commands: Commands, office: Office, window: QWidget) -> None:
    office.reason = "诉求已归档"
    menu = command_menu(commands, window)
    groups = menu.findChildren(QMenu)
    assert [menu.title() for menu in groups] == ["诉求"]
    actions = groups[0].actions()
    assert [action.text() for action in actions] == ["派单\tCtrl+D", "重办", "打印工单\tCtrl+P"]
    assert all(not action.isEnabled() and action.toolTip() == "诉求已归档" for action in actions)
    office.reason = ""
    command_menu(commands, window).findChildren(QMenu)[0].actions()[1].trigger()
    assert office.done == ["reopen"]


def test_the_palette_is_driven_by_keys(
    commands: Commands, office: Office, window: QWidget, work: Work, qtbot: QtBot
) -> None:
    palette = CommandPalette(commands, work, window)
    palette.open()
    qtbot.waitUntil(lambda: not work.busy, timeout=10_000)
    line = QApplication.focusWidget() or palette.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "zb")
    assert [command.id for command in palette.shown] == ["reopen"]
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert office.done == ["print"]


def test_the_spelling_can_be_stopped() -> None:
    report = Report(0, lambda *_: None)
    report.cancel()
    with pytest.raises(Stopped):
        initials_of(["派单"], report)


def test_the_sheet_lists_what_has_a_shortcut(commands: Commands, window: QWidget) -> None:
    sheet = ShortcutSheet(commands, window)
    words = [part.text() for part in sheet.findChildren(Words)]
    assert {"派单", "Ctrl+D", "打印工单", "Ctrl+P"} <= set(words) and "重办" not in words
