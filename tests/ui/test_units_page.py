"""Units, grids, projects, compounds and rooms on the screen: found and read by keys on a real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from support.keys import press, wait_for_focus, write
from support.room import Room
from support.screen import Away, away, open_window, shown_page

from ui.dialogs.preview import PreviewDialog
from ui.pages.page import PageSpec
from ui.pages.units import UnitsPage
from ui.shell import MainWindow
from ui.targets import read_cases_target
from ui.theme.theme import Theme
from ui.theme.tokens import TextSize
from ui.work import Work

UNITS = PageSpec("units", ("单位和网格", "Units and grids"), "building-2", UnitsPage)
SECTIONS = [{"code": "1", "name": "一标段", "contractor": "C01", "supervisor": "H01"}]
TOLD = (
    ("unit", {"code": "W01", "name": "供水公司", "kind": "utility", "phone": "0451-55554001", "contacts": [
        {"name": "胡师傅", "role": "供水调度", "phone": "13900004001", "hours": "24 小时"},
        {"name": "叶工", "role": "一标段抢修", "phone": "13900004002", "section": "一标段", "hours": "8:00–17:00"}]}),
    ("grid", {"code": "G02", "name": "七政二网格", "street": "七政街道", "room": "NG07",
              "people": [{"name": "薛士杰", "role": "网格长", "phone": "13900005001"}]}),
    ("project", {"code": "P-2", "name": "教师家属院改造", "sections": SECTIONS, "compounds": ["X1"],
                 "progress": "屋面防水收尾", "lead": {"name": "王凤霞", "phone": "13900005002"}}),
    ("compound", {"code": "X1", "name": "教师家属院", "aliases": ["师院"], "grid": "G02", "property": "P01",
                  "buildings": [{"no": "1"}, {"no": "2"}]}),
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    room.tell(TOLD)
    return open_window(qtbot, room, work, theme, [UNITS, away("cases")])


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> UnitsPage:
    found = window.page
    assert isinstance(found, UnitsPage)
    shows(qtbot, found, "第一建筑公司")
    wait_for_focus(qtbot, found)
    return found


def shows(qtbot: QtBot, page: UnitsPage, name: str) -> None:
    qtbot.waitUntil(lambda: page._detail.entry is not None and page._detail.entry.name == name)


def names(page: UnitsPage) -> list[str]:
    model = page._list.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def test_units_stand_by_code_and_the_first_is_shown(page: UnitsPage) -> None:
    assert names(page) == ["第一建筑公司", "热力公司", "安居物业", "供水公司"]
    assert [button.text() for button in page._kinds._buttons.values()] == [
        "责任单位 4", "网格 2", "改造项目 2", "小区 2", "接待室 2",
    ]  # fmt: skip


def test_a_unit_shows_every_contact_with_section_and_hours(qtbot: QtBot, page: UnitsPage) -> None:
    write("供水")
    shows(qtbot, page, "供水公司")
    shown = texts(page._detail)
    assert {"胡师傅", "13900004001", "24 小时", "叶工", "13900004002", "一标段   8:00–17:00"} <= set(shown)


@pytest.mark.parametrize("typed", ["hsf", "13900004002", "W01", "抢修"])
def test_a_unit_is_found_by_its_people_and_phones(qtbot: QtBot, page: UnitsPage, typed: str) -> None:
    write(typed)
    shows(qtbot, page, "供水公司")
    assert names(page) == ["供水公司"]


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        (Qt.Key.Key_2, "七政二网格", {"薛士杰", "13900005001", "教师家属院", "七政街民生接待室"}),
        (Qt.Key.Key_3, "教师家属院改造", {"第一建筑公司 / 热力公司", "屋面防水收尾", "王凤霞", "13900005002"}),
        (Qt.Key.Key_4, "教师家属院", {"师院", "安居物业", "七政二网格", "1、2"}),
        (Qt.Key.Key_5, "七政街民生接待室", {"0451-55550107", "七政街 7 号"}),
    ],
)
def test_one_turns_to_another_kind_by_its_digit(
    qtbot: QtBot, page: UnitsPage, key: Qt.Key, name: str, told: set[str]
) -> None:
    press(key, modifiers=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: name in names(page))
    write(name)
    shows(qtbot, page, name)
    assert told <= set(texts(page._detail))


def test_arrows_along_the_kinds_turn_too(qtbot: QtBot, page: UnitsPage) -> None:
    page._kinds.setFocus()
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: names(page) == ["七政一网格", "七政二网格"])
    press(Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(names(page)) == 4)


def test_the_cases_of_a_unit_are_a_return_away(qtbot: QtBot, window: MainWindow, page: UnitsPage) -> None:
    press(Qt.Key.Key_Down)
    shows(qtbot, page, "热力公司")
    press(Qt.Key.Key_Return)
    assert page._list.table.hasFocus()
    press(Qt.Key.Key_Return)
    opened = shown_page(window, "cases")
    assert isinstance(opened, Away)
    wanted = read_cases_target(opened.targets[0])
    assert wanted is not None and wanted.unit == "H01"


def test_the_cases_of_a_compound_too(qtbot: QtBot, window: MainWindow, page: UnitsPage) -> None:
    window.go("units", "compound:师院")
    shows(qtbot, page, "教师家属院")
    page._list.table.setFocus()
    press(Qt.Key.Key_Return)
    opened = shown_page(window, "cases")
    assert isinstance(opened, Away)
    wanted = read_cases_target(opened.targets[0])
    assert wanted is not None and wanted.compound == "X1"


def test_a_grid_leads_nowhere(qtbot: QtBot, window: MainWindow, page: UnitsPage) -> None:
    window.go("units", "grid:")
    shows(qtbot, page, "七政一网格")
    page._list.table.setFocus()
    press(Qt.Key.Key_Return)
    assert window.open_key == "units"


def test_the_phone_is_copied_by_one_key(qtbot: QtBot, window: MainWindow, page: UnitsPage) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    shows(qtbot, page, "热力公司")
    QTest.keyClick(page._list.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: window._notice.words == "已复制 0451-55552001")
    assert QGuiApplication.clipboard().text() == "0451-55552001"
    window.go("units", "grid:七政一")
    shows(qtbot, page, "七政一网格")
    window.commands.run("units.copy")
    qtbot.waitUntil(lambda: window._notice.words == "没有电话")


def test_nothing_found_says_where_entries_come_from(qtbot: QtBot, page: UnitsPage) -> None:
    write("没有这家")
    qtbot.waitUntil(lambda: page._detail.entry is None)
    assert any("由区里下发" in words for words in texts(page._list))


def test_what_the_district_tells_anew_is_shown(qtbot: QtBot, room: Room, window: MainWindow, page: UnitsPage) -> None:
    with room.desk.acting() as acting:
        acting.add("master", [])
        nothing = acting.done()
    room.tell((("unit", {"code": "D01", "name": "供电公司", "kind": "utility", "phone": "0451-55555001"}),))
    window.changed(None)
    qtbot.waitUntil(lambda: "供电公司" in names(page))
    page.refresh(nothing)
    assert page._detail.entry is not None, "an act about something else leaves all as it is"


def test_the_largest_text_leaves_list_and_detail_side_by_side(
    qtbot: QtBot, window: MainWindow, page: UnitsPage, theme: Theme
) -> None:
    theme.choose(theme.brightness, TextSize.LARGEST)
    qtbot.waitUntil(lambda: page._list.isVisible() and page._detail.isVisible())
    bar = page._list.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert window.width() == 1366


def test_a_unit_is_reminded_of_what_is_past_its_limit(
    qtbot: QtBot, room: Room, window: MainWindow, page: UnitsPage
) -> None:
    _, order = room.dispatched("C01")
    room.clock.advance(days=3)
    page.open("unit:第一建筑")
    qtbot.waitUntil(lambda: page._detail.entry is not None and page._detail.entry.code == "C01")
    window.commands.run("units.urge")
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is not None)
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.paper is not None, timeout=10_000)
    assert dialog.paper is not None and dialog.paper.numbers == (order,)
    dialog.reject()
    page.open("grid:七政")
    qtbot.waitUntil(lambda: page._detail.entry is not None and page._detail.entry.kind == "grid")
    assert window.commands.find("units.urge").why_not() == "先选一个责任单位"  # type: ignore[union-attr]
