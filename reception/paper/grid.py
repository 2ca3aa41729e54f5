"""Forms as the office draws them: blocks of ruled rows with an upright title at the left, flowing over pages.

A block that must stay whole moves to the next page; any other is cut between rows, or between the lines of a row, and
says its title again. Lengths in points.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, Self

from reception.paper.sheet import PALE, THICK, Page
from reception.paper.typeset import Line, Style, lines

PAD_X, PAD_Y = 3.5, 1.8
_LEAST_LINES = 2
"""So many lines of a cut text stay together on either page."""
_HAIR = 0.01


class Content(Protocol):
    """What stands in a cell."""

    @property
    def height(self) -> float:
        """How high it is, without the cell's padding."""
        ...

    def cut(self, height: float) -> tuple[Self, Self] | None:
        """The part that fits into a height and the rest, or None when it cannot be cut there."""
        ...

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """Draw it into a box given by its upper left corner."""
        ...


class Align(Enum):
    """Where lines stand in their cell."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text, each at the left of its cell, in its middle or at its right."""

    lines: tuple[Line, ...]
    style: Style
    align: Align = Align.LEFT

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.leading

    def cut(self, height: float) -> tuple["Words", "Words"] | None:
        """Between two lines, at least two on either side."""
        fit = min(int(height / self.style.leading + _HAIR), len(self.lines) - _LEAST_LINES)
        if fit < _LEAST_LINES:
            return None
        return replace(self, lines=self.lines[:fit]), replace(self, lines=self.lines[fit:])

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """In the middle of the height."""
        middle = top - (height - self.height) / 2 - self.style.leading / 2
        for line in self.lines:
            if self.align is Align.CENTRE:
                page.centred(x + width / 2, middle, line.text, self.style)
            elif self.align is Align.RIGHT:
                page.flush(x + width - 2 * PAD_X, middle, line.text, self.style)
            else:
                page.text(x + PAD_X, middle, line, self.style)
            middle -= self.style.leading


class Picture(NamedTuple):
    """A picture (reportlab's ImageReader; None for one that cannot be shown), its size, what is said below it."""

    image: Any
    width: float
    height: float
    caption: Words


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos beside each other."""

    photos: tuple[Picture, ...]

    @property
    def height(self) -> float:
        """The highest photo with its caption."""
        return max(photo.height + photo.caption.height for photo in self.photos)

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """Each in the middle of an equal share of the width."""
        share = width / len(self.photos)
        upper = top - (height - self.height) / 2
        for number, photo in enumerate(self.photos):
            left = x + share * number
            if photo.image:
                page.picture(
                    left + (share - photo.width) / 2, upper - photo.height, photo.width, photo.height, photo.image
                )
            photo.caption.draw(page, left, upper - photo.height, share, photo.caption.height)


@dataclass(frozen=True, slots=True)
class Chop:
    """Room for a chop over who issues and when: both lines stand in the middle of a clear field."""

    issuer: Words
    date: str
    hint: str
    side: float

    @property
    def height(self) -> float:
        """The chop's own height."""
        return self.side

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """The date under the issuer, both where the chop's middle comes; the hint above."""
        style = self.issuer.style
        block = self.issuer.height + style.leading
        upper = top - (height - block) / 2
        self.issuer.draw(page, x, upper, width, self.issuer.height)
        page.centred(x + width / 2, upper - block + style.leading / 2, self.date, style)
        small = page.paper.style(8.5)
        page.centred(x + width / 2, top - PAD_Y - small.leading / 2, self.hint, small, PALE)


@dataclass(frozen=True, slots=True)
class Code:
    """The square code of a number, the number's parts below it."""

    number: str
    caption: Words
    side: float

    @property
    def height(self) -> float:
        """Code and caption."""
        return self.side + self.caption.height

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """At the top of the box, in its middle."""
        upper = top - (height - self.height) / 2
        page.code(x + (width - self.side) / 2, upper - self.side, self.side, self.number)
        self.caption.draw(page, x, upper - self.side, width, self.caption.height)


@dataclass(frozen=True, slots=True)
class Cell:
    """A content with the cell's width; a label's cell is tinted."""

    content: Content
    width: float
    label: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, at least `least` high. `grows` says how much of a page's empty rest it may take."""

    cells: tuple[Cell, ...]
    least: float = 0.0
    grows: float = 0.0

    @property
    def height(self) -> float:
        """As high as its highest cell."""
        return max(self.least, max(cell.content.height for cell in self.cells) + 2 * PAD_Y)

    def cut(self, height: float) -> tuple["Row", "Row"] | None:
        """A row that fits and one with the rest. Cells that fit whole, such as labels, stand in both."""
        halves = [_halves(cell, height - 2 * PAD_Y) for cell in self.cells]
        pairs = [pair for pair in halves if pair]
        if len(pairs) < len(halves) or all(first is rest for first, rest in pairs):
            return None
        upper, lower = zip(*pairs, strict=True)
        return replace(self, cells=upper, least=0.0), replace(self, cells=lower, least=0.0)

    def draw(self, page: Page, x: float, top: float) -> None:
        """The row's cells with the lines between them."""
        height = self.height
        for number, cell in enumerate(self.cells):
            if cell.label:
                page.tint(x, top - height, cell.width, height)
            if number:
                page.line(x, top, x, top - height)
            cell.content.draw(page, x, top, cell.width, height)
            x += cell.width


def _halves(cell: Cell, height: float) -> tuple[Cell, Cell] | None:
    if cell.content.height <= height:
        return cell, cell
    halves = cell.content.cut(height)
    return halves and (replace(cell, content=halves[0]), replace(cell, content=halves[1]))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one upright title. `aside` is a cell along the right side of all rows; a `whole` block is not cut."""

    title: Words
    rows: tuple[Row, ...]
    band: float
    width: float
    aside: Cell | None = None
    whole: bool = False

    @property
    def framed(self) -> bool:
        """Whether it stands in the form's frame; a letter's paragraphs do not."""
        return True

    @property
    def height(self) -> float:
        """All rows, and no less than the cell aside needs."""
        return max(self._rows_height, self.aside.content.height + 2 * PAD_Y if self.aside else 0.0)

    @property
    def _rows_height(self) -> float:
        return sum(row.height for row in self.rows)

    def cut(self, height: float) -> tuple["Block", "Block"] | None:
        """The rows that fit and the rest; the cell aside goes with the rest."""
        fitting, left = self._fitting(height)
        cut = self.rows[fitting].cut(left) if fitting < len(self.rows) else None
        head = self.rows[:fitting] + (cut[:1] if cut else ())
        tail = cut[1:] + self.rows[fitting + 1 :] if cut else self.rows[fitting:]
        if not head or not tail:
            return None
        return replace(self, rows=head, aside=self.aside and _emptied(self.aside)), replace(self, rows=tail)

    def _fitting(self, height: float) -> tuple[int, float]:
        """How many rows fit whole, and what is left of the height."""
        for number, row in enumerate(self.rows):
            if row.height > height + _HAIR:
                return number, height
            height -= row.height
        return len(self.rows), height

    def grown(self, more: float) -> "Block":
        """The block with up to `more` added to the rows that may grow, and all of what the cell aside needs."""
        short = max(0.0, self.height - self._rows_height)
        share = more / max(1, sum(row.grows > 0 for row in self.rows))
        rows = [replace(row, least=row.height + min(share, row.grows)) if row.grows else row for row in self.rows]
        rows[-1] = replace(rows[-1], least=rows[-1].height + short)
        return replace(self, rows=tuple(rows))

    def draw(self, page: Page, x: float, top: float) -> float:
        """The block's cells and lines; returns its lower side."""
        height, inner = self.height, self.width - self.band - (self.aside.width if self.aside else 0)
        page.tint(x, top - height, self.band, height)
        _upright(page, self.title, x + self.band / 2, top, height)
        page.line(x + self.band, top, x + self.band, top - height)
        row_top = top
        for number, row in enumerate(self.rows):
            if number:
                page.line(x + self.band, row_top, x + self.band + inner, row_top)
            row.draw(page, x + self.band, row_top)
            row_top -= row.height
        if self.aside:
            right = x + self.width - self.aside.width
            page.line(right, top, right, top - height)
            self.aside.content.draw(page, right, top, self.aside.width, height)
        return top - height


def _emptied(cell: Cell) -> Cell:
    return replace(cell, content=Words((), Style("", 0, 0)))


def _upright(page: Page, title: Words, middle: float, top: float, height: float) -> None:
    """A title one character under the other; two abreast when the block is low."""
    text, style = title.lines[0].text, title.style
    abreast = min(2, math.ceil(len(text) * style.leading / max(height - 2 * PAD_Y, style.leading)))
    words = [text[start : start + abreast] for start in range(0, len(text), abreast)]
    upper = top - (height - len(words) * style.leading) / 2
    for number, word in enumerate(words):
        page.centred(middle, upper - (number + 0.5) * style.leading, word, style)


def paged(blocks: Sequence[Block], first: float, rest: float) -> list[list[Block]]:
    """The blocks of each page: the first has `first` points of height, each other `rest`. What is left over grows."""
    pages: list[list[Block]] = [[]]
    left, waiting = first, deque(blocks)
    while waiting:
        block = waiting.popleft()
        if block.height <= left + _HAIR:
            pages[-1].append(block)
            left -= block.height
            continue
        fresh = not pages[-1]
        cut = None if block.whole and not fresh else block.cut(left)
        if cut:
            pages[-1].append(cut[0])
            waiting.appendleft(cut[1])
        elif fresh:
            pages[-1].append(block)
        else:
            waiting.appendleft(block)
        pages.append([])
        left = rest
    return [_filled(page, (rest if number else first)) for number, page in enumerate(pages) if page]


def _filled(page: list[Block], height: float) -> list[Block]:
    more = max(0.0, height - sum(block.height for block in page))
    growing = max(1, sum(any(row.grows for row in block.rows) for block in page))
    return [block.grown(more / growing) for block in page]


def draw(page: Page, blocks: Sequence[Block], x: float, top: float) -> float:
    """Blocks under each other, those that are framed in one frame; returns the lower side."""
    for framed, group in groupby(blocks, key=attrgetter("framed")):
        top = (_in_frame if framed else _bare)(page, list(group), x, top)
    return top


def _in_frame(page: Page, blocks: Sequence[Block], x: float, top: float) -> float:
    sides = [top]
    for block in blocks:
        sides.append(block.draw(page, x, sides[-1]))
    width = blocks[0].width
    for upper, _ in list(pairwise(sides))[1:]:
        page.line(x, upper, x + width, upper, 0.8)
    page.box(x, sides[-1], width, top - sides[-1], THICK)
    return sides[-1]


def _bare(page: Page, blocks: Sequence[Block], x: float, top: float) -> float:
    for block in blocks:
        top = block.draw(page, x, top)
    return top


def words(text: str, style: Style, width: float, align: Align = Align.LEFT, *, indent: float = 0.0) -> Words:
    """A text set for a cell of a width, its padding taken off; a centred one needs half of it."""
    room = width - (PAD_X if align is Align.CENTRE else 2 * PAD_X)
    return Words(tuple(lines(text, style, room, indent=indent)), style, align)
