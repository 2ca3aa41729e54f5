"""Residents on the screen: found, called, corrected, joined and parted, by keys on a real store."""

from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from support.keys import press, wait_for_focus, write
from support.room import Room
from support.screen import Away, away, open_window, shown_page

from reception.desk.drafts import drafts
from reception.desk.lists import show_case
from reception.desk.residents import find_residents
from reception.desk.undo import undo
from ui import acts
from ui.dialogs.resident import CorrectDialog, JoinDialog
from ui.pages.page import PageSpec
from ui.pages.residents import ResidentsPage
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.theme.tokens import TextSize
from ui.widgets.labels import ShortWords
from ui.widgets.link_row import LinkRow
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
RESIDENTS = PageSpec("residents", ("居民", "Residents"), "users", ResidentsPage)
HOME = "红旗大街188号3-2-501"
ZHANG = {"name": "张淑芬", "phone": "13904510000"}
LI = {"name": "李德山", "phone": "13800000001"}
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def room_of_two(room: Room) -> Room:
    """Two who live together; he has two cases, she came last."""
    room.case(resident=LI, address_text=HOME, words="楼道灯不亮")
    room.dispatched("H01", resident=LI, address_text=HOME, words="暖气不热")
    room.case(resident=ZHANG, address_text=HOME)
    return room


@pytest.fixture
def window(qtbot: QtBot, room_of_two: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room_of_two, work, theme, [RESIDENTS, away("case"), away("visit")])


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ResidentsPage:
    found = window.page
    assert isinstance(found, ResidentsPage)
    shows(qtbot, found, "张淑芬")
    wait_for_focus(qtbot, found)
    return found


def shows(qtbot: QtBot, page: ResidentsPage, name: str) -> None:
    qtbot.waitUntil(lambda: page._detail.resident is not None and page._detail.resident.name == name)


def names(page: ResidentsPage) -> list[str]:
    model = page._list.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def texts(part: QWidget) -> str:
    """All that stands there; of what is cut, the whole."""
    labels = [label for label in part.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.accessibleName() if isinstance(label, ShortWords) else label.text() for label in labels)


def dialog(qtbot: QtBot, window: MainWindow, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    found = next(each for each in window.findChildren(kind) if each.isVisible())
    wait_for_focus(qtbot, found)
    return found


def save(qtbot: QtBot, shown: QWidget) -> None:
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: not shiboken6.isValid(shown))


def into_list(page: ResidentsPage) -> None:
    """Return leads from the line into the list."""
    press(Qt.Key.Key_Return)
    assert page._list.table.hasFocus()


def test_those_who_came_last_stand_first_and_the_first_is_shown(page: ResidentsPage) -> None:
    assert names(page) == ["张淑芬", "李德山"]
    shown = texts(page._detail)
    assert "139****0000" in shown and "13904510000" not in shown
    assert "红旗大街188号3号楼2单元501室" in shown and "诉求 1 件" in shown


@pytest.mark.parametrize("typed", ["李德", "lds", "13800000001", "0001", "暖气"])
def test_somebody_is_found_while_typing(qtbot: QtBot, page: ResidentsPage, typed: str) -> None:
    write(typed)
    shows(qtbot, page, "李德山")
    assert names(page) == ["李德山"]


def test_arrows_walk_in_the_list_while_the_line_keeps_the_focus(qtbot: QtBot, page: ResidentsPage) -> None:
    press(Qt.Key.Key_Down)
    shows(qtbot, page, "李德山")
    assert page._list.line.hasFocus()
    press(Qt.Key.Key_Up)
    shows(qtbot, page, "张淑芬")


def test_nobody_is_said_to_be_nobody(qtbot: QtBot, window: MainWindow, page: ResidentsPage) -> None:
    write("没有这人")
    qtbot.waitUntil(lambda: page._detail.resident is None)
    assert "没有找到居民" in texts(page._list) and "还没有选中居民" in texts(page._detail)
    window.commands.run("residents.correct")
    qtbot.waitUntil(lambda: window._notice.words == "没有选中居民")
    press(Qt.Key.Key_Escape)
    shows(qtbot, page, "张淑芬")


def test_who_lives_there_too_is_one_key_away(qtbot: QtBot, page: ResidentsPage) -> None:
    (neighbour,) = page._detail.findChildren(LinkRow)
    assert neighbour.accessibleName().strip() == "李德山   138****0001 未结 2 / 共 2"
    neighbour.setFocus()
    press(Qt.Key.Key_Return)
    shows(qtbot, page, "李德山")


def test_the_cases_are_walked_by_digits_and_opened(qtbot: QtBot, window: MainWindow, page: ResidentsPage) -> None:
    write("李德")
    shows(qtbot, page, "李德山")
    into_list(page)
    press(Qt.Key.Key_C)
    cases = page._detail.cases
    qtbot.waitUntil(cases.hasFocus)
    press(Qt.Key.Key_2)
    wanted = cases.numbers[1]
    press(Qt.Key.Key_Return)
    opened = shown_page(window, "case")
    assert isinstance(opened, Away) and opened.targets == [wanted]


def test_a_visit_begins_with_who_is_marked(qtbot: QtBot, window: MainWindow, page: ResidentsPage) -> None:
    into_list(page)
    press(Qt.Key.Key_Return)
    opened = shown_page(window, "visit")
    assert isinstance(opened, Away) and "13904510000" in opened.targets[0] and "张淑芬" in opened.targets[0]


def test_a_phone_in_full_is_noted(qtbot: QtBot, room: Room, page: ResidentsPage) -> None:
    into_list(page)
    press(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: "13904510000" in texts(page._detail))
    assert page._list.table.hasFocus()
    (case,) = page._detail.resident.cases  # type: ignore[union-attr]
    step = show_case(room.desk, case.number)["timeline"][-1]
    assert (step["act"], step["detail"]["name"]) == ("unmask", "张淑芬")
    press(Qt.Key.Key_Down)
    shows(qtbot, page, "李德山")
    press(Qt.Key.Key_Up)
    shows(qtbot, page, "张淑芬")
    assert "13904510000" not in texts(page._detail), "masked again after somebody else"


def test_details_are_corrected_and_what_is_wrong_is_said_beside_it(
    qtbot: QtBot, room: Room, window: MainWindow, page: ResidentsPage
) -> None:
    into_list(page)
    press(Qt.Key.Key_G)
    correcting = dialog(qtbot, window, CorrectDialog)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert "没有改动" in correcting.form.row("name").wrong
    press(Qt.Key.Key_Tab)
    write("139")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "还差 8 位" in correcting.form.row("phone").wrong)
    wait_for_focus(qtbot, correcting.form.row("phone"))
    write("04510009")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    write("独居，听力不好")
    save(qtbot, correcting)
    qtbot.waitUntil(lambda: "独居，听力不好" in texts(page._detail))
    assert find_residents(room.desk, "13904510009")[0].remarks == "独居，听力不好"
    assert window._notice.words == "已更正 张淑芬"
    acts.undo(window.context)
    qtbot.waitUntil(lambda: "没有备注" in texts(page._detail))
    assert find_residents(room.desk, "13904510009") == []


def test_a_correction_left_in_its_middle_is_gone_on_with(
    qtbot: QtBot, room: Room, window: MainWindow, page: ResidentsPage
) -> None:
    into_list(page)
    press(Qt.Key.Key_G)
    correcting = dialog(qtbot, window, CorrectDialog)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    write("独居，请大声")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(correcting))
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1)
    [draft] = drafts(room.desk)
    assert (draft.form, draft.title) == ("residents", "更正居民信息 张淑芬")
    assert dict(draft.fields) == {"number": page._detail.resident.id, "act": "correct", "remarks": "独居，请大声"}  # type: ignore[union-attr]
    window.go("case")
    window.go("residents", draft.id)
    again = dialog(qtbot, window, CorrectDialog)
    qtbot.waitUntil(lambda: again._remarks.toPlainText() == "独居，请大声")
    save(qtbot, again)
    assert find_residents(room.desk, ZHANG["phone"])[0].remarks == "独居，请大声"
    qtbot.waitUntil(lambda: drafts(room.desk) == [])


def test_two_records_of_one_person_are_joined_and_parted(
    qtbot: QtBot, room: Room, window: MainWindow, page: ResidentsPage
) -> None:
    room.case(resident={"name": "张淑分", "phone": "0451-55550001"}, words="下水返味")
    page.refresh()
    qtbot.waitUntil(lambda: names(page)[0] == "张淑分")
    into_list(page)
    shows(qtbot, page, "张淑芬")
    press(Qt.Key.Key_M)
    joining = dialog(qtbot, window, JoinDialog)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert "请从列出的记录中选一条" in joining.form.row("resident").wrong
    write("zsf")
    qtbot.waitUntil(lambda: joining._other.open)
    press(Qt.Key.Key_Return)
    assert joining._told.text().startswith("0451")
    save(qtbot, joining)
    qtbot.waitUntil(lambda: names(page) == ["张淑芬", "李德山"])
    qtbot.waitUntil(lambda: "已合并的记录" in texts(page._detail) and "诉求 2 件" in texts(page._detail))
    wait_for_focus(qtbot, page._list)
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "张淑分" in names(page))
    qtbot.waitUntil(lambda: "已合并的记录" not in texts(page._detail))
    undo(room.desk)
    page.refresh()
    qtbot.waitUntil(lambda: "已合并的记录" in texts(page._detail))


def test_a_name_is_never_read_as_markup(qtbot: QtBot, room: Room, page: ResidentsPage) -> None:
    room.case(resident={"name": "<b>赵</b>䶮𬭎", "phone": "13800000009"})
    write("13800000009")
    shows(qtbot, page, "<b>赵</b>䶮𬭎")
    title = next(label for label in page._detail.findChildren(QLabel) if label.text() == "<b>赵</b>䶮𬭎")
    assert title.textFormat() == Qt.TextFormat.PlainText


def test_the_largest_text_leaves_list_and_detail_side_by_side(
    qtbot: QtBot, window: MainWindow, page: ResidentsPage, theme: Theme
) -> None:
    theme.choose(theme.brightness, TextSize.LARGEST)
    qtbot.waitUntil(lambda: page._list.isVisible() and page._detail.isVisible())
    bar = page._list.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert window.width() == 1366
