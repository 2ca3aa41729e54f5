"""A PDF file and its pages: sizes after GB/T 9704-2012, text, lines, pictures and square codes in points.

Pages are written as literal operators: what a line of text costs here is a third of reportlab's own text object, and
a page's texts come out in one font object each, whatever the number of characters.
"""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reception.domain.clock import DISTRICT_ZONE
from reception.paper import bars, fonts, qr
from reception.paper.embedding import Codes
from reception.paper.typeset import Line, Style

rl_config.useA85 = 0  # streams as bytes: a quarter smaller, and no encoding in Python

BLACK = (0.0, 0.0, 0.0)
WHITE = (1.0, 1.0, 1.0)
GREY = (0.45, 0.45, 0.45)
PALE = (0.6, 0.6, 0.6)
TINT = (0.955, 0.955, 0.955)
THIN, THICK = 0.5, 1.1
_RISE = 0.38
"""A Chinese glyph's middle above its baseline, in ems."""

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Geometry:
    """A paper's size and type area in points, and how large its letters are beside A4's."""

    width: float
    height: float
    left: float
    top: float
    type_width: float
    type_height: float
    scale: float

    @property
    def right(self) -> float:
        """The right border of the type area, from the left edge."""
        return self.left + self.type_width

    @property
    def head(self) -> float:
        """The upper border of the type area, from the lower edge."""
        return self.height - self.top

    @property
    def foot(self) -> float:
        """The lower border of the type area, from the lower edge."""
        return self.head - self.type_height


class Paper(Enum):
    """The papers an office prints on. A4's type area is GB/T 9704-2012 §5.2: top 37 mm, left 28 mm, 156 × 225 mm.

    A5 has none in the standard: its margins leave room for a file's two holes and a printer's edge. A4_IN_THREE is a
    sheet to be cut apart: no more margin than a printer needs.
    """

    A4 = Geometry(210 * mm, 297 * mm, 28 * mm, 37 * mm, 156 * mm, 225 * mm, 1.0)
    A5 = Geometry(148 * mm, 210 * mm, 15 * mm, 13 * mm, 124 * mm, 178 * mm, 0.78)
    A4_IN_THREE = Geometry(210 * mm, 297 * mm, 17 * mm, 8 * mm, 181 * mm, 281 * mm, 0.8)

    def style(self, size: float, *, bold: bool = False, leading: float = 1.28) -> Style:
        """A style of a size in points on A4, smaller on a smaller paper; `leading` in sizes."""
        points = size * self.value.scale
        return Style(fonts.BOLD if bold else fonts.REGULAR, points, points * leading)


class Page:
    """One page being drawn. Lengths in points from the lower left; operators gather until `finish`."""

    def __init__(self, canvas: Canvas, paper: Paper, codes: Callable[[str], Codes]) -> None:
        self.paper = paper
        self._canvas = canvas
        self._codes = codes
        self._tints: list[str] = []
        self._under: list[str] = []
        self._texts: list[str] = []
        self._colour = BLACK

    def text(self, x: float, middle: float, line: Line | str, style: Style, colour: Colour = BLACK) -> None:
        """A line of text from `x`, its letters' middle at the height `middle`."""
        if isinstance(line, str):
            line = Line(line)
        x, baseline = x + line.indent, middle - _RISE * style.size
        self._ink(colour)
        for font, piece in fonts.runs(line.text, style.font):
            self._show(x, baseline, font, piece, line.spread, style)
            x += fonts.width(piece, style.font, style.size) + line.spread * len(piece)

    def centred(self, x: float, middle: float, text: str, style: Style, colour: Colour = BLACK) -> None:
        """A line of text with its middle at `x`."""
        self.text(x - fonts.width(text, style.font, style.size) / 2, middle, text, style, colour)

    def flush(self, right: float, middle: float, text: str, style: Style, colour: Colour = BLACK) -> None:
        """A line of text that ends at `right`."""
        self.text(right - fonts.width(text, style.font, style.size), middle, text, style, colour)

    def across(self, text: str, size: float, grey: float) -> None:
        """Large grey words from the lower left to the upper right, under everything else."""
        area = self.paper.value
        start = fonts.width(text, fonts.BOLD, size) / 2 * 0.7071
        x, y = area.width / 2 - start + size * 0.27, area.height / 2 - start - size * 0.27
        name, codes = self._coded(fonts.BOLD, text)
        self._tints.append(
            f"BT {grey} g /{name} {size} Tf .7071 .7071 -.7071 .7071 {x:.2f} {y:.2f} Tm <{codes}> Tj ET 0 g"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, thickness: float = THIN, colour: Colour = BLACK) -> None:
        """A straight line."""
        self._under.append(f"{thickness} w {_rgb(colour)} RG {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def dashes(self, x1: float, x2: float, y: float) -> None:
        """A dashed line across, where paper is cut."""
        self._under.append(f"[4 3] 0 d {THIN} w 0.45 G {x1:.2f} {y:.2f} m {x2:.2f} {y:.2f} l S [] 0 d 0 G")

    def box(self, x: float, y: float, width: float, height: float, thickness: float = THIN) -> None:
        """A rectangle's border; `y` is its lower side."""
        self._under.append(f"{thickness} w 0 G {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def tint(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle filled with the light grey of labels, under everything else."""
        self._tints.append(f"{_rgb(TINT)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g")

    def fill(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle filled black."""
        self._under.append(f"0 g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """The square code of a text with its quiet zone, `side` points each way."""
        path, modules = qr.path(text)
        scale = side / modules
        self._under.append(f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm 0 g\n{path}\nQ")

    def bars(self, x: float, y: float, height: float, text: str, most: float) -> None:
        """The bar code of a text from `x`, at most `most` wide, quiet zones not counted."""
        path, modules = bars.path(text)
        wide = min(bars.NARROWEST, most / modules)
        self._under.append(f"q {wide:.4f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm 0 g\n{path}\nQ")

    def picture(self, x: float, y: float, width: float, height: float, image: Any) -> None:
        """A picture (reportlab's ImageReader) in the rectangle."""
        self._canvas.drawImage(image, x, y, width, height, mask="auto")

    def drawing(self, x: float, y: float, drawing: Any) -> None:
        """A drawing of reportlab.graphics, its lower left corner at the point, under everything else."""
        from reportlab.graphics import renderPDF  # only a report has charts

        renderPDF.draw(drawing, self._canvas, x, y)

    def finish(self) -> None:
        """Write the page out: tints first, lines over them, the texts over both."""
        self._canvas.addLiteral("\n".join([*self._tints, *self._under, "BT", *self._texts, "ET"]))
        self._canvas.showPage()

    def _ink(self, colour: Colour) -> None:
        if colour != self._colour:
            self._colour = colour
            self._texts.append(f"{_rgb(colour)} rg {_rgb(colour)} RG")

    def _show(self, x: float, baseline: float, font: str, text: str, spread: float, style: Style) -> None:
        name, codes = self._coded(font, text)
        show = f"/{name} {style.size:.2f} Tf {spread:.3f} Tc 1 0 0 1 {x:.2f} {baseline:.2f} Tm <{codes}> Tj"
        if font == fonts.RARE and style.font == fonts.BOLD:  # it has no bold: its outline is drawn as well
            show = f"2 Tr {style.size / 30:.2f} w {show} 0 Tr"
        self._texts.append(show)

    def _coded(self, font: str, text: str) -> tuple[str, str]:
        codes = self._codes(font)
        return codes.name, codes.encode(text).hex()


class Book:
    """A PDF file being written, page by page, with its description and outline."""

    def __init__(self, paper: Paper, *, title: str, author: str, subject: str, made_at: datetime) -> None:
        fonts.embedded(fonts.REGULAR)
        self.paper = paper
        self._content = io.BytesIO()
        self._known: dict[str, Codes] = {}
        area = paper.value
        self._canvas = Canvas(
            self._content,
            (area.width, area.height),
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.REGULAR,
            lang="zh-CN",
        )
        self.retitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("reception")
        stamp = made_at.astimezone(DISTRICT_ZONE).strftime("D:%Y%m%d%H%M%S+08'00'")
        self._canvas.setDateFormatter(lambda *_: stamp)

    def retitle(self, title: str) -> None:
        """Give the file another title."""
        self.title = title
        self._canvas.setTitle(title)

    def page(self, draw: Callable[[Page], None], paper: Paper | None = None) -> None:
        """Add a page that `draw` fills, in the book's layout or in another of the same size."""
        page = Page(self._canvas, paper or self.paper, self._codes)
        draw(page)
        page.finish()
        self._press()

    def _press(self) -> None:
        """Compress the page at once, not when the file is saved: a job of many orders holds little of them."""
        last = self._canvas._doc.Pages.pages[-1]
        pressed = pdfdoc.PDFStream()
        pressed.content = zlib.compress(last.stream.encode("latin-1"))
        pressed.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
        last.Contents, last.stream = pressed, None

    def _codes(self, font: str) -> Codes:
        if font not in self._known:
            self._known[font] = fonts.embedded(font).codes(self._canvas._doc)
        return self._known[font]

    def entry(self, title: str, level: int = 0) -> None:
        """A line of the outline that leads to the next page."""
        key = f"p{self._canvas.getPageNumber()}-{level}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level, closed=level == 0)

    def save(self, out: BinaryIO) -> None:
        """Write the file to an open stream."""
        self._canvas.save()
        out.write(self._content.getbuffer())


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)
