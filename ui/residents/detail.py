"""A resident in full: numbers masked, remarks, who else lives there, the records joined to this one, every case."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.clock import Clock
from reception.domain.identity import written_phone
from ui.masks import MASKS, phone_words
from ui.moments import moment_words
from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.visit.case_list import CaseList, ListedCase
from ui.widgets.beside import scrolled
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ShortWords, Words
from ui.widgets.link_row import LinkRow
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from reception.desk.people import KnownCase
    from reception.desk.residents import Resident, ResidentLine

MOST_CASES = 200


class ResidentDetail(QStackedWidget):
    """The signals say what is asked for: a number in full, a case, another resident, a record to be parted, a command.

    Nothing that can hold the focus is made anew while the same resident is shown.
    """

    asked = Signal(str)
    opened = Signal(str)
    chosen = Signal(str)
    parted = Signal(str)
    run = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._resident: Resident | None = None
        self._in_full: dict[str, str] = {}
        self._numbers = {"phone": NumberRow(self.tr("电话")), "id_number": NumberRow(self.tr("证件号码"))}
        self._address = Words("", wrap=True)
        self._address_label = Words(self.tr("住址"), "label")
        self._look = Pill(self.tr("请看一下"), ToneName.DANGER)
        self._remarks = Words("", wrap=True)
        self._who, self._household, self._joined, self._cases = Card(wrap=True), Card(), Card(), Card()
        self.cases = CaseList(self.tr("他的诉求"), most=MOST_CASES)
        self._rows: list[QWidget] = []
        self._area = self._lay_out()
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
        another = resident is None or self._resident is None or resident.id != self._resident.id
        if another:
            self._in_full = {}
        self._resident = resident
        self.setCurrentIndex(1 if resident is None else 0)
        if resident is not None:
            self._show(resident)
            if another:
                self._area.verticalScrollBar().setValue(0)

    def show_number(self, what: str, value: str) -> None:
        """A number in full, until somebody else is shown."""
        self._in_full[what] = value
        if self._resident is not None:
            self._show_numbers(self._resident)

    # what it is made of

    def _lay_out(self) -> QScrollArea:
        page = QWidget()
        page.setProperty("role", "page")
        column, area = spaced(QVBoxLayout(page), 12), scrolled(page)
        for card in (self._make_who(), self._make_remarks(), self._household, self._joined, self._make_cases()):
            column.addWidget(card)
        column.addStretch(1)
        self._household.set_title(self.tr("同住的人"))
        self._joined.set_title(self.tr("已合并的记录"))
        return area

    def _make_who(self) -> Card:
        self._who.add_action(self._look)
        grid = spaced(QGridLayout(), 6)
        for place, (what, row) in enumerate(self._numbers.items()):
            grid.addWidget(row.label, place, 0)
            grid.addWidget(row, place, 1)
            row.asked.connect(partial(self.asked.emit, what))
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(self._address_label, len(self._numbers), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._address, len(self._numbers), 1)
        grid.setColumnStretch(1, 1)
        self._who.add(grid)
        self._who.add(self._buttons())
        return self._who

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = spaced(FlowLayout(holder), 8)
        for name, words, keys, icon in (
            ("residents.visit", self.tr("登记来访"), "N", "clipboard-pen"),
            ("residents.correct", self.tr("更正"), "G", "pencil"),
            ("residents.join", self.tr("合并"), "M", "merge"),
        ):
            kind = Kind.PRIMARY if name == "residents.visit" else Kind.PLAIN
            row.addWidget(Button(words, partial(self.run.emit, name), kind=kind, keys=keys, icon_name=icon))
        return holder

    def _make_remarks(self) -> Card:
        card = Card(self.tr("备注"))
        card.add(self._remarks)
        card.add(Words(self.tr("只在本室显示，不印给任何单位"), "meta", wrap=True))
        return card

    def _make_cases(self) -> Card:
        self.cases.opened.connect(self.opened)
        self.cases.marked.connect(lambda _: self._keep_in_sight())
        self._cases.add(self.cases)
        return self._cases

    def _keep_in_sight(self) -> None:
        """The list is as high as its cases: whoever walks in it takes the page along."""
        if self.cases.hasFocus():
            row = self.cases.visualRect(self.cases.currentIndex())
            corner = self.cases.mapTo(self._area.widget(), row.center())
            self._area.ensureVisible(corner.x(), corner.y(), 0, row.height())

    # what it shows

    def _show(self, resident: "Resident") -> None:
        self._who.set_title(resident.name)
        self._look.setVisible(resident.look)
        self._show_numbers(resident)
        self._address.setText(resident.address)
        for part in (self._address, self._address_label):
            part.setVisible(bool(resident.address))
        self._remarks.setText(resident.remarks or self.tr("没有备注。听力、独居、疾病等可写在这里。"))
        self._show_others(resident)
        self._cases.set_title(self.tr("诉求 {count} 件").format(count=len(resident.cases)))
        self.cases.show_cases([self._listed(case) for case in resident.cases])
        self.cases.setVisible(bool(resident.cases))
        if not self.cases.hasFocus():
            self.cases.mark(-1)

    def _show_numbers(self, resident: "Resident") -> None:
        for what, row in self._numbers.items():
            row.show_number(str(getattr(resident, what)), MASKS[what](getattr(resident, what)), self._in_full.get(what))

    def _show_others(self, resident: "Resident") -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        living = [self._neighbour(line) for line in resident.household]
        joined = [self._record(line) for line in resident.joined]
        _fill(self._household, living)
        _fill(self._joined, joined)
        self._rows = [*living, *joined]

    def _neighbour(self, line: "ResidentLine") -> LinkRow:
        words = self.tr("未结 {open} / 共 {cases}").format(open=line.open_cases, cases=line.cases)
        row = LinkRow("", "   ".join(filter(None, (line.name, phone_words(line.phone)))), words)
        row.clicked.connect(partial(self.chosen.emit, line.id))
        return row

    def _record(self, line: "ResidentLine") -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        row.addWidget(Words(line.name, "strong"))
        row.addWidget(Words(phone_words(line.phone), "second"))
        row.addWidget(ShortWords(line.address, "second"), 1)
        button = Button(self.tr("分开"), partial(self.parted.emit, line.id), icon_name="unlink")
        button.setAccessibleName(self.tr("把 {name} 的记录分开").format(name=line.name))
        row.addWidget(button)
        return holder

    def _listed(self, case: "KnownCase") -> ListedCase:
        when = moment_words(case.received_at, self._clock.now())
        meta = " · ".join(filter(None, (case.number, case.unit, when)))
        return ListedCase(case.number, case.summary, status_words(case.status), status_tone(case.status), meta)


class NumberRow(QWidget):
    """A phone or identity number: masked, with a button that asks for it in full. `label` stands before it."""

    asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Words(name, "label")
        self._words = Words("")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = Button(self.tr("显示"), self.asked.emit, kind=Kind.QUIET, icon_name="eye")
        self._button.setAccessibleName(self.tr("显示完整号码，将记入时间线"))
        self._button.setToolTip(self._button.accessibleName())
        row = spaced(QHBoxLayout(self), 8)
        row.addWidget(self._words)
        row.addWidget(self._button)
        row.addStretch(1)

    def show_number(self, number: str, masked: str, in_full: str | None) -> None:
        """Show a number; an empty one hides the row."""
        self._words.setText(written_phone(in_full) if in_full else masked)
        self._button.setVisible(in_full is None and masked != number)
        for part in (self, self.label):
            part.setVisible(bool(number))


def _fill(card: Card, rows: Sequence[QWidget]) -> None:
    for row in rows:
        card.add(row)
    card.setVisible(bool(rows))
