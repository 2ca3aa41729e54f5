"""The verbs of a room: what a clerk does, by command."""

import argparse
import dataclasses
import getpass
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import entry_points

from reception.cli.answers import Verb, emit, read_stdin, tell_bad_rows, told_checks
from reception.cli.opening import folder_of, open_desk
from reception.desk.opening import make_room
from reception.desk.premises import sample_folder
from reception.domain.clock import SystemClock
from reception.domain.errors import InvalidInput, NotAllowed, Unavailable
from reception.domain.lifecycle import ACT_NAMES, STATUS_NAMES, Act, Status


def desk(args: argparse.Namespace) -> int:
    """Open the desk's window."""
    found = list(entry_points(group="reception.desk"))
    if not found:
        raise Unavailable("没有安装界面程序", english="no screen is installed")
    open_screen: Callable[..., int] = found[0].load()
    folder = folder_of(args)
    if args.sample and args.data is None:
        folder = sample_folder(folder)
    return open_screen(folder, sample=args.sample)


def init(args: argparse.Namespace) -> int:
    """Make a data folder and print its recovery key once."""
    from reception.domain.numbering import room_code

    room = room_code(args.room, "--room")
    made = make_room(folder_of(args), SystemClock(), room, sample=args.sample)
    folder, key = str(made.store.folder), made.recovery_key
    try:
        if args.sample:
            from reception.desk.sample import fill

            fill(made.store)
    finally:
        made.store.close()
    told = f"接待室 {room} 已建立：{folder}\n恢复码（只显示这一次，请抄写后密封保存）/ recovery key:\n{key}"
    emit(args, {"room": room, "data": folder, "recovery_key": key, "sample": args.sample}, told)
    return 0


def register(args: argparse.Namespace) -> int:
    """Register a visit."""
    from reception.desk.commands import RegisterVisit, read
    from reception.desk.register import register_visit

    command = read(RegisterVisit, read_stdin())
    with open_desk(args) as here:
        done = register_visit(here, command)
    emit(args, {"visit": done.visit, "numbers": list(done.numbers)}, "\n".join(done.numbers))
    return 0


def cases(args: argparse.Namespace) -> int:
    """List cases."""
    from reception.desk.lists import CaseFilter
    from reception.desk.narrowing import find_cases

    if args.status and args.status not in STATUS_NAMES:
        raise InvalidInput(
            f"没有状态「{args.status}」，可用：{'、'.join(STATUS_NAMES)}",
            english=f"no status {args.status!r}; choose {', '.join(STATUS_NAMES)}",
            field="--status",
        )
    with open_desk(args) as here:
        lines = find_cases(here, CaseFilter(search=args.search, status=args.status), args.limit)
    for line in lines:
        status = STATUS_NAMES[Status(line["status"])][0]
        emit(args, line, f"{line['number']}  {status}  {line['resident'] or '—'}  {line['address']}  {line['summary']}")
    return 0


def show(args: argparse.Namespace) -> int:
    """One case in full."""
    from reception.desk.lists import show_case

    with open_desk(args) as here:
        line = show_case(here, args.number)
    emit(args, line, json.dumps(line, ensure_ascii=False, indent=2))
    return 0


def units(args: argparse.Namespace) -> int:
    """The units."""
    from reception.desk.lists import unit_lines

    with open_desk(args) as here:
        for unit in unit_lines(here):
            emit(args, dict(unit), f"{unit['code']}  {unit['name']}  {unit['phone']}")
    return 0


def dispatch(args: argparse.Namespace) -> int:
    """Hand a case to a unit."""
    from reception.desk import orders

    with open_desk(args) as here:
        done = orders.dispatch(here, args.number, args.unit, assist=args.assist)
    emit(args, {"order": done.order}, done.order)
    return 0


def step(args: argparse.Namespace) -> int:
    """Take a step."""
    from reception.desk.steps import take_step

    try:
        act = Act(args.act)
    except ValueError as error:
        from reception.domain.forms import FIELDS

        raise InvalidInput(
            f"没有「{args.act}」这一步，可用：{'、'.join(FIELDS)}",
            english=f"no step {args.act!r}; known: {', '.join(FIELDS)}",
            field="act",
        ) from error
    given = read_stdin(needed=False)
    with open_desk(args) as here:
        done = take_step(here, args.number, act, given)
    value = {"number": done.number, "act": done.act, "was": done.was, "status": done.status}
    if done.numbers:
        value["numbers"] = list(done.numbers)  # type: ignore[assignment]
    emit(args, value, f"{done.number}  {ACT_NAMES[act][0]}  {done.was} → {done.status}")
    return 0


def follow_up(args: argparse.Namespace) -> int:
    """Record a follow-up."""
    from reception.desk.commands import FollowUp, read
    from reception.desk.follow_up import record_follow_up

    answer = read(FollowUp, read_stdin())
    with open_desk(args) as here:
        done = record_follow_up(here, {args.number: answer})[0]
    emit(args, {"number": done.number, "was": done.was, "status": done.status}, f"{done.number}  {done.status}")
    return 0


def undo(args: argparse.Namespace) -> int:
    """Take the last gesture back."""
    from reception.desk.undo import act_name
    from reception.desk.undo import undo as take_back

    with open_desk(args) as here:
        done = take_back(here)
    emit(args, {"undone": done.act, "entries": done.entries}, f"已撤销：{act_name(done.act)[0]}（{done.entries}）")
    return 0


def order(args: argparse.Namespace) -> int:
    """Write an order's paper."""
    from reception.cli.field_verbs import paper_of
    from reception.paper.order import Copies
    from reception.paper.printing import print_order

    with open_desk(args) as here:
        pages = print_order(here, args.number, args.output, Copies(args.copies), paper=paper_of(args))
    emit(args, {"file": str(args.output), "pages": pages}, str(args.output))
    return 0


def export(args: argparse.Namespace) -> int:
    """Write every case into a ledger."""
    from reception.paper.exporting import export_cases

    with open_desk(args) as here:
        count = export_cases(here, args.output)
    emit(args, {"file": str(args.output), "cases": count}, f"{count}  {args.output}")
    return 0


def bring(args: argparse.Namespace) -> int:
    """Take a file of messages in."""
    from reception.intake.importing import import_file

    with open_desk(args) as here:
        done = import_file(here, args.file)
    bad = [dataclasses.asdict(row) for row in done.bad]
    value = {"added": done.added, "known": done.known, "bad": bad}
    emit(args, value, f"新增 {done.added}，已有 {done.known}，有误 {len(done.bad)}")
    tell_bad_rows(done.bad)
    return 0 if done.readable else 1


def verify(args: argparse.Namespace) -> int:
    """Check everything."""
    from reception.store.verify import verify as check_all

    with open_desk(args) as here:
        checks = check_all(here.store)
    return told_checks(args, checks)


def backup(args: argparse.Namespace) -> int:
    """Write a backup."""
    with open_desk(args) as here:
        here.store.back_up(args.file)
    emit(args, {"file": str(args.file)}, f"已备份：{args.file}")
    return 0


def restore(args: argparse.Namespace) -> int:
    """Restore a backup."""
    from reception.store.backup import restore as bring_back

    def ask() -> str:
        given = os.environ.get("RECEPTION_RECOVERY_KEY")
        if given:
            return given
        if sys.stdin is None or not sys.stdin.isatty():
            raise NotAllowed(
                "需要恢复码：请设 RECEPTION_RECOVERY_KEY", english="set RECEPTION_RECOVERY_KEY", field="recovery_key"
            )
        return getpass.getpass("恢复码 / recovery key: ")

    bring_back(args.file, folder_of(args), ask)
    emit(args, {"data": str(folder_of(args))}, f"已恢复到：{folder_of(args)}")
    return 0


VERBS: dict[str, Verb] = {
    "desk": desk,
    "init": init,
    "register": register,
    "cases": cases,
    "show": show,
    "units": units,
    "dispatch": dispatch,
    "step": step,
    "follow-up": follow_up,
    "undo": undo,
    "order": order,
    "export": export,
    "import": bring,
    "verify": verify,
    "backup": backup,
    "restore": restore,
}
