"""The bar code of a number (Code 128, ISO/IEC 15417), for scanners that read no square codes, drawn as one path."""

from functools import lru_cache

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm

NARROWEST = 0.25 * mm
"""The width of the finest bar: what an office's hand scanner and a scan at 200 dots an inch still tell apart."""


@lru_cache(maxsize=256)
def path(text: str) -> tuple[str, int]:
    """PDF operators that draw the bars one unit high from the left, and how many finest bars they are wide.

    Raises ValueError for what is not ASCII.
    """
    if not text.isascii():
        raise ValueError(text)
    code = Code128(text, quiet=0)
    code.validate()
    code.encode()
    bars, at = [], 0
    for letter in code.decompose():  # capitals are bars, small letters gaps: A and a one unit wide, B and b two …
        wide = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            bars.append(f"{at} 0 {wide} 1 re")
        at += wide
    return "\n".join([*bars, "f"]), at
