"""An entry of the directory in full: its people with their phones first, then what is known of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.identity import written_phone
from ui.directory.names import fact_name, fact_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from reception.desk.directory import Contact, Listed

WITH_CASES = frozenset({"unit", "compound"})


class EntryDetail(QStackedWidget):
    """`cases` asks for the cases of the entry that is shown, `urging` for the reminder to the unit."""

    cases = Signal(str, str)
    urging = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self._area)
        self.addWidget(EmptyState("building-2", self.tr("还没有选中"), self.tr("左边选一条，这里显示联系人和电话。")))
        self.setCurrentIndex(1)
        self._entry: Listed | None = None

    @property
    def entry(self) -> "Listed | None":
        """What is shown."""
        return self._entry

    def show_entry(self, entry: "Listed | None") -> None:
        """Show an entry, or none."""
        if entry is not None and entry == self._entry:
            return
        self._entry = entry
        self.setCurrentIndex(1 if entry is None else 0)
        if entry is not None:
            self._area.setWidget(self._page(entry))

    def _page(self, entry: "Listed") -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 12)
        column.addWidget(self._facts(entry))
        if entry.people:
            column.addWidget(self._people(entry))
        column.addStretch(1)
        return page

    def _people(self, entry: "Listed") -> Card:
        card = Card(self.tr("联系人"), gap=10)
        for person in entry.people:
            card.add(_person(person))
        return card

    def _facts(self, entry: "Listed") -> Card:
        card = Card(entry.name, wrap=True)
        card.add_action(Pill(entry.code, ToneName.NEUTRAL))
        grid = spaced(QGridLayout(), 6)
        for row, (field, value) in enumerate(entry.facts):
            grid.addWidget(Words(fact_name(field), "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = Words(fact_words(field, value), wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        card.add(grid)
        if entry.kind in WITH_CASES:
            foot = spaced(FlowLayout(), 8)
            ask = partial(self.cases.emit, entry.kind, entry.code)
            foot.addWidget(Button(self.tr("看它的诉求"), ask, keys="Return", icon_name="inbox"))
            if entry.kind == "unit":
                foot.addWidget(Button(self.tr("催办通知单"), self.urging.emit, keys="Ctrl+U", icon_name="bell"))
            card.add(foot)
        return card


def _person(person: "Contact") -> QVBoxLayout:
    column = spaced(QVBoxLayout(), 2)
    first = spaced(QHBoxLayout(), 8)
    first.addWidget(Words(person.name or "—", "strong"))
    if person.role:
        first.addWidget(Pill(person.role, ToneName.NEUTRAL))
    first.addStretch(1)
    phone = Words(written_phone(person.phone))
    phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    first.addWidget(phone)
    column.addLayout(first)
    further = "   ".join(filter(None, (person.section, person.hours)))
    if further:
        column.addWidget(Words(further, "meta", wrap=True))
    return column
