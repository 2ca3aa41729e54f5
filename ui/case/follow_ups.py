"""How the residents were followed up: what is planned, and each attempt of this round."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.case import Contact
from reception.domain.forms import CALL_WAYS, REACHED, SATISFIED, SOLVED
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.pill import Pill
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

_TONES = {"yes": ToneName.OK, "no": ToneName.DANGER, "partly": ToneName.WARN}


class FollowUpsCard(Card):
    """Seen once something is planned or was tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("回访"))
        self._rows: QWidget | None = None

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case's plan and attempts."""
        before, self._rows = self._rows, QWidget()
        column = spaced(QVBoxLayout(self._rows), 6)
        planned = opened.case.planned
        contacts = [contact for contact in opened.case.contacts if contact.round == opened.case.round]
        if planned:
            way = str(planned.get("way") or "")
            words = self.tr("计划 {day} {way}").format(
                day=planned["on"], way=said(CALL_WAYS[way]) if way in CALL_WAYS else way
            )
            column.addWidget(Words(words.strip(), "strong"))
        for contact in contacts:
            column.addLayout(self._attempt(contact, opened))
        self.setVisible(bool(planned or contacts))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _attempt(self, contact: Contact, opened: "OpenCase") -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(Words(moment_words(contact.at, opened.now) if contact.at else "—", "second"))
        row.addStretch(1)
        row.addWidget(Pill(said(REACHED.get(contact.reached, (contact.reached, contact.reached))), ToneName.NEUTRAL))
        if contact.solved in SOLVED:
            row.addWidget(Pill(said(SOLVED[contact.solved]), _TONES[contact.solved]))
        if contact.satisfied in SATISFIED:
            row.addWidget(Pill(said(SATISFIED[contact.satisfied]), ToneName.NEUTRAL))
        return row
