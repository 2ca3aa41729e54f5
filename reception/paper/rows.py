"""Rows of a form from labels and values: what the papers' layouts are written in."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from reception.paper.forms import Form
from reception.paper.frame import CHOP
from reception.paper.grid import Align, Block, Cell, Chop, Content, Row, Words, words
from reception.paper.sheet import Paper
from reception.paper.typeset import Style


@dataclass(frozen=True, slots=True)
class Ruler:
    """The measures of one form on one paper: letters, the band at the left, a label's width, a row's least height."""

    form: Form
    paper: Paper
    size: float = 10.5
    band_width: float = 8.5 * mm
    label_width: float = 21 * mm
    least: float = 5.8 * mm

    @property
    def text(self) -> Style:
        """Values and labels."""
        return self.paper.style(self.size)

    @property
    def bold(self) -> Style:
        """What must be seen first."""
        return self.paper.style(self.size, bold=True)

    @property
    def band(self) -> float:
        """Width of the upright titles."""
        return self.band_width * self.paper.value.scale

    @property
    def label(self) -> float:
        """Width of a label's cell."""
        return self.label_width * self.paper.value.scale

    @property
    def inner(self) -> float:
        """Width of a row."""
        return self.paper.value.type_width - self.band

    def block(
        self, title: str, rows: Sequence[Row], *, aside: Cell | None = None, whole: bool = False, **names: str
    ) -> Block:
        """Rows under a title of the form."""
        upright = words(self.form.text(f"titles.{title}", **names), self.bold, 1e6)
        return Block(upright, tuple(rows), self.band, self.paper.value.type_width, aside, whole)

    def pair(self, *labelled: tuple[str, str], bold: Sequence[str] = ()) -> Row:
        """Labels and values side by side, each value an equal share; those named in `bold` stand out."""
        share = self.inner / len(labelled) - self.label
        return self.uneven(*((label, value, share) for label, value in labelled), bold=bold)

    def uneven(self, *labelled: tuple[str, str, float], bold: Sequence[str] = ()) -> Row:
        """Labels and values side by side, each value with its width."""
        cells = [
            cell
            for label, value, width in labelled
            for cell in (
                self.labelled(label),
                Cell(words(value, self.bold if label in bold else self.text, width), width),
            )
        ]
        return self.row(cells)

    def row(self, cells: Sequence[Cell], *, least: float = 0.0, grows: float = 0.0) -> Row:
        """Cells in a row as high as usual, or at least `least`; `grows` is what it may take of a page's empty rest."""
        return Row(tuple(cells), max(self.least, least) * self.paper.value.scale, grows)

    def labelled(self, label: str) -> Cell:
        """A label's cell."""
        name = self.form.text(f"labels.{label}")
        return Cell(words(name, self.text, self.label, Align.CENTRE), self.label, label=True)

    def wide(self, label: str, value: str, *, bold: bool = False, within: float = 0.0) -> Row:
        """A label and a value over the rest of the row, or of `within`."""
        width = (within or self.inner) - self.label
        return self.row([self.labelled(label), Cell(words(value, self.bold if bold else self.text, width), width)])

    def open(self, label: str, height: float, *, grows: float = 0.0) -> Row:
        """A label and empty paper to write on."""
        width = self.inner - self.label
        return self.row([self.labelled(label), Cell(Words((), self.text), width)], least=height, grows=grows)

    def blanks(self, *labelled: tuple[str, str], height: float) -> Row:
        """Labels with room to write in beside each other, so high that a hand can sign."""
        share = self.inner / len(labelled) - self.label
        cells = [
            cell
            for label, value in labelled
            for cell in (self.labelled(label), Cell(words(value, self.text, share, Align.RIGHT), share))
        ]
        return self.row(cells, least=height)

    def narrow(self, label: str, value: str, within: float, height: float = 0.0) -> Row:
        """A label with room to write in, over `within`."""
        width = within - self.label
        return self.row([self.labelled(label), Cell(words(value, self.text, width, Align.RIGHT), width)], least=height)

    def flowing(self, text: str, *, within: float = 0.0, style: Style | None = None) -> Row:
        """A text over the whole row, or `within`, its paragraphs set in by two characters."""
        width, style = within or self.inner, style or _wider(self.text)
        return self.row([Cell(words(text, style, width, indent=2 * style.size), width)])

    def only(self, content: Content) -> Row:
        """One cell over the whole row."""
        return self.row([Cell(content, self.inner)])

    def chop(self, issuer: str, date: str, hint: str) -> Cell:
        """A cell with room for a chop over issuer and date; a chop is as large on every paper, a long name smaller."""
        width, style = CHOP + 3 * mm, self.text
        name = words(issuer, style, width, Align.CENTRE)
        while name.height > CHOP - 4 * self.text.leading:
            style = style._replace(size=style.size * 0.9, leading=style.leading * 0.9)
            name = words(issuer, style, width, Align.CENTRE)
        return Cell(Chop(name, date, hint, CHOP), width)


def _wider(style: Style) -> Style:
    """The style with the lines of a running text further apart."""
    return style._replace(leading=style.size * 1.45)


def in_two_lines(number: str) -> str:
    """A number for a narrow place, broken behind its day, where it is spoken in two."""
    parts = number.split("-")
    return f"{'-'.join(parts[:2])}-\n{'-'.join(parts[2:])}" if len(parts) > 2 else number


def ticks(names: Sequence[str]) -> str:
    """Boxes to tick: `□修复　□缺料`."""
    return " ".join(f"□{name}" for name in names)


def without_gaps(rows: Sequence[Row | None]) -> list[Row]:
    """The rows that are there."""
    return [row for row in rows if row is not None]
