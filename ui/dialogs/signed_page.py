"""A page of a signing book came back: its lines are signed for at once, those without a signature left out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from reception.domain.errors import InvalidInput, ReceptionError
from reception.domain.forms import COMMON
from reception.domain.lifecycle import Act, OrderStatus
from ui.case.fields import make_field, values
from ui.cases.together import tell_refused
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step import LATE_WHY
from ui.theme.spacing import look, spaced
from ui.widgets.labels import ShortWords
from ui.words import translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.coming_back import Sheet
    from reception.desk.desk import Desk
    from reception.desk.many import Many

_ASKED = ("by", "at", LATE_WHY)


def to_sign(numbers: Sequence[str], desk: "Desk", report: Report) -> "list[Sheet]":
    """The orders among these that wait to be signed for."""
    from reception.desk.coming_back import scanned

    report.check()
    found = []
    for number in numbers:
        try:
            found.append(scanned(desk, number))
        except ReceptionError:
            continue  # said already when the page was filed
    return [sheet for sheet in found if sheet.standing is OrderStatus.TO_SIGN]


def sign(numbers: Sequence[str], given: dict[str, Any], desk: "Desk") -> "Many":
    """Note that these orders were signed for."""
    from reception.desk.many import step_many

    return step_many(desk, numbers, Act.ACCEPT, given)


def open_signed(context: Context, parent: QWidget, numbers: Sequence[str]) -> None:
    """Ask who signed, when any of these orders still waits for it."""
    context.work.start(partial(to_sign, tuple(numbers), context.desk), partial(_opened, context, parent), owner=parent)


def _opened(context: Context, parent: QWidget, sheets: "Sequence[Sheet]") -> None:
    if sheets:
        SignedDialog(context, parent, sheets).open()


class SignedDialog(ActDialog):
    """Every line is ticked; take the tick from one without a signature. Who signed, and when, is the same for all."""

    def __init__(self, context: Context, parent: QWidget, sheets: "Sequence[Sheet]") -> None:
        about = translate("SignedPage", "签收簿上 {count} 张工单待签收").format(count=len(sheets))
        super().__init__(context, parent, translate("SignedPage", "签收簿：全部签收"), about)
        self._page = parent
        self._fields = {
            spec.name: make_field(spec, Act.ACCEPT, context.clock) for spec in COMMON if spec.name in _ASKED
        }  # fmt: skip
        for name, field in self._fields.items():
            self.form.add(field.label + (" *" if name == "by" else ""), field.widget, name)
        self.form.show_row(LATE_WHY, shown=False)
        self.ticks = {sheet.order: _tick(sheet) for sheet in sheets}
        self.add(self._lines(sheets))
        self.add_usual_buttons(self.tr("签收"))

    def focus_first(self) -> None:
        """Who signed."""
        self._fields["by"].widget.setFocus()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field."""
        self._fields[name].fill(text)

    def submit(self) -> None:
        """Sign for those ticked."""
        given = values(list(self._fields.values()))
        if not given.get("by"):
            raise InvalidInput("请写签收人", english="say who signed", field="by")
        numbers = [number for number, tick in self.ticks.items() if tick.isChecked()]
        if not numbers:
            raise InvalidInput("没有勾选的工单", english="no order is ticked")
        self.perform(partial(sign, numbers, given), _signed, partial(tell_refused, self._page))

    def _lines(self, sheets: "Sequence[Sheet]") -> QWidget:
        """A tick for each order, beside it what it is about."""
        holder = QWidget()
        grid = spaced(QGridLayout(holder), 6)
        grid.setHorizontalSpacing(look().px(16))
        grid.setColumnStretch(1, 1)
        for line, sheet in enumerate(sheets):
            grid.addWidget(self.ticks[sheet.order], line, 0)
            grid.addWidget(ShortWords(sheet.summary, "second"), line, 1)
        return holder


def _tick(sheet: "Sheet") -> QCheckBox:
    tick = QCheckBox(f"{sheet.order}　{sheet.unit}".replace("&", "&&"))
    tick.setAccessibleName(sheet.order)
    tick.setChecked(True)
    return tick


def _signed(done: "Many") -> str:
    words = translate("SignedPage", "已签收 {count} 张").format(count=len(done.done))
    if not done.refused:
        return words
    return translate("SignedPage", "{words}，{count} 张没有签收").format(words=words, count=len(done.refused))
