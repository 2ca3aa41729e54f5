"""Beside the form: open cases that are probably about the same thing, why, and the one key that joins."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.moments import moment_words
from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.visit.case_list import CaseList, ListedCase
from ui.visit.household_card import short
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.words import said, sentences

if TYPE_CHECKING:
    from reception.desk.alike import AlikeCase, AlikeCases

SAME_KEY = "Ctrl+J"
INCIDENT_KEY = "Ctrl+Shift+J"


class AlikeCard(Card):
    """Hidden while nothing is alike. `same` and `incident` give the number of the marked case."""

    same = Signal(str)
    incident = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._why = Words("", "second", wrap=True)
        self.cases = CaseList(self.tr("相近的诉求"))
        self.cases.opened.connect(self.opened)
        self._joined = Words("", "strong", wrap=True)
        self.add(self._why)
        self.add(self.cases)
        self.add(self._buttons())
        self.add(self._joined)
        self.show_joined("")
        self.hide()

    def show_alike(self, found: "AlikeCases", now: datetime) -> None:
        """Show these."""
        count = sum(times for _, times in found.reasons)
        self.set_title(self.tr("{count} 件相近的在办诉求").format(count=count))
        times = self.tr("{why}：{count} 件")
        self._why.setText(sentences(times.format(why=said(why), count=n) for why, n in found.reasons))
        self.cases.show_cases([listed(case, now) for case in found.cases])
        self.setVisible(bool(found.cases))

    def show_none(self) -> None:
        """Nothing is alike, and so no key joins."""
        self.cases.show_cases(())
        self.hide()

    def show_joined(self, number: str) -> None:
        """Say with which case the form will make one incident when it is saved; empty: with none."""
        words = self.tr("保存时与 {number} 并案。再按一次取消。").format(number=short(number)) if number else ""
        self._joined.setText(words)
        self._joined.setVisible(bool(number))

    def _buttons(self) -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 4)
        column.addWidget(
            Button(self.tr("就是这件：记为重复"), lambda: self.same.emit(self.cases.number), keys=SAME_KEY)
        )
        column.addWidget(
            Button(self.tr("同一起因：另立并案"), lambda: self.incident.emit(self.cases.number), keys=INCIDENT_KEY)
        )
        return holder


def listed(case: "AlikeCase", now: datetime) -> ListedCase:
    """An alike case with its reason first."""
    meta = " · ".join(
        filter(None, (said(case.like.reason), short(case.number), moment_words(case.received_at, now), case.unit))
    )
    return ListedCase(case.number, case.summary, status_words(case.status), status_tone(case.status), meta)
