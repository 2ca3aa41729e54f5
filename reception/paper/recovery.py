"""The recovery-key sheet: one page for a sealed envelope, the key in numbered groups that a hand can copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, Marks, bind, moment
from reception.paper.grid import Align, Block, Cell, Row, words
from reception.paper.output import written
from reception.paper.rows import Ruler
from reception.paper.sheet import Book, Paper

_PER_ROW = 4
_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """A recovery key as it was made (`3F7K9-…`, groups joined by hyphens), and the fingerprint of the data key."""

    room: str
    key: str
    marks: Marks
    fingerprint: str = ""


def write_recovery(
    sheet: RecoverySheet, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write the sheet as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("recovery", forms)
    with written(out) as file:
        title = texts.text("letterhead.title")
        book = Book(paper, title=title, author=sheet.room, subject=title, made_at=sheet.marks.printed_at)
        pages = bind(book, _leaf(sheet, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(sheet: RecoverySheet, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, size=_SIZE, band_width=10 * mm, label_width=25 * mm, least=8.5 * mm)
    return Leaf(
        issuer=sheet.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.room.mark"),
        number="",
        blocks=(_folder(sheet, ruler), _key(sheet.key, ruler), _use(ruler), _seal(ruler), _opened(ruler)),
        marks=sheet.marks,
        note=texts.text("copies.room.note"),
    )


def _folder(sheet: RecoverySheet, ruler: Ruler) -> Block:
    rows = [ruler.wide("room", sheet.room), ruler.wide("made_at", moment(sheet.marks.printed_at))]
    if sheet.fingerprint:
        rows.append(ruler.wide("fingerprint", sheet.fingerprint))
    return ruler.block("folder", rows, whole=True)


def _key(key: str, ruler: Ruler) -> Block:
    groups = list(enumerate(key.split("-"), 1))
    rows = [row for part in _in_rows(groups) for row in _groups(part, ruler)]
    return ruler.block("key", rows, whole=True)


def _in_rows(groups: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    return [list(groups[start : start + _PER_ROW]) for start in range(0, len(groups), _PER_ROW)]


def _groups(part: Sequence[tuple[int, str]], ruler: Ruler) -> list[Row]:
    """The groups' numbers over the groups themselves, in equal shares of the row."""
    width = ruler.inner / _PER_ROW
    padded = [*part, *[(0, "")] * (_PER_ROW - len(part))]
    names = [ruler.form.text("sentences.group", number=str(number)) if number else "" for number, _ in padded]
    large = ruler.paper.style(20, bold=True)
    small = ruler.paper.style(9)
    return [
        ruler.row([Cell(words(name, small, width, Align.CENTRE), width, label=True) for name in names]),
        ruler.row([Cell(words(text, large, width, Align.CENTRE), width) for _, text in padded], least=14 * mm),
    ]


def _use(ruler: Ruler) -> Block:
    return ruler.block("use", [ruler.flowing(ruler.form.text("sentences.use").strip())])


def _seal(ruler: Ruler) -> Block:
    rows = [
        ruler.blanks(("sealed_by", ""), ("witness", ""), height=11 * mm),
        ruler.blanks(("sealed_on", ruler.form.text("blank.day")), ("kept_at", ""), height=11 * mm),
    ]
    return ruler.block("seal", rows, whole=True)


def _opened(ruler: Ruler) -> Block:
    row = ruler.blanks(("opened_by", ""), ("opened_on", ruler.form.text("blank.day")), height=11 * mm)
    return ruler.block("opened", [row, row], whole=True)
