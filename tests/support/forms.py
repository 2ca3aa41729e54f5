"""A sender's own form as tests write and read it: a list under one title, a row a message, columns to answer in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEADERS = ("序号", "工单编号", "姓名", "电话", "诉求内容", "来电时间", "办理结果", "办结时间", "办理状态")


def form(path: Path, rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS) -> Path:
    """A list under one title, one row a message, with a line of sums two rows below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "清单"
    sheet.append(["12345 转办清单"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def message(number: str, words: str, *answers: Any, row: int = 1) -> list[Any]:
    return [row, number, "张*", "139****0000", words, "2026-11-23 09:00", *answers]


def filled(path: Path, name: str = "清单") -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path)[name].iter_rows(min_row=3)]
