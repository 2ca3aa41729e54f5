"""What goes out to the field on a day: its orders as one job, and the books in which foremen sign for them."""

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
    from ui.dialogs.paper_shape import Shape

_ORDERS = ("今日工单", "Today's orders")
_BOOKS = ("今日工单签收簿", "Signing books of today's orders")


def field_papers(context: Context, parent: QWidget) -> list[Command]:
    """Today's orders and their signing books, looked at before they are printed."""
    return [
        Command("papers.orders", _ORDERS, partial(_show_orders, context, parent), PAPERS, icon="printer"),
        Command("papers.signing_books", _BOOKS, partial(_show_books, context, parent), PAPERS),
    ]


def _show_orders(context: Context, parent: QWidget) -> None:
    from ui.dialogs.preview import ORDER, PreviewDialog

    make = partial(todays_orders, translate("Preview", "正在排版"))
    PreviewDialog(context, parent, said(_ORDERS), make, ORDER, with_copies=True).open()


def _show_books(context: Context, parent: QWidget) -> None:
    from ui.dialogs.preview import PreviewDialog

    PreviewDialog(context, parent, said(_BOOKS), todays_books, "signing_book").open()


def todays_orders(words: str, shape: "Shape", desk: "Desk", report: Report) -> "Paper":
    """The papers of the day's orders, by unit; `words` say what is done meanwhile. Raises NotAllowed when none was
    given out."""
    from ui.dialogs.preview import orders

    return orders(_numbers(desk), words, shape, desk, report)


def todays_books(shape: "Shape", desk: "Desk", report: Report) -> "Paper":
    """The signing books of the day's orders. Raises NotAllowed when none was given out."""
    from reception.paper.preview import signing_paper

    report.check()
    return signing_paper(desk, _numbers(desk), size=shape.paper)


def _numbers(desk: "Desk") -> list[str]:
    from reception.desk.issued import issued_on
    from reception.domain.clock import DISTRICT_ZONE

    numbers = [each.number for each in issued_on(desk, desk.now.astimezone(DISTRICT_ZONE).date())]
    if not numbers:
        raise NotAllowed("今天还没有派出工单", english="no order was given out today")
    return numbers
