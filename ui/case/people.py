"""Who speaks in a case, and whom to call back. Numbers are masked; showing one is noted."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.clock import Id
from reception.domain.forms import CALL_WAYS
from reception.domain.identity import written_phone
from ui.masks import MASKS
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.pill import Pill
from ui.words import said, translate

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

ROLES = {
    "reporter": ("反映人", "reporter"),
    "co": ("共同反映人", "co-reporter"),
    "proxy": ("代反映", "on behalf"),
}
Shown = tuple[Id, str]


class PeopleCard(Card):
    """`asked` wants a number in full: the party's id and which of its numbers."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("当事人"))
        self._rows: QWidget | None = None
        self._shown: dict[Shown, str] = {}
        self._opened: OpenCase | None = None

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case's people; another case's numbers are masked again."""
        if self._opened is None or self._opened.case.id != opened.case.id:
            self._shown = {}
        self._opened = opened
        self._show()

    def show_number(self, party: Id, what: str, value: str) -> None:
        """A number in full, until another case is opened."""
        self._shown[party, what] = value
        self._show()

    def _show(self) -> None:
        if self._opened is None:
            return
        before, self._rows = self._rows, QWidget()
        column = spaced(QVBoxLayout(self._rows), 8)
        parties = self._opened.case.parties
        for party, fields in parties.items():
            column.addWidget(self._row(party, fields.values()))
        if not parties:
            column.addWidget(Words(self.tr("匿名，没有可回访的人。归档前须现场核查并附照片。"), "second", wrap=True))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _row(self, party: Id, fields: Mapping[str, Any]) -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 2)
        first = spaced(QHBoxLayout(), 8)
        first.addWidget(Words(str(fields.get("name") or translate("People", "未留姓名")), "strong"))
        for words, tone in _marks(fields):
            first.addWidget(Pill(words, tone))
        first.addStretch(1)
        column.addLayout(first)
        for what in MASKS:
            if fields.get(what):
                column.addLayout(self._number(party, what, str(fields[what])))
        further = _further(fields)
        if further:
            column.addWidget(Words(further, "second", wrap=True))
        return holder

    def _number(self, party: Id, what: str, number: str) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        in_full = self._shown.get((party, what))
        row.addWidget(Words(written_phone(in_full) if in_full else MASKS[what](number)))
        if in_full is None and MASKS[what](number) != number:
            button = Button(self.tr("显示"), partial(self.asked.emit, party, what), kind=Kind.QUIET, icon_name="eye")
            button.setAccessibleName(self.tr("显示完整号码，将记入时间线"))
            button.setToolTip(button.accessibleName())
            row.addWidget(button)
        row.addStretch(1)
        return row


def _marks(fields: Mapping[str, Any]) -> list[tuple[str, ToneName]]:
    role, relation = str(fields.get("role") or ""), str(fields.get("relation") or "")
    words = said(ROLES[role]) if role in ROLES else role
    marks = [(f"{words} · {relation}" if relation and words else words or relation, ToneName.NEUTRAL)]
    if fields.get("call_back"):
        marks.append((translate("People", "回访联系人"), ToneName.INFO))
    return [mark for mark in marks if mark[0]]


def _further(fields: Mapping[str, Any]) -> str:
    way = str(fields.get("way") or "")
    return "   ".join(filter(None, (said(CALL_WAYS[way]) if way in CALL_WAYS else way, str(fields.get("hours") or ""))))
