"""A scan or a photo dropped on the window: read page by page, filed with the cases of the numbers found on it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.lifecycle import ORDER_STATUS_NAMES
from ui import acts
from ui.context import Context
from ui.dialogs.come_back import open_sheet
from ui.dialogs.signed_page import open_signed
from ui.theme.tokens import ToneName
from ui.words import explained, said, series, translate
from ui.work import Lane, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.evidence import Attached
    from reception.intake.scans import Scan

SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".heif")
"""Ends of the names of files that are read as scans."""


def is_scan(path: str) -> bool:
    """Whether a file's name is that of a scan."""
    return path.casefold().endswith(SCANS)


def read(path: Path, report: Report) -> "Scan":
    """Read a scan, page by page."""
    from reception.intake.scans import read_scan

    words = translate("Scans", "正在识别 {name}").format(name=path.name)
    return read_scan(path, lambda done, total: report.step(done, total, words))


def attach(scan: "Scan", desk: "Desk") -> "Attached":
    """File its pages with their cases."""
    from reception.intake.scans import attach_scan

    return attach_scan(desk, scan)


def file_scan(context: Context, parent: QWidget, path: Path) -> None:
    """Read a scan on a worker and say what became of it; a single order's sheet opens its form to be filled in."""
    context.shell.notice(translate("Scans", "正在识别 {name}").format(name=path.name), ToneName.INFO)
    context.work.start(
        partial(read, path),
        partial(_file, context, parent),
        owner=parent,
        failed=lambda error: context.shell.notice(explained(error), ToneName.DANGER),
        lane=Lane.LONG,
    )


def _file(context: Context, parent: QWidget, scan: "Scan") -> None:
    """File it at once; where a page could not be read, ask whose it is first."""
    if scan.unread:
        from ui.dialogs.unread_pages import UnreadDialog

        UnreadDialog(context, parent, scan, told, partial(_fill_in, context, parent)).open()
    else:
        acts.perform(
            context, parent, partial(attach, scan), partial(_fill_in, context, parent, scan), partial(told, scan)
        )


def _fill_in(context: Context, parent: QWidget, scan: "Scan", attached: "Attached") -> None:
    """A single order's sheet opens its form; the lines of a signing book are signed for."""
    if len(scan.orders) == 1 and attached.done:
        open_sheet(context, parent, scan.orders[0])
    elif scan.together:
        open_signed(context, parent, scan.together)


def told(scan: "Scan", attached: "Attached") -> str:
    """What became of a scan, in words."""
    words = [translate("Scans", "{name}：已归入 {count} 件诉求").format(name=scan.name, count=len(attached.done))]
    if attached.already:
        words.append(translate("Scans", "{count} 件原已附过").format(count=len(attached.already)))
    if attached.lapsed:
        sheets = series(f"{number}「{said(ORDER_STATUS_NAMES[worth])}」" for number, worth in attached.lapsed)
        words.append(translate("Scans", "这些工单已不作数：{sheets}").format(sheets=sheets))
    if scan.unread:
        pages = series(map(str, scan.unread))
        words.append(translate("Scans", "第 {pages} 页没有编号，没有归入").format(pages=pages))
    if attached.refused:
        numbers = series(number for number, _ in attached.refused)
        words.append(translate("Scans", "这里没有 {numbers}").format(numbers=numbers))
    return translate("Scans", "；").join(words)
