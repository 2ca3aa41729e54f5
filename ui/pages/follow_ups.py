"""The call round: whom to call today, one after the other, by digits alone; F2 takes a new grievance in between."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.identity import written_phone
from ui import acts
from ui.calls.panel import CallPanel, has_focus_in
from ui.calls.people import Key, PeopleList, PeopleModel, Person, Standing
from ui.calls.talk import Talk
from ui.commands import Command
from ui.context import Context
from ui.dialogs.paper import show_paper
from ui.moments import moment_words
from ui.pages.page import Page
from ui.targets import Visitor, visit_target
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.visit.keeping import Keeper, Kept
from ui.visit.tasks import read_drafts
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.widgets.notice import Tint
from ui.words import series
from ui.work import Latest, Report

if TYPE_CHECKING:
    from datetime import date

    from reception.desk.calls import CallRound
    from reception.desk.desk import Desk
    from reception.desk.drafts import Draft
    from reception.desk.steps import Stepped

FORM = "follow_ups"
FOLLOW_UPS = ("回访", "Follow-ups")
CALL_LIST = ("回访电话清单", "Call list")
LIST_WIDTH, LEAST_WIDTH = 264, 660
"""Units of the design: what the people take, and what they need with the call beside them."""

LOOK_EVERY = 30_000
"""Milliseconds between looks at the clock for the quiet hours."""


def due(desk: "Desk", report: Report) -> "CallRound":
    """Read whom to call."""
    from reception.desk.calls import calls_due

    return calls_due(desk)


def record(talk: Talk, desk: "Desk") -> "list[Stepped]":
    """Write what was answered."""
    from reception.desk.follow_up import record_follow_up

    return record_follow_up(desk, talk.results(), reopen=talk.reopened(), close=talk.closed())


class FollowUpsPage(Page):
    """The people at the left, the call at the right. The next one comes by itself."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._round: CallRound | None = None
        self._reading = Latest(context.work)
        self._row = -1
        self._talks: dict[Key, Talk] = {}
        self._kept: Sequence[Draft] = ()
        self.keeper = Keeper(context, FORM, self._to_keep, self)
        self._people = PeopleModel(self)
        self._list = PeopleList(self._people, self.tr("今天要回访的人"))
        self._list.chosen.connect(self._call)
        self._list.picked.connect(self._go_to)
        self._panel = CallPanel()
        self._panel.finished.connect(self._finish)
        self._panel.skipped.connect(self._skip)
        self._panel.edited.connect(self.keeper.note)
        self._list.answered.connect(self._panel.answer)
        self._quiet = sized(Tint(self.tr("11:30–13:30 居民多在休息，没有约好的请稍后再打"), ToneName.WARN), height=28)
        self._left_out = Words("", "meta", wrap=True)
        self._stack = QStackedWidget()
        self._build()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start(LOOK_EVERY)
        self._look_at_clock()
        context.work.start(partial(read_drafts, context.desk, FORM), self._take_kept, owner=self)

    @property
    def heading(self) -> str:
        """How far the round is."""
        total = self._people.rowCount()
        return self.tr("回访 {done} / {total} 人").format(done=self._people.called, total=total) if total else ""

    @property
    def unsaved(self) -> bool:
        """Whether a call is under way."""
        return any(talk.begun for talk in self._talks.values())

    def leave(self) -> None:
        """What was answered so far is kept at once."""
        self.keeper.keep()

    def open(self, target: str) -> None:
        """The round as it stands; with a draft's id, a call that was left in its middle."""
        begun = [key for key, talk in self._talks.items() if talk.begun and self._people.row_of(key) >= 0]
        if target and begun:
            self._call(self._people.row_of(begun[-1]))

    def refresh(self, changes: Changed | None = None) -> None:
        """Read who is due; an older answer is dropped."""
        self._reading.start(partial(due, self.context.desk), self._take_round, owner=self)

    def commands(self) -> Sequence[Command]:
        """Have on paper whom to call."""
        return (Command("follow_ups.list", CALL_LIST, self._print_list, FOLLOW_UPS, "Ctrl+P", "printer"),)

    def focus_first(self) -> None:
        """The answers of the call."""
        if self._stack.currentIndex() == 0:
            self._panel.focus_first()
        elif self._stack.currentIndex() == 2 and self._again.isVisible():
            self._again.setFocus()
        else:
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        """F2 is a new visit of whoever is on the telephone, before it is anybody's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and self._person is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 (see `event`)."""
        if event.key() == Qt.Key.Key_F2 and self._person is not None:
            self._new_visit(self._person)
        else:
            super().keyPressEvent(event)

    # what it is made of

    def _build(self) -> None:
        titles = self.tr("今天要打的"), self.tr("通话")
        side = Card(titles[0])
        side.add(self._list, 1)
        side.add(self._left_out)
        side.add_action(Button(self.tr("清单"), self._print_list, kind=Kind.QUIET, keys="Ctrl+P", icon_name="printer"))
        people, call = (titles[0], sized(side, min_width=LIST_WIDTH)), (titles[1], self._panel)
        self._stack.addWidget(Beside(people, call, (0, 1), least=LEAST_WIDTH, always=True))
        self._stack.addWidget(self._nobody())
        self._done_words = Words("", "second")
        self._stack.addWidget(self._all_called())
        column = spaced(QVBoxLayout(self), 8, (16, 4, 16, 16))
        column.addWidget(self._quiet)
        column.addWidget(self._stack, 1)
        self._left_out.hide()

    def _nobody(self) -> QWidget:
        return EmptyState(
            "phone-call",
            self.tr("今天没有要回访的"),
            self.tr(
                "单位反馈办结、到了回访时限或约好的日子，居民会按人排在这里。\n一个人的几件诉求一个电话问完，全部用数字作答。"
            ),
        )

    def _all_called(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._again = Button(self.tr("再打没打通的"), self._call_again, kind=Kind.PRIMARY)
        self._finished = EmptyState("circle-check", self.tr("今天的都打过了"), "", self._again)
        column.addWidget(self._finished)
        column.addWidget(self._done_words, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    # the round

    @property
    def _person(self) -> Person | None:
        return self._people.person(self._row) if 0 <= self._row < self._people.rowCount() else None

    def _take_round(self, found: "CallRound") -> None:
        self._round = found
        before = self._person
        waited = before is not None and before.waits
        self._people.merge(found.calls)
        self._left_out.setText(self.tr("另有 {count} 件明天再排").format(count=found.left_out))
        self._left_out.setVisible(found.left_out > 0)
        self._row = self._people.row_of(before.key) if before is not None else -1
        self._go_on_with_kept()
        person = self._person
        if person is None or (waited and not person.waits and not self._is_begun(person)):
            self._next()
        else:
            self._list.show_row(self._row)
            self._show_state()

    def _is_begun(self, person: Person) -> bool:
        """Whether a call is in its middle: the next digit belongs to it, whatever is read meanwhile."""
        talk = self._talks.get(person.key)
        return talk is not None and talk.begun

    def _next(self) -> None:
        row = self._people.next_waiting(self._row)
        if row >= 0:
            self._call(row)
        else:
            self._row = -1
            self._show_state()

    def _call(self, row: int) -> None:
        person = self._people.person(row)
        if self._round is None or person.standing is Standing.BEING_SAVED:
            self._list.show_row(self._row)
            return
        self._row = row
        self._list.show_row(row)
        self._panel.show_talk(self._talk_with(person, self._round.days))
        self._show_state()

    def _go_to(self, row: int) -> None:
        """Call somebody, the hands on the answers."""
        if row >= 0:
            self._call(row)
            self.focus_first()

    def _talk_with(self, person: Person, days: "tuple[date, ...]") -> Talk:
        """The call as far as it came, when it was put off in its middle; else a new one."""
        before = self._talks.get(person.key)
        talk = Talk(person.call, days, self.context.clock.now())
        if before is not None:
            talk.go_on_with(before.to_fields())
        self._talks[person.key] = talk
        return talk

    def _skip(self, by: int) -> None:
        rows: Sequence[int] = range(self._people.rowCount())
        waiting = [row for row in rows if self._people.person(row).waits]
        if waiting:
            at = waiting.index(self._row) if self._row in waiting else -1
            self._call(waiting[(at + by) % len(waiting)])

    def _show_state(self) -> None:
        page = 0 if self._row >= 0 else 2 if self._people.rowCount() else 1
        had_focus = has_focus_in(self) and not (page == 0 and self._list.hasFocus())
        self._stack.setCurrentIndex(page)
        if page == 2:
            self._sum_up()
        self.heading_changed.emit()
        if had_focus:
            self.focus_first()

    def _sum_up(self) -> None:
        reached, total = self._people.ended("yes"), self._people.rowCount()
        self._done_words.setText(self.tr("接通 {reached} 人，共 {total} 人").format(reached=reached, total=total))
        self._again.setVisible(self._people.ended("later") > 0)

    def _call_again(self) -> None:
        for row in range(self._people.rowCount()):
            person = self._people.person(row)
            if person.ended == "later":
                self._people.mark(person.key, Standing.WAITING)
        self._next()

    # one call

    def _finish(self, talk: Talk) -> None:
        person = self._person
        if person is None:
            return
        key, ended = person.key, talk.reached
        self._people.mark(key, Standing.BEING_SAVED, ended)
        acts.perform(
            self.context,
            self,
            partial(record, talk),
            lambda _: self._written(key, ended),
            self.tr("已记：{name}").format(name=person.title),
            failed=lambda _: self._put_back(key),
        )
        self._next()

    def _written(self, key: Key, ended: str) -> None:
        self._talks.pop(key, None)
        self.keeper.note()
        self._people.mark(key, Standing.CALLED, ended)

    def _put_back(self, key: Key) -> bool:
        """It could not be written: the person waits at the last question again; the error is said at the foot."""
        self._talks[key].back()
        self._people.mark(key, Standing.WAITING)
        return False

    # what is kept

    def _to_keep(self) -> Kept | None:
        begun = [talk for talk in self._talks.values() if talk.begun]
        names = series(talk.call.name or written_phone(talk.call.phone) for talk in begun)
        title = self.tr("回访 {names}").format(names=names)
        return Kept(title, {"talks": [talk.to_fields() for talk in begun]}) if begun else None

    def _take_kept(self, found: "Sequence[Draft]") -> None:
        self._kept = found
        if self._round is not None:
            self._go_on_with_kept()

    def _go_on_with_kept(self) -> None:
        """After a cut: calls that were under way go on where they were, and one stands at the latest."""
        found, self._kept = self._kept, ()
        for draft in found[:1]:
            people = [person for kept in draft.fields.get("talks", ()) if (person := self._begun(kept)) is not None]
            if people:
                self.keeper.go_on_with(draft.id, Kept(draft.title, draft.fields))
                self._call(self._people.row_of(people[-1].key))
                when = moment_words(draft.saved_at, self.context.clock.now())
                words = self.tr("已恢复 {when} 没打完的{title}").format(when=when, title=draft.title)
                self.context.shell.notice(words, ToneName.INFO)

    def _begun(self, kept: "Mapping[str, Any]") -> Person | None:
        """Who is still to be called of those whose call was kept."""
        if self._round is None:
            return None
        for row in range(self._people.rowCount()):
            person = self._people.person(row)
            talk = Talk(person.call, self._round.days, self.context.clock.now())
            if person.waits and talk.go_on_with(kept):
                if talk.question is None:
                    talk.back()  # it was about to be written: the last answer is the clerk's to give again
                self._talks[person.key] = talk
                return person
        return None

    def _new_visit(self, person: Person) -> None:
        call = person.call
        address = call.cases[0].address if call.cases else ""
        self.context.shell.go("visit", visit_target(Visitor(call.name, call.phone, address, "phone", "follow_ups")))

    def _print_list(self) -> None:
        show_paper(self.context, self, "call_list", CALL_LIST)

    def _look_at_clock(self) -> None:
        from reception.desk.calls import is_quiet

        self._quiet.setVisible(is_quiet(self.context.clock.now()))
