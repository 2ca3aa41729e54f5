"""Reminders gather: one calm word in the morning and one in the afternoon, only emergencies in between (design:
experience).

A quiet period is told of once a day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reception.domain.clock import DISTRICT_ZONE, Clock
from reception.domain.deadlines import CLOCK_NAMES
from reception.domain.lifecycle import FOR_LEADER
from ui.moments import due_words
from ui.shell import MainWindow
from ui.theme.tokens import ToneName
from ui.words import named, said, sentences, series, translate
from ui.work import Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.today import Day, Due, ForLeader
    from reception.domain.quiet import QuietPeriod

MORNING, AFTERNOON = time(8, 30), time(15, 30)
MOST_NAMED = 3
LOOK_EVERY = 30_000
"""Milliseconds between looks at the clocks of emergencies."""


class Reminders(QObject):
    """On the day the program opens the morning's are the start page itself. Each emergency is told once a clock, and
    once when it ran out. Nothing is told to a locked desk: it waits for the clerk.
    """

    def __init__(self, desk: "Desk", work: Work, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work, self._clock = desk, work, clock
        self._window: MainWindow | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._gathered = gathering(clock.now()) or (self._today(), MORNING)
        self._quieted: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def attach(self, window: MainWindow) -> None:
        """Say it in this window from now on."""
        self._window = window

    def look(self) -> None:
        """Tell what is to be told now: one thing, the most urgent."""
        if self._window is not None and self._window.isVisible():
            self._work.start(partial(emergencies, self._desk), self._tell, owner=self)

    def _today(self) -> date:
        return self._clock.now().astimezone(DISTRICT_ZONE).date()

    def _tell(self, found: "list[Due]") -> None:
        new = [due for due in found if (due.number, due.clock, due.near) not in self._told]
        self._told |= {(due.number, due.clock, due.near) for due in new}
        if not new:
            self._gather()
        elif self._window is not None:
            first, window = new[0], self._window
            clock = said(CLOCK_NAMES.get(first.clock, (first.clock, first.clock)))
            words = translate("Reminders", "紧急：{summary}，{clock} {when}").format(
                summary=first.summary, clock=clock, when=due_words(first.until, self._clock.now())
            )
            window.notice(
                words, ToneName.DANGER, (translate("Reminders", "打开"), partial(window.go, "case", first.number))
            )

    def _gather(self) -> None:
        now = gathering(self._clock.now())
        if now is not None and now != self._gathered:
            self._gathered = now
            self._work.start(partial(gather, self._desk), self._remind, owner=self)
        elif self._quieted != self._today():
            self._quieted = self._today()
            self._work.start(partial(quiet, self._desk), self._tell_quiet, owner=self)

    def _tell_quiet(self, found: "list[QuietPeriod]") -> None:
        if found and self._window is not None:
            now = any(period.holds(self._clock.now()) for period in found)
            self._window.notice(quiet_words(found), ToneName.WARN if now else ToneName.INFO)

    def _remind(self, found: "Gathered") -> None:
        day = day_words(found.day, self._gathered[1])
        told, window = list(filter(None, (day, leader_words(found.leader)))), self._window
        if window is None or not told:
            return
        action = translate("Reminders", "去看"), partial(window.go, "today")
        if found.leader:
            action = translate("Reminders", "打开"), partial(window.go, "case", found.leader[0].number)
        window.notice(sentences(told), ToneName.INFO, action)


def gathering(now: datetime) -> tuple[date, time] | None:
    """The day and the time of the latest gathering that day; None before the morning's."""
    here = now.astimezone(DISTRICT_ZONE)
    return max(((here.date(), at) for at in (MORNING, AFTERNOON) if at <= here.time()), default=None)


def emergencies(desk: "Desk", report: Report) -> "list[Due]":
    """See `reception.desk.today.emergencies`."""
    from reception.desk.today import emergencies as read

    return read(desk)


def quiet(desk: "Desk", report: Report) -> "list[QuietPeriod]":
    """See `reception.desk.quiet.quiet_periods`."""
    from reception.desk.quiet import quiet_periods

    return quiet_periods(desk)


def quiet_words(found: "list[QuietPeriod]") -> str:
    """When and why it must be quiet, and what is asked."""
    name = translate("Reminders", "静音期")
    return sentences(named(name, " ".join(filter(None, (each.name, each.when, each.note)))) for each in found)


@dataclass(frozen=True)
class Gathered:
    """What is said then: what is left of the day, and what the room's leader is to see."""

    day: "Day"
    leader: "list[ForLeader]"


def gather(desk: "Desk", report: Report) -> Gathered:
    """See `reception.desk.today`."""
    from reception.desk.today import day_at_a_glance, for_leader

    return Gathered(day_at_a_glance(desk), for_leader(desk))


def day_words(found: "Day", at: time) -> str:
    """What is left of the day; empty when nothing is."""
    if not (found.overdue or found.due_today or found.follow_ups):
        return ""
    name = translate("Reminders", "上午提醒") if at == MORNING else translate("Reminders", "下午提醒")
    words = translate("Reminders", "{late} 件已逾期，{due} 件今天到期，{calls} 件待回访")
    return named(name, words.format(late=found.overdue, due=found.due_today, calls=found.follow_ups))


def leader_words(found: "list[ForLeader]") -> str:
    """Which cases the room's leader is to see, and why; empty when there are none."""
    if not found:
        return ""
    return named(said(FOR_LEADER), series(f"{item.summary}（{said(item.why)}）" for item in found[:MOST_NAMED]))
