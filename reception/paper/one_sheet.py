"""Three copies on one sheet of A4, to be cut apart: 存根, 承办 and 回执 under each other.

The room's and the resident's part are as high as they must be; the unit's has the rest. Words and photos that find no
room there follow on a page of their own. An order too long for all of this has three pages instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm

from reception.paper import fonts, grid
from reception.paper import order_blocks as blocks
from reception.paper.forms import Form
from reception.paper.frame import Leaf, Standing, bind, fitted, moment, opened
from reception.paper.grid import Block, Row
from reception.paper.order_sheet import Copy, OrderSheet
from reception.paper.rows import Ruler, ticks, without_gaps
from reception.paper.sheet import GREY, THICK, WHITE, Book, Page, Paper

PAPER = Paper.A4_IN_THREE
_HEAD = 13.5 * mm
_MARKS = 5 * mm
_CODE = 13 * mm
_CUT = 4.5 * mm
_FOOT = 4 * mm
_LEAST_WORDS = 12 * mm
_RECEIPT_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One of the three parts: whose copy it is, its form, what is said below it."""

    mark: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    stress: str = ""

    @property
    def height(self) -> float:
        """The form's."""
        return sum(block.height for block in self.blocks)


def draw(book: Book, sheet: OrderSheet, texts: Form, slips: Form) -> int:
    """Draw an order's three copies; returns the pages, 0 when they do not fit on one sheet: then nothing is drawn."""
    ruler = Ruler(texts, PAPER, label_width=22 * mm, least=5.6 * mm)
    stub, receipt = _stub(sheet, ruler), _receipt(sheet, texts, slips)
    free = PAPER.value.type_height - 2 * _CUT - 3 * _head(sheet) - 2 * _FOOT - stub.height - receipt.height
    fixed = _facts(sheet, ruler), *_handling(sheet, ruler), blocks.resident(ruler)
    said = blocks.said(sheet, ruler)
    here, rest = _divided(said, free - sum(block.height for block in fixed), ruler)
    if here is None:
        return 0
    unit = _unit(sheet, texts, (fixed[0], here, *fixed[1:]), free)
    book.entry(f"{sheet.number}　{texts.text('copies.three')}")
    book.page(partial(_page, sheet=sheet, texts=texts, strips=(stub, unit, receipt)), PAPER)
    return 1 + (bind(book, _further(sheet, texts), texts) if rest else 0)


def _divided(said: Block, height: float, ruler: Ruler) -> tuple[Block | None, bool]:
    """What of the words stands on the sheet, and whether all of them follow on a further page as well."""
    if said.height <= height:
        return said, False
    if height < _LEAST_WORDS:
        return None, False
    told = ruler.flowing(ruler.form.text("sentences.further"))
    cut = said.cut(height - told.height)
    head: Sequence[Row] = cut[0].rows if cut else ()
    return ruler.block("words", [*head, told]), True


def _further(sheet: OrderSheet, texts: Form) -> Leaf:
    """The page with all of the words and the photos."""
    ruler = Ruler(texts, Paper.A4)
    return Leaf(
        issuer=sheet.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.further.mark"),
        number=sheet.number,
        code=sheet.number,
        bars=sheet.number,
        blocks=(blocks.said(sheet, ruler),),
        marks=sheet.marks,
    )


def _unit(sheet: OrderSheet, texts: Form, parts: Sequence[Block], height: float) -> Strip:
    """The unit's part, grown to the room it has."""
    more = max(0.0, height - sum(block.height for block in parts))
    growing = max(1, sum(any(row.grows for row in block.rows) for block in parts))
    return Strip(
        texts.text(f"copies.unit.{'mark' if sheet.leads else 'assisting'}"),
        texts.text("letterhead.title"),
        tuple(block.grown(more / growing) for block in parts),
        texts.text("copies.unit.note"),
        blocks.stress(sheet, texts),
    )


def _facts(sheet: OrderSheet, ruler: Ruler) -> Block:
    """What the unit must know before it reads the words."""
    texts, empty = ruler.form, ruler.form.text("blank.empty")
    shares = [(ruler.inner - 3 * ruler.label) * share for share in (0.2, 0.44, 0.36)]
    rows = [
        ruler.pair(("received_at", moment(sheet.received_at, empty)), ("issued_at", moment(sheet.issued_at, empty))),
        ruler.pair(
            ("urgency", blocks.urgency(sheet, texts)), ("due_at", blocks.due(sheet, texts)), bold=("urgency", "due_at")
        ),
        *_who_and_where(sheet, Copy.UNIT, ruler),
        ruler.uneven(
            ("place_kind", texts.word("words.place", sheet.place_kind) or empty, shares[0]),
            ("at_home_when", sheet.at_home_when or empty, shares[1]),
            ("room_phone", sheet.room_phone or empty, shares[2]),
        ),
        ruler.pair(("grid", sheet.grid or empty), ("project", sheet.project or empty)),
        _category(sheet, ruler),
        ruler.wide("limits", blocks.limits(sheet, texts)) if blocks.other_limits(sheet) else None,
    ]
    return ruler.block("facts", without_gaps(rows))


def _category(sheet: OrderSheet, ruler: Ruler) -> Row:
    category = blocks.category(sheet, ruler.form)
    if not sheet.sender_numbers:
        return ruler.wide("category", category)
    return ruler.pair(("category", category), ("sender_numbers", "；".join(sheet.sender_numbers)))


def _who_and_where(sheet: OrderSheet, copy: Copy, ruler: Ruler) -> list[Row]:
    """On the room's part and on the unit's."""
    name, phone = blocks.reporters(sheet, copy, ruler.form)
    address = sheet.address or ruler.form.text("blank.empty")
    return [ruler.pair(("reporter", name), ("phone", phone)), ruler.wide("address", address, bold=True)]


def _handling(sheet: OrderSheet, ruler: Ruler) -> list[Block]:
    """Who is to act and all short lines of the handler beside the chop, what was done below."""
    aside = blocks.chop(sheet, ruler)
    within = ruler.inner - aside.width
    at = ruler.form.text("blank.moment")
    rows = [
        *blocks.told(sheet, ruler, within, 5.6 * mm),
        ruler.narrow("arrived_at", at, within),
        ruler.narrow("finished_at", at, within),
        ruler.wide("outcome", ticks(ruler.form.texts_of("ticks.outcome")), within=within),
        ruler.narrow("materials", "", within),
        ruler.narrow("handler", "", within, 7 * mm),
    ]
    done = ruler.open("done", 9 * mm, grows=40 * mm)
    return [
        ruler.block("acting_and_handling", rows, aside=aside, whole=True),
        ruler.block("handling", [done], whole=True),
    ]


def _stub(sheet: OrderSheet, ruler: Ruler) -> Strip:
    """What the room keeps: to whom it went and how it came back."""
    texts, at, empty = ruler.form, ruler.form.text("blank.moment"), ruler.form.text("blank.empty")
    way = ruler.inner * 0.36
    rows = [
        ruler.pair(
            ("issued_at", moment(sheet.issued_at, empty)), ("due_at", blocks.due(sheet, texts)), bold=("due_at",)
        ),
        *_who_and_where(sheet, Copy.ROOM, ruler),
        ruler.wide("summary", sheet.summary or empty),
        ruler.wide("lead", blocks.who(sheet.lead, texts), bold=sheet.leads),
        *(ruler.wide("assisting", blocks.who(each, texts)) for each in sheet.assisting),
    ]
    handed = [
        ruler.uneven(
            ("way", ticks(texts.texts_of("ticks.way")), way), ("receiver", "", ruler.inner - way - 2 * ruler.label)
        ),
        ruler.blanks(("delivered_at", at), ("signed_for_at", at), height=6 * mm),
        ruler.blanks(("received_by", ""), ("received_on", texts.text("blank.day")), height=6 * mm),
    ]
    mark = texts.text(f"copies.room.{'mark' if sheet.leads else 'assisting'}")
    parts = ruler.block("facts", rows), ruler.block("delivery", handed)
    return Strip(mark, texts.text("letterhead.title"), parts, stress=blocks.stress(sheet, texts))


def _receipt(sheet: OrderSheet, texts: Form, slips: Form) -> Strip:
    """What the resident takes home, in larger letters: what it is about, who does it, by when, whom to call."""
    ruler = Ruler(slips, PAPER, size=_RECEIPT_SIZE, label_width=24 * mm, least=6 * mm)
    aside = blocks.chop(sheet, ruler)
    within = ruler.inner - aside.width
    name, _ = blocks.reporters(sheet, Copy.RESIDENT, texts)
    units = "、".join([sheet.lead.unit, *(each.unit for each in sheet.assisting)])
    when = within * 0.56 - ruler.label
    rows = [
        ruler.uneven(
            ("visited_at", moment(sheet.received_at), when), ("reporter", name, within - when - 2 * ruler.label)
        ),
        ruler.wide("address", sheet.address or slips.text("blank.empty"), within=within),
        ruler.wide("summary", sheet.summary or slips.text("blank.empty"), bold=True, within=within),
        ruler.wide("unit", units, within=within),
        ruler.wide("due_at", blocks.due(sheet, texts), bold=True, within=within),
        ruler.wide("phone", _call(sheet, slips), bold=True, within=within),
    ]
    mark = slips.text("copies.resident.mark")
    part = ruler.block("visit", rows, aside=aside, whole=True).grown(0)
    return Strip(mark, slips.text("letterhead.title"), (part,), slips.text("sentences.thanks"))


def _call(sheet: OrderSheet, slips: Form) -> str:
    parts = [part for part in (sheet.room_phone, sheet.room_address, sheet.room_hours) if part]
    return "　".join(parts) or slips.text("blank.empty")


def _head(sheet: OrderSheet) -> float:
    return float(_HEAD + (_MARKS if _said_of(sheet) else 0.0))


def _said_of(sheet: OrderSheet) -> bool:
    """Whether each part must say that it is a sample, printed again or void."""
    return sheet.marks.sample or sheet.marks.print_count > 1 or sheet.marks.standing is not Standing.LIVE


def _page(page: Page, sheet: OrderSheet, texts: Form, strips: Sequence[Strip]) -> None:
    area = PAPER.value
    if sheet.marks.standing is not Standing.LIVE:
        page.across(texts.text("marks.void"), 150, 0.87)
    top = area.head
    for number, strip in enumerate(strips):
        if number:
            _cut(page, sheet, texts, top - _CUT / 2)
            top -= _CUT
        top = _strip(page, sheet, texts, strip, top)
    printed = texts.text("foot.printed", at=moment(sheet.marks.printed_at), by=sheet.marks.printed_by).strip()
    page.flush(area.right, top + _FOOT / 2, printed, page.paper.style(7.5), GREY)


def _cut(page: Page, sheet: OrderSheet, texts: Form, y: float) -> None:
    """Where the sheet is cut; the chop over the line belongs to both parts."""
    area, style = PAPER.value, page.paper.style(8)
    text = texts.text("sentences.cut", number=sheet.number)
    half = fonts.width(text, style.font, style.size) / 2 + 2 * mm
    middle = area.width / 2
    page.dashes(4 * mm, middle - half, y)
    page.dashes(middle + half, area.width - 4 * mm, y)
    page.centred(middle, y, text, style, GREY)


def _strip(page: Page, sheet: OrderSheet, texts: Form, strip: Strip, top: float) -> float:
    """One part from its upper side; returns its lower side."""
    area = PAPER.value
    if _said_of(sheet):
        _marks(page, sheet, texts, top - _MARKS / 2)
        top -= _MARKS
    _letterhead(page, sheet, texts, strip, top)
    low = grid.draw(page, strip.blocks, area.left, top - _HEAD)
    if strip.note:
        style = page.paper.style(8.5)
        page.text(area.left, low - _FOOT / 2, strip.note, fitted(strip.note, style, area.type_width * 0.72))
        low -= _FOOT
    return float(low)


def _marks(page: Page, sheet: OrderSheet, texts: Form, middle: float) -> None:
    area, style = PAPER.value, page.paper.style(10.5, bold=True)
    marks = sheet.marks
    if marks.standing is not Standing.LIVE:
        page.text(area.left, middle, texts.text(f"marks.{marks.standing.value}"), style)
    if marks.sample:
        page.centred(area.left + area.type_width / 2, middle, texts.text("marks.sample"), style)
    if marks.print_count > 1:
        page.flush(area.right, middle, texts.text("marks.reprint", count=str(marks.print_count)), style)


def _letterhead(page: Page, sheet: OrderSheet, texts: Form, strip: Strip, top: float) -> None:
    """Which part it is, whose, its number three times: for eyes, for a bar scanner and for a camera."""
    area, style, a_mm = PAPER.value, page.paper.style, mm
    _badges(page, strip, top)
    page.code(area.right - _CODE, top - _CODE + 0.5 * a_mm, _CODE, sheet.number)
    left = area.left + 26 * a_mm
    free = area.right - _CODE - 3 * a_mm - left
    if found := opened(texts.picture("letterhead.logo")):
        image, wide, high = found
        scale = min(16 * a_mm / wide, 7 * a_mm / high)
        page.picture(left, top - high * scale, wide * scale, high * scale, image)
        left, free = left + wide * scale + 2 * a_mm, free - wide * scale - 2 * a_mm
    name = texts.text("letterhead.name", room=sheet.room)
    big = fitted(f"{name}　{strip.title}", style(15, bold=True), free)
    page.text(left, top - 3.6 * a_mm, name, big, texts.colour("letterhead.colour"))
    page.flush(left + free, top - 3.6 * a_mm, strip.title, big)
    number = texts.text("letterhead.number", number=sheet.number)
    page.text(left, top - 10 * a_mm, number, style(11))
    bars = 70 * a_mm
    page.bars(left + free - bars, top - 12.2 * a_mm, 4.6 * a_mm, sheet.number, bars)


def _badges(page: Page, strip: Strip, top: float) -> None:
    left, width, high = PAPER.value.left, 23 * mm, 5.8 * mm
    style = page.paper.style(11)
    page.box(left, top - high, width, high, THICK)
    page.centred(left + width / 2, top - high / 2, strip.mark, fitted(strip.mark, style, width - 4))
    if strip.stress:
        page.fill(left, top - 2 * high - 0.8 * mm, width, high)
        page.centred(
            left + width / 2, top - 1.5 * high - 0.8 * mm, strip.stress, page.paper.style(12, bold=True), WHITE
        )
