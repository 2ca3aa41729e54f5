"""The case file (诉求档案): everything about one case, its whole timeline in order, its photos and papers.

For the room's own cabinet: names are in clear, what was taken back stands struck out, notes are marked as internal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.units import mm

from reception.desk.case_page import OpenCase, open_case, read_file
from reception.desk.desk import Desk
from reception.desk.undo import act_name
from reception.domain import forms as spec
from reception.domain.case import Case, Order, Step
from reception.domain.clock import DISTRICT_ZONE, Id, from_text
from reception.domain.deadlines import Limit, explain
from reception.domain.errors import ReceptionError
from reception.domain.forms import FieldSpec, Kind
from reception.domain.identity import masked_id, written_phone
from reception.domain.lifecycle import ORDER_STATUS_NAMES, STATUS_NAMES, Act
from reception.paper import photos
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, moment
from reception.paper.grid import Block
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.photos import Photo
from reception.paper.rows import Ruler, without_gaps
from reception.paper.sheet import Book, Paper
from reception.paper.table import columns, table, under

_PHOTO = 62 * mm
_BRIEF = 90
_NOT_SAID = frozenset({"act", "at", "limits", "order"})
_CHOICES = {
    "urgency": spec.URGENCIES, "voice": spec.VOICES, "place_kind": spec.PLACE_KINDS, "channel": spec.CHANNELS,
    "how": spec.TOUCHES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks, as the file keeps it."""

    role: str
    name: str
    phone: str
    id_number: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline, as printed: when it happened and was written, what, by whom, and what was said."""

    at: str
    written: str
    what: str
    who: str
    told: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything known of it, as printed. `facts` are the labels of the form with their values."""

    issuer: Issuer
    number: str
    summary: str
    words: str
    facts: tuple[tuple[str, str], ...]
    parties: tuple[Party, ...]
    orders: tuple[tuple[str, ...], ...]
    limits: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    photos: tuple[Photo, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()


def case_file_of(desk: Desk, reference: str, forms: Path | None = None) -> CaseFile:
    """The file of a case as it stands now. Raises NotFound, or Conflict when several share the number."""
    page = open_case(desk, reference)
    with desk.read() as conn:
        here = issuer(desk, desk.office(conn))
    texts = form("case_file", forms)
    case = page.case
    pictures, papers = _files(desk, page, texts)
    return CaseFile(
        here, case.number, str(case.get("summary")), str(case.words.get("words") or ""), tuple(_facts(page, texts)),
        tuple(_party(party.values(), texts) for party in case.parties.values()),
        tuple(_order(order, page, texts) for order in case.orders.values()), tuple(_limits(case, texts)),
        tuple(_line(step, page, texts) for step in case.steps), pictures, papers,
    )  # fmt: skip


def _facts(page: OpenCase, texts: Form) -> list[tuple[str, str]]:
    case = page.case
    numbers = [
        " ".join(str(ref.get(name) or "") for name in ("issuer", "number")).strip() for ref in case.references.values()
    ]
    received = case.get("received_at")
    return [
        ("received_at", moment(from_text(received)) if received else "—"),
        ("channel", _name(spec.CHANNELS, case.get("channel"))),
        ("status", STATUS_NAMES[page.status][0] + (texts.text("sentences.taken_back") if not case.exists else "")),
        ("round", texts.text("sentences.round", round=str(case.round))),
        ("voice", _name(spec.VOICES, case.get("voice"))),
        ("urgency", _name(spec.URGENCIES, case.get("urgency"))),
        ("category", str(case.get("category")) or "—"),
        ("item", str(case.get("item")) or "—"),
        ("address", str(case.get("address")) or "—"),
        ("place_kind", _name(spec.PLACE_KINDS, case.get("place_kind"))),
        ("grid", page.grid or "—"),
        ("project", page.project or "—"),
        ("wants", str(case.get("wants")) or "—"),
        ("numbers", "；".join(filter(None, numbers)) or "—"),
    ]


def _name(names: Mapping[str, tuple[str, str]], key: Any) -> str:
    return names[key][0] if key in names else str(key or "—")


def _party(party: Mapping[str, Any], texts: Form) -> Party:
    role = texts.word("words.role", str(party.get("role", "")))
    if party.get("relation"):
        role += f"·{party['relation']}"
    number = str(party.get("id_number") or "")
    return Party(
        role, str(party.get("name") or "—"), written_phone(str(party.get("phone") or "—")),
        masked_id(number) if number else "", str(party.get("hours") or ""),
    )  # fmt: skip


def _order(order: Order, page: OpenCase, texts: Form) -> tuple[str, ...]:
    part = texts.text("sentences.lead" if order.lead else "sentences.assist")
    return (
        order.number, page.unit(order.unit).name, part, _short(order.dispatched_at), _short(order.delivered_at),
        order.signed_by or "—", ORDER_STATUS_NAMES[order.status][0], str(order.prints),
    )  # fmt: skip


def _limits(case: Case, texts: Form) -> list[tuple[str, ...]]:
    """Every limit that was ever set, each with its explanation."""
    return [
        (
            str(key[0]), texts.word("words.clock", key[1]), _short(str(limit["start"])), _short(str(limit["until"])),
            _short(case.stopped.get(key)) if limit is limits[-1] else texts.text("sentences.superseded"),
            "；".join(_why(limit)),
        )
        for key, limits in case.limits.items()
        for limit in limits
    ]  # fmt: skip


def _why(limit: Mapping[str, Any]) -> Sequence[str]:
    """A limit's explanation, without what stands in the columns before it; a long list of days is for the screen."""
    lines = explain(Limit.from_fields(limit))[2:]
    return [line if len(line) <= _BRIEF else line[:_BRIEF] + "……" for line in lines]


def _line(step: Step, page: OpenCase, texts: Form) -> Line:
    name = act_name(step.act)[0]
    if step.undone:
        name = texts.text("sentences.undone", name=name)
    elif not step.effective:
        name = texts.text("sentences.no_effect", name=name)
    order = page.case.orders.get(Id(step.order)) if step.order else None
    told = _told(step, page, texts)
    return Line(
        _short(step.at), _short(step.written), name, page.clerk(step.clerk),
        "；".join(filter(None, (order.number if order else "", told))),
    )  # fmt: skip


def _told(step: Step, page: OpenCase, texts: Form) -> str:
    """What a step carries, each thing under its name on the screen."""
    asked = {each.name: each for each in (*_asked(step.act), spec.ADOPTED, *spec.COMMON)}
    carried = {name: value for name, value in step.fields.items() if value and name not in _NOT_SAID}
    written = page.amended.get(step.entry, {})
    return "；".join(
        [f"{_label(name, asked, texts)}：{_said(name, value, asked, page)}" for name, value in carried.items()]
        + [f"{_label(name, asked, texts)}→{_said(name, value, asked, page)}" for name, value in written.items()]
    )


def _asked(act: str) -> tuple[FieldSpec, ...]:
    return spec.FIELDS[Act(act)] if act in spec.FIELDS else ()


def _label(name: str, asked: Mapping[str, FieldSpec], texts: Form) -> str:
    return asked[name].zh if name in asked else texts.word("words.field", name)


def _said(name: str, value: Any, asked: Mapping[str, FieldSpec], page: OpenCase) -> str:
    known = asked.get(name)
    choices = (known.choices if known else None) or _CHOICES.get(name, {})
    if name == "unit":
        return page.unit(str(value)).name
    if known is not None and known.kind is Kind.MOMENT:
        return _short(str(value))
    return choices[value][0] if value in choices else str(value)


def _short(text: str | None) -> str:
    if not text:
        return "—"
    try:
        local = from_text(text).astimezone(DISTRICT_ZONE)
    except ValueError:
        return text
    return f"{local:%Y-%m-%d %H:%M}"


def _files(desk: Desk, page: OpenCase, texts: Form) -> tuple[tuple[Photo, ...], tuple[tuple[str, str], ...]]:
    """Pictures to print, and the names of all other files with what they are or why they are not here."""
    pictures: list[Photo] = []
    papers: list[tuple[str, str]] = []
    for file in page.case.files.values():
        name, kind = str(file.get("name") or ""), str(file.get("media_type") or "")
        if not kind.startswith("image/"):
            papers.append((name, kind or "—"))
        elif (content := _content(desk, page, str(file.get("sha256")))) is None:
            papers.append((name, texts.text("sentences.not_here")))
        else:
            pictures.append(Photo(content, name))
    return tuple(pictures), tuple(papers)


def _content(desk: Desk, page: OpenCase, sha256: str) -> bytes | None:
    if sha256 in page.missing:
        return None
    try:
        return read_file(desk, sha256)
    except ReceptionError:
        return None


# the paper


def write_case_file(file: CaseFile, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None) -> int:
    """Write a case's file as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("case_file", forms)
    title, here = f"{texts.text('letterhead.title')} {file.number}", file.issuer
    with written(out) as stream:
        book = Book(paper, title=title, author=here.room, subject=file.summary, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(file, texts, paper), texts)
        book.save(stream)
    return pages


def _leaf(file: CaseFile, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper)
    return Leaf(
        issuer=file.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number=file.number,
        code=file.number,
        blocks=(_head(file, ruler), *_tables(file, ruler), *_pictures(file, ruler)),
        marks=file.issuer.marks,
        note=texts.text("copies.room.note"),
    )


def _head(file: CaseFile, ruler: Ruler) -> Block:
    pairs = [ruler.pair(*file.facts[place : place + 2]) for place in range(0, len(file.facts), 2)]
    rows = [
        ruler.wide("summary", file.summary or "—", bold=True),
        *pairs,
        ruler.flowing(file.words) if file.words else None,
    ]
    return ruler.block("facts", without_gaps(rows))


def _tables(file: CaseFile, ruler: Ruler) -> list[Block]:
    title = ruler.form.text
    parties = [(each.role, each.name, each.phone, each.hours or "—", each.id_number or "—") for each in file.parties]
    lines = [(f"{line.at}\n（{line.written}）", line.what, line.who, line.told or "—") for line in file.lines]
    return [
        table(ruler, title("tables.parties"), columns(ruler, "parties", 26, 40, 30, 30, 30), parties,
              empty=title("sentences.anonymous")),
        table(ruler, title("tables.orders"), columns(ruler, "orders", 42, 32, 10, 22, 22, 14, 14, 10, left=(0, 1)),
              file.orders, size=8.5),
        table(ruler, title("tables.lines"), columns(ruler, "lines", 33, 20, 19, 84, left=(3,)), lines, size=8.5),
        table(ruler, title("tables.limits"), columns(ruler, "limits", 8, 16, 22, 22, 22, 66, left=(5,)), file.limits,
              size=8.5),
    ]  # fmt: skip


def _pictures(file: CaseFile, ruler: Ruler) -> Sequence[Block]:
    """The photos, three beside each other, and a list of all other papers."""
    texts, blocks = ruler.form, []
    if file.photos:
        style, width = ruler.paper.style(8.5), ruler.paper.value.type_width
        high = _PHOTO * ruler.paper.value.scale
        rows = photos.in_rows(file.photos, width, high, style, texts.text("sentences.photo_damaged"))
        blocks.append(under(ruler, texts.text("tables.photos", count=str(len(file.photos))), rows))
    if file.papers:
        heads = columns(ruler, "papers", 110, 46, left=(0,))
        blocks.append(table(ruler, texts.text("tables.papers", count=str(len(file.papers))), heads, file.papers))
    return blocks
