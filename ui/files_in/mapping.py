"""How the columns of a list are read: header, what stands there, and its meaning to choose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reception.intake.columns import MEANING_NAMES, Mapping, Meaning
from reception.intake.tables import Row, text_of
from ui.theme.spacing import look, sized, spaced
from ui.widgets.labels import ShortWords, Words
from ui.words import said

if TYPE_CHECKING:
    from reception.intake.importing import Proposal

SAMPLED = 3
"""Values shown of a column."""
NOT_READ = ""


class MappingTable(QScrollArea):
    """One sheet's columns, one below the other. `changed` comes when the clerk gave a column another meaning."""

    changed = Signal()

    def __init__(self, proposal: "Proposal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping = proposal.mapping
        self.pickers: list[QComboBox] = []
        inside = QWidget()
        inside.setProperty("role", "page")
        column = spaced(QVBoxLayout(inside), 0, (16, 12, 16, 12))
        column.addLayout(self._grid(proposal))
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def wanted(self) -> bool:
        """Whether any of its columns is read."""
        return any(picker.currentData() for picker in self.pickers)

    @property
    def mapping(self) -> Mapping:
        """The sheet's mapping as it stands now."""
        mapping = self._mapping
        for place, picker in enumerate(self.pickers):
            key = picker.currentData()
            mapping = mapping.with_meaning(place, Meaning(key) if key else None)
        return mapping

    def focus_first(self) -> None:
        """The first column's meaning."""
        if self.pickers:
            self.pickers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _grid(self, proposal: "Proposal") -> QGridLayout:
        grid = spaced(QGridLayout(), 8)
        grid.setHorizontalSpacing(look().px(24))
        for place, title in enumerate((self.tr("列"), self.tr("是什么"), self.tr("里面写着"))):
            grid.addWidget(Words(title, "label"), 0, place)
        below = proposal.sheet.rows[proposal.mapping.header_row :]
        for place, header in enumerate(proposal.mapping.headers):
            picker = self._picker(header, proposal.mapping.meanings[place])
            grid.addWidget(ShortWords(header or self.tr("第 {n} 列").format(n=place + 1), "strong"), place + 1, 0)
            grid.addWidget(sized(picker, width=180), place + 1, 1)
            grid.addWidget(ShortWords(samples(below, place), "second"), place + 1, 2)
            self.pickers.append(picker)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 4)
        return grid

    def _picker(self, header: str, meaning: Meaning | None) -> QComboBox:
        picker = QComboBox()
        picker.setAccessibleName(header)
        picker.addItem(self.tr("不读"), NOT_READ)
        for key, names in MEANING_NAMES.items():
            picker.addItem(said(names), key.value)
        picker.setCurrentIndex(max(0, picker.findData(meaning.value if meaning else NOT_READ)))
        picker.activated.connect(lambda _: self.changed.emit())
        return picker


def samples(rows: Sequence[Row], place: int) -> str:
    """The first different values of a column."""
    values = (text_of(row[place]).strip() for row in rows[:50] if place < len(row))
    different = list(dict.fromkeys(" ".join(value.split()) for value in values if value))
    return "　".join(different[:SAMPLED])
