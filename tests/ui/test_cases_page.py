"""The list of cases, worked by the keyboard on a real store."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.keys import press, wait_for_focus, write
from support.room import Room
from support.screen import Away, away, open_window

from reception.desk.drafts import drafts
from reception.desk.lists import CaseFilter, show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.query import OPERATORS
from ui.cases.together import DispatchSeveral, PlanSeveral, Refusals
from ui.dialogs.come_back import ComeBackDialog
from ui.dialogs.preview import PreviewDialog
from ui.pages.cases import CasesPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.tables.source import Tag
from ui.targets import cases_target
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.widgets.labels import ShortWords
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
CASES = PageSpec("cases", ("诉求", "Cases"), "inbox", CasesPage, "Ctrl+3")


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today"), CASES, away("case")])


def opened(qtbot: QtBot, window: MainWindow, target: str = "") -> CasesPage:
    window.go("cases", target)
    page = window.page
    assert isinstance(page, CasesPage)
    with qtbot.waitSignal(page._table.counted):
        page.refresh()
    qtbot.waitUntil(lambda: not window.context.work.busy)
    return page


def numbers(page: CasesPage) -> list[str]:
    model = page._table.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def wait_for(qtbot: QtBot, page: CasesPage, expected: list[str]) -> None:
    qtbot.waitUntil(lambda: numbers(page) == expected and page._table.model.total == len(expected))


def typed(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(window.search_box().hasFocus)
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write(text)


def last_target(window: MainWindow) -> str:
    assert isinstance(window.page, Away)
    return window.page.targets[-1]


def test_a_row_says_what_it_is_about_with_colour_and_word(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case(case={"urgency": "emergency", "category": "险情/水管爆裂"}, address_text="红旗大街188号3-2-501")
    page = opened(qtbot, window)
    row = page._table.model.row_at(0)
    assert row is not None
    assert row.cells[:3] == (number, Tag("待派单", ToneName.WARN), Tag("紧急 水管爆裂", ToneName.DANGER))
    assert row.cells[4:6] == ("张淑芬", "红旗大街188号3号楼2单元501室")
    room.clock.advance(days=2, hours=1)
    page.refresh()
    qtbot.waitUntil(lambda: page._table.model.row_at(0).cells[7] == Tag("逾期 2 天", ToneName.DANGER))  # type: ignore[union-attr]


def test_enter_opens_the_case(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    old, _ = room.case(), room.case()
    page = opened(qtbot, window)
    page.focus_first()
    QTest.keyClick(page._table.table, Qt.Key.Key_Down)
    QTest.keyClick(page._table.table, Qt.Key.Key_Return)
    assert (window.open_key, last_target(window)) == ("case", old)


def test_the_search_box_finds_while_typing_from_any_page(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case(resident={"name": "欧阳䶮", "phone": "13900000009"}, words="楼道灯不亮")
    room.case()
    for text in ("楼道灯", "oyy", "欧阳䶮", "0009", number[-7:-2]):
        window.go("today")
        typed(qtbot, window, text)
        qtbot.waitUntil(lambda: window.open_key == "cases")
        page = window.page
        assert isinstance(page, CasesPage)
        wait_for(qtbot, page, [number])
        assert window.search_box().hasFocus(), "the focus stays where one types"


def test_a_scanned_number_opens_the_case_at_once_and_an_orders_the_form_of_its_sheet(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    number, order = room.dispatched()
    for scanned in (number, number.lower(), order):
        window.go("today")
        typed(qtbot, window, scanned)
        QTest.keyClick(window.search_box(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.open_key == "case")
        assert last_target(window).upper() == scanned.upper()
    qtbot.waitUntil(lambda: window.findChild(ComeBackDialog) is not None)
    window.findChild(ComeBackDialog).reject()


def test_a_period_of_one_s_own_is_typed(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.clock.set("2026-11-20 09:00")
    old = room.case()
    room.clock.set("2026-11-24 09:00")
    new = room.case()
    page = opened(qtbot, window)
    period = page._bar._period
    period.setFocus()
    press(Qt.Key.Key_6)
    wait_for_focus(qtbot, period._own)
    assert page._wanted == CaseFilter(), "nothing is asked for yet"
    write("１１－１９")
    press(Qt.Key.Key_Tab)
    write("那天")
    press(Qt.Key.Key_Return)
    assert "看不出" in page._bar._wrong.text() and page._bar._wrong.isVisible()
    period._last.selectAll()
    write("前天")
    press(Qt.Key.Key_Return)
    wait_for(qtbot, page, [old])
    assert (period._first.text(), period._last.text()) == ("2026-11-19", "2026-11-22")
    assert period._own.isVisible() and not page._bar._wrong.isVisible()
    period.setFocus()
    press(Qt.Key.Key_1)
    wait_for(qtbot, page, [new])
    assert not period._own.isVisible()


def test_arrows_walk_the_hits_and_enter_opens_one(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    old, new = room.case(), room.case()
    typed(qtbot, window, "漏水")
    qtbot.waitUntil(lambda: window.open_key == "cases")
    page = window.page
    assert isinstance(page, CasesPage)
    wait_for(qtbot, page, [new, old])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(window.search_box(), key)
    assert last_target(window) == old


def test_enter_on_words_opens_the_only_hit_or_goes_into_the_list(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    only = room.case(words="楼道灯不亮")
    room.case()
    room.case()
    page = opened(qtbot, window)
    typed(qtbot, window, "漏水")
    QTest.keyClick(window.search_box(), Qt.Key.Key_Return)
    qtbot.waitUntil(page._table.table.hasFocus)
    typed(qtbot, window, "楼道灯")
    wait_for(qtbot, page, [only])
    QTest.keyClick(window.search_box(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.open_key == "case")


def test_a_number_that_is_nowhere_is_said(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    undo(room.desk)
    missing = number.replace("NG07", "NG08")
    typed(qtbot, window, missing)
    QTest.keyClick(window.search_box(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window._notice.words))
    assert window.open_key == "cases"


def test_operators_narrow_and_a_wrong_one_is_said_beside(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    led, _ = room.dispatched("H01")
    room.case()
    page = opened(qtbot, window)
    typed(qtbot, window, "单位:热力 漏水")
    wait_for(qtbot, page, [led])
    assert page._table.table._cells.sought == "漏水", "operators are not looked for in the cells"
    typed(qtbot, window, "状态:不明")
    qtbot.waitUntil(page._wrong.isVisible)
    assert "待派单" in page._wrong.text()
    typed(qtbot, window, "逾期")
    wait_for(qtbot, page, [])
    assert not page._wrong.isVisible()


def test_states_are_counted_and_chosen_by_arrows(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    waiting = room.case()
    led, _ = room.dispatched()
    page = opened(qtbot, window)
    chips = page._bar._states
    qtbot.waitUntil(lambda: chips._buttons["registered"].text() == "待派单 1")
    chips.setFocus()
    QTest.keyClick(chips.focusWidget(), Qt.Key.Key_Right)
    wait_for(qtbot, page, [waiting])
    QTest.keyClick(chips.focusWidget(), Qt.Key.Key_Right)
    wait_for(qtbot, page, [led])
    assert chips._buttons[""].text() == "全部 2", "the others are counted all the same"


def test_a_unit_is_chosen_by_initials_and_taken_back_with_escape(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    led, _ = room.dispatched("H01")
    other, _ = room.dispatched("C01")
    page = opened(qtbot, window)
    line = page._bar._unit
    qtbot.waitUntil(lambda: page._bar._choices is not None)
    line.setFocus()
    wait_for_focus(qtbot, page._bar)
    write("rlgs")
    press(Qt.Key.Key_Return)
    wait_for(qtbot, page, [led])
    page.focus_first()
    QTest.keyClick(page._table.table, Qt.Key.Key_Escape)
    wait_for(qtbot, page, [other, led])
    assert line.text() == ""


def test_a_unit_the_district_sent_since_is_offered(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window)
    room.tell((("unit", {"code": "D01", "name": "供电公司", "kind": "utility"}),))
    page.refresh(Changed(frozenset({("unit", Id("d01"))})))
    qtbot.waitUntil(lambda: page._bar._choices is not None and page._bar._choices.unit("D01") is not None)


def test_a_figure_opens_its_list(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched()
    room.case()
    page = opened(qtbot, window, cases_target(CaseFilter(to_sign=True, open=True)))
    wait_for(qtbot, page, [number])
    assert page._bar._marks["to_sign"].isVisible() and page._bar._marks["to_sign"].isChecked()
    QTest.mouseClick(page._bar._marks["to_sign"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._table.model.total == 2)


def test_a_header_sorts_and_the_order_is_kept(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    old, new = room.case(), room.case()
    page = opened(qtbot, window)
    wait_for(qtbot, page, [new, old])
    header = page._table.table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    wait_for(qtbot, page, [new, old])
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    wait_for(qtbot, page, [old, new])
    window.go("today")
    again = CasesPage(window.context)
    qtbot.addWidget(again)
    assert (again._wanted.sort, again._wanted.descending) == ("number", False)


def select_all(page: CasesPage) -> None:
    page.focus_first()
    QTest.keyClick(page._table.table, Qt.Key.Key_A, CONTROL)


def dialog_of(window: MainWindow, kind: type) -> object:
    return next((widget for widget in window.findChildren(kind) if widget.isVisible()), None)


def test_several_are_dispatched_with_one_undo_and_the_refused_are_named(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    first, second = room.case(), room.case()
    led, _ = room.dispatched("H01")
    page = opened(qtbot, window)
    select_all(page)
    assert page._selection.isVisible()
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    qtbot.waitUntil(lambda: dialog_of(window, DispatchSeveral) is not None)
    dialog = dialog_of(window, DispatchSeveral)
    assert isinstance(dialog, DispatchSeveral)
    qtbot.waitUntil(lambda: dialog._choices is not None)
    wait_for_focus(qtbot, dialog)
    write("第一")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: dialog_of(window, Refusals) is not None)
    assert window._notice.words == "已派单 2 件，1 件没有办"
    assert [show_case(room.desk, number)["unit"] for number in (first, second, led)] == ["C01", "C01", "H01"]
    refusals = dialog_of(window, Refusals)
    assert isinstance(refusals, Refusals)
    refusals.accept()
    undo(room.desk)
    assert [show_case(room.desk, number)["status"] for number in (first, second)] == ["registered"] * 2


def test_what_several_are_told_is_kept_until_they_are_dispatched(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    both = [room.case(), room.case()]
    page = opened(qtbot, window)
    select_all(page)
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    qtbot.waitUntil(lambda: dialog_of(window, DispatchSeveral) is not None)
    dialog = dialog_of(window, DispatchSeveral)
    assert isinstance(dialog, DispatchSeveral)
    wait_for_focus(qtbot, dialog)
    dialog.note.setFocus()
    write("一起去看，先打电话")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1)
    [draft] = drafts(room.desk)
    assert draft.title == "派单（多件） 已选 2 件"
    window.go("today")
    window.go("cases", draft.id)
    qtbot.waitUntil(lambda: dialog_of(window, DispatchSeveral) is not None)
    again = dialog_of(window, DispatchSeveral)
    assert isinstance(again, DispatchSeveral)
    qtbot.waitUntil(lambda: again.note.toPlainText() == "一起去看，先打电话" and again._choices is not None)
    wait_for_focus(qtbot, again)
    again.unit_line.setFocus()
    again.unit_line.selectAll()
    write("第一")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: drafts(room.desk) == [])
    assert [show_case(room.desk, number)["unit"] for number in both] == ["C01", "C01"]


def test_what_left_the_list_is_selected_no_more(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    both = [room.case(), room.case()]
    page = opened(qtbot, window)
    typed(qtbot, window, "状态:待派单")
    wait_for(qtbot, page, both[::-1])
    select_all(page)
    assert page._selection.isVisible()
    for number in both:
        dispatch(room.desk, number, "C01")
    window.changed(None)
    wait_for(qtbot, page, [])
    qtbot.waitUntil(lambda: not page._selection.isVisible())
    assert page._table.table.chosen_count == 0


def test_a_unit_is_needed_and_said_beside_its_line(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.case()
    page = opened(qtbot, window)
    select_all(page)
    window.commands.run("cases.dispatch")
    dialog = dialog_of(window, DispatchSeveral)
    assert isinstance(dialog, DispatchSeveral)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.form.row("unit").wrong == "请选择责任单位"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog_of(window, DispatchSeveral) is None)


def test_several_are_planned_by_a_typed_day(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    both = [room.case(), room.case()]
    select_all(opened(qtbot, window))
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    dialog = dialog_of(window, PlanSeveral)
    assert isinstance(dialog, PlanSeveral)
    QTest.keyClicks(dialog._fields[0].widget, "+3")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window._notice.words == "已安排跟进 2 件")
    planned = [show_case(room.desk, number)["timeline"][-1]["detail"]["on"] for number in both]
    assert planned == ["2026-11-27"] * 2


def test_orders_of_several_are_shown_as_one_job(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.dispatched()
    room.dispatched()
    select_all(opened(qtbot, window))
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: dialog_of(window, PreviewDialog) is not None)
    dialog = dialog_of(window, PreviewDialog)
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.paper is not None and len(dialog.paper.numbers) == 2)
    dialog.reject()


def test_an_act_elsewhere_is_seen_at_once(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.case()
    page = opened(qtbot, window)
    done = room.register()
    window.changed(done.changed)
    qtbot.waitUntil(lambda: page._table.model.total == 2)
    qtbot.waitUntil(lambda: numbers(page)[0] == done.numbers[0])


def test_an_empty_list_teaches(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window)
    qtbot.waitUntil(lambda: "F2" in page._empty.accessibleName())
    assert not page._table.table.isVisible() and not page._clear_all.isVisible(), "there is no filter to clear"
    typed(qtbot, window, "漏水")
    qtbot.waitUntil(lambda: "清除筛选" in page._empty.accessibleName() and page._clear_all.isVisible())
    assert window.commands.find("cases.dispatch").why_not() == "先选中一件或多件诉求"  # type: ignore[union-attr]


def test_the_ledger_is_written_with_progress(qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path) -> None:
    room.case()
    page = opened(qtbot, window)
    page._ledger.export_to(tmp_path / "台账.xlsx")
    qtbot.waitUntil(lambda: "已导出 1 件" in window._notice.words)
    assert (tmp_path / "台账.xlsx").stat().st_size > 1000
    page._ledger.export_to(tmp_path / "没有" / "台账.xlsx")
    qtbot.waitUntil(lambda: "写不进" in window._notice.words)
    assert not page._ledger.isVisible()


def test_the_list_as_it_is_narrowed_is_written_also_as_text(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    room.case(words="厨房漏水")
    room.dispatched(words="路灯不亮")
    page = opened(qtbot, window)
    page.search("状态:待派单")
    qtbot.waitUntil(lambda: page._table.model.total == 1)
    page._ledger.export_to(tmp_path / "漏水.csv", page._wanted, 1)
    qtbot.waitUntil(lambda: "已导出 1 件" in window._notice.words)
    written = (tmp_path / "漏水.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert "厨房漏水" in written.decode("utf-8-sig") and "路灯不亮" not in written.decode("utf-8-sig")


def test_the_chosen_state_pressed_again_stays_chosen(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    page = opened(qtbot, window)
    chips = page._bar._states
    chips._buttons["registered"].click()
    wait_for(qtbot, page, [number])
    chips._buttons["registered"].click()
    assert chips.key == "registered" and chips._buttons["registered"].isChecked()
    assert page._wanted.status == "registered"


def test_the_line_below_the_bar_says_what_the_search_box_understands(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    number = room.case()
    page = opened(qtbot, window)
    [line] = [words for words in page._bar.findChildren(ShortWords) if words.accessibleName().startswith("查找框")]
    examples = line.accessibleName().partition("：")[2].split()
    assert len(examples) == len(OPERATORS) and line.isVisible()
    for example in examples:
        page.search(example)
        qtbot.waitUntil(lambda: not window.context.work.busy)
        assert not page._wrong.isVisible(), example
    page.search("状态:已归档")
    qtbot.waitUntil(lambda: page._table.model.total == 0)
    page.search("未结:")
    wait_for(qtbot, page, [number])
