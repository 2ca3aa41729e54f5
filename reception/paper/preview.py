"""Papers to be looked at first: written into memory, and noted as printed only when they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reception.desk.desk import Desk
from reception.desk.orders import record_prints
from reception.domain.changed import Changed
from reception.domain.errors import ReceptionError
from reception.paper import sheet
from reception.paper.filling import order_sheet, receipt_of
from reception.paper.order import Copies, write_order
from reception.paper.printing import Progress, own_forms, read_each
from reception.paper.receipt import write_receipt
from reception.paper.signing_book import books_of, write_signing_book

A4 = sheet.Paper.A4


@dataclass(frozen=True)
class Paper:
    """A paper as PDF: what it is (`order`, `receipt`, `signing_book`), the numbers it is about, in how many copies.

    `refused` are the numbers it could not be made for, with why.
    """

    what: str
    pdf: bytes
    numbers: tuple[str, ...]
    copies: int = 1
    refused: tuple[tuple[str, ReceptionError], ...] = ()


def order_paper(
    desk: Desk, reference: str, copies: Copies = Copies.UNIT_AND_RECEIPT, *, size: sheet.Paper = A4
) -> Paper:
    """An order's papers; a case's number means its live lead order. Raises NotAllowed when it was not dispatched."""
    found, out = order_sheet(desk, reference), BytesIO()
    write_order([found], out, copies, paper=size, forms=own_forms(desk))
    return Paper("order", out.getvalue(), (found.number,), len(copies.each))


def orders_paper(
    desk: Desk,
    references: Sequence[str],
    progress: Progress | None = None,
    copies: Copies = Copies.UNIT_AND_RECEIPT,
    *,
    size: sheet.Paper = A4,
) -> Paper:
    """The papers of several orders as one job; those that cannot be made are named. Raises NotAllowed for none."""
    numbers: list[str] = []
    refused: list[tuple[str, ReceptionError]] = []
    out = BytesIO()
    sheets = read_each(desk, references, numbers, refused, progress)
    write_order(sheets, out, copies, paper=size, forms=own_forms(desk))
    return Paper("order", out.getvalue(), tuple(numbers), len(copies.each), tuple(refused))


def signing_paper(desk: Desk, references: Sequence[str], *, size: sheet.Paper = A4) -> Paper:
    """The signing books of some orders, one for each unit and its foreman. Raises NotAllowed when none is an order."""
    numbers: list[str] = []
    refused: list[tuple[str, ReceptionError]] = []
    out = BytesIO()
    write_signing_book(books_of(read_each(desk, references, numbers, refused)), out, paper=size, forms=own_forms(desk))
    return Paper("signing_book", out.getvalue(), tuple(numbers), 1, tuple(refused))


def receipt_paper(desk: Desk, reference: str, *, size: sheet.Paper = A4) -> Paper:
    """The receipt of a case's visit."""
    out = BytesIO()
    write_receipt([receipt_of(desk, reference)], out, paper=size, forms=own_forms(desk))
    return Paper("receipt", out.getvalue(), (reference,))


def note_printed(desk: Desk, paper: Paper, what: str = "") -> Changed:
    """Note in the timelines that a paper was printed, saved or (`what="copy"`) copied."""
    return record_prints(desk, paper.numbers, what or paper.what, paper.copies)
