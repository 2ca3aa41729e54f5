"""The line to the district: when it is tried, and what is said of it. Never in a clerk's way."""

import random
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reception.domain.clock import Clock
from reception.domain.errors import Unavailable
from ui.moments import moment_words
from ui.shell import LineState, MainWindow
from ui.theme.tokens import ToneName
from ui.words import explained, translate
from ui.work import Lane, Report, Ticket, Work
from ui.work import Step as Told

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.sync.client import Outcome, Progress
    from reception.sync.overview import Overview

AT_START = 3_000
AFTER_A_CHANGE = 20_000
REGULARLY = 5 * 60_000
"""Milliseconds to the first exchange, after an act, and between two when nothing happens."""
JITTER = 0.2
"""The share by which each wait varies, so that rooms do not come all at once."""
BACK_OFF = (60_000, 2 * 60_000, 5 * 60_000, 15 * 60_000)
"""Milliseconds to the next try after one, two, three, and more failures in a row."""


@dataclass(frozen=True, slots=True)
class LineNews:
    """Where the exchange stands, how far it is, and what went wrong last, in words; `offline` when that is the line."""

    overview: "Overview | None" = None
    running: bool = False
    step: str = ""
    trouble: str = ""
    offline: bool = False
    outcome: "Outcome | None" = None


class Line(QObject):
    """Exchanges with the district at start, every few minutes, soon after a change, with the network, when asked.

    `changed` comes with every piece of news; one exchange runs at a time, on the long lane.
    """

    changed = Signal()

    def __init__(self, desk: "Desk", work: Work, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work, self.clock = desk, work, clock
        self._window: MainWindow | None = None
        self._ticket: Ticket | None = None
        self._failures = 0
        self._again = False
        self.news = LineNews()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        self._timer.start(AT_START)

    def attach(self, window: MainWindow) -> None:
        """Say how the line stands in this window from now on."""
        self._window = window
        window.acted.connect(self._soon)
        self.look()

    def exchange(self) -> None:
        """Exchange now; when one is under way, once more after it."""
        if self.news.running:
            self._again = True
            return
        self._again = False
        self._timer.stop()
        self._tell(running=True, step="")
        self._ticket = self._work.start(
            partial(exchange, self._desk), self._done, owner=self, failed=self._failed, told=self._step, lane=Lane.LONG
        )

    def stop(self) -> None:
        """Stop the exchange under way; what was not sent goes next time."""
        if self._ticket is not None and self.news.running:
            self._ticket.cancel()
            self._tell(running=False, step="")
            self._wait(REGULARLY)

    def watch_network(self) -> None:
        """Try at once when the system says that the network is back; where it cannot tell, the waits do."""
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadDefaultBackend():
            QNetworkInformation.instance().reachabilityChanged.connect(self.network_changed)

    def end(self) -> None:
        """Exchange no more by itself."""
        self._timer.stop()
        self.stop()
        self._timer.stop()

    def look(self) -> None:
        """Read how it stands."""
        self._work.start(partial(look, self._desk), self._show, owner=self)

    def _show(self, found: "Overview") -> None:
        self._tell(overview=found)

    def _step(self, step: Told) -> None:
        self._tell(step=step.words)

    def _done(self, outcome: "Outcome | None") -> None:
        self._failures = 0
        self._tell(running=False, step="", trouble="", offline=False, outcome=outcome)
        self._wait(REGULARLY)
        if outcome is not None:
            self._take_in(outcome)
        self.look()
        if self._again:
            self.exchange()

    def _take_in(self, outcome: "Outcome") -> None:
        window = self._window
        if window is None or not outcome.received:
            return
        window.acted.disconnect(self._soon)
        window.changed(outcome.changed)
        window.acted.connect(self._soon)
        cases = len(outcome.changed.of("case"))
        if cases:
            words = translate("Line", "区里和本室其他电脑来了 {count} 件变化").format(count=cases)
            window.notice(words, ToneName.INFO)

    def _failed(self, error: Exception) -> None:
        """A calm word in the status bar; work goes on."""
        wait = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        offline = isinstance(error, Unavailable)
        self._tell(running=False, step="", trouble=explained(error), offline=offline)
        self._wait(wait)
        self.look()

    def _soon(self) -> None:
        """Something was written here: send it soon, unless the line is down and being tried anyhow."""
        self.look()
        is_far = not self._timer.isActive() or self._timer.remainingTime() > AFTER_A_CHANGE
        if not self.news.running and not self._failures and is_far:
            self._wait(AFTER_A_CHANGE)

    def network_changed(self, reachability: object) -> None:
        """Go on where the line had broken."""
        from PySide6.QtNetwork import QNetworkInformation

        if reachability == QNetworkInformation.Reachability.Online and self._failures:
            self.exchange()

    def _wait(self, milliseconds: int) -> None:
        self._timer.start(int(milliseconds * random.uniform(1 - JITTER, 1 + JITTER)))  # noqa: S311 - no secret

    def _tell(self, **new: object) -> None:
        self.news = replace(self.news, **new)  # type: ignore[arg-type]
        if self._window is not None:
            self._window.show_line(line_state(self.news, self.clock))
            overview = self.news.overview
            self._window.count("sync", (overview.waiting or None) if overview is not None else None)
        self.changed.emit()


def line_state(news: LineNews, clock: Clock) -> LineState:
    """The line in the status bar: calm, and computed from what is held."""
    found = news.overview
    if news.running:
        return LineState(news.step or translate("Line", "正在与区里同步…"), ToneName.INFO)
    if found is None:
        return LineState("", ToneName.NEUTRAL)
    if not found.enrolled:
        return LineState(translate("Line", "未加入本区，照常工作，记录都在本机"), ToneName.NEUTRAL)
    if news.trouble and not news.offline:
        return LineState(translate("Line", "同步遇到问题，记录都在本机；详见「同步」"), ToneName.WARN)
    if news.trouble:
        waiting = translate("Line", "没有网络，照常工作；{count} 条待上报").format(count=found.waiting)
        calm = translate("Line", "没有网络，照常工作")
        return LineState(waiting if found.waiting else calm, ToneName.WARN)
    if found.waiting:
        return LineState(translate("Line", "{count} 条待上报").format(count=found.waiting), ToneName.INFO)
    if found.last is None:
        return LineState(translate("Line", "已加入本区，还没有同步过"), ToneName.NEUTRAL)
    at = moment_words(found.last.at, clock.now())
    return LineState(translate("Line", "已全部上报 {at}").format(at=at), ToneName.OK)


def look(desk: "Desk", report: Report) -> "Overview":
    """See `reception.sync.overview`."""
    from reception.sync.overview import overview

    return overview(desk.store)


def exchange(desk: "Desk", report: Report) -> "Outcome | None":
    """One exchange; None when this PC belongs to no district. Imported only when it is."""
    from reception.sync.overview import overview

    if not overview(desk.store).enrolled:
        return None
    from reception.sync.client import sync_once

    return sync_once(desk.store, progress=partial(_say, report), stopped=lambda: report.cancelled)


def _say(report: Report, progress: "Progress") -> None:
    if progress.stage == "sending":
        words = translate("Line", "正在上报 {done} / {total}").format(done=progress.done, total=progress.total)
    elif progress.stage == "receiving":
        words = translate("Line", "正在接收，已收 {done} 条").format(done=progress.done)
    else:
        words = translate("Line", "正在连接…")
    report.step(progress.done, progress.total, words)
