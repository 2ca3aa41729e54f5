"""The signing book (签收簿): a unit's orders, a line each, for its foreman to sign.

The square code at the head of a page names every order on it, so that one scan of the signed page is evidence for all
its lines; each line has its own code beside its number, for a scanner at the desk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.domain.errors import InvalidInput
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, Marks, bind, day, moment
from reception.paper.grid import Align, Block, Cell, Code, Content, Row, Words, words
from reception.paper.order_sheet import Acting, OrderSheet
from reception.paper.output import written
from reception.paper.rows import Ruler, in_two_lines
from reception.paper.sheet import Book, Paper
from reception.paper.table import Table

LINES = 9
"""So many lines a page: their numbers fit into one code that a telephone still reads."""
JOINT = " "
"""Stands between the numbers in a page's code."""
_CODE = 12.5 * mm
_LEAST = 15 * mm
_SHARES = (9, 15, 24, 49, 18, 24, 17)


@dataclass(frozen=True, slots=True)
class SigningBook:
    """The orders handed to one unit at a time."""

    unit: Acting
    sheets: tuple[OrderSheet, ...]


def books_of(sheets: Iterable[OrderSheet]) -> list[SigningBook]:
    """A book for each unit and its foreman, their orders by number."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.to.unit, sheet.to.contact, sheet.number))
    return [SigningBook(unit, tuple(theirs)) for unit, theirs in groupby(ordered, key=lambda sheet: sheet.to)]


def write_signing_book(
    books: Sequence[SigningBook], out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write signing books as one PDF; returns its pages.

    Raises Unavailable when the path cannot be written, InvalidInput when there is no order.
    """
    if not books:
        raise InvalidInput("没有要签收的工单", english="no order to sign for", field="sheets")
    texts = form("signing_book", forms)
    first = books[0].sheets[0]
    with written(out) as file:
        title = texts.text("letterhead.title")
        subject = "、".join(book.unit.unit for book in books)
        made = Book(paper, title=title, author=first.room, subject=subject, made_at=first.marks.printed_at)
        pages = sum(bind(made, leaf, texts) for book in books for leaf in _leaves(book, texts, paper))
        made.save(file)
    return pages


def _leaves(book: SigningBook, texts: Form, paper: Paper) -> list[Leaf]:
    """A leaf for each page, so that its code names what stands on it."""
    most = LINES if paper is Paper.A4 else LINES // 2
    ruler = Ruler(texts, paper, size=9.5, label_width=18 * mm)
    return [_leaf(book, start, most, ruler) for start in range(0, len(book.sheets), most)]


def _leaf(book: SigningBook, start: int, most: int, ruler: Ruler) -> Leaf:
    texts, part = ruler.form, book.sheets[start : start + most]
    first = part[0]
    return Leaf(
        issuer=first.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number="",
        code=JOINT.join(sheet.number for sheet in part),
        blocks=(_unit(book, start, len(part), ruler), _lines(part, start, ruler)),
        marks=Marks(first.marks.printed_at, first.marks.printed_by, first.marks.sample),
        note=texts.text("copies.room.note"),
    )


def _unit(book: SigningBook, start: int, lines: int, ruler: Ruler) -> Block:
    texts, unit = ruler.form, book.unit
    contact = "　".join(part for part in (unit.contact, unit.phone) if part) or texts.text("blank.empty")
    count = texts.text("sentences.count", count=str(len(book.sheets)), first=str(start + 1), last=str(start + lines))
    rows = [
        ruler.wide("unit", unit.unit or texts.text("blank.empty"), bold=True),
        ruler.pair(("contact", contact), ("day", day(book.sheets[0].marks.printed_at))),
        ruler.wide("count", count),
    ]
    return ruler.block("unit", rows)


def _lines(part: Sequence[OrderSheet], start: int, ruler: Ruler) -> Table:
    """The headings and a row for each order; headings stand again on a further page."""
    width = ruler.paper.value.type_width
    widths = [share * width / sum(_SHARES) for share in _SHARES]
    style = ruler.paper.style(9)
    titles = ruler.form.texts_of("columns.lines")
    heads = [
        Cell(words(title, style, wide, Align.CENTRE), wide, label=True)
        for title, wide in zip(titles, widths, strict=True)
    ]
    rows = [_line(sheet, start + place, widths, ruler) for place, sheet in enumerate(part, 1)]
    return Table(Words((), style), (ruler.row(heads), *rows), 0.0, width)


def _line(sheet: OrderSheet, turn: int, widths: Sequence[float], ruler: Ruler) -> Row:
    style, small, texts = ruler.paper.style(9.5), ruler.paper.style(9), ruler.form
    about = "\n".join(part for part in (sheet.address, sheet.summary) if part) or texts.text("blank.empty")
    contents: tuple[Content, ...] = (
        words(str(turn), style, widths[0], Align.CENTRE),
        Code(sheet.number, Words((), small), _CODE),
        words(in_two_lines(sheet.number), small, widths[2], Align.CENTRE),
        words(about, small, widths[3]),
        words(_until(sheet), small, widths[4], Align.CENTRE),
        Words((), small),
        words(texts.text("sentences.time"), small, widths[6], Align.RIGHT),
    )
    cells = [Cell(content, width) for content, width in zip(contents, widths, strict=True)]
    return ruler.row(cells, least=_LEAST)


def _until(sheet: OrderSheet) -> str:
    """The limit in two lines: a day and a time."""
    return moment(sheet.due_at).partition("年")[2].replace(" ", "\n") or moment(sheet.due_at)
