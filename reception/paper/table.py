"""Lists and letters between a form's blocks: tables whose headings stand again on each page, and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportlab.lib.units import mm

from reception.paper.grid import Align, Block, Cell, Chop, Content, Row, Words, words
from reception.paper.rows import Ruler
from reception.paper.sheet import Page
from reception.paper.typeset import Style

_SIZE = 9.0
_LEAST = 5.2 * mm


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows over the whole width; the first `heads` of them stand again wherever the table goes on."""

    heads: int = 1

    def cut(self, height: float) -> tuple[Block, Block] | None:
        """Rows that fit, and the headings with the rest. Headings alone do not stay behind."""
        halves = Block.cut(self, height)
        if halves is None or len(halves[0].rows) <= self.heads:
            return None
        upper, rest = halves
        return upper, replace(rest, rows=self.rows[: self.heads] + rest.rows)

    def draw(self, page: Page, x: float, top: float) -> float:
        """The rows and the lines between them; returns the lower side."""
        for number, row in enumerate(self.rows):
            if number:
                page.line(x, top, x + self.width, top)
            row.draw(page, x, top)
            top -= row.height
        return top


@dataclass(frozen=True, slots=True)
class Letter(Block):
    """Paragraphs, and whatever else stands in a text without a frame."""

    @property
    def framed(self) -> bool:
        """Never."""
        return False

    def draw(self, page: Page, x: float, top: float) -> float:
        """Each row's content, no line between them; returns the lower side."""
        for row in self.rows:
            row.cells[0].content.draw(page, x, top, self.width, row.height)
            top -= row.height
        return top


@dataclass(frozen=True, slots=True)
class Signed:
    """Issuer and date with room for a chop, at the right side of a letter."""

    chop: Chop
    wide: float

    @property
    def height(self) -> float:
        """The chop's."""
        return self.chop.height

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """At the right."""
        self.chop.draw(page, x + width - self.wide, top, self.wide, height)


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is never cut between two pages: boxes to tick belong together."""

    words: Words

    @property
    def height(self) -> float:
        """The text's."""
        return self.words.height

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """As the text."""
        self.words.draw(page, x, top, width, height)


class Column(NamedTuple):
    """A column of a table: its heading, its share of the width, where its texts stand."""

    title: str
    share: float
    align: Align = Align.LEFT


def columns(ruler: Ruler, name: str, *shares: float, left: Sequence[int] = ()) -> list[Column]:
    """Columns with the headings a form has under `columns`; the texts of those in `left` begin at the left."""
    titles = ruler.form.texts_of(f"columns.{name}")
    return [
        Column(title, share, Align.LEFT if place in left else Align.CENTRE)
        for place, (title, share) in enumerate(zip(titles, shares, strict=True))
    ]


def table(
    ruler: Ruler,
    title: str,
    heads: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    size: float = _SIZE,
    least: float = _LEAST,
    empty: str = "",
) -> Table:
    """A titled table. Without rows it says `empty` in one row over the whole width."""
    width, style = ruler.paper.value.type_width, ruler.paper.style(size)
    shares = sum(column.share for column in heads)
    widths = [column.share * width / shares for column in heads]
    body = [ruler.row(_cells(row, heads, widths, style), least=least) for row in rows]
    if not rows:
        body = [ruler.row([Cell(words(empty or ruler.form.text("blank.none"), style, width, Align.CENTRE), width)])]
    names = [_heading(column.title, style, wide) for column, wide in zip(heads, widths, strict=True)]
    headings = [band(ruler, title), ruler.row(names, least=least)] if rows else [band(ruler, title)]
    return _table(ruler, [*headings, *body], len(headings))


def _table(ruler: Ruler, rows: Sequence[Row], heads: int) -> Table:
    return Table(Words((), ruler.text), tuple(rows), 0.0, ruler.paper.value.type_width, heads=heads)


def _cells(row: Sequence[str], heads: Sequence[Column], widths: Sequence[float], style: Style) -> list[Cell]:
    return [
        Cell(words(text, style, width, column.align), width)
        for text, column, width in zip(row, heads, widths, strict=True)
    ]


def _heading(title: str, style: Style, width: float) -> Cell:
    return Cell(words(title, style, width, Align.CENTRE), width, label=True)


def band(ruler: Ruler, title: str) -> Row:
    """A heading over the whole width."""
    width = ruler.paper.value.type_width
    return ruler.row([Cell(words(title, ruler.bold, width), width, label=True)], least=6.2 * mm)


def under(ruler: Ruler, title: str, contents: Sequence[Content], *, whole: bool = False) -> Table:
    """Contents over the whole width under a heading: charts, long texts."""
    width = ruler.paper.value.type_width
    return rows_under(ruler, title, [ruler.row([Cell(content, width)]) for content in contents], whole=whole)


def rows_under(ruler: Ruler, title: str, rows: Sequence[Row], *, heads: int = 1, whole: bool = False) -> Table:
    """Rows of any cells under a heading; the first `heads`, with the heading counted, stand again on each page."""
    return replace(_table(ruler, [band(ruler, title), *rows], heads), whole=whole)


def said(ruler: Ruler, text: str, *, size: float = 10.5, leading: float = 1.45) -> Words:
    """A running text over the whole width, its paragraphs set in by two characters."""
    style = ruler.paper.style(size, leading=leading)
    return words(text, style, ruler.paper.value.type_width, indent=2 * style.size)


def letter(ruler: Ruler, *contents: Content) -> Letter:
    """Contents under each other without a frame."""
    width = ruler.paper.value.type_width
    rows = [Row((Cell(content, width),)) for content in contents]
    return Letter(Words((), ruler.text), tuple(rows), 0.0, width)


def paragraphs(ruler: Ruler, text: str, *, size: float = 14.0, bold: bool = False, indent: bool = True) -> Words:
    """A letter's text: its paragraphs set in by two characters, lines as far apart as in an official letter."""
    style = ruler.paper.style(size, bold=bold, leading=1.7)
    return words(text, style, ruler.paper.value.type_width, indent=2 * style.size * indent)


def signed(ruler: Ruler, issuer: str, date: str, hint: str) -> Signed:
    """Where a letter is signed and stamped."""
    cell = ruler.chop(issuer, date, hint)
    chop = cell.content
    if not isinstance(chop, Chop):  # a ruler's chop is one
        raise TypeError(chop)
    return Signed(chop, cell.width)
