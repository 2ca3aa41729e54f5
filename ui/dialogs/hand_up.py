"""Hand a report up: which period, what it says now, and that it will not change again."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.measures import percent
from ui import work
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.paper import show_paper
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import Words
from ui.words import explained, translate

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.domain.changed import Changed
    from reception.domain.period import Period
    from reception.domain.report import Report

REPORT = ("上报的报表", "Report handed up")


def period_of(key: str, desk: "Desk") -> "Period":
    """`last_month`, `month`, `last_week` or `week`, as this district counts."""
    from reception.desk.reports import month_of
    from reception.domain.period import week

    today = desk.now.astimezone(DISTRICT_ZONE).date()
    if key.endswith("week"):
        return week(today - timedelta(days=7 * key.startswith("last")))
    day = today.replace(day=1) - timedelta(days=1) if key.startswith("last") else today
    return month_of(desk, day.year, day.month)


def count(key: str, desk: "Desk", told: work.Report) -> "Report":
    """What the report would say now."""
    from reception.desk import reports

    return reports.count(desk, period_of(key, desk))


def hand_up(key: str, desk: "Desk") -> "tuple[str, Changed]":
    """Hand it up; its number, and what changed."""
    from reception.desk import reports

    made, changed = reports.hand_up(desk, period_of(key, desk))
    return made.number, changed


class HandUpDialog(ActDialog):
    """Choose a period, read its figures, hand it up; then its paper is shown."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, translate("HandUpDialog", "上报报表"), least_height=230)
        self._over = parent
        self._period = Choice([
            Option("last_month", self.tr("上月")), Option("month", self.tr("本月")),
            Option("last_week", self.tr("上周")), Option("week", self.tr("本周")),
        ])  # fmt: skip
        self._period.choose("last_month")
        self._period.chosen.connect(lambda _: self._count())
        self._told = Words("", "second", wrap=True)
        self._counting = work.Latest(context.work)
        self.form.add(self.tr("统计期"), self._period, "period")
        self.add(self._told)
        self.add(Words(self.tr("上报后数字、公式和明细不再改动，也不能撤销；以后的变化单列在旁。"), "meta", wrap=True))
        self.add_usual_buttons(self.tr("上报"))

    @property
    def told(self) -> str:
        """What it says of the period."""
        return self._told.text()

    def submit(self) -> None:
        """Hand it up, and show its paper."""
        self.perform(partial(hand_up, self._period.key), self._say, partial(_show, self.context, self._over))

    def focus_first(self) -> None:
        """The period; its figures are counted meanwhile."""
        self._period.setFocus()
        self._count()

    def _count(self) -> None:
        self._told.setText(self.tr("正在统计…"))
        task = partial(count, self._period.key, self.context.desk)
        self._counting.start(task, self._tell, owner=self, failed=self._fail)

    def _tell(self, counted: "Report") -> None:
        whole, period = counted.whole, counted.period
        words = self.tr("{first} 至 {last}：受理 {cases} 件，有效回访 {valid} 件，解决 {solution}，满意 {satisfaction}")
        self._told.setText(
            words.format(
                first=_day(period.first_day), last=_day(period.last_day), cases=whole.cases, valid=whole.valid,
                solution=percent(whole.value("solution")), satisfaction=percent(whole.value("satisfaction")),
            )
        )  # fmt: skip

    def _fail(self, error: Exception) -> None:
        self._told.setText(explained(error))

    def _say(self, made: "tuple[str, Changed]") -> str:
        return self.tr("已上报 {number}").format(number=made[0])


def _show(context: Context, parent: QWidget, made: "tuple[str, Changed]") -> None:
    show_paper(context, parent, "report", REPORT, made[0])


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
