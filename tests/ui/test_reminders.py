"""Only emergencies interrupt; the rest gathers in the morning and at half past three."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.room import Room
from support.screen import Away, away, open_window

from ui.session.reminders import Reminders
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.notice import Notice
from ui.work import Work


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    made = open_window(qtbot, room, work, theme, (away("today"), away("case")))
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def notice(window: MainWindow) -> Notice:
    found = window.findChild(Notice)
    assert found is not None
    return found


def looked(qtbot: QtBot, reminders: Reminders, work: Work) -> None:
    reminders.look()
    qtbot.waitUntil(lambda: not work.busy, timeout=10_000)


def test_an_emergency_interrupts_once_and_opens_its_case(
    qtbot: QtBot, room: Room, work: Work, window: MainWindow
) -> None:
    reminders = Reminders(room.desk, work, room.clock, window)
    reminders.attach(window)
    number = room.case(words="水管爆裂", case={"urgency": "emergency"})
    room.case()
    looked(qtbot, reminders, work)
    assert notice(window).words == ""
    room.clock.advance(hours=25)
    looked(qtbot, reminders, work)
    assert notice(window).words.startswith("紧急：水管爆裂")
    next(button for button in notice(window).findChildren(Button) if button.text() == "打开").click()
    page = window.page
    assert isinstance(page, Away)
    assert (window.open_key, page.targets) == ("case", [number])
    window.notice("")
    looked(qtbot, reminders, work)
    assert notice(window).words.startswith("上午提醒"), "it is told once, and before the rest of that morning"


def test_the_afternoon_gathers_what_is_left(qtbot: QtBot, room: Room, work: Work, window: MainWindow) -> None:
    reminders = Reminders(room.desk, work, room.clock, window)
    reminders.attach(window)
    room.dispatched()
    room.clock.set("2026-11-24 15:29")
    looked(qtbot, reminders, work)
    assert notice(window).words == ""
    room.clock.set("2026-11-24 15:31")
    looked(qtbot, reminders, work)
    assert notice(window).words == "下午提醒：1 件已逾期，0 件今天到期，0 件待回访"
    window.notice("")
    looked(qtbot, reminders, work)
    assert notice(window).words == ""


def test_the_morning_gathers_where_the_program_was_left_open_overnight(
    qtbot: QtBot, room: Room, work: Work, window: MainWindow
) -> None:
    room.clock.set("2026-11-24 07:50")
    reminders = Reminders(room.desk, work, room.clock, window)
    reminders.attach(window)
    room.dispatched()
    for still in ("2026-11-24 08:31", "2026-11-25 08:29"):
        room.clock.set(still)
        looked(qtbot, reminders, work)
        assert notice(window).words == "", f"{still}: the start page of the first day says it, the next begins later"
    room.clock.set("2026-11-25 08:30")
    looked(qtbot, reminders, work)
    assert notice(window).words == "上午提醒：1 件已逾期，0 件今天到期，0 件待回访"


def test_a_locked_desk_is_told_when_the_clerk_is_back(qtbot: QtBot, room: Room, work: Work, window: MainWindow) -> None:
    reminders = Reminders(room.desk, work, room.clock, window)
    reminders.attach(window)
    room.case(words="水管爆裂", case={"urgency": "emergency"})
    room.clock.advance(hours=25)
    window.hide()
    looked(qtbot, reminders, work)
    assert notice(window).words == ""
    window.show()
    looked(qtbot, reminders, work)
    assert notice(window).words.startswith("紧急：水管爆裂")


def test_a_quiet_period_is_told_of_once_a_day(qtbot: QtBot, room: Room, work: Work, window: MainWindow) -> None:
    said = {"code": "GK", "name": "高考", "since": "2026-11-26", "until": "2026-11-27", "note": "停止噪声施工"}
    room.tell((("quiet", said), ("quiet", said | {"code": "ZK", "since": "2027-06-20", "until": "2027-06-22"})))
    reminders = Reminders(room.desk, work, room.clock, window)
    reminders.attach(window)
    looked(qtbot, reminders, work)
    assert notice(window).words == "静音期：高考 2026-11-26 – 2026-11-27 停止噪声施工"
    window.notice("")
    looked(qtbot, reminders, work)
    assert notice(window).words == ""
    room.clock.advance(days=1)
    looked(qtbot, reminders, work)  # the morning's, and there is nothing to do
    looked(qtbot, reminders, work)
    assert notice(window).words.startswith("静音期：高考")
