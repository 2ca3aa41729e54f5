"""The work order: what a unit works from and signs, what the room keeps, what the resident takes home.

Contents after design: domain, "What the paper carries"; type area after GB/T 9704-2012. All texts stand in
`resources/forms/order.toml`.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from reception.domain.errors import InvalidInput
from reception.paper import one_sheet, receipt
from reception.paper import order_blocks as blocks
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind
from reception.paper.grid import Block
from reception.paper.order_sheet import Copy, OrderSheet
from reception.paper.output import written
from reception.paper.receipt import CaseLine, Receipt
from reception.paper.rows import Ruler
from reception.paper.sheet import Book, Paper


class Copies(StrEnum):
    """Which copies of an order are printed; ON_ONE_SHEET are the three on one sheet of A4, to be cut apart."""

    UNIT_AND_RECEIPT = "two"
    THREE = "three"
    ON_ONE_SHEET = "sheet"
    UNIT = "unit"

    @property
    def each(self) -> tuple[Copy, ...]:
        """For whom they are, in the order they are printed in."""
        if self is Copies.UNIT_AND_RECEIPT:
            return Copy.UNIT, Copy.RESIDENT
        return (Copy.UNIT,) if self is Copies.UNIT else (Copy.ROOM, Copy.UNIT, Copy.RESIDENT)


def write_order(
    sheets: Iterable[OrderSheet],
    out: Path | BinaryIO,
    copies: Copies = Copies.UNIT_AND_RECEIPT,
    *,
    paper: Paper = Paper.A4,
    forms: Path | None = None,
) -> int:
    """Write the copies of some orders as one PDF; returns its pages. `forms` is the district's folder of texts.

    Each order is drawn before the next is asked for; what `sheets` raises stops the work, and nothing is written.
    Raises Unavailable when the path cannot be written, InvalidInput when there is no order or a form is not readable.
    """
    texts, slips = form("order", forms), form("receipt", forms)
    with written(out) as file:
        book: Book | None = None
        pages = count = 0
        for sheet in sheets:
            book = book or _book(sheet, texts, paper)
            pages += _copies(book, sheet, copies, texts, slips)
            count += 1
        if book is None:
            raise InvalidInput("没有要打印的工单", english="no order to print", field="sheets")
        if count > 1:
            book.retitle(f"{book.title} 等 {count} 件")
        book.save(file)
    return pages


def _book(first: OrderSheet, texts: Form, paper: Paper) -> Book:
    title = f"{texts.text('letterhead.title')} {first.number}"
    return Book(paper, title=title, author=first.room, subject=first.summary, made_at=first.marks.printed_at)


def _copies(book: Book, sheet: OrderSheet, copies: Copies, texts: Form, slips: Form) -> int:
    if copies is Copies.ON_ONE_SHEET and book.paper is Paper.A4:
        pages = one_sheet.draw(book, sheet, texts, slips)
        if pages:
            return pages
    return sum(_copy(book, sheet, copy, texts, slips) for copy in copies.each)


def _copy(book: Book, sheet: OrderSheet, copy: Copy, texts: Form, slips: Form) -> int:
    if copy is Copy.RESIDENT:
        return bind(book, receipt.leaf(_as_receipt(sheet, texts), slips, book.paper), slips)
    return bind(book, _leaf(sheet, copy, texts, book.paper), texts)


def _leaf(sheet: OrderSheet, copy: Copy, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper)
    parts = [blocks.facts(sheet, copy, ruler), blocks.said(sheet, ruler)]
    parts += _signed(sheet, copy, ruler, small=paper is Paper.A5)
    parts.append(blocks.room(ruler))
    return Leaf(
        issuer=sheet.room,
        title=texts.text("letterhead.title"),
        mark=texts.text(f"copies.{copy.value}.{'mark' if sheet.leads else 'assisting'}"),
        number=sheet.number,
        code=sheet.number,
        bars=sheet.number,
        blocks=tuple(parts),
        marks=sheet.marks,
        note=texts.text(f"copies.{copy.value}.note"),
        stress=blocks.stress(sheet, texts),
    )


def _signed(sheet: OrderSheet, copy: Copy, ruler: Ruler, *, small: bool) -> list[Block]:
    """What is handed over and filled in by hand, as this copy needs it."""
    if copy is Copy.UNIT:
        told = blocks.acting_and_handling if small else _full_handling
        return [*told(sheet, ruler), blocks.resident(ruler)]
    told = blocks.acting_and_delivery if small else _full_delivery
    return [*told(sheet, ruler), blocks.outcome(ruler)]


def _full_handling(sheet: OrderSheet, ruler: Ruler) -> list[Block]:
    return [blocks.acting(sheet, ruler), blocks.handling(ruler)]


def _full_delivery(sheet: OrderSheet, ruler: Ruler) -> list[Block]:
    return [blocks.acting(sheet, ruler), blocks.delivery(ruler)]


def _as_receipt(sheet: OrderSheet, texts: Form) -> Receipt:
    name, _ = blocks.reporters(sheet, Copy.RESIDENT, texts)
    units = "、".join([sheet.lead.unit, *(each.unit for each in sheet.assisting)])
    line = CaseLine(sheet.number, sheet.summary, sheet.words, units, sheet.due_at)
    return Receipt(
        room=sheet.room,
        room_phone=sheet.room_phone,
        room_address=sheet.room_address,
        room_hours=sheet.room_hours,
        visited_at=sheet.received_at,
        reporter=name,
        address=sheet.address,
        cases=(line,),
        clerk=sheet.clerk,
        marks=sheet.marks,
    )
