"""The day at a glance: figures that open their lists, what is due soonest, seven days, forms that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE
from ui.commands import Command
from ui.context import Context
from ui.dialogs.step_draft import FORMS
from ui.explaining import EXPLAIN, EXPLAIN_KEY, explain_next
from ui.moments import day_words, moment_words, weekday_words
from ui.pages.due_list import DueList
from ui.pages.page import Page
from ui.targets import cases_target
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.visit.keeping import throw_away
from ui.widgets.beside import Beside, scrolled
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure import Figure, FigureRow
from ui.widgets.keys import digit_of
from ui.widgets.labels import ShortWords, Words
from ui.widgets.link_row import LinkRow
from ui.widgets.week_strip import DayCount, WeekStrip
from ui.words import said
from ui.work import Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.drafts import Draft
    from reception.desk.today import Arrived, Day, Due

TODAY = ("今日", "Today")
FOLLOW_UPS = "follow_ups"
TONES = {
    "overdue": ToneName.DANGER,
    "due_today": ToneName.WARN,
    "to_dispatch": ToneName.INFO,
    "to_sign": ToneName.INFO,
    FOLLOW_UPS: ToneName.INFO,
    "please_look": ToneName.DANGER,
}
"""The figures in their order; the digits 1–6 open them."""
MOST_DRAFTS = 9
SIDE_WIDTH, LEAST_WIDTH = 344, 740
"""Units of the design: what the week and the news take, and what the page needs to show them beside the list."""
AGAIN = 60_000
"""Milliseconds after which it is read again: clocks run while nobody acts."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page shows, read at one moment."""

    day: "Day"
    due: "tuple[Due, ...]"
    drafts: "tuple[Draft, ...]"
    arrived: "tuple[Arrived, ...]"


def glance(desk: "Desk", report: Report) -> Glance:
    """Read it."""
    from reception.desk.drafts import drafts
    from reception.desk.today import arrived, day_at_a_glance, due_soon

    return Glance(day_at_a_glance(desk), tuple(due_soon(desk)), tuple(drafts(desk)), tuple(arrived(desk)))


class TodayPage(Page):
    """Digits open the figures, Tab walks to the lists, Enter opens what is marked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reading = Latest(context.work)
        self._shown = False
        self._figures = self._make_figures()
        self._due = DueList(context.clock, self.tr("最近到期"))
        self._due.chosen.connect(partial(context.shell.go, "case"))
        self._week = WeekStrip(self.tr("七天受理"))
        self._week.opened.connect(self._open_day)
        self._today = Button("", self._open_today, kind=Kind.QUIET)
        self._drafts = Card(self.tr("没写完的"), gap=4)
        self._draft_rows: list[QWidget] = []
        self._news = Card(self.tr("区里和其他电脑来的"), gap=4)
        self._news_rows: list[QWidget] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self._busy_day())
        self._stack.addWidget(self._first_day())
        column = spaced(QVBoxLayout(self), 12, (16, 4, 16, 16))
        column.addWidget(self._stack)
        self._again = QTimer(self)
        self._again.timeout.connect(self._read_when_seen)
        self._again.start(AGAIN)

    def open(self, target: str) -> None:
        """What was left as a draft meanwhile stands there too."""
        if self._shown:
            self.refresh()

    def refresh(self, changes: Changed | None = None) -> None:
        """Read it again; an older answer is dropped."""
        self._reading.start(partial(glance, self.context.desk), self._show, owner=self)

    def focus_first(self) -> None:
        """The first figure, or the button that begins."""
        if self._stack.currentIndex() == 0:
            next(iter(self._figures.values())).setFocus()
        else:
            self._begin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit opens its figure."""
        digit = digit_of(event)
        if 1 <= digit <= len(self._figures):
            list(self._figures.values())[digit - 1].click()
        else:
            super().keyPressEvent(event)

    def commands(self) -> Sequence[Command]:
        """Why the marked deadline is when it is."""
        return (Command("today.explain", EXPLAIN, self._explain, TODAY, EXPLAIN_KEY, "clock", self._why_not_explain),)

    # what it is made of

    def _names(self) -> dict[str, str]:
        return {
            "overdue": self.tr("已逾期"),
            "due_today": self.tr("今天到期"),
            "to_dispatch": self.tr("待派单"),
            "to_sign": self.tr("待签收"),
            FOLLOW_UPS: self.tr("待回访"),
            "please_look": self.tr("请看一下"),
        }

    def _make_figures(self) -> dict[str, Figure]:
        names = self._names()
        figures = {}
        for place, (key, tone) in enumerate(TONES.items(), 1):
            figures[key] = Figure(names[key], tone, str(place))
            figures[key].clicked.connect(partial(self._open_figure, key))
        return figures

    def _busy_day(self) -> QWidget:
        page = QWidget()
        column = spaced(QVBoxLayout(page), 12)
        column.addWidget(FigureRow(list(self._figures.values())))
        due = Card(self.tr("最近到期"))
        due.add(self._due, 1)
        main, side = (self.tr("最近到期"), due), (self.tr("七天和消息"), scrolled(self._side()))
        column.addWidget(Beside(main, side, (1, 0), width=SIDE_WIDTH, least=LEAST_WIDTH), 1)
        return page

    def _side(self) -> QWidget:
        side = QWidget()
        side.setProperty("role", "page")
        column = spaced(QVBoxLayout(side), 12)
        week = Card(self.tr("七天受理"))
        week.add_action(self._today)
        week.add(sized(self._week, height=148))
        column.addWidget(week)
        column.addWidget(self._drafts)
        column.addWidget(self._news)
        column.addStretch(1)
        for card in (self._drafts, self._news):
            card.hide()
        return side

    def _first_day(self) -> QWidget:
        self._begin = Button(self.tr("登记第一件来访"), self._begin_visit, kind=Kind.PRIMARY, keys="F2")
        return EmptyState(
            "clipboard-pen",
            self.tr("还没有诉求"),
            self.tr("居民一开口就按 F2：电话、姓名或地址，原话，Ctrl+Enter 保存。\n登记之后，这里会列出今天要办的事。"),
            self._begin,
        )

    # what it shows

    def _show(self, found: Glance) -> None:
        self._shown = True
        day = found.day
        for key, figure in self._figures.items():
            figure.show_number(getattr(day, key))
        self._due.show_due(found.due)
        self._week.show_days(self._days(day.week))
        self._today.say(self.tr("今天来访 {count} 人次").format(count=day.visits))
        self._show_drafts(found.drafts)
        self._show_news(found.arrived)
        is_empty = not day.open and not found.drafts and not any(count for _, count in day.week)
        had_focus = self._stack.currentWidget().isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentIndex(int(is_empty))
        if had_focus and not self._stack.currentWidget().isAncestorOf(self.focusWidget() or self):
            self.focus_first()

    def _days(self, week: Sequence[tuple[date, int]]) -> list[DayCount]:
        today = week[-1][0]
        return [
            DayCount(day, day_words(day, today) if day == today else weekday_words(day), count, day == today)
            for day, count in week
        ]

    def _show_drafts(self, drafts: "Sequence[Draft]") -> None:
        for row in self._draft_rows:
            row.hide()
            row.deleteLater()
        self._draft_rows = [self._draft_row(draft) for draft in drafts[:MOST_DRAFTS]]
        if len(drafts) > MOST_DRAFTS:
            older = self.tr("另有 {count} 份更早的，前面的办完就排上来").format(count=len(drafts) - MOST_DRAFTS)
            self._draft_rows.append(Words(older, "meta", wrap=True))
        for row in self._draft_rows:
            self._drafts.add(row)
        self._drafts.setVisible(bool(drafts))

    def _draft_row(self, draft: "Draft") -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        words = spaced(QVBoxLayout(), 0)
        title = draft.title or self.tr("未写标题")
        words.addWidget(ShortWords(title))
        words.addWidget(Words(moment_words(draft.saved_at, self.context.clock.now()), "meta"))
        row.addLayout(words, 1)
        button = Button(self.tr("继续填写"), partial(self.context.shell.go, draft.form, draft.id))
        button.setAccessibleName(f"{button.text()} {title}")
        row.addWidget(button)
        if draft.form in FORMS:  # the others are thrown away on their pages
            row.addWidget(self._away(draft, title))
        return holder

    def _away(self, draft: "Draft", title: str) -> Button:
        throw = partial(throw_away, self.context, draft, self.refresh)
        away = Button("", throw, kind=Kind.QUIET, icon_name="x")
        away.setToolTip(self.tr("扔掉"))
        away.setAccessibleName(f"{away.toolTip()} {title}")
        return away

    def _show_news(self, arrived: "Sequence[Arrived]") -> None:
        for row in self._news_rows:
            row.hide()
            row.deleteLater()
        self._news_rows = [self._news_row(item) for item in arrived]
        for row in self._news_rows:
            self._news.add(row)
        self._news.setVisible(bool(arrived))

    def _news_row(self, item: "Arrived") -> QWidget:
        from reception.desk.undo import act_name

        act = said(act_name(item.act))
        row = LinkRow(act, item.summary, moment_words(item.at, self.context.clock.now()))
        row.clicked.connect(partial(self.context.shell.go, "case", item.number))
        return row

    # where it leads

    def _open_figure(self, key: str) -> None:
        from reception.desk.today import figures

        if key == FOLLOW_UPS:
            self.context.shell.go(FOLLOW_UPS)
        else:
            self.context.shell.go("cases", cases_target(figures(self.context.clock.now())[key]))

    def _open_today(self) -> None:
        self._open_day(self.context.clock.now().astimezone(DISTRICT_ZONE).date())

    def _open_day(self, day: date) -> None:
        from reception.desk.today import received_on

        self.context.shell.go("cases", cases_target(received_on(day)))

    def _explain(self) -> None:
        explain_next(self.context, self, self._due.number)

    def _why_not_explain(self) -> str:
        return "" if self._due.number else self.tr("先在最近到期里选一件")

    def _begin_visit(self) -> None:
        self.context.shell.go("visit")

    def _read_when_seen(self) -> None:
        if self.isVisible():
            self.refresh()
