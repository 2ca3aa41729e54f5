"""Story 10. Forty follow-ups of 31 people on a Thursday, digits only; who cannot be reached leaves the denominators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.days import told
from support.keys import digits, press, wait_for_focus, write
from support.room import Room
from support.screen import VISIT, open_window

from reception.desk.calls import calls_due
from reception.desk.lists import CaseFilter, Line, case_lines, show_case
from reception.desk.measures import measures
from reception.domain.lifecycle import Act
from reception.domain.measures import NOT_ASKED, UNREACHABLE, Rates
from ui.calls.panel import CallPanel
from ui.calls.people import PeopleModel
from ui.pages.follow_ups import FollowUpsPage
from ui.pages.page import PageSpec
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

PEOPLE, CASES = 31, 40
SILENT = range(20, 26)
"""Six who do not answer on Thursday; the first four do not on Friday either."""
RUDE, GATE = 12, 15
PAGES = (
    PageSpec("follow_ups", ("回访", "Follow-ups"), "phone-call", FollowUpsPage),
    VISIT,
)


def name(person: int) -> str:
    return f"居民{person:02}"


@dataclass
class Round:
    """The clerk at her call round."""

    qtbot: QtBot
    room: Room
    window: MainWindow
    work: Work

    @property
    def panel(self) -> CallPanel:
        found = self.window.findChild(CallPanel)
        assert found is not None
        return found

    def rings(self, person: int) -> None:
        """Wait until somebody's call is open, under the fingers."""

        def open_now() -> bool:
            talk = self.panel.talk
            focus = QApplication.focusWidget()
            return talk is not None and talk.call.name == name(person) and self.panel.isAncestorOf(focus)

        self.qtbot.waitUntil(open_now, timeout=20_000)

    def call(self, person: int, typed: str) -> None:
        """One call, in digits; the next comes by itself."""
        self.rings(person)
        digits(typed)
        self.room.clock.advance(minutes=1)

    def all_called(self, count: int) -> None:
        people = self.window.findChild(PeopleModel)
        assert people is not None
        self.qtbot.waitUntil(lambda: people.called == count and not self.work.busy, timeout=20_000)


@pytest.fixture
def numbers(room: Room) -> list[str]:
    """What the units said on Tuesday is done: forty cases, nine people have two. By Thursday they are due."""
    made = []
    for case in range(CASES):
        person = case % PEOPLE
        resident = {"name": name(person), "phone": f"139045110{person:02}"}
        number, _ = room.dispatched(resident=resident, words=f"第{case + 1}件：水管漏水")
        room.step(number, Act.ACCEPT, by="赵工")
        room.step(number, Act.HANDLE, done="换了水管")
        made.append(number)
    room.clock.set("2026-11-26 09:00")
    assert len(calls_due(room.desk).calls) == PEOPLE
    assert sum(len(call.cases) for call in calls_due(room.desk).calls) == CASES
    return made


@pytest.fixture
def thursday(qtbot: QtBot, room: Room, numbers: list[str], work: Work, theme: Theme) -> Iterator[Round]:
    window = open_window(qtbot, room, work, theme, PAGES)
    wait_for_focus(qtbot, window)
    yield Round(qtbot, room, window, work)
    qtbot.waitUntil(lambda: not work.busy)


def test_forty_calls(thursday: Round, numbers: list[str]) -> None:
    for person in range(PEOPLE):
        thursdays_call(thursday, person)
    thursday.all_called(PEOPLE)
    of_thursday(thursday.room, numbers)
    solved_but_rude(thursday.room, numbers[RUDE])
    the_gate_too(thursday.room)
    friday(thursday)
    of_friday(thursday.room, numbers)


def thursdays_call(round_: Round, person: int) -> None:
    if person in SILENT:
        round_.call(person, "2")  # no answer
    elif person == RUDE:
        round_.call(person, "1133")  # reached, solved, dissatisfied: the manner
    elif person == GATE:
        the_gate_is_broken_too(round_)
    else:
        round_.call(person, "1" + "11" * (2 if person < CASES - PEOPLE else 1))  # reached; solved, satisfied


def the_gate_is_broken_too(round_: Round) -> None:
    """F2 in the call: the new visit knows who it is; saved, the call goes on where it was."""
    round_.rings(GATE)
    digits("1")
    press(Qt.Key.Key_F2)
    visit = round_.window.page
    assert isinstance(visit, VisitPage)
    round_.qtbot.waitUntil(visit.form.case.words.hasFocus, timeout=10_000)
    write("院门也坏了，关不上")
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    round_.qtbot.waitUntil(lambda: round_.window.open_key == "follow_ups", timeout=10_000)
    round_.rings(GATE)
    assert round_.panel.talk is not None and round_.panel.talk.answers == ["yes"]
    digits("11")


def rates(room: Room) -> Rates:
    return measures(room.desk, date(2026, 11, 24), date(2026, 11, 27))[0].rates


def silent(numbers: list[str]) -> list[str]:
    return [numbers[person] for person in SILENT]


def of_thursday(room: Room, numbers: list[str]) -> None:
    found = rates(room)
    assert (found.cases, found.valid) == (CASES + 1, CASES - len(SILENT))
    assert found.left_out[UNREACHABLE] == (), "one miss makes nobody unreachable"
    assert set(silent(numbers)) < set(found.left_out[NOT_ASKED])
    assert calls_due(room.desk).calls == (), "nobody is called twice on a day"
    for number in silent(numbers):
        last = show_case(room.desk, number)["timeline"][-1]
        assert (last["detail"]["reached"], last["detail"]["next_on"]) == ("no_answer", "2026-11-27")


def solved_but_rude(room: Room, number: str) -> None:
    case = show_case(room.desk, number)
    said = case["timeline"][-1]["detail"]
    assert (said["solved"], said["satisfied"], said["why"]) == ("yes", "dissatisfied", "attitude")
    assert case["status"] == "confirmed"


def the_gate_too(room: Room) -> None:
    new: Line = case_lines(room.desk, CaseFilter(status="registered"))[0]
    assert (new["words"], new["resident"], told(str(new["received_at"]))[:5]) == (
        "院门也坏了，关不上", name(GATE), "11-26",
    )  # fmt: skip
    assert len(case_lines(room.desk, CaseFilter(), 100)) == CASES + 1


def friday(round_: Round) -> None:
    """At another hour: two of the six answer, four do not and are closed as unreachable."""
    round_.room.clock.set("2026-11-27 14:10")
    round_.window.changed(None)
    for person in SILENT:
        if person in SILENT[:4]:
            round_.call(person, "21")  # no answer; not to be reached, close it
        else:
            round_.call(person, "111")
    round_.qtbot.waitUntil(lambda: calls_due(round_.room.desk).calls == () and not round_.work.busy, timeout=20_000)


def of_friday(room: Room, numbers: list[str]) -> None:
    found = rates(room)
    gone = tuple(silent(numbers)[:4])
    assert set(found.left_out[UNREACHABLE]) == set(gone)
    assert {show_case(room.desk, number)["status"] for number in gone} == {"closed"}
    for rate in (found.solution, found.satisfaction, found.response):
        assert rate.whole == CASES - 4, "the four leave the denominators"
        assert not set(gone) & set(rate.cases)
    assert (found.solution.part, found.satisfaction.part) == (36, 35), "all solved, one of them not content"
