"""An emergency: the telephone first, each call with its minute; the words while it goes on or after; then its order."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.errors import InvalidInput, ReceptionError
from ui.acts import perform
from ui.commands import Command
from ui.context import Context
from ui.emergency import tasks
from ui.emergency.form import AlarmForm
from ui.emergency.panel import CallsCard
from ui.emergency.tasks import FORM, Alarm
from ui.moments import here, moment_words
from ui.pages.page import Page
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.visit.keeping import Keeper, Kept, KeptWords
from ui.visit.tasks import forget_draft, read_choices, read_drafts
from ui.widgets.beside import Beside, scrolled
from ui.widgets.button import Button, Kind
from ui.widgets.composing import when_composed
from ui.widgets.labels import Words
from ui.words import explained
from ui.work import Lane, Latest

if TYPE_CHECKING:
    from datetime import datetime

    from reception.desk.choices import Choices
    from reception.desk.drafts import Draft
    from reception.desk.emergency import EmergencySaved, OnDuty

EMERGENCY = ("险情", "Emergency")
SAVE_KEY, DROP_KEY, PEOPLE_KEY = "Ctrl+Return", "Ctrl+Backspace", "Ctrl+F"
LEAST_WIDTH = 760
"""Units of the design that the calls and the form need beside each other."""


class EmergencyPage(Page):
    """Begins the minute it is opened; what was called and written is kept until it is saved or given up."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._began: datetime | None = None
        self._compound = ""
        self._saving = self._restored = False
        self._reading, self._choosing = Latest(context.work), Latest(context.work)
        self.calls = CallsCard(context.clock)
        self.form = AlarmForm()
        self.keeper = Keeper(context, FORM, self._to_keep, self)
        self._kept_words = KeptWords(context, self.keeper)
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        self._lay_out()
        self._connect()

    # what the window asks

    @property
    def unsaved(self) -> bool:
        """Whether something was called or written."""
        return not self._alarm().blank

    def open(self, target: str) -> None:
        """A draft's id; empty: it begins now, or goes on."""
        if target:
            task = partial(read_drafts, self.context.desk, FORM)
            self.context.work.start(task, partial(self._open_draft, target), owner=self)
        elif self._began is None:
            self._begin(Alarm(self.context.clock.now()))
        if not self._restored:
            self._restored = True
            self.context.work.start(partial(read_drafts, self.context.desk, FORM), self._restore, owner=self)

    def refresh(self, changes: Changed | None = None) -> None:
        """Read again whom to call and what can be chosen."""
        self._read_people()
        self._choosing.start(partial(read_choices, self.context.desk), self._take_choices, owner=self)

    def focus_first(self) -> None:
        """The calls, already while they are being read; the form, where there is nobody to call."""
        if self.calls.people.rowCount() or self._reading.running:
            self.calls.focus_first()
        else:
            self.form.focus_first()

    def commands(self) -> Sequence[Command]:
        """Save it, give it up, back to the calls."""
        return (
            Command("emergency.save", ("登记险情", "Save the emergency"), self.save, EMERGENCY, SAVE_KEY, "save"),
            Command("emergency.calls", ("联系人", "The calls"), self.calls.focus_first, EMERGENCY, PEOPLE_KEY, "phone"),
            Command(
                "emergency.drop", ("不是险情，作罢", "Give it up"), self.drop, EMERGENCY, DROP_KEY, "x", self._why_blank
            ),
        )

    def leave(self) -> None:
        """Keep it; where nothing was done, nothing began."""
        self.form.take_composition()
        self.keeper.keep()
        if not self.unsaved:
            self._began = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter of the keypad saves too."""
        if event.key() == Qt.Key.Key_Enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.context.shell.commands.run("emergency.save")
        else:
            super().keyPressEvent(event)

    # what the clerk does

    def save(self) -> None:
        """Register it with its calls and hand it to the unit."""
        when_composed(self._save)

    def drop(self) -> None:
        """It was none: what was kept is forgotten, and can be taken back."""
        dropped, draft = self._alarm(), self.keeper.draft
        self.keeper.hold()
        if draft is not None:
            task = partial(forget_draft, self.context.desk, draft)
            self.context.work.start(task, lambda _: None, owner=self, lane=Lane.WRITE)
        self._clear()
        self._begin(Alarm(self.context.clock.now()))
        self.focus_first()
        back = (self.tr("取回"), partial(self._take_back, dropped))
        self.context.shell.notice(self.tr("已作罢，没有登记"), ToneName.OK, back)

    def _take_back(self, dropped: Alarm) -> None:
        """What was dropped stands there again, unless another has begun."""
        if not self._alarm().blank:
            self.context.shell.notice(self.tr("已有另一起险情在记，先登记它"), ToneName.INFO)
            return
        self._begin(dropped)
        self.keeper.keep()
        self.focus_first()

    def _save(self) -> None:
        self.form.take_composition()
        if self._saving:
            return
        self._wrong.hide()
        self.form.clear_errors()
        try:
            self._check()
        except InvalidInput as error:
            self._refused(error)
            return
        self._saving = True
        self.keeper.hold()
        act = partial(tasks.save, self._alarm(), self.keeper.draft)
        perform(self.context, self, act, self._saved, self._say_saved, self._refused)

    def _check(self) -> None:
        """Words there must be, and a unit that is known. Raises InvalidInput."""
        if not self.form.words.toPlainText().strip():
            raise InvalidInput("请写一句险情：哪里、怎么了", english="write what happened and where", field="words")
        if self.form.unit.text().strip() and not self.form.unit.key:
            raise InvalidInput(
                "请从列表里选一个单位，或留空", english="choose a unit of the list, or none", field="unit"
            )

    def _saved(self, saved: "EmergencySaved") -> None:
        self._saving = False
        self._clear()
        self.context.shell.go("case", saved.order or saved.number)

    def _say_saved(self, saved: "EmergencySaved") -> str:
        if saved.order:
            return self.tr("已登记并派单 {number}；Ctrl+P 打印工单").format(number=saved.order)
        return self.tr("已登记 {number}，还没有派单").format(number=saved.number)

    def _refused(self, error: ReceptionError) -> bool:
        self._saving = False
        self.keeper.note()
        beside = self.form.show_error(error)
        self._wrong.setText("" if beside else explained(error))
        self._wrong.setVisible(not beside)
        return True

    # what it shows

    def _alarm(self) -> Alarm:
        began = self._began or self.context.clock.now()
        return Alarm(began, tuple(self.calls.people.calls()), self.form.filled(), self.form.unit.key)

    def _begin(self, alarm: Alarm) -> None:
        self._began = alarm.began
        self.calls.show_calls(alarm.calls)
        since = self.tr("自 {when} 起").format(when=f"{here(alarm.began):%H:%M}")
        self.calls.since.setText(since)
        self.form.show_filled(alarm.form, alarm.unit)
        self._compound = self.form.place.filled().compound
        self._read_people()

    def _clear(self) -> None:
        self.keeper.let_go()
        self._began, self._compound = None, ""
        self.calls.clear()
        self.form.show_filled(Alarm(self.context.clock.now()).form, "")
        self._kept_words.show_text("")

    def _read_people(self) -> None:
        task = partial(tasks.read_people, self.context.desk, self._compound)
        self._reading.start(task, self._take_people, owner=self, failed=self._no_people)

    def _take_people(self, people: "Sequence[OnDuty]") -> None:
        self.calls.show_people(people)
        if not people and self.calls.list.hasFocus():
            self.form.focus_first()

    def _no_people(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)

    def _take_choices(self, choices: "Choices") -> None:
        self.form.set_choices(choices)

    def _take_place(self, compound: str) -> None:
        if compound != self._compound:
            self._compound = compound
            self._read_people()

    def _take_answer(self) -> None:
        first = next((call for call in self.calls.people.calls() if call.reached and call.who.unit), None)
        self.form.propose_unit(first.who.unit if first else "")
        self.keeper.keep()

    def _why_blank(self) -> str:
        return self.tr("还没有记下什么") if self._alarm().blank else ""

    # what is kept

    def _to_keep(self) -> Kept | None:
        alarm = self._alarm()
        if alarm.blank:
            return None
        return Kept(alarm.form.title or self.form.place.line or self.tr("险情"), alarm.to_fields())

    def _restore(self, drafts: "Sequence[Draft]") -> None:
        last = next((draft for draft in drafts if draft.fields), None)
        if last is not None and self.keeper.draft is None and self._alarm().blank:
            self._go_on_with(last)
            when = moment_words(last.saved_at, self.context.clock.now())
            self.context.shell.notice(self.tr("已恢复 {when} 没登记完的险情").format(when=when), ToneName.INFO)

    def _open_draft(self, target: str, drafts: "Sequence[Draft]") -> None:
        known = next((draft for draft in drafts if draft.id == target and draft.fields), None)
        if known is not None:
            self._go_on_with(known)
            self.focus_first()

    def _go_on_with(self, draft: "Draft") -> None:
        alarm = Alarm.from_fields(draft.fields)
        self.keeper.go_on_with(draft.id, Kept(draft.title, alarm.to_fields()))
        self._begin(alarm)

    # what it is made of

    def _connect(self) -> None:
        self.calls.answered.connect(self._take_answer)
        self.calls.list.passed.connect(self.form.focus_first)
        self.form.edited.connect(self.keeper.note)
        self.form.placed.connect(self._take_place)

    def _lay_out(self) -> None:
        right = QWidget()
        calls, form = (self.tr("打电话"), self.calls), (self.tr("写下来"), right)
        parts = Beside(calls, form, (2, 3), self, least=LEAST_WIDTH, always=True)
        spaced(QVBoxLayout(self), 0, (16, 4, 16, 16)).addWidget(parts)
        below = spaced(QVBoxLayout(right), 12)
        below.addWidget(scrolled(self.form), 1)
        below.addWidget(self._wrong)
        below.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        run = self.context.shell.commands.run
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self._kept_words, 1)
        row.addWidget(Button(self.tr("不是险情，作罢"), partial(run, "emergency.drop"), keys=DROP_KEY))
        row.addWidget(Button(self.tr("登记险情"), partial(run, "emergency.save"), kind=Kind.PRIMARY, keys=SAVE_KEY))
        return row
