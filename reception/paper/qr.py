"""The square code of a number, drawn as one path.

reportlab's widget makes and formats a shape per bar and was half of an order's time; the same code as one literal
path, kept for the copies of an order, is a twentieth of it besides the encoding.
"""

from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET = 4
"""Empty modules around the code (ISO/IEC 18004 §6.3.8)."""


@lru_cache(maxsize=256)
def path(text: str) -> tuple[str, int]:
    """PDF operators that draw the code in modules from its lower left, and the modules a side with the quiet zone.

    Error correction M: a fifteenth of the code may be dirty or torn. Text is UTF-8.
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = code.getModuleCount()
    bars = []
    for row, modules in enumerate(code.modules):
        column, height = QUIET, QUIET + side - 1 - row
        for dark, group in groupby(map(bool, modules)):
            count = sum(1 for _ in group)
            if dark:
                bars.append(f"{column} {height} {count} 1 re")
            column += count
    return "\n".join([*bars, "f"]), side + 2 * QUIET
