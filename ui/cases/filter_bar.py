"""What a list of cases is narrowed by, for those who do not type operators: states, kinds, names, days, marks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain.clock import Clock
from reception.domain.forms import URGENCIES, VOICES
from reception.domain.lifecycle import STATUS_NAMES
from reception.domain.query import OPERATORS
from ui.cases.chips import Chip, ChipButton, Chips
from ui.cases.period import Days, PeriodField
from ui.moments import end_of_today, here
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ShortWords, Words
from ui.widgets.picker import Picker
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.words import said, series

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.lists import CaseFilter

Named = Mapping[str, tuple[str, str]]


class FilterBar(QWidget):
    """Two rows, and what may be typed instead. `changed` gives the filter the clerk asks for now."""

    changed = Signal(object)
    cleared = Signal()

    def __init__(self, clock: Clock, wanted: "CaseFilter", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._wanted = wanted
        self._choices: Choices | None = None
        self._states = Chips(self._state_chips(), self.tr("状态"))
        self._states.chosen.connect(self._take_state)
        self._total = Words("", "second")
        self._voice = self._picker(self.tr("类别"), VOICES)
        self._urgency = self._picker(self.tr("紧急程度"), URGENCIES)
        self._category = self._line(self.tr("诉求类别"), self._suggest_categories)
        self._unit = self._line(self.tr("责任单位"), self._suggest_units)
        self._compound = self._line(self.tr("小区"), self._suggest_compounds)
        self._period = PeriodField(clock, self.tr("来访时间"))
        self._period.changed.connect(self._take_period)
        self._wrong = Words("", "error")
        self._wrong.hide()
        self._period.wrong.connect(self._say_wrong)
        self._marks = self._make_marks()
        self._clear = Button(self.tr("清除筛选"), self.cleared.emit, kind=Kind.QUIET, icon_name="x")
        self._lay_out()
        self.show_filter(wanted)

    @property
    def wanted(self) -> "CaseFilter":
        """The filter asked for now."""
        return self._wanted

    def show_filter(self, wanted: "CaseFilter") -> None:
        """Show another filter by the program."""
        self._wanted = wanted
        self._states.choose(wanted.status)
        self._voice.choose(wanted.voice)
        self._urgency.choose(wanted.urgency)
        self._period.show_days(_days_of(wanted))
        self._name_lines()
        for name, mark in self._marks.items():
            mark.setChecked(bool(getattr(wanted, name)))
        for name in ("to_sign", "numbers"):
            self._marks[name].setVisible(bool(getattr(wanted, name)))
        self._clear.setVisible(wanted != _only_sorted(wanted))

    def show_choices(self, choices: "Choices") -> None:
        """What the three lines offer."""
        self._choices = choices
        self._name_lines()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """The counts beside the states."""
        self._states.show_counts(counts)

    def show_total(self, words: str) -> None:
        """How many cases the list has."""
        self._total.setText(words)

    # what it is made of

    def _lay_out(self) -> None:
        fields = QWidget()
        row = spaced(FlowLayout(fields), 6)
        for field, width in ((self._voice, 108), (self._urgency, 120)):
            row.addWidget(sized(field, width=width))
        for line in (self._category, self._unit, self._compound):
            row.addWidget(sized(line, width=112))
        for part in (self._period, *self._marks.values(), self._clear, self._total):
            row.addWidget(part)
        column = spaced(QVBoxLayout(self), 6)
        column.addWidget(self._states)
        column.addWidget(fields)
        column.addWidget(self._wrong)
        column.addWidget(self._operators())

    def _operators(self) -> ShortWords:
        """What may be typed into the search box beside words; whole in the tool tip where it is too long."""
        examples = "   ".join(said(operator.examples) for operator in OPERATORS)
        words = ShortWords("", "meta")
        words.show_text(self.tr("查找框里还可以写：{examples}").format(examples=examples))
        return words

    def _state_chips(self) -> Sequence[Chip]:
        return (Chip("", self.tr("全部")), *(Chip(str(key), said(names)) for key, names in STATUS_NAMES.items()))

    def _picker(self, name: str, named: Named) -> Picker:
        answers = {key: said(names) for key, names in named.items()}
        picker = Picker(name, {"": self.tr("{name}不限").format(name=name), **answers})
        picker.activated.connect(self._take_pickers)
        return picker

    def _line(self, name: str, suggest: Callable[[str], Sequence[Suggestion]]) -> TypeAhead:
        line = TypeAhead(suggest, hint=name)
        line.setAccessibleName(name)
        line.chosen.connect(lambda _: self._take_lines())
        line.textChanged.connect(lambda text: self._take_lines() if not text else None)
        line.editingFinished.connect(self._name_lines)  # what was begun and not taken asks for nothing
        return line

    def _make_marks(self) -> dict[str, ChipButton]:
        names = {
            "open": self.tr("未结"),
            "overdue": self.tr("逾期"),
            "due_until": self.tr("今天到期"),
            "look": self.tr("请看一下"),
            "to_sign": self.tr("待签工单"),
            "numbers": self.tr("统计里的这些"),
        }
        return {key: self._mark(key, words) for key, words in names.items()}

    def _mark(self, key: str, words: str) -> ChipButton:
        mark = ChipButton(words)
        mark.clicked.connect(lambda on: self._take_mark(key, on=on))
        return mark

    def _name_lines(self) -> None:
        """The lines say the names of the codes that are asked for."""
        for line, key, words in (
            (self._category, self._wanted.category, self._wanted.category.rpartition("/")[2]),
            (self._unit, *self._named(self._wanted.unit, "unit")),
            (self._compound, *self._named(self._wanted.compound, "compound")),
        ):
            if line.key != key or line.text() != words:
                line.blockSignals(True)
                line.choose(key, words)
                line.blockSignals(False)

    def _named(self, codes: str | Sequence[str], kind: str) -> tuple[str, str]:
        if not codes or self._choices is None:
            return "", ""
        code = codes if isinstance(codes, str) else codes[0]
        found = self._choices.unit(code) if kind == "unit" else self._choices.compound(code)
        return code, found.name if found else code

    # what the clerk asks for

    def _ask(self, wanted: "CaseFilter") -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._clear.setVisible(wanted != _only_sorted(wanted))
            self.changed.emit(wanted)

    def _take_state(self, key: str) -> None:
        self._ask(replace(self._wanted, status=key))

    def _take_pickers(self) -> None:
        self._ask(replace(self._wanted, voice=self._voice.key, urgency=self._urgency.key))

    def _take_lines(self) -> None:
        self._ask(replace(self._wanted, category=self._category.key, unit=self._unit.key, compound=self._compound.key))

    def _take_period(self) -> None:
        from reception.desk.today import bounds

        days = self._period.days()
        since = bounds(days.first)[0] if days.first else ""
        until = bounds(days.last)[1] if days.last else ""
        self._ask(replace(self._wanted, since=since, until=until))

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _take_mark(self, key: str, *, on: bool) -> None:
        if key == "due_until":
            until = end_of_today(self._clock.now()) if on else ""
            self._ask(replace(self._wanted, due_until=until, open=on or self._wanted.open))
        else:
            given: dict[str, Any] = {key: () if key == "numbers" else on}
            self._ask(replace(self._wanted, **given))

    # what the lines offer

    def _suggest_categories(self, typed: str) -> list[Suggestion]:
        found = self._choices.find_categories(typed) if self._choices else []
        return [Suggestion(each.category.path, each.category.name, each.category.path) for each in found]

    def _suggest_units(self, typed: str) -> list[Suggestion]:
        return [Suggestion(each.code, each.name) for each in (self._choices.find_units(typed) if self._choices else ())]

    def _suggest_compounds(self, typed: str) -> list[Suggestion]:
        found = self._choices.find_compounds(typed) if self._choices else []
        return [Suggestion(each.code, each.name, series(each.aliases)) for each in found]


def _only_sorted(wanted: "CaseFilter") -> "CaseFilter":
    """The same list without any narrowing but the search."""
    return type(wanted)(search=wanted.search, sort=wanted.sort, descending=wanted.descending)


def _days_of(wanted: "CaseFilter") -> Days:
    first = here(wanted.since).date() if wanted.since else None
    last = here(_before(wanted.until)).date() if wanted.until else None
    return Days(first, last)


def _before(until: str) -> datetime:
    """The last moment before an end, which is the next day's midnight."""
    return here(until) - timedelta(seconds=1)
