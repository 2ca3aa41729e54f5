"""The top of a case's page: what it is about, where it stands, who holds it and until when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.clock import to_text
from reception.domain.deadlines import CLOCK_NAMES, Colour, Limit, colour
from reception.domain.forms import URGENCIES, VOICES, group_of
from reception.domain.identity import written_phone
from reception.domain.lifecycle import ACT_NAMES, FOR_LEADER, OPEN, Act, Status
from ui.cases.source import URGENCY_TONES, category_words
from ui.moments import TONES, due_words
from ui.states import status_tone, status_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words
from ui.widgets.pill import Pill
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

Marked = tuple[str, ToneName]


class CaseHead(QWidget):
    """Pills, the summary, and one line on who holds it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills: list[Pill] = []
        self._flow = spaced(FlowLayout(), 6)
        self._summary = Words("", "h2", wrap=True)
        self._holder = Words("", "second", wrap=True)
        self._clock = Pill("—")
        line = spaced(QHBoxLayout(), 8)
        line.addLayout(self._flow, 1)
        line.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        column = spaced(QVBoxLayout(self), 6)
        column.addLayout(line)
        column.addWidget(self._summary)
        column.addWidget(self._holder)

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case."""
        self._show_pills(self._marks(opened))
        case = opened.case
        self._summary.setText(str(case.get("summary")))
        self._holder.setText(self._holder_words(opened))
        self._holder.setVisible(bool(self._holder.text()))
        running = [Limit.from_fields(limit) for limit in case.running()] if opened.here else []
        self._clock.setVisible(bool(running))
        if running:
            near = colour(running[0], opened.now)
            name = said(CLOCK_NAMES.get(running[0].clock, (running[0].clock, running[0].clock)))
            tone = ToneName.NEUTRAL if near is Colour.CALM else TONES[near]
            self._clock.show_state(f"{name} {due_words(running[0].until, opened.now)}", tone)

    def _marks(self, opened: "OpenCase") -> list[Marked]:
        """Every pill: a word and its tone."""
        case = opened.case
        urgency, voice = str(case.get("urgency")), str(case.get("voice"))
        marks = [(status_words(opened.status), status_tone(opened.status))]
        if not case.exists:
            marks = [(self.tr("已撤销"), ToneName.DANGER)]
        if urgency in URGENCY_TONES:
            marks.append((said(URGENCIES[urgency]), URGENCY_TONES[urgency]))
        kind = " · ".join(
            filter(None, (said(VOICES.get(voice, (voice, voice))), category_words(str(case.get("category")))))
        )
        marks.append((kind or "—", ToneName.NEUTRAL))
        if case.round > 1:
            marks.append((self.tr("第 {round} 轮").format(round=case.round), ToneName.WARN))
        if case.get("confidential"):
            marks.append((self.tr("保密"), ToneName.WARN))
        if case.for_leader(to_text(opened.now)):
            marks.append((said(FOR_LEADER), ToneName.WARN))
        if case.supervised and opened.status in OPEN:
            marks.append((said(ACT_NAMES[Act.SUPERVISE]), ToneName.WARN))
        if case.left_out:
            marks.append((said(ACT_NAMES[Act.LEAVE_OUT]), ToneName.INFO))
        if case.get("headcount"):
            marks.append((said(group_of(int(case.get("headcount")))), ToneName.INFO))
        if case.anonymous:
            marks.append((self.tr("匿名"), ToneName.NEUTRAL))
        if case.look or case.conflicts():
            marks.append((self.tr("请看一下"), ToneName.DANGER))
        return marks

    def _show_pills(self, marks: list[Marked]) -> None:
        while len(self._pills) < len(marks):
            self._pills.append(Pill("—"))
            self._flow.addWidget(self._pills[-1])
        for place, pill in enumerate(self._pills):
            pill.setVisible(place < len(marks))
            if place < len(marks):
                pill.show_state(*marks[place])

    def _holder_words(self, opened: "OpenCase") -> str:
        case = opened.case
        if not opened.here and case.exists:
            return self.tr("已转往 {room}").format(room=opened.room_name)
        if case.lead is None:
            waiting = opened.status is Status.REGISTERED and case.exists
            return self.tr("还没有派单，由本室负责") if waiting else ""
        unit = opened.unit(case.lead.unit)
        parts = [self.tr("{unit} 主办").format(unit=unit.name), written_phone(unit.phone)]
        if opened.status is Status.DISPATCHED:
            parts.append(self.tr("已拒签，仍由本室负责") if case.lead.refused else self.tr("未签收前仍由本室负责"))
        return "   ".join(filter(None, parts))
