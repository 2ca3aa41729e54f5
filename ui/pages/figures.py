"""The room's rates in a period, by unit, category, grid, compound or item; every number opens the cases behind it."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.measures import LEFT_OUT_NAMES, NOT_ASKED, Rates, percent
from ui.commands import Command
from ui.context import Context
from ui.pages.page import Page
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row
from ui.targets import cases_target
from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.choice import Choice, Option
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words
from ui.words import said, translate
from ui.work import Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.measures import MeasureLine

FIGURES = ("统计", "Figures")
Period = tuple[date, date]


def period_of(key: str, today: date) -> Period:
    """First and last day of `week`, `month`, `last_month` or `year`."""
    first = today.replace(day=1)
    if key == "week":
        return today - timedelta(days=today.weekday()), today
    if key == "last_month":
        before = first - timedelta(days=1)
        return before.replace(day=1), before
    return (today.replace(month=1, day=1) if key == "year" else first), today


class FiguresPage(Page):
    """Choose a period and a grouping; read the rates; Enter opens a group's cases."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: Sequence[MeasureLine] = ()
        self._period = Choice([
            Option("week", self.tr("本周")), Option("month", self.tr("本月")),
            Option("last_month", self.tr("上月")), Option("year", self.tr("今年")),
        ])  # fmt: skip
        self._counting = Latest(context.work)
        self._by = Choice([
            Option("unit", self.tr("责任单位")), Option("category", self.tr("诉求类别")),
            Option("grid", self.tr("网格")), Option("compound", self.tr("小区")), Option("item", self.tr("改造项目")),
        ])  # fmt: skip
        self._period.choose("month")
        self._by.choose("unit")
        self._period.setAccessibleName(self.tr("时段"))
        self._by.setAccessibleName(self.tr("分组"))
        self._panel = TablePanel(self.tr("各项比率"), self._columns(), context.work, self._empty())
        self._left_out = LeftOut()
        self._left_out.opened.connect(self._open_numbers)
        self._lay_out()
        self._period.chosen.connect(lambda _: self.refresh())
        self._by.chosen.connect(lambda _: self.refresh())
        self._panel.table.opened.connect(self._open_group)

    def refresh(self, changes: Changed | None = None) -> None:
        """Count again, off the GUI thread."""
        period = period_of(self._period.key, self.context.clock.now().astimezone(DISTRICT_ZONE).date())
        task = partial(_count, self.context.desk, period, self._by.key)
        self._counting.start(task, self._show, owner=self)

    def commands(self) -> Sequence[Command]:
        """Look at what was handed up; to hand up more is a command of every page."""
        names = ("上报的报表", "Reports handed up")
        return (Command("figures.reports", names, self._show_reports, FIGURES, "Ctrl+R", "archive"),)

    def focus_first(self) -> None:
        """The table."""
        self._panel.setFocus()

    def leave(self) -> None:
        """Keep the columns as they are."""
        self._panel.keep_columns(self.context.settings, "figures")

    def _lay_out(self) -> None:
        top = QWidget()
        choices = spaced(FlowLayout(top), 12)
        reports = Button(self.tr("已上报"), self._show_reports, icon_name="archive")
        reports.setToolTip(self.tr("上报的报表") + " Ctrl+R")
        hand_up = Button(self.tr("上报…"), self._hand_up, icon_name="send")
        for part in (self._period, self._by, hand_up, reports):
            choices.addWidget(part)
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        column.addWidget(top)
        column.addWidget(self._panel, 1)
        column.addWidget(self._left_out)
        self._panel.restore_columns(self.context.settings, "figures")

    def _hand_up(self) -> None:
        from ui.dialogs.hand_up import HandUpDialog

        HandUpDialog(self.context, self).open()

    def _show_reports(self) -> None:
        from ui.dialogs.reports import ReportsDialog

        ReportsDialog(self.context, self).open()

    def _columns(self) -> list[Column]:
        rate = partial(Column, width=66, right=True, opens=True, share=True)
        number = partial(Column, width=66, right=True, opens=True)
        return [
            Column(self.tr("名称"), 170, strong=True, stretch=True),
            number(self.tr("诉求")), number(self.tr("有效回访")), rate(self.tr("响应率")), rate(self.tr("解决率")),
            rate(self.tr("首次解决")), rate(self.tr("满意率")), rate(self.tr("综合")), rate(self.tr("按期办结")),
            rate(self.tr("退单率")), rate(self.tr("重复率")), rate(self.tr("重办率")),
            number(self.tr("联系（时）"), width=74), number(self.tr("办结（时）"), width=74),
        ]  # fmt: skip

    def _empty(self) -> EmptyState:
        return EmptyState("chart-column", self.tr("这一时段还没有诉求"), self.tr("换一个时段，或先登记来访（F2）。"))

    def _show(self, lines: "Sequence[MeasureLine]") -> None:
        self._lines = lines if lines and lines[0].rates.cases else ()
        self._panel.show_source(_Groups(self._lines, self.tr("本室合计")))
        self._left_out.show_rates(self._lines[0].rates if self._lines else None)

    def _open_group(self, row: Row) -> None:
        """The cases behind the number one stands at; at a name, those of the group."""
        line = self._lines[row.key - 1]
        column = self._panel.table.currentIndex().column()
        numbers = counted(line.rates, column) if column > 0 else ()
        if numbers or self._by.key in ("grid", "item"):
            self._open_numbers(numbers or counted(line.rates, 1))
        else:
            self._open_filter(line)

    def _open_numbers(self, numbers: Sequence[str]) -> None:
        from reception.desk.lists import CaseFilter

        self.context.shell.go("cases", cases_target(CaseFilter(numbers=tuple(numbers))))

    def _open_filter(self, line: "MeasureLine") -> None:
        from reception.desk.lists import CaseFilter
        from reception.desk.today import bounds

        since, until = period_of(self._period.key, self.context.clock.now().astimezone(DISTRICT_ZONE).date())
        wanted = replace(CaseFilter(), since=bounds(since)[0], until=bounds(until)[1], **self._group(line.code))
        self.context.shell.go("cases", cases_target(wanted))

    def _group(self, code: str) -> dict[str, Any]:
        from reception.desk.measures import ALL

        by = self._by.key
        return {by: code} if code not in ("", ALL) and by in ("unit", "category", "compound") else {}


def counted(found: Rates, column: int) -> tuple[str, ...]:
    """The numbers of the cases that a column's figure counts; the first columns are the name and how many cases."""
    every = (*found.returns.cases, *(n for why, out in found.left_out.items() if why != NOT_ASKED for n in out))
    shares = (
        found.response, found.response, found.solution, found.first_solution, found.satisfaction, found.response,
        found.on_time, found.returns, found.repeats, found.reopened,
    )  # fmt: skip
    return shares[column - 2].cases if 2 <= column < 2 + len(shares) else every if column < 2 else found.returns.cases


class LeftOut(QWidget):
    """Which cases are in no rate, by reason; each opens its list. `opened` gives their numbers."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = spaced(FlowLayout(self), 6)
        self._parts: list[QWidget] = []

    def show_rates(self, found: Rates | None) -> None:
        """Show those of a period; None: there is none."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        reasons = [(why, numbers) for why, numbers in found.left_out.items() if numbers] if found else []
        self._parts = [Words(self.tr("不计入"), "meta")] if reasons else []
        for why, numbers in reasons:
            words = f"{said(LEFT_OUT_NAMES[why])} {len(numbers)}"
            self._parts.append(Button(words, partial(self.opened.emit, numbers), kind=Kind.QUIET))
        if found:
            self._parts.append(Words(self.tr("没有有效回访的不算 0，显示“—”。"), "meta"))
        for part in self._parts:
            self._row.addWidget(part)


def _count(desk: "Desk", period: Period, by: str, _report: Report) -> "list[MeasureLine]":
    from reception.desk.measures import measures

    return measures(desk, *period, by)


class _Groups:
    """The rows of the table: few, and all here."""

    def __init__(self, lines: "Sequence[MeasureLine]", whole: str) -> None:
        self._rows = [_row(place, line, whole) for place, line in enumerate(lines, 1)]

    def first_page(self) -> Sequence[Row]:
        """All of them."""
        return self._rows

    def keys(self) -> "array[int]":
        """Their places."""
        return array("q", (row.key for row in self._rows))

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        """Those at these places."""
        wanted = set(keys)
        return [row for row in self._rows if row.key in wanted]


def _row(place: int, line: "MeasureLine", whole: str) -> Row:
    found = line.rates
    name = whole if place == 1 else line.name if line.code else translate("FiguresPage", "（未填）")
    shares = (found.response, found.solution, found.first_solution, found.satisfaction)
    more = (found.on_time, found.returns, found.repeats, found.reopened)
    cells = (
        name, f"{found.cases:,}", f"{found.valid:,}", *(percent(share.value) for share in shares),
        percent(found.overall), *(percent(share.value) for share in more), _hours(found.hours_to_contact),
        _hours(found.hours_to_solve),
    )  # fmt: skip
    return Row(place, str(place), cells)


def _hours(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"
