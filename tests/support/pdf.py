"""Read a PDF back as a person and a scanner would: its words, its ink, its square codes, its fonts."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

_WHITE = 250


class ReadBack:
    """A PDF file's pages, opened for one test."""

    def __init__(self, source: Path | bytes) -> None:
        self._file = pypdfium2.PdfDocument(source)
        self.pages = len(self._file)

    def __enter__(self) -> "ReadBack":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def text(self, page: int) -> str:
        """What is written on a page, without blanks and line ends."""
        opened = self._file[page]
        words = opened.get_textpage()
        try:
            return re.sub(r"\s", "", words.get_text_range())
        finally:
            words.close()
            opened.close()

    @property
    def texts(self) -> list[str]:
        """Every page's text."""
        return [self.text(page) for page in range(self.pages)]

    @property
    def all(self) -> str:
        """The text of all pages, one after the other."""
        return "".join(self.texts)

    def picture(self, page: int, dots: int = 150) -> Image.Image:
        """A page as it prints, in greys."""
        opened = self._file[page]
        try:
            return opened.render(scale=dots / 72, grayscale=True).to_pil()
        finally:
            opened.close()

    def codes(self, page: int, dots: int = 150) -> list[str]:
        """The square codes and bar codes on a page."""
        return [code.text for code in zxingcpp.read_barcodes(self.picture(page, dots))]

    def ink(self, page: int) -> tuple[float, float, float, float]:
        """The box of all ink on a page: left, top, right, bottom in millimetres from the upper left."""
        dots = 100
        image = self.picture(page, dots).point(lambda grey: 255 if grey < _WHITE else 0)
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        return left * 25.4 / dots, top * 25.4 / dots, right * 25.4 / dots, bottom * 25.4 / dots

    def clashes(self, page: int) -> list[str]:
        """Characters whose box overlaps another's by more than a hair, or leaves the page."""
        opened = self._file[page]
        words = opened.get_textpage()
        try:
            return _clashes(words, *opened.get_size())
        finally:
            words.close()
            opened.close()

    def metadata(self) -> dict[str, str]:
        """Title, author, dates as stored."""
        return dict(self._file.get_metadata_dict())

    def outline(self) -> list[str]:
        """The titles of the outline."""
        return [item.get_title() for item in self._file.get_toc()]


def _clashes(words: Any, width: float, height: float) -> list[str]:
    boxes = []
    for number in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(number)
        if right - left > 0.5 and top - bottom > 0.5 and not _second_half(words, number):
            boxes.append((words.get_text_range(number, 1), left + 0.3, bottom + 0.3, right - 0.3, top - 0.3))
    found = [box[0] for box in boxes if box[1] < 0 or box[2] < 0 or box[3] > width or box[4] > height]
    boxes.sort(key=lambda box: box[1])
    for number, (text, left, bottom, right, top) in enumerate(boxes):
        for other, left2, bottom2, right2, top2 in boxes[number + 1 :]:
            if left2 >= right:
                break
            if bottom < top2 and bottom2 < top and left < right2:
                found.append(f"{text}/{other}")
    return found


def _second_half(words: Any, number: int) -> bool:
    """Whether this is the second of the two units that a character beyond U+FFFF counts as."""
    return number > 0 and words.get_charbox(number) == words.get_charbox(number - 1)


def fonts(source: bytes, folder: Path) -> list[dict[str, str]]:
    """The fonts of a PDF as poppler's pdffonts lists them; empty where it is not installed."""
    if not shutil.which("pdffonts"):
        return []
    file = folder / "fonts.pdf"
    file.write_bytes(source)
    printed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in printed.splitlines()[2:]]
    return [{"name": row[0], "emb": row[-5], "sub": row[-4], "uni": row[-3]} for row in rows]


def pdf(write: Any, *args: Any, **options: Any) -> bytes:
    """What a writer of papers writes when it is given a stream after its first argument."""
    out = io.BytesIO()
    write(args[0], out, *args[1:], **options)
    return out.getvalue()
