"""Where: an address in four steps, each with type-ahead, or typed in one line and read into the steps."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.errors import InvalidInput
from ui.theme.spacing import spaced
from ui.visit.filled import FilledPlace
from ui.visit.lines import StepLine
from ui.widgets.form import FieldRow, Form
from ui.widgets.labels import ShortWords
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.type_ahead import Suggestion
from ui.words import series, translate

if TYPE_CHECKING:
    from reception.desk.choices import Choices, CompoundChoice


class PlacePart(Form):
    """`edited` when the clerk typed, `settled` when one knows more of the place (a compound, a building, a home).

    `passed` comes when Return leaves the last step that is empty.
    """

    edited = Signal()
    settled = Signal()
    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self.compound = StepLine(self._compounds, hint=self.tr("名称、别名、首字母，或整行地址"))
        self.building = StepLine(self._buildings, free=True, cleaned=as_code, hint=self.tr("楼"))
        self.entrance = StepLine(self._entrances, free=True, cleaned=as_code, hint=self.tr("单元"))
        self.home = LineEdit(cleaned=as_code, longest=20, hint=self.tr("室"))
        self._belongs = ShortWords("", "meta")
        self.add(self.tr("地址"), self._steps())
        for at, line in enumerate(self.lines):
            line.textEdited.connect(lambda _: self.edited.emit())
            line.editingFinished.connect(self.settled)
            line.returnPressed.connect(partial(self._go_on, at))
            if isinstance(line, StepLine):
                line.passed.connect(partial(self._go_on, at))
        self.compound.editingFinished.connect(self._read)
        self.compound.editingFinished.connect(self._show_belongs)
        self.compound.chosen.connect(lambda _: self._known())

    @property
    def lines(self) -> Sequence[LineEdit]:
        """The four fields, in order."""
        return self.compound, self.building, self.entrance, self.home

    def set_choices(self, choices: "Choices") -> None:
        """What can be chosen is known now; what was typed or restored meanwhile is read."""
        self._choices = choices
        known = choices.compound(self.compound.text().strip())
        if known is not None:  # a draft keeps its code
            self.compound.choose(known.code, known.name)
        self._read()
        self._show_belongs()

    def show_place(self, place: FilledPlace) -> None:
        """Fill in an address; a compound's code shows as its name."""
        known = self._choices.compound(place.compound) if self._choices and place.compound else None
        self.compound.choose(known.code if known else "", known.name if known else place.compound)
        for line, text in ((self.building, place.building), (self.entrance, place.entrance), (self.home, place.home)):
            line.write(text)
        self._show_belongs()
        if known is None:
            self._read()

    def filled(self) -> FilledPlace:
        """What stands there; a compound that is known by its code."""
        steps = (line.text().strip() for line in (self.building, self.entrance, self.home))
        return FilledPlace(self.compound.key or self.compound.text().strip(), *steps)

    @property
    def chosen(self) -> "CompoundChoice | None":
        """The compound, when it is a known one."""
        return self._choices.compound(self.compound.key) if self._choices and self.compound.key else None

    @property
    def line(self) -> str:
        """The address in one line, as it will stand on paper."""
        from reception.domain.address import Address

        place = self.filled()
        if self._choices is None or self.chosen is None:
            return " ".join(filter(None, (place.compound, place.building, place.entrance, place.home)))
        return self._choices.book.place_text(Address(place.compound, place.building, place.entrance, place.home))

    def _steps(self) -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 2)
        row = spaced(QHBoxLayout(), 6)
        column.addLayout(row)
        column.addWidget(self._belongs)
        self._belongs.hide()
        names = (self.tr("小区"), self.tr("楼栋"), self.tr("单元"), self.tr("户室"))
        keys = ("address.compound", "address.building", "address.entrance", "address.home")
        for line, name, key, stretch in zip(self.lines, names, keys, (6, 2, 2, 2), strict=True):
            line.setAccessibleName(name)
            field = FieldRow(line)
            self.name_row(key, field)
            row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        holder.setFocusProxy(self.compound)
        return holder

    def name_row(self, name: str, row: FieldRow) -> None:
        """Errors of this name are shown in this row."""
        self._rows[name] = row

    def _go_on(self, at: int) -> None:
        """To the next step that is empty, or on from here; a whole address in the first was read by then."""
        self._read()
        empty = next((line for line in self.lines[at + 1 :] if not line.text().strip()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _read(self) -> None:
        """A whole address typed into the first field goes into its steps."""
        if self._choices is None or self.compound.key or not self.compound.text().strip():
            return
        with suppress(InvalidInput):
            place = self._choices.place(self.compound.value())
            if place.compound:
                kept = self.filled()
                self.show_place(
                    FilledPlace(
                        place.compound,
                        place.building or kept.building,
                        place.entrance or kept.entrance,
                        place.home or kept.home,
                    )
                )
                self.edited.emit()
                self.settled.emit()

    def _known(self) -> None:
        self._show_belongs()
        self.edited.emit()
        self.settled.emit()

    def _show_belongs(self) -> None:
        compound = self.chosen
        texts = (compound.grid, compound.project, compound.property) if compound else ("", "", "")
        names = (
            translate("PlacePart", "网格"),
            translate("PlacePart", "项目"),
            translate("PlacePart", "物业"),
        )
        told = [f"{name} {text}" for name, text in zip(names, texts, strict=True) if text]
        if self._choices is not None and compound is None and self.compound.text().strip():
            told = [translate("PlacePart", "名册里没有这个小区，照写的登记")]
        self._belongs.show_text("   ".join(told))
        self._belongs.setVisible(bool(told))

    def _compounds(self, typed: str) -> list[Suggestion]:
        if self._choices is None:
            return []
        found = self._choices.find_compounds(typed)
        return [Suggestion(each.code, each.name, series(each.aliases[:2])) for each in found]

    def _buildings(self, typed: str) -> list[Suggestion]:
        buildings = self.chosen.buildings if self.chosen else ()
        return [Suggestion(no, no) for no, _ in buildings if no.startswith(typed.upper())]

    def _entrances(self, typed: str) -> list[Suggestion]:
        buildings = dict(self.chosen.buildings) if self.chosen else {}
        count = buildings.get(self.building.text().strip(), 0)
        return [Suggestion(str(no), str(no)) for no in range(1, count + 1) if str(no).startswith(typed)]
