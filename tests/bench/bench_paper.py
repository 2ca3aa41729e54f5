"""A work order as PDF beside a bare reportlab canvas that draws the same texts at the same places and the same code,
and beside fpdf2 and WeasyPrint with the same texts.

`python tests/bench/bench_paper.py [orders]` prints a table; 200 orders a job are the default. What a job of 500 takes
of memory is measured in processes of their own. The canvas has the same
fonts through reportlab's own class, and the code through reportlab's own widget; it draws no lines, wraps nothing and
measures nothing.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

import pypdfium2
from peers import python_with
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reception.domain.clock import DISTRICT_ZONE
from reception.paper.frame import Marks
from reception.paper.order import write_order
from reception.paper.order_sheet import Acting, Limit, OrderSheet, Reporter

Figure = tuple[str, float, str]
NOON = datetime(2026, 11, 24, 10, 32, tzinfo=DISTRICT_ZONE)
BARE = "Bare"
FONT = str(files("resources") / "fonts" / "NotoSansSC-Regular.ttf")
ROUNDS = 40
MANY = 500


@dataclass(frozen=True)
class Put:
    """A text and where it stands: page from 0, points from the lower left, size in points."""

    page: int
    x: float
    y: float
    size: float
    text: str


def orders(count: int) -> list[OrderSheet]:
    """So many different orders."""
    dice = random.Random(7)
    return [replace(_order(), number=f"NG07-261124-A{n:03d}-5-A1", words=_words(dice)) for n in range(count)]


def _order() -> OrderSheet:
    return OrderSheet(
        number="NG07-261124-A017-5-A1",
        room="哈西街道第七民生接待室",
        room_phone="0451-86301234",
        room_address="南岗区红旗大街180号",
        lead=Acting("黑龙江省宏业建筑工程有限公司", "王建军（项目经理）", "13904510001"),
        marks=Marks(NOON, "李敏"),
        urgency="urgent",
        category="房屋修缮 / 给排水 / 管道破裂",
        summary="厨房上水管爆裂，水已漏到楼下三层",
        wants="修复、赔偿",
        place_kind="home",
        address="红旗大街188号（消防家属区）3号楼2单元501室",
        at_home_when="全天有人",
        reporters=(Reporter("欧阳娜", "13912340000", hours="全天"),),
        grid="哈西07网格",
        project="2026年哈西片区老旧小区改造 二标段",
        received_at=NOON - timedelta(minutes=8),
        issued_at=NOON,
        due_at=NOON + timedelta(hours=24),
        limits=(Limit("sign_for", NOON + timedelta(minutes=10)),),
        rule="2026-1",
        clerk="李敏",
    )


def _words(dice: random.Random) -> str:
    said = ("厨房上水管接口突然爆裂", "水已经漏到楼下", "关了自家阀门仍有水流出", "去年换过主管", "希望马上来人抢修")
    return "，".join(dice.choices(said, k=9)) + "。"


def texts_of(pdf: bytes) -> list[Put]:
    """Every line of text of a PDF, with its place."""
    with pypdfium2.PdfDocument(pdf) as book:
        return [put for page in range(len(book)) for put in _texts_of_page(book[page], page)]


def _texts_of_page(page: pypdfium2.PdfPage, number: int) -> list[Put]:
    text = page.get_textpage()
    found = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        found.append(Put(number, left, bottom, top - bottom, text.get_text_bounded(left, bottom, right, top)))
    return found


def draw_bare(canvas: Canvas, puts: list[Put], codes: list[str]) -> None:
    """The same texts and codes on a canvas, page by page."""
    for page, code in enumerate(codes):
        for put in puts:
            if put.page == page:
                canvas.setFont(BARE, put.size)
                canvas.drawString(put.x, put.y, put.text)
        if code:
            drawing = Drawing(70, 70)
            drawing.add(QrCodeWidget(code, barWidth=70, barHeight=70))
            renderPDF.draw(drawing, canvas, A4[0] - 150, A4[1] - 150)
        canvas.showPage()


def figures(count: int = 200) -> list[Figure]:
    """(name, value, bound) of one order and of a job of many."""
    pdfmetrics.registerFont(TTFont(BARE, FONT))
    sheets = orders(count)
    first = _ours(sheets[:1])
    puts = [texts_of(_ours([sheet])) for sheet in sheets]
    codes = [_codes(sheet, len({put.page for put in page})) for sheet, page in zip(sheets, puts, strict=True)]
    _bare(puts[:1], codes[:1])
    ours, bare = [], []
    for at in range(ROUNDS):
        ours.append(_timed(lambda at=at: _ours(sheets[at : at + 1])))  # type: ignore[misc]
        bare.append(_timed(lambda at=at: _bare(puts[at : at + 1], codes[at : at + 1])))  # type: ignore[misc]
    pages = sum(len(code) for code in codes)
    job, bare_job = pages / _timed(lambda: _ours(sheets)), pages / _timed(lambda: _bare(puts, codes))
    return [
        ("one order (unit's sheet and receipt), ms", statistics.median(ours) * 1000, ""),
        ("bare canvas, same texts and code, ms", statistics.median(bare) * 1000, ""),
        ("one order / bare canvas", statistics.median(ours) / statistics.median(bare), "≤ 1.5"),
        (f"{count} orders as one job, pages a second", job, ""),
        ("bare canvas, pages a second", bare_job, ""),
        ("the job / bare canvas", job / bare_job, "≥ 0.6"),
        (f"{MANY} orders as one job, MB beside one order", _memory(MANY) - _memory(1), "≤ 50"),
        ("bytes of one order", float(len(first)), ""),
        *_peers(puts[0]),
    ]


def _memory(count: int) -> float:
    """Peak memory in MB of a process that writes so many orders."""
    told = subprocess.run(
        [sys.executable, __file__, "--memory", str(count)], check=True, capture_output=True, text=True
    )
    return float(told.stdout)


def _peers(puts: list[Put]) -> list[Figure]:
    """The same texts by others, one order each."""
    python, script = python_with("fpdf2", "weasyprint"), Path(__file__).with_name("paper_peers.py")
    texts = json.dumps([(put.page, put.x, put.y, put.size, put.text) for put in puts])
    told = subprocess.run([python, script, FONT], input=texts, check=True, capture_output=True, text=True).stdout
    found = json.loads(told).items()
    return [(f"{name}, the same texts, {what}", value[what], "") for name, value in found for what in ("ms", "bytes")]


def _codes(sheet: OrderSheet, pages: int) -> list[str]:
    return [sheet.number, *("" for _ in range(pages - 1))]


def _ours(sheets: list[OrderSheet]) -> bytes:
    out = BytesIO()
    write_order(sheets, out)
    return out.getvalue()


def _bare(puts: list[list[Put]], codes: list[list[str]]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    for texts, marks in zip(puts, codes, strict=True):
        draw_bare(canvas, texts, marks)
    canvas.save()
    return out.getvalue()


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    """Print the table, or the peak memory of one job."""
    if sys.argv[1:2] == ["--memory"]:
        with TemporaryFile() as out:
            write_order(orders(int(sys.argv[2])), out)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    for name, value, bound in figures(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        print(f"{name:<44}{value:>12.2f}  {bound}")


if __name__ == "__main__":
    main()
