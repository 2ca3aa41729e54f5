"""The notice of the result (办理结果告知书): what became of a resident's case, in the words meant for the resident.

Only the answer to the resident is on it, never an internal note (design: domain, Life of a case).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.desk import Desk, find
from reception.desk.office import Office
from reception.domain.case import Case, Step
from reception.domain.clock import from_text, to_text
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act, Status
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, day
from reception.paper.grid import Block
from reception.paper.issuing import Issuer, again, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, ticks
from reception.paper.sheet import Book, Paper
from reception.paper.table import letter, paragraphs, signed

_SIZE = 14.0
_RESULTS: dict[str, tuple[str, ...]] = {
    Act.HANDLE: ("done",),
    Act.ANSWER: ("answer",),
    Act.IMPORT_CLOSED: ("answer",),
    Act.NOT_OURS: ("why", "channel"),
    Act.HANG_UP: ("measures", "until"),
}
"""The acts that say what became of a case, and which of their fields are for the resident."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says. `outcome` is the act that ended it; `result` what was done or answered, `more` its second
    part (the right channel, or until when it is put off); `adopted` tells it of a suggestion (`forms.ADOPTION`)."""

    issuer: Issuer
    number: str
    name: str
    received_at: datetime | None
    summary: str
    address: str
    outcome: str
    result: str
    more: str = ""
    unit: str = ""
    at: datetime | None = None
    adopted: str = ""


def notice_of(desk: Desk, reference: str) -> Notice:
    """What the notice of a case says now. Raises NotAllowed while there is no result."""
    with desk.read() as conn:
        office = desk.office(conn)
        case = find(conn, reference, desk.now).case
        return _notice(case, office, again(issuer(desk, office), case, "notice"), to_text(desk.now))


def _notice(case: Case, office: Office, here: Issuer, now: str) -> Notice:
    step = _result(case)
    if step is None or case.status_at(now) in (Status.REGISTERED, Status.DISPATCHED, Status.ACCEPTED):
        raise NotAllowed("这件诉求还没有办理结果，不能出告知书", english="there is no result to tell of yet")
    result, more = (str(step.fields.get(name, "")) for name in (*_RESULTS[step.act], "")[:2])
    order = next((order for order in reversed(case.orders.values()) if order.lead and order.round == step.round), None)
    return Notice(
        here, case.number, str(case.to_call.get("name", "") or case.reporter.get("name", "")),
        _moment(case.get("received_at")), str(case.get("summary")), str(case.get("address")), step.act, result,
        day(from_text(more)) if step.act == Act.HANG_UP and more else more,
        office.unit_name(order.unit) if order and step.act == Act.HANDLE else "", _moment(step.at),
        case.adopted,
    )  # fmt: skip


def _result(case: Case) -> Step | None:
    """The latest act that says what became of it."""
    told = (step for step in reversed(case.steps) if step.effective and step.act in _RESULTS)
    return next((step for step in told if step.round == case.round), None)


def _moment(text: str | None) -> datetime | None:
    return from_text(str(text)) if text else None


def write_notice(notice: Notice, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None) -> int:
    """Write a notice as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("notice", forms)
    title = f"{texts.text('letterhead.title')} {notice.number}"
    here = notice.issuer
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=notice.summary, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(notice, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(notice: Notice, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, size=11, band_width=9 * mm, label_width=25 * mm)
    here = notice.issuer
    told = [paragraphs(ruler, texts.text("sentences.to", name=notice.name or texts.text("sentences.resident")),
                       bold=True, indent=False)]  # fmt: skip
    told += [paragraphs(ruler, text) for text in _sentences(notice, texts)]
    stamp = signed(ruler, here.room, day(here.marks.printed_at), texts.text("sentences.chop"))
    return Leaf(
        issuer=here.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.resident.mark"),
        number=notice.number,
        code=notice.number,
        blocks=(letter(ruler, *told), letter(ruler, stamp), _told(ruler)),
        marks=here.marks,
        note=texts.text("copies.resident.note"),
    )


def _sentences(notice: Notice, texts: Form) -> list[str]:
    """What was said, what became of it, and what to do when it is not so."""
    at = f"{notice.address}：" if notice.address else ""
    opening = texts.text("sentences.opening", at=day(notice.received_at), summary=f"{at}{notice.summary}")
    values = {"unit": notice.unit or notice.issuer.room, "at": day(notice.at, ""), "more": notice.more or "—"}
    outcome = texts.word("words.adopted", notice.adopted)
    outcome += texts.text(f"outcomes.{notice.outcome}", result=_ended(notice.result), **values)
    here = notice.issuer
    address = texts.text("sentences.address", address=here.address) if here.address else ""
    closing = texts.text("sentences.closing", phone=here.phone or "—", address=address)
    return [opening, outcome, closing]


def _ended(text: str) -> str:
    """A result ends as a sentence does."""
    return text if text.endswith(("。", "！", "？", "!", "?")) else f"{text or '—'}。"


def _told(ruler: Ruler) -> Block:
    """How and when it reached the resident."""
    texts = ruler.form
    rows = [
        ruler.wide("way", ticks(texts.texts_of("ticks.way"))),
        ruler.blanks(("receiver", ""), ("told_on", texts.text("blank.day")), height=10 * mm),
        ruler.blanks(("clerk", ""), ("witness", ""), height=10 * mm),
    ]
    return ruler.block("told", rows, whole=True)
