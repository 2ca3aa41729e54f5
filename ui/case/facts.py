"""What is known of a case: names and values in rows, empty ones left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.domain.forms import ADOPTED, CHANNELS, PLACE_KINDS, URGENCIES, VOICES
from ui.case.names import category_path, field_name, spec_words
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.words import headed, said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

Fact = tuple[str, str]


class FactsCard(Card):
    """Two columns of names and values; a long value takes the whole row. Text can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("基本情况"))
        self._holder: QWidget | None = None

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case."""
        self.show_facts(self._facts(opened))

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these, without the empty ones."""
        before, self._holder = self._holder, _grid([fact for fact in facts if fact[1]])
        self.add(self._holder)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _facts(self, opened: "OpenCase") -> list[Fact]:
        case, now = opened.case, opened.now
        voice, urgency = str(case.get("voice")), str(case.get("urgency"))
        place, channel = str(case.get("place_kind")), str(case.get("channel"))
        received = str(case.get("received_at"))
        return [
            (field_name("address"), str(case.get("address"))),
            (field_name("place_kind"), said(PLACE_KINDS[place]) if place in PLACE_KINDS else ""),
            (field_name("at_home_when"), str(case.get("at_home_when"))),
            (field_name("wants"), str(case.get("wants"))),
            (field_name("voice"), said(VOICES[voice]) if voice in VOICES else voice),
            (field_name(ADOPTED.name), spec_words(ADOPTED, case.adopted, now)),
            (field_name("urgency"), said(URGENCIES[urgency]) if urgency in URGENCIES else urgency),
            (field_name("category"), category_path(str(case.get("category")))),
            (field_name("item"), str(case.get("item"))),
            (field_name("received_at"), moment_words(received, now) if received else ""),
            (field_name("channel"), said(CHANNELS[channel]) if channel in CHANNELS else ""),
            (field_name("grid"), opened.grid),
            (field_name("project"), opened.project),
            *self._numbers(opened),
        ]

    def _numbers(self, opened: "OpenCase") -> list[Fact]:
        """The numbers given elsewhere, each by who gave it."""
        given = [reference.values() for reference in opened.case.references.values()]
        return [
            (str(reference.get("issuer") or self.tr("来源编号")), str(reference.get("number") or ""))
            for reference in given
        ]


LONG = 16
"""Characters beyond which a value takes the whole row."""


def _grid(facts: Sequence[Fact]) -> QWidget:
    holder = QWidget()
    grid = spaced(QGridLayout(holder), 6)
    row = column = 0
    for name, value in facts:
        broad = len(value) > LONG
        if column and broad:
            row, column = row + 1, 0
        grid.addWidget(Words(name, "label"), row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(value), row, column + 1, 1, 3 if broad else 1)
        row, column = (row + 1, 0) if broad or column else (row, 2)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return holder


def _value(words: str) -> Words:
    label = Words(headed(words), wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
