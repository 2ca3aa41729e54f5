"""The exchange with the district: what waits, when it was last, with whom, what was set aside; joining a district."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.errors import InvalidInput, ReceptionError
from reception.sync.overview import WHY, Overview, SetAside
from ui.commands import Command
from ui.context import Context
from ui.moments import moment_words, span_words
from ui.pages.page import Page
from ui.session.first_start import needed
from ui.session.line import Line, LineNews, line_state
from ui.shell import LineState
from ui.theme.spacing import sized, spaced
from ui.widgets.beside import scrolled
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.composing import when_composed
from ui.widgets.form import Form
from ui.widgets.labels import ShortWords, Words
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.notice import ToneIcon
from ui.words import explained, said
from ui.work import Lane, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk

SYNC = ("同步", "Sync")
SYNC_KEY = "F9"
WRONG_CLOCK = 60_000
"""Milliseconds by which the PC's clock may differ from the district's before it is said."""


def enrol(desk: "Desk", url: str, code: str, ca: str, report: Report) -> None:
    """Join a district. Raises as `reception.sync.enrol.enrol`."""
    from reception.sync.enrol import enrol as ask

    ask(desk.store, url, code, Path(ca) if ca else None)


class SyncPage(Page):
    """Two cards: how it stands, and what was set aside; before enrolment, a form in the second one's place.

    The form comes again, with the address in it, when the district does not know this PC any more.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        if not isinstance(context.line, Line):
            raise RuntimeError("this desk has no line to a district")
        self._line = context.line
        self._line.changed.connect(self._show)
        self._standing = StandingCard(self._line)
        self._enrol = EnrolCard(context, self._line)
        self._aside = AsideCard()
        inside = QWidget()
        inside.setProperty("role", "page")
        spaced(QVBoxLayout(self), 0).addWidget(scrolled(inside))
        column = spaced(QVBoxLayout(inside), 12, (16, 4, 16, 16))
        column.addWidget(self._standing)
        column.addWidget(self._enrol)
        column.addWidget(self._aside)
        column.addStretch(1)
        self._column = column
        self._show()

    @property
    def unsaved(self) -> bool:
        """Whether an address or a code is being typed."""
        return self._enrol.begun

    def commands(self) -> Sequence[Command]:
        """Exchange now."""
        now = self._line.exchange
        return (Command("sync.now", ("立即同步", "Sync now"), now, SYNC, SYNC_KEY, "refresh-cw", self._why_alone),)

    def refresh(self, changes: Changed | None = None) -> None:
        """Ask again how it stands."""
        self._line.look()

    def focus_first(self) -> None:
        """The form where there is one, else the button."""
        if self._enrol.isVisible():
            self._enrol.focus_first()
        else:
            self._standing.focus_first()

    def _why_alone(self) -> str:
        found = self._line.news.overview
        return "" if found is not None and found.enrolled else self.tr("还没有加入本区")

    def _show(self) -> None:
        news, now = self._line.news, self.context.clock.now()
        self._standing.show_news(news, line_state(news, self.context.clock))
        found = news.overview
        if found is not None and news.unknown:
            self._enrol.suggest(found.url)
        self._aside.setVisible(found is not None and found.enrolled)
        if found is not None:
            self._standing.show_facts(found, self._facts(found))
            self._aside.show_items([(item, moment_words(item.at, now)) for item in found.set_aside])
            self._column.setStretchFactor(self._aside, int(bool(found.set_aside)))
            self._column.setStretch(self._column.count() - 1, int(not found.set_aside))
        self._show_form(found is not None and (news.unknown or not found.enrolled))

    def _show_form(self, needed: bool) -> None:
        """A form that goes leaves the keyboard on the button beside which it was."""
        at = self.window().focusWidget()
        if not needed and at is not None and self._enrol.isAncestorOf(at):
            self._standing.focus_first()
        self._enrol.setVisible(needed)

    def _facts(self, found: Overview) -> list[tuple[str, str]]:
        now = self.context.clock.now()
        here = self.tr("{room}，编号字母 {letter}").format(room=found.room, letter=found.letter)
        facts = [(self.tr("待上报"), self._waiting(found)), (self.tr("本机"), here)]
        if found.enrolled:
            last = found.last
            told = self.tr("还没有同步过")
            if last is not None:
                told = self.tr("{at}，上报 {sent} 条，收到 {received} 条").format(
                    at=moment_words(last.at, now), sent=last.sent, received=last.received
                )
            facts.insert(1, (self.tr("上次同步"), told))
            facts += [(self.tr("服务器"), found.url), (self.tr("服务器标识"), grouped(found.identity))]
        if abs(found.clock_offset) >= WRONG_CLOCK:
            facts.append((self.tr("本机时钟"), self._clock_words(found.clock_offset)))
        return facts

    def _waiting(self, found: Overview) -> str:
        if not found.waiting:
            return self.tr("没有")
        since = moment_words(found.waiting_since, self.context.clock.now())
        return self.tr("{count} 条，最早 {since}").format(count=found.waiting, since=since)

    def _clock_words(self, offset: int) -> str:
        span = span_words(timedelta(milliseconds=abs(offset)))
        text = self.tr("比区里慢 {span}，请校准") if offset > 0 else self.tr("比区里快 {span}，请校准")
        return text.format(span=span)


def grouped(identity: str) -> str:
    """An identity in groups of four, as it is compared over the telephone."""
    return " ".join(identity[start : start + 4] for start in range(0, len(identity), 4))


class StandingCard(Card):
    """The state in words, the facts, and what can be done."""

    def __init__(self, line: Line) -> None:
        super().__init__(gap=12)
        self._icon = ToneIcon(line_state(line.news, line.clock).tone)
        self._state = Words("", "h2", wrap=True)
        self._trouble = Words("", "error", wrap=True)
        self._calm = Words("", "second", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("同步进度"))
        self._grid = spaced(QGridLayout(), 8)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[QWidget] = []
        self._now = Button(self.tr("立即同步"), line.exchange, kind=Kind.PRIMARY, keys=SYNC_KEY, icon_name="refresh-cw")
        self._stop = Button(self.tr("停止"), line.stop)
        self._lay_out()

    def focus_first(self) -> None:
        """The button."""
        self._now.setFocus()

    def show_news(self, news: LineNews, state: LineState) -> None:
        """Show how it stands."""
        self._icon.show_tone(state.tone)
        self._state.setText(state.words)
        for words, meant in ((self._calm, news.offline), (self._trouble, not news.offline)):
            words.setText(news.trouble if meant else "")
            words.setVisible(bool(words.text()) and not news.running)
        self._bar.setRange(0, news.total)
        self._bar.setValue(news.done)
        self._bar.setVisible(news.running)
        self._stop.setVisible(news.running)

    def show_facts(self, found: Overview, facts: list[tuple[str, str]]) -> None:
        """Show whom, when and how much."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, (label, words) in enumerate(facts):
            parts = (Words(label, "label"), Words(words, wrap=True))
            for column, part in enumerate(parts):
                self._grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignTop)
            self._rows += parts
        self._now.setVisible(found.enrolled)

    def _lay_out(self) -> None:
        head = spaced(QHBoxLayout(), 8)
        head.addWidget(self._icon)
        head.addWidget(self._state, 1)
        head.addWidget(self._stop)
        head.addWidget(self._now)
        self.add(head)
        self.add(self._bar)
        self.add(self._calm)
        self.add(self._trouble)
        self.add(self._grid)
        for part in (self._calm, self._trouble, self._bar, self._stop):
            part.hide()


class AsideCard(Card):
    """What of this room the district holds but does not count."""

    def __init__(self) -> None:
        super().__init__(self.tr("另存、未计入的记录"))
        self._none = Words(self.tr("没有。区里收下了本室上报的每一条。"), "second")
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._list = spaced(QVBoxLayout(self._inside), 8)
        self._rows: list[QWidget] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.accessibleName())
        self._area.setWidget(self._inside)
        self.add(self._none)
        self.add(self._area, 1)

    def show_items(self, items: list[tuple[SetAside, str]]) -> None:
        """Show these, each with its time in words."""
        while self._list.count():
            self._list.takeAt(0)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(item, at) for item, at in items]
        for row in self._rows:
            self._list.addWidget(row)
        self._list.addStretch(1)
        self._none.setVisible(not items)
        self._area.setVisible(bool(items))

    def _row(self, item: SetAside, at: str) -> QWidget:
        row = QWidget()
        across = spaced(QHBoxLayout(row), 12)
        across.addWidget(sized(Words(at, "meta"), min_width=96))
        across.addWidget(Words(item.number or self.tr("整条记录")))
        across.addWidget(ShortWords(said(WHY.get(item.why, (item.why, item.why))), "second"), 1)
        return row


class EnrolCard(Card):
    """Joins this PC to a district: address and one-time code. Ctrl+Enter joins."""

    def __init__(self, context: Context, line: Line) -> None:
        super().__init__(self.tr("加入本区"))
        self._context, self._line = context, line
        self._suggested = ""
        self._form = Form()
        self._url = LineEdit(cleaned=as_code, hint="https://")
        self._code = LineEdit(cleaned=as_code, hint="K7QF-2M9X")
        self._ca = LineEdit(cleaned=str, hint=self.tr("一般不用填；区里用自己的证书时填文件路径"))
        self._form.add(self.tr("服务器地址"), self._url, "url")
        self._form.add(self.tr("入网码"), self._code, "code")
        self._form.add(self.tr("证书文件"), self._ca, "ca")
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        self._join = Button(self.tr("加入"), self.submit, kind=Kind.PRIMARY, keys="Ctrl+Return")
        self.add(Words(self.tr("已登记的诉求会在加入后一起上报。地址和入网码由区里发给接待室。"), "second", wrap=True))
        self.add(sized(self._form, max_width=640))
        self.add(self._wrong)
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self._join)
        row.addStretch(1)
        self.add(row)

    @property
    def begun(self) -> bool:
        """Whether something was typed."""
        typed = self._url.text() != self._suggested
        return self.isVisible() and (typed or bool(self._code.text()))

    def focus_first(self) -> None:
        """The address, or the code where the address is known."""
        (self._code if self._suggested else self._url).setFocus()

    def suggest(self, url: str) -> None:
        """Put in the address of the last time."""
        if not self._url.text():
            self._url.setText(url)
            self._suggested = url

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Ctrl+Enter joins."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            when_composed(self.submit)
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Ask the district."""
        self._form.clear_errors()
        try:
            url, code = needed(self._url, "url"), needed(self._code, "code")
        except InvalidInput as error:
            self._refused(error)
            return
        self._wrong.hide()
        self._join.setEnabled(False)
        task = partial(enrol, self._context.desk, url, code, self._ca.text().strip())
        self._context.work.start(task, self._joined, owner=self, failed=self._refused, lane=Lane.LONG)

    def _joined(self, _: None) -> None:
        self._join.setEnabled(True)
        self._url.clear()
        self._code.clear()
        self._suggested = ""
        self._context.shell.notice(self.tr("已加入本区，正在上报已登记的诉求"))
        self._line.look()
        self._line.exchange()

    def _refused(self, error: Exception) -> None:
        self._join.setEnabled(True)
        beside = isinstance(error, ReceptionError) and self._form.show_error(error)
        self._wrong.setText("" if beside else explained(error))
        self._wrong.setVisible(not beside)
