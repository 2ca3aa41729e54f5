"""What all papers have around their form: letterhead, header line with the marks, page x of y, outline entry."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache, partial
from typing import Any

from reportlab.lib.units import mm

from reception.domain.clock import DISTRICT_ZONE
from reception.paper import fonts, grid, typeset
from reception.paper.forms import Form
from reception.paper.sheet import GREY, THICK, WHITE, Book, Page

CHOP = 42 * mm
"""A chop's diameter with an office of this rank (国发〔1999〕25号)."""
_CODE = 24 * mm
_HEAD = 26 * mm
_NEXT_HEAD = 9 * mm
_SMALL_CODE = 14 * mm
"""A code's side on a further page; two fifths of a millimetre a module, on every paper."""


class Standing(Enum):
    """Whether a printed order still holds."""

    LIVE = "live"
    RETURNED = "returned"
    REPLACED = "replaced"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Marks:
    """What every page says of itself: when and by whom printed, how often, sample or not, whether it holds."""

    printed_at: datetime
    printed_by: str = ""
    sample: bool = False
    print_count: int = 1
    standing: Standing = Standing.LIVE


@dataclass(frozen=True, slots=True)
class Leaf:
    """One copy of one paper. `stress` is a word set in a black field, `code` what the square code says.

    `bars` is the number that stands as a bar code at the foot of every page: each of them is found by it alone.
    """

    issuer: str
    title: str
    mark: str
    number: str
    blocks: tuple[grid.Block, ...]
    marks: Marks
    note: str = ""
    stress: str = ""
    code: str = ""
    bars: str = ""


def moment(at: datetime | None, empty: str = "—") -> str:
    """A time as the office writes it, `2026年11月24日 10:32`, in the district's zone."""
    if at is None:
        return empty
    local = at.astimezone(DISTRICT_ZONE)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def day(at: datetime | None, empty: str = "—") -> str:
    """A date as the office writes it, `2026年11月24日`."""
    return moment(at, empty).split(" ")[0]


def bind(book: Book, leaf: Leaf, form: Form) -> int:
    """Draw a copy, as many pages as its blocks need; returns their number."""
    area = book.paper.value
    shrink = area.scale
    pages = grid.paged(leaf.blocks, area.type_height - _HEAD * shrink, area.type_height - _next_head(leaf, shrink))
    book.entry(f"{leaf.number or leaf.title}　{leaf.mark}".strip())
    for number, blocks in enumerate(pages, 1):
        book.page(partial(_page, leaf=leaf, form=form, blocks=blocks, number=number, count=len(pages)))
    return len(pages)


def _page(page: Page, leaf: Leaf, form: Form, blocks: Sequence[grid.Block], number: int, count: int) -> None:
    area = page.paper.value
    _header_line(page, leaf.marks, form)
    if number == 1:
        _letterhead(page, leaf, form)
        grid.draw(page, blocks, area.left, area.head - _HEAD * area.scale)
    else:
        _continued(page, leaf, form)
        grid.draw(page, blocks, area.left, area.head - _next_head(leaf, area.scale))
    _foot(page, leaf, form, number, count)


def _header_line(page: Page, marks: Marks, form: Form) -> None:
    """Above the type area: what makes this sheet less than an order stands on every page."""
    area, style = page.paper.value, page.paper.style(11, bold=True)
    middle = area.head + 5 * mm * area.scale
    if marks.sample:
        page.centred(area.left + area.type_width / 2, middle, form.text("marks.sample"), style)
    if marks.print_count > 1:
        page.flush(area.right, middle, form.text("marks.reprint", count=str(marks.print_count)), style)
    if marks.standing is not Standing.LIVE:
        page.text(area.left, middle, form.text(f"marks.{marks.standing.value}"), style)
        page.across(form.text("marks.void"), 150 * area.scale, 0.87)


def _letterhead(page: Page, leaf: Leaf, form: Form) -> None:
    area, shrink, red = page.paper.value, page.paper.value.scale, form.colour("letterhead.colour")
    middle, style = area.left + area.type_width / 2, page.paper.style
    side = (_CODE + 3 * mm) * shrink
    free = area.type_width - 2 * side
    top = area.head
    name = form.text("letterhead.name", room=leaf.issuer)
    page.centred(middle, top - 5 * mm * shrink, name, fitted(name, style(20, bold=True), free), red)
    page.centred(middle, top - 13 * mm * shrink, leaf.title, fitted(leaf.title, style(19, bold=True), free))
    if leaf.number:
        number = form.text("letterhead.number", number=leaf.number)
        page.centred(middle, top - 20.5 * mm * shrink, number, fitted(number, style(11), free))
    if leaf.code:
        page.code(area.right - _CODE * shrink, top - _CODE * shrink + 1 * mm, _CODE * shrink, leaf.code)
    _badges(page, leaf, form)
    rule = top - (_HEAD - 2 * mm) * shrink
    page.line(area.left, rule, area.right, rule, 2.0 * shrink, red)


def _badges(page: Page, leaf: Leaf, form: Form) -> None:
    """At the upper left: the district's logo, which copy this is, a pressing urgency in a black field."""
    area, a_mm = page.paper.value, mm * page.paper.value.scale
    top, style = area.head, page.paper.style(11)
    if logo := form.picture("letterhead.logo"):
        _logo(page, logo, top, 8 * a_mm)
        top -= 8.7 * a_mm
    width = max(22 * a_mm, fonts.width(leaf.mark, style.font, style.size) + 8)
    page.box(area.left, top - 6.2 * a_mm, width, 6.2 * a_mm, THICK)
    page.centred(area.left + width / 2, top - 3.1 * a_mm, leaf.mark, style)
    if leaf.stress:
        top -= 7.2 * a_mm
        page.fill(area.left, top - 8 * a_mm, width, 8 * a_mm)
        page.centred(area.left + width / 2, top - 4 * a_mm, leaf.stress, page.paper.style(16, bold=True), WHITE)


def _logo(page: Page, content: bytes, top: float, height: float) -> None:
    """In its own shape, within the height; what is not a picture is left out."""
    if found := opened(content):
        image, wide, high = found
        scale = min(24 * mm * page.paper.value.scale / wide, height / high)
        page.picture(page.paper.value.left, top - high * scale, wide * scale, high * scale, image)


@lru_cache(maxsize=4)
def opened(content: bytes) -> tuple[Any, float, float] | None:
    """A picture for reportlab with its width and height, or None when it is none."""
    from reportlab.lib.utils import ImageReader

    try:
        image = ImageReader(io.BytesIO(content))
    except OSError:
        return None
    return image, *image.getSize()


def fitted(text: str, style: typeset.Style, width: float) -> typeset.Style:
    """The style, smaller when the text would be wider: a long room's name stays on its line."""
    wide = fonts.width(text, style.font, style.size)
    return style if wide <= width else style._replace(size=style.size * width / wide)


def _continued(page: Page, leaf: Leaf, form: Form) -> None:
    area = page.paper.value
    text = form.text("letterhead.continued", title=leaf.title, number=leaf.number)
    style = page.paper.style(10.5, bold=True)
    right, middle = area.right, area.head - 4 * mm * area.scale
    if leaf.code:
        right -= _SMALL_CODE + 3 * mm
        middle = area.head - _SMALL_CODE / 2
        page.code(area.right - _SMALL_CODE, area.head - _SMALL_CODE, _SMALL_CODE, leaf.code)
    page.text(area.left, middle, text, fitted(text, style, right - area.left - 26 * mm))
    page.flush(right, middle, leaf.mark, page.paper.style(10.5))


def _next_head(leaf: Leaf, shrink: float) -> float:
    """The height of what stands above the form on a further page."""
    return float(_SMALL_CODE + 2 * mm if leaf.code else _NEXT_HEAD * shrink)


def _foot(page: Page, leaf: Leaf, form: Form, number: int, count: int) -> None:
    """Below the type area: the copy's note, page x of y in the middle, when it was printed at the right."""
    area, style = page.paper.value, page.paper.style(9)
    middle = area.foot - 4.5 * mm * area.scale
    if number == count and leaf.note:
        for line in typeset.lines(leaf.note, style, area.type_width):
            page.text(area.left, middle, line, style)
            middle -= style.leading
    places = form.text("foot.page", page=str(number), pages=str(count))
    printed = form.text("foot.printed", at=moment(leaf.marks.printed_at), by=leaf.marks.printed_by).strip()
    bottom = area.foot - 13 * mm * area.scale
    if leaf.bars:
        page.bars(area.left, bottom, 5 * mm, leaf.bars, area.type_width * 0.62)
        page.flush(area.right, bottom + 3 * mm, places, style)
    else:
        page.centred(area.left + area.type_width / 2, bottom, places, style)
    page.flush(area.right, bottom, printed, page.paper.style(7.5), GREY)
