"""What is written of an emergency while it goes on, or after it: where, who, what, and the unit that acts."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from reception.domain.errors import ReceptionError
from reception.domain.forms import CHANNELS
from reception.domain.identity import written_phone
from ui.theme.spacing import sized, spaced
from ui.visit.case_part import PAUSE, options
from ui.visit.filled import Filled, FilledCase, FilledPerson
from ui.visit.lines import StepLine
from ui.visit.place import PlacePart
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.composing import take_composed
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.phrased import WORDS, phrased
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion

if TYPE_CHECKING:
    from reception.desk.choices import Choices

WAYS = ("phone", "walk_in", "home_visit", "patrol")


class AlarmForm(Card):
    """`edited` when the clerk typed or chose, `placed` with the code of the compound once that is known."""

    edited = Signal()
    placed = Signal(str)

    def __init__(self) -> None:
        super().__init__("", gap=8)
        self.set_title(self.tr("再写下来"))
        self._choices: Choices | None = None
        self._unit_given = False
        self._category = ""
        self.place, self.rest = PlacePart(), Form()
        words = TextEdit(longest=20_000, hint=self.tr("哪里、怎么了、有没有人受伤；可以等处置完再写"))
        self.words = phrased(sized(words, min_height=96), WORDS)
        self.name, self.phone = (
            LineEdit(longest=100, hint=self.tr("不知道可留空")),
            LineEdit(cleaned=as_code, longest=40),
        )
        self.way = Choice(options({key: CHANNELS[key] for key in WAYS}))
        self.unit = StepLine(self._units, hint=self.tr("名称、首字母或代码；留空就先不派单"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._suggest)
        self._lay_out()
        self._connect()

    def set_choices(self, choices: "Choices") -> None:
        """What can be chosen is known now."""
        self._choices = choices
        self.place.set_choices(choices)
        if self.unit.key:
            self._show_unit(self.unit.key)
        self._suggest()

    def show_filled(self, form: Filled, unit: str) -> None:
        """Show what was written before."""
        self.place.show_place(form.place)
        self.words.write(form.cases[0].words)
        self.name.write(form.person.name)
        self.phone.write(form.person.phone)
        self.way.choose(form.channel)
        self._unit_given = bool(unit)
        self._show_unit(unit)
        self.clear_errors()

    def filled(self) -> Filled:
        """What stands there."""
        case = FilledCase(self.words.toPlainText(), category=self._category, urgency="emergency")
        person = FilledPerson(self.name.text().strip(), self.phone.text().strip())
        return replace(Filled(person, self.place.filled(), self.way.key), cases=(case,))

    def propose_unit(self, code: str) -> None:
        """Who answered acts, unless the clerk chose another."""
        if code and not self._unit_given and not self.unit.text():
            self._show_unit(code)

    def take_composition(self) -> None:
        """What is being composed belongs to the form."""
        take_composed(QApplication.focusWidget())

    def show_error(self, error: ReceptionError) -> bool:
        """Say an error beside its field."""
        return self.place.show_error(error) or self.rest.show_error(error)

    def clear_errors(self) -> None:
        """Take all marks back."""
        self.place.clear_errors()
        self.rest.clear_errors()

    def focus_first(self) -> None:
        """Where it is."""
        self.place.compound.setFocus()

    def _lay_out(self) -> None:
        self.rest.add(self.tr("原话"), self.words, "words")
        self.rest.add(self.tr("姓名"), self.name, "name", span=1)
        self.rest.add(self.tr("电话"), self.phone, "phone", beside=True, span=1)
        self.rest.add(self.tr("方式"), self.way, "channel")
        self.rest.add(self.tr("派给"), self.unit, "unit")
        column = spaced(QVBoxLayout(), 8)
        column.addWidget(self.place)
        column.addWidget(self.rest)
        column.addStretch(1)
        self.add(column, 1)
        width = max(self.place.label_width, self.rest.label_width)
        for part in (self.place, self.rest):
            part.level_labels(width)

    def _connect(self) -> None:
        self.place.edited.connect(self.edited)
        self.place.settled.connect(self._place_settled)
        self.place.passed.connect(self.words.setFocus)
        self.words.edited.connect(lambda _: self._words_edited())
        for line in (self.name, self.phone):
            line.textEdited.connect(lambda _: self.edited.emit())
            line.returnPressed.connect(self.focusNextChild)
        self.way.chosen.connect(lambda _: self.edited.emit())
        self.unit.textEdited.connect(lambda _: self._unit_typed())
        self.unit.chosen.connect(lambda _: self._unit_typed())
        self.unit.passed.connect(self.focusNextChild)

    def _words_edited(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _suggest(self) -> None:
        found = self._choices.suggest(self.words.toPlainText()) if self._choices else []
        self._category = found[0].path if found else ""

    def _place_settled(self) -> None:
        compound = self.place.chosen
        if compound is not None:
            self.placed.emit(compound.code)

    def _unit_typed(self) -> None:
        self._unit_given = True
        self.edited.emit()

    def _show_unit(self, code: str) -> None:
        known = self._choices.unit(code) if self._choices and code else None
        self.unit.choose(code, known.name if known else code)

    def _units(self, typed: str) -> list[Suggestion]:
        found = self._choices.find_units(typed, self._category) if self._choices else []
        return [Suggestion(unit.code, unit.name, written_phone(unit.phone)) for unit in found]
