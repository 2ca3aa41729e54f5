"""What goes out to the field on a day: its orders as one job, and the books in which foremen sign for them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.errors import NotAllowed
from ui.commands import Command
from ui.context import Context
from ui.dialogs.papers import PAPERS
from ui.words import said, translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.paper.preview import Paper

_ORDERS = ("今日工单", "Today's orders")
_BOOKS = ("今日工单签收簿", "Signing books of today's orders")


def field_papers(context: Context, parent: QWidget) -> list[Command]:
    """Today's orders and their signing books, looked at before they are printed."""
    return [
        Command("papers.orders", _ORDERS, partial(_show, context, parent, _ORDERS, todays_orders), PAPERS),
        Command("papers.signing_books", _BOOKS, partial(_show, context, parent, _BOOKS, todays_books), PAPERS),
    ]


def _show(context: Context, parent: QWidget, names: tuple[str, str], make: "Callable[[Desk, Report], Paper]") -> None:
    from ui.dialogs.preview import PreviewDialog

    PreviewDialog(context, parent, said(names), make).open()


def todays_orders(desk: "Desk", report: Report) -> "Paper":
    """The papers of the day's orders, by unit. Raises NotAllowed when none was given out."""
    from reception.paper.preview import orders_paper

    words = translate("Preview", "正在排版")
    return orders_paper(desk, _numbers(desk), lambda done, total: report.step(done, total, words))


def todays_books(desk: "Desk", report: Report) -> "Paper":
    """The signing books of the day's orders. Raises NotAllowed when none was given out."""
    from reception.paper.preview import signing_paper

    report.check()
    return signing_paper(desk, _numbers(desk))


def _numbers(desk: "Desk") -> list[str]:
    from reception.desk.issued import issued_on
    from reception.domain.clock import DISTRICT_ZONE

    numbers = [each.number for each in issued_on(desk, desk.now.astimezone(DISTRICT_ZONE).date())]
    if not numbers:
        raise NotAllowed("今天还没有派出工单", english="no order was given out today")
    return numbers
