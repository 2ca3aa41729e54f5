"""Somebody who has never seen it is led through a first visit, step by step, and left alone after it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.keys import press, write
from support.room import Room
from support.screen import open_at_visit

from ui.pages.visit import VisitPage
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.visit.guide import Step
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_at_visit(qtbot, room, work, theme)


def test_a_first_visit_is_led(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = window.page
    assert isinstance(page, VisitPage)
    guide, form = page.guide, page.form
    qtbot.waitUntil(lambda: form.choices is not None)
    steps = [guide._step]
    assert guide.isVisible() and "1" in guide._place.text() and "找人" in guide._told.text()
    write("孙玉芬")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.who.phone.hasFocus)
    steps.append(guide._step)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.place.compound.hasFocus)
    form.case.words.setFocus()
    qtbot.waitUntil(form.case.words.hasFocus)
    steps.append(guide._step)
    write("厨房漏水")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(page.result.isVisible)
    qtbot.waitUntil(lambda: guide._step is Step.UNIT)
    write("C01")
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: guide._step is Step.PAPER)
    window.go("visit")
    qtbot.waitUntil(lambda: not guide.isVisible())
    assert steps == [Step.PERSON, Step.PLACE, Step.WORDS]
    assert "F1" in window._notice.words and Settings(room.store.folder).guided
    window.commands.run("visit.guide")
    assert guide.isVisible() and guide._step is Step.PERSON, "led again, for another beginner"
