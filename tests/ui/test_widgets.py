"""Lists that follow the typing, the timeline, progress."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.theme.tokens import TextSize, ToneName
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import ShortWords
from ui.widgets.picker import Picker
from ui.widgets.pill import Pill
from ui.widgets.progress import ProgressPanel
from ui.widgets.timeline import Event, Timeline, TimelineModel
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.work import Lane, Report, Step, Work

UNITS = (
    Suggestion("C04", "第四建筑公司", "上次派单"),
    Suggestion("P01", "兴业物业", ""),
    Suggestion("H02", "兴隆供热", ""),
)


class Form(QWidget):
    """A line that suggests units, and a line after it."""

    def __init__(self, *, free: bool = False) -> None:
        super().__init__()
        self.unit = TypeAhead(lambda typed: [unit for unit in UNITS if typed in unit.words], free=free)
        self.after = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.unit)
        column.addWidget(self.after)
        column.addStretch(1)
        self.resize(400, 300)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    return shown(qtbot, Form())


def shown(qtbot: QtBot, form: Form) -> Form:
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.unit.setFocus()
    qtbot.waitUntil(form.unit.hasFocus)
    return form


def type_words(line: TypeAhead, words: str) -> None:
    line.insert(words)
    line.textEdited.emit(line.text())


def test_arrows_and_return_take_a_suggestion(form: Form, qtbot: QtBot) -> None:
    type_words(form.unit, "兴")
    assert form.unit.open
    QTest.keyClick(form.unit, Qt.Key.Key_Down)
    with qtbot.waitSignal(form.unit.chosen) as chosen:
        QTest.keyClick(form.unit, Qt.Key.Key_Return)
    assert chosen.args == ["H02"]
    assert (form.unit.key, form.unit.value(), form.unit.open) == ("H02", "兴隆供热", False)


def test_tab_takes_the_first_and_goes_on(form: Form, qtbot: QtBot) -> None:
    type_words(form.unit, "第四")
    QTest.keyClick(form.unit, Qt.Key.Key_Tab)
    assert form.unit.key == "C04"
    qtbot.waitUntil(form.after.hasFocus)
    assert form.unit.text() == "第四建筑公司"


def test_alt_digit_takes_that_line(form: Form) -> None:
    type_words(form.unit, "兴")
    QTest.keyClick(form.unit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert form.unit.key == "H02"


def test_once_one_walks_in_the_list_a_digit_takes_its_line(form: Form) -> None:
    type_words(form.unit, "兴")
    QTest.keyClick(form.unit, Qt.Key.Key_Down)
    QTest.keyClick(form.unit, Qt.Key.Key_2)
    assert (form.unit.key, form.unit.open) == ("H02", False)
    QTest.keyClick(form.unit, Qt.Key.Key_1)
    assert form.unit.text() == "兴隆供热1"  # no list, no walking: a digit is a digit


def test_where_digits_are_words_they_stay_so(qtbot: QtBot, theme: Theme) -> None:
    form = shown(qtbot, Form(free=True))
    QTest.keyClick(form.unit, Qt.Key.Key_Down)
    QTest.keyClick(form.unit, Qt.Key.Key_2)
    assert (form.unit.text(), form.unit.key) == ("2", "")


def test_escape_closes_the_list_and_down_opens_it(form: Form) -> None:
    type_words(form.unit, "兴")
    QTest.keyClick(form.unit, Qt.Key.Key_Escape)
    assert not form.unit.open and form.unit.text() == "兴"
    QTest.keyClick(form.unit, Qt.Key.Key_Down)
    assert form.unit.open


def test_typing_on_stands_for_nothing_until_taken(form: Form) -> None:
    form.unit.choose("C04", "第四建筑公司")
    assert form.unit.key == "C04"
    QTest.keyClick(form.unit, Qt.Key.Key_Backspace)
    assert form.unit.key == ""
    assert form.unit.open


def test_nothing_found_shows_no_list(form: Form) -> None:
    type_words(form.unit, "没有")
    assert not form.unit.open


def test_free_words_are_kept_when_nothing_is_marked(qtbot: QtBot, theme: Theme) -> None:
    form = shown(qtbot, Form(free=True))
    type_words(form.unit, "兴")
    QTest.keyClick(form.unit, Qt.Key.Key_Tab)
    assert (form.unit.text(), form.unit.key) == ("兴", "")


def test_answers_that_come_late_are_shown_only_for_what_stands_there(qtbot: QtBot, theme: Theme) -> None:
    form = Form()
    form.unit.deleteLater()
    form.unit = TypeAhead(None, form)
    form.layout().insertWidget(0, form.unit)  # type: ignore[union-attr]
    shown(qtbot, form)
    with qtbot.waitSignal(form.unit.asked) as asked:
        type_words(form.unit, "兴")
    assert asked.args == ["兴"]
    type_words(form.unit, "业")
    form.unit.offer("兴", UNITS[1:])
    assert not form.unit.open
    form.unit.offer("兴业", UNITS[1:2])
    assert form.unit.open


def test_the_list_opens_upwards_at_the_window_s_foot(qtbot: QtBot, theme: Theme) -> None:
    from ui.widgets.type_ahead import SuggestionList

    form = Form()
    column = form.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertStretch(0, 100)
    shown(qtbot, form)
    type_words(form.unit, "兴")
    opened = form.findChildren(SuggestionList)[0].geometry()
    assert 0 <= opened.top() < opened.bottom() <= form.unit.geometry().top()


def test_the_list_never_leaves_a_low_window(qtbot: QtBot, theme: Theme) -> None:
    from ui.widgets.type_ahead import SuggestionList

    form = Form()
    form.resize(400, 90)
    shown(qtbot, form)
    type_words(form.unit, "兴")
    opened = form.findChildren(SuggestionList)[0].geometry()
    assert form.unit.geometry().bottom() <= opened.top() < opened.bottom() <= form.height()


# the timeline


def happened(count: int) -> list[Event]:
    return [
        Event(
            "派单",
            ToneName.WARN,
            f"派 第 {i} 建筑公司",
            "三楼顶棚漏水，昨晚开始。" * (i % 4),
            "11-24 09:10 · 王娟",
            key=f"e{i}",
        )
        for i in range(count)
    ]


def test_a_long_timeline_follows_the_width(qtbot: QtBot, theme: Theme) -> None:
    timeline = Timeline("时间线")
    qtbot.addWidget(timeline)
    timeline.resize(500, 400)
    timeline.show()
    timeline.show_events(happened(1_000))
    timeline.grab()
    height = timeline.verticalScrollBar().maximum()
    timeline.resize(260, 400)
    qtbot.waitUntil(lambda: timeline.verticalScrollBar().maximum() > height)
    theme.choose(size=TextSize.LARGEST)
    qtbot.waitUntil(lambda: timeline.verticalScrollBar().maximum() > 1.3 * height)


def test_what_is_added_at_the_end_moves_nothing(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = TimelineModel()
    model.show_events(happened(3))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.show_events(happened(5))
    struck = [replace(event, struck=event.title.endswith("1 建筑公司")) for event in happened(5)]
    with qtbot.waitSignal(model.dataChanged) as changed, qtbot.assertNotEmitted(model.modelReset):
        model.show_events(struck)
    assert [changed.args[0].row(), changed.args[1].row()] == [1, 1], "what became another stays where it is"
    with qtbot.waitSignal(model.modelReset):
        model.show_events(happened(2))


def test_an_event_speaks_with_all_its_words() -> None:
    model = TimelineModel()
    model.show_events([Event("派单", ToneName.WARN, "派 兴业物业", "", "09:10", struck=True, note="已撤销", key="e1")])
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "派单，已撤销，派 兴业物业，09:10"


def test_return_opens_an_event(qtbot: QtBot, theme: Theme) -> None:
    timeline = Timeline("时间线")
    qtbot.addWidget(timeline)
    timeline.show_events([Event("派单", ToneName.WARN, "派 兴业物业", key="e1")])
    timeline.show()
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    with qtbot.waitSignal(timeline.opened) as opened:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["e1"]


# progress, pills, dates


def test_long_work_is_seen_and_stopped(qtbot: QtBot, theme: Theme, work: Work) -> None:
    stopped = threading.Event()

    def bring_in(report: Report) -> None:
        for i in range(1, 10_000):
            report.step(i, 10_000, f"第 {i} 行")
            stopped.wait(0.001)

    panel = ProgressPanel("正在导入")
    qtbot.addWidget(panel)
    panel.show()
    steps: list[Step] = []
    ticket = work.start(bring_in, lambda _: None, owner=panel, told=steps.append, lane=Lane.LONG)
    panel.follow(ticket)
    qtbot.waitUntil(lambda: len(steps) > 3)
    panel.show_step(steps[-1])
    with qtbot.waitSignal(panel.stopped):
        panel.stop()
    qtbot.waitUntil(lambda: not work.busy)
    assert steps[-1].done < 10_000


def test_a_pill_needs_a_word(qtbot: QtBot, theme: Theme) -> None:
    pill = Pill("逾期", ToneName.DANGER)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "逾期"
    with pytest.raises(ValueError, match="word"):
        pill.show_state("", ToneName.OK)


def test_a_resident_s_words_are_never_html(qtbot: QtBot, theme: Theme) -> None:
    card, words = Card("<b>张鹏</b>"), ShortWords("<img src=x> & 漏水")
    card.add(words)
    qtbot.addWidget(card)
    card.resize(400, 100)
    card.show()
    assert words.text() == "<img src=x> & 漏水"
    assert words.textFormat() == Qt.TextFormat.PlainText
    words.setMaximumWidth(40)
    card.resize(60, 100)
    qtbot.waitUntil(lambda: bool(words.toolTip()))
    assert "<img" not in words.toolTip() and "&lt;img src=x&gt; &amp; 漏水" in words.toolTip()


# a panel beside the main part


def test_a_panel_becomes_a_tab_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    main, panel = QLineEdit(), Timeline("时间线")
    beside = Beside(("诉求", main), ("时间线", panel))
    qtbot.addWidget(beside)
    beside.resize(1200, 800)
    beside.show()
    assert main.isVisible() and panel.isVisible()
    theme.choose(size=TextSize.LARGEST)
    assert beside.tabbed and main.isVisible() and not panel.isVisible()
    beside.show_part(1)
    assert panel.isVisible() and not main.isVisible()
    beside.resize(1200, 1000)
    assert main.isVisible() and panel.isVisible()
    theme.choose(size=TextSize.STANDARD)
    beside.resize(600, 1000)
    assert not main.isVisible() and panel.isVisible(), "the tab one stood on is kept"


def test_answers_go_on_in_the_next_row_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    ways = ("walk-in", "phone", "home visit", "patrol", "hotline", "online")
    holder, choice = QWidget(), Choice([Option(way, way) for way in ways])
    column = QVBoxLayout(holder)
    column.addWidget(choice)
    column.addStretch(1)
    qtbot.addWidget(holder)
    holder.resize(choice.sizeHint().width() + 40, 200)
    holder.show()
    buttons = choice.findChildren(QRadioButton)
    assert len({button.y() for button in buttons}) == 1
    holder.resize(260, 200)
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) > 1)
    assert all(choice.rect().contains(button.geometry()) for button in buttons)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen platform, at popups
def test_an_unfolding_list_answers_to_digits_folded_and_open(qtbot: QtBot, theme: Theme) -> None:
    picker, chosen = Picker("类别", {"": "类别不限", "problem": "问题", "doubt": "疑虑"}), []
    qtbot.addWidget(picker)
    picker.show()
    picker.activated.connect(lambda _: chosen.append(picker.key))
    picker.choose("doubt")
    assert (chosen, picker.currentText()) == ([], "2 疑虑")
    QTest.keyClick(picker, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(picker, Qt.Key.Key_9)
    QTest.keyClick(picker, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (chosen, picker.currentText()) == (["problem"], "1 问题")
    picker.showPopup()
    QTest.keyClick(picker.view(), Qt.Key.Key_0)
    assert (chosen, picker.currentText(), picker.view().isVisible()) == (["problem", ""], "类别不限", False)


def test_enter_presses_the_button_one_stands_at(qtbot: QtBot, theme: Theme) -> None:
    page, told = QWidget(), []
    button = Button("显示", lambda: told.append("shown"), parent=page)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert told == ["shown"] * 2
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == ["shown"] * 2, "Ctrl+Enter is the page's"
