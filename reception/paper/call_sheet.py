"""The call sheet (电话回访单): whom to call about one case, what was done, and room for what is answered.

For the clerk who calls: names and phones are in clear, so it stays in the room.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.calls import Call, call_about, others_of
from reception.desk.desk import Desk, find
from reception.domain.clock import to_text
from reception.domain.errors import NotAllowed
from reception.domain.forms import CALL_WAYS
from reception.domain.identity import written_phone
from reception.domain.lifecycle import STATUS_NAMES, Status
from reception.paper.call_list import tried
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind
from reception.paper.grid import Block, Row
from reception.paper.issuing import Issuer, again, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, ticks, without_gaps
from reception.paper.sheet import Book, Paper

CALL_SHEET = "call_sheet"


@dataclass(frozen=True, slots=True)
class CallSheet:
    """A call about one case. `others` (name, phone) can be asked where the first cannot be reached."""

    issuer: Issuer
    call: Call
    status: Status
    others: tuple[tuple[str, str], ...] = ()
    confidential: bool = False


def call_sheet_of(desk: Desk, reference: str) -> CallSheet:
    """The sheet of a case, due for a follow-up or not. Raises NotAllowed where nobody left a name or a phone."""
    with desk.read() as conn:
        office = desk.office(conn)
        case = find(conn, reference, desk.now).case
    if case.anonymous:
        raise NotAllowed("这件诉求没有留姓名和电话，没有人可打", english="nobody left a name or a phone with this case")
    return CallSheet(
        again(issuer(desk, office), case, CALL_SHEET), call_about([case], office), case.status_at(to_text(desk.now)),
        tuple(others_of(case)), bool(case.get("confidential")),
    )  # fmt: skip


def write_call_sheet(
    sheet: CallSheet, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write the sheet as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form(CALL_SHEET, forms)
    title, here = texts.text("letterhead.title"), sheet.issuer
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=title, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(sheet, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(sheet: CallSheet, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper)
    [case] = sheet.call.cases
    return Leaf(
        issuer=sheet.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number=case.number,
        code=case.number,
        blocks=(_whom(sheet, ruler), _about(sheet, ruler), _asked(sheet, ruler), _record(ruler)),
        marks=sheet.issuer.marks,
        note=texts.text("copies.room.note"),
    )


def _whom(sheet: CallSheet, ruler: Ruler) -> Block:
    texts, call = ruler.form, sheet.call
    name = call.name or texts.text("sentences.unnamed")
    phone = written_phone(call.phone) or texts.text("sentences.no_phone")
    way = CALL_WAYS.get(call.way, (call.way, ""))[0]
    others = "；".join(f"{name} {written_phone(phone)}".strip() for name, phone in sheet.others)
    rows = [
        ruler.pair(("name", f"{name}（{call.relation}）" if call.relation else name), ("phone", phone),
                   bold=("name", "phone")),
        ruler.pair(("hours", call.hours or "—"), ("way", way or "—")),
        ruler.wide("others", others) if others else None,
        ruler.wide("address", call.cases[0].address or "—"),
        ruler.wide("mind", texts.text("sentences.confidential"), bold=True) if sheet.confidential else None,
    ]  # fmt: skip
    return ruler.block("whom", without_gaps(rows), whole=True)


def _about(sheet: CallSheet, ruler: Ruler) -> Block:
    """What was said, who has it, and what was done about it."""
    [case] = sheet.call.cases
    status = STATUS_NAMES[sheet.status][0]
    rows = [
        ruler.wide("summary", case.summary or "—", bold=True),
        ruler.flowing(case.words) if case.words else None,
        ruler.pair(("unit", case.unit), ("status", status)) if case.unit else ruler.wide("status", status),
        ruler.wide("done", case.done) if case.done else None,
    ]
    return ruler.block("case", without_gaps(rows))


def _asked(sheet: CallSheet, ruler: Ruler) -> Block:
    """The attempts so far, room for two more, and the questions."""
    texts = ruler.form
    tries = "；".join(tried(each, texts) for each in sheet.call.cases[0].tries)
    rows = [
        ruler.wide("tries", tries) if tries else None,
        _attempt("now", ruler),
        _attempt("again", ruler),
        ruler.wide("solved", f"{ticks(texts.texts_of('ticks.solved'))}　{texts.text('sentences.left_to_do')}"),
        ruler.wide("satisfied", ticks(texts.texts_of("ticks.satisfied"))),
        ruler.wide("why", ticks(texts.texts_of("ticks.why"))),
    ]
    return ruler.block("call", without_gaps(rows), whole=True)


def _attempt(label: str, ruler: Ruler) -> Row:
    told = f"{ruler.form.text('sentences.at')}{ticks(ruler.form.texts_of('ticks.reached'))}"
    return ruler.narrow(label, told, ruler.inner, 7.5 * mm)


def _record(ruler: Ruler) -> Block:
    day = ruler.form.text("blank.day")
    rows = [
        ruler.open("words", 24 * mm, grows=60 * mm),
        ruler.open("more", 12 * mm, grows=24 * mm),
        ruler.blanks(("next_on", day), ("entered_on", day), height=8.5 * mm),
    ]
    return ruler.block("record", rows, whole=True)
