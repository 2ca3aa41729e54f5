"""The home-visit sheet (家访单): whom to visit, what it is about, what was done, and room for what is seen and said.

For the clerk who goes: name and phone are in clear, so it comes back to the room. What a household asks to be kept in
mind stands on no paper (design: domain, People and places).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.calls import calls_due
from reception.desk.desk import Desk, find
from reception.desk.office import Office
from reception.domain.case import Case
from reception.domain.clock import from_text
from reception.domain.forms import adopted_first
from reception.domain.identity import written_phone
from reception.domain.lifecycle import Act
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, day, moment
from reception.paper.grid import Block
from reception.paper.issuing import Issuer, again, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, ticks, without_gaps
from reception.paper.sheet import Book, Paper


@dataclass(frozen=True, slots=True)
class VisitCase:
    """A case to look after in a home: what was said, who did what, until when."""

    number: str
    summary: str
    words: str
    unit: str = ""
    done: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """A visit to one home; `planned` is the day it is planned for, as the office writes it."""

    issuer: Issuer
    name: str
    phone: str
    address: str
    relation: str = ""
    at_home_when: str = ""
    planned: str = ""
    grid: str = ""
    cases: tuple[VisitCase, ...] = ()


def visit_sheet_of(desk: Desk, reference: str) -> VisitSheet:
    """The sheet for the home of a case: with it go the same person's other cases that are due for a follow-up."""
    with desk.read() as conn:
        case = find(conn, reference, desk.now).case
    others = _others(desk, case)
    with desk.read() as conn:
        office = desk.office(conn)
        cases = [case, *(find(conn, number, desk.now).case for number in others)]
        return _sheet(cases, office, again(issuer(desk, office), case, "visit_sheet"))


def _others(desk: Desk, case: Case) -> list[str]:
    phone = case.to_call.get("phone")
    same = [call for call in calls_due(desk).calls if phone and call.phone == phone]
    return [each.number for call in same for each in call.cases if each.number != case.number]


def _sheet(cases: Sequence[Case], office: Office, here: Issuer) -> VisitSheet:
    case = cases[0]
    party = case.to_call
    grid = str(case.get("grid"))
    planned = str(case.planned.get("on", ""))
    return VisitSheet(
        here, str(party.get("name", "")), written_phone(str(party.get("phone", ""))), str(case.get("address")),
        str(party.get("relation", "")), str(party.get("hours", "") or case.get("at_home_when")),
        day(from_text(planned), "") if planned else "", str(office.all("grid").get(grid, {}).get("name") or grid),
        tuple(_case(each, office) for each in cases),
    )  # fmt: skip


def _case(case: Case, office: Office) -> VisitCase:
    order = next((order for order in reversed(case.orders.values()) if order.lead), None)
    done = next((step for step in reversed(case.steps) if step.act == Act.HANDLE and step.effective), None)
    due = case.limits.get((case.round, "solved")) or case.limits.get((case.round, "answer"))
    return VisitCase(
        case.number, str(case.get("summary")), str(case.words.get("words") or ""),
        office.unit_name(order.unit) if order else "",
        adopted_first(case.adopted, str(done.fields.get("done", ""))) if done else "",
        from_text(str(due[-1]["until"])) if due else None,
    )  # fmt: skip


def write_visit_sheets(
    sheets: Sequence[VisitSheet], out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write sheets as one PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("visit_sheet", forms)
    title, here = texts.text("letterhead.title"), sheets[0].issuer
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=title, made_at=here.marks.printed_at)
        pages = sum(bind(book, _leaf(each, texts, paper), texts) for each in sheets)
        book.save(file)
    return pages


def _leaf(sheet: VisitSheet, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper)
    number = sheet.cases[0].number if sheet.cases else ""
    cases = [block for turn, case in enumerate(sheet.cases, 1) for block in _case_blocks(case, turn, sheet, ruler)]
    return Leaf(
        issuer=sheet.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number=number,
        code=number,
        blocks=(_whom(sheet, ruler), *cases, _seen(ruler), _signatures(ruler)),
        marks=sheet.issuer.marks,
        note=texts.text("copies.room.note"),
    )


def _whom(sheet: VisitSheet, ruler: Ruler) -> Block:
    texts = ruler.form
    name = f"{sheet.name}（{sheet.relation}）" if sheet.name and sheet.relation else sheet.name
    rows = [
        ruler.pair(("name", name or "—"), ("phone", sheet.phone or "—"), bold=("name",)),
        ruler.wide("address", sheet.address or "—", bold=True),
        ruler.pair(("at_home_when", sheet.at_home_when or "—"), ("grid", sheet.grid or "—")),
        ruler.blanks(("planned", sheet.planned or texts.text("blank.day")), ("visitors", ""), height=7.5 * mm),
        ruler.blanks(("arrived_at", texts.text("blank.moment")), ("left_at", texts.text("blank.moment")),
                     height=7.5 * mm),
    ]  # fmt: skip
    return ruler.block("whom", rows, whole=True)


def _case_blocks(case: VisitCase, turn: int, sheet: VisitSheet, ruler: Ruler) -> list[Block]:
    """What is known of a case, and what is asked about it at the door."""
    texts = ruler.form
    turns = texts.texts_of("sentences.turn")
    name = turns[turn - 1] if 1 < len(sheet.cases) <= len(turns) else ""
    rows = [
        ruler.wide("number", case.number) if turn > 1 else None,
        ruler.wide("summary", case.summary or "—", bold=True),
        ruler.flowing(case.words) if case.words else None,
        ruler.uneven(*_halves(case, ruler)) if case.unit else None,
        ruler.wide("done", case.done) if case.done else None,
    ]
    asked = [
        ruler.wide("solved", f"{ticks(texts.texts_of('ticks.solved'))}　{texts.text('sentences.left_to_do')}"),
        ruler.wide("satisfied", ticks(texts.texts_of("ticks.satisfied"))),
        ruler.wide("why", ticks(texts.texts_of("ticks.why"))),
    ]
    return [ruler.block("case", without_gaps(rows), turn=name), ruler.block("asked", asked, whole=True)]


def _halves(case: VisitCase, ruler: Ruler) -> tuple[tuple[str, str, float], tuple[str, str, float]]:
    rest = ruler.inner - 2 * ruler.label
    return ("unit", case.unit, rest * 0.55), ("due_at", moment(case.due_at), rest * 0.45)


def _seen(ruler: Ruler) -> Block:
    rows = [
        ruler.open("found", 16 * mm, grows=40 * mm),
        ruler.open("words", 16 * mm, grows=40 * mm),
        ruler.open("more", 10 * mm, grows=16 * mm),
    ]
    return ruler.block("seen", rows, whole=True)


def _signatures(ruler: Ruler) -> Block:
    texts = ruler.form
    rows = [
        ruler.blanks(("signature", ""), ("signed_on", texts.text("blank.day")), height=8.5 * mm),
        ruler.blanks(("clerk", ""), ("entered_on", texts.text("blank.day")), height=8.5 * mm),
    ]
    return ruler.block("signatures", rows, whole=True)
