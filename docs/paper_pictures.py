"""Draws the pictures of `docs/papers.md`: each paper of a sample district, as it prints.

`python docs/paper_pictures.py` writes `docs/images/papers`. People, addresses and numbers are the sample's: made up.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from reception.desk.commands import NewCase, RegisterVisit, Who
from reception.desk.desk import Clerk, Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.opening import make_room
from reception.desk.register import register_visit
from reception.desk.reports import hand_up, month_of
from reception.desk.sample import fill
from reception.desk.steps import take_step
from reception.domain.clock import DISTRICT_ZONE, Id, Ids, milliseconds
from reception.domain.lifecycle import Act, Post
from reception.paper import further, preview
from reception.paper.filling import order_sheet
from reception.paper.frame import Marks
from reception.paper.order import Copies
from reception.paper.preview import Paper as Made
from reception.paper.recovery import RecoverySheet, write_recovery
from reception.paper.sheet import Paper
from reception.paper.signing_book import books_of

IMAGES = Path(__file__).parent / "images" / "papers"
NOW = datetime(2026, 11, 24, 10, 32, tzinfo=DISTRICT_ZONE)
DOTS = 76
"""Dots an inch: a page is some 630 points of a screen wide."""
GREYS = 24
"""Colours of a picture; the letterhead's red is among them."""
KEY = "3F7K9-H8QZ2-MNP4R-7YVW3-A1B2C-D3E4F-G5H6J"


class StandingClock:
    """The sample's morning, which goes on by a second with every id."""

    def __init__(self) -> None:
        self._ids, self._now = Ids(), NOW

    def now(self) -> datetime:
        """The morning's present."""
        return self._now

    def new_id(self) -> Id:
        """An id of that present."""
        self._now += timedelta(milliseconds=1)
        return self._ids.next(milliseconds(self._now))


def draw(name: str, pdf: bytes, page: int = 0) -> None:
    """One page as a small picture."""
    with pypdfium2.PdfDocument(pdf) as book:
        image = book[page].render(scale=DOTS / 72).to_pil()
    small = image.quantize(GREYS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    small.save(path, optimize=True)
    print(path, path.stat().st_size // 1024, "KB")  # noqa: T201


def of_cases(desk: Desk) -> None:
    """The papers that are about one case."""

    def first(**wanted: str) -> str:
        return str(case_lines(desk, CaseFilter(**wanted), 1)[0]["number"])  # type: ignore[arg-type]

    making: dict[str, tuple[Callable[..., Made], str]] = {
        "order": (preview.order_paper, first(status="accepted")),
        "receipt": (preview.receipt_paper, first(status="accepted")),
        "visit-sheet": (further.visit_paper, first(status="handled")),
        "call-sheet": (further.call_sheet_paper, first(status="handled")),
        "notice": (further.notice_paper, first(status="closed", voice="problem")),
        "case-file": (further.case_file_paper, first(status="hung_up")),
        "sign-up": (further.sign_up_paper, a_group(desk)),
    }
    for name, (make, number) in making.items():
        draw(name, make(desk, number).pdf)


def of_orders(desk: Desk) -> None:
    """The order's other layouts, and what its foreman signs."""
    numbers = [str(line["number"]) for line in case_lines(desk, CaseFilter(status="accepted"), 60)]
    draw("order-a5", preview.order_paper(desk, numbers[0], Copies.UNIT, size=Paper.A5).pdf)
    draw("order-sheet", preview.order_paper(desk, numbers[0], Copies.ON_ONE_SHEET).pdf)
    book = max(books_of(order_sheet(desk, number) for number in numbers), key=lambda book: len(book.sheets))
    draw("signing-book", preview.signing_paper(desk, [sheet.number for sheet in book.sheets[:7]]).pdf)


def a_group(desk: Desk) -> str:
    """Twelve neighbours, two of whom speak for them; the number of their case."""
    came = RegisterVisit(
        [NewCase("夜里十一点以后还在切割、卸料，孩子要考试，睡不了觉。", summary="夜间施工噪声", wants="停止")],
        resident=Who("高明远", "13900000011"), others=[Who("欧阳䶮", "13900000012")], headcount=12,
        address_text="红旗大街188号3号楼",
    )  # fmt: skip
    return register_visit(desk, came).numbers[0]


def of_the_room(desk: Desk) -> None:
    """The papers that are about a day, a unit, a post or a month."""
    draw("call-list", further.call_list_paper(desk).pdf)
    draw("urging", further.urging_paper(desk).pdf)
    draw("handover", further.handover_paper(desk, "周接班").pdf)
    issued, _ = hand_up(desk, month_of(desk, NOW.year, NOW.month))
    row = issued.counted[0]
    take_step(desk, row.number, Act.AMEND, {"fields": {"summary": f"{row.summary}（更正）"}})
    report = further.handed_up_paper(desk, issued.number).pdf
    draw("report", report)
    draw("report-units", report, 1)


def recovery_key() -> None:
    """A key that opens nothing."""
    out = BytesIO()
    write_recovery(RecoverySheet("七政街道第一民生接待室", KEY, Marks(NOW, "样例", sample=True)), out)
    draw("recovery", out.getvalue())


def main() -> None:
    """Draw them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["RECEPTION_KEY_FILE"] = str(Path(name) / "key")
        made = make_room(Path(name) / "sample", StandingClock(), "NG07", sample=True)
        try:
            fill(made.store)
            desk = Desk(made.store, Clerk("sample", "样例接待员", Post.LEADER))
            of_cases(desk)
            of_orders(desk)
            of_the_room(desk)
        finally:
            made.store.close()
    recovery_key()


if __name__ == "__main__":
    main()
