"""The verbs for files of others: an import tried first, a roster of households, a form filled in and sent back."""

import argparse
import dataclasses
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reception.cli.answers import Verb, emit
from reception.cli.opening import open_desk

if TYPE_CHECKING:
    from reception.intake.messages import BadRow

Add = Callable[[str, str], argparse.ArgumentParser]


def add_to(add: Add) -> None:
    """The verbs and their options."""
    tried = add("rehearse", "what importing a file would do, nothing written 试导入")
    people = add("roster", "take a roster of households in 导入住户名册")
    people.add_argument("--compound", default="", metavar="NAME", help="the one it is about 名册所属小区")
    people.add_argument("--try", dest="trial", action="store_true", help="write nothing 只试不写")
    for verb in (tried, people):
        verb.add_argument("file", type=Path)
        verb.add_argument("--report", type=Path, metavar="FILE.xlsx", help="rows at fault, marked 错误标记表")
    form = add("fill", "fill a sender's own .xlsx with the answers 按来件原表回填")
    form.add_argument("file", type=Path)
    form.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    form.add_argument("--replace", action="store_true", help="also what is written there already 覆盖已有内容")
    form.add_argument("--add", metavar="TEXT", help="add the cases this search finds 补入检索到的诉求")


def rehearse(args: argparse.Namespace) -> int:
    """Say what an import would do."""
    from reception.intake.importing import propose
    from reception.intake.importing import rehearse as look_ahead

    with open_desk(args) as here:
        found = look_ahead(here, args.file)
        chosen = propose(here, args.file) if args.report else []
    linked = [{"row": row.row, "number": row.number, "case": row.link.number} for row in found.linked]
    value = {
        "added": found.added, "closed": found.closed, "known": found.known, "linked": linked, "bad": _plain(found.bad),
    }  # fmt: skip
    emit(args, value, f"将新增 {found.added}，并入在办 {len(linked)}，已有 {found.known}，有误 {len(found.bad)}")
    _report(args, chosen, found.bad)
    return 0 if found.added + found.known + len(linked) else 1


def roster(args: argparse.Namespace) -> int:
    """Take a roster in, or only try it."""
    from reception.desk.homes import Fate
    from reception.intake.rosters import import_roster, propose_roster

    with open_desk(args) as here:
        chosen = propose_roster(here, args.file) if args.report else []
        done = import_roster(here, args.file, compound=args.compound, trial=args.trial)
    differing = [{"sheet": row.sheet, "row": row.row, "name": row.dweller.name} for row in done.differing]
    counts = {fate.value: done.counts[fate] for fate in Fate}
    value = counts | {"empty": done.empty, "differing": differing, "bad": _plain(done.bad)}
    words = f"新增 {counts['added']}，补全 {counts['completed']}，迁居 {counts['moved']}，已有 {counts['known']}"
    emit(args, value, f"{words}，不一致 {counts['differs']}，有误 {len(done.bad)}")
    for row in done.differing:
        print(f"{row.sheet} 第 {row.row} 行：{row.dweller.name} 与已有记录不一致，未改 / differs", file=sys.stderr)
    _report(args, chosen, done.bad)
    return 0 if done.readable else 1


def fill(args: argparse.Namespace) -> int:
    """Fill a form in."""
    from reception.desk.lists import CaseFilter
    from reception.desk.narrowing import narrowed
    from reception.intake.filling import fill_form

    with open_desk(args) as here:
        wanted = None
        if args.add is not None:
            with here.read() as conn:
                wanted = narrowed(CaseFilter(search=args.add, descending=False), here.office(conn), here.now)
        done = fill_form(here, args.file, args.output, add=wanted, replace=args.replace)
    kept = str(done.backup) if done.backup else ""
    value = {
        "file": str(done.out), "filled": done.filled, "added": done.added, "kept": kept,
        "lost": [english for _, english in done.lost], "rows": [dataclasses.asdict(row) for row in done.rows],
    }  # fmt: skip
    emit(args, value, f"已填 {done.filled} 行（其中新增 {done.added}）  {done.out}")
    for row in done.rows:
        if not row.done:
            print(f"{row.sheet} 第 {row.row} 行 {row.number}：{row.told} / {row.english}", file=sys.stderr)
    for lost in done.lost:
        print(f"原表中的{lost[0]}未能保留 / not kept: {lost[1]}", file=sys.stderr)
    return 0


def _plain(bad: "Iterable[BadRow]") -> list[dict[str, Any]]:
    return [dataclasses.asdict(row) for row in bad]


def _report(args: argparse.Namespace, chosen: Any, bad: "Iterable[BadRow]") -> None:
    """Tell the rows at fault, and mark them in a workbook when one was asked for."""
    from reception.intake.marking import write_marked

    for row in bad:
        print(f"{row.sheet} 第 {row.row} 行 {row.column}：{row.reason} / {row.english}", file=sys.stderr)
    if args.report:
        write_marked(args.report, chosen, bad)


VERBS: dict[str, Verb] = {"rehearse": rehearse, "roster": roster, "fill": fill}
