"""The call that comes first: who, which number in large, and the digits that answer; below it all the others."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from reception.domain.clock import Clock
from reception.domain.identity import written_phone
from ui.emergency.people import ANSWERS, NEXT, NO_ANSWER, REACHED, Answer, DutyList, DutyModel
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import digit_of
from ui.widgets.labels import Line, Words

if TYPE_CHECKING:
    from reception.desk.emergency import CallMade, OnDuty


class CallsCard(Card):
    """Holds the people in `people`; `answered` comes with each answer, which gets the clock's minute.

    The digits answer from the list and from the buttons, which stand before it in the order of Tab.
    """

    answered = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__("", gap=10)
        self.set_title(self.tr("先打电话"))
        self._clock = clock
        self.people = DutyModel(self)
        self.list = DutyList(self.people, self.tr("险情联系人"))
        self.since = Words("", "meta")
        self._role = Words("", "second")
        self._name = Words("", "h1", wrap=True)
        self._phone = Words("", "read-back")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._nobody = Words(
            self.tr("还没有值班表和联系人；由区里下发。先打 119、120 或物业电话，再写右边。"), "second", wrap=True
        )
        self.list.marked.connect(lambda _: self._show_marked())
        self._lay_out()
        self.clear()

    def show_people(self, people: "Sequence[OnDuty]") -> None:
        """These are to be called. Whoever is marked stays so, he may be being dialled; else the next is marked."""
        marked = self._marked
        self.people.show_people(people)
        self._stand_at(marked)

    def show_calls(self, calls: "Sequence[CallMade]") -> None:
        """These were made before; the digits go on with whoever waits, already while it is read who else is there."""
        marked = self._marked
        self.people.show_calls(calls)
        if self.people.rowCount():
            self._stand_at(marked)

    def clear(self) -> None:
        """Nobody, until it is known who is to be called."""
        self.people.show_calls(())
        self.people.show_people(())
        for part in (self._role, self._name, self._phone, self._nobody, *self._buttons):
            part.hide()

    def answer(self, digit: int) -> None:
        """Take the digit for the one that is marked: reached, no answer, or only on to the next."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        if digit in (REACHED, NO_ANSWER):
            self.people.answer(row, Answer(digit == REACHED, self._clock.now()))
        self.list.mark(self.people.next_row(row))
        self._show_marked()
        if digit != NEXT:
            self.answered.emit()

    def focus_first(self) -> None:
        """The people."""
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers."""
        digit = digit_of(event)
        if digit in ANSWERS:
            self.answer(digit)
        else:
            super().keyPressEvent(event)

    @property
    def _marked(self) -> "OnDuty | None":
        row = self.list.currentIndex().row()
        return self.people.person(row) if row >= 0 else None

    def _stand_at(self, marked: "OnDuty | None") -> None:
        row = self.people.waiting_row(marked.phone) if marked is not None else -1
        self.list.mark(row if row >= 0 else max(0, self.people.next_row(-1)))
        self._show_marked()

    def _show_marked(self) -> None:
        person = self._marked
        known = person is not None
        self._role.setText(person.role if person else "")
        self._name.setText((person.name or person.role) if person else "")
        self._phone.setText(written_phone(person.phone) if person else "")
        for part in (self._role, self._name, self._phone, *self._buttons):
            part.setVisible(known)
        self._nobody.setVisible(not known)

    def _lay_out(self) -> None:
        self.add_action(self.since)
        who = spaced(QVBoxLayout(), 2)
        for part in (self._role, self._name, self._phone):
            who.addWidget(part)
        self.add(who)
        row = spaced(FlowLayout(), 6)
        texts = ((REACHED, self.tr("接通")), (NO_ANSWER, self.tr("未接通")), (NEXT, self.tr("下一个")))
        self._buttons = [self._button(digit, words) for digit, words in texts]
        for button in self._buttons:
            row.addWidget(button)
        self.add(row)
        self.add(self._nobody)
        self.add(Line())
        self.add(sized(self.list, min_height=52), 1)
        self.add(Words(self.tr("数字记结果，时间自动记下；Tab 到右边写，可以后写"), "meta", wrap=True))

    def _button(self, digit: int, words: str) -> Button:
        button = Button(f"{digit} {words}", partial(self._press, digit), kind=Kind.PLAIN)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _press(self, digit: int) -> None:
        """A button that was pressed by keys keeps the focus; after the mouse the digits are ready for the next call."""
        self.answer(digit)
        if not any(button.hasFocus() for button in self._buttons):
            self.focus_first()
