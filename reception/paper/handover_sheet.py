"""The handover sheet (交接单): what is in hand when one clerk leaves the desk to another, with both signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.desk import Desk
from reception.desk.leaving import Awaited, Leaving, OpenCase, Promise, leaving
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.forms import CALL_WAYS
from reception.domain.lifecycle import STATUS_NAMES, Act
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, moment
from reception.paper.grid import Block
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler
from reception.paper.sheet import Book, Paper
from reception.paper.table import columns, said, table, under


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A handover from one clerk to another; names that are not known yet are written in by hand."""

    issuer: Issuer
    leaving: Leaving
    gives: str = ""
    takes: str = ""


def handover_sheet_of(desk: Desk, takes: str = "") -> HandoverSheet:
    """What the clerk at this desk hands over now."""
    what = leaving(desk)
    with desk.read() as conn:
        return HandoverSheet(issuer(desk, desk.office(conn)), what, desk.clerk.name, takes)


def write_handover(
    sheet: HandoverSheet, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write the sheet as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("handover_sheet", forms)
    title, here = texts.text("letterhead.title"), sheet.issuer
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=title, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(sheet, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(sheet: HandoverSheet, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, label_width=24 * mm)
    return Leaf(
        issuer=sheet.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number="",
        blocks=(
            _who(sheet, ruler), _cases(sheet.leaving.cases, ruler), _promises(sheet.leaving.promises, ruler),
            _papers(sheet.leaving.awaited, ruler), *_rest(sheet.leaving, ruler), _things(ruler), _signatures(ruler),
        ),
        marks=sheet.issuer.marks,
        note=texts.text("copies.room.note"),
    )  # fmt: skip


def _who(sheet: HandoverSheet, ruler: Ruler) -> Block:
    what = sheet.leaving
    counts = {
        "cases": str(len(what.cases)), "promises": str(len(what.promises)), "papers": str(len(what.awaited)),
        "unsent": str(sum(times for _, times in what.unsent)), "drafts": str(len(what.drafts)),
    }  # fmt: skip
    rows = [
        ruler.pair(("gives", sheet.gives), ("takes", sheet.takes)),
        ruler.wide("at", moment(sheet.issuer.marks.printed_at)),
        ruler.wide("counts", ruler.form.text("sentences.counts", **counts), bold=True),
    ]
    return ruler.block("who", rows, whole=True)


def _title(ruler: Ruler, name: str, count: int) -> str:
    return ruler.form.text(f"tables.{name}", count=str(count))


def _cases(cases: Sequence[OpenCase], ruler: Ruler) -> Block:
    heads = columns(ruler, "cases", 37, 35, 29, 12, 27, 16, left=(0, 1, 2, 4))
    rows = [
        (case.number, case.summary, case.address, STATUS_NAMES[case.status][0], case.unit or "—", _short(case.until))
        for case in cases
    ]
    return table(ruler, _title(ruler, "cases", len(cases)), heads, rows, size=8.5)


def _promises(promises: Sequence[Promise], ruler: Ruler) -> Block:
    heads = columns(ruler, "promises", 37, 31, 15, 16, 17, 40, left=(0, 1, 5))
    texts = ruler.form
    rows = [
        (
            each.number, each.summary, each.name or "—", texts.word("words.promise", each.act), _short(each.on),
            CALL_WAYS.get(each.note, (each.note, ""))[0] if each.act == Act.PLAN else each.note,
        )
        for each in promises
    ]  # fmt: skip
    return table(ruler, _title(ruler, "promises", len(promises)), heads, rows, size=8.5)


def _papers(awaited: Sequence[Awaited], ruler: Ruler) -> Block:
    heads = columns(ruler, "papers", 42, 38, 36, 16, 14, 10, left=(0, 1, 2))
    rows = [
        (each.number, each.summary, each.unit, _short(each.dispatched_at), each.signed_by or "—", str(each.printed))
        for each in awaited
    ]
    return table(ruler, _title(ruler, "papers", len(awaited)), heads, rows, size=8.5)


def _rest(what: Leaving, ruler: Ruler) -> list[Block]:
    """What has not been sent, and forms that were begun on this PC."""
    texts = ruler.form
    total = sum(times for _, times in what.unsent)
    unsent = texts.text("sentences.nothing_unsent")
    if total:
        parts = "、".join(texts.text("sentences.times", act=act, count=str(times)) for act, times in what.unsent)
        since = moment(from_text(what.unsent_since)) if what.unsent_since else "—"
        unsent = texts.text("sentences.unsent", count=str(total), since=since, parts=parts)
    heads = columns(ruler, "drafts", 90, 36, 30, left=(0,))
    rows = [(each.title or "—", each.clerk, _short(each.saved_at)) for each in what.drafts]
    return [
        under(ruler, _title(ruler, "unsent", total), [said(ruler, unsent, size=9)], whole=True),
        table(ruler, _title(ruler, "drafts", len(rows)), heads, rows, size=8.5),
    ]


def _short(text: str) -> str:
    """A day, or a time without its year, as a table has room for."""
    if not text:
        return "—"
    if len(text) == len("2026-11-24"):
        return f"{int(text[5:7])}月{int(text[8:])}日"
    at = from_text(text).astimezone(DISTRICT_ZONE)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _things(ruler: Ruler) -> Block:
    """What no program knows: keys, chop, the recovery key's envelope."""
    rows = [ruler.flowing(ruler.form.text("sentences.things")), ruler.open("more", 16 * mm, grows=30 * mm)]
    return ruler.block("things", rows, whole=True)


def _signatures(ruler: Ruler) -> Block:
    texts = ruler.form
    rows = [
        ruler.flowing(texts.text("sentences.declared")),
        ruler.blanks(("gives_signature", ""), ("takes_signature", ""), height=11 * mm),
        ruler.blanks(("witness", ""), ("signed_on", texts.text("blank.moment")), height=11 * mm),
    ]
    return ruler.block("signatures", rows, whole=True)
