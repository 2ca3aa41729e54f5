"""The receipt a resident takes home: what was said, who does it, by which day, whom to call; legible at arm's length.

One receipt holds all cases of a visit. Letters are 14 points (四号), the resident's own words 12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.domain.errors import InvalidInput
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, Marks, bind, day, moment
from reception.paper.grid import Align, Block, Cell, Code, Row, words
from reception.paper.output import written
from reception.paper.rows import Ruler, in_two_lines, without_gaps
from reception.paper.sheet import Book, Paper

_SIZE = 14.0
_WORDS_SIZE = 12.0
_CODE = 26 * mm


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the visit. `number` is the order's, or the case's while no order is out.

    `unit` is who does it, empty while nobody does; `answer` is what was answered on the spot.
    """

    number: str
    summary: str
    words: str = ""
    unit: str = ""
    due_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says, as printed: names are masked already. Empty texts are left out."""

    room: str
    room_phone: str
    cases: tuple[CaseLine, ...]
    marks: Marks
    visited_at: datetime | None = None
    reporter: str = ""
    address: str = ""
    room_address: str = ""
    room_hours: str = ""
    clerk: str = ""


def write_receipt(
    receipts: Sequence[Receipt], out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write receipts as one PDF; returns its pages.

    Raises Unavailable when the path cannot be written, InvalidInput when there is no receipt or no case on one.
    """
    if not receipts or not all(each.cases for each in receipts):
        raise InvalidInput("没有可打印的诉求", english="no case to print", field="cases")
    texts = form("receipt", forms)
    first = receipts[0]
    with written(out) as file:
        title = f"{texts.text('letterhead.title')} {first.cases[0].number}"
        book = Book(
            paper, title=title, author=first.room, subject=first.cases[0].summary, made_at=first.marks.printed_at
        )
        pages = sum(bind(book, leaf(each, texts, paper), texts) for each in receipts)
        book.save(file)
    return pages


def leaf(receipt: Receipt, texts: Form, paper: Paper) -> Leaf:
    """A receipt as a copy to bind."""
    ruler = Ruler(texts, paper, size=_SIZE, band_width=11 * mm, label_width=24 * mm, least=9 * mm)
    several = len(receipt.cases) > 1
    cases = [block for number, line in enumerate(receipt.cases, 1) for block in _case(line, ruler, number * several)]
    return Leaf(
        issuer=receipt.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.resident.mark"),
        number="" if several else receipt.cases[0].number,
        blocks=(_visit(receipt, ruler), *cases, _contact(receipt, ruler)),
        marks=receipt.marks,
        note=texts.text("copies.resident.note"),
    )


def _visit(receipt: Receipt, ruler: Ruler) -> Block:
    shares = ruler.inner * 0.39, ruler.inner * 0.61 - 2 * ruler.label
    rows = [
        ruler.uneven(
            ("visited_at", moment(receipt.visited_at), shares[0]), ("reporter", receipt.reporter or "—", shares[1])
        ),
        ruler.wide("address", receipt.address) if receipt.address else None,
    ]
    return ruler.block("visit", without_gaps(rows))


def _case(line: CaseLine, ruler: Ruler, number: int) -> list[Block]:
    """What it is about, who does it and by when, beside its code; below, over the whole width, what was said."""
    aside = _code(line.number, ruler)
    within = ruler.inner - aside.width
    rows = [
        ruler.wide("summary", line.summary or "—", bold=True, within=within),
        *_promise(line, ruler, within),
    ]
    turns = ruler.form.texts_of("sentences.turn")
    turn = turns[number - 1] if 0 < number <= len(turns) else str(number or "")
    blocks = [ruler.block("case", rows, aside=aside, turn=turn)]
    if line.words:
        style = ruler.paper.style(_WORDS_SIZE, leading=1.45)
        blocks.append(ruler.block("words", [ruler.flowing(line.words, style=style)]))
    return blocks


def _promise(line: CaseLine, ruler: Ruler, within: float) -> list[Row]:
    """Who does it by when, or what was answered."""
    texts = ruler.form
    if line.answer:
        return [ruler.wide("answer", line.answer, within=within)]
    rows = [ruler.wide("unit", line.unit or texts.text("sentences.waiting"), within=within)]
    if line.due_at:
        due = texts.text("sentences.due", at=moment(line.due_at))
        rows.append(ruler.wide("due_at", due, bold=True, within=within))
    return rows


def _code(number: str, ruler: Ruler) -> Cell:
    """The case's square code; below it the number, in two lines."""
    side = _CODE * ruler.paper.value.scale
    width = side + 6 * mm
    caption = words(in_two_lines(number), ruler.paper.style(9.5), width, Align.CENTRE)
    return Cell(Code(number, caption, side), width)


def _contact(receipt: Receipt, ruler: Ruler) -> Block:
    texts = ruler.form
    aside = ruler.chop(receipt.room, day(receipt.marks.printed_at), texts.text("sentences.chop"))
    within = ruler.inner - aside.width
    rows = [
        ruler.wide("phone", receipt.room_phone or texts.text("blank.empty"), bold=True, within=within),
        ruler.wide("address", receipt.room_address, within=within) if receipt.room_address else None,
        ruler.wide("hours", receipt.room_hours, within=within) if receipt.room_hours else None,
        ruler.wide("clerk", receipt.clerk, within=within) if receipt.clerk else None,
        ruler.flowing(texts.text("sentences.thanks"), within=within),
    ]
    return ruler.block("contact", without_gaps(rows), aside=aside, whole=True)
