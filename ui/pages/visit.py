"""A new visit: find the person, write it down, save; everything else is beside it, and nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.errors import InvalidInput, ReceptionError
from ui.acts import perform
from ui.commands import Command
from ui.context import Context
from ui.moments import moment_words
from ui.pages.page import Page
from ui.targets import Visitor, read_visit_target
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.visit import acts, tasks
from ui.visit.alike_card import INCIDENT_KEY, SAME_KEY
from ui.visit.filled import FORM, Filled, FilledPerson, FilledPlace
from ui.visit.form import ANOTHER_KEY, MORE_KEY, VisitForm
from ui.visit.guide import Guide
from ui.visit.household_card import URGE_KEY
from ui.visit.keeping import Keeper, Kept, KeptWords
from ui.visit.parked import PARKED_KEY, ParkedBar
from ui.visit.result import ORDER_KEY, RECEIPT_KEY, ResultStrip
from ui.visit.side import VisitSide
from ui.visit.telling import touched_words
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Kind
from ui.words import series

if TYPE_CHECKING:
    from reception.desk.choices import Choices, Lesson
    from reception.desk.drafts import Draft
    from reception.desk.people import Person
    from reception.desk.touch import Touched
    from reception.domain.suggesting import Learnt

GROUP = ("来访", "Visit")
SAVE_KEY = "Ctrl+Return"
PARK_KEY = "Ctrl+N"
READ_BACK_KEY = "F8"
SIDE_KEY = "F9"


class VisitPage(Page):
    """Composes the form, what is beside it, and what follows a save."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._away = True
        self._saving = self._restored = False
        self._then = ""
        self._as_found: Filled | None = None
        self._to_urge: Person | None = None
        self._learnt: Learnt | None = None
        self._learnt_to = 0
        self.form, self.side = VisitForm(context), VisitSide(context)
        self.parked, self.result = ParkedBar(context, FORM), ResultStrip(context)
        self.guide = Guide(context, self.form, self.result)
        self.keeper = Keeper(context, FORM, self._to_keep, self)
        self._kept_words = KeptWords(context, self.keeper)
        self._lay_out()
        self._connect()

    # what the window asks

    def commands(self) -> Sequence[Command]:
        """Save, the next case, park, read back, touch, join, print."""
        form, result = self.form, self.result
        return (
            Command("visit.save", ("保存登记", "Save the visit"), self.save, GROUP, SAVE_KEY, "save"),
            Command("visit.find", ("找人", "Find the person"), self._find, GROUP, "Ctrl+F", "search"),
            Command("visit.another", ("再加一件", "One more case"), form.add_case, GROUP, ANOTHER_KEY, "plus"),
            Command("visit.park", ("放到一边，另开一份", "Park and begin anew"), self.park, GROUP, PARK_KEY, "archive"),
            Command("visit.parked", ("打开没存完的", "Parked forms"), self.parked.go_there, GROUP, PARKED_KEY),
            Command("visit.more", ("更多栏目", "More fields"), form.toggle_more, GROUP, MORE_KEY),
            Command("visit.read-back", ("读给居民看", "Read it back"), self.read_back, GROUP, READ_BACK_KEY, "eye"),
            Command(
                "visit.side", ("看住户与相近诉求", "Household and alike cases"), self._look_beside, GROUP, SIDE_KEY
            ),
            Command("visit.urge", ("催问在办的诉求", "Ask after the open case"), self.urge, GROUP, URGE_KEY),
            Command("visit.same", ("就是相近的那件", "Same as the alike case"), self.join_same, GROUP, SAME_KEY),
            Command(
                "visit.incident", ("与相近的并案", "One incident"), self.join_incident, GROUP, INCIDENT_KEY, "merge"
            ),
            Command("visit.order", ("打印工单", "Print the order"), result.print_orders, GROUP, ORDER_KEY, "printer"),
            Command("visit.guide", ("带我走一遍", "Lead me through a visit"), self.guide.toggle, GROUP),
            Command("visit.receipt", ("打印回执", "Print the receipt"), result.print_receipt, GROUP, RECEIPT_KEY),
        )

    def open(self, target: str) -> None:
        """A person (`ui.targets.visit_target`), a draft's id, or a text to look for; empty: as it was left.

        Asked for again while it is open, it begins the next visit; what stands there is put aside.
        """
        visitor = read_visit_target(target)
        if visitor is not None:
            self._begin_with_visitor(visitor)
        elif target:
            task = partial(tasks.read_drafts, self.context.desk, FORM)
            self.context.work.start(task, partial(self._open_target, target), owner=self)
        elif not self._away:
            self._put_aside()
        if self._away:
            self._read_choices()
        if not self._restored:
            self._restored = True
            self.context.work.start(partial(tasks.read_drafts, self.context.desk, FORM), self._restore, owner=self)
        self._away = False

    def refresh(self, changes: Changed | None = None) -> None:
        """Read again who is shown, what is alike, what the strip shows, and what this room uses."""
        self._read_choices()
        self.side.refresh()
        self.result.refresh()

    def focus_first(self) -> None:
        """The lookup line; after a save the next step; the words, where it is known who speaks."""
        if self.result.isVisible():
            self.result.focus_next()
        elif not self.form.filled().person.blank:
            self.form.case.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.who.lookup.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What stands here is kept at once."""
        self.keeper.keep()
        self._away = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter of the keypad saves too."""
        if event.key() == Qt.Key.Key_Enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.context.shell.commands.run("visit.save")
        else:
            super().keyPressEvent(event)

    # what the clerk does

    def save(self) -> None:
        """Save what stands in the form, what is being composed included."""
        self.form.take_composition()
        if self._saving:
            return
        self._saving = True
        self.keeper.hold()
        form = self.form.filled()
        try:
            self.form.check()
        except InvalidInput as error:
            self._not_saved(form, error)
            return
        form = self.form.filled()
        act = partial(acts.save, form, self.keeper.draft)
        perform(self.context, self, act, self._saved, self._say_saved, partial(self._not_saved, form))

    def park(self) -> None:
        """Put the form aside, kept, and begin an empty one."""
        self._put_aside()
        self.focus_first()

    def urge(self) -> None:
        """催问: on the one open case; of several, the one that is marked. Who is looked at in the list comes."""
        self.form.who.lookup.settle()
        if self.side.reading:
            self._to_urge = self.side.person
            return
        cases = self.side.household.cases
        if not cases.numbers:
            self.context.shell.notice(self.tr("这一户没有在办的诉求"), ToneName.INFO)
        elif len(cases.numbers) > 1 and not cases.hasFocus():
            cases.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.context.shell.notice(self.tr("催哪一件？按数字，再按 F6"), ToneName.INFO)
        else:
            self._touch("urge", cases.number)

    def join_same(self) -> None:
        """The alike case is this very one: the visit counts as its repeat."""
        if self.side.alike.cases.number:
            self._touch("repeat", self.side.alike.cases.number)

    def join_incident(self) -> None:
        """One incident with the alike case, when this is saved; once more takes it back."""
        number = self.side.alike.cases.number
        if number:
            self.side.alike.show_joined(self.form.join_to(number))

    def read_back(self) -> None:
        """The words in large type, for the resident."""
        from ui.visit.read_back import ReadBack

        self.form.take_composition()
        form = self.form.filled()
        words = "\n\n".join(case.words.strip() for case in form.cases if case.words.strip())
        where = "  ".join(filter(None, (form.person.name, self.form.place.line)))
        ReadBack(self.context, words or self.tr("还没有写原话。"), where, self).open()

    # saving and touching

    def _saved(self, saved: acts.Saved) -> None:
        self._saving = False
        then, choices = self._then, self.form.choices
        self._clear()
        if then:
            self.context.shell.go(then)
        else:
            self.result.show_saved(saved.visit, saved.lines, choices)
            self.result.focus_next()
            self.form.show_top()

    def _say_saved(self, saved: acts.Saved) -> str:
        """The strip says it; where one went back to another page, a notice."""
        numbers = series(str(line["number"]) for line in saved.lines)
        return "" if self.result.isVisible() else self.tr("已登记 {numbers}").format(numbers=numbers)

    def _not_saved(self, form: Filled, error: ReceptionError) -> bool:
        self._saving = False
        self.keeper.note()
        return self.form.show_error(error, form)

    def _touch(self, how: str, number: str) -> None:
        self.form.take_composition()
        form, words = self.form.filled(), self.form.case.filled().words
        alone = len(form.cases) == 1
        self.keeper.hold()
        draft = self.keeper.draft if alone else None
        act = partial(acts.touch, number, how, form.channel, words, form.person, draft)
        say = partial(touched_words, self.context.clock.now())
        perform(self.context, self, act, partial(self._touched, alone), say, partial(self._not_saved, form))

    def _touched(self, alone: bool, _: "Touched") -> None:
        """The words went into the touch; who came stays before the clerk, for there may be more."""
        person, then = self.side.person, self._then
        if not alone:
            self.form.drop_case()
            return
        self._clear()
        if then:
            self.context.shell.go(then)
        elif person is not None:
            self._show_person(person)
        else:
            self.focus_first()

    # forms that come and go

    def _put_aside(self) -> None:
        """The strip goes, and the form is kept as one that was put aside."""
        self.result.put_away()
        self.form.take_composition()
        form = self.form.filled()
        if not self._is_untouched(form):
            self.keeper.keep_as(self._kept(replace(form, parked=True)))
        self._clear()
        self.parked.read_again(None)

    def _clear(self) -> None:
        self.keeper.let_go()
        self._then, self._as_found, self._to_urge = "", None, None
        self.form.show_filled(Filled())
        self.form.who.lookup.write("")
        self.side.show_nobody()
        self.side.look_for_alike(None)
        self.side.alike.show_joined("")
        self._kept_words.show_text("")

    def _to_keep(self) -> Kept | None:
        form = self.form.filled()
        return None if self._is_untouched(form) else self._kept(form)

    def _is_untouched(self, form: Filled) -> bool:
        """Whether there is nothing to keep: empty, or somebody who was found and said nothing."""
        return form.blank or (form == self._as_found and not form.spoken)

    def _kept(self, form: Filled) -> Kept:
        return Kept(form.title or self.form.place.line or self.tr("未写原话"), form.to_fields())

    def _restore(self, drafts: "Sequence[Draft]") -> None:
        """After a cut or a closing: the form that was open stands there again, with what and when."""
        last = next((draft for draft in drafts if draft.fields and not draft.fields.get("parked")), None)
        if last is not None and self.form.filled().blank and self.keeper.draft is None:
            self._show_draft(last)
            if self.window().focusWidget() is self.form.who.lookup:
                self.focus_first()
            when = moment_words(last.saved_at, self.context.clock.now())
            words = self.tr("已恢复 {when} 没存完的登记：{title}").format(when=when, title=last.title)
            self.context.shell.notice(words, ToneName.INFO, (self.tr("放到一边"), self.park))
        self.parked.read_again(self.keeper.draft)

    def _show_draft(self, draft: "Draft") -> None:
        form = replace(Filled.from_fields(draft.fields), parked=False)
        self.keeper.go_on_with(draft.id, Kept(draft.title, form.to_fields()))
        self.form.show_filled(form)
        self.form.case.words.moveCursor(QTextCursor.MoveOperation.End)
        self.side.alike.show_joined(form.joined_to)
        self.side.look_up(form.person)
        self._look_for_alike()

    def _open_parked(self, draft: "Draft") -> None:
        self._put_aside()
        self._show_draft(draft)
        self.parked.read_again(draft.id)
        self.form.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_target(self, target: str, drafts: "Sequence[Draft]") -> None:
        known = next((draft for draft in drafts if draft.id == target), None)
        if known is not None:
            self._open_parked(known)
        else:
            self._put_aside()
            self.form.who.lookup.look_for(target)

    def _begin_with_visitor(self, visitor: Visitor) -> None:
        """Somebody from another page; what was begun with the same one is gone on with."""
        speaks = self.form.filled().person
        if (visitor.name, visitor.phone) == (speaks.name, speaks.phone) and not self.result.isVisible():
            self._then = visitor.then
            return
        self._put_aside()
        person = FilledPerson(visitor.name, visitor.phone)
        channel = visitor.channel or Filled().channel
        self.form.show_filled(Filled(person, FilledPlace(visitor.address), channel))
        self._then, self._as_found = visitor.then, self.form.filled()
        self.side.look_up(person)
        self.form.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _found(self, person: "Person") -> None:
        """Another resident in the middle of a form: the form is put aside."""
        form = self.form.filled()
        other = (form.person.name, form.person.phone) != (person.name, person.phone)
        if form.spoken and (form.person.name or form.person.phone) and other:
            self._put_aside()
        self._show_person(person)

    def _show_person(self, person: "Person") -> None:
        self.form.show_person(person)
        self._as_found = self.form.filled()
        self.side.look_at(person)

    def _urge_known(self) -> None:
        """Fast hands: F6 came before the household."""
        wanted, self._to_urge = self._to_urge, None
        if wanted is not None and wanted == self.side.person:
            self.urge()

    def _look_at(self, person: "Person | None") -> None:
        """Whose line is marked in the list is shown while one types."""
        if person is not None:
            self.side.look_at(person)
        else:
            self.side.show_nobody()

    def _look_back(self) -> None:
        """The list was left: who speaks is shown again."""
        shown, speaks = self.side.person, self.form.filled().person
        if shown is not None and (shown.name, shown.phone) != (speaks.name, speaks.phone):
            self.side.look_up(speaks)

    def _begin_with(self, typed: str) -> None:
        """Somebody who is not known yet."""
        self.side.show_nobody()
        self.form.begin_with(typed)

    # inside

    def _edited(self) -> None:
        self.result.put_away()
        self.keeper.note()

    def _look_for_alike(self) -> None:
        self.side.look_for_alike(self.form.about())

    def _read_choices(self) -> None:
        task = partial(tasks.read_lesson, self.context.desk, self._learnt_to)
        self.context.work.start(task, self._take_choices, owner=self)

    def _take_choices(self, found: "tuple[Choices, Lesson]") -> None:
        choices, lesson = found
        if lesson.after == self._learnt_to:  # else another answer taught the same already
            self._learnt, self._learnt_to = _joined(self._learnt, lesson), lesson.last
        self.form.set_choices(replace(choices, learnt=self._learnt or lesson.learnt))
        self._look_for_alike()

    def _say_beside(self) -> None:
        """Where the household is a tab, the tab says what is in it."""
        told, household = self.side.summary, self.tr("住户")
        self._beside.say(1, f"{household} · {told}" if told else self.tr("住户与相近诉求"))

    def _look_beside(self) -> None:
        """To the household's cases, to those that are alike, and back to the words."""
        lists = [cases for cases in (self.side.household.cases, self.side.alike.cases) if cases.numbers]
        at = next((at for at, cases in enumerate(lists) if cases.hasFocus()), -1)
        there = (*lists, self.form.case.words)[at + 1]
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if there is not self.form.case.words:
            self.side.ensureWidgetVisible(there)

    def _find(self) -> None:
        self.form.who.lookup.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.who.lookup.selectAll()

    def _next(self) -> None:
        self._put_aside()
        self.focus_first()

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.settled.connect(self._look_for_alike)
        self.form.found.connect(self._found)
        self.form.new.connect(self._begin_with)
        self.form.who.lookup.looked_at.connect(self._look_at)
        self.form.who.lookup.left.connect(self._look_back)
        self.side.touched.connect(self._touch)
        self.side.known.connect(self._urge_known)
        self.side.told.connect(self._say_beside)
        self.side.same.connect(self.join_same)
        self.side.incident.connect(self.join_incident)
        self.side.opened.connect(partial(self.context.shell.go, "case"))
        self.parked.opened.connect(self._open_parked)
        self.result.left.connect(self._next)

    def _lay_out(self) -> None:
        column = spaced(QVBoxLayout(self), 0, (16, 4, 16, 12))
        titles = self.tr("登记"), self.tr("住户与相近诉求")
        for area, title in zip((self.form, self.side), titles, strict=True):
            area.setAccessibleName(title)
        left = QWidget()
        self._beside = Beside((titles[0], left), (titles[1], self.side), (5, 3), self)
        column.addWidget(self._beside, 1)
        stack = spaced(QVBoxLayout(left), 12)
        stack.addWidget(self.guide)
        stack.addWidget(self.parked)
        stack.addWidget(self.result)
        stack.addWidget(self.form, 1)
        stack.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        run = self.context.shell.commands.run
        row.addWidget(self._kept_words, 1)
        row.addWidget(Button(self.tr("读给居民"), partial(run, "visit.read-back"), keys=READ_BACK_KEY))
        row.addWidget(Button(self.tr("放到一边"), partial(run, "visit.park"), keys=PARK_KEY))
        row.addWidget(Button(self.tr("再加一件"), partial(run, "visit.another"), keys=ANOTHER_KEY))
        row.addWidget(Button(self.tr("保存"), partial(run, "visit.save"), kind=Kind.PRIMARY, keys=SAVE_KEY))
        return row


def _joined(before: "Learnt | None", lesson: "Lesson") -> "Learnt":
    if before is None:
        return lesson.learnt
    before.join(lesson.learnt)
    return before
