"""The first five minutes at a new PC, and every morning after."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import digits, fill, press, wait_for_focus, write
from support.pdf import ReadBack

from reception.desk.commands import NewCase, RegisterVisit, Who
from reception.desk.desk import Desk
from reception.desk.logins import accounts, add_clerk, make_first_clerk
from reception.desk.opening import make_room, open_room, renew_recovery_key
from reception.desk.premises import Premises
from reception.desk.register import register_visit
from reception.domain.lifecycle import Act
from ui.app import Program
from ui.dialogs.step import StepDialog
from ui.pages.case import CasePage
from ui.pages.visit import VisitPage
from ui.session.first_start import FirstClerk, RecoveryCard, RestoreForm, RoomForm, Welcome
from ui.session.gate import Part
from ui.session.idle import IdleWatch
from ui.session.login import LoginForm, PasswordFor
from ui.session.recovery import RecoveryPaper
from ui.session.seating import MOST_PINS
from ui.session.trouble import Trouble, Waiting
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.notice import Tint
from ui.widgets.progress import FINE
from ui.words import Language, language, speak
from ui.work import Lane, Work

Start = Callable[..., Program]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    return tmp_path / "room"


@pytest.fixture
def start(qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[Start]:
    made: list[Program] = []

    def open_it(**given: bool) -> Program:
        program = Program(qapp, folder, clock, **given)
        program.start()
        made.append(program)
        return program

    yield open_it
    for program in made:
        program.close()


def shown(qtbot: QtBot, program: Program, kind: type[Part]) -> Part:
    qtbot.waitUntil(lambda: isinstance(program.gate.part, kind), timeout=10_000)
    part = program.gate.part
    assert isinstance(part, kind)
    wait_for_focus(qtbot, part)
    return part


def seated(qtbot: QtBot, program: Program) -> Premises:
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=10_000)
    assert program.sitting is not None
    return program.sitting.here


def test_a_new_pc_begins_offline_by_keyboard_alone(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start()
    shown(qtbot, program, Welcome)
    digits("3")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RoomForm)
    write("ng07")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RecoveryCard)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
    shown(qtbot, program, FirstClerk)
    fill("王芳", "wf", "secret1", "secret1", "2468")
    press(Qt.Key.Key_Return)
    here = seated(qtbot, program)
    assert [account.clerk.name for account in accounts(here.store)] == ["王芳"]
    assert here.room == "NG07"
    assert not program.gate.isVisible()


@pytest.fixture
def furnished(folder: Path, clock: FakeClock) -> Path:
    """A folder with two clerks: 王芳 leads, 李强 has never logged in on this PC."""
    store = make_room(folder, clock, "NG07").store
    leader = make_first_clerk(store, "wf", "王芳", "secret1", "2468")
    add_clerk(Desk(store, leader), "lq", "李强")
    store.close()
    return folder


def test_a_wrong_password_is_said_beside_the_field(qtbot: QtBot, start: Start, furnished: Path) -> None:
    program = start()
    form = shown(qtbot, program, LoginForm)
    write("wrong12")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.form.row("password").wrong), timeout=10_000)
    wait_for_focus(qtbot, form)
    write("secret1")
    press(Qt.Key.Key_Return)
    here = seated(qtbot, program)
    assert program.sitting is not None
    assert program.sitting.desk.clerk.name == "王芳"
    assert here.folder == furnished


def test_a_clerk_new_to_this_pc_gets_a_password_beside_the_leader(qtbot: QtBot, start: Start, furnished: Path) -> None:
    program = start()
    shown(qtbot, program, LoginForm)
    press(Qt.Key.Key_Backtab)
    digits("2")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, PasswordFor)
    fill("secret1", "newone1", "newone1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)
    assert program.sitting is not None
    assert program.sitting.desk.clerk.name == "李强"


def test_a_locked_desk_wakes_to_a_pin(qtbot: QtBot, start: Start, furnished: Path) -> None:
    program = start()
    shown(qtbot, program, LoginForm)
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)
    assert program.window is not None
    program.window.commands.run("lock")
    shown(qtbot, program, LoginForm)
    assert not program.window.isVisible()
    write("2468")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(program.window.isVisible, timeout=10_000)
    assert not program.gate.isVisible()


def test_a_form_that_was_open_is_there_again_after_the_lock(qtbot: QtBot, start: Start, furnished: Path) -> None:
    program = start()
    shown(qtbot, program, LoginForm)
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)
    assert program.window is not None and program.sitting is not None
    number = register_visit(
        program.sitting.desk, RegisterVisit([NewCase("厨房漏水")], "walk_in", Who("张淑芬"))
    ).numbers[0]
    program.window.go("case", number)
    page = program.window.page
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: page.heading == number, timeout=10_000)
    page.act(Act.NOT_OURS)
    form = program.window.findChild(StepDialog)
    assert form is not None
    form.activateWindow()
    wait_for_focus(qtbot, form)
    write("归别处")
    program.sitting.lock()
    shown(qtbot, program, LoginForm)
    assert not form.isVisible()
    write("2468")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.isVisible, timeout=10_000)
    form.activateWindow()
    wait_for_focus(qtbot, form)
    write("管")
    assert form._fields["why"].raw() == "归别处管"


def test_too_many_wrong_pins_ask_for_the_password(qtbot: QtBot, start: Start, furnished: Path) -> None:
    program = start()
    shown(qtbot, program, LoginForm)
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)
    assert program.window is not None
    program.window.commands.run("lock")
    form = shown(qtbot, program, LoginForm)
    for _ in range(MOST_PINS):
        wait_for_focus(qtbot, form)
        write("0000")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.gate.part is not form or bool(form.form.row("password").wrong), timeout=10_000)
    form = shown(qtbot, program, LoginForm)
    write("2468")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.form.row("password").wrong), timeout=10_000)
    wait_for_focus(qtbot, form)
    write("secret1")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(program.window.isVisible, timeout=10_000)


def test_another_language_before_there_is_a_folder(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start()
    welcome = shown(qtbot, program, Welcome)
    next(button for button in welcome.findChildren(Button) if button.text() == "English").click()
    qtbot.waitUntil(lambda: program.gate.part is not welcome and isinstance(program.gate.part, Welcome), timeout=10_000)
    assert language() is Language.ENGLISH
    wait_for_focus(qtbot, program.gate)
    speak(QApplication.instance(), Language.CHINESE)
    assert not folder.exists(), "nothing is made before the clerk says so"


def test_real_data_is_not_opened_as_a_sample(qtbot: QtBot, start: Start, furnished: Path) -> None:
    trouble = shown(qtbot, start(sample=True), Trouble)
    assert any("正式数据" in label.text() for label in trouble.findChildren(Words))


def lose_pc(folder: Path, clock: FakeClock, place: Path) -> None:
    """Back the room up, and let its PC be gone."""
    store = open_room(folder, clock)
    store.back_up(place / "last.backup")
    store.close()
    folder.rename(place / "the old PC")


def test_a_backup_is_brought_back_on_another_pc(
    qtbot: QtBot, start: Start, furnished: Path, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = renew_recovery_key(furnished)
    lose_pc(furnished, clock, tmp_path)
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "new key"))
    program = start()
    shown(qtbot, program, Welcome)
    digits("4")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RestoreForm)
    fill(str(tmp_path / "last.backup"), key)
    press(Qt.Key.Key_Return)
    steps = progress(program)
    shown(qtbot, program, LoginForm)
    assert steps[-1] == FINE and len(set(steps)) > 1
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)


def progress(program: Program) -> list[int]:
    """How far the work is that is waited for, told as it goes on."""
    steps: list[int] = []
    assert isinstance(program.gate.part, Waiting)
    program.gate.part.findChild(QProgressBar).valueChanged.connect(steps.append)
    return steps


def test_a_restore_that_is_stopped_leaves_no_room(
    qtbot: QtBot, start: Start, furnished: Path, clock: FakeClock, tmp_path: Path
) -> None:
    lose_pc(furnished, clock, tmp_path)
    program = start()
    welcome = shown(qtbot, program, Welcome)
    digits("4")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RestoreForm)
    fill(str(tmp_path / "last.backup"), "unneeded")
    busy = threading.Event()
    program._work.start(lambda _: busy.wait(20), lambda _: None, owner=welcome.window(), lane=Lane.LONG)
    press(Qt.Key.Key_Return)
    shown(qtbot, program, Waiting)
    press(Qt.Key.Key_Escape)
    busy.set()
    shown(qtbot, program, Welcome)
    assert not furnished.exists()


def test_a_wrong_recovery_key_is_said_beside_it_and_nothing_is_typed_anew(
    qtbot: QtBot, start: Start, furnished: Path, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_pc(furnished, clock, tmp_path)
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "new key"))
    program = start()
    shown(qtbot, program, Welcome)
    digits("4")
    press(Qt.Key.Key_Return)
    first = shown(qtbot, program, RestoreForm)
    fill(str(tmp_path / "last.backup"), "3F7K9")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.gate.part is not first and isinstance(program.gate.part, RestoreForm))
    form = shown(qtbot, program, RestoreForm)
    assert form.form.row("recovery_key").wrong
    assert [field.text() for field in form.findChildren(LineEdit)] == [str(tmp_path / "last.backup"), "3F7K9"]
    assert not furnished.exists()


def test_a_sample_that_is_stopped_half_way_is_gone(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start()
    shown(qtbot, program, Welcome)
    digits("2")
    press(Qt.Key.Key_Return)
    steps = progress(program)
    qtbot.waitUntil(lambda: len(steps) > 2, timeout=20_000)
    press(Qt.Key.Key_Escape)
    shown(qtbot, program, Welcome)
    assert steps == sorted(steps) and steps[-1] < FINE
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith("room")] == []
    assert not any(tint.isVisible() for tint in program.gate.findChildren(Tint))


def test_the_desk_locks_itself_but_not_under_typing(
    qtbot: QtBot, start: Start, furnished: Path, clock: FakeClock
) -> None:
    program = start()
    shown(qtbot, program, LoginForm)
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, program)
    assert program.window is not None
    assert program.sitting is not None
    idle = program.sitting.findChild(IdleWatch)
    program.window.go("visit")
    page = program.window.page
    assert isinstance(page, VisitPage)
    page.form.case.words.setFocus()
    qtbot.waitUntil(page.form.case.words.hasFocus)
    write("厨房漏水")
    clock.advance(minutes=11)
    idle.look()
    assert not program.sitting.locked
    search = program.window.search_box()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    write("139")
    clock.advance(minutes=11)
    idle.look()
    assert program.sitting.locked
    shown(qtbot, program, LoginForm)


@pytest.mark.qt_log_ignore("raise", extend=True)
def test_a_second_desk_raises_the_first(qtbot: QtBot, start: Start, furnished: Path) -> None:
    first = start()
    shown(qtbot, first, LoginForm)
    write("secret1")
    press(Qt.Key.Key_Return)
    seated(qtbot, first)
    assert first.window is not None
    first.window.hide()
    second = start()
    with qtbot.waitSignal(second.opening.left, timeout=10_000):
        pass
    qtbot.waitUntil(first.window.isVisible)
    assert second.window is None


def test_a_wrong_key_is_explained_and_nothing_is_lost(qtbot: QtBot, start: Start, furnished: Path) -> None:
    key = furnished.parent / "key"
    right = key.read_text()
    key.write_text("ab" * 32)
    program = start()
    trouble = shown(qtbot, program, Trouble)
    assert "密钥" in "".join(label.text() for label in trouble.findChildren(Words))
    key.write_text(right)
    press(Qt.Key.Key_Return)
    shown(qtbot, program, LoginForm)


def test_a_damaged_database_names_the_backup(qtbot: QtBot, start: Start, furnished: Path) -> None:
    database = furnished / "reception.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:100] + bytes(4096) + whole[4196:])
    trouble = shown(qtbot, start(), Trouble)
    assert any("恢复" in label.text() for label in trouble.findChildren(Words))
    assert database.read_bytes()[:100] == whole[:100]


def test_the_sample_needs_no_password(qtbot: QtBot, start: Start, folder: Path, clock: FakeClock) -> None:
    make_room(folder, clock, "NG07", sample=True).store.close()
    program = start(sample=True)
    here = seated(qtbot, program)
    assert here.sample
    assert program.sitting is not None
    assert program.sitting.desk.clerk.name == "样例接待员"
    assert [tint.accessibleName() for tint in program.gate.findChildren(Tint)] == ["样例·不作凭证"]
    assert program.sitting.why_no_lock()


def test_a_recovery_key_that_nobody_put_away_is_made_anew(qtbot: QtBot, start: Start, folder: Path) -> None:
    program = start()
    shown(qtbot, program, Welcome)
    digits("3")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RoomForm)
    write("NG07")
    press(Qt.Key.Key_Return)
    shown(qtbot, program, RecoveryCard)
    wrapped = (folder / "recovery.json").read_text()
    program.close()
    again = start()
    shown(qtbot, again, RecoveryCard)
    assert (folder / "recovery.json").read_text() != wrapped


def test_the_recovery_sheet_is_saved_and_printed(
    qtbot: QtBot, theme: Theme, work: Work, clock: FakeClock, tmp_path: Path
) -> None:
    card = RecoveryCard("3F7K9-3F7K9", "NG07")
    qtbot.addWidget(card)
    paper = RecoveryPaper(work, clock, "七政街民生接待室", "3F7K9-3F7K9", card, sample=False)
    card.saved.connect(paper.save)
    saved = tmp_path / "sheet.pdf"
    card.saved.emit(str(saved))
    qtbot.waitUntil(lambda: saved.exists() and not work.busy, timeout=20_000)
    with ReadBack(saved) as read:
        assert "3F7K9" in read.all
    pdf = saved.read_bytes()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    paper.print_on(printer, pdf, [(595, 842)])
    qtbot.waitUntil(lambda: (tmp_path / "printed.pdf").exists() and not work.busy, timeout=20_000)
    card.saved.emit(str(tmp_path / "no such folder" / "sheet.pdf"))
    qtbot.waitUntil(lambda: any("no such folder" in label.text() for label in card.findChildren(Words)), timeout=20_000)
