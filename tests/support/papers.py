"""What must hold of every paper, whatever it says."""

import io
from pathlib import Path
from typing import Any

from support.pdf import ReadBack, fonts

from reception.paper.sheet import Paper

RARE = "欧阳䶮㛃𬭎𠅤"
"""A name of characters from the extensions A, B and F besides the common ones."""
LONG = "三单元五楼的住户说，外墙保温层从去年冬天起就有裂缝，下雨时水顺着墙进到屋里，天棚和北墙都长了黑毛；" * 40
_HAIR = 0.7
"""Millimetres by which a line's own thickness may reach over the type area."""


def pdf_of(write: Any, sheet: Any, **named: Any) -> bytes:
    """What a writer of a paper writes."""
    out = io.BytesIO()
    pages = write(sheet, out, **named)
    content = out.getvalue()
    with ReadBack(content) as paper:
        assert paper.pages == pages, "it says how many pages it wrote"
    return content


def check(content: bytes, folder: Path, size: Paper = Paper.A4) -> None:
    """No character over another or off the page, ink within the type area's sides, every font embedded."""
    with ReadBack(content) as paper:
        for page in range(paper.pages):
            assert paper.clashes(page) == [], f"page {page + 1}"
            left, _, right, bottom = paper.ink(page)
            assert left >= size.value.left / 72 * 25.4 - _HAIR, f"page {page + 1}"
            assert right <= size.value.right / 72 * 25.4 + _HAIR, f"page {page + 1}"
            assert bottom <= size.value.height / 72 * 25.4 - 5, f"page {page + 1}"
        assert paper.metadata()["Title"]
    assert all(font["emb"] == "yes" and font["uni"] == "yes" for font in fonts(content, folder))


def printed(write: Any, sheet: Any, folder: Path, **named: Any) -> ReadBack:
    """A paper read back, after what must hold of every paper was looked at."""
    content = pdf_of(write, sheet, **named)
    check(content, folder, named.get("paper", Paper.A4))
    return ReadBack(content)
