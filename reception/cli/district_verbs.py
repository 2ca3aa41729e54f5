"""The verbs of the district and of the line to it."""

import argparse
import json
import sys
from importlib.metadata import version
from pathlib import Path

from reception.cli.answers import Verb, emit, told_checks
from reception.cli.opening import folder_of, open_desk
from reception.domain.errors import InvalidInput


def is_server_folder(folder: Path) -> bool:
    """Whether a district's database lies here."""
    from reception.district.database import FILE

    return (folder / FILE).exists()


def place_of(args: argparse.Namespace) -> Path | str:
    """Where the district's database is: a URL, or the data folder."""
    return args.database if getattr(args, "database", None) else folder_of(args)


def serve(args: argparse.Namespace) -> int:
    """Run the district server until it is told to stop."""
    from reception.district import serve as server

    _prepare(args)
    server.serve(place_of(args), args.host, args.port, cert=args.cert, key=args.key, sample=args.sample)
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
    from reception.sync.client import sync_once

    with open_desk(args) as here:
        done = sync_once(here.store, program=version("reception"))
    value = {"sent": done.sent, "received": done.received, "waiting": done.waiting, "set_aside": done.set_aside}
    emit(args, value, f"已上报 {done.sent}，收到 {done.received}，待上报 {done.waiting}，另存 {done.set_aside}")
    return 0


def import_master(args: argparse.Namespace) -> int:
    """Take a workbook of master data into a server folder."""
    from reception.district.master import write_master
    from reception.district.office import open_district, recorded_sample
    from reception.intake.master import read_master

    book = read_master(args.file)
    kinds: dict[str, list[dict[str, object]]] = {}
    for record in book.records:
        kinds.setdefault(record.kind, []).append(record.fields)
    district = open_district(folder_of(args), sample=recorded_sample(folder_of(args)))
    try:
        written = sum(write_master(district, kind, rows) for kind, rows in kinds.items())
    finally:
        district.close()
    bad = [
        {"sheet": bad.sheet, "row": bad.row, "column": bad.column, "reason": bad.reason, "value": bad.value}
        for bad in book.bad
    ]
    value = {"added": written, "known": len(book.records) - written, "bad": bad}
    emit(args, value, f"新增或更新 {written}，未变 {len(book.records) - written}，有误 {len(bad)}")
    for row in [] if args.json else bad:
        print(json.dumps(row, ensure_ascii=False), file=sys.stderr)
    return 0 if book.records else 1


def verify_server(args: argparse.Namespace) -> int:
    """Check a server folder."""
    from reception.district.office import open_district, recorded_sample
    from reception.district.verify import verify

    district = open_district(folder_of(args), sample=recorded_sample(folder_of(args)))
    try:
        return told_checks(args, verify(district))
    finally:
        district.close()


VERBS: dict[str, Verb] = {"serve": serve, "enroll-code": enroll_code, "enroll": enroll, "sync": sync}

ON_SERVERS: dict[str, Verb] = {"import": import_master, "verify": verify_server}
"""Verbs of a room that mean something else on a server folder."""
