"""One case on the screen: what is next, what is known, and every way to act, by keys on a real store."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from support.keys import fill, in_focus, press, wait_for_focus, write
from support.room import Room
from support.screen import away, open_window

from reception.desk.drafts import drafts
from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.entry import Fact, case_scope
from reception.domain.lifecycle import Act
from ui import acts
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.amend import AmendDialog
from ui.dialogs.come_back import ComeBackDialog
from ui.dialogs.dispatch import DispatchDialog
from ui.dialogs.end_incident import EndIncidentDialog
from ui.dialogs.file_view import FileView
from ui.dialogs.help import HelpWindow
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.split import SplitDialog
from ui.dialogs.step import StepDialog
from ui.pages.case import CasePage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.visit.read_back import ReadBack
from ui.widgets.button import Button
from ui.widgets.text_edit import TextEdit
from ui.widgets.timeline import Event
from ui.work import Work

CONTROL = Qt.KeyboardModifier.ControlModifier
CASE = PageSpec("case", ("诉求", "Case"), "inbox", CasePage, listed=False)
D = TypeVar("D", bound=QWidget)
Words = Callable[[QWidget], TextEdit]


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today"), CASE, away("cases"), away("visit", "F2")])


def opened(qtbot: QtBot, window: MainWindow, number: str) -> CasePage:
    window.go("case", number)
    page = window.page
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: page._opened is not None and number.startswith(page._opened.case.number))
    return page


def dialog(qtbot: QtBot, window: MainWindow, kind: type[D]) -> D:
    def find() -> D | None:
        return next((each for each in window.findChildren(kind) if each.isVisible()), None)

    qtbot.waitUntil(lambda: find() is not None)
    found = find()
    assert found is not None
    return found


def gone(qtbot: QtBot, shown: QWidget) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(shown))


def save(qtbot: QtBot, shown: QWidget) -> None:
    wait_for_focus(qtbot, shown)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    gone(qtbot, shown)


def stands(qtbot: QtBot, page: CasePage, act: Act) -> None:
    """Wait until an act is the obvious next step, and one stands at it."""
    qtbot.waitUntil(lambda: bool(page._view.bar.acts) and page._view.bar.acts[0] is act)
    qtbot.waitUntil(page._view.bar._buttons[0].hasFocus)


def status(room: Room, number: str) -> str:
    return str(show_case(room.desk, number)["status"])


def events(page: CasePage) -> list[Event]:
    model = page._view.timeline._model
    return [model.event_at(row) for row in range(model.rowCount())]


def test_the_next_step_is_the_button_one_stands_at(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window, room.case())
    first = page._view.bar._buttons[0]
    assert first.text() == "1 派单"
    qtbot.waitUntil(first.hasFocus)
    assert page._view.head._holder.text() == "还没有派单，由本室负责"


def test_a_case_lives_from_dispatch_to_archive_by_keys(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    page = opened(qtbot, window, number)
    stands(qtbot, page, Act.DISPATCH)

    press(Qt.Key.Key_1)
    handing = dialog(qtbot, window, DispatchDialog)
    qtbot.waitUntil(lambda: handing._choices is not None)
    wait_for_focus(qtbot, handing)
    write("rl")
    press(Qt.Key.Key_Return)
    assert handing.phone.text() == "0451-55552001"
    save(qtbot, handing)
    assert status(room, number) == "dispatched"
    stands(qtbot, page, Act.ACCEPT)
    assert "热力公司 主办" in page._view.head._holder.text()

    press(Qt.Key.Key_Return, modifiers=CONTROL)
    signing = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, signing)
    write("李工")
    save(qtbot, signing)
    stands(qtbot, page, Act.HANDLE)
    assert window._notice.words == f"{number} 已记「签收」，现为「办理中」"

    press(Qt.Key.Key_1)
    done = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, done)
    write("更换立管阀门")
    save(qtbot, done)
    stands(qtbot, page, Act.FOLLOW_UP)

    press(Qt.Key.Key_1)
    call = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, call)
    assert not call.form.row("solved").isVisible(), "nothing is asked before somebody was reached"
    press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    assert call.form.row("solved").isVisible() and not call.form.row("why").isVisible()
    press(Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_1)
    save(qtbot, call)
    stands(qtbot, page, Act.CLOSE)

    press(Qt.Key.Key_1)
    save(qtbot, dialog(qtbot, window, StepDialog))
    qtbot.waitUntil(lambda: status(room, number) == "closed")
    kinds = [event.kind for event in events(page)]
    assert kinds[:5] == ["受理登记", "派单", "签收", "办结反馈", "回访"]


def test_the_answer_to_a_suggestion_says_by_a_digit_whether_it_is_adopted(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    number = room.case(words="门口台阶太高", case={"voice": "suggestion"})
    page = opened(qtbot, window, number)
    stands(qtbot, page, Act.DISPATCH)
    press(Qt.Key(Qt.Key.Key_1 + page._view.bar.acts.index(Act.ANSWER)))
    answering = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, answering)
    press(Qt.Key.Key_Tab)
    write("与消防通道冲突，只加扶手")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert answering.form.row("adopted").wrong
    press(Qt.Key.Key_2)
    save(qtbot, answering)
    qtbot.waitUntil(lambda: status(room, number) == "closed")
    assert show_case(room.desk, number)["adopted"] == "no"
    qtbot.waitUntil(lambda: events(page)[-1].title == "不采纳 · 与消防通道冲突，只加扶手")

    other = room.case()
    page = opened(qtbot, window, other)
    stands(qtbot, page, Act.DISPATCH)
    press(Qt.Key(Qt.Key.Key_1 + page._view.bar.acts.index(Act.ANSWER)))
    assert "adopted" not in dialog(qtbot, window, StepDialog)._fields


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    number, _ = room.dispatched()
    opened(qtbot, window, number).act(Act.RETURN)
    returning = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, returning)
    write("不属本单位管养")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert returning.form.row("basis").wrong == "请填写「依据」"
    wait_for_focus(qtbot, returning.form.row("basis"))
    write("标段合同第三条")
    save(qtbot, returning)
    assert status(room, number) == "registered"


def test_help_stands_beside_a_form(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched()
    opened(qtbot, window, number).act(Act.RETURN)
    returning = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, returning)
    press(Qt.Key.Key_F1)
    found = window.findChild(HelpWindow)
    assert found is not None
    qtbot.waitUntil(found.text.hasFocus)
    press(Qt.Key.Key_Escape)
    assert not found.isVisible() and returning.isVisible()
    wait_for_focus(qtbot, returning)


def test_late_writing_asks_why(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched()
    room.clock.advance(hours=4)
    page = opened(qtbot, window, number)
    page.act(Act.ACCEPT)
    signing = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, signing)
    fill("李工", "9:10")
    assert signing.form.row("late_why").isVisible()
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "补录" in signing.form.row("late_why").wrong)
    wait_for_focus(qtbot, signing.form.row("late_why"))
    write("上午停电")
    save(qtbot, signing)
    qtbot.waitUntil(lambda: events(page)[-1].note == "补录")
    assert "上午停电" in events(page)[-1].text


def test_an_order_s_own_acts_are_about_that_order(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched("C01")
    assist = dispatch(room.desk, number, "H01", assist=True).order
    page = opened(qtbot, window, number)
    page._view.orders.act.emit(assist, str(Act.ACCEPT))
    signing = dialog(qtbot, window, StepDialog)
    assert signing.reference == assist
    wait_for_focus(qtbot, signing)
    write("热力调度")
    save(qtbot, signing)
    shown = {order["number"]: order["status"] for order in show_case(room.desk, number)["orders"]}
    assert shown[assist] == "signed" and status(room, number) == "dispatched"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform, at popups
def test_what_is_done_with_an_order_is_chosen_by_digits(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched("C01")
    orders = opened(qtbot, window, number)._view.orders
    dots = next(each for each in orders.findChildren(Button) if each.accessibleName() == f"工单 {order} 的操作")

    def menu() -> QMenu:
        dots.click()
        shown = QApplication.activePopupWidget()
        assert isinstance(shown, QMenu)
        return shown

    acts = [action.text() for action in menu().actions()]
    assert [text[:3] for text in acts] == [f"&{digit} " for digit in range(1, len(acts) + 1)]
    QTest.keyClick(menu(), Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    asked = dialog(qtbot, window, StepDialog)
    assert (asked.reference, acts[0]) == (order, f"&1 {asked.windowTitle()}")
    asked.reject()
    with qtbot.waitSignal(orders.copied) as copied:
        QTest.keyClick(menu(), Qt.Key(Qt.Key.Key_0 + len(acts)))
    assert copied.args == [order]


def test_a_lead_that_lives_makes_the_next_an_assist(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched("C01")
    opened(qtbot, window, number).act(Act.ASSIST)
    handing = dialog(qtbot, window, DispatchDialog)
    assert handing._role.key == "assist"
    qtbot.waitUntil(lambda: handing._choices is not None)
    wait_for_focus(qtbot, handing)
    write("热力")
    press(Qt.Key.Key_Return)
    save(qtbot, handing)
    assert [order["lead"] for order in show_case(room.desk, number)["orders"]] == [True, False]


def test_dispatched_and_printed_in_one_go(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    stands(qtbot, opened(qtbot, window, number), Act.DISPATCH)
    press(Qt.Key.Key_1)
    handing = dialog(qtbot, window, DispatchDialog)
    qtbot.waitUntil(lambda: handing._choices is not None)
    wait_for_focus(qtbot, handing)
    write("C01")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_P, modifiers=CONTROL)
    preview = dialog(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: preview.paper is not None and preview.paper.numbers[0].startswith(number))
    preview.reject()


def test_the_call_sheet_of_the_case_is_one_key_away_and_noted(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number = room.handled()
    page = opened(qtbot, window, number)
    stands(qtbot, page, Act.FOLLOW_UP)
    press(Qt.Key.Key_T)
    preview = dialog(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: preview.paper is not None)
    assert preview.paper is not None
    assert (preview.paper.what, preview.paper.numbers) == ("call_sheet", (number,))
    preview.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: events(page)[-1].title == "电话回访单 1 份")
    assert (tmp_path / "sheet.pdf").read_bytes() == preview.paper.pdf
    preview.reject()


def test_there_is_no_call_sheet_where_nobody_can_be_called(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window, room.case(resident={}))
    stands(qtbot, page, Act.DISPATCH)
    press(Qt.Key.Key_T)
    assert window._notice.words == "没有留姓名和电话，没有人可打"
    assert window.findChild(PreviewDialog) is None


def test_undo_strikes_the_step_out(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched()
    page = opened(qtbot, window, number)
    acts.undo(window.context)
    qtbot.waitUntil(lambda: events(page)[-1].note == "已撤销")
    assert events(page)[-1].struck and not events(page)[0].struck
    assert page._view.bar.acts[0] is Act.DISPATCH
    window.go("case", order)
    qtbot.waitUntil(lambda: page._opened is not None and page._opened.order is not None)


def test_a_scanned_sheet_that_is_void_says_so(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    _, order = room.dispatched()
    undo(room.desk)
    opened(qtbot, window, order)
    qtbot.waitUntil(lambda: "作废" in window._notice.words)


def test_a_clock_explains_itself_on_one_key(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window, room.case(case={"urgency": "urgent"}))
    qtbot.waitUntil(page._view.bar._buttons[0].hasFocus)
    press(Qt.Key.Key_E)
    explained = "\n".join(page._view.clocks.explained)
    assert "起算：2026-11-24 09:04" in explained and "先行联系时限" in explained
    press(Qt.Key.Key_E)
    assert page._view.clocks.explained == []


def test_a_phone_is_masked_until_it_is_asked_for_and_that_is_noted(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    page = opened(qtbot, window, room.case())
    people = page._view.people
    assert page._opened is not None
    (party,) = page._opened.case.parties
    assert "139****0000" in texts(people) and "13904510000" not in texts(people)
    people.asked.emit(party, "phone")
    qtbot.waitUntil(lambda: "13904510000" in texts(people))
    qtbot.waitUntil(lambda: events(page)[-1].kind == "查看全号")


def texts(part: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def test_two_versions_stand_side_by_side_and_a_key_takes_one(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    page = opened(qtbot, window, number)
    assert not page._view.versions.isVisible() and page._opened is not None
    case = page._opened.case
    with room.desk.acting() as acting:  # what another PC wrote meanwhile, not knowing of the first summary
        acting.add("amend", [Fact("case", case.id, case_scope(case.id), {"summary": "天棚漏水"}),
                             acting.step(case.id, Act.AMEND, {})])  # fmt: skip
        changed = acting.done()
    window.changed(changed)
    qtbot.waitUntil(page._view.versions.isVisible)
    assert "请看一下" in [pill._words for pill in page._view.head._pills if pill.isVisible()]
    window.commands.run("case.earlier")
    qtbot.waitUntil(lambda: not page._view.versions.isVisible())
    assert show_case(room.desk, number)["summary"] == "厨房漏水，流到楼下"


def test_a_correction_writes_only_what_was_changed(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case(case={"summary": "厨房漏水"})
    page = opened(qtbot, window, number)
    page.act(Act.AMEND)
    amending = dialog(qtbot, window, AmendDialog)
    wait_for_focus(qtbot, amending)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert "没有改动" in amending.form.row("summary").wrong
    wait_for_focus(qtbot, amending)
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write("厨房天棚漏水")
    assert amending._lines["phone"].text() == "", "nobody sees it in passing"
    amending._lines["phone"].setFocus()
    press(Qt.Key.Key_A, modifiers=CONTROL)
    write("139")
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "还差 8 位" in amending.form.row("phone").wrong)
    write("04510001")
    save(qtbot, amending)
    shown = show_case(room.desk, number)
    assert (shown["summary"], shown["phone"]) == ("厨房天棚漏水", "13904510001")
    qtbot.waitUntil(lambda: "事由改为：厨房天棚漏水" in events(page)[-1].text)
    assert "居民原话" not in events(page)[-1].text


def test_a_case_is_split_into_parts(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case(words="厨房漏水。楼道灯也不亮")
    opened(qtbot, window, number).act(Act.SPLIT)
    splitting = dialog(qtbot, window, SplitDialog)
    wait_for_focus(qtbot, splitting)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert splitting._parts[0].words.wrong
    wait_for_focus(qtbot, splitting)
    write("楼道灯不亮")
    press(Qt.Key.Key_Tab)
    assert in_focus() is splitting._another, "Tab walks as the parts stand"
    press(Qt.Key.Key_N, modifiers=CONTROL)
    write("门口台阶高")
    press(Qt.Key.Key_Tab)
    assert in_focus() is splitting._another
    save(qtbot, splitting)
    detail = show_case(room.desk, number)["timeline"][-1]["detail"]
    assert len(detail["numbers"]) == 2


def test_what_was_begun_is_kept_and_gone_on_with(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, _ = room.dispatched()
    page = opened(qtbot, window, number)
    page.act(Act.RETURN)
    returning = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, returning)
    write("不属本单位")
    press(Qt.Key.Key_Escape)
    gone(qtbot, returning)
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1)
    (draft,) = drafts(room.desk)
    assert draft.title == f"退单 {number}"
    window.go("today")
    window.go(draft.form, draft.id)
    again = dialog(qtbot, window, StepDialog)
    assert again._fields["why"].raw() == "不属本单位"
    again._fields["basis"].fill("合同")
    again.focus_first()
    wait_for_focus(qtbot, again)
    save(qtbot, again)
    qtbot.waitUntil(lambda: drafts(room.desk) == [])
    assert status(room, number) == "registered"


def test_a_new_visit_is_one_key_also_out_of_a_form(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number, _ = room.dispatched()
    page = opened(qtbot, window, number)
    page.act(Act.RETURN)
    returning = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, returning)
    write("不属本单")
    QApplication.sendEvent(in_focus(), QInputMethodEvent("位", []))  # still being composed
    press(Qt.Key.Key_F2)
    assert window.open_key == "visit"
    qtbot.waitUntil(lambda: [draft.fields["why"] for draft in drafts(room.desk)] == ["不属本单位"], timeout=10_000)
    window.go("case")
    page.print_order()
    preview = dialog(qtbot, window, PreviewDialog)
    qtbot.waitUntil(lambda: preview.paper is not None, timeout=20_000)
    QTest.keyClick(preview, Qt.Key.Key_F2)
    gone(qtbot, preview)
    assert window.open_key == "visit"
    qtbot.waitUntil(lambda: not work.busy)


def words_of_dispatch(shown: QWidget) -> TextEdit:
    assert isinstance(shown, DispatchDialog)
    return shown.note


def words_of_amend(shown: QWidget) -> TextEdit:
    assert isinstance(shown, AmendDialog)
    return shown._words


def words_of_split(shown: QWidget) -> TextEdit:
    assert isinstance(shown, SplitDialog)
    return shown._parts[-1].words


BEGUN = (
    (DispatchDialog, Act.ASSIST, words_of_dispatch),
    (AmendDialog, Act.AMEND, words_of_amend),
    (SplitDialog, Act.SPLIT, words_of_split),
)


@pytest.mark.parametrize(("kind", "act", "words"), BEGUN)
def test_every_form_with_words_is_kept(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work, kind: type[ActDialog], act: Act, words: Words
) -> None:
    number, _ = room.dispatched()
    opened(qtbot, window, number).act(act)
    shown = dialog(qtbot, window, kind)
    wait_for_focus(qtbot, shown)
    words(shown).setFocus()
    write("夜里才有人在家，请先打电话。")
    typed = words(shown).toPlainText()
    qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1, timeout=10_000)  # while it is open: a power cut loses nothing
    press(Qt.Key.Key_Escape)
    gone(qtbot, shown)
    (draft,) = drafts(room.desk)
    opened(qtbot, window, number).act(act)  # Esc was a slip: asked for again it is there
    same = dialog(qtbot, window, kind)
    qtbot.waitUntil(lambda: words(same).toPlainText() == typed, timeout=10_000)
    press(Qt.Key.Key_Escape)
    gone(qtbot, same)
    window.go("today")
    window.go(draft.form, draft.id)
    again = dialog(qtbot, window, kind)
    assert words(again).toPlainText() == typed
    words(again).setFocus()
    press(Qt.Key.Key_Escape)
    gone(qtbot, again)
    qtbot.waitUntil(lambda: not work.busy)
    assert [kept.id for kept in drafts(room.desk)] == [draft.id]


def test_the_form_of_a_sheet_that_came_back_is_kept(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    number, order = room.dispatched()
    page = opened(qtbot, window, number)
    page.take_back()
    sheet = dialog(qtbot, window, ComeBackDialog)
    wait_for_focus(qtbot, sheet)
    sheet.field("done").widget.setFocus()
    write("更换立管")
    press(Qt.Key.Key_Escape)
    gone(qtbot, sheet)
    qtbot.waitUntil(lambda: [draft.title for draft in drafts(room.desk)] == [f"收回工单 {order}"], timeout=10_000)
    (draft,) = drafts(room.desk)
    window.go("today")
    window.go(draft.form, draft.id)
    again = dialog(qtbot, window, ComeBackDialog)
    assert again.field("done").raw() == "更换立管"
    again.field("outcome").fill("repaired")
    wait_for_focus(qtbot, again)
    save(qtbot, again)
    qtbot.waitUntil(lambda: not work.busy and drafts(room.desk) == [])
    assert status(room, number) == "handled"


def test_what_was_done_is_no_draft_and_what_was_emptied_neither(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    number = room.case()
    page = opened(qtbot, window, number)
    for last in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        page.act(Act.SPLIT)
        splitting = dialog(qtbot, window, SplitDialog)
        wait_for_focus(qtbot, splitting)
        write("楼道灯不亮")
        qtbot.waitUntil(lambda: len(drafts(room.desk)) == 1, timeout=10_000)
        if last == Qt.Key.Key_Escape:
            splitting._parts[0].words.clear()
            press(last)
        else:
            press(last, modifiers=CONTROL)
        gone(qtbot, splitting)
        qtbot.waitUntil(lambda: not work.busy and drafts(room.desk) == [])


def photo(tmp_path: Path) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 30))
    path = tmp_path / "现场.png"
    assert image.save(str(path))
    return path


def test_a_photo_is_attached_shown_small_and_opened_large(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    page = opened(qtbot, window, room.case())
    window.commands.run("case.attach")
    attaching = dialog(qtbot, window, StepDialog)
    attaching._fields["file"].fill(str(photo(tmp_path)))
    attaching.focus_first()
    wait_for_focus(qtbot, attaching)
    save(qtbot, attaching)
    qtbot.waitUntil(lambda: len(page._view.files.thumbnails) == 1)
    (thumbnail,) = page._view.files.thumbnails.values()
    qtbot.waitUntil(lambda: thumbnail.image is not None)
    assert "现场.png" in events(page)[-1].text
    thumbnail.setFocus()
    press(Qt.Key.Key_Return)
    viewer = dialog(qtbot, window, FileView)
    qtbot.waitUntil(lambda: bool(viewer.content))
    viewer.save_to(tmp_path / "另存.png")
    qtbot.waitUntil((tmp_path / "另存.png").exists)
    assert (tmp_path / "另存.png").read_bytes() == (tmp_path / "现场.png").read_bytes()
    viewer.reject()


def test_what_is_no_photo_is_refused_beside_the_file(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    wrong = tmp_path / "程序.exe"
    wrong.write_bytes(b"MZ" + bytes(100))
    opened(qtbot, window, room.case()).act(Act.ATTACH)
    attaching = dialog(qtbot, window, StepDialog)
    attaching._fields["file"].fill(str(wrong))
    attaching.focus_first()
    wait_for_focus(qtbot, attaching)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "只能附" in attaching.form.row("file").wrong)
    attaching.reject()


def test_the_order_goes_to_the_clipboard_as_picture_and_text(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, order = room.dispatched()
    page = opened(qtbot, window, number)
    window.commands.run("case.copy")
    qtbot.waitUntil(lambda: events(page)[-1].kind == "打印")
    assert events(page)[-1].title.startswith("复制工单")
    board = QGuiApplication.clipboard().mimeData()
    assert board.hasImage() and order in board.text()
    window.commands.run("case.number")
    assert QGuiApplication.clipboard().text() == number


def test_the_words_are_read_back_in_large_type(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    opened(qtbot, window, room.case())
    QTest.keyClick(window, Qt.Key.Key_F8)
    shown = dialog(qtbot, window, ReadBack)
    assert "厨房漏水，流到楼下" in texts(shown)
    shown.reject()


def test_a_number_that_is_nowhere_leaves_the_page_empty(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.go("case", "NG07-000000-XX001-0")
    page = window.page
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: bool(window._notice.words))
    assert page._stack.currentIndex() == 1
    assert window.commands.find("case.print").why_not() == "没有打开的诉求"  # type: ignore[union-attr]


def test_cases_of_one_visit_lead_to_each_other(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    both = room.register(cases=[{"words": "楼道灯不亮"}, {"words": "下水返味"}]).numbers
    page = opened(qtbot, window, both[0])
    page._view.beside.opened.emit(both[1])
    qtbot.waitUntil(lambda: page.heading == both[1])


def test_in_a_narrow_window_the_side_becomes_a_tab(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    page = opened(qtbot, window, room.case())
    assert not page._view._columns.tabbed
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: page._view._columns.tabbed)
    window.commands.run("case.explain")
    qtbot.waitUntil(page._view.clocks.isVisible)
    window.resize(1366, 820)
    qtbot.waitUntil(lambda: not page._view._columns.tabbed and page._view.clocks.isVisible())


def test_a_case_of_another_room_is_only_read(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number = room.case()
    room.step(number, Act.TRANSFER, room="NG08", why="在大成街")
    page = opened(qtbot, window, number)
    assert Act.DISPATCH not in page._view.bar.acts


def test_when_an_incident_ends_the_others_are_offered_to_end_with_it(
    qtbot: QtBot, room: Room, window: MainWindow, work: Work
) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ACCEPT)
    others = [room.case(resident={"name": f"邻居{at}", "phone": f"1390451100{at}"}) for at in (1, 2)]
    for other in others:
        room.step(other, Act.JOIN, number=number)
    page = opened(qtbot, window, number)
    stands(qtbot, page, Act.HANDLE)
    press(Qt.Key.Key_1)
    handling = dialog(qtbot, window, StepDialog)
    wait_for_focus(qtbot, handling)
    write("主管道已换新")
    save(qtbot, handling)
    ending = dialog(qtbot, window, EndIncidentDialog)
    wait_for_focus(qtbot, ending)
    press(Qt.Key.Key_2)  # this one not
    save(qtbot, ending)
    qtbot.waitUntil(lambda: [status(room, other) for other in others] == ["closed", "registered"])
    assert show_case(room.desk, others[0])["timeline"][-2]["detail"]["answer"] == "主管道已换新"
    qtbot.waitUntil(lambda: not work.busy)
    press(Qt.Key.Key_I)  # and later, asked for
    save(qtbot, dialog(qtbot, window, EndIncidentDialog))
    qtbot.waitUntil(lambda: status(room, others[1]) == "closed")
    undo(room.desk)
    assert status(room, others[1]) == "registered"
    page = opened(qtbot, window, others[1])
    page._view.beside.parted.emit()  # part again
    save(qtbot, dialog(qtbot, window, StepDialog))
    qtbot.waitUntil(lambda: len(page._opened.mates) == 0 if page._opened else False)


def test_suggestions_that_end_with_others_are_asked_about_too(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    number, other = room.handled(), room.case(words="建议装扶手", case={"voice": "suggestion"})
    room.step(other, Act.JOIN, number=number)
    page = opened(qtbot, window, number)
    stands(qtbot, page, Act.FOLLOW_UP)
    press(Qt.Key.Key_I)
    ending = dialog(qtbot, window, EndIncidentDialog)
    wait_for_focus(qtbot, ending)
    press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert ending.form.row("adopted").wrong
    press(Qt.Key.Key_1)
    save(qtbot, ending)
    qtbot.waitUntil(lambda: status(room, other) == "closed")
    assert show_case(room.desk, other)["adopted"] == "yes"
