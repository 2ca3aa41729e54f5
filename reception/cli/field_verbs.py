"""The verbs of what goes out to the field and comes back: a day's orders, signing books, scans, signed sheets."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reception.cli.answers import Verb, emit, read_stdin

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.domain.errors import ReceptionError
    from reception.paper.printing import Printed
    from reception.paper.sheet import Paper

COPIES = ("two", "three", "sheet", "unit")


def add_to(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The verbs' options."""
    orders = add("orders", "many orders' papers as one PDF 批量打印工单")
    add_copies(orders)
    book = add("signing-book", "signing books by unit and foreman 打印签收簿")
    for verb in (orders, book):
        verb.add_argument("numbers", nargs="*", metavar="NUMBER", help="without any: those of the day")
        verb.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="given out on this day; today")
        verb.add_argument("--unit", default="", metavar="CODE", help="of one unit")
        verb.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    book.add_argument("--a5", action="store_true", help="on A5 用 A5 纸")
    scan = add("scan", "file scanned papers with their cases 收回扫描件")
    scan.add_argument("file", type=Path, help="PDF, JPG, PNG, TIFF, BMP or HEIC")
    back = add("come-back", "take a signed sheet back, what stands on it as JSON on stdin 收回工单")
    back.add_argument("number")


def add_copies(verb: argparse.ArgumentParser) -> None:
    """Which copies, on which paper."""
    verb.add_argument(
        "--copies", choices=COPIES, default="two", help="two: 承办 回执; three: 存根 承办 回执; sheet: 三联同页"
    )
    verb.add_argument("--a5", action="store_true", help="on A5 用 A5 纸")


def paper_of(args: argparse.Namespace) -> "Paper":
    """The paper asked for."""
    from reception.paper.sheet import Paper

    return Paper.A5 if args.a5 else Paper.A4


def orders(args: argparse.Namespace) -> int:
    """Write many orders' papers as one job."""
    from reception.cli.opening import open_desk
    from reception.paper.order import Copies
    from reception.paper.printing import print_orders

    with open_desk(args) as here:
        done = print_orders(here, _numbers(here, args), args.output, Copies(args.copies), paper=paper_of(args))
    return _told(args, done)


def signing_book(args: argparse.Namespace) -> int:
    """Write the signing books of some orders."""
    from reception.cli.opening import open_desk
    from reception.paper.printing import print_signing_books

    with open_desk(args) as here:
        done = print_signing_books(here, _numbers(here, args), args.output, paper=paper_of(args))
    return _told(args, done)


def _numbers(desk: "Desk", args: argparse.Namespace) -> list[str]:
    from reception.desk.issued import issued_on
    from reception.domain.clock import DISTRICT_ZONE

    if args.numbers:
        return list(args.numbers)
    day = args.day or desk.now.astimezone(DISTRICT_ZONE).date()
    return [each.number for each in issued_on(desk, day, args.unit)]


def _told(args: argparse.Namespace, done: "Printed") -> int:
    refused = _refused(done.refused)
    value = {"file": str(args.output), "pages": done.pages, "numbers": list(done.numbers), "refused": refused}
    words = [f"{args.output}（{len(done.numbers)} 张工单，{done.pages} 页）", *_lines(refused)]
    emit(args, value, "\n".join(words))
    return 1 if refused else 0


def _refused(refused: "Sequence[tuple[str, ReceptionError]]") -> list[dict[str, str]]:
    return [{"number": number, "why": error.message, "english": error.english} for number, error in refused]


def _lines(refused: Sequence[dict[str, str]]) -> list[str]:
    return [f"{each['number']}：{each['why']} / {each['english']}" for each in refused]


def scan(args: argparse.Namespace) -> int:
    """Read a scan and attach its pages to the cases they are about."""
    from reception.cli.opening import open_desk
    from reception.domain.lifecycle import ORDER_STATUS_NAMES
    from reception.intake.scans import attach_scan, read_scan

    read = read_scan(args.file)
    with open_desk(args) as here:
        done = attach_scan(here, read)
    refused = _refused(done.refused)
    value: dict[str, Any] = {
        "pages": [{"page": page.number, "numbers": list(page.orders)} for page in read.pages],
        "attached": list(done.done), "already": list(done.already), "refused": refused,
        "lapsed": [{"number": number, "worth": worth} for number, worth in done.lapsed],
    }  # fmt: skip
    words = [
        *(f"第 {page.number} 页：{'、'.join(page.orders) or '没有读出编号'}" for page in read.pages),
        f"已附 {len(done.done)}，已有 {len(done.already)}",
        *(f"{number}：{' / '.join(ORDER_STATUS_NAMES[worth])}" for number, worth in done.lapsed),
        *_lines(refused),
    ]
    emit(args, value, "\n".join(words))
    return 1 if refused or read.unread else 0


def come_back(args: argparse.Namespace) -> int:
    """Take a sheet back with what stands on it."""
    from reception.cli.opening import open_desk
    from reception.desk.coming_back import Filled
    from reception.desk.coming_back import come_back as take_back
    from reception.desk.commands import read
    from reception.domain.lifecycle import ACT_NAMES, STATUS_NAMES

    filled = read(Filled, read_stdin())
    with open_desk(args) as here:
        done = take_back(here, args.number, filled)
    acts = "、".join(ACT_NAMES[act][0] for act in done.acts)
    value = {"order": done.order, "acts": list(done.acts), "status": done.status}
    emit(args, value, f"{done.order}　{acts}　{STATUS_NAMES[done.status][0]}")
    return 0


VERBS: dict[str, Verb] = {"orders": orders, "signing-book": signing_book, "scan": scan, "come-back": come_back}
