"""An order's texts at their places, written by fpdf2 and by WeasyPrint: milliseconds an order and bytes of one.

`bench_paper.py` installs both into a folder of their own and runs this file there, with the texts as JSON on stdin and
the font's path as its argument. Prints JSON. Neither is shipped.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from html import escape
from typing import Any

from fpdf import FPDF  # type: ignore[import-not-found]
from weasyprint import HTML  # type: ignore[import-not-found]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

ROUNDS = 10
FONT = sys.argv[1]
HEIGHT = 841.89
CONFIGURATION = FontConfiguration()
STYLE = f"""
@font-face {{ font-family: Order; src: url('file://{FONT}') }}
@page {{ size: A4; margin: 0 }}
body {{ font-family: Order; margin: 0 }}
section {{ position: relative; height: 29.6cm; break-after: page }}
p {{ position: absolute; margin: 0; white-space: pre }}
"""

Put = tuple[int, float, float, float, str]


def by_fpdf2(puts: list[Put]) -> bytes:
    """Each text put on its page."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("Order", fname=FONT)
    for page in sorted({put[0] for put in puts}):
        pdf.add_page()
        for _, x, y, size, text in (put for put in puts if put[0] == page):
            pdf.set_font("Order", size=size)
            pdf.text(x, HEIGHT - y, text)
    return bytes(pdf.output())


def by_weasyprint(puts: list[Put]) -> bytes:
    """A section a page, a paragraph a text."""
    pages = "".join(
        "<section>"
        + "".join(
            f"<p style='left:{x:.1f}pt;top:{HEIGHT - y - size:.1f}pt;font-size:{size:.1f}pt'>{escape(text)}</p>"
            for at, x, y, size, text in puts
            if at == page
        )
        + "</section>"
        for page in sorted({put[0] for put in puts})
    )
    document = HTML(string=f"<style>{STYLE}</style>{pages}")
    return bytes(document.write_pdf(font_config=CONFIGURATION))


def measured(write: Callable[[list[Put]], bytes], puts: list[Put]) -> dict[str, Any]:
    """The median after the first, and the size."""
    size = len(write(puts))
    spans = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        write(puts)
        spans.append(time.perf_counter() - began)
    return {"ms": statistics.median(spans) * 1000, "bytes": size}


def main() -> None:
    """Measure both."""
    puts: list[Put] = [tuple(put) for put in json.load(sys.stdin)]
    print(json.dumps({"fpdf2": measured(by_fpdf2, puts), "WeasyPrint": measured(by_weasyprint, puts)}))


if __name__ == "__main__":
    main()
