"""Every widget on one page, drawn in both themes and at the smallest and largest text, and measured."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.drawn import faint
from support.fake_clock import FakeClock

from ui.context import Context
from ui.pages.page import Page, PageSpec
from ui.settings import Settings
from ui.shell import LineState, MainWindow
from ui.tables.panel import TablePanel
from ui.tables.source import PAGE, Column, Row, Tag
from ui.theme.spacing import spaced
from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import TextSize, ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.pill import Pill
from ui.widgets.progress import ProgressPanel
from ui.widgets.text_edit import TextEdit
from ui.widgets.timeline import Event, Timeline
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.work import Step, Work

STATES = (
    Tag("待派单", ToneName.INFO),
    Tag("办理中", ToneName.WARN),
    Tag("已办结", ToneName.OK),
    Tag("逾期", ToneName.DANGER),
    Tag("已归档", ToneName.NEUTRAL),
)
COLUMNS = (
    Column("编号", 180),
    Column("来访时间", 110),
    Column("住户", 80),
    Column("地址", 230, stretch=True),
    Column("类别", 110),
    Column("期限", 90),
    Column("状态", 96),
)
EVENTS = (
    Event("来访", ToneName.INFO, "张鹏反映水管破裂", "三楼顶棚漏水，昨晚开始，电线也湿了。", "11-24 09:02 · 王娟"),
    Event(
        "派单", ToneName.WARN, "派 第四建筑公司，24 小时内到场", "", "11-24 09:10 · 王娟", struck=True, note="已撤销"
    ),
    Event("派单", ToneName.WARN, "派 兴业物业，24 小时内到场", "", "11-24 09:12 · 王娟"),
    Event("到场", ToneName.OK, "已抢修并抽水", "换了一截立管，缺 DN50 弯头，明早补。", "11-24 14:35 · 兴业物业 刘工"),
    Event("逾期", ToneName.DANGER, "回访未做，逾期 2 天", "", "11-26 00:00 · 系统"),
)


class Cases:
    """Made-up rows."""

    def first_page(self) -> list[Row]:
        return self.rows(range(PAGE))

    def keys(self) -> "array[int]":
        return array("q", range(1_204))

    def rows(self, keys: Sequence[int]) -> list[Row]:
        names, what = ("张鹏", "李淑芬", "王桂兰", "欧阳龚", "赵䶮"), ("下水不畅", "外墙透寒", "供热不足", "屋面渗漏")
        return [
            Row(
                key,
                f"{key:032x}",
                (
                    f"NG07-261124-A{key % 1000:03d}-5",
                    f"11-{key % 28 + 1:02d} 09:{key % 60:02d}",
                    names[key % 5],
                    f"红旗大街{180 + key % 9}号 {key % 6 + 1}-{key % 3 + 1}-{100 + key % 600}",
                    what[key % 4],
                    ("今天", "逾期 2 天", "3 天后", "5 天后")[key % 4],
                    STATES[key % 5],
                ),
                dim=key % 5 == 4,
            )
            for key in keys
        ]


class Gallery(Page):
    """All widgets, as a visit's page would use them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        top = spaced(QHBoxLayout(), 12)
        top.addWidget(self._intake(), 3)
        top.addWidget(self._timeline(), 2)
        column.addLayout(top)
        column.addWidget(self._parts())
        self.cases = TablePanel("诉求", COLUMNS, context.work, EmptyState("inbox", "没有诉求"))
        self.cases.show_source(Cases())
        column.addWidget(self.cases, 1)

    def focus_first(self) -> None:
        self.phone.setFocus()

    def _intake(self) -> Card:
        card, self.form = Card(), Form()
        self.phone = LineEdit(cleaned=as_code, hint="电话或姓名")
        self.phone.write("1380451")
        name = LineEdit()
        name.write("欧阳龚")
        self.category = TypeAhead(
            lambda _: [
                Suggestion("a", "下水不畅", "本室常用"),
                Suggestion("b", "下水 › 返味", ""),
                Suggestion("c", "下水井盖丢失"),
            ]
        )
        channel = QComboBox()
        channel.addItems(["来电", "来访", "家访"])
        words = TextEdit(hint="居民怎么说，就怎么写")
        community = LineEdit()
        community.write("红旗社区（自动）")
        community.setEnabled(False)
        self.form.add("电话", self.phone, "phone", span=1)
        self.form.add("姓名", name, beside=True, span=1)
        self.form.add("渠道", channel, span=1)
        self.form.add("类别", self.category, beside=True, span=1)
        self.form.add("性质", Choice([Option(k, k) for k in ("问题", "疑虑", "想法", "建议")]))
        self.form.add("诉求", words)
        self.form.add("社区", community, span=1)
        self.phone.show_wrong("电话应为 11 位，还差 4 位")
        card.add(self.form)
        buttons = spaced(QHBoxLayout(), 8)
        buttons.addStretch(1)
        buttons.addWidget(Button("打印", keys="Ctrl+P", icon_name="printer"))
        buttons.addWidget(Button("保存", keys="Ctrl+Return", kind=Kind.PRIMARY))
        card.add(buttons)
        return card

    def _timeline(self) -> Card:
        card = Card("时间线")
        for tone in STATES:
            card.add_action(Pill(tone.words, tone.tone))
        self.timeline = Timeline("时间线")
        self.timeline.show_events(EVENTS)
        card.add(self.timeline, 1)
        return card

    def _parts(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 12)
        progress = ProgressPanel("正在导入 12345 工单")
        progress.show_step(Step(1_204, 3_000, "第 2 页"))
        tick, late = QCheckBox("本人在场"), QCheckBox("保密")
        tick.setChecked(True)
        tabs = QTabBar()
        for words in ("全部", "逾期", "今天"):
            tabs.addTab(words)
        count = QSpinBox()
        count.setValue(12)
        for part in (progress, tick, late, tabs, count):
            row.addWidget(part, 1 if part is progress else 0)
        row.addWidget(Button("停用", kind=Kind.DANGER))
        row.addWidget(Button("更多", kind=Kind.QUIET, icon_name="ellipsis"))
        disabled = Button("导出", icon_name="download")
        disabled.setEnabled(False)
        row.addWidget(disabled)
        return holder


SPECS = (
    PageSpec("today", ("今日", "Today"), "sun", Gallery),
    PageSpec("visit", ("来访登记", "New visit"), "clipboard-pen", Gallery, "F2"),
    PageSpec("cases", ("诉求", "Cases"), "folder-open", Gallery),
    PageSpec("calls", ("回访", "Follow-ups"), "phone-call", Gallery),
    PageSpec("settings", ("设置", "Settings"), "settings", Gallery, "Ctrl+,", at_foot=True),
)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, work: Work, clock: FakeClock, tmp_path: Path) -> MainWindow:
    def context(shell: MainWindow) -> Context:
        return Context(tmp_path, clock, work, theme, Settings(tmp_path), shell, cast(Any, None), sample=True)

    made = MainWindow("民生接待", SPECS, context)
    qtbot.addWidget(made)
    made.resize(1366, 900)
    made.go("visit")
    made.count("cases", 1_204)
    made.count("calls", 9)
    made.count("today", 12)
    made.show_line(LineState("已全部上报 09:42"))
    made.show_fact("1,204 条")
    made.show()
    return made


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
@pytest.mark.parametrize("brightness", [Brightness.LIGHT, Brightness.DARK])
def test_nothing_is_clipped_and_all_can_be_read(
    window: MainWindow, theme: Theme, qtbot: QtBot, tmp_path: Path, brightness: Brightness, size: TextSize
) -> None:
    theme.choose(brightness, size)
    window.resize(1900, 1240) if size is TextSize.LARGEST else window.resize(1366, 900)
    page = window.page
    assert isinstance(page, Gallery)
    qtbot.waitUntil(lambda: page.cases.model.total == 1_204)
    page.cases.table.selectRow(2)
    window.notice("已登记 NG07-261124-A017-5，工单已打印", action=("撤销", lambda: None))
    qtbot.wait(20)
    picture = tmp_path / f"gallery-{brightness}-{size}.png"
    assert window.grab().save(str(picture))
    assert (clipped(window), faint(window)) == ([], [])


def clipped(window: QWidget) -> list[str]:
    """Labels, buttons and lines whose words do not fit."""
    kinds = (QLabel, QPushButton, QCheckBox)
    return [
        f"{type(part).__name__} {part.text()}"
        for kind in kinds
        for part in window.findChildren(kind)
        if part.isVisible() and part.text() and not part.property("elided") and not fits(part)
    ]


def fits(part: QLabel | QPushButton | QCheckBox) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() >= part.heightForWidth(part.width())
    return part.width() >= part.sizeHint().width() and part.height() >= part.sizeHint().height()


def test_fields_stand_on_one_height(window: MainWindow, qtbot: QtBot) -> None:
    heights = {part.height() for part in window.findChildren(QLineEdit) if part.isVisible() and _in_form(part)}
    heights |= {part.height() for part in window.findChildren(QComboBox) if part.isVisible()}
    heights |= {part.height() for part in window.findChildren(Button) if part.isVisible() and part.text()}
    assert heights == {28}, [(type(p).__name__, p.text(), p.height()) for p in window.findChildren(Button)]


def _in_form(part: QWidget) -> bool:
    return part.property("role") != "search" and part.objectName() != "qt_spinbox_lineedit"


def test_pictures_are_the_same_twice(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(20)
    assert window.grab().toImage() == window.grab().toImage()


def test_the_open_list_lies_over_the_page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = cast(Gallery, window.page)
    page.category.setFocus()
    qtbot.waitUntil(page.category.hasFocus)
    page.category.insert("下水")
    page.category.textEdited.emit("下水")
    assert page.category.open
    corner = page.category.mapTo(window, QPoint(0, page.category.height() + 4))
    image = window.grab(QRect(corner, page.category.size() * 2)).toImage()
    assert isinstance(image, QImage) and not image.isNull()
    window.grab().save(str(tmp_path / "list.png"))
    assert QApplication.focusWidget() is page.category
