"""Compound and building in one line: 3, xf3, 消防3 or a whole address; the compound spoken of most comes first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reception.domain.address import building_last
from ui.visit.lines import StepLine
from ui.widgets.type_ahead import Suggestion
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.choices import Choices, CompoundChoice

_BETWEEN = "/"


class PlaceLine(StepLine):
    """`placed` gives the compound's code and the building's number."""

    placed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self._find)
        self._choices: Choices | None = None
        self.setAccessibleName(self.tr("小区和楼号"))
        self.setPlaceholderText(self.tr("小区和楼号，例：3、xf3、消防3"))
        self._in_haste = False
        self.chosen.connect(self._place)
        self.returnPressed.connect(self._hasten)

    def set_choices(self, choices: "Choices") -> None:
        """What can be chosen is known now."""
        self._choices = choices
        if self.hasFocus() and self.text() and not self.key:
            self.offer(self._typed_now(), self._find(self._typed_now()))
            if self._in_haste and self.open:
                self._take_marked()
                self.passed.emit()
        self._in_haste = False

    def _hasten(self) -> None:
        """Return came before one knew what can be chosen: the first is taken then."""
        self._in_haste = self._choices is None

    def _find(self, typed: str) -> list[Suggestion]:
        if self._choices is None:
            return []
        read = self._choices.place(typed)
        compound = self._choices.compound(read.compound) if read.compound else None
        if compound is not None:
            return _buildings(compound, read.building or read.entrance)  # a lone number is the building here
        name, building = building_last(typed)
        found = [each for each in self._choices.find_compounds(name) if each.buildings]
        return [line for each in found for line in _buildings(each, building)]

    def _place(self, key: str) -> None:
        compound, _, building = key.rpartition(_BETWEEN)
        self.placed.emit(compound, building)


def _buildings(compound: "CompoundChoice", building: str) -> list[Suggestion]:
    """The compound's buildings that begin with a number; the very one first."""
    numbers = [no for no, _ in compound.buildings if no.startswith(building)]
    numbers.sort(key=lambda no: no != building)
    name = translate("PlaceLine", "{compound} {no} 号楼")
    return [
        Suggestion(f"{compound.code}{_BETWEEN}{no}", name.format(compound=compound.name, no=no), compound.project)
        for no in (numbers[:1] if numbers[:1] == [building] else numbers)
    ]
