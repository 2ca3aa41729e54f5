"""The ruled blocks that the copies of a work order are made of."""

from datetime import datetime

from reportlab.lib.units import mm

from reception.paper import photos
from reception.paper.forms import Form
from reception.paper.frame import day, moment
from reception.paper.grid import Block, Cell, Row, words
from reception.paper.order_sheet import Acting, Copy, Limit, OrderSheet, shown
from reception.paper.rows import Ruler, ticks, without_gaps

MAX_PHOTOS = 9


def reporters(sheet: OrderSheet, copy: Copy, texts: Form) -> tuple[str, str]:
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


def facts(sheet: OrderSheet, copy: Copy, ruler: Ruler) -> Block:
    """When it came, how pressing it is, who said it and where."""
    texts, empty = ruler.form, ruler.form.text("blank.empty")
    name, phone = reporters(sheet, copy, texts)
    place = texts.word("words.place", sheet.place_kind) or empty
    rest = ruler.inner - 2 * ruler.label
    grid = rest * 0.62
    rows = [
        ruler.pair(("received_at", moment(sheet.received_at, empty)), ("issued_at", moment(sheet.issued_at, empty))),
        ruler.pair(("urgency", urgency(sheet, texts)), ("due_at", due(sheet, texts)), bold=("urgency", "due_at")),
        ruler.wide("limits", limits(sheet, texts)) if other_limits(sheet) or sheet.rule else None,
        ruler.pair(("reporter", name), ("phone", phone)),
        ruler.wide("address", sheet.address or empty, bold=True),
        ruler.pair(("place_kind", place), ("at_home_when", sheet.at_home_when or empty)),
        ruler.uneven(("grid", sheet.grid or empty, grid), ("room_phone", sheet.room_phone or empty, rest - grid)),
        ruler.wide("project", sheet.project or empty),
        ruler.wide("category", category(sheet, texts)),
        ruler.wide("sender_numbers", "；".join(sheet.sender_numbers)) if sheet.sender_numbers else None,
    ]
    return ruler.block("facts", without_gaps(rows))


def urgency(sheet: OrderSheet, texts: Form) -> str:
    """The urgency, and which round of handling it is."""
    again = texts.text("sentences.round", round=str(sheet.round)) if sheet.round > 1 else ""
    return f"{texts.word('words.urgency', sheet.urgency)}　{again}".strip()


def stress(sheet: OrderSheet, texts: Form) -> str:
    """The word that stands in a black field when it is pressing."""
    return texts.word("words.urgency", sheet.urgency) if sheet.urgency in ("emergency", "urgent") else ""


def due(sheet: OrderSheet, texts: Form) -> str:
    """By when it must be solved."""
    if sheet.due_at is None:
        return texts.text("blank.empty")
    return texts.text("sentences.due", at=moment(sheet.due_at))


def limits(sheet: OrderSheet, texts: Form) -> str:
    """The limits besides, and the rule they come from."""
    parts = [f"{texts.word('words.limit', limit.name)} {_short(limit.at)}" for limit in other_limits(sheet)]
    return "；".join([*parts, texts.text("sentences.rule", rule=sheet.rule)] if sheet.rule else parts)


def other_limits(sheet: OrderSheet) -> list[Limit]:
    """The limits besides the one that stands by itself."""
    return [limit for limit in sheet.limits if limit.at != sheet.due_at]


def _short(at: datetime | None) -> str:
    """A moment without its year."""
    return moment(at).partition("年")[2] or moment(at)


def category(sheet: OrderSheet, texts: Form) -> str:
    """Voice and category."""
    return f"【{texts.word('words.voice', sheet.voice)}】{sheet.category or texts.text('blank.empty')}"


def said(sheet: OrderSheet, ruler: Ruler) -> Block:
    """What it is about, in the resident's words, with the photos."""
    empty = ruler.form.text("blank.empty")
    rows = [
        ruler.wide("summary", sheet.summary or empty, bold=True),
        ruler.flowing(sheet.words or empty),
        ruler.wide("wants", sheet.wants) if sheet.wants else None,
        *photo_rows(sheet, ruler),
    ]
    return ruler.block("words", without_gaps(rows))


def photo_rows(sheet: OrderSheet, ruler: Ruler) -> list[Row]:
    """Up to nine photos; the sheet says how many more there are."""
    texts, style = ruler.form, ruler.paper.style(8.5)
    taken = sheet.photos[:MAX_PHOTOS]
    height = 40 * mm * ruler.paper.value.scale
    shown = photos.in_rows(taken, ruler.inner, height, style, texts.text("sentences.photo_damaged"))
    rows = [ruler.only(each) for each in shown]
    if more := len(sheet.photos) - len(taken):
        rows.append(ruler.flowing(texts.text("sentences.more_photos", count=str(more))))
    return rows


def acting(sheet: OrderSheet, ruler: Ruler) -> Block:
    """Who leads, who assists, the room's instructions, and room for its chop over name and date."""
    aside = chop(sheet, ruler)
    within = ruler.inner - aside.width
    return ruler.block("acting", told(sheet, ruler, within, 12 * mm), aside=aside, whole=True)


def acting_and_handling(sheet: OrderSheet, ruler: Ruler) -> list[Block]:
    """The same on small paper: the handler's short lines stand beside the chop, the long ones below it."""
    aside = chop(sheet, ruler)
    within = ruler.inner - aside.width
    at = ruler.form.text("blank.moment")
    rows = [
        *told(sheet, ruler, within, 6 * mm),
        ruler.narrow("arrived_at", at, within),
        ruler.narrow("finished_at", at, within),
        ruler.wide("outcome", ticks(ruler.form.texts_of("ticks.outcome")), within=within),
    ]
    below = [
        ruler.open("done", 9 * mm, grows=30 * mm),
        ruler.open("materials", 6 * mm, grows=8 * mm),
        _handler(ruler),
    ]
    return [
        ruler.block("acting_and_handling", rows, aside=aside, whole=True),
        ruler.block("handling", below, whole=True),
    ]


def acting_and_delivery(sheet: OrderSheet, ruler: Ruler) -> list[Block]:
    """The room's own copy on small paper: how it was delivered stands beside the chop."""
    aside = chop(sheet, ruler)
    within = ruler.inner - aside.width
    at = ruler.form.text("blank.moment")
    rows = [
        *told(sheet, ruler, within, 6 * mm),
        ruler.wide("way", ticks(ruler.form.texts_of("ticks.way")), within=within),
        ruler.narrow("delivered_at", at, within),
        ruler.narrow("signed_for_at", at, within),
        ruler.narrow("receiver", "", within, 8 * mm),
    ]
    return [ruler.block("acting_and_delivery", rows, aside=aside, whole=True)]


def chop(sheet: OrderSheet, ruler: Ruler) -> Cell:
    """Room for the chop over the room's name and the date."""
    return ruler.chop(sheet.room, day(sheet.issued_at), ruler.form.text("sentences.chop"))


def told(sheet: OrderSheet, ruler: Ruler, within: float, least: float) -> list[Row]:
    """Who is to act, and what the room tells them."""
    width = within - ruler.label
    instructions = Cell(words(sheet.instructions or ruler.form.text("blank.empty"), ruler.text, width), width)
    return [
        ruler.wide("lead", who(sheet.lead, ruler.form), bold=sheet.leads, within=within),
        *(ruler.wide("assisting", who(each, ruler.form), within=within) for each in sheet.assisting),
        ruler.row([ruler.labelled("instructions"), instructions], least=least),
    ]


def who(acting: Acting, texts: Form) -> str:
    """A unit with whom to call there."""
    parts = [part for part in (acting.unit, acting.contact, acting.phone) if part]
    return "　".join(parts) or texts.text("blank.empty")


def handling(ruler: Ruler) -> Block:
    """The handler's lines: when, what was done, with what, how it ended, who signs."""
    texts, at = ruler.form, ruler.form.text("blank.moment")
    rows = [
        ruler.blanks(("arrived_at", at), ("finished_at", at), height=6.5 * mm),
        ruler.open("done", 10.5 * mm, grows=30 * mm),
        ruler.open("materials", 7 * mm, grows=8 * mm),
        ruler.wide("outcome", ticks(texts.texts_of("ticks.outcome"))),
        _handler(ruler),
    ]
    return ruler.block("handling", rows, whole=True)


def _handler(ruler: Ruler) -> Row:
    return ruler.blanks(("handler", ""), ("handler_phone", ""), height=8 * mm)


def resident(ruler: Ruler) -> Block:
    """The resident's lines: solved, satisfied, remarks, signature."""
    texts, label = ruler.form, ruler.label
    solved = ruler.inner * 0.26
    rows = [
        ruler.uneven(
            ("solved", ticks(texts.texts_of("ticks.solved")), solved),
            ("satisfied", ticks(texts.texts_of("ticks.satisfied")), ruler.inner - solved - 2 * label),
        ),
        ruler.open("remarks", 6 * mm, grows=12 * mm),
        ruler.blanks(("signature", ""), ("signed_on", texts.text("blank.day")), height=7.5 * mm),
    ]
    return ruler.block("resident", rows, whole=True)


def room(ruler: Ruler) -> Block:
    """Who took the sheet back, and when."""
    row = ruler.blanks(("received_by", ""), ("received_on", ruler.form.text("blank.day")), height=7 * mm)
    return ruler.block("room", [row], whole=True)


def delivery(ruler: Ruler) -> Block:
    """How and when it was delivered, who signed for it."""
    texts, at = ruler.form, ruler.form.text("blank.moment")
    rows = [
        ruler.wide("way", ticks(texts.texts_of("ticks.way"))),
        ruler.blanks(("delivered_at", at), ("signed_for_at", at), height=8.5 * mm),
        ruler.blanks(("receiver", ""), ("handler_phone", ""), height=8.5 * mm),
    ]
    return ruler.block("delivery", rows, whole=True)


def outcome(ruler: Ruler) -> Block:
    """How it ended, as the room writes it onto its own copy."""
    texts = ruler.form
    rows = [
        ruler.wide("outcome", ticks(texts.texts_of("ticks.outcome"))),
        ruler.open("done", 12 * mm, grows=20 * mm),
    ]
    return ruler.block("handling", rows, whole=True)
