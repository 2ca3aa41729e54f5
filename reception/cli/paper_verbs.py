"""The verb that writes the papers beside the work order: `reception paper KIND … -o FILE`."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reception.cli.answers import Verb, emit
from reception.domain.errors import InvalidInput

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.domain.period import Period
    from reception.paper.preview import Paper
    from reception.paper.sheet import Paper as Size

KINDS = {
    "receipt": "受理回执 of a case's visit",
    "visit-sheet": "家访单 of a case",
    "call-sheet": "电话回访单 of a case",
    "notice": "办理结果告知书 of a case",
    "case-file": "诉求档案 of a case",
    "sign-up": "群体签名表, of a case or empty",
    "call-list": "回访电话清单 of today",
    "urging": "催办通知单, to all units or one (--unit)",
    "handover": "交接单",
    "report": "周报、月报: a period (--period), or the number of one handed up",
}
OF_A_CASE = frozenset({"receipt", "visit-sheet", "call-sheet", "notice", "case-file"})


def add_to(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The verb's options."""
    verb = add("paper", "write a paper as PDF 打印其他纸面")
    verb.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=_kinds())
    verb.add_argument("reference", nargs="?", default="", help="a case's or a report's number")
    verb.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    verb.add_argument("--a5", action="store_true", help="on A5 用 A5 纸")
    verb.add_argument("--unit", default="", metavar="CODE", help="urging: one unit 只催一个单位")
    verb.add_argument("--takes", default="", metavar="NAME", help="handover: who takes over 接收人")
    verb.add_argument("--lines", type=int, default=0, metavar="N", help="sign-up: lines to sign on 签名行数")
    verb.add_argument("--period", default="", metavar="P", help="report: 2026-10, 2026-W48 or 2026-10-01..2026-10-15")
    verb.add_argument("--hand-up", action="store_true", help="report: hand it up; it never changes again 上报")


def _kinds() -> str:
    return "; ".join(f"{kind}: {text}" for kind, text in KINDS.items())


def paper(args: argparse.Namespace) -> int:
    """Write a paper, and note that it was printed. What is handed up is named, also when its file cannot be written."""
    from reception.cli.opening import open_desk
    from reception.paper.further import note_paper
    from reception.paper.output import written
    from reception.paper.pages import page_sizes

    if args.kind in OF_A_CASE and not args.reference:
        raise InvalidInput("请给出诉求编号", english="a case's number is needed", field="reference")
    with open_desk(args) as here:
        number = _handed_up(here, args) if args.kind == "report" and args.hand_up else args.reference
        made = _made(here, args, number)
        with written(args.output, partial(note_paper, here, made)) as file:
            file.write(made.pdf)
    pages = len(page_sizes(made.pdf))
    about = list(made.numbers) or [number] * bool(number)
    value = {"kind": args.kind, "file": str(args.output), "pages": pages, "numbers": about}
    emit(args, value, "  ".join(filter(None, (f"{args.output}（{pages} 页）", number))))
    return 0


def _made(desk: "Desk", args: argparse.Namespace, number: str) -> "Paper":
    from reception.paper import further, preview
    from reception.paper.sheet import Paper as Size

    size = Size.A5 if args.a5 else Size.A4
    makers: dict[str, Callable[[], Paper]] = {
        "receipt": lambda: preview.receipt_paper(desk, number, size=size),
        "visit-sheet": lambda: further.visit_paper(desk, number, size=size),
        "call-sheet": lambda: further.call_sheet_paper(desk, number, size=size),
        "notice": lambda: further.notice_paper(desk, number, size=size),
        "case-file": lambda: further.case_file_paper(desk, number, size=size),
        "sign-up": lambda: further.sign_up_paper(desk, number, lines=args.lines, size=size),
        "call-list": lambda: further.call_list_paper(desk, size=size),
        "urging": lambda: further.urging_paper(desk, args.unit, size=size),
        "handover": lambda: further.handover_paper(desk, args.takes, size=size),
        "report": lambda: _report(desk, args, number, size),
    }
    return makers[args.kind]()


def _report(desk: "Desk", args: argparse.Namespace, number: str, size: "Size") -> "Paper":
    """A report that was handed up, by number; else one of a period as it stands now."""
    from reception.paper import further

    if number:
        return further.handed_up_paper(desk, number, size=size)
    return further.counted_paper(desk, _period(desk, args), size=size)


def _handed_up(desk: "Desk", args: argparse.Namespace) -> str:
    from reception.desk.reports import hand_up

    return hand_up(desk, _period(desk, args))[0].number


def _period(desk: "Desk", args: argparse.Namespace) -> "Period":
    """The period named, else this month."""
    from reception.desk.reports import month_start
    from reception.domain.clock import DISTRICT_ZONE
    from reception.domain.period import read_period

    return read_period(args.period or f"{desk.now.astimezone(DISTRICT_ZONE):%Y-%m}", month_start(desk))


VERBS: dict[str, Verb] = {"paper": paper}
