"""Hand a case to a unit: to lead or to assist, with the room's instructions; and print the order if wished."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from reception.domain.identity import written_phone
from reception.domain.lifecycle import Act
from ui.context import Context
from ui.dialogs.act_dialog import SAVE, ActDialog
from ui.dialogs.step import choices_of, offer_units
from ui.dialogs.step_draft import Texts
from ui.theme.spacing import sized
from ui.widgets.button import Kind
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import Words
from ui.widgets.phrased import NOTE, phrased
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import TypeAhead
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.desk import Desk
    from reception.desk.orders import Dispatched

LEAD, ASSIST = "lead", "assist"


def hand(number: str, unit: str, note: str, assist: bool, desk: "Desk") -> "Dispatched":
    """Dispatch."""
    from reception.desk.orders import dispatch

    return dispatch(desk, number, unit, assist=assist, note=note)


class UnitDialog(ActDialog):
    """Chooses a unit: those that had this category before first, then the most used."""

    def __init__(self, context: Context, parent: QWidget, title: str, about: str, category: str = "") -> None:
        super().__init__(context, parent, title, about)
        self._category = category
        self.unit_line = TypeAhead(hint=self.tr("名称、拼音首字母或代码；↓ 列出常用"))
        self.unit_line.chosen.connect(self._tell_phone)
        self.phone = Words("", "meta")
        self.note = phrased(TextEdit(longest=5000, hint=self.tr("给承办单位的要求，会印在工单上   F3 常用语")), NOTE)
        sized(self.note, height=72)
        self.note.edited.connect(lambda _: self.keep_soon())
        self._choices: Choices | None = None
        context.work.start(partial(choices_of, context.desk), self._take_choices, owner=self)

    def unit(self) -> str:
        """The unit's code, or what was typed. Raises InvalidInput for nothing."""
        unit = self.unit_line.key or self.unit_line.value()
        if not unit:
            raise InvalidInput("请选择责任单位", english="choose a unit", field="unit")
        return unit

    def focus_first(self) -> None:
        """The unit."""
        self.unit_line.setFocus()

    def fill_again(self, texts: Texts) -> None:
        """The unit, and what it is told."""
        self.unit_line.choose(texts.get("unit", ""), texts.get("unit_name", ""))
        self.note.write(texts.get("note", ""))

    def typed(self) -> Texts:
        """What is kept of it; nothing until something is written: a unit alone is chosen again at once."""
        note = self.note.toPlainText()
        return {"unit": self.unit_line.key, "unit_name": self.unit_line.text(), "note": note} if note.strip() else {}

    def _take_choices(self, choices: "Choices") -> None:
        self._choices = choices
        offer_units(self.unit_line, self._category, choices)
        likely = choices.likely_unit(self._category) if self._category else None
        if likely is not None and not self.unit_line.text():
            self.unit_line.choose(likely.code, likely.name)
            self.unit_line.selectAll()
            self._tell_phone(likely.code)

    def _tell_phone(self, code: str) -> None:
        unit = self._choices.unit(code) if self._choices else None
        self.phone.setText(written_phone(unit.phone) if unit else "")


class DispatchDialog(UnitDialog):
    """One case. 协办 stands chosen when a lead lives; `printed` is called with an order that is to be printed."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        number: str,
        about: str,
        *,
        category: str = "",
        led_by: str = "",
        assist: bool = False,
        printed: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(context, parent, translate("Dispatch", "派单"), about, "" if led_by else category)
        self._number, self._printed, self._print = number, printed, False
        self._role = Choice([Option(LEAD, self.tr("主办")), Option(ASSIST, self.tr("协办"))])
        self._role.choose(ASSIST if assist or led_by else LEAD)
        self.form.add(self.tr("责任单位") + " *", self.unit_line, "unit")
        self.form.add("", self.phone)
        self.form.add(self.tr("主办还是协办"), self._role, "role")
        if led_by:
            self.form.add("", Words(self.tr("现由{unit}主办").format(unit=led_by), "meta"))
        self.form.add(self.tr("交办要求"), self.note, "note")
        self.add_button(self.tr("取消"), self.reject, keys="Esc")
        if printed is not None:
            both = partial(self._ask, print_too=True)
            self.add_button(self.tr("派单并打印"), both, keys="Ctrl+P")
            QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(both)
        self.add_button(self.tr("派单"), self.ask, Kind.PRIMARY, SAVE)
        self.keep(number, Act.ASSIST if assist or led_by else Act.DISPATCH, translate("Dispatch", "派单"), self.typed)

    def submit(self) -> None:
        """Dispatch."""
        assist = self._role.key == ASSIST
        act = partial(hand, self._number, self.unit(), self.note.value(), assist)
        self.perform(act, _handed, self._finish)

    def ask(self) -> None:
        """Dispatch without printing."""
        self._ask(print_too=False)

    def _ask(self, *, print_too: bool) -> None:
        self._print = print_too
        super().ask()

    def _finish(self, done: "Dispatched") -> None:
        if self._print and self._printed is not None:
            self._printed(done.order)


def _handed(done: "Dispatched") -> str:
    return translate("Dispatch", "已派单 {order}").format(order=done.order)
