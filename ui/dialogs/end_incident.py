"""One case of an incident has ended: the others of the same cause are offered to end with it, each with a way out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reception.domain.errors import InvalidInput
from reception.domain.forms import ADOPTED
from reception.domain.lifecycle import Act
from ui.case.fields import make_field
from ui.cases.together import tell_refused
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.states import status_words
from ui.theme.spacing import sized, spaced
from ui.widgets.composing import Composing
from ui.widgets.keys import digit_of
from ui.widgets.labels import Words
from ui.widgets.phrased import ANSWER, phrased
from ui.widgets.text_edit import TextEdit
from ui.words import translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.incident import Incident, Mate
    from reception.desk.many import Many


def read_incident(number: str, desk: "Desk", report: Report) -> "Incident":
    """What a case's incident still holds open."""
    from reception.desk.incident import incident_of

    report.check()
    return incident_of(desk, number)


def end(numbers: Sequence[str], told: str, adopted: str, desk: "Desk") -> "Many":
    """End these."""
    from reception.desk.incident import end_incident

    return end_incident(desk, numbers, told, adopted)


class EndIncidentDialog(ActDialog):
    """Every case stands chosen; its digit leaves it out or takes it in. The words are those of the case that ended."""

    def __init__(self, context: Context, parent: QWidget, incident: "Incident") -> None:
        about = translate("EndIncident", "与 {number} 同一起因，还没有了结的 {count} 件").format(
            number=incident.number, count=len(incident.mates)
        )
        super().__init__(context, parent, translate("EndIncident", "并案的一起了结"), about, width=640)
        self._page, self._mates = parent, incident.mates
        self._told = phrased(sized(TextEdit(longest=5000), height=84), ANSWER)
        self._told.write(incident.told)
        self.form.add(self.tr("告知居民"), self._told, "told")
        self._adopted = make_field(ADOPTED, Act.ANSWER, context.clock)
        self._adopted.fill(incident.adopted)
        self.form.add(self._adopted.label, self._adopted.widget, ADOPTED.name)
        self.form.show_row(ADOPTED.name, shown=any(mate.asks_adopted for mate in self._mates))
        self.add(Words(self.tr("数字取消或选上一件；没有选上的照旧办理"), "meta", wrap=True))
        self._boxes = [self._row(at, mate) for at, mate in enumerate(incident.mates, 1)]
        self.add_usual_buttons(self.tr("一起了结"))

    def focus_first(self) -> None:
        """The first case, so that digits choose."""
        self._boxes[0].setFocus()

    def submit(self) -> None:
        """End those that are chosen."""
        chosen = [mate for mate, box in zip(self._mates, self._boxes, strict=True) if box.isChecked()]
        if not chosen:
            raise InvalidInput("一件也没有选；都不了结请按 Esc", english="none is chosen; press Esc to leave them all")
        told = self._told.value()
        if not told and any(mate.ends_by != (Act.CLOSE,) for mate in chosen):
            raise InvalidInput("请写告知居民的话", english="write what the residents are told", field="told")
        adopted = self._adopted.value()
        if not adopted and any(mate.asks_adopted for mate in chosen):
            raise InvalidInput("请填写「是否采纳」", english="say whether it is adopted", field=ADOPTED.name)
        act = partial(end, [mate.number for mate in chosen], told, adopted)
        self.perform(act, _ended, partial(tell_refused, self._page))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit leaves its case out or takes it in, unless one writes."""
        digit = digit_of(event)
        if 1 <= digit <= len(self._boxes) and not isinstance(self.focusWidget(), Composing):
            self._boxes[digit - 1].toggle()
        else:
            super().keyPressEvent(event)

    def _row(self, at: int, mate: "Mate") -> QCheckBox:
        who = "  ".join(filter(None, (mate.name or self.tr("没有姓名"), mate.summary)))
        box = QCheckBox(f"{at}  {who}".replace("&", "&&"))
        box.setChecked(True)
        box.setAccessibleName(who)
        row = QWidget()
        column = spaced(QVBoxLayout(row), 2)
        column.addWidget(box)
        state = f"{status_words(mate.status)} → {_ending(mate.ends_by)}"
        column.addWidget(Words(" · ".join(filter(None, (mate.number, mate.address, state))), "meta", wrap=True))
        self.add(row)
        return box


def _ending(acts: Sequence[Act]) -> str:
    if Act.ANSWER in acts:
        return translate("EndIncident", "答复并归档，今天回访时告知")
    if Act.HANDLE in acts:
        return translate("EndIncident", "办结反馈，回访时告知")
    return translate("EndIncident", "归档")


def _ended(done: "Many") -> str:
    told = translate("EndIncident", "已一起了结 {count} 件").format(count=len(done.done))
    if not done.refused:
        return told
    return translate("Together", "{told}，{count} 件没有办").format(told=told, count=len(done.refused))
