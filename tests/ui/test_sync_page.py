"""Joining a district from the screen, and what the status line says, against a real server."""

import itertools
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import fill, press, wait_for_focus
from support.room import Room
from support.screen import open_window
from support.server import DistrictServer

from reception.desk.meetings import Meetings
from reception.desk.orders import dispatch
from reception.domain.clock import Id
from reception.store import exchange as held
from reception.store.journal import setting
from reception.sync.client import Outcome
from reception.sync.overview import overview
from ui.pages.case import CasePage
from ui.pages.page import PageSpec
from ui.pages.sync import EnrolCard, SyncPage
from ui.session.line import Ended, Line, digest, forks, line_state
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.form import FieldRow
from ui.work import Step, Work

MACHINES = itertools.count(100)
"""Each test is another PC of the room: they have one server."""
PAGES = (
    PageSpec("sync", ("同步", "Sync"), "refresh-cw", SyncPage),
    PageSpec("case", ("诉求", "Case"), "inbox", CasePage, listed=False),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DistrictServer]:
    with DistrictServer(tmp_path_factory.mktemp("district")) as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room", FakeClock(machine=next(MACHINES)))
    yield made
    made.close()


@pytest.fixture
def line(room: Room, work: Work) -> Iterator[Line]:
    made = Line(room.desk, work, room.clock, work)
    yield made
    made.end()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme, line: Line) -> MainWindow:
    made = open_window(qtbot, room, work, theme, PAGES, line)
    line.attach(made)
    wait_for_focus(qtbot, made)
    qtbot.waitUntil(lambda: line.news.overview is not None)
    return made


def words(line: Line) -> str:
    return line_state(line.news, line.clock).words


def join(qtbot: QtBot, window: MainWindow, url: str, code: str) -> None:
    card = window.findChild(EnrolCard)
    assert card is not None
    qtbot.waitUntil(card.isVisible)
    card.focus_first()
    wait_for_focus(qtbot, card)
    fill(url, code)
    press(Qt.Key.Key_Return)


def test_a_room_joins_and_sends_what_it_has(
    qtbot: QtBot, room: Room, window: MainWindow, line: Line, server: DistrictServer
) -> None:
    room.register()
    assert words(line) == "未加入本区，照常工作，记录都在本机"
    line.exchange()
    assert words(line) == "未加入本区，照常工作，记录都在本机", "there is nobody to exchange with"
    join(qtbot, window, server.url, server.enrol_code("NG07"))
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    card = window.findChild(EnrolCard)
    assert card is not None and not card.isVisible(), "there is nothing more to join"
    found = overview(room.store)
    assert found.enrolled
    assert found.waiting == 0
    at = window.focusWidget()
    assert isinstance(at, Button) and "立即同步" in at.text()  # the form is gone, the keyboard is not lost
    room.register(words="又一件")
    line.look()
    qtbot.waitUntil(lambda: words(line) == "1 条待上报")
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)


def test_a_case_says_what_waits_until_it_was_sent(
    qtbot: QtBot, room: Room, window: MainWindow, line: Line, server: DistrictServer
) -> None:
    def metas() -> list[str]:
        page = window.page
        assert isinstance(page, CasePage)
        return [event.meta for event in page._view.timeline._model._events]

    number = room.case()
    window.go("case", number)
    qtbot.waitUntil(lambda: len(metas()) == 1)
    assert "待上报" not in metas()[0], "there is nobody it could be sent to"
    window.go("sync")
    join(qtbot, window, server.url, server.enrol_code("NG07"))
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    window.go("case", number)
    dispatch(room.desk, number, "C01")
    window.changed(None)
    qtbot.waitUntil(lambda: ["待上报" in meta for meta in metas()] == [False, True])
    line.exchange()
    qtbot.waitUntil(lambda: ["待上报" in meta for meta in metas()] == [False, False], timeout=20_000)


def test_before_joining_there_is_nobody_to_exchange_with(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.commands.refused) as refused:
        press(Qt.Key.Key_F9)
    assert refused.args == ["还没有加入本区"]


def test_without_a_line_work_goes_on(
    qtbot: QtBot, room: Room, window: MainWindow, line: Line, server: DistrictServer
) -> None:
    join(qtbot, window, server.url, server.enrol_code("NG07"))
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    room.register()
    server.stop()
    line.exchange()
    qtbot.waitUntil(lambda: words(line) == "没有网络，照常工作；1 条待上报", timeout=20_000)
    assert line_state(line.news, line.clock).tone is ToneName.WARN
    server.start()
    line.network_changed(QNetworkInformation.Reachability.Online)
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)


def test_a_wrong_code_is_said_beside_it(qtbot: QtBot, window: MainWindow, line: Line, server: DistrictServer) -> None:
    join(qtbot, window, server.url, "AAAA-AAAA")
    rows = window.findChildren(FieldRow)
    qtbot.waitUntil(lambda: any(row.wrong for row in rows), timeout=20_000)
    assert line.news.overview is not None
    assert not line.news.overview.enrolled


def test_a_pc_that_was_shown_the_door_joins_again_on_the_same_page(
    qtbot: QtBot, room: Room, window: MainWindow, line: Line, server: DistrictServer
) -> None:
    join(qtbot, window, server.url, server.enrol_code("NG07"))
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    card = window.findChild(EnrolCard)
    assert card is not None and not card.isVisible()
    with room.store.read() as conn:
        server.revoke(Id(setting(conn, "device")))
    room.register()
    line.exchange()
    qtbot.waitUntil(card.isVisible, timeout=20_000)
    assert not card.begun  # the address of the last time stands there
    card.focus_first()
    wait_for_focus(qtbot, card)
    fill(server.enrol_code("NG07"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    assert not card.isVisible()


def test_a_desk_that_ends_while_the_line_is_silent_ends_at_once(
    qtbot: QtBot, room: Room, work: Work, line: Line, window: MainWindow, server: DistrictServer
) -> None:
    join(qtbot, window, server.url, server.enrol_code("NG07"))
    qtbot.waitUntil(lambda: words(line).startswith("已全部上报"), timeout=20_000)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with room.store.write("test") as writing:
            known = held.server(writing.conn)
            assert known is not None
            held.note_server(writing.conn, replace(known, url=f"http://127.0.0.1:{silent.getsockname()[1]}"))
        line.exchange()
        qtbot.waitUntil(lambda: words(line) == "正在连接…")
        began = time.monotonic()
        line.end()
        assert work.close()
        assert time.monotonic() - began < 1.5


def test_the_bar_shows_how_far_it_is(qtbot: QtBot, window: MainWindow, line: Line) -> None:
    page = window.findChild(SyncPage)
    bar = window.findChild(QProgressBar)
    assert page is not None
    assert bar is not None
    line.show_step(Step(40, 120, "sending"))
    assert (bar.value(), bar.maximum()) == (40, 120)
    assert line.news.step == "正在上报 40 / 120"
    line.show_step(Step(1_000_000, 4_000_000, "sending_file"))
    assert line.news.step == "正在上报附件 25%"


def test_one_digest_says_what_came_and_what_needs_somebody() -> None:
    alike = Meetings((("B-1", "A-1"), ("B-2", "A-1")), ((Id("b" * 32), Id("a" * 32)),))
    assert digest(Ended(Outcome(), 14, 3, Meetings())) == ["区里和本室其他电脑来了 14 件变化，3 件请看一下"]
    assert digest(Ended(Outcome(), 14, 0, alike)) == [
        "区里和本室其他电脑来了 14 件变化",
        "新到的 B-1 可能与 A-1 是同一件，请看一下；共 2 对",
        "新到的居民中有 1 人本机已有记录，可在「居民」中合并",
    ]
    assert digest(Ended(Outcome(), 0, 0, Meetings())) == []


def test_copies_and_put_back_servers_are_explained_in_a_sentence() -> None:
    assert forks(Outcome()) == []
    assert forks(Outcome(letter="B", handed_back=12)) == [
        "本机编号字母现为 B；以前的记录和编号都不变",
        "区级服务器从备份恢复过，本机已补送它缺的 12 条",
    ]
