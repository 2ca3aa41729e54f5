"""Draws the pictures of the lists in `docs/papers.md`: the ledger, a sender's form filled in, and rows at fault marked.

`python docs/list_pictures.py` writes into `docs/images/papers`. Needs LibreOffice (`soffice`), which lays the sheets
out. People, addresses and numbers are the sample's: made up.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from paper_pictures import GREYS, IMAGES, StandingClock
from PIL import Image

from reception.desk.desk import Clerk, Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.opening import make_room
from reception.desk.sample import fill
from reception.domain.lifecycle import Post
from reception.intake.filling import fill_form
from reception.intake.importing import propose, rehearse
from reception.intake.marking import write_marked
from reception.paper.exporting import export_cases

WIDTH = 1200
HEADERS = (
    "序号",
    "工单编号",
    "来电人",
    "联系电话",
    "诉求内容",
    "来电时间",
    "办理时限",
    "承办单位",
    "办理状态",
    "办理结果",
)
WIDTHS = (6, 24, 10, 14, 46, 17, 12, 24, 10, 40)


def hotline(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    """A city's form under three title rows, with these numbers, words and phones."""
    book = Workbook()
    sheet = book.active
    thin = Side("thin", color="888888")
    for row, title in enumerate(("市12345便民热线交办清单", "承办：民生接待室", "2026年11月24日导出"), 1):
        sheet.cell(row, 1, title).font = Font("黑体", 18 - 3 * row, bold=row == 1, color="AA0000" if row == 1 else None)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADERS))
    sheet.append(HEADERS)
    for place, (number, words, phone) in enumerate(rows, 1):
        sheet.append([place, number, "张*", phone, words, "2026-11-23 09:20", "2026-12-01", "", "", ""])
    for cells in sheet.iter_rows(min_row=4):
        for cell, width in zip(cells, WIDTHS, strict=True):
            cell.border = Border(thin, thin, thin, thin)
            sheet.column_dimensions[cell.column_letter].width = width
            if cell.row == 4:
                cell.fill = PatternFill("solid", "DDEBF7")
    book.save(path)
    return path


def on_one_page(path: Path) -> None:
    """Across, and as wide as the page, for the picture."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    book.save(path)


def draw(name: str, path: Path, across: float = 1.0, down: float = 0.3) -> None:
    """The first page's upper left part, so much of it across and down, as a small picture."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"HOME": str(path.parent)})  # noqa: S603
    with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as book:
        image = book[0].render(scale=WIDTH / across / book[0].get_width()).to_pil()
    shown = image.crop((0, 0, WIDTH, int(image.height * down)))
    small = shown.quantize(GREYS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = IMAGES / f"{name}.png"
    small.save(out, optimize=True)
    print(out, out.stat().st_size // 1024, "KB")  # noqa: T201


def draw_all(desk: Desk, folder: Path) -> None:
    """The three of them."""
    export_cases(desk, folder / "ledger.xlsx", wanted=CaseFilter(open=True))
    draw("ledger", folder / "ledger.xlsx", across=0.6, down=0.25)
    lines = [line for state in ("closed", "accepted") for line in case_lines(desk, CaseFilter(status=state), 5)]
    rows = [(str(line["number"]), str(line["summary"]), "139****0000") for line in lines]
    fill_form(desk, hotline(folder / "12345.xlsx", rows), folder / "form-filled.xlsx")
    on_one_page(folder / "form-filled.xlsx")
    draw("form-filled", folder / "form-filled.xlsx")
    faults = [("RX1", "路灯不亮", "12"), ("RX2", "", "139****0000"), ("RX3", "门关不上", "139****00001234")]
    form = hotline(folder / "faults.xlsx", faults)
    write_marked(folder / "rows-marked.xlsx", propose(desk, form), rehearse(desk, form).bad)
    on_one_page(folder / "rows-marked.xlsx")
    draw("rows-marked", folder / "rows-marked.xlsx")


def main() -> None:
    """Draw them from a sample district."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["RECEPTION_KEY_FILE"] = str(Path(name) / "key")
        made = make_room(Path(name) / "sample", StandingClock(), "NG07", sample=True)
        try:
            fill(made.store)
            draw_all(Desk(made.store, Clerk("sample", "样例接待员", Post.LEADER)), Path(name))
        finally:
            made.store.close()


if __name__ == "__main__":
    main()
