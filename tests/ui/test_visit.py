"""A new visit, by keys alone, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from support.keys import digits, press, wait_for_focus, write
from support.room import Room
from support.screen import VISIT, Away, away, open_window, shown_page

from reception.desk.choices import choices
from reception.desk.drafts import drafts
from reception.desk.lists import CaseFilter, case_lines, show_case
from ui.acts import undo
from ui.pages.visit import VisitPage
from ui.shell import MainWindow
from ui.targets import Visitor, visit_target
from ui.theme.theme import Theme
from ui.visit.filled import FORM, FilledPlace
from ui.visit.place import PlacePart
from ui.visit.read_back import ReadBack
from ui.widgets.labels import Words
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOME = {"address_text": "红旗大街188号3-2-501"}
SEWER = "排水/主下水堵塞、返水"
SPECS = (
    away("today"),
    VISIT,
    away("case"),
    away("follow_ups"),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    made = open_window(qtbot, room, work, theme, SPECS)
    made.activateWindow()
    made.go("visit")
    wait_for_focus(qtbot, made)
    settled(qtbot, work)
    yield made
    settled(qtbot, work)


def settled(qtbot: QtBot, work: Work) -> None:
    qtbot.waitUntil(lambda: not work.busy, timeout=10_000)


def page(window: MainWindow) -> VisitPage:
    found = shown_page(window, "visit")
    assert isinstance(found, VisitPage)
    return found


def find(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    """Type into the lookup line and take the first."""
    press(Qt.Key.Key_F, modifiers=CONTROL)
    write(typed)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page(window).form.case.words.hasFocus, timeout=10_000)


def save(qtbot: QtBot, window: MainWindow) -> None:
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(page(window).result.isVisible, timeout=10_000)


def latest(room: Room) -> dict[str, object]:
    return case_lines(room.desk, CaseFilter(), 1)[0]


class Count(QObject):
    """Counts the keys pressed: each is offered to what has the focus as a shortcut first."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.keys += 1
        return False


def test_a_returning_residents_problem_takes_at_most_25_keys_beside_the_words(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    room.dispatched("P01", case={"category": SEWER}, **HOME)
    window.go("today")
    count = Count()
    QApplication.instance().installEventFilter(count)
    press(Qt.Key.Key_F2)
    write("zsf")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page(window).form.case.words.hasFocus, timeout=10_000)
    write("主下水堵了，往外返水")
    qtbot.waitUntil(lambda: page(window).form.case.category.key == SEWER)
    save(qtbot, window)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page(window).result.orders), timeout=10_000)
    QApplication.instance().removeEventFilter(count)
    assert page(window).result._print.hasFocus()  # Enter once too often loses nothing from sight
    shown = latest(room)
    assert (shown["resident"], shown["phone"], shown["category"]) == ("张淑芬", "13904510000", SEWER)
    assert (shown["urgency"], shown["status"], shown["unit"]) == ("urgent", "dispatched", "P01")
    assert shown["address"] == "红旗大街188号3号楼2单元501室"
    assert 0 < count.keys <= 10


# finding people


def test_an_answer_that_comes_late_is_still_taken_by_return(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.case(**HOME)
    find(qtbot, window, "4510000")  # Return is pressed before anything was found
    form = page(window).form.filled()
    assert (form.person.name, form.person.phone) == ("张淑芬", "13904510000")
    assert (form.place.compound, form.place.building, form.place.home) == ("HQ188", "3", "501")


def test_half_a_phone_goes_on_when_only_the_window_came_back(qtbot: QtBot, window: MainWindow, work: Work) -> None:
    lookup = page(window).form.who.lookup
    write("1390451")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    window.activateWindow()
    qtbot.waitUntil(lookup.hasFocus)
    write("0000")
    assert lookup.text() == "13904510000"


def test_in_the_list_digits_choose(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    for name, phone in (("张淑芬", "13904510000"), ("张建国", "13904510009")):
        room.case(resident={"name": name, "phone": phone}, **HOME)
    lookup = page(window).form.who.lookup
    write("1390451")
    qtbot.waitUntil(lambda: lookup.open)
    press(Qt.Key.Key_Down)
    digits("2")
    qtbot.waitUntil(page(window).form.case.words.hasFocus)
    assert page(window).form.who.name.text() == "张淑芬"


def test_somebody_new_begins_with_what_was_typed(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    who = page(window).form.who
    write("13904519999")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(who.name.hasFocus)
    write("李秀英")
    assert (who.name.text(), who.phone.text()) == ("李秀英", "13904519999")


def test_household_remarks_open_cases_and_last_visits_are_beside(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    number = room.case(**HOME)
    find(qtbot, window, "zsf")
    card = page(window).side.household
    qtbot.waitUntil(lambda: card.cases.numbers == [number])
    card.cases.setFocus()
    press(Qt.Key.Key_Return)
    away_page = shown_page(window, "case")
    assert isinstance(away_page, Away)
    assert away_page.targets == [number]


def test_the_household_is_there_while_one_types_and_can_be_urged_for(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    number, _ = room.dispatched(**HOME)
    other = room.case(resident={"name": "张建国", "phone": "13800000009"}, address_text="红旗大街188号4-1-101")
    form, cases = page(window).form, page(window).side.household.cases
    write("消防家属区4-1-101")
    qtbot.waitUntil(lambda: cases.numbers == [other], timeout=10_000)
    assert form.filled().person.blank
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write("zsf")
    qtbot.waitUntil(lambda: cases.numbers == [number], timeout=10_000)
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: show_case(room.desk, number)["timeline"][-1]["act"] == "touch", timeout=10_000)
    assert form.filled().person.name == "张淑芬"


def test_who_was_only_looked_at_is_gone_when_the_list_is_left(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.case(**HOME)
    write("zsf")
    qtbot.waitUntil(lambda: page(window).side.person is not None, timeout=10_000)
    page(window).form.case.words.setFocus()
    qtbot.waitUntil(lambda: page(window).side.person is None)
    press(Qt.Key.Key_F, modifiers=CONTROL)
    write("zsf")
    qtbot.waitUntil(lambda: page(window).side.person is not None, timeout=10_000)
    press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert page(window).side.person is None


# addresses


def test_an_address_in_one_line_is_read_into_its_steps(qtbot: QtBot, window: MainWindow) -> None:
    place = page(window).form.place
    place.compound.setFocus()
    write("消防家属区3号楼2单元501")
    press(Qt.Key.Key_Return)
    assert (place.compound.text(), place.building.text(), place.entrance.text(), place.home.text()) == (
        "红旗大街188号", "3", "2", "501"
    )  # fmt: skip
    assert page(window).form.case.words.hasFocus()


def test_initials_and_return_go_from_step_to_step(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    place = page(window).form.place
    place.compound.setFocus()
    write("xfj")
    press(Qt.Key.Key_Return)
    assert place.building.hasFocus()
    write("3")
    press(Qt.Key.Key_Return)
    write("2")
    press(Qt.Key.Key_Return)
    write("501")
    filled = place.filled()
    assert (filled.compound, filled.building, filled.entrance, filled.home) == ("HQ188", "3", "2", "501")


def test_a_place_nobody_knows_is_kept_as_it_was_typed(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    place = page(window).form.place
    place.compound.setFocus()
    write("红旗大街188号")
    press(Qt.Key.Key_Return)
    assert "网格" in place._belongs.accessibleName()
    place.compound.setFocus()
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write("江边小屋")
    page(window).form.case.words.setFocus()
    assert "名册里没有" in place._belongs.accessibleName()
    write("路灯不亮")
    save(qtbot, window)
    assert latest(room)["address"] == "江边小屋"


# saving


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    form = page(window).form
    form.who.phone.setFocus()
    write("1390451")
    form.case.words.setFocus()
    write("楼道灯不亮")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: bool(form.who.row("resident.phone").wrong))
    assert form.who.phone.hasFocus()
    assert form.case.words.toPlainText() == "楼道灯不亮"
    write("0000")
    save(qtbot, window)
    assert latest(room)["phone"] == "13904510000"


def test_no_syllable_is_lost_when_one_saves_while_composing(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    words = page(window).form.case.words
    words.setFocus()
    write("楼道灯")
    QApplication.sendEvent(words, QInputMethodEvent("不亮", []))
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    event = QInputMethodEvent("", [])
    event.setCommitString("不亮")
    QApplication.sendEvent(words, event)
    qtbot.waitUntil(page(window).result.isVisible, timeout=10_000)
    assert latest(room)["words"] == "楼道灯不亮"


def test_several_things_are_one_visit(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    form = page(window).form
    form.case.words.setFocus()
    write("楼道灯不亮")
    press(Qt.Key.Key_N, modifiers=CONTROL | SHIFT)
    assert form.case.words.toPlainText() == ""
    write("门口台阶太高")
    form.case.voice.setFocus()
    digits("4")
    press(Qt.Key.Key_N, modifiers=CONTROL | SHIFT)
    save(qtbot, window)  # the third stayed empty
    lines = case_lines(room.desk, CaseFilter(descending=False))
    assert [(line["words"], line["voice"]) for line in lines] == [
        ("楼道灯不亮", "problem"), ("门口台阶太高", "suggestion")
    ]  # fmt: skip


def test_a_category_that_is_none_is_not_dropped_in_silence(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    form = page(window).form
    form.case.words.setFocus()
    write("门口有人拉琴")
    form.case.category.setFocus()
    write("没有这一类")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "选一个分类" in form.case.row("category").wrong)
    assert case_lines(room.desk, CaseFilter(), 5) == []
    form.case.category.clear()
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: len(case_lines(room.desk, CaseFilter(), 5)) == 1)


def test_a_headcount_in_words_is_said_beside_it(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    form = page(window).form
    form.case.words.write("夜里施工太吵")
    form.show_more(True)
    form.more.headcount.write("十二个")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "写数字" in form.more.row("headcount").wrong)
    assert form.more.headcount.hasFocus()
    assert case_lines(room.desk, CaseFilter(), 5) == []


def test_an_error_in_another_case_brings_it_forward(qtbot: QtBot, window: MainWindow) -> None:
    form = page(window).form
    form.case.words.setFocus()
    write("灯" * 20_001)
    press(Qt.Key.Key_N, modifiers=CONTROL | SHIFT)
    write("门坏了")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: bool(form.case.row("words").wrong))
    assert form.case.words.toPlainText().startswith("灯")


def test_what_is_asked_at_times_is_saved_too(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    form = page(window).form
    form.case.words.setFocus()
    write("夜里施工太吵")
    press(Qt.Key.Key_E, modifiers=CONTROL)
    digits("4")
    form.more.back_name.setFocus()
    write("李梅")
    press(Qt.Key.Key_Tab)
    write("13800000002")
    form.more.headcount.setFocus()
    write("12")
    press(Qt.Key.Key_Tab)
    write("吴敏")
    form.more.confidential.setFocus()
    press(Qt.Key.Key_Space)
    save(qtbot, window)
    shown = show_case(room.desk, str(latest(room)["number"]))
    assert (shown["place_kind"], shown["confidential"]) == ("site", True)
    assert [party["name"] for party in shown["parties"]] == ["吴敏", "李梅"]


def test_a_visit_is_written_later_with_its_time_and_why(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.clock.set("2026-11-24 15:00")
    more = page(window).form.more
    page(window).form.case.words.setFocus()
    write("家访时说暖气不热")
    page(window).form.show_more(True)
    assert not more.late_why.isVisible()
    more.received.setFocus()
    write("25点")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "看不出" in more.row("received_at").wrong)
    more.received.selectAll()
    write("9点半")
    assert more.late_why.isVisible()
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "补录" in more.row("late_why").wrong)
    assert more.late_why.hasFocus()
    write("停电，先记在纸上")
    save(qtbot, window)
    shown = show_case(room.desk, str(latest(room)["number"]))
    [step] = shown["timeline"]
    assert (shown["received_at"], step["at"]) == ("2026-11-24T01:30:00.000Z",) * 2
    assert step["detail"]["late_why"] == "停电，先记在纸上"
    assert more.received.text() == "", "the next one comes now"


def test_a_number_that_is_here_already_is_said_beside_it(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case(channel="hotline", their_number="231124007")
    form = page(window).form
    form.channel.setFocus()
    digits("5")
    form.case.words.setFocus()
    write("路灯不亮")
    form.show_more(True)
    form.more.their_number.setFocus()
    write("２３１１２４００７")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: f"已登记为 {number}" in form.more.row("their_number").wrong, timeout=10_000)
    write("8")
    save(qtbot, window)
    assert show_case(room.desk, str(latest(room)["number"]))["references"] == [
        {"issuer": "12345", "number": "2311240078"}
    ]  # fmt: skip


def test_a_doubt_is_answered_in_the_same_visit(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    form = page(window).form
    form.case.voice.setFocus()
    digits("2")
    form.case.words.setFocus()
    write("换窗户要不要自己花钱")
    save(qtbot, window)
    write("单元门窗由政府出资，自家窗户自愿")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: latest(room)["status"] == "closed")


def test_undo_takes_the_visit_back_and_the_strip_with_it(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    page(window).form.case.words.setFocus()
    write("楼道灯不亮")
    save(qtbot, window)
    undo(window.context)
    qtbot.waitUntil(lambda: not page(window).result.isVisible(), timeout=10_000)
    assert case_lines(room.desk, CaseFilter()) == []


def test_the_words_are_read_back_in_large_type(qtbot: QtBot, window: MainWindow) -> None:
    page(window).form.case.words.setFocus()
    write("厨房漏水，流到楼下")
    press(Qt.Key.Key_F8)
    shown = window.findChild(ReadBack)
    assert shown is not None
    assert "厨房漏水，流到楼下" in [words.text() for words in shown.findChildren(Words)]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.isVisible())


# what is there already


def test_asking_after_the_one_open_case_is_one_key(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number, _ = room.dispatched(**HOME)
    find(qtbot, window, "4510000")
    qtbot.waitUntil(lambda: page(window).side.household.cases.numbers == [number])
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: show_case(room.desk, number)["timeline"][-1]["act"] == "touch")
    step = show_case(room.desk, number)["timeline"][-1]
    assert step["detail"] == {"how": "urge", "channel": "walk_in"}
    settled(qtbot, work)
    assert drafts(room.desk, FORM) == []


def test_of_several_open_cases_a_digit_says_which(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.dispatched(**HOME)
    room.case(words="楼道灯不亮", **HOME)
    find(qtbot, window, "4510000")
    cases = page(window).side.household.cases
    qtbot.waitUntil(lambda: len(cases.numbers) == 2)
    press(Qt.Key.Key_F6)
    digits("2")
    press(Qt.Key.Key_F6)
    second = cases.numbers[1]
    qtbot.waitUntil(lambda: show_case(room.desk, second)["timeline"][-1]["act"] == "touch")


def test_what_is_added_needs_words(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number = room.case(**HOME)
    find(qtbot, window, "4510000")
    page(window).side.touched.emit("supplement", number)
    form = page(window).form
    qtbot.waitUntil(lambda: bool(form.case.row("words").wrong))
    write("现在卧室也漏了")
    page(window).side.touched.emit("supplement", number)
    qtbot.waitUntil(lambda: show_case(room.desk, number)["timeline"][-1]["act"] == "touch")
    assert show_case(room.desk, number)["timeline"][-1]["detail"]["words"] == "现在卧室也漏了"
    settled(qtbot, work)
    assert form.filled().person.name == "张淑芬" and not form.filled().spoken  # there may be more
    press(Qt.Key.Key_F2)
    settled(qtbot, work)
    assert form.filled().blank
    assert [draft for draft in drafts(room.desk, FORM) if draft.fields] == []


def alike_one(qtbot: QtBot, room: Room, window: MainWindow) -> str:
    """Somebody else of the entrance said it before; the form says it too."""
    number = room.case(
        words="下水返味，往外溢", case={"category": SEWER}, address_text="红旗大街188号3-2-301",
        resident={"name": "李秀英", "phone": "13904510001"},
    )  # fmt: skip
    room.case(**HOME)
    find(qtbot, window, "4510000")
    write("主下水堵了，往外返水")
    alike = page(window).side.alike
    qtbot.waitUntil(lambda: alike.isVisible() and alike.cases.numbers == [number], timeout=10_000)
    return number


def test_alike_cases_are_shown_with_why_and_one_key_says_it_is_the_same(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    number = alike_one(qtbot, room, window)
    shown = [words.text() for words in page(window).side.alike.findChildren(Words)]
    assert "同单元、同类别、说法相近：1 件" in shown
    press(Qt.Key.Key_J, modifiers=CONTROL)
    qtbot.waitUntil(lambda: show_case(room.desk, number)["timeline"][-1]["act"] == "touch")
    names = [party["name"] for party in show_case(room.desk, number)["parties"]]
    assert names == ["李秀英", "张淑芬"]
    assert len(case_lines(room.desk, CaseFilter())) == 2


def test_what_is_no_longer_alike_is_joined_by_no_key(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number = alike_one(qtbot, room, window)
    press(Qt.Key.Key_F9)
    assert page(window).side.household.cases.hasFocus()
    press(Qt.Key.Key_F9)
    assert page(window).side.alike.cases.hasFocus()
    press(Qt.Key.Key_F2)  # the next one
    settled(qtbot, work)
    page(window).form.case.words.setFocus()
    write("路灯不亮")
    press(Qt.Key.Key_J, modifiers=CONTROL)
    settled(qtbot, work)
    assert [step["act"] for step in show_case(room.desk, number)["timeline"]] == ["register"]
    assert page(window).form.case.words.toPlainText() == "路灯不亮"


def test_another_key_makes_one_incident_of_both(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = alike_one(qtbot, room, window)
    press(Qt.Key.Key_J, modifiers=CONTROL | SHIFT)
    save(qtbot, window)
    incident = show_case(room.desk, number)["incident"]
    assert incident and show_case(room.desk, str(latest(room)["number"]))["incident"] == incident


# nothing is lost


def kept(room: Room) -> list[tuple[str, bool]]:
    return [(draft.title, bool(draft.fields["parked"])) for draft in drafts(room.desk, FORM) if draft.fields]


def test_what_is_typed_is_kept_within_a_second(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page(window).form.case.words.setFocus()
    write("厨房漏水")
    qtbot.waitUntil(lambda: kept(room) == [("厨房漏水", False)], timeout=1000)
    write("，流到楼下")
    qtbot.waitUntil(lambda: kept(room) == [("厨房漏水，流到楼下", False)], timeout=1000)


def test_another_resident_in_the_middle_puts_the_form_aside(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    room.case(**HOME)
    room.case(resident={"name": "李秀英", "phone": "13904510001"})
    find(qtbot, window, "4510000")
    write("厨房又漏了")
    find(qtbot, window, "4510001")
    form = page(window).form
    assert (form.who.name.text(), form.case.words.toPlainText()) == ("李秀英", "")
    parked = page(window).parked
    qtbot.waitUntil(parked.isVisible)
    assert [draft.title for draft in parked.drafts] == ["张淑芬 · 厨房又漏了"]
    press(Qt.Key.Key_O, modifiers=CONTROL | SHIFT)
    digits("1")
    qtbot.waitUntil(lambda: form.case.words.toPlainText() == "厨房又漏了")
    assert form.filled().place.home == "501"


def test_of_a_form_that_was_emptied_again_no_draft_is_left(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    words = page(window).form.case.words
    words.setFocus()
    write("打错了")
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1, timeout=10_000)
    words.selectAll()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: drafts(room.desk) == [], timeout=10_000)
    qtbot.waitUntil(lambda: page(window)._kept_words.text() == "")


def test_saving_ends_the_draft_and_nothing_else_does(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    page(window).form.case.words.setFocus()
    write("第一件")
    press(Qt.Key.Key_N, modifiers=CONTROL)
    page(window).form.case.words.setFocus()
    write("第二件")
    qtbot.waitUntil(lambda: len(kept(room)) == 2)
    save(qtbot, window)
    settled(qtbot, work)
    assert kept(room) == [("第一件", True)]


def test_what_was_thrown_away_can_be_taken_back(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    page(window).form.case.words.setFocus()
    write("第一件")
    press(Qt.Key.Key_N, modifiers=CONTROL)
    qtbot.waitUntil(page(window).parked.isVisible)
    page(window).parked.go_there()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: kept(room) == [])
    window._notice._act()
    qtbot.waitUntil(lambda: kept(room) == [("第一件", True)])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform, at popups
def test_forms_further_back_are_opened_by_their_digits(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    for number in range(5):
        page(window).form.case.words.setFocus()
        write(f"第{number}件")
        press(Qt.Key.Key_N, modifiers=CONTROL)
        qtbot.waitUntil(lambda number=number: len(page(window).parked.drafts) == number + 1)
    page(window).parked._others.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text()[:2] for action in menu.actions()] == ["&4", "&5"]
    QTest.keyClick(menu, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: page(window).form.case.words.toPlainText() == "第0件")
    settled(qtbot, work)


def test_the_form_that_was_open_stands_there_again_with_what_and_when(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work, theme: Theme
) -> None:
    room.case(**HOME)
    find(qtbot, window, "4510000")
    write("厨房又漏")
    QApplication.sendEvent(page(window).form.case.words, QInputMethodEvent("了", []))  # still being composed
    window.close()
    settled(qtbot, work)
    again = open_window(qtbot, room, work, theme, SPECS)
    again.go("visit")
    qtbot.waitUntil(lambda: page(again).form.case.words.toPlainText() == "厨房又漏了", timeout=10_000)
    assert page(again).form.who.name.text() == "张淑芬"
    assert "厨房又漏了" in again._notice.words and "09:04" in again._notice.words
    settled(qtbot, work)
    assert page(again).form.place.compound.text() == "红旗大街188号"  # not its code, whichever was read first
    again.activateWindow()
    qtbot.waitUntil(page(again).form.case.words.hasFocus)
    write("，请快来")
    assert page(again).form.case.words.toPlainText() == "厨房又漏了，请快来"


def test_a_compound_that_was_kept_by_its_code_is_said_by_its_name(room: Room, theme: Theme) -> None:
    place = PlacePart()
    place.show_place(FilledPlace("HQ188", "3", "2", "501"))  # before it is known what there is
    assert place.filled().compound == "HQ188"
    place.set_choices(choices(room.desk))
    assert (place.compound.text(), place.compound.key) == ("红旗大街188号", "HQ188")


# from other pages


def test_a_visitor_who_is_left_and_comes_again_finds_the_words_there(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    target = visit_target(Visitor("张淑芬", "13904510000", "红旗大街188号3号楼2单元501室", "phone", "follow_ups"))
    window.go("visit", target)
    settled(qtbot, work)
    window.go("follow_ups")
    settled(qtbot, work)
    assert drafts(room.desk) == []  # nobody typed anything
    window.go("visit", target)
    write("楼道灯不亮")
    window.go("follow_ups")
    window.go("visit", target)
    assert page(window).form.case.words.toPlainText() == "楼道灯不亮"
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: window.open_key == "follow_ups", timeout=10_000)


def test_a_visitor_of_the_call_round_leads_back_when_saved(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    room.case(**HOME)
    visitor = Visitor("张淑芬", "13904510000", "红旗大街188号3号楼2单元501室", "phone", "follow_ups")
    window.go("visit", visit_target(visitor))
    form = page(window).form
    qtbot.waitUntil(lambda: form.filled().place.home == "501", timeout=10_000)
    form.case.words.setFocus()
    write("院门也坏了")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: window.open_key == "follow_ups", timeout=10_000)
    assert (latest(room)["words"], latest(room)["resident"]) == ("院门也坏了", "张淑芬")
