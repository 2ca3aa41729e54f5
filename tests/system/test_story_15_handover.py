"""Story 15. She leaves, he comes: 停用, and what she planned and began stays with the room; the sheet lists it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus, write
from support.pdf import ReadBack
from support.room import Room
from support.screen import VISIT, away, open_window, shown_page

from reception.desk.calls import calls_due
from reception.desk.case_page import open_case
from reception.desk.desk import Clerk, Desk
from reception.desk.drafts import drafts
from reception.desk.leaving import leaving
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.logins import (
    accounts,
    add_clerk,
    log_in,
    make_first_clerk,
    set_first_password,
    set_password,
    stop_clerk,
    unlock,
)
from reception.desk.orders import dispatch
from reception.desk.undo import latest_gesture, past_gestures
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.paper.handover_sheet import handover_sheet_of, write_handover
from reception.paper.printing import print_order
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.visit.filled import FORM
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAGES = (away("today"), VISIT)
SECRETS = {"meng": "leader-of-07", "fang": "fang-at-the-desk", "li": "li-is-new-here"}
HALF = "二楼水表箱门掉了"


@dataclass
class Left:
    """What she leaves: a case not dispatched, one with a promise to call, one in hand beyond its first limit."""

    waiting: str
    planned: str
    promised: str
    order: str


@pytest.fixture
def leader(room: Room) -> Desk:
    """孟主任, who leads the room."""
    return Desk(room.store, make_first_clerk(room.store, "meng", "孟主任", SECRETS["meng"]))


@pytest.fixture
def she(room: Room, leader: Desk) -> None:
    """方敏 logs in on Friday."""
    room.clock.set("2026-11-27 09:00")
    add_clerk(leader, "fang", "方敏")
    set_password(leader, "fang", SECRETS["fang"], "2468")
    room.desk = Desk(room.store, log_in(room.store, "fang", SECRETS["fang"]))


@pytest.mark.usefixtures("she")
def test_she_leaves_he_comes(qtbot: QtBot, room: Room, leader: Desk, work: Work, theme: Theme, tmp_path: Path) -> None:
    left = her_last_day(room)
    her_parked_form(qtbot, open_window(qtbot, room, work, theme, PAGES), work)
    the_sheet(room, left, tmp_path)
    stopped(room, leader, left)
    he = he_comes(room, leader)
    her_follow_up_is_his(room, left)
    her_form_is_his(qtbot, open_window(qtbot, room, work, theme, PAGES), room, he, work)


def her_last_day(room: Room) -> Left:
    waiting = room.case(words="楼道灯一直亮着", resident={"name": "段秀兰", "phone": "13904515151"})
    planned = room.handled()
    room.step(planned, Act.PLAN, on="2026-11-30", way="visit")
    promised, order = room.dispatched("H01", resident={"name": "谷长林", "phone": "13904515152"}, words="暖气片渗水")
    room.step(promised, Act.EXTEND, until="2026-12-18", why="等配件到货", agreed_by="孟主任", told_on="2026-11-27")
    print_order(room.desk, order, room.store.folder / "order.pdf")
    (room.store.folder / "order.pdf").unlink()
    return Left(waiting, planned, promised, order)


def her_parked_form(qtbot: QtBot, window: MainWindow, work: Work) -> None:
    """She was called away from a form and put it aside."""
    wait_for_focus(qtbot, window)
    press(Qt.Key.Key_F2)
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    page.form.case.words.setFocus()
    write(HALF)
    press(Qt.Key.Key_N, modifiers=CONTROL)
    qtbot.waitUntil(page.parked.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: not work.busy)
    window.close()


def the_sheet(room: Room, left: Left, folder: Path) -> None:
    """Open cases, promises, papers awaited, what was not sent, forms begun; with both signatures."""
    room.clock.set("2026-11-27 16:50")
    what = leaving(room.desk)
    assert {case.number for case in what.cases} == {left.waiting, left.planned, left.promised}
    assert [(promise.number, promise.act) for promise in what.promises] == [
        (left.planned, "plan"), (left.promised, "extend"),
    ]  # fmt: skip
    assert [(paper.number, paper.printed) for paper in what.awaited] == [(left.order, 1)]
    assert [draft.title for draft in what.drafts] == [HALF]
    write_handover(handover_sheet_of(room.desk, takes="李强"), folder / "handover.pdf")
    with ReadBack(folder / "handover.pdf") as paper:
        whole = paper.all
    for part in (left.waiting, left.planned, left.promised, left.order, "等配件到货", "12月18日", "11月30日", HALF):
        assert part in whole, part
    for part in ("方敏", "李强", "移交人签字", "接收人签字", "尚未上传区平台"):
        assert part in whole, part


def stopped(room: Room, leader: Desk, left: Left) -> None:
    """停用, never deleted: she gets in no more, and what she did still carries her name."""
    with pytest.raises(NotAllowed):
        stop_clerk(room.desk, "meng")
    stop_clerk(leader, "fang")
    for refused in (lambda: log_in(room.store, "fang", SECRETS["fang"]), lambda: unlock(room.store, "fang", "2468")):
        with pytest.raises(NotAllowed, match="登录名或密码不对"):
            refused()
    account = next(account for account in accounts(room.store) if account.clerk.code == "fang")
    assert account.stopped
    opened = open_case(leader, left.planned)
    assert {opened.clerk(step.clerk) for step in opened.case.steps} == {"方敏"}


def he_comes(room: Room, leader: Desk) -> Clerk:
    """Monday. His first password, set while the leader stands by."""
    room.clock.set("2026-11-30 08:40")
    add_clerk(leader, "li", "李强")
    he = set_first_password(room.store, "meng", SECRETS["meng"], "li", SECRETS["li"])
    room.desk = Desk(room.store, he)
    assert latest_gesture(room.desk) is None, "what he can take back is his own"
    assert past_gestures(room.desk), "and he sees what was done here"
    return he


def her_follow_up_is_his(room: Room, left: Left) -> None:
    (call,) = (call for call in calls_due(room.desk).calls if call.way == "visit")
    assert [case.number for case in call.cases] == [left.planned]
    assert dispatch(room.desk, left.waiting, "P01").order
    assert {case.number for case in leaving(room.desk).cases} == {left.waiting, left.planned, left.promised}


def her_form_is_his(qtbot: QtBot, window: MainWindow, room: Room, he: Clerk, work: Work) -> None:
    """He opens what she put aside, and saves it as his own."""
    window.activateWindow()
    wait_for_focus(qtbot, window)
    press(Qt.Key.Key_F2)
    page = shown_page(window, "visit")
    assert isinstance(page, VisitPage)
    qtbot.waitUntil(page.parked.isVisible, timeout=10_000)
    assert [(draft.title, draft.clerk) for draft in page.parked.drafts] == [(HALF, "fang")]
    press(Qt.Key.Key_O, modifiers=CONTROL | SHIFT)
    digits("1")
    qtbot.waitUntil(lambda: page.form.case.words.toPlainText() == HALF, timeout=10_000)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(page.result.isVisible, timeout=10_000)
    saved = case_lines(room.desk, CaseFilter(), 1)[0]
    assert saved["words"] == HALF
    assert {step.clerk for step in open_case(room.desk, str(saved["number"])).case.steps} == {he.code}
    qtbot.waitUntil(lambda: not work.busy and not drafts(room.desk, FORM), timeout=10_000)
