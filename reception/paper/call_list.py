"""The call list (回访电话清单): whom to call today, person by person, with room for what is answered.

For the clerk who calls: names and phones are in clear, so it stays in the room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.calls import Call, CallCase, Try, calls_due
from reception.desk.desk import Desk
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.forms import CALL_WAYS, adopted_first
from reception.domain.identity import written_phone
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind
from reception.paper.grid import Block, Cell, Row, words
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, ticks
from reception.paper.sheet import Book, Paper
from reception.paper.table import Kept, letter, rows_under, said, under

_ANSWERS = 0.43
"""Share of a row in which answers are ticked."""
_TOGETHER = 4
"""So many cases of a person stay on one page."""


@dataclass(frozen=True, slots=True)
class CallList:
    """Calls of one day; `left_out` is how many cases did not fit."""

    issuer: Issuer
    day: date
    calls: tuple[Call, ...]
    left_out: int = 0


def call_list_of(desk: Desk) -> CallList:
    """Whom to call today."""
    due = calls_due(desk)
    with desk.read() as conn:
        here = issuer(desk, desk.office(conn))
    return CallList(here, desk.now.astimezone(DISTRICT_ZONE).date(), due.calls, due.left_out)


def write_call_list(
    calls: CallList, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write the list as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("call_list", forms)
    title = texts.text("letterhead.title")
    marks = calls.issuer.marks
    with written(out) as file:
        book = Book(paper, title=title, author=calls.issuer.room, subject=title, made_at=marks.printed_at)
        pages = bind(book, _leaf(calls, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(calls: CallList, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, size=9.5, band_width=8 * mm, label_width=20 * mm, least=5.4 * mm)
    return Leaf(
        issuer=calls.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number=_day(calls.day),
        blocks=(letter(ruler, said(ruler, _counted(calls, texts), size=9.5)), *_blocks(calls.calls, ruler)),
        marks=calls.issuer.marks,
        note=texts.text("copies.room.note"),
    )


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def _counted(calls: CallList, texts: Form) -> str:
    cases = sum(len(call.cases) for call in calls.calls)
    told = texts.text("sentences.counted", people=str(len(calls.calls)), cases=str(cases))
    return told + (texts.text("sentences.left_out", count=str(calls.left_out)) if calls.left_out else "")


def _blocks(calls: Sequence[Call], ruler: Ruler) -> list[Block]:
    if not calls:
        return [under(ruler, ruler.form.text("sentences.nobody"), ())]
    return [_person(call, turn, ruler) for turn, call in enumerate(calls, 1)]


def _person(call: Call, turn: int, ruler: Ruler) -> Block:
    """Who it is, and below that a row for each case; of a few cases none is left alone on the next page."""
    rows = [_case(case, ruler) for case in call.cases]
    return rows_under(ruler, _head(call, turn, ruler.form), rows, whole=len(rows) <= _TOGETHER)


def _head(call: Call, turn: int, texts: Form) -> str:
    """Who, at which number, when, and how it was asked."""
    way = CALL_WAYS.get(call.way, (call.way, ""))[0]
    parts = [
        f"{turn}. {call.name or texts.text('sentences.unnamed')}", call.relation and f"（{call.relation}）",
        written_phone(call.phone) or texts.text("sentences.no_phone"),
        call.hours and texts.text("sentences.hours", hours=call.hours), way and texts.text("sentences.way", way=way),
    ]  # fmt: skip
    return "　".join(part for part in parts if part).replace("　（", "（")


def _case(case: CallCase, ruler: Ruler) -> Row:
    whole = ruler.paper.value.type_width
    width = whole * (1 - _ANSWERS)
    told = Cell(words(_told(case, ruler.form), ruler.text, width), width)
    style, room = ruler.paper.style(9, leading=1.45), whole - width
    return ruler.row([told, Cell(Kept(words(_answers(ruler.form), style, room)), room)])


def _told(case: CallCase, texts: Form) -> str:
    lines = [f"{case.number}　{case.summary}", case.address]
    if case.unit:
        lines.append(texts.text("sentences.unit", unit=case.unit))
    if case.done:
        lines.append(texts.text("sentences.done", done=adopted_first(case.adopted, case.done)))
    if case.tries:
        lines.append(texts.text("sentences.tries", tries="；".join(tried(each, texts) for each in case.tries)))
    return "\n".join(filter(None, lines))


def tried(attempt: Try, texts: Form) -> str:
    """When somebody was called, and how it ended."""
    at = attempt.at
    return f"{at.month}-{at.day} {at:%H:%M} {texts.word('words.reached', attempt.reached)}"


def _answers(texts: Form) -> str:
    rows = [
        texts.text("sentences.at"),
        ticks(texts.texts_of("ticks.reached")),
        ticks(texts.texts_of("ticks.solved")),
        ticks(texts.texts_of("ticks.satisfied")),
        texts.text("sentences.remarks"),
    ]
    return "\n".join(rows)
