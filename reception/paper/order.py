"""The work order: what a unit works from and signs, what the room keeps, what the resident takes home.

Contents after design: domain, "What the paper carries"; type area after GB/T 9704-2012. All texts stand in
`resources/forms/order.toml`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.domain.errors import InvalidInput
from reception.domain.identity import masked_name, masked_phone
from reception.paper import photos, receipt
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, Marks, bind, day, moment
from reception.paper.grid import Block, Cell, Row, words
from reception.paper.output import written
from reception.paper.photos import Photo
from reception.paper.receipt import CaseLine, Receipt
from reception.paper.rows import Ruler, ticks, without_gaps
from reception.paper.sheet import Book, Paper

MAX_PHOTOS = 9


class Copy(Enum):
    """For whom a sheet is: 存根, 承办, 回执."""

    ROOM = "room"
    UNIT = "unit"
    RESIDENT = "resident"


class Copies(Enum):
    """Which copies of an order are printed."""

    UNIT_AND_RECEIPT = (Copy.UNIT, Copy.RESIDENT)
    THREE = (Copy.ROOM, Copy.UNIT, Copy.RESIDENT)
    UNIT = (Copy.UNIT,)


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who spoke, in clear: the sheet masks. `role` as printed (共同反映人, 代反映·女儿); `hours` when to call."""

    name: str = ""
    phone: str = ""
    role: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """A unit that must act, with whom to call there."""

    unit: str
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: its code (sign_for, first_contact, on_site, solved, follow_up) or its name, and the moment it ends."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """What an order's papers say. Codes of urgency, voice and place_kind as in the journal; all else as printed.

    `number` is the order's own. `leads` is False on an assisting unit's order. `reporters` are in clear; who may read
    them is decided here, copy by copy. Empty texts and unknown times print "—".
    """

    number: str
    room: str
    room_phone: str
    lead: Acting
    marks: Marks
    urgency: str = "normal"
    voice: str = "problem"
    category: str = ""
    summary: str = ""
    words: str = ""
    wants: str = ""
    place_kind: str = ""
    address: str = ""
    at_home_when: str = ""
    confidential: bool = False
    reporters: tuple[Reporter, ...] = ()
    grid: str = ""
    project: str = ""
    received_at: datetime | None = None
    issued_at: datetime | None = None
    due_at: datetime | None = None
    limits: tuple[Limit, ...] = ()
    rule: str = ""
    round: int = 1
    sender_numbers: tuple[str, ...] = ()
    leads: bool = True
    assisting: tuple[Acting, ...] = ()
    instructions: str = ""
    photos: tuple[Photo, ...] = ()
    room_address: str = ""
    room_hours: str = ""
    clerk: str = ""


def write_order(
    sheets: Sequence[OrderSheet],
    out: Path | BinaryIO,
    copies: Copies = Copies.UNIT_AND_RECEIPT,
    *,
    paper: Paper = Paper.A4,
    forms: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write the copies of some orders as one PDF; returns its pages. `forms` is the district's folder of texts.

    `progress` is told how many of how many orders are drawn; what it raises stops the work, and nothing is written.
    Raises Unavailable when the path cannot be written, InvalidInput when no order is given or a form is not readable.
    """
    if not sheets:
        raise InvalidInput("没有要打印的工单", english="no order to print", field="sheets")
    texts, slips = form("order", forms), form("receipt", forms)
    with written(out) as file:
        book = _book(sheets, texts, paper)
        pages = 0
        for number, sheet in enumerate(sheets, 1):
            pages += sum(_copy(book, sheet, copy, texts, slips) for copy in copies.value)
            if progress:
                progress(number, len(sheets))
        book.save(file)
    return pages


def _book(sheets: Sequence[OrderSheet], texts: Form, paper: Paper) -> Book:
    first = sheets[0]
    title = f"{texts.text('letterhead.title')} {first.number}" + (f" 等 {len(sheets)} 件" if len(sheets) > 1 else "")
    return Book(paper, title=title, author=first.room, subject=first.summary, made_at=first.marks.printed_at)


def _copy(book: Book, sheet: OrderSheet, copy: Copy, texts: Form, slips: Form) -> int:
    if copy is Copy.RESIDENT:
        return bind(book, receipt.leaf(_as_receipt(sheet, texts), slips, book.paper), slips)
    return bind(book, _leaf(sheet, copy, texts, book.paper), texts)


def _leaf(sheet: OrderSheet, copy: Copy, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper)
    blocks = [_facts(sheet, copy, ruler), _words(sheet, ruler), _acting(sheet, ruler)]
    blocks += [_handling(ruler), _resident(ruler)] if copy is Copy.UNIT else [_delivery(ruler), _outcome(ruler)]
    blocks.append(_room(ruler))
    return Leaf(
        issuer=sheet.room,
        title=texts.text("letterhead.title"),
        mark=texts.text(f"copies.{copy.value}.{'mark' if sheet.leads else 'assisting'}"),
        number=sheet.number,
        code=sheet.number,
        blocks=tuple(blocks),
        marks=sheet.marks,
        note=texts.text(f"copies.{copy.value}.note"),
        stress=texts.word("words.urgency", sheet.urgency) if sheet.urgency in ("emergency", "urgent") else "",
    )


def shown(sheet: OrderSheet, copy: Copy, reporter: Reporter) -> tuple[str, str]:
    """Name and phone as this copy may show them (design: domain, "What the paper carries").

    In clear only on the leading unit's copy for a case inside a home; masked elsewhere; not at all when confidential.
    """
    if sheet.confidential:
        return "", ""
    if copy is Copy.UNIT and sheet.leads and sheet.place_kind == "home":
        return reporter.name, reporter.phone
    return masked_name(reporter.name), masked_phone(reporter.phone)


def _reporters(sheet: OrderSheet, copy: Copy, texts: Form) -> tuple[str, str]:
    """The cells of who reported and of their phones."""
    if sheet.confidential:
        return texts.text("sentences.confidential"), sheet.room_phone or texts.text("blank.empty")
    names, phones = [], []
    for reporter in sheet.reporters:
        name, phone = shown(sheet, copy, reporter)
        name = name or texts.text("sentences.anonymous")
        names.append(texts.text("sentences.role", name=name, role=reporter.role) if reporter.role else name)
        if phone:
            phones.append(texts.text("sentences.hours", phone=phone, hours=reporter.hours) if reporter.hours else phone)
    return "；".join(names) or texts.text("sentences.anonymous"), "；".join(phones) or texts.text("blank.empty")


def _facts(sheet: OrderSheet, copy: Copy, ruler: Ruler) -> Block:
    texts, empty = ruler.form, ruler.form.text("blank.empty")
    name, phone = _reporters(sheet, copy, texts)
    place = texts.word("words.place", sheet.place_kind) or empty
    rest = ruler.inner - 2 * ruler.label
    grid = rest * 0.62
    rows = [
        ruler.pair(("received_at", moment(sheet.received_at, empty)), ("issued_at", moment(sheet.issued_at, empty))),
        ruler.pair(("urgency", _urgency(sheet, texts)), ("due_at", _due(sheet, texts)), bold=("urgency", "due_at")),
        ruler.wide("limits", _limits(sheet, texts)) if _other_limits(sheet) or sheet.rule else None,
        ruler.pair(("reporter", name), ("phone", phone)),
        ruler.wide("address", sheet.address or empty, bold=True),
        ruler.pair(("place_kind", place), ("at_home_when", sheet.at_home_when or empty)),
        ruler.uneven(("grid", sheet.grid or empty, grid), ("room_phone", sheet.room_phone or empty, rest - grid)),
        ruler.wide("project", sheet.project or empty),
        ruler.wide("category", _category(sheet, texts)),
        ruler.wide("sender_numbers", "；".join(sheet.sender_numbers)) if sheet.sender_numbers else None,
    ]
    return ruler.block("facts", without_gaps(rows))


def _urgency(sheet: OrderSheet, texts: Form) -> str:
    again = texts.text("sentences.round", round=str(sheet.round)) if sheet.round > 1 else ""
    return f"{texts.word('words.urgency', sheet.urgency)}　{again}".strip()


def _due(sheet: OrderSheet, texts: Form) -> str:
    if sheet.due_at is None:
        return texts.text("blank.empty")
    return texts.text("sentences.due", at=moment(sheet.due_at))


def _limits(sheet: OrderSheet, texts: Form) -> str:
    parts = [f"{texts.word('words.limit', limit.name)} {_short(limit.at)}" for limit in _other_limits(sheet)]
    return "；".join([*parts, texts.text("sentences.rule", rule=sheet.rule)] if sheet.rule else parts)


def _other_limits(sheet: OrderSheet) -> list[Limit]:
    """The limits besides the one that stands by itself."""
    return [limit for limit in sheet.limits if limit.at != sheet.due_at]


def _short(at: datetime | None) -> str:
    """A moment without its year."""
    return moment(at).partition("年")[2] or moment(at)


def _category(sheet: OrderSheet, texts: Form) -> str:
    return f"【{texts.word('words.voice', sheet.voice)}】{sheet.category or texts.text('blank.empty')}"


def _words(sheet: OrderSheet, ruler: Ruler) -> Block:
    empty = ruler.form.text("blank.empty")
    rows = [
        ruler.wide("summary", sheet.summary or empty, bold=True),
        ruler.flowing(sheet.words or empty),
        ruler.wide("wants", sheet.wants) if sheet.wants else None,
        *_photo_rows(sheet, ruler),
    ]
    return ruler.block("words", without_gaps(rows))


def _photo_rows(sheet: OrderSheet, ruler: Ruler) -> list[Row]:
    """Up to nine photos; the sheet says how many more there are."""
    texts, style = ruler.form, ruler.paper.style(8.5)
    taken = sheet.photos[:MAX_PHOTOS]
    height = 40 * mm * ruler.paper.value.scale
    shown = photos.in_rows(taken, ruler.inner, height, style, texts.text("sentences.photo_damaged"))
    rows = [ruler.only(each) for each in shown]
    if more := len(sheet.photos) - len(taken):
        rows.append(ruler.flowing(texts.text("sentences.more_photos", count=str(more))))
    return rows


def _acting(sheet: OrderSheet, ruler: Ruler) -> Block:
    aside = ruler.chop(sheet.room, day(sheet.issued_at), ruler.form.text("sentences.chop"))
    within = ruler.inner - aside.width
    width = within - ruler.label
    told = Cell(words(sheet.instructions or ruler.form.text("blank.empty"), ruler.text, width), width)
    rows = [
        ruler.wide("lead", _who(sheet.lead, ruler), bold=sheet.leads, within=within),
        *(ruler.wide("assisting", _who(each, ruler), within=within) for each in sheet.assisting),
        ruler.row([ruler.labelled("instructions"), told], least=12 * mm),
    ]
    return ruler.block("acting", rows, aside=aside, whole=True)


def _who(acting: Acting, ruler: Ruler) -> str:
    parts = [part for part in (acting.unit, acting.contact, acting.phone) if part]
    return "　".join(parts) or ruler.form.text("blank.empty")


def _handling(ruler: Ruler) -> Block:
    texts, at = ruler.form, ruler.form.text("blank.moment")
    rows = [
        ruler.blanks(("arrived_at", at), ("finished_at", at), height=6.5 * mm),
        ruler.open("done", 10.5 * mm, grows=30 * mm),
        ruler.open("materials", 7 * mm, grows=8 * mm),
        ruler.wide("outcome", ticks(texts.texts_of("ticks.outcome"))),
        ruler.blanks(("handler", ""), ("handler_phone", ""), height=8 * mm),
    ]
    return ruler.block("handling", rows, whole=True)


def _resident(ruler: Ruler) -> Block:
    texts, label = ruler.form, ruler.label
    solved = ruler.inner * 0.26
    rows = [
        ruler.uneven(
            ("solved", ticks(texts.texts_of("ticks.solved")), solved),
            ("satisfied", ticks(texts.texts_of("ticks.satisfied")), ruler.inner - solved - 2 * label),
        ),
        ruler.open("remarks", 7 * mm, grows=12 * mm),
        ruler.blanks(("signature", ""), ("signed_on", texts.text("blank.day")), height=7.5 * mm),
    ]
    return ruler.block("resident", rows, whole=True)


def _room(ruler: Ruler) -> Block:
    row = ruler.blanks(("received_by", ""), ("received_on", ruler.form.text("blank.day")), height=7.5 * mm)
    return ruler.block("room", [row], whole=True)


def _delivery(ruler: Ruler) -> Block:
    texts, at = ruler.form, ruler.form.text("blank.moment")
    rows = [
        ruler.wide("way", ticks(texts.texts_of("ticks.way"))),
        ruler.blanks(("delivered_at", at), ("signed_for_at", at), height=8.5 * mm),
        ruler.blanks(("receiver", ""), ("handler_phone", ""), height=8.5 * mm),
    ]
    return ruler.block("delivery", rows, whole=True)


def _outcome(ruler: Ruler) -> Block:
    texts = ruler.form
    rows = [
        ruler.wide("outcome", ticks(texts.texts_of("ticks.outcome"))),
        ruler.open("done", 12 * mm, grows=20 * mm),
    ]
    return ruler.block("handling", rows, whole=True)


def _as_receipt(sheet: OrderSheet, texts: Form) -> Receipt:
    name, _ = _reporters(sheet, Copy.RESIDENT, texts)
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
