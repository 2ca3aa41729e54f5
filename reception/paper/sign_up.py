"""The sign-up sheet of a group (群体诉求登记签名表): what they ask for, who speaks for them, and who signs.

It may be printed before anything was typed: then its upper part is filled in by hand.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.desk import Desk, find
from reception.desk.register import REPRESENTATIVES
from reception.domain.clock import from_text
from reception.domain.errors import InvalidInput
from reception.domain.identity import written_phone
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, moment
from reception.paper.grid import Align, Block, Cell, Row, words
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, without_gaps
from reception.paper.sheet import Book, Paper
from reception.paper.table import columns, rows_under

LEAST, MOST = 10, 500
"""Lines to sign on."""
_HIGH = 8.2 * mm


@dataclass(frozen=True, slots=True)
class SignUp:
    """A group's case, empty where nothing was written yet. `speakers` are (name, phone) of its representatives."""

    issuer: Issuer
    number: str = ""
    summary: str = ""
    words: str = ""
    wants: str = ""
    address: str = ""
    came_at: datetime | None = None
    headcount: int = 0
    speakers: tuple[tuple[str, str], ...] = ()


def sign_up_of(desk: Desk, reference: str = "") -> SignUp:
    """The sheet of a group's case, or an empty one."""
    with desk.read() as conn:
        here = issuer(desk, desk.office(conn))
        if not reference:
            return SignUp(here)
        case = find(conn, reference, desk.now).case
    received = case.get("received_at")
    parties = [party.values() for party in case.parties.values()][:REPRESENTATIVES]
    return SignUp(
        here, case.number, str(case.get("summary")), str(case.words.get("words") or ""), str(case.get("wants")),
        str(case.get("address")), from_text(received) if received else None, int(case.get("headcount") or 0),
        tuple((str(party.get("name", "")), written_phone(str(party.get("phone", "")))) for party in parties),
    )  # fmt: skip


def write_sign_up(
    sheet: SignUp, out: Path | BinaryIO, *, lines: int = 0, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write the sheet as PDF with so many lines to sign on, by default as many as came; returns its pages.

    Raises Unavailable when the path cannot be written, InvalidInput for more lines than 500.
    """
    if not 0 <= lines <= MOST:
        raise InvalidInput(f"签名行最多 {MOST} 行", english=f"at most {MOST} lines", field="lines")
    texts = form("sign_up", forms)
    title, here = texts.text("letterhead.title"), sheet.issuer
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=sheet.summary, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(sheet, lines or min(MOST, max(LEAST, sheet.headcount)), texts, paper), texts)
        book.save(file)
    return pages


def _leaf(sheet: SignUp, lines: int, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, label_width=23 * mm, least=7 * mm)
    return Leaf(
        issuer=sheet.issuer.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number=sheet.number,
        code=sheet.number,
        blocks=(_asked(sheet, ruler), _speakers(sheet, ruler), _signers(lines, ruler)),
        marks=sheet.issuer.marks,
        note=texts.text("copies.room.note"),
    )


def _asked(sheet: SignUp, ruler: Ruler) -> Block:
    """What it is about; whatever is not known is left open to be written in."""
    texts = ruler.form
    came = moment(sheet.came_at, texts.text("blank.moment"))
    count = texts.text("sentences.count", count=str(sheet.headcount)) if sheet.headcount else ""
    rows = [
        ruler.pair(("came_at", came), ("headcount", count)),
        ruler.wide("address", sheet.address),
        ruler.wide("summary", sheet.summary, bold=True),
        ruler.flowing(sheet.words) if sheet.words else ruler.open("words", 22 * mm),
        ruler.wide("wants", sheet.wants),
    ]
    return ruler.block("asked", without_gaps(rows))


def _speakers(sheet: SignUp, ruler: Ruler) -> Block:
    """At most five, who alone are called back."""
    known = [*sheet.speakers, *[("", "")] * (REPRESENTATIVES - len(sheet.speakers))]
    share = ruler.inner / 3
    rows = [ruler.row([*_speaker(name, phone, ruler, share)], least=_HIGH) for name, phone in known]
    heads = [
        Cell(words(title, ruler.text, share, Align.CENTRE), share, label=True)
        for title in ruler.form.texts_of("columns.speakers")
    ]
    return ruler.block("speakers", [ruler.row(heads), *rows], whole=True)


def _speaker(name: str, phone: str, ruler: Ruler, share: float) -> list[Cell]:
    return [Cell(words(text, ruler.text, share, Align.CENTRE), share) for text in (name, phone, "")]


def _signers(lines: int, ruler: Ruler) -> Block:
    heads = columns(ruler, "signers", 10, 32, 40, 38, 36)
    whole = sum(column.share for column in heads)
    widths = [column.share * ruler.paper.value.type_width / whole for column in heads]
    named = [
        Cell(words(column.title, ruler.text, width, Align.CENTRE), width, label=True)
        for column, width in zip(heads, widths, strict=True)
    ]
    rows = [_line(turn, widths, ruler) for turn in range(1, lines + 1)]
    title = ruler.form.text("titles.signers")
    return rows_under(ruler, title, [ruler.row(named), *rows], heads=2)


def _line(turn: int, widths: list[float], ruler: Ruler) -> Row:
    texts = [str(turn), "", "", "", ""]
    cells = [
        Cell(words(text, ruler.text, width, Align.CENTRE), width)
        for text, width in zip(texts, widths, strict=True)
    ]  # fmt: skip
    return ruler.row(cells, least=_HIGH)
