"""One act on several cases: handed to a unit, printed, planned to be followed up. Per row done or why not, one undo."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception.domain.forms import FIELDS
from reception.domain.lifecycle import Act
from ui.case.fields import make_field, values
from ui.cases import tasks
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.dispatch import UnitDialog
from ui.dialogs.going import GoingDialog
from ui.dialogs.step_draft import SEVERAL_FORM
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.labels import Words
from ui.words import explained, translate

if TYPE_CHECKING:
    from reception.desk.drafts import Draft
    from reception.desk.many import Many

DISPATCH = "dispatch"
"""What a draft of `DispatchSeveral` is about, beside the cases' keys."""


def dispatch_selected(context: Context, parent: QWidget, keys: Sequence[int]) -> ActDialog:
    """Ask for the unit, then hand it the selected cases."""
    return _opened(DispatchSeveral(context, parent, keys))


def go_on_with(context: Context, parent: QWidget, draft: "Draft | None") -> None:
    """Ask again for the unit of those that were selected when it was begun; the rest comes back by itself."""
    if draft is not None:
        dispatch_selected(context, parent, [int(key) for key in str(draft.fields["number"]).split(",")])


def plan_selected(context: Context, parent: QWidget, keys: Sequence[int]) -> ActDialog:
    """Ask for the day, then plan a follow-up of the selected cases."""
    return _opened(PlanSeveral(context, parent, keys))


def print_selected(context: Context, parent: QWidget, keys: Sequence[int]) -> None:
    """Show the orders of the selected cases as one job."""
    context.work.start(
        partial(tasks.numbers_of, context.desk, tuple(keys)), partial(_preview, context, parent), owner=parent
    )


def _opened(dialog: ActDialog) -> ActDialog:
    dialog.open()
    return dialog


def _preview(context: Context, parent: QWidget, numbers: Sequence[str]) -> None:
    from ui.dialogs.preview import preview_orders

    preview_orders(context, parent, numbers)


def _about(keys: Sequence[int]) -> str:
    return translate("Together", "已选 {count} 件").format(count=f"{len(keys):,}")


class DispatchSeveral(UnitDialog):
    """The unit that is to lead all of them."""

    def __init__(self, context: Context, parent: QWidget, keys: Sequence[int]) -> None:
        super().__init__(context, parent, translate("Together", "派单（多件）"), _about(keys))
        self._keys, self._page = tuple(keys), parent
        self.form.add(self.tr("责任单位") + " *", self.unit_line, "unit")
        self.form.add("", self.phone)
        self.form.add(self.tr("交办要求"), self.note, "note")
        self.add_usual_buttons(self.tr("派单"))
        reference = ",".join(map(str, self._keys))
        self.keep(reference, DISPATCH, self.windowTitle(), self.typed, form=SEVERAL_FORM, name=_about(keys))

    def submit(self) -> None:
        """Dispatch."""
        act = partial(tasks.dispatch, self._keys, self.unit(), self.note.value())
        self.perform(act, _dispatched, partial(tell_refused, self._page))


class PlanSeveral(ActDialog):
    """The day, and how."""

    def __init__(self, context: Context, parent: QWidget, keys: Sequence[int]) -> None:
        super().__init__(context, parent, translate("Together", "安排跟进（多件）"), _about(keys))
        self._keys, self._page = tuple(keys), parent
        self._fields = [make_field(spec, Act.PLAN, context.clock) for spec in FIELDS[Act.PLAN]]
        for field in self._fields:
            self.form.add(field.label, field.widget, field.spec.name)
        self.add_usual_buttons(self.tr("安排跟进"))

    def focus_first(self) -> None:
        """The day."""
        self._fields[0].widget.setFocus()

    def submit(self) -> None:
        """Plan."""
        given: dict[str, Any] = values(self._fields)
        act = partial(tasks.plan, self._keys, given)
        self.perform(act, _planned, partial(tell_refused, self._page))


def _dispatched(done: "Many") -> str:
    return _counted(translate("Together", "已派单 {count} 件"), done)


def _planned(done: "Many") -> str:
    return _counted(translate("Together", "已安排跟进 {count} 件"), done)


def _counted(words: str, done: "Many") -> str:
    told = words.format(count=len(done.done))
    if not done.refused:
        return told
    return translate("Together", "{told}，{count} 件没有办").format(told=told, count=len(done.refused))


def tell_refused(parent: QWidget, done: "Many") -> None:
    """Say which rows were not done, and why."""
    if done.refused:
        Refusals(parent, done).open()


class Refusals(GoingDialog):
    """A line for each row that was not done."""

    def __init__(self, parent: QWidget, done: "Many") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("有 {count} 件没有办").format(count=len(done.refused)))
        column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 16))
        others = self.tr("其余 {count} 件已办好，可以一次撤销。").format(count=len(done.done))
        column.addWidget(Words(others if done.done else self.tr("一件也没有办，什么都没有改动。"), "second"))
        column.addWidget(self._rows(done), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(self.tr("知道了"), self.accept, kind=Kind.PRIMARY, keys="Esc")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)
        sized(self, width=560, min_height=240, max_height=560)

    def _rows(self, done: "Many") -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 8)
        for outcome in done.refused:
            if outcome.refused is not None:
                column.addWidget(Words(outcome.number, "strong"))
                column.addWidget(Words(explained(outcome.refused), "second", wrap=True))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(page)
        return area
