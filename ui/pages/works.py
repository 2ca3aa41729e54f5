""" "When is my wall done?": building, item, Return — answered, and counted as a doubt, without a name."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.forms import CHANNELS
from ui.acts import perform
from ui.context import Context
from ui.pages.page import Page
from ui.theme.spacing import sized, spaced
from ui.visit.case_part import options
from ui.visit.tasks import read_choices
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.work import Latest, Report
from ui.works.item_list import ItemLine, ItemList
from ui.works.place_line import PlaceLine

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.commands import Channel
    from reception.desk.desk import Desk
    from reception.desk.works import KnownWorks, WorksAnswered

ASKED_BY = ("walk_in", "phone", "patrol")


def read_works(desk: "Desk", compound: str, building: str, report: Report) -> "list[KnownWorks]":
    """The items of a building."""
    from reception.desk.works import known_works

    report.check()
    return known_works(desk, compound, building)


def answer(compound: str, building: str, item: str, channel: "Channel", desk: "Desk") -> "WorksAnswered":
    """Record the question with its answer."""
    from reception.desk.works import answer_about_works

    return answer_about_works(desk, compound, building, item, channel)


def _nothing(_: object) -> None:
    """The page has gone on already."""


class WorksPage(Page):
    """Place, item, answer: at most eight keys."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place = ("", "")
        self._reading, self._choosing = Latest(context.work), Latest(context.work)
        self.place, self.item, self.items = PlaceLine(), ItemLine(), ItemList()
        self.item.setAccessibleName(self.tr("改造项目"))
        self.item.setPlaceholderText(self.tr("项目：数字选，或输名称、首字母"))
        self.channel = Choice(options({key: CHANNELS[key] for key in ASKED_BY}), digits=False)
        self.channel.setAccessibleName(self.tr("方式"))
        self.channel.choose(ASKED_BY[0])
        self._answer = Words("", "h2", wrap=True)
        self._button = Button(self.tr("这样答复并计数"), self.record, kind=Kind.PRIMARY, keys="Return")
        self._lay_out()
        self._connect()

    def refresh(self, changes: Changed | None = None) -> None:
        """Read again what is shown."""
        self._choosing.start(partial(read_choices, self.context.desk), self._take_choices, owner=self)
        if self._place[0]:
            self._read(*self._place)

    def focus_first(self) -> None:
        """The place, whatever stood there."""
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place.selectAll()

    def record(self) -> None:
        """Record the question about the marked item, and its answer; the next may be asked while it is written."""
        known = self.items.known
        if known is not None and self._place[0]:
            channel = cast("Channel", self.channel.key or ASKED_BY[0])
            act = partial(answer, *self._place, known.line.item, channel)
            perform(self.context, self, act, _nothing, self._say)
            self.item.clear()
            self.items.narrow("")
        self.focus_first()

    def _say(self, answered: "WorksAnswered") -> str:
        return self.tr("已答复并计数 {number}").format(number=answered.number)

    def _take_choices(self, choices: "Choices") -> None:
        self.place.set_choices(choices)

    def _placed(self, compound: str, building: str) -> None:
        self._place = (compound, building)
        self.item.clear()
        self._read(compound, building)

    def _read(self, compound: str, building: str) -> None:
        task = partial(read_works, self.context.desk, compound, building)
        self._reading.start(task, self._show, owner=self)

    def _show(self, found: "Sequence[KnownWorks]") -> None:
        self.items.show_items(found)
        self._stack.setCurrentIndex(1 if found else 2)
        self._foot.setVisible(bool(found))

    def _show_answer(self) -> None:
        known = self.items.known
        self._answer.setText(known.answer if known else "")

    def _connect(self) -> None:
        self.place.placed.connect(self._placed)
        self.place.passed.connect(lambda: self.item.setFocus(Qt.FocusReason.OtherFocusReason))
        self.item.textEdited.connect(self.items.narrow)
        self.item.digit.connect(self.items.mark)
        self.item.stepped.connect(self.items.step)
        self.item.entered.connect(self.record)
        self.item.left.connect(self.focus_first)
        self.items.marked.connect(self._show_answer)
        self.items.taken.connect(self.record)

    def _lay_out(self) -> None:
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        ask = Card(gap=8)
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self.place, 3)
        row.addWidget(self.item, 2)
        row.addWidget(self.channel)
        ask.add(row)
        column.addWidget(ask)
        self._stack = QStackedWidget()
        for part in (self._begin(), self._table(), self._nothing()):
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._told())

    def _table(self) -> QWidget:
        card = Card(gap=4)
        card.add(self.items, 1)
        return card

    def _begin(self) -> QWidget:
        return EmptyState(
            "hard-hat",
            self.tr("我家的墙什么时候完工？"),
            self.tr(
                "输楼号（最常用的小区）、或小区首字母加楼号，回车；数字选项目，回车。不用问姓名，计为当场答复的疑虑。"
            ),
        )

    def _nothing(self) -> QWidget:
        return EmptyState(
            "hard-hat",
            self.tr("这栋楼还没有进度"),
            self.tr("区里下发改造进度后就能在这里答复；现在可按 F2 登记为疑虑。"),
        )

    def _told(self) -> QWidget:
        self._foot = Card(gap=8)
        row = spaced(QHBoxLayout(), 12)
        row.addWidget(sized(self._answer, min_height=44), 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot.add(row)
        self._foot.hide()
        return self._foot
