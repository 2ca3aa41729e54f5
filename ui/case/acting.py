"""From an act to the dialog that asks for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.case import Order
from reception.domain.lifecycle import Act
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase


def act_dialog(
    context: Context,
    parent: QWidget,
    opened: "OpenCase",
    act: Act,
    order: Order | None = None,
    printed: Callable[[str], object] | None = None,
) -> ActDialog:
    """The dialog of an act on a case, or on one of its orders. `printed` is called with an order to be printed."""
    about = f"{opened.case.number}   {opened.case.get('summary')}"
    if act in (Act.DISPATCH, Act.ASSIST):
        return _dispatch(context, parent, opened, act, about, printed)
    if act is Act.AMEND:
        from ui.dialogs.amend import AmendDialog

        return AmendDialog(context, parent, opened)
    if act is Act.SPLIT:
        from ui.dialogs.split import SplitDialog

        return SplitDialog(context, parent, opened)
    from ui.dialogs.step import StepDialog

    asked = opened.case.asks(act, order)
    return StepDialog(context, parent, order.number if order else opened.case.number, act, about, asked)


def _dispatch(
    context: Context,
    parent: QWidget,
    opened: "OpenCase",
    act: Act,
    about: str,
    printed: Callable[[str], object] | None,
) -> ActDialog:
    from ui.dialogs.dispatch import DispatchDialog

    lead = opened.case.lead
    return DispatchDialog(
        context,
        parent,
        opened.case.number,
        about,
        category=str(opened.case.get("category")),
        led_by=opened.unit(lead.unit).name if lead else "",
        assist=act is Act.ASSIST,
        printed=printed,
    )
