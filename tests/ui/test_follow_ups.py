"""Thursday's forty calls: digits only, no mouse, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus, write
from support.room import Room
from support.screen import Away, away, open_window, shown_page

from reception.desk.calls import calls_due
from reception.desk.drafts import drafts
from reception.desk.lists import show_case
from reception.domain.lifecycle import Act
from ui.calls.panel import CallPanel
from ui.calls.people import PeopleList, PeopleModel
from ui.pages.follow_ups import FollowUpsPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.targets import read_visit_target
from ui.theme.theme import Theme
from ui.widgets.notice import Tint
from ui.work import Work

PEOPLE = 31
CASES = 40


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    specs = (
        PageSpec("follow_ups", ("回访", "Follow-ups"), "phone-call", FollowUpsPage),
        away("visit", "F2"),
    )
    made = open_window(qtbot, room, work, theme, specs)
    wait_for_focus(qtbot, made)
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def handled(room: Room, person: int) -> str:
    resident = {"name": f"居民{person}", "phone": f"139045100{person:02}"}
    number, _ = room.dispatched(resident=resident, words=f"第{person}户的水管漏水")
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="换了水管")
    return number


def panel(window: MainWindow) -> CallPanel:
    found = window.findChild(CallPanel)
    assert found is not None
    return found


def called(window: MainWindow) -> int:
    people = window.findChild(PeopleModel)
    assert people is not None
    return people.called


def wait_for_call(qtbot: QtBot, window: MainWindow, name: str) -> None:
    def asked() -> bool:
        talk = panel(window).talk
        return talk is not None and talk.call.name == name and panel(window).isAncestorOf(QApplication.focusWidget())

    qtbot.waitUntil(asked, timeout=10_000)


@pytest.fixture
def numbers(room: Room) -> list[str]:
    """Forty cases of thirty-one people, four days after the last was done. Nine people have two."""
    made = [handled(room, case % PEOPLE) for case in range(CASES)]
    room.clock.advance(days=2)
    assert len(calls_due(room.desk).calls) == PEOPLE
    return made


def test_forty_calls_by_digits_alone(
    qtbot: QtBot, room: Room, numbers: list[str], window: MainWindow, work: Work
) -> None:
    two_cases = CASES - PEOPLE
    for person in range(PEOPLE):
        wait_for_call(qtbot, window, f"居民{person}")
        if person % 5 == 4:
            digits("2")  # no answer
        else:
            digits("1" + "11" * (2 if person < two_cases else 1))  # reached; solved, satisfied, for each case
    qtbot.waitUntil(lambda: called(window) == PEOPLE and not work.busy, timeout=20_000)
    states = [show_case(room.desk, number)["status"] for number in numbers]
    missed = sum((case % PEOPLE) % 5 == 4 for case in range(CASES))
    assert (states.count("confirmed"), states.count("handled")) == (CASES - missed, missed)
    assert calls_due(room.desk).calls == ()


def test_solved_but_rude(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number = handled(room, 1)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("113")  # reached, solved, dissatisfied
    digits("0")
    write("师傅态度不好")
    press(Qt.Key.Key_Return)
    digits("3")  # the manner
    qtbot.waitUntil(lambda: called(window) == 1 and not work.busy, timeout=10_000)
    detail = show_case(room.desk, number)["timeline"][-1]["detail"]
    assert (detail["solved"], detail["satisfied"], detail["why"], detail["words"]) == (
        "yes", "dissatisfied", "attitude", "师傅态度不好"
    )  # fmt: skip


def test_a_wrong_digit_is_taken_back(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number = handled(room, 1)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("13")  # not solved: no!
    press(Qt.Key.Key_Backspace)
    digits("12")
    qtbot.waitUntil(lambda: called(window) == 1 and not work.busy, timeout=10_000)
    detail = show_case(room.desk, number)["timeline"][-1]["detail"]
    assert (detail["solved"], detail["satisfied"]) == ("yes", "basically")


def test_not_solved_begins_a_new_round(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number = handled(room, 1)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("13" + "4" + "1")  # reached, not solved, not rated, do it again
    qtbot.waitUntil(lambda: called(window) == 1 and not work.busy, timeout=10_000)
    case = show_case(room.desk, number)
    assert (case["status"], case["round"]) == ("registered", 2)


def test_it_is_said_whether_a_suggestion_is_adopted(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched(resident={"name": "居民1", "phone": "13904510001"}, case={"voice": "suggestion"})
    room.step(number, Act.ACCEPT)
    room.step(number, Act.HANDLE, adopted="no", done="与消防通道冲突")
    room.clock.advance(days=20)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    told = [label.toolTip() or label.text() for label in panel(window).findChildren(QLabel)]
    assert "不采纳 · 单位反馈：与消防通道冲突" in told


def test_the_gate_is_broken_too(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    handled(room, 1)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("1")
    press(Qt.Key.Key_F2)
    visit = shown_page(window, "visit")
    assert isinstance(visit, Away)
    visitor = read_visit_target(visit.targets[0])
    assert visitor is not None
    assert (visitor.name, visitor.phone, visitor.channel, visitor.then) == (
        "居民1",
        "13904510001",
        "phone",
        "follow_ups",
    )
    window.commands.run("back")
    wait_for_call(qtbot, window, "居民1")
    talk = panel(window).talk
    assert talk is not None
    assert talk.answers == ["yes"], "the call goes on where it was"


def test_a_call_taken_back_is_made_again(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    from ui import acts

    handled(room, 1)
    handled(room, 2)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("111")
    wait_for_call(qtbot, window, "居民2")
    qtbot.waitUntil(lambda: not work.busy)
    acts.undo(window.context)
    qtbot.waitUntil(lambda: called(window) == 0, timeout=10_000)


def test_a_call_in_its_middle_is_there_again_after_a_cut(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work, theme: Theme
) -> None:
    numbers = [handled(room, person) for person in (1, 2)]
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    press(Qt.Key.Key_PageDown)
    wait_for_call(qtbot, window, "居民2")
    digits("13")  # reached, not solved
    digits("0")
    write("又渗水了")
    qtbot.waitUntil(lambda: [draft.title for draft in drafts(room.desk)] == ["回访 居民2"], timeout=10_000)
    spec = PageSpec("follow_ups", ("回访", "Follow-ups"), "phone-call", FollowUpsPage)
    again = open_window(qtbot, room, work, theme, (spec, away("visit", "F2")))  # as after kill -9: nothing was closed
    again.activateWindow()
    wait_for_call(qtbot, again, "居民2")
    talk = panel(again).talk
    assert talk is not None and (talk.answers, talk.words) == (["yes", "no"], {0: "又渗水了"})
    assert "没打完的回访 居民2" in again._notice.words
    digits("4" + "1")  # not rated, do it again
    qtbot.waitUntil(lambda: called(again) == 1 and not work.busy, timeout=10_000)
    assert show_case(room.desk, numbers[1])["timeline"][-2]["detail"]["words"] == "又渗水了"
    qtbot.waitUntil(lambda: drafts(room.desk) == [], timeout=10_000)


def test_whoever_is_put_off_is_gone_on_with_where_it_was(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    for person in (1, 2):
        handled(room, person)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("1")
    press(Qt.Key.Key_PageDown)
    wait_for_call(qtbot, window, "居民2")
    press(Qt.Key.Key_PageUp)
    wait_for_call(qtbot, window, "居民1")
    talk = panel(window).talk
    assert talk is not None and talk.answers == ["yes"]


def test_somebody_is_chosen_in_the_list_by_the_keys(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    for person in (1, 2, 3):
        handled(room, person)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    people = window.findChild(PeopleList)
    assert people is not None
    go_to(people)
    press(Qt.Key.Key_Down)
    assert called_now(window) == ("居民2", []) and people.hasFocus()
    digits("1")
    assert called_now(window) == ("居民2", ["yes"])
    assert wait_for_focus(qtbot, panel(window)), "the answers follow the digit"
    go_to(people)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert called_now(window) == ("居民3", [])
    assert wait_for_focus(qtbot, panel(window))
    digits("2")
    qtbot.waitUntil(lambda: called(window) == 1)


def test_a_call_in_its_middle_is_not_left_when_the_round_is_read_again(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    for person in (1, 2):
        handled(room, person)
    room.clock.advance(days=2)
    window.changed(None)
    wait_for_call(qtbot, window, "居民1")
    digits("2")  # nobody answers
    qtbot.waitUntil(lambda: called(window) == 1 and not work.busy)
    people = window.findChild(PeopleList)
    assert people is not None
    go_to(people)
    press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    digits("1")  # he rings back
    window.changed(None)
    qtbot.waitUntil(lambda: not work.busy)
    assert called_now(window) == ("居民1", ["yes"])


def go_to(part: QWidget) -> None:
    """By Tab, which comes everywhere."""
    for _ in range(20):
        if part.hasFocus():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come there")


def called_now(window: MainWindow) -> tuple[str, list[str]]:
    talk = panel(window).talk
    assert talk is not None
    return talk.call.name, talk.answers


@pytest.mark.parametrize(("moment", "warns"), [("2026-11-24 11:20", False), ("2026-11-24 12:00", True)])
def test_noon_is_quiet(qtbot: QtBot, room: Room, work: Work, theme: Theme, moment: str, warns: bool) -> None:
    room.clock.set(moment)
    page = PageSpec("follow_ups", ("回访", "Follow-ups"), "phone-call", FollowUpsPage)
    made = open_window(qtbot, room, work, theme, (page,))
    tints = [tint.isVisible() for tint in made.findChildren(Tint) if "11:30" in tint.accessibleName()]
    assert tints == [warns]
