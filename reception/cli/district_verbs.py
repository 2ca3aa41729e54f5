"""The verbs of the district and of the line to it."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from reception.cli.answers import Verb, emit, tell_bad_rows, told_checks
from reception.cli.opening import folder_of, is_server_folder, open_desk
from reception.domain.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from reception.district.devices import Device
    from reception.district.office import District


def is_server(args: argparse.Namespace) -> bool:
    """Whether a verb that rooms have, too, means a district's server."""
    return bool(args.database) or is_server_folder(folder_of(args))


def place_of(args: argparse.Namespace) -> Path | str:
    """Where the district's database is: a URL, or the data folder."""
    return args.database if getattr(args, "database", None) else folder_of(args)


def serve(args: argparse.Namespace) -> int:
    """Run the district server until it is told to stop."""
    from reception.district import serve as server

    _prepare(args)
    server.serve(
        place_of(args), args.host, args.port, cert=args.cert, key=args.key, sample=args.sample, workers=args.workers
    )  # fmt: skip
    return 0


def enroll_code(args: argparse.Namespace) -> int:
    """Print a one-time code on the last line."""
    from reception.district.enrolment import enrol_code
    from reception.district.office import open_district

    _prepare(args)
    district = open_district(place_of(args), sample=args.sample)
    try:
        code = enrol_code(district, args.room)
    finally:
        district.close()
    emit(args, {"room": args.room, "code": code}, code)
    return 0


def _prepare(args: argparse.Namespace) -> None:
    """Make the folder; a sample server is filled with the sample district at its first start."""
    place = place_of(args)
    if isinstance(place, Path):
        from reception.desk.opening import is_used

        if is_used(place):
            raise InvalidInput(
                f"这是接待室的数据文件夹，不能作服务器：{place}",
                english=f"this is a room's data folder, not a server's: {place}",
                field="--data",
            )
        place.mkdir(parents=True, exist_ok=True)
    if args.sample:
        from reception.district.sample import fill

        fill(place)


def enroll(args: argparse.Namespace) -> int:
    """Join a district with a one-time code."""
    from reception.sync.enrol import enrol

    with open_desk(args) as here:
        done = enrol(here.store, args.url, args.code, args.ca)
    emit(
        args,
        {"room": done.room, "letter": done.letter, "server": done.server},
        f"已入网：{done.room}，字母 {done.letter}",
    )
    return 0


def sync(args: argparse.Namespace) -> int:
    """Exchange until nothing waits either way."""
    from reception.sync.client import check_once, sync_once

    exchange = check_once if args.check else sync_once
    with open_desk(args) as here:
        done = exchange(here.store, program=version("reception"))
    value = {
        "sent": done.sent, "received": done.received, "waiting": done.waiting, "set_aside": done.set_aside,
        "files": done.files,
    }  # fmt: skip
    told = f"已上报 {done.sent}，收到 {done.received}，待上报 {done.waiting}，另存 {done.set_aside}，附件 {done.files}"
    if args.check:
        value |= {"missing_here": done.missing_here, "missing_there": done.missing_there}
        told += f"；核对：本机缺 {done.missing_here}，区里缺 {done.missing_there}，都已补上"
    emit(args, value, told)
    return 0


def import_master(args: argparse.Namespace) -> int:
    """Take a workbook of master data into a server folder."""
    from reception.district.master import write_master
    from reception.intake.master import read_master
    from reception.intake.tables import read_sheets

    book = read_master(read_sheets(args.file))
    kinds: dict[str, list[dict[str, object]]] = {}
    for record in book.records:
        kinds.setdefault(record.kind, []).append(record.fields)
    with _server(args) as district:
        written = sum(write_master(district, kind, rows) for kind, rows in kinds.items())
    known, bad = len(book.records) - written, len(book.bad)
    value = {"added": written, "known": known, "bad": [asdict(row) for row in book.bad]}
    emit(args, value, f"新增或更新 {written}，未变 {known}，有误 {bad}")
    tell_bad_rows(book.bad)
    return 0 if book.records else 1


def verify_server(args: argparse.Namespace) -> int:
    """Check a server."""
    from reception.district.verify import verify

    with _server(args) as district:
        return told_checks(args, verify(district))


@contextmanager
def _server(args: argparse.Namespace) -> "Iterator[District]":
    """The district's server of a folder or a database, which must be there."""
    from reception.district.office import open_district, recorded_sample

    place = place_of(args)
    if isinstance(place, Path) and not is_server_folder(place):
        raise NotFound(f"这里没有区级服务器：{place}", english=f"no district's server here: {place}", field="--data")
    district = open_district(place, sample=recorded_sample(place))
    try:
        yield district
    finally:
        district.close()


def list_devices(args: argparse.Namespace) -> int:
    """Print every device: last contact, program, what it declared against what is here."""
    from reception.district.devices import devices

    with _server(args) as district:
        found = devices(district)
    value = {"devices": [asdict(device) for device in found]}
    emit(args, value, "\n".join(_device_line(device) for device in found) or "还没有终端入网")
    return 0


def _device_line(device: "Device") -> str:
    state = "已停用" if device.revoked else "已全部收到" if device.all_here else f"还差 {device.waiting} 条"
    contact = device.last_contact or "从未联系"
    letters = ",".join(device.letters)
    return f"{device.room} {letters:3} {device.id} {contact} {device.program or '-'} {state}"


def look(args: argparse.Namespace) -> int:
    """Print the cases that ask to be looked at: both versions of a field, and what took no effect."""
    from reception.desk.undo import act_name
    from reception.district.cases import to_look_at

    with _server(args) as district:
        for case in to_look_at(district, district.clock.now() - timedelta(days=args.days)):
            two = [
                {"entity": entity, "field": name, "versions": [version.value for version in versions]}
                for entity, _, name, versions in case.conflicts()
            ]
            idle = [step.act for step in case.steps if not step.effective and not step.undone]
            value = {"number": case.number, "room": case.room, "two_versions": two, "without_effect": idle}
            words = [f"{each['field']}：{' ｜ '.join(map(str, each['versions']))}" for each in two]
            emit(args, value, "  ".join([case.number, case.room, *words, *(act_name(act)[0] for act in idle)]))
    return 0


def revoke(args: argparse.Namespace) -> int:
    """Show a device the door."""
    from reception.district.enrolment import revoke as show_the_door

    with _server(args) as district:
        show_the_door(district, args.device)
    emit(args, {"device": args.device, "revoked": True}, f"已停用 {args.device}；它已送到的记录不受影响")
    return 0


def write_wrapped_key(args: argparse.Namespace) -> int:
    """Write a device's wrapped key into a file, to be put back beside its database."""
    from reception.district.devices import wrapped_key

    with _server(args) as district:
        args.output.write_text(wrapped_key(district, args.device), encoding="utf-8")
    emit(args, {"device": args.device, "file": str(args.output)}, f"已写入 {args.output}；须凭恢复码才能用")
    return 0


def master(args: argparse.Namespace) -> int:
    """Print the master data of a kind, or with `--write` take rows as JSON from stdin."""
    from reception.district.master import master_rows, write_master

    with _server(args) as district:
        if not args.write:
            rows = master_rows(district, args.kind)
            emit(args, {"rows": rows}, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
            return 0
        written = write_master(district, args.kind, _rows(sys.stdin.read()))
    emit(args, {"written": written}, f"新增或更新 {written}")
    return 0


def _rows(text: str) -> list[dict[str, object]]:
    """A JSON object, or a list of them."""
    try:
        said = json.loads(text)
    except ValueError as error:
        raise InvalidInput("不是 JSON", english="stdin holds no JSON", field="stdin") from error
    rows = said if isinstance(said, list) else [said]
    if not all(isinstance(row, dict) for row in rows):
        raise InvalidInput("每一项须是一个对象", english="rows are JSON objects", field="stdin")
    return rows


def erase(args: argparse.Namespace) -> int:
    """Erase facts of an entry for good, by a signed entry that every room obeys."""
    from reception.district.erasing import erase as erase_facts

    with _server(args) as district:
        erase_facts(district, args.entry, args.fact, args.why)
    emit(args, {"entry": args.entry, "erased": True}, f"已删除 {args.entry}；各室下次同步时一并删除")
    return 0


VERBS: dict[str, Verb] = {
    "serve": serve,
    "enroll-code": enroll_code,
    "devices": list_devices,
    "look": look,
    "revoke": revoke,
    "wrapped-key": write_wrapped_key,
    "master": master,
    "erase": erase,
    "enroll": enroll,
    "sync": sync,
}

ON_SERVERS: dict[str, Verb] = {"import": import_master, "verify": verify_server}
"""Verbs of a room that mean something else on a server folder."""
