"""A resident in full: numbers masked, remarks, the records joined to this one, and every case."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.clock import Clock
from reception.domain.identity import masked_id, masked_phone
from ui.moments import moment_words
from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ShortWords, Words
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from reception.desk.people import KnownCase
    from reception.desk.residents import Resident, ResidentLine

MASKS = {"phone": masked_phone, "id_number": masked_id}


class ResidentDetail(QStackedWidget):
    """The signals say what is asked for: a number in full, a case, a record to be parted, or one of the commands."""

    asked = Signal(str)
    opened = Signal(str)
    parted = Signal(str)
    run = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._resident: Resident | None = None
        self._shown: dict[str, str] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self._area)
        self.addWidget(
            EmptyState("user", self.tr("还没有选中居民"), self.tr("左边选一位，这里显示他的情况和全部诉求。"))
        )
        self.setCurrentIndex(1)

    @property
    def resident(self) -> "Resident | None":
        """Who is shown."""
        return self._resident

    def show_resident(self, resident: "Resident | None") -> None:
        """Show somebody, or nobody; another's numbers are masked again."""
        if resident is None or self._resident is None or resident.id != self._resident.id:
            self._shown = {}
        self._resident = resident
        self.setCurrentIndex(1 if resident is None else 0)
        if resident is not None:
            self._area.setWidget(self._page(resident))

    def show_number(self, what: str, value: str) -> None:
        """A number in full, until somebody else is shown."""
        self._shown[what] = value
        self.show_resident(self._resident)

    def _page(self, resident: "Resident") -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 12)
        column.addWidget(self._who(resident))
        column.addWidget(self._remarks(resident))
        if resident.joined:
            column.addWidget(self._joined(resident))
        column.addWidget(self._cases(resident))
        column.addStretch(1)
        return page

    def _who(self, resident: "Resident") -> Card:
        card = Card(resident.name)
        if resident.look:
            card.add_action(Pill(self.tr("请看一下"), ToneName.DANGER))
        for what, label in (("phone", self.tr("电话")), ("id_number", self.tr("证件号码"))):
            if getattr(resident, what):
                card.add(self._number(what, label, getattr(resident, what)))
        if resident.address:
            card.add(_line(self.tr("住址"), resident.address))
        holder = QWidget()
        row = spaced(FlowLayout(holder), 8)
        for name, words, keys, icon in (
            ("residents.visit", self.tr("登记来访"), "N", "clipboard-pen"),
            ("residents.correct", self.tr("更正"), "G", "pencil"),
            ("residents.join", self.tr("合并"), "M", "merge"),
        ):
            kind = Kind.PRIMARY if name == "residents.visit" else Kind.PLAIN
            row.addWidget(Button(words, partial(self.run.emit, name), kind=kind, keys=keys, icon_name=icon))
        card.add(holder)
        return card

    def _number(self, what: str, label: str, number: str) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        masked, in_full = MASKS[what](number), self._shown.get(what)
        row.addWidget(Words(label, "label"))
        row.addWidget(Words(in_full or masked))
        if in_full is None and masked != number:
            button = Button(self.tr("显示"), partial(self.asked.emit, what), kind=Kind.QUIET, icon_name="eye")
            button.setAccessibleName(self.tr("显示完整号码，将记入时间线"))
            button.setToolTip(button.accessibleName())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _remarks(self, resident: "Resident") -> Card:
        card = Card(self.tr("备注"))
        card.add_action(Words(self.tr("只在本室显示，不印给任何单位"), "meta"))
        empty = self.tr("没有备注。听力、独居、疾病等可写在这里。")
        card.add(Words(resident.remarks or empty, "" if resident.remarks else "second", wrap=True))
        return card

    def _joined(self, resident: "Resident") -> Card:
        card = Card(self.tr("已合并的记录"))
        for line in resident.joined:
            card.add(self._record(line))
        return card

    def _record(self, line: "ResidentLine") -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Words(line.name, "strong"))
        row.addWidget(Words(masked_phone(line.phone), "second"))
        row.addWidget(ShortWords(line.address, "second"), 1)
        button = Button(self.tr("分开"), partial(self.parted.emit, line.id), icon_name="unlink")
        button.setAccessibleName(self.tr("把 {name} 的记录分开").format(name=line.name))
        row.addWidget(button)
        return row

    def _cases(self, resident: "Resident") -> Card:
        card = Card(self.tr("诉求 {count} 件").format(count=len(resident.cases)))
        for case in resident.cases:
            card.add(self._case(case))
        return card

    def _case(self, case: "KnownCase") -> QVBoxLayout:
        column = spaced(QVBoxLayout(), 0)
        first = spaced(QHBoxLayout(), 8)
        first.addWidget(Button(case.number, partial(self.opened.emit, case.number), kind=Kind.QUIET))
        first.addWidget(Pill(status_words(case.status), status_tone(case.status)))
        first.addStretch(1)
        first.addWidget(Words(moment_words(case.received_at, self._clock.now()), "meta"))
        column.addLayout(first)
        told = "   ".join(filter(None, (case.summary, case.unit)))
        row = spaced(QHBoxLayout(), 0, (7, 0, 0, 4))
        row.addWidget(ShortWords(told, "second"), 1)
        column.addLayout(row)
        return column


def _line(label: str, words: str) -> QHBoxLayout:
    row = spaced(QHBoxLayout(), 8)
    row.addWidget(Words(label, "label"))
    row.addWidget(Words(words, wrap=True), 1)
    return row
