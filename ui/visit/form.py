"""The form of a visit: who, where, how, and one case or several; it shows and gives one `Filled`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception.domain.errors import InvalidInput, ReceptionError
from reception.domain.forms import CHANNELS
from reception.domain.text import half_width
from ui.context import Context
from ui.theme.icons import icon
from ui.theme.spacing import spaced
from ui.visit.case_part import CasePart, options
from ui.visit.filled import Filled, FilledCase, FilledPerson, FilledPlace
from ui.visit.more import MorePart
from ui.visit.place import PlacePart
from ui.visit.who import WhoPart
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.composing import take_composed
from ui.widgets.focus import follow_focus
from ui.widgets.form import Form
from ui.widgets.labels import ShortWords
from ui.widgets.line_edit import LineEdit, as_code

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.people import Person
    from reception.domain.alike import About

MOST_CASES = 9
MORE_KEY = "Ctrl+E"
ANOTHER_KEY = "Ctrl+Shift+N"
SHORT = 8


class VisitForm(QScrollArea):
    """`edited` at every change, `settled` when place or words rested, `found` a person, `new` a text to begin with."""

    edited = Signal()
    settled = Signal()
    found = Signal(object)
    new = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._cases: list[FilledCase] = [FilledCase()]
        self._at = 0
        self._joined_to = ""
        self._choices: Choices | None = None
        self.who, self.place, self.case, self.more = WhoPart(context), PlacePart(), CasePart(), MorePart(context.clock)
        self._way = Form()
        self.channel = Choice(options(CHANNELS))
        self._way.add(self.tr("方式"), self.channel, "channel")
        self.several = Choice([])
        self.several.setAccessibleName(self.tr("第几件"))
        self._more_card = Card()
        self._more_card.add(self.more)
        self._lay_out()
        self._connect()
        self.show_filled(Filled())
        follow_focus(self._follow)

    # showing and giving

    def show_filled(self, form: Filled) -> None:
        """Show another form."""
        self._cases, self._at = list(form.cases), 0
        self._joined_to = form.joined_to
        self.who.show_person(form.person)
        self.place.show_place(form.place)
        self.channel.choose(form.channel)
        self.more.show_filled(form)
        self.case.show_case(self._cases[0])
        self.show_more(not self.more.is_blank)
        self._show_several()
        self.show_top()
        for part in self._parts:
            part.clear_errors()

    def show_top(self) -> None:
        """Its beginning."""
        self.verticalScrollBar().setValue(0)

    def filled(self) -> Filled:
        """What stands in it now."""
        person = self.who.filled()
        return Filled(
            replace(person, id_number=self.more.id_number.text().strip()),
            self.place.filled(),
            self.channel.key,
            self.more.place_kind.key,
            self.more.at_home_when.text().strip(),
            self.more.confidential.isChecked(),
            self.more.call_back(),
            self.more.heads(),
            self.more.others(),
            tuple(self._all_cases()),
            self._joined_to,
            self.more.received.text().strip(),
            self.more.late_why.text().strip(),
            self.more.their_number.text().strip(),
        )

    def set_choices(self, choices: "Choices") -> None:
        """What can be chosen is known now."""
        self._choices = choices
        self.place.set_choices(choices)
        self.case.set_choices(choices)

    @property
    def choices(self) -> "Choices | None":
        """What can be chosen, once it was read."""
        return self._choices

    def about(self) -> "About | None":
        """What the case that is shown is about; None while its place is not known or nothing was said."""
        from reception.domain.alike import About

        place, case = self.place.filled(), self.case.filled()
        if self.place.chosen is None or not (case.words.strip() or case.category):
            return None
        return About(place.compound, place.building, place.entrance, place.home, case.category, case.words)

    def begin_with(self, typed: str) -> None:
        """Somebody new: what was typed is a phone, an address or a name; go on to what is missing."""
        text = half_width(typed).replace(" ", "")
        line: LineEdit = self.who.name
        if text.replace("-", "").isdigit():
            self.who.phone.write(text)
        elif self._choices is not None and self._choices.place(typed).compound:
            self.place.show_place(FilledPlace(typed))
        else:
            self.who.name.write(typed)
            line = self.who.phone
        self.edited.emit()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(self, person: "Person") -> None:
        """Fill in somebody who was found, and go on to the words."""
        self.who.show_person(FilledPerson(person.name, person.phone))
        if person.compound:
            self.place.show_place(FilledPlace(person.compound, person.building, person.entrance, person.home))
        elif person.address:
            self.place.show_place(FilledPlace(person.address))
        self.edited.emit()
        self.settled.emit()
        self.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def join_to(self, number: str) -> str:
        """Make one incident with this case when it is saved; with the same again, none. Returns the number or ""."""
        self._joined_to = "" if self._joined_to == number else number
        self.edited.emit()
        return self._joined_to

    def check(self) -> None:
        """What was typed and stands for nothing is not dropped in silence. Raises InvalidInput, its field named."""
        category, heads = self.case.category, as_code(self.more.headcount.text())
        category.settle()
        if category.text().strip() and not category.key:
            words = ("请从列表里选一个分类，或留空", "choose a category of the list, or none")
            raise InvalidInput(words[0], english=words[1], field="category")
        if heads and not heads.isdecimal():
            raise InvalidInput(
                "人数请写数字，如 12", english="write the number of people, such as 12", field="headcount"
            )
        self.more.check()

    def show_error(self, error: ReceptionError, form: Filled) -> bool:
        """Say an error beside the field it is about; False when no field here is meant. `form` is what was saved."""
        if error.field.startswith("cases["):
            self.show_case(form.written_at(error.field))
        shown = any(part.show_error(error) for part in self._parts if self._means(part, error))
        field = QApplication.focusWidget()
        if shown and field is not None:
            if self.more.isAncestorOf(field):
                self.show_more(True)
            self.ensureWidgetVisible(field)
        return shown

    def take_composition(self) -> None:
        """What is being composed belongs to the form."""
        take_composed(QApplication.focusWidget())

    # several cases

    def add_case(self) -> None:
        """One more thing of the same visit, and go there."""
        if len(self._cases) < MOST_CASES:
            self._cases = [*self._all_cases(), FilledCase()]
            self.show_case(len(self._cases) - 1)
            self.edited.emit()

    def show_case(self, at: int) -> None:
        """Show another case of the visit."""
        self._cases = self._all_cases()
        self._at = at
        self.case.show_case(self._cases[at])
        self._show_several()
        self.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_case(self) -> None:
        """Take the case that is shown out of the form; one empty case stays."""
        self.show_filled(self.filled().without_case(self._at))
        self.edited.emit()

    def show_more(self, shown: bool) -> None:
        """Open or close what is asked only at times."""
        self._more_card.setVisible(shown)
        self._more_button.say(self.tr("收起") if shown else self.tr("更多"))
        self._more_told.show_text("" if shown else self.tr("地点、在家时间、回访找谁、多人、来单编号、来访时间、保密"))
        self._more_button.setIcon(icon("chevron-up" if shown else "chevron-down"))

    def toggle_more(self) -> None:
        """Open it and go there, or close it."""
        self.show_more(not self._more_card.isVisible())
        if self._more_card.isVisible():
            self.more.place_kind.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self._more_card)
        else:
            self.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    @property
    def _parts(self) -> Sequence[Form]:
        return self.who, self.place, self._way, self.case, self.more

    def _means(self, part: Form, error: ReceptionError) -> bool:
        """`resident.name` and `call_back.name` end alike: only the case's fields go by their last word."""
        of_case = error.field.startswith("cases[") or error.field in ("words", "category")
        return of_case == (part is self.case)

    def _all_cases(self) -> list[FilledCase]:
        return [*self._cases[: self._at], self.case.filled(), *self._cases[self._at + 1 :]]

    def _show_several(self) -> None:
        cases = self._all_cases()
        names = [Option(str(at), self._name(at, case)) for at, case in enumerate(cases)]
        self.several.show_options(names if len(cases) > 1 else [])
        self.several.choose(str(self._at))
        self.several.setVisible(len(cases) > 1)

    def _name(self, at: int, case: FilledCase) -> str:
        words = (case.summary or case.words).strip().split("\n")[0]
        return words[:SHORT] + ("…" if len(words) > SHORT else "") or self.tr("第 {n} 件").format(n=at + 1)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 12)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls with its fields
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)  # empty: what is in it already would be laid out twice
        first, second = Card(gap=8), Card(gap=8)
        for part in (self.who, self.place, self._way):
            first.add(part)
        second.add(self.several)
        second.add(self.case)
        foot = spaced(QHBoxLayout(), 8)
        self._more_button = Button(
            self.tr("更多"), self.toggle_more, kind=Kind.QUIET, keys=MORE_KEY, icon_name="chevron-down"
        )
        self._more_told = ShortWords(self.tr("地点、在家时间、回访找谁、多人、来单编号、来访时间、保密"), "meta")
        foot.addWidget(self._more_button)
        foot.addWidget(self._more_told, 1)
        second.add(foot)
        for card in (first, second, self._more_card):
            column.addWidget(card)
        column.addStretch(1)
        self._level()

    def _connect(self) -> None:
        for part in (self.who, self.place, self.case, self.more):
            part.edited.connect(self.edited)
        self.place.settled.connect(self.settled)
        self.case.settled.connect(self._case_settled)
        self.case.words.cursorPositionChanged.connect(self._follow_cursor)
        self.who.found.connect(self.found)
        self.who.new.connect(self.new)
        self.who.name.returnPressed.connect(partial(self.who.phone.setFocus, Qt.FocusReason.OtherFocusReason))
        self.who.phone.returnPressed.connect(self._go_on)
        self.place.passed.connect(self._to_words)
        self.channel.chosen.connect(lambda _: self.edited.emit())
        self.several.chosen.connect(lambda key: self.show_case(int(key)))

    def _go_on(self) -> None:
        """From who speaks to where; where that is known, to what is said."""
        if self.place.filled().compound:
            self._to_words()
        else:
            self.place.compound.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_words(self) -> None:
        self.case.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _case_settled(self) -> None:
        if len(self._cases) > 1:
            self._show_several()
        self.settled.emit()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Where the window is low, the field one stands in is seen, however one came there."""
        page = self.widget()
        if now is not None and page is not None and page.isAncestorOf(now):
            self.ensureWidgetVisible(now)
            self._follow_cursor()

    def _follow_cursor(self) -> None:
        """Of words that are higher than the window, the line one writes."""
        words = self.case.words
        if words.hasFocus():
            line = words.cursorRect().translated(words.viewport().mapTo(self.widget(), QPoint(0, 0)))
            self.ensureVisible(line.left(), line.bottom(), 0, line.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As `_follow`."""
        super().resizeEvent(event)
        self._follow(None, QApplication.focusWidget())

    def changeEvent(self, event: QEvent) -> None:
        """Labels stand in line at every size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.widget() is not None:
            self._level()

    def _level(self) -> None:
        width = max(part.label_width for part in self._parts)
        for part in self._parts:
            part.level_labels(width)
