"""Clerks, backups and the lock from the settings page."""

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from support.keys import fill, press, wait_for_focus
from support.room import KEY, Room
from support.screen import open_window

from reception.desk.backups import KEPT, back_up_to
from reception.desk.logins import accounts, add_clerk, set_password, unlock
from reception.domain.errors import NotAllowed, Unavailable
from reception.domain.lifecycle import Post
from reception.store.keys import RECOVERY_FILE, new_recovery_key, wrap
from ui.dialogs.clerk import AddClerk, ChangePassword
from ui.dialogs.licences import LicencesDialog, texts
from ui.pages.page import PageSpec
from ui.pages.settings import SettingsPage
from ui.preferences.backup_card import BackupCard
from ui.preferences.clerks_card import ClerksCard
from ui.session.housekeeping import Housekeeping, give_back
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.work import Report, Work

PAGES = (PageSpec("settings", ("设置", "Settings"), "settings", SettingsPage),)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    add_clerk(made.desk, "wang", "王娟", Post.LEADER)
    set_password(made.desk, "wang", "secret1", "2468")
    (made.store.folder / RECOVERY_FILE).write_text(wrap(KEY, new_recovery_key()))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    made = open_window(qtbot, room, work, theme, PAGES)
    wait_for_focus(qtbot, made)
    qtbot.waitUntil(lambda: bool(buttons(made, "停用")), timeout=10_000)
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def buttons(window: MainWindow, words: str) -> list[Button]:
    card = window.findChild(ClerksCard)
    assert card is not None
    return [button for button in card.findChildren(Button) if button.text().strip() == words and button.isVisible()]


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in window.findChildren(kind)))
    dialog = next(found for found in window.findChildren(kind) if found.isVisible())
    assert isinstance(dialog, QDialog)
    wait_for_focus(qtbot, dialog)
    return dialog


def test_a_leader_adds_a_clerk_who_can_log_in(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    buttons(window, "增加")[0].click()
    dialog_of(qtbot, window, AddClerk)
    fill("李强", "lq")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    fill("secret2", "secret2", "1357")
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(accounts(room.store)) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: accounts(room.store)[1].has_pin, timeout=10_000)
    assert unlock(room.store, "lq", "1357").name == "李强"


def test_her_own_password_asks_for_the_old_one(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    buttons(window, "密码")[0].click()
    dialog = dialog_of(qtbot, window, ChangePassword)
    fill("wrong12", "secret9", "secret9")
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert isinstance(dialog, ChangePassword)
    qtbot.waitUntil(lambda: dialog.form.row("old").wrong == "原密码不对", timeout=10_000)
    wait_for_focus(qtbot, dialog)
    press(Qt.Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
    fill("secret1")
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)

    def changed() -> bool:
        try:
            return unlock(room.store, "wang", "secret9").name == "王娟"
        except NotAllowed:
            return False

    qtbot.waitUntil(changed, timeout=10_000)


def test_the_last_leader_is_not_stopped(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    buttons(window, "停用")[0].click()
    qtbot.waitUntil(lambda: not window.context.work.busy)
    assert not accounts(room.store)[0].stopped


def test_a_clerk_may_not_add_clerks(room: Room) -> None:
    from reception.desk.desk import Clerk, Desk

    with pytest.raises(NotAllowed):
        add_clerk(Desk(room.store, Clerk("lq", "李强")), "x", "某人")


def test_the_second_place_keeps_fourteen_days(room: Room, tmp_path: Path) -> None:
    place = tmp_path / "usb"
    with pytest.raises(Unavailable):
        back_up_to(room.desk, place)
    place.mkdir()
    (place / "something else").write_text("stays")
    for _ in range(KEPT + 2):
        back_up_to(room.desk, place)
        room.clock.advance(days=1)
    backups = sorted(file.name for file in place.glob("*.backup"))
    assert len(backups) == KEPT
    assert backups[-1].endswith("20261209.backup")
    assert (place / "something else").exists()


def test_the_days_backup_is_written_while_nobody_works(
    qtbot: QtBot, room: Room, work: Work, window: MainWindow, tmp_path: Path
) -> None:
    settings = Settings(room.store.folder)
    settings.second_place = str(tmp_path)
    rest = [timedelta()]
    keeper = Housekeeping(room.desk, work, room.clock, settings, lambda: rest[0], window)
    keeper.look()
    assert list(tmp_path.glob("*.backup")) == []
    rest[0] = timedelta(minutes=2)
    with qtbot.waitSignal(keeper.backed_up, timeout=10_000):
        keeper.look()
    qtbot.waitUntil(lambda: not work.busy)
    assert len(list(tmp_path.glob("*.backup"))) == 1
    first = settings.last_backup
    keeper.look()
    qtbot.waitUntil(lambda: not work.busy)
    assert settings.last_backup == first, "once a day"
    card = window.findChild(BackupCard)
    assert card is not None


def test_a_missing_second_place_is_said_and_tried_again_later(
    qtbot: QtBot, room: Room, work: Work, window: MainWindow, tmp_path: Path
) -> None:
    settings = Settings(room.store.folder)
    settings.second_place = str(tmp_path / "gone")
    keeper = Housekeeping(room.desk, work, room.clock, settings, lambda: timedelta(minutes=2), window)
    with qtbot.waitSignal(keeper.trouble, timeout=10_000):
        keeper.look()
    with qtbot.assertNotEmitted(keeper.trouble, wait=100):
        keeper.look()
    room.clock.advance(hours=2)
    with qtbot.waitSignal(keeper.trouble, timeout=10_000):
        keeper.look()


def test_every_licence_can_be_read(qtbot: QtBot, window: MainWindow) -> None:
    dialog = LicencesDialog(window)
    dialog.open()
    assert next(iter(texts())) == "README.md"
    assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= set(texts())
    dialog.reject()


@pytest.mark.skipif(sys.platform != "linux", reason="Windows gives freed memory back by itself")
def test_memory_that_was_freed_goes_back_to_the_system() -> None:
    blocks = [bytes(2_000) for _ in range(50_000)]
    last = blocks[-1]  # lies behind the others: the C library keeps what is before it
    held = resident()
    blocks.clear()
    give_back(Report(0, lambda *_: None))
    assert resident() < held - 50_000_000
    assert len(last) == 2_000


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
