"""The pages of a PDF as pictures, for the screen and for printers that are drawn on."""

import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2

from reception.domain.errors import Damaged

POINTS_AN_INCH = 72
_ONE_AT_A_TIME = threading.Lock()
"""PDFium can be used by one thread at a time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: `pixels` are rows of blue, green, red and an unused byte, `stride` bytes each."""

    width: int
    height: int
    stride: int
    pixels: bytes


Box = tuple[float, float, float, float]
"""Left, top, right and bottom on a page, in points from its upper left."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text found on a page (from 0): a box around it in each line it runs through."""

    page: int
    boxes: tuple[Box, ...]


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points of 1/72 inch. Raises Damaged for what is no PDF."""
    with _opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def draw_page(pdf: bytes, number: int, dots_an_inch: float) -> Picture:
    """One page (from 0) at a resolution. Raises Damaged for what is no PDF."""
    with _opened(pdf) as document, closing(document[number]) as page:
        drawn = page.render(scale=dots_an_inch / POINTS_AN_INCH, prefer_bgrx=True)
        with closing(drawn):
            return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


def take_pages(pdf: bytes, numbers: Sequence[int]) -> bytes:
    """Some pages (from 0) of a PDF as a PDF of their own. Raises Damaged for what is no PDF."""
    out = BytesIO()
    with _opened(pdf) as document, closing(pypdfium2.PdfDocument.new()) as taken:
        taken.import_pages(document, list(numbers))
        taken.save(out)
    return out.getvalue()


def find_text(pdf: bytes, text: str, told: Callable[[int, int], None]) -> list[Hit]:
    """Where a text stands, page by page, whatever blanks, line ends, width or case. Nothing is found of no text.

    `told` hears how many of how many pages are read; what it raises stops the search. Raises Damaged for what is no
    PDF.
    """
    sought, hits = _plain(text), list[Hit]()
    pages = len(page_sizes(pdf)) if sought else 0
    for number in range(pages):  # the lock is let go between pages: they are drawn meanwhile
        with _opened(pdf) as document, closing(document[number]) as page, closing(page.get_textpage()) as written:
            hits += [Hit(number, boxes) for boxes in _found(page, written, sought)]
        told(number + 1, pages)
    return hits


def _found(page: Any, written: Any, sought: str) -> Iterator[tuple[Box, ...]]:
    letters, place, at = "", list[int](), 0
    for letter in _letters(written):
        plain = _plain(letter)
        letters += plain
        place += [at] * len(plain)
        at += 1 if letter < "\U00010000" else 2
    start = letters.find(sought)
    while start >= 0:
        yield _boxes(page, written, place[start : start + len(sought)])
        start = letters.find(sought, start + len(sought))


def _letters(written: Any) -> str:
    """A page's text; PDFium counts, and gives, a rare character as the two halves of UTF-16."""
    units = (pypdfium2.raw.FPDFText_GetUnicode(written, at) for at in range(written.count_chars()))
    return b"".join((unit & 0xFFFF).to_bytes(2, "little") for unit in units).decode("utf-16-le", "surrogatepass")


def _boxes(page: Any, written: Any, places: Sequence[int]) -> tuple[Box, ...]:
    """The letters' boxes, those beside each other in a line as one."""
    height, boxes = page.get_height(), list[Box]()
    for at in dict.fromkeys(places):
        left, bottom, right, top = written.get_charbox(at, loose=True)
        box = left, height - top, right, height - bottom
        if boxes and abs(boxes[-1][3] - box[3]) < 1 and boxes[-1][0] <= box[0]:
            box = boxes[-1][0], min(boxes[-1][1], box[1]), box[2], max(boxes[-1][3], box[3])
            boxes.pop()
        boxes.append(box)
    return tuple(boxes)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Damaged("PDF 文件已损坏，打不开", english="the PDF is damaged and cannot be opened") from error
        with closing(document):
            yield document
