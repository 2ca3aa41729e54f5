"""Chinese lines: where a text may break (GB/T 15834-2011 §5), and how a paragraph fills a width.

No closing mark, dash or middle dot begins a line, no opening mark ends one; ——, ……, Latin words, a number with what it
counts (3号楼), a slash with its neighbours and □ with its word stay whole. What is wider than a whole line is cut
between characters: nothing is ever lost.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reception.paper import fonts

OPENING = "（〔［｛〈《「『【〖｢〝﹙﹛﹝＜“‘￥＄¥([{"
CLOSING = "，。、；：？！．｡､）〕］｝〉》」』】〗｣〞﹚﹜﹞＞”’·・～－–％‰℃°′″＂＇…—々,.;:?!)]}%"
_WORD = r"[0-9A-Za-z\u00c0-\u024f](?:[0-9A-Za-z\u00c0-\u024f.,:@_+#&*'=?%~–-]*[0-9A-Za-z\u00c0-\u024f*%])?"
_COUNTED = r"\d(?:[\d.]*\d)?(?:单元|号楼|小时|[年月日时分秒点号栋幢楼层室户门天次岁人个件元米])"
_PIECE = re.compile(
    rf" +|[{re.escape(OPENING)}]*(?:{_COUNTED}|{_WORD}|——|……|□[^ ]*|[^ ])"
    rf"(?:[/／](?:{_WORD}|[^ ]))*(?: *[{re.escape(CLOSING)}])*"
)
_CUT = re.compile(rf".[{re.escape(CLOSING)}]{{0,2}}", re.DOTALL)
_MAX_SPREAD = 0.1
"""A line is stretched to the margin by at most this many ems a character; more would show."""


class Line(NamedTuple):
    """One printed line: its text, how far it is set in and how much is added behind each character, in points."""

    text: str
    indent: float = 0.0
    spread: float = 0.0


class Style(NamedTuple):
    """A font with its size and the distance between lines, in points."""

    font: str
    size: float
    leading: float


def lines(text: str, style: Style, width: float, *, indent: float = 0.0) -> list[Line]:
    """A text broken into lines of at most `width` points; `indent` sets in the first line of each paragraph.

    A short text is one line after one measuring. An empty text is one empty line.
    """
    if "\n" not in text and fonts.width(text, style.font, style.size) <= width - indent:
        return [Line(text, indent)]
    return [line for part in text.split("\n") for line in _paragraph(part.rstrip(), style, width, indent)]


def pieces(text: str) -> list[str]:
    """A text as the pieces a line may break between; runs of spaces are pieces of their own."""
    return _PIECE.findall(text.replace("\t", " "))


def _paragraph(text: str, style: Style, width: float, indent: float) -> list[Line]:
    broken = list(_filled(text, style, width, indent))
    last = len(broken) - 1
    return [
        Line(
            each,
            0 if number else indent,
            0.0 if number == last else _spread(each, style, width - (0 if number else indent)),
        )
        for number, each in enumerate(broken)
    ]


def _filled(text: str, style: Style, width: float, indent: float) -> Iterator[str]:
    """Greedy lines without their spaces at either end."""
    line, used, room = "", 0.0, width - indent
    for piece in _fitting(pieces(text), style, width - indent):
        wide = fonts.width(piece, style.font, style.size)
        if line and used + wide > room and not piece.isspace():
            yield line.rstrip()
            line, used, room = "", 0.0, width
        if line or not piece.isspace():
            line, used = line + piece, used + wide
    yield line.rstrip()


def _fitting(parts: list[str], style: Style, width: float) -> Iterator[str]:
    """The pieces, those that fit no line cut into characters, a closing mark or two still behind what it closes."""
    for part in parts:
        if len(part) > 1 and fonts.width(part, style.font, style.size) > width:
            yield from _CUT.findall(part)
        else:
            yield part


def _spread(text: str, style: Style, width: float) -> float:
    spread = (width - fonts.width(text, style.font, style.size)) / max(1, len(text) - 1)
    return spread if 0 < spread <= _MAX_SPREAD * style.size else 0.0
