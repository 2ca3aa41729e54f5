"""Acts from the screen: refreshed, said, taken back, put back; what others write is noticed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from support.keys import press, wait_for_focus
from support.room import KEY, Room
from support.screen import away, open_window

from reception.desk import orders
from reception.desk.desk import Clerk, Desk
from reception.desk.lists import show_case
from reception.desk.orders import Dispatched
from reception.domain.errors import ReceptionError
from reception.store.store import Store
from ui import acts
from ui.dialogs.history import HistoryDialog, PastModel
from ui.session.watch import WriteWatch
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.notice import Notice
from ui.work import Work


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    made = open_window(qtbot, room, work, theme, (away("cases"),))
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def dispatch(number: str, unit: str, desk: Desk) -> Dispatched:
    return orders.dispatch(desk, number, unit)


def said(window: MainWindow) -> str:
    notice = window.findChild(Notice)
    assert notice is not None
    return notice.words


def press_notice(window: MainWindow, words: str) -> None:
    notice = window.findChild(Notice)
    assert notice is not None
    button = next(child for child in notice.findChildren(QObject) if getattr(child, "text", str)() == words)
    button.click()  # type: ignore[attr-defined]


def status(room: Room, number: str) -> str:
    return str(show_case(room.desk, number)["status"])


def test_an_act_is_said_taken_back_and_put_back(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    done: list[str] = []
    acts.perform(window.context, window, partial(dispatch, number, "C01"), lambda d: done.append(d.order), "已派单")
    qtbot.waitUntil(lambda: said(window) == "已派单", timeout=10_000)
    assert done[0].startswith(number)
    assert status(room, number) == "dispatched"
    press_notice(window, "撤销")
    qtbot.waitUntil(lambda: said(window) == "已撤销：派单", timeout=10_000)
    assert status(room, number) == "registered"
    press_notice(window, "重做")
    qtbot.waitUntil(lambda: said(window) == "已重做：派单", timeout=10_000)
    assert status(room, number) == "dispatched"


def test_what_is_refused_is_shown_beside_the_field_or_said(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    seen: list[str] = []

    def beside(error: ReceptionError) -> bool:
        seen.append(error.field)
        return True

    act = partial(dispatch, number, "没有这家")
    acts.perform(window.context, window, act, lambda _: None, failed=beside)
    qtbot.waitUntil(lambda: seen == ["unit"], timeout=10_000)
    acts.perform(window.context, window, act, lambda _: None)
    qtbot.waitUntil(lambda: "没有这家" in said(window), timeout=10_000)


def test_the_history_names_acts_and_cases_and_takes_back_the_marked_one(
    qtbot: QtBot, room: Room, window: MainWindow, qtmodeltester: ModelTester
) -> None:
    number, _ = room.dispatched()
    dialog = HistoryDialog(window.context, window)
    dialog.open()
    model = dialog.findChild(PastModel)
    view = dialog.findChild(QListView)
    assert model is not None
    assert view is not None
    qtbot.waitUntil(lambda: model.rowCount() >= 2, timeout=10_000)
    spoken = str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "派单" in spoken
    assert number in spoken
    qtmodeltester.check(model)
    wait_for_focus(qtbot, dialog)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: status(room, number) == "registered", timeout=10_000)


def test_an_act_others_rest_on_is_refused_with_what_to_undo_first(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    from reception.desk.undo import past_gestures

    room.dispatched()
    first = past_gestures(room.desk)[1]
    acts.undo(window.context, first.gesture.id)
    qtbot.waitUntil(lambda: "请先撤销「派单」" in said(window), timeout=10_000)


def test_what_another_program_writes_is_noticed(qtbot: QtBot, room: Room, work: Work, window: MainWindow) -> None:
    watch = WriteWatch(room.desk, work, window)
    heard: list[bool] = []
    watch.written.connect(lambda: heard.append(True))
    watch.look()
    qtbot.waitUntil(lambda: not work.busy)
    room.case()
    watch.look()
    qtbot.waitUntil(lambda: not work.busy)
    assert heard == [], "our own acts are told by themselves"
    other = Store.open(room.store.folder, KEY, room.clock)
    with other.write("cli:wang") as writing:
        writing.add("note", [])
    other.close()
    watch.look()
    qtbot.waitUntil(lambda: heard == [True], timeout=10_000)
    assert Desk(room.store, Clerk("a", "甲")).store.foreign_writes() == room.store.foreign_writes()


def test_words_in_a_notice_are_plain(qtbot: QtBot, window: MainWindow) -> None:
    window.notice("<b>张</b>")
    notice = window.findChild(Notice)
    assert notice is not None
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in notice.findChildren(QLabel) if label.text())
