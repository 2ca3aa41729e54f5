"""Two people wrote different things without a line between them: both versions side by side, one key takes one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.fold import Version
from ui.case.names import field_name, value_words
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

KEYS = ("[", "]")
"""They take the earlier and the later version of the first field."""


class VersionsCard(Card):
    """`taken` gives entity, its id, the field, and the value that is to stand."""

    taken = Signal(str, str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("两处写得不同，请选定"))
        self._rows: QWidget | None = None
        self._first: list[tuple[str, str, str, object]] = []

    def show_case(self, opened: "OpenCase") -> None:
        """Show what differs, or nothing."""
        before, self._rows = self._rows, QWidget()
        column = spaced(QVBoxLayout(self._rows), 10)
        conflicts = opened.case.conflicts()
        self._first = []
        for place, (entity, entity_id, name, heads) in enumerate(conflicts):
            choices = [(entity, str(entity_id), name, head.value) for head in heads]
            self._first = self._first or choices
            column.addWidget(Words(field_name(name), "label"))
            column.addLayout(self._side_by_side(choices, heads, opened, with_keys=place == 0))
        self.setVisible(bool(conflicts))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def take(self, place: int) -> None:
        """Take a version of the first field: 0 the earlier, 1 the later."""
        if place < len(self._first):
            self.taken.emit(*self._first[place])

    def _side_by_side(
        self, choices: list[tuple[str, str, str, object]], heads: list[Version], opened: "OpenCase", *, with_keys: bool
    ) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 12)
        for place, (choice, head) in enumerate(zip(choices, heads, strict=True)):
            column = spaced(QVBoxLayout(), 4)
            column.addWidget(Words(value_words(choice[2], head.value), wrap=True))
            who = f"{opened.clerk(head.clerk)} · {moment_words(head.at, opened.now)}"
            column.addWidget(Words(who, "meta"))
            keys = KEYS[place] if with_keys and place < len(KEYS) else ""
            button = Button(self.tr("选定这个"), partial(self.taken.emit, *choice), keys=keys)
            button.setAccessibleName(f"{button.accessibleName()} {value_words(choice[2], head.value)}")
            column.addWidget(button)
            column.addStretch(1)
            row.addLayout(column, 1)
        return row
