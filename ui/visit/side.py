"""What stands beside the form: the household and alike cases, read off the GUI thread as one types."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.spacing import spaced
from ui.visit import tasks
from ui.visit.alike_card import AlikeCard
from ui.visit.filled import FilledPerson
from ui.visit.household_card import HouseholdCard
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.alike import AlikeCases
    from reception.desk.household import Household
    from reception.desk.people import Person
    from reception.domain.alike import About


class VisitSide(QScrollArea):
    """`touched` gives how and a case's number; `same` and `incident` an alike case's; `opened` the one to open.

    `known` comes when a household that was being read is shown, `told` with every other thing to be seen here.
    """

    known = Signal()
    told = Signal()
    touched = Signal(str, str)
    same = Signal()
    incident = Signal()
    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._person: Person | None = None
        self._about: About | None = None
        self._who, self._alike = Latest(context.work), Latest(context.work)
        self.household, self.alike = HouseholdCard(), AlikeCard()
        self.household.touched.connect(self.touched)
        self.alike.same.connect(lambda _: self.same.emit())
        self.alike.incident.connect(lambda _: self.incident.emit())
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 12)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        for card in (self.household, self.alike):
            card.opened.connect(self.opened)
            column.addWidget(card)
        column.addStretch(1)

    @property
    def person(self) -> "Person | None":
        """Who is shown."""
        return self._person

    @property
    def reading(self) -> bool:
        """Whether somebody's household is on its way, and another's may still be shown."""
        return self._who.running

    def look_at(self, person: "Person") -> None:
        """Show somebody's household."""
        self._person = person
        self._who.start(partial(tasks.read_household, self._context.desk, person), self._show_household, owner=self)

    def look_up(self, person: FilledPerson) -> None:
        """Find the record behind a name and phone, and show the household."""
        self.show_nobody()
        if person.name or person.phone:
            task = partial(tasks.find_people, self._context.desk, person.phone or person.name)
            self._who.start(task, partial(self._take_known, person), owner=self)

    def look_for_alike(self, about: "About | None") -> None:
        """Show open cases about the same thing; None: about nothing yet."""
        self._about = about
        if about is None:
            self._alike.drop()
            self.alike.show_none()
            self.told.emit()
        else:
            self._alike.start(partial(tasks.find_alike, self._context.desk, about), self._show_alike, owner=self)

    def show_nobody(self) -> None:
        """Nobody stands at the desk."""
        self._person = None
        self._who.drop()
        self.household.show_nobody()
        self.told.emit()

    def refresh(self) -> None:
        """Read again who and what is shown."""
        if self._person is not None:
            self.look_at(self._person)
        self.look_for_alike(self._about)

    def _take_known(self, wanted: FilledPerson, people: "Sequence[Person]") -> None:
        same = (person for person in people if (person.name, person.phone) == (wanted.name, wanted.phone))
        known = next(same, None)
        if known is not None:
            self.look_at(known)

    def _show_household(self, known: "Household") -> None:
        self.household.show_household(known, self._context.clock.now())
        self.told.emit()
        self.known.emit()

    def _show_alike(self, found: "AlikeCases") -> None:
        self.alike.show_alike(found, self._context.clock.now())
        self.told.emit()

    @property
    def summary(self) -> str:
        """What is to be seen here, in a few words: for a tab that hides it."""
        held, alike = len(self.household.cases.numbers), len(self.alike.cases.numbers)
        told = (
            self.tr("请留意") if self.household.remarks else "",
            self.tr("在办 {count}").format(count=held) if held else "",
            self.tr("相近 {count}").format(count=alike) if alike else "",
        )
        return " · ".join(filter(None, told))
