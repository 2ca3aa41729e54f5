"""The pages of a PDF as pictures, for the screen and for printers that are drawn on."""

import threading
from collections.abc import Iterator, Sequence
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


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Damaged("PDF 文件已损坏，打不开", english="the PDF is damaged and cannot be opened") from error
        with closing(document):
            yield document
