"""What is written again and again: by one key, by a digit, kept and dropped, also in a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.keys import press, write
from support.room import Room
from support.screen import open_at_visit

from ui.dialogs.phrases import MOST, PhrasesDialog, phrases_of
from ui.dialogs.step import StepDialog
from ui.pages.visit import VisitPage
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.line_edit import LineEdit
from ui.widgets.phrased import WANTS
from ui.widgets.text_edit import TextEdit
from ui.work import Work


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_at_visit(qtbot, room, work, theme)


def visit(window: MainWindow) -> VisitPage:
    page = window.page
    assert isinstance(page, VisitPage)
    return page


def phrases(qtbot: QtBot, field: LineEdit | TextEdit) -> PhrasesDialog:
    """F3 in a field."""
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    press(Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PhrasesDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PhrasesDialog)
    return dialog


def gone(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.findChildren(PhrasesDialog))
    window.activateWindow()


def test_a_digit_puts_a_phrase_where_the_cursor_stands(qtbot: QtBot, window: MainWindow) -> None:
    words = visit(window).form.case.words
    words.write("厨房漏水。")
    first, _, third = phrases(qtbot, words).phrases
    QTest.keyClick(QApplication.activeModalWidget()._list, Qt.Key.Key_3)  # type: ignore[union-attr]
    gone(qtbot, window)
    assert words.toPlainText() == f"{third}厨房漏水。" and first not in words.toPlainText()
    assert visit(window).form.filled().cases[0].words == words.toPlainText(), "kept as if it had been typed"


def test_words_are_kept_and_dropped_on_this_pc(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    wants = visit(window).form.case.wants
    before = phrases_of(window.context.settings, WANTS)
    wants.write("请周六上门")
    dialog = phrases(qtbot, wants)
    QTest.keyClick(dialog._list, Qt.Key.Key_0)
    assert dialog.phrases == [*before, "请周六上门"]
    QTest.keyClick(dialog._list, Qt.Key.Key_Delete)
    assert phrases_of(Settings(room.store.folder), WANTS) == [*before[1:], "请周六上门"]
    window.context.settings.keep_phrases(WANTS, [str(at) for at in range(MOST)])
    dialog.reject()
    gone(qtbot, window)
    full = phrases(qtbot, wants)
    QTest.keyClick(full._list, Qt.Key.Key_0)
    assert len(full.phrases) == MOST and "九句" in full._told.text()
    full.reject()


def test_a_field_without_phrases_says_where_they_are(qtbot: QtBot, window: MainWindow) -> None:
    visit(window).form.who.phone.setFocus()
    command = window.commands.find("phrases")
    assert command is not None and "原话" in command.why_not()


def test_a_dialog_offers_them_too(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    from reception.domain.lifecycle import Act

    number, _ = room.dispatched()
    dialog = StepDialog(window.context, window, number, Act.HANDLE, "")
    dialog.open()
    [field] = dialog.findChildren(TextEdit)
    QTest.keyClick(phrases(qtbot, field)._list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: field.toPlainText() == "已经派人，今天到场。")
    write("师傅姓赵。")
    dialog.reject()
