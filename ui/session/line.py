"""The line to the district: when it is tried, and what is said of it. Never in a clerk's way."""

from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reception.domain.clock import Clock
from reception.domain.errors import NotAllowed, Unavailable
from reception.sync.schedule import AT_START, Schedule
from ui.moments import moment_words
from ui.shell import LineState, MainWindow
from ui.theme.tokens import ToneName
from ui.words import explained, sentences, translate
from ui.work import Lane, Latest, Report, Ticket, Work
from ui.work import Step as Told

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.meetings import Meetings
    from reception.sync.client import Outcome, Progress
    from reception.sync.overview import Overview


@dataclass(frozen=True, slots=True)
class LineNews:
    """Where the exchange stands, and what went wrong last, in words; `offline` when that is the line.

    `unknown` says that the district does not know this PC any more: it is joined again with another code.

    `step` says how far it is in words, `done` of `total` (0 when unknown) in numbers.
    """

    overview: "Overview | None" = None
    running: bool = False
    step: str = ""
    done: int = 0
    total: int = 0
    trouble: str = ""
    offline: bool = False
    unknown: bool = False


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
        self._looking = Latest(work)
        self._schedule = Schedule()
        self.news = LineNews()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        self._wait(AT_START)

    def attach(self, window: MainWindow) -> None:
        """Say how the line stands in this window from now on."""
        self._window = window
        window.acted.connect(self._soon)
        self.look()

    def exchange(self) -> None:
        """Exchange now; when one is under way, once more after it."""
        if not self._schedule.begin():
            return
        self._timer.stop()
        self._tell(running=True, step="", done=0, total=0)
        self._ticket = self._work.start(
            partial(exchange, self._desk),
            self._done,
            owner=self,
            failed=self._failed,
            told=self.show_step,
            lane=Lane.LONG,
        )

    def stop(self) -> None:
        """Stop the exchange under way; what was not sent goes next time."""
        if self._ticket is not None and self._schedule.running:
            self._ticket.cancel()
            self._wait(self._schedule.stopped())
            self._tell(running=False, step="")

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
        self._looking.start(partial(look, self._desk), self._show, owner=self)

    def _show(self, found: "Overview") -> None:
        self._tell(overview=found)

    def show_step(self, step: Told) -> None:
        """Show how far the exchange is; the step's words name its stage."""
        self._schedule.step(step.words, step.done)
        self._tell(step=step_words(step), done=step.done, total=step.total)

    def _done(self, ended: "Ended | None") -> None:
        self._wait(self._schedule.done())
        self._tell(running=False, step="", trouble="", offline=False, unknown=False)
        if ended is not None:
            self._take_in(ended)
        self.look()

    def _take_in(self, ended: "Ended") -> None:
        window, outcome = self._window, ended.outcome
        if window is None:
            return
        told = [*digest(ended), *forks(outcome)]
        if told:
            window.notice(sentences(told), ToneName.INFO)
        if not outcome.received:
            return
        window.acted.disconnect(self._soon)
        window.changed(outcome.changed)
        window.acted.connect(self._soon)

    def _failed(self, error: Exception) -> None:
        """A calm word in the status bar; work goes on."""
        self._wait(self._schedule.failed(error))
        offline = isinstance(error, Unavailable)
        unknown = isinstance(error, NotAllowed) and error.field == "token"
        self._tell(running=False, step="", trouble=explained(error), offline=offline, unknown=unknown)
        self.look()

    def _soon(self) -> None:
        """Something was written here: send it soon, unless the line is down and being tried anyhow."""
        self.look()
        remaining = self._timer.remainingTime() / 1000 if self._timer.isActive() else None
        wait = self._schedule.changed(remaining)
        if wait is not None:
            self._wait(wait)

    def network_changed(self, reachability: object) -> None:
        """Go on where the line had broken."""
        from PySide6.QtNetwork import QNetworkInformation

        if reachability == QNetworkInformation.Reachability.Online and self._schedule.broken:
            self.exchange()

    def _wait(self, seconds: float) -> None:
        self._timer.start(int(seconds * 1000))

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
    if found is not None and not found.enrolled:
        return LineState(translate("Line", "未加入本区，照常工作，记录都在本机"), ToneName.NEUTRAL)
    if news.running:
        return LineState(news.step or translate("Line", "正在与区里同步…"), ToneName.INFO)
    if found is None:
        return LineState("", ToneName.NEUTRAL)
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


@dataclass(frozen=True, slots=True)
class Ended:
    """An exchange that reached its end.

    `cases` changed here, `need_you` of them ask to be looked at; `alike` pairs came of what was known here already.
    """

    outcome: "Outcome"
    cases: int
    need_you: int
    alike: "Meetings"


def digest(ended: Ended) -> list[str]:
    """One line about all that came, and one about what may be the same as something here."""
    told = []
    if ended.need_you:
        words = translate("Line", "区里和本室其他电脑来了 {count} 件变化，{need} 件请看一下")
        told.append(words.format(count=ended.cases, need=ended.need_you))
    elif ended.cases:
        told.append(translate("Line", "区里和本室其他电脑来了 {count} 件变化").format(count=ended.cases))
    if ended.alike.cases:
        came, here = ended.alike.cases[0]
        words = translate("Line", "新到的 {came} 可能与 {here} 是同一件，请看一下；共 {count} 对")
        told.append(words.format(came=came, here=here, count=len(ended.alike.cases)))
    if ended.alike.residents:
        words = translate("Line", "新到的居民中有 {count} 人本机已有记录，可在「居民」中合并")
        told.append(words.format(count=len(ended.alike.residents)))
    return told


def forks(outcome: "Outcome") -> list[str]:
    """What copies and backups led to, each in a sentence."""
    told = []
    if outcome.letter:
        words = translate("Line", "本机编号字母现为 {letter}；以前的记录和编号都不变")
        told.append(words.format(letter=outcome.letter))
    if outcome.handed_back:
        words = translate("Line", "区级服务器从备份恢复过，本机已补送它缺的 {count} 条")
        told.append(words.format(count=outcome.handed_back))
    return told


def exchange(desk: "Desk", report: Report) -> Ended | None:
    """One exchange; None when this PC belongs to no district. Imported only when it is."""
    from reception.sync.overview import need_you, overview

    if not overview(desk.store).enrolled:
        return None
    from reception.desk.meetings import meetings
    from reception.sync.client import sync_once

    outcome = sync_once(
        desk.store, program=version("reception"), progress=partial(_say, report), stopped=lambda: report.cancelled
    )
    cases = outcome.changed.of("case")
    alike = meetings(desk, outcome.came.of("case"), outcome.came.of("resident"))
    return Ended(outcome, len(cases), need_you(desk.store, cases), alike)


def _say(report: Report, progress: "Progress") -> None:
    """Tell the stage; it becomes words on the GUI thread."""
    report.step(progress.done, progress.total, progress.stage)


def step_words(step: Told) -> str:
    """How far an exchange is, in the clerk's words."""
    share = step.done * 100 // max(1, step.total)
    match step.words:
        case "sending":
            return translate("Line", "正在上报 {done} / {total}").format(done=step.done, total=step.total)
        case "receiving":
            return translate("Line", "正在接收，已收 {done} 条").format(done=step.done)
        case "sending_file":
            return translate("Line", "正在上报附件 {share}%").format(share=share)
        case "receiving_file":
            return translate("Line", "正在接收附件 {share}%").format(share=share)
        case "checking":
            return translate("Line", "正在与区里核对…")
        case _:
            return translate("Line", "正在连接…")
