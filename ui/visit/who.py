"""Who speaks: one lookup line that finds people by anything, and their name and phone."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.domain.identity import written_phone
from reception.domain.text import half_width
from ui.context import Context
from ui.visit import tasks
from ui.visit.filled import FilledPerson
from ui.widgets.form import Form
from ui.widgets.keys import is_plain
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.words import translate
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.people import Person

NEW = "new"
_CAME_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
PAUSE = 60
"""Milliseconds of rest before people are looked for."""


class Lookup(TypeAhead):
    """Finds people while typing: phone, name, initials, address or any number. `found` gives a person, `new` a text.

    `looked_at` gives the person of the marked line, None for somebody new; `left` when the list is left for another.

    Return before the answer has come takes the first of it: fast hands and scanners do not wait.
    """

    found = Signal(object)
    new = Signal(str)
    looked_at = Signal(object)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.setAccessibleName(self.tr("找人"))
        self.setPlaceholderText(self.tr("电话 / 姓名 / 拼音首字母 / 地址 / 任何编号"))
        self._context = context
        self._people: list[Person] = []
        self._answered = ""
        self._in_haste = False
        self._looking = Latest(context.work)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.asked.connect(lambda _: self._pause.start())
        self.chosen.connect(self._choose)
        self.marked.connect(self._look_at)
        self.textEdited.connect(lambda text: None if text.strip() else self.left.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes the first, now or when it comes."""
        if not self.composing and is_plain(event) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_first()
        else:
            self._in_haste = False
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands there is another one: the next key begins anew; not where only the window came back."""
        super().focusInEvent(event)
        if event.reason() not in _CAME_BACK:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody is looked at any more."""
        super().focusOutEvent(event)
        self.left.emit()

    def look_for(self, text: str) -> None:
        """Look for somebody by the program, and take him when he is the only one."""
        if self.write(text):
            self._in_haste = True
            self._look()

    def _look_at(self, row: int) -> None:
        self.looked_at.emit(self._people[row] if 0 <= row < len(self._people) else None)

    def _take_first(self) -> None:
        typed = self._typed_now()
        if not typed:
            return
        if self.open and self._answered == typed:
            self._take_marked()
            return
        self._in_haste = True
        if not self._pause.isActive() and not self._looking.running:
            self._look()

    def _look(self) -> None:
        typed = self._typed_now()
        if not typed:
            return
        self._looking.start(
            partial(tasks.find_people, self._context.desk, half_width(typed)),
            partial(self._show, typed),
            owner=self,
        )

    def _show(self, typed: str, people: "list[Person]") -> None:
        if typed != self._typed_now():
            return
        self._people, self._answered = people, typed
        if self._in_haste:
            self._in_haste = False
            self._choose("0" if people else NEW)
            return
        lines = [Suggestion(str(at), named(person), where(person)) for at, person in enumerate(people)]
        lines.append(Suggestion(NEW, self.tr("登记新来的人：{typed}").format(typed=typed)))
        self.offer(typed, lines)

    def _choose(self, key: str) -> None:
        typed = self._answered
        self.close_list()
        if key == NEW:
            self.write(typed)
            self.new.emit(typed)
        elif int(key) < len(self._people):
            person = self._people[int(key)]
            self.write(named(person))
            self.found.emit(person)


def named(person: "Person") -> str:
    """张淑芬 13904510000."""
    return "  ".join(filter(None, (person.name, written_phone(person.phone))))


def where(person: "Person") -> str:
    """The address, and how much is open."""
    count = translate("Lookup", "{count} 件在办").format(count=person.open_cases) if person.open_cases else ""
    return "  ".join(filter(None, (person.address, count)))


class WhoPart(Form):
    """The lookup line, name and phone. `edited` comes when the clerk typed a name or phone."""

    edited = Signal()
    found = Signal(object)
    new = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.lookup = Lookup(context)
        self.name = LineEdit(longest=100, hint=self.tr("匿名可留空"))
        self.phone = LineEdit(cleaned=as_code, longest=40)
        self.add(self.tr("找人"), self.lookup)
        self.add(self.tr("姓名"), self.name, "resident.name", span=1)
        self.add(self.tr("电话"), self.phone, "resident.phone", beside=True, span=1)
        for line in (self.name, self.phone):
            line.textEdited.connect(lambda _: self.edited.emit())
        self.lookup.found.connect(self.found)
        self.lookup.new.connect(self.new)

    def show_person(self, person: FilledPerson) -> None:
        """Fill in name and phone."""
        self.name.write(person.name)
        self.phone.write(person.phone)

    def filled(self) -> FilledPerson:
        """What stands there, as typed."""
        return FilledPerson(self.name.text().strip(), self.phone.text().strip())
