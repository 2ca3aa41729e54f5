"""The window: pages made when opened, commands that come and go with them, what is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock

from reception.domain.changed import Changed
from ui.commands import Command
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.pages.page import Page, PageSpec
from ui.preferences.look_card import LookCard
from ui.session.ahead import Ahead
from ui.settings import Settings
from ui.shell import LineState, MainWindow
from ui.theme.spacing import look, sized
from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import DARK, TextSize, ToneName
from ui.visit.read_back import ReadBack
from ui.widgets.choice import Choice, Option
from ui.widgets.notice import Tint
from ui.widgets.side_bar import SideList
from ui.work import Work


class Note(Page):
    """A page that notes what happens to it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.heard: list[str] = []
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    @property
    def heading(self) -> str:
        return "张鹏 · NG07-261124-A017-5" if "open 17" in self.heard else ""

    def commands(self) -> list[Command]:
        return [
            Command("note.print", ("打印", "Print"), lambda: self.heard.append("print"), ("诉求", "Case"), "Ctrl+P")
        ]

    def open(self, target: str) -> None:
        self.heard.append(f"open {target}".strip())

    def refresh(self, changes: Changed | None = None) -> None:
        self.heard.append("refresh all" if changes is None else "refresh")

    def focus_first(self) -> None:
        self.line.setFocus()

    def leave(self) -> None:
        self.heard.append("leave")


class Other(Note):
    def commands(self) -> list[Command]:
        return []


class Looks(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        QVBoxLayout(self).addWidget(LookCard(context))


SPECS = (
    PageSpec("cases", ("诉求", "Cases"), "folder-open", Note, "Ctrl+3"),
    PageSpec("calls", ("回访", "Follow-ups"), "phone-call", Other, "F4"),
    PageSpec("case", ("一件诉求", "One case"), "file-text", Other, listed=False),
    PageSpec("settings", ("设置", "Settings"), "settings", Looks, "Ctrl+,", at_foot=True),
)


class OneCase:
    """What an act changed."""

    def of(self, kind: str) -> frozenset[str]:
        return frozenset({"1"} if kind == "case" else ())


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, work: Work, clock: FakeClock, tmp_path: Path) -> MainWindow:
    made = MainWindow(
        "民生接待",
        SPECS,
        lambda shell: Context(tmp_path, clock, work, theme, Settings(tmp_path), shell, cast(Any, None)),
    )
    qtbot.addWidget(made)
    made.go("cases")
    made.show()
    made.activateWindow()
    return made


def page(window: MainWindow) -> Note:
    assert isinstance(window.page, Note)
    return window.page


def test_a_page_is_made_when_it_is_opened_and_read_once(window: MainWindow) -> None:
    assert [type(made) for made in window.findChildren(Note)] == [Note]
    assert page(window).heard == ["open", "refresh all"]
    window.go("cases", "17")
    assert page(window).heard == ["open", "refresh all", "open 17"]


def test_a_page_is_made_ahead_while_nobody_touches_the_program(qtbot: QtBot, window: MainWindow, work: Work) -> None:
    asked: list[bool] = []
    quiet = False

    def is_quiet() -> bool:
        asked.append(quiet)
        return quiet

    Ahead(work, is_quiet, window, ("case",)).attach(window)
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert len(window.findChildren(Note)) == 1, "somebody works"
    quiet = True
    qtbot.waitUntil(lambda: len(window.findChildren(Note)) == 2)
    [made] = window.findChildren(Other)
    assert (window.open_key, made.heard) == ("cases", []), "it waits to be opened"
    window.go("case", "17")
    assert (window.page, made.heard) == (made, ["open 17", "refresh all"])


def test_the_open_page_reads_again_now_and_the_others_when_opened(window: MainWindow) -> None:
    cases = page(window)
    window.go("calls")
    calls = page(window)
    cases.heard.clear()
    calls.heard.clear()
    window.changed(OneCase())
    assert (calls.heard, cases.heard) == (["refresh"], [])
    window.go("cases")
    assert "refresh all" in cases.heard


def test_a_page_s_commands_come_and_go_with_it(window: MainWindow) -> None:
    cases = page(window)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "print" in cases.heard
    window.go("calls")
    assert window.commands.find("note.print") is None and "leave" in cases.heard


def test_keys_open_pages_and_lead_back(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.open_key == "calls"
    window.go("case", "17")
    window.commands.run("back")
    assert window.open_key == "calls"
    window.commands.run("back")
    assert window.open_key == "cases"
    window.commands.run("back")
    assert window.findChildren(Note) and "没有上一页" in notice(window)


@pytest.mark.parametrize("name", ["palette", "shortcuts", "help"])
def test_a_page_s_key_leaves_whatever_is_open(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.commands.run(name)
    [opened] = [top for top in window.findChildren(QDialog) if top.isVisible()]
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened, Qt.Key.Key_A)
    assert (opened.isVisible(), window.open_key) == (True, "cases")
    QTest.keyClick(opened, Qt.Key.Key_F4)
    assert (opened.isVisible(), window.open_key) == (False, "calls")


class Busy(GoingDialog):
    def reject(self) -> None:
        """Not now."""


def test_a_page_s_key_leaves_one_dialog_after_the_other_but_none_that_is_busy(window: MainWindow) -> None:
    below = GoingDialog(window)
    above = ReadBack(window.context, "厨房漏水", "", below)
    for dialog in (below, above):
        dialog.open()
    QTest.keyClick(above, Qt.Key.Key_F4)
    assert (above.isVisible(), below.isVisible(), window.open_key) == (False, False, "calls")
    busy = Busy(window)
    busy.open()
    QTest.keyClick(busy, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert (busy.isVisible(), window.open_key) == (True, "calls")


@pytest.mark.parametrize("sample", [True, False])
def test_a_sample_says_so_also_where_words_are_read_back(window: MainWindow, sample: bool) -> None:
    shown = ReadBack(replace(window.context, sample=sample), "厨房漏水", "", window)
    assert [tint.accessibleName() for tint in shown.findChildren(Tint)] == ["样例·不作凭证"] * sample


def notice(window: MainWindow) -> str:
    from ui.widgets.notice import Notice

    return window.findChildren(Notice)[0].words


def test_ctrl_k_goes_to_the_one_search_box_and_escape_back(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search_box().hasFocus)
    QTest.keyClick(window.search_box(), Qt.Key.Key_Escape)
    qtbot.waitUntil(page(window).line.hasFocus)


def test_a_scanner_types_a_number_and_return(window: MainWindow, qtbot: QtBot) -> None:
    search = window.search_box()
    search.setFocus()
    with qtbot.waitSignal(search.entered) as entered, qtbot.assertNotEmitted(search.searched, wait=200):
        QTest.keyClicks(search, "NG07-261124-A017-5-A1\r")
    assert entered.args == ["NG07-261124-A017-5-A1"]


def test_the_side_bar_counts_and_speaks(window: MainWindow, qtbot: QtBot) -> None:
    window.count("calls", 1_204)
    side = window.findChildren(SideList)[0]
    index = side.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "回访 1,204 F4"
    assert side.model().rowCount() == 2, "a case's page is not listed, settings stand at the foot"
    side.setCurrentIndex(index)
    QTest.keyClick(side, Qt.Key.Key_Return)
    assert window.open_key == "calls"
    window.count("calls", None)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "回访 F4"


def test_the_heading_is_the_page_s_own(window: MainWindow) -> None:
    assert heading(window) == "诉求"
    window.go("cases", "17")
    page(window).heading_changed.emit()
    assert heading(window) == "张鹏 · NG07-261124-A017-5"


def heading(window: MainWindow) -> str:
    from ui.widgets.labels import ShortWords

    return next(part.accessibleName() for part in window.findChildren(ShortWords) if part.property("role") == "h1")


def test_a_notice_is_calm(window: MainWindow, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    undone: list[str] = []
    window.notice("已登记", action=("撤销", lambda: undone.append("undo")))
    assert QApplication.focusWidget() is before and QApplication.activeModalWidget() is None
    from ui.widgets.button import Button
    from ui.widgets.notice import Notice

    button = next(part for part in window.findChildren(Notice)[0].findChildren(Button) if part.text() == "撤销")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == ["undo"] and not window.findChildren(Notice)[0].isVisible()
    window.show_line(LineState("没有网络，照常工作", ToneName.WARN))


def test_a_long_notice_wraps_inside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    from ui.widgets.notice import Notice

    window.resize(700, 500)
    window.notice("没有写进去：" + "磁盘已满，请腾出空间后重试，已经写下的内容都在。" * 4, ToneName.DANGER)
    shown = window.findChildren(Notice)[0]
    assert shown.parentWidget().rect().contains(shown.geometry())


def test_what_only_explained_goes_with_its_page(window: MainWindow) -> None:
    window.notice("办结时限：12-04 17:00", ToneName.INFO)
    window.go("calls")
    assert not window._notice.isVisible()
    window.notice("已登记", action=("撤销", lambda: None))
    window.go("cases")
    assert window._notice.isVisible(), "what can be undone can be so from the next page too"


def test_a_case_s_number_is_whole_in_the_largest_text_on_a_small_screen(window: MainWindow, theme: Theme) -> None:
    theme.choose(Brightness.LIGHT, TextSize.LARGEST)
    window.resize(1024, 700)
    window._heading.show_text("NG07-261124-A017-5")
    QApplication.sendPostedEvents()
    assert window._heading.text() == "NG07-261124-A017-5"


def test_a_dialog_stays_within_its_screen(window: MainWindow) -> None:
    dialog = sized(QDialog(window), min_width=4000, min_height=4000)
    room = dialog.screen().availableSize()
    assert dialog.minimumWidth() < room.width() and dialog.minimumHeight() < room.height()


def test_the_window_opens_as_it_was_left(
    qtbot: QtBot, window: MainWindow, theme: Theme, work: Work, clock: FakeClock, tmp_path: Path
) -> None:
    window.resize(780, 640)
    window.close()
    again = MainWindow(
        "民生接待",
        SPECS,
        lambda shell: Context(tmp_path, clock, work, theme, Settings(tmp_path), shell, cast(Any, None)),
    )
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 640)
    assert "leave" in page(window).heard


def test_settings_are_taken_at_once_and_kept(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.go("settings")
    brightness = window.page.findChildren(Choice)[0] if window.page else None
    assert brightness is not None
    button = brightness.focusProxy()
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_3)
    assert look().tokens == DARK
    window.context.settings.save()
    assert Settings(tmp_path).brightness == "dark"


def test_digits_choose_on_the_keypad_too(theme: Theme, qtbot: QtBot) -> None:
    choice = Choice([Option("problem", "问题"), Option("doubt", "疑虑"), Option("idea", "想法")])
    qtbot.addWidget(choice)
    choice.show()
    choice.activateWindow()
    choice.setFocus()
    choice.choose("problem")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    aim = choice.focusProxy()
    assert aim is not None
    QTest.keyClick(aim, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(aim, Qt.Key.Key_9)
    assert (choice.key, chosen) == ("idea", ["idea"])
    QTest.keyClick(choice.focusProxy(), Qt.Key.Key_Left)
    assert choice.key == "doubt"
    with pytest.raises(ValueError, match="nine"):
        choice.show_options([Option(str(i), str(i)) for i in range(10)])


def test_every_control_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    for key in ("cases", "settings"):
        window.go(key)
        assert nameless(window) == []


def nameless(window: MainWindow) -> list[str]:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QPlainTextEdit

    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QPlainTextEdit)
    parts = [part for kind in kinds for part in window.findChildren(kind) if part.isVisible()]
    named = [(part, QAccessible.queryAccessibleInterface(part)) for part in parts]
    return [type(part).__name__ for part, told in named if told and not told.text(QAccessible.Text.Name)]


class Foot(Note):
    """A page with a button at its foot."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.save = QPushButton("保存")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addStretch(1)
        column.addWidget(self.save)


def test_a_notice_lies_above_the_buttons_at_the_foot(
    qtbot: QtBot, theme: Theme, work: Work, clock: FakeClock, tmp_path: Path
) -> None:
    def context(shell: MainWindow) -> Context:
        return Context(tmp_path, clock, work, theme, Settings(tmp_path), shell, cast(Any, None))

    window = MainWindow("民生接待", [PageSpec("foot", ("登记", "Visit"), "sun", Foot)], context)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    window.go("foot")
    page = window.page
    assert isinstance(page, Foot)
    window.notice("已登记")
    button = QRect(page.save.mapTo(window._stack, QPoint(0, 0)), page.save.size())
    assert not window._notice.geometry().intersects(button)
    assert window._notice.geometry().bottom() > window._stack.height() // 2
    window.resize(1000, 500)
    qtbot.waitUntil(
        lambda: (
            not window._notice.geometry().intersects(
                QRect(page.save.mapTo(window._stack, QPoint(0, 0)), page.save.size())
            )
        )
    )
