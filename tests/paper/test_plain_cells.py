"""Plain texts go into a workbook on a shorter way, and arrive the same."""

import zipfile
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reception.paper.plain_cells import PlainSheet


def written(kind: type[Worksheet], texts: list[str]) -> bytes:
    out = BytesIO()
    book = Workbook(out, {"constant_memory": True})
    sheet, look = book.add_worksheet("台账", kind), book.add_format({"border": 1})
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text, look)
        sheet.write_number(row, 1, row, look)
    book.close()
    return zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")


@settings(max_examples=10)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=20, max_size=60))
@example(
    [" 漏水", "漏水\n", "漏水\u3000", "a\nb", "\ta", "_x0041_", "<r>&</r>", "\x0b", "\r", "\ufffe", "\uffff", '"', "𠅤"]
)
def test_every_text_is_written_as_xlsxwriter_writes_it(texts: list[str]) -> None:
    assert written(PlainSheet, texts) == written(Worksheet, texts)
