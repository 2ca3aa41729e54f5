"""The fonts of every paper: Noto Sans SC, and behind it, glyph by glyph, the rest of GB 18030-2022 level 3.

Nothing is read before a text is first measured. Noto costs a tenth of a second a weight; the fallback (31 MB) is
unpacked only when a text holds a character that Noto lacks.
"""

import io
import threading
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import groupby

from reportlab.pdfbase import pdfmetrics

from reception.domain.errors import Unavailable
from reception.paper.embedding import EmbeddedFont

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
RARE = "ReceptionRareHan"

MISSING = "〓"
"""Stands where no font has the character (an emoji): GB/T 15834's neighbours call it 缺字符号; a loss must be seen."""

_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf", RARE: "ReceptionRareHan.ttf.zst"}
_INVISIBLE = frozenset({"Cf", "Cc", "Mn", "Me"})
_loading = threading.Lock()


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """A text as pieces of one font each; the rare characters in `RARE`, what no font has as `MISSING`.

    Invisible characters without a glyph (joiners, variation selectors) are left out. `font` is REGULAR or BOLD.
    """
    if _common(font).issuperset(text):
        return [(font, text)] if text else []
    shown = [(_font_of(character, font), _shown(character)) for character in text]
    return [(name, "".join(part for _, part in pieces)) for name, pieces in groupby(shown, key=lambda each: each[0])]


def width(text: str, font: str, size: float) -> float:
    """How wide a text is in points at a size in points."""
    return sum(map(_widths(font).__getitem__, text)) * size / 1000


def embedded(name: str) -> EmbeddedFont:
    """The font for the canvas, registered with reportlab. Raises Unavailable when its file cannot be read."""
    with _loading:
        return _registered(name)


@cache
def _registered(name: str) -> EmbeddedFont:
    font = EmbeddedFont(name, io.BytesIO(_program(_FILES[name])))
    pdfmetrics.registerFont(font)
    return font


def _program(file: str) -> bytes:
    try:
        content = (files("resources") / "fonts" / file).read_bytes()
    except OSError as error:
        raise Unavailable(
            f"字体文件 {file} 读不出来，请重新安装程序", english=f"font {file} cannot be read: reinstall the program"
        ) from error
    return _unpacked(content) if file.endswith(".zst") else content


def _unpacked(content: bytes) -> bytes:
    from zstandard import ZstdDecompressor  # only a rare character needs it

    return ZstdDecompressor().stream_reader(content).read()


@cache
def _common(font: str) -> frozenset[str]:
    return frozenset(map(chr, embedded(font).face.charToGlyph)) - {"\u00ad"}


@cache
def _rare() -> frozenset[str]:
    return frozenset(map(chr, embedded(RARE).face.charToGlyph))


def _font_of(character: str, font: str) -> str:
    return RARE if character not in _common(font) and character in _rare() else font


def _shown(character: str) -> str:
    """The character itself where a font has it, nothing for an invisible one, else the sign for a missing one."""
    if character in _common(REGULAR) or character in _rare():
        return character
    return "" if unicodedata.category(character) in _INVISIBLE else MISSING


class _Widths(dict[str, float]):
    """Advance of each character in thousandths of the size, kept as it is asked for."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        name, shown = _font_of(character, self._font), _shown(character)
        advance = self[character] = embedded(name).face.charWidths[ord(shown)] if shown else 0.0
        return advance


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)
