"""Reminders gather: one calm word in the afternoon, and only emergencies in between (design: experience).

A quiet period is told of once a day.
"""

from dataclasses import dataclass
from datetime import date, time
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

AFTERNOON = time(15, 30)
MOST_NAMED = 3
LOOK_EVERY = 30_000
"""Milliseconds between looks at the clocks of emergencies."""


class Reminders(QObject):
    """The morning's are the start page itself. Each emergency is told once a clock, and once when it ran out."""

    def __init__(self, desk: "Desk", work: Work, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work, self._clock = desk, work, clock
        self._window: MainWindow | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._reminded: date | None = None if self._is_before_afternoon() else self._today()
        self._quieted: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def attach(self, window: MainWindow) -> None:
        """Say it in this window from now on."""
        self._window = window

    def look(self) -> None:
        """Tell what is to be told now."""
        self._work.start(partial(emergencies, self._desk), self._tell, owner=self)
        if self._reminded != self._today() and not self._is_before_afternoon():
            self._reminded = self._today()
            self._work.start(partial(afternoon, self._desk), self._remind, owner=self)

    def _today(self) -> date:
        return self._clock.now().astimezone(DISTRICT_ZONE).date()

    def _is_before_afternoon(self) -> bool:
        return self._clock.now().astimezone(DISTRICT_ZONE).time() < AFTERNOON

    def _tell(self, found: "list[Due]") -> None:
        new = [due for due in found if (due.number, due.clock, due.near) not in self._told]
        if not new and self._quieted != self._today():
            self._quieted = self._today()
            self._work.start(partial(quiet, self._desk), self._tell_quiet, owner=self)
        self._told |= {(due.number, due.clock, due.near) for due in new}
        if new and self._window is not None:
            first, window = new[0], self._window
            clock = said(CLOCK_NAMES.get(first.clock, (first.clock, first.clock)))
            words = translate("Reminders", "紧急：{summary}，{clock} {when}").format(
                summary=first.summary, clock=clock, when=due_words(first.until, self._clock.now())
            )
            window.notice(
                words, ToneName.DANGER, (translate("Reminders", "打开"), partial(window.go, "case", first.number))
            )

    def _tell_quiet(self, found: "list[QuietPeriod]") -> None:
        if found and self._window is not None:
            now = any(period.holds(self._clock.now()) for period in found)
            self._window.notice(quiet_words(found), ToneName.WARN if now else ToneName.INFO)

    def _remind(self, found: "Afternoon") -> None:
        told, window = list(filter(None, (day_words(found.day), leader_words(found.leader)))), self._window
        if window is None or not told:
            return
        action = translate("Reminders", "去看"), partial(window.go, "today")
        if found.leader:
            action = translate("Reminders", "打开"), partial(window.go, "case", found.leader[0].number)
        window.notice(sentences(told), ToneName.INFO, action)


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
class Afternoon:
    """What is said at half past three: what is left of the day, and what the room's leader is to see."""

    day: "Day"
    leader: "list[ForLeader]"


def afternoon(desk: "Desk", report: Report) -> Afternoon:
    """See `reception.desk.today`."""
    from reception.desk.today import day_at_a_glance, for_leader

    return Afternoon(day_at_a_glance(desk), for_leader(desk))


def day_words(found: "Day") -> str:
    """What is left of the day; empty when nothing is."""
    if not (found.overdue or found.due_today or found.follow_ups):
        return ""
    return translate("Reminders", "下午提醒：{late} 件已逾期，{due} 件今天到期，{calls} 件待回访").format(
        late=found.overdue, due=found.due_today, calls=found.follow_ups
    )


def leader_words(found: "list[ForLeader]") -> str:
    """Which cases the room's leader is to see, and why; empty when there are none."""
    if not found:
        return ""
    return named(said(FOR_LEADER), series(f"{item.summary}（{said(item.why)}）" for item in found[:MOST_NAMED]))
