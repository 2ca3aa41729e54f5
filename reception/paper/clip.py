"""A work order for the clipboard: picture and text for a messenger, showing what the unit's paper shows and no more."""

from dataclasses import dataclass
from io import BytesIO

from reception.desk.desk import Desk
from reception.desk.orders import record_print
from reception.domain.changed import Changed
from reception.paper import order_blocks as blocks
from reception.paper.filling import order_sheet
from reception.paper.forms import Form, form
from reception.paper.frame import Standing
from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import Copy, OrderSheet
from reception.paper.pages import Picture, draw_page, page_sizes
from reception.paper.printing import own_forms

DOTS = 144
"""Dots an inch of the picture: small writing stays legible after a messenger has pressed it."""
MOST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Clip:
    """An order's number, its unit's sheet as one picture (pages under each other), and the same in words."""

    number: str
    picture: Picture
    text: str


def order_clip(desk: Desk, reference: str) -> Clip:
    """An order as picture and text; a case's number means its live lead order.

    Noted once it is on the clipboard: see `note_copied`. Raises NotAllowed when the case was not dispatched.
    """
    sheet, forms = order_sheet(desk, reference), own_forms(desk)
    out = BytesIO()
    write_order([sheet], out, Copies.UNIT, forms=forms)
    return Clip(sheet.number, _picture(out.getvalue()), text_of(sheet, form("order", forms)))


def note_copied(desk: Desk, clip: Clip) -> Changed:
    """Note in the timeline that the order went onto the clipboard."""
    return record_print(desk, clip.number, "copy")


def _picture(pdf: bytes) -> Picture:
    count = min(len(page_sizes(pdf)), MOST_PAGES)
    drawn = [draw_page(pdf, page, DOTS) for page in range(count)]
    first = drawn[0]
    pixels = b"".join(page.pixels[: page.stride * page.height] for page in drawn)
    return Picture(first.width, sum(page.height for page in drawn), first.stride, pixels)


def text_of(sheet: OrderSheet, texts: Form) -> str:
    """The order in lines of label and value, masked as the unit's copy; what is empty is left out."""
    name, phone = blocks.reporters(sheet, Copy.UNIT, texts)
    values = {
        "due_at": blocks.due(sheet, texts) if sheet.due_at else "",
        "address": sheet.address,
        "at_home_when": sheet.at_home_when,
        "reporter": name,
        "phone": "" if phone == texts.text("blank.empty") else phone,
        "summary": sheet.summary,
        "words": sheet.words,
        "wants": sheet.wants,
        "lead": blocks.who(sheet.lead, texts),
        "instructions": sheet.instructions,
        "room_phone": f"{sheet.room_phone}（{sheet.room}）" if sheet.room_phone else sheet.room,
    }
    lines = [f"{_label(name, texts)}：{value}" for name, value in values.items() if value]
    return "\n".join([_title(sheet, texts), *lines])


def _label(name: str, texts: Form) -> str:
    return texts.text("titles.words" if name == "words" else f"labels.{name}")


def _title(sheet: OrderSheet, texts: Form) -> str:
    """What it is, with the marks that make it less than an order."""
    marks = sheet.marks
    said = [
        texts.text("marks.sample") if marks.sample else "",
        texts.text(f"marks.{marks.standing.value}") if marks.standing is not Standing.LIVE else "",
        texts.word("words.urgency", sheet.urgency),
    ]
    return f"【{texts.text('letterhead.title')}】{sheet.number}　" + "　".join(each for each in said if each)
