"""Papers to be looked at first: written into memory, and noted as printed only when they were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reception.desk.desk import Desk
from reception.desk.orders import record_print
from reception.domain.changed import Changed
from reception.domain.errors import NotAllowed, ReceptionError
from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import OrderSheet
from reception.paper.printing import order_sheet, receipt_of
from reception.paper.receipt import write_receipt

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Paper:
    """A paper as PDF: what it is (`order` or `receipt`), the numbers it is about, and how many copies of each.

    `refused` are the numbers it could not be made for, with why.
    """

    what: str
    pdf: bytes
    numbers: tuple[str, ...]
    copies: int = 1
    refused: tuple[tuple[str, ReceptionError], ...] = ()


def order_paper(desk: Desk, reference: str, *, three: bool = False) -> Paper:
    """An order's papers; a case's number means its live lead order. Raises NotAllowed when it was not dispatched."""
    return _orders([order_sheet(desk, reference)], three=three)


def orders_paper(desk: Desk, references: Sequence[str], progress: Progress | None = None) -> Paper:
    """The papers of several orders as one job; those that cannot be made are named. Raises NotAllowed for none."""
    sheets: list[OrderSheet] = []
    refused: list[tuple[str, ReceptionError]] = []
    for reference in references:
        try:
            sheets.append(order_sheet(desk, reference))
        except ReceptionError as error:
            refused.append((reference, error))
    if not sheets:
        raise NotAllowed("所选诉求都没有工单可打印，请先派单", english="none of these has an order to print")
    return _orders(sheets, three=False, refused=tuple(refused), progress=progress)


def receipt_paper(desk: Desk, reference: str) -> Paper:
    """The receipt of a case's visit."""
    out = BytesIO()
    write_receipt([receipt_of(desk, reference)], out)
    return Paper("receipt", out.getvalue(), (reference,))


def _orders(
    sheets: Sequence[OrderSheet],
    *,
    three: bool,
    refused: tuple[tuple[str, ReceptionError], ...] = (),
    progress: Progress | None = None,
) -> Paper:
    out = BytesIO()
    write_order(sheets, out, Copies.THREE if three else Copies.UNIT_AND_RECEIPT, progress=progress)
    return Paper("order", out.getvalue(), tuple(sheet.number for sheet in sheets), 3 if three else 2, refused)


def note_printed(desk: Desk, paper: Paper, what: str = "") -> Changed:
    """Note in the timelines that a paper was printed, saved or (`what="copy"`) copied."""
    changed = Changed()
    for number in paper.numbers:
        changed |= record_print(desk, number, what or paper.what, paper.copies)
    return changed
