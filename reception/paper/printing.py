"""Papers printed: written as PDF, and noted in the journal once they are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from reception.desk.desk import Desk
from reception.desk.orders import record_print, record_prints
from reception.domain.errors import NotAllowed, ReceptionError
from reception.paper.filling import order_sheet, receipt_of
from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import OrderSheet
from reception.paper.output import written
from reception.paper.receipt import write_receipt
from reception.paper.sheet import Paper
from reception.paper.signing_book import books_of, write_signing_book

FORMS = "forms"
"""The folder beside the database in which a district lays its own texts, logo and colour."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a job of many became: its pages, the orders on them, and those that could not be printed, with why."""

    pages: int
    numbers: tuple[str, ...]
    refused: tuple[tuple[str, ReceptionError], ...] = ()


def own_forms(desk: Desk) -> Path | None:
    """The district's own texts of the papers, where there are any."""
    folder = desk.store.folder / FORMS
    return folder if folder.is_dir() else None


def print_order(
    desk: Desk,
    reference: str,
    out: Path | BinaryIO,
    copies: Copies = Copies.UNIT_AND_RECEIPT,
    *,
    paper: Paper = Paper.A4,
) -> int:
    """Write an order's papers as PDF and note that they were printed; returns the pages.

    A case's number means its live lead order. Raises NotAllowed when the case was not dispatched, Unavailable when
    the path cannot be written (then nothing is noted).
    """
    sheet = order_sheet(desk, reference)
    with written(out, partial(record_print, desk, sheet.number, "order", len(copies.each))) as file:
        return write_order([sheet], file, copies, paper=paper, forms=own_forms(desk))


def print_orders(
    desk: Desk,
    references: Sequence[str],
    out: Path | BinaryIO,
    copies: Copies = Copies.UNIT_AND_RECEIPT,
    *,
    paper: Paper = Paper.A4,
    progress: Progress | None = None,
) -> Printed:
    """Several orders as one job: each is read when its turn comes, those that cannot be printed are named.

    `progress` is told how many are drawn; what it raises stops the job, and nothing is written or noted. Raises
    NotAllowed when none can be printed.
    """
    refused: list[tuple[str, ReceptionError]] = []
    numbers: list[str] = []
    sheets = read_each(desk, references, numbers, refused, progress)
    with written(out, partial(record_prints, desk, numbers, "order", len(copies.each))) as file:
        pages = write_order(sheets, file, copies, paper=paper, forms=own_forms(desk))
    return Printed(pages, tuple(numbers), tuple(refused))


def print_signing_books(
    desk: Desk, references: Sequence[str], out: Path | BinaryIO, *, paper: Paper = Paper.A4
) -> Printed:
    """The signing books of some orders, one for each unit and its foreman. Raises NotAllowed when none is an order."""
    refused: list[tuple[str, ReceptionError]] = []
    numbers: list[str] = []
    books = books_of(read_each(desk, references, numbers, refused))
    with written(out, partial(record_prints, desk, numbers, "signing_book")) as file:
        pages = write_signing_book(books, file, paper=paper, forms=own_forms(desk))
    return Printed(pages, tuple(numbers), tuple(refused))


def read_each(
    desk: Desk,
    references: Sequence[str],
    numbers: list[str],
    refused: list[tuple[str, ReceptionError]],
    progress: Progress | None = None,
) -> Iterator[OrderSheet]:
    """The sheets of some orders, one by one; fills `numbers` with those read and `refused` with the others.

    Raises NotAllowed at the end when there was none.
    """
    for done, reference in enumerate(references, 1):
        try:
            sheet = order_sheet(desk, reference)
        except ReceptionError as error:
            refused.append((reference, error))
        else:
            numbers.append(sheet.number)
            yield sheet
        if progress is not None:
            progress(done, len(references))
    if not numbers:
        raise NotAllowed("所选诉求都没有工单可打印，请先派单", english="none of these has an order to print")


def print_receipt(desk: Desk, reference: str, out: Path | BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Write the receipt of the visit a case came from, with all the visit's cases; returns the pages."""
    with written(out, partial(record_print, desk, reference, "receipt")) as file:
        return write_receipt([receipt_of(desk, reference)], file, paper=paper, forms=own_forms(desk))
