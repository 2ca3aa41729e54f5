"""Beside the form: the household, its remarks set apart, what is open for it, and when it came last."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.forms import CHANNELS, TOUCHES
from reception.domain.identity import written_phone
from ui.moments import due_words, moment_words
from ui.states import status_tone, status_words
from ui.theme.spacing import look, spaced
from ui.visit.case_list import CaseList, ListedCase
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import ShortWords, Words
from ui.widgets.painting import colour
from ui.words import said, series, translate

if TYPE_CHECKING:
    from reception.desk.household import HeldCase, Household, PastVisit

URGE_KEY = "F6"


class Remarks(QFrame):
    """What the household asks to be kept in mind: on the ground of a warning, never on any paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words("", wrap=True)
        column = spaced(QVBoxLayout(self), 2, (10, 6, 10, 6))
        column.addWidget(Words(self.tr("请留意（不打印）"), "meta"))
        column.addWidget(self._words)
        self.hide()

    def show_remarks(self, text: str) -> None:
        """Show a remark; empty hides."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a warning."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(look().tokens.warn.ground))
        painter.drawRoundedRect(QRectF(self.rect()), look().px(4), look().px(4))
        painter.end()


class HouseholdCard(Card):
    """`touched` gives how (urge, supplement, repeat, thanks) and the number of the marked case; `opened` a number."""

    touched = Signal(str, str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("", gap=6)
        self._who = ShortWords("", "strong")
        self._where = Words("", "second", wrap=True)
        self._remarks = Remarks()
        self._open_title = Words("", "label")
        self.cases = CaseList(self.tr("在办的诉求"))
        self.cases.opened.connect(self.opened)
        self._touches = self._buttons()
        self._visits_title = Words(self.tr("近来"), "label")
        self._visits = spaced(QVBoxLayout(), 2)
        self._others = Words("", "meta", wrap=True)
        parts = (self._who, self._where, self._remarks, self._open_title, self.cases, self._touches)
        for part in (*parts, self._visits_title):
            self.add(part)
        self.add(self._visits)
        self.add(self._others)
        self.show_nobody()

    @property
    def remarks(self) -> str:
        """What is to be kept in mind of the household that is shown."""
        return self._remarks.accessibleName()

    def show_nobody(self) -> None:
        """Nobody was chosen yet: teach what will stand here."""
        self.set_title(self.tr("住户"))
        self._who.hide()
        self._where.setText(self.tr("选了人以后，这里是他家的在办诉求、近来的来访和要留意的事。"))
        self._remarks.show_remarks("")
        self._show_open((), None)
        self._show_visits((), None)
        self._others.hide()

    def show_household(self, known: "Household", now: datetime) -> None:
        """Show what is known of somebody."""
        person = known.person
        self.set_title("")
        self._who.show_text("  ".join(filter(None, (person.name or self.tr("未留姓名"), written_phone(person.phone)))))
        self._who.show()
        self._where.setText(person.address)
        self._where.setVisible(bool(person.address))
        self._remarks.show_remarks(person.remarks)
        self._show_open(known.open, now)
        self._show_visits(known.visits, now)
        told = series(" ".join(filter(None, other)) for other in known.others)
        self._others.setText(self.tr("同住：{others}").format(others=told))
        self._others.setVisible(bool(told))

    def _show_open(self, cases: "Sequence[HeldCase]", now: datetime | None) -> None:
        self.cases.show_cases([listed(case, now) for case in cases if now])
        self._open_title.setText(
            self.tr("在办 {count} 件").format(count=len(cases)) if cases else self.tr("没有在办的诉求")
        )
        self._open_title.setVisible(now is not None)
        for part in (self.cases, self._touches):
            part.setVisible(bool(cases))

    def _show_visits(self, visits: "Sequence[PastVisit]", now: datetime | None) -> None:
        while (item := self._visits.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for visit in visits if now else ():
            self._visits.addWidget(ShortWords(told(visit, now), "second"))
        self._visits_title.setVisible(bool(visits))

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 4)
        for how in ("urge", "supplement", "repeat", "thanks"):
            keys = URGE_KEY if how == "urge" else ""
            button = Button(said(TOUCHES[how]), kind=Kind.PLAIN if how == "urge" else Kind.QUIET, keys=keys)
            button.clicked.connect(lambda _=False, how=how: self.touched.emit(how, self.cases.number))
            row.addWidget(button)
        row.addStretch(1)
        return holder


def listed(case: "HeldCase", now: datetime | None) -> ListedCase:
    """An open case as the list shows it: until when, and who holds it; the name of a unit may be cut."""
    until = (
        translate("HouseholdCard", "时限 {when}").format(when=due_words(case.until, now)) if case.until and now else ""
    )
    whose = "" if case.own else translate("HouseholdCard", "同住的人提的")
    meta = " · ".join(filter(None, (short(case.number), until, case.unit, whose)))
    return ListedCase(case.number, case.summary, status_words(case.status), status_tone(case.status), meta)


def told(visit: "PastVisit", now: datetime | None) -> str:
    """An earlier contact in one line."""
    what = visit.summary or translate("HouseholdCard", "来问原有的诉求")
    when = moment_words(visit.at, now) if now else ""
    state = status_words(visit.status) if visit.status else ""
    return "  ".join(filter(None, (when, said(CHANNELS.get(visit.channel, ("", ""))), what, state)))


def short(number: str) -> str:
    """The part of a number that is spoken: NG07-261124-A017-5 is 261124-A017."""
    parts = number.split("-")
    return "-".join(parts[1:3]) if len(parts) >= 3 else number
