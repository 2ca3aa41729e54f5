"""One command, `reception`, with verbs; every verb but `desk` works without a screen."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reception.cli import field_verbs, file_verbs, paper_verbs
from reception.cli.answers import Verb
from reception.domain.errors import ReceptionError, Unavailable, system_words
from reception.domain.master import CODE_FIELDS

COUNT_HIGHEST = 2**31 - 1
"""What both databases take for a number of rows."""
PORT_HIGHEST = 2**16 - 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb. Returns 0 done, 1 refused with a message on stderr, 2 wrong usage (argparse)."""
    _speak_utf8()
    gc.set_threshold(100_000, 50, 50)  # what a verb makes lives until its end: looking for garbage costs a fifth
    args = parser().parse_args(argv)
    try:
        return run(args)
    except ReceptionError as error:
        print(_told(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("已中止 / stopped", file=sys.stderr)
        return 1
    except OSError as error:
        print(_told(_of_files(error)), file=sys.stderr)
        return 1


def run(args: argparse.Namespace) -> int:
    """Call the verb's function; its module is imported only now. Two verbs work on server folders, too."""
    from reception.cli import district_verbs, room_verbs

    if args.verb == "demo":
        from reception.cli.demo import play

        return play(args)
    if args.verb in district_verbs.ON_SERVERS and district_verbs.is_server(args):
        return district_verbs.ON_SERVERS[args.verb](args)
    verbs: dict[str, Verb] = {}
    for part in (room_verbs, paper_verbs, field_verbs, file_verbs, district_verbs):
        verbs |= part.VERBS
    return verbs[args.verb](args)


def _of_files(error: OSError) -> Unavailable:
    reason, english = system_words(error)
    name = error.filename or ""
    return Unavailable(f"文件读写不成（{reason}）：{name}", english=f"cannot read or write ({english}): {name}")


def _told(error: ReceptionError) -> str:
    where = f"{error.field}: " if error.field else ""
    english = f" / {error.english}" if error.english != error.message else ""
    return f"{where}{error.message}{english}"


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "strict")


def parser() -> argparse.ArgumentParser:
    """All verbs and their options."""
    top = argparse.ArgumentParser(prog="reception", description="民生接待室 · the desk of a reception room")
    _add_common(top, folder=None, as_json=False)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=text, description=text)
        verb.register("type", None, _text)
        _add_common(verb, folder=argparse.SUPPRESS, as_json=argparse.SUPPRESS)
        return verb

    _add_room_verbs(add)
    _add_case_verbs(add)
    paper_verbs.add_to(add)
    field_verbs.add_to(add)
    file_verbs.add_to(add)
    _add_district_verbs(add)
    return top


def _add_common(to: argparse.ArgumentParser, *, folder: Any, as_json: Any) -> None:
    """Taken before the verb and after it: only the command's own defaults are not SUPPRESS."""
    to.add_argument("--data", type=Path, default=folder, metavar="DIR", help="data folder 数据文件夹")
    to.add_argument("--json", action="store_true", default=as_json, help="print JSON")


Add = Callable[[str, str], argparse.ArgumentParser]


def _add_room_verbs(add: Add) -> None:
    desk = add("desk", "open the desk 打开接待台")
    desk.add_argument("--sample", action="store_true", help="on a sample district 用样例数据")
    demo = add("demo", "play a whole day without a screen 无界面演示一天")
    demo.add_argument("--input", type=Path, metavar="FILE", help="residents' messages to use (.xlsx, .csv)")
    init = add("init", "make this PC's data folder 建立数据文件夹")
    init.add_argument("--room", required=True, metavar="CODE")
    init.add_argument("--sample", action="store_true", help="with a sample district 带样例数据")
    bring = add("import", "take a file in 导入文件")
    bring.add_argument("file", type=Path)
    check = add("verify", "check everything against the journal 核验数据")
    for verb in (bring, check):
        _add_database(verb)
    for name, text in (("backup", "write a backup 备份"), ("restore", "restore a backup 恢复备份")):
        add(name, text).add_argument("file", type=Path)
    add("export", "every case as an Excel file 导出台账").add_argument("-o", "--output", type=Path, required=True)


def _add_case_verbs(add: Add) -> None:
    add("register", "register a visit from JSON on stdin 登记来访")
    cases = add("cases", "list cases 诉求列表")
    cases.add_argument("--search", default="", metavar="TEXT")
    cases.add_argument("--status", default="", metavar="S")
    cases.add_argument(
        "--limit", type=_count, default=50, metavar="N", help="the newest so many; 50 unless told 最多几件"
    )
    add("show", "one case in full 查看诉求").add_argument("number")
    add("units", "units to dispatch to 责任单位")
    dispatch = add("dispatch", "hand a case to a unit 派单")
    dispatch.add_argument("number")
    dispatch.add_argument("--unit", required=True, metavar="CODE")
    dispatch.add_argument("--assist", action="store_true", help="to assist 协办")
    step = add("step", "take a step, its fields as JSON on stdin 办理一步")
    step.add_argument("number")
    step.add_argument("act")
    order = add("order", "write the order's paper as PDF 打印工单")
    order.add_argument("number")
    order.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    field_verbs.add_copies(order)
    add("follow-up", "record a follow-up from JSON on stdin 回访").add_argument("number")
    add("undo", "take the last act back 撤销")


def _add_district_verbs(add: Add) -> None:
    serve = add("serve", "run the district server 运行区级服务")
    serve.add_argument("--sample", action="store_true", help="a sample server 样例服务")
    _add_database(serve)
    serve.add_argument("--workers", type=_count, default=1, metavar="N", help="processes that serve 进程数")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8443)
    serve.add_argument("--cert", type=Path)
    serve.add_argument("--key", type=Path)
    code = add("enroll-code", "a one-time code for a new device 发放入网码")
    code.add_argument("--room", required=True, metavar="CODE")
    code.add_argument("--sample", action="store_true")
    _add_database(code)
    _add_administration(add)
    enroll = add("enroll", "join a district 入网")
    enroll.add_argument("url")
    enroll.add_argument("code")
    enroll.add_argument("--ca", type=Path, metavar="FILE", help="the district's own CA")
    sync = add("sync", "exchange with the district 同步")
    sync.add_argument("--check", action="store_true", help="and compare what both sides hold 并核对两边")


def _add_administration(add: Add) -> None:
    listing = add("devices", "every device: last contact, what it holds, what has arrived 终端一览")
    look = add("look", "cases with two versions of something, or an act without effect 请看一下的诉求")
    look.add_argument("--days", type=_count, default=90, metavar="N", help="touched in so many days; 90 unless told")
    door = add("revoke", "show a device the door 停用终端")
    door.add_argument("device", metavar="ID")
    key = add("wrapped-key", "a device's key under its recovery key, as its recovery.json 取回终端的密钥副本")
    key.add_argument("device", metavar="ID")
    key.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    master = add("master", "master data of a kind 主数据")
    master.add_argument("kind", help=", ".join(CODE_FIELDS))
    master.add_argument("--write", action="store_true", help="take rows as JSON from stdin 从标准输入写入")
    gone = add("erase", "erase facts of an entry, as the law orders 依法删除")
    gone.add_argument("entry", metavar="ID")
    gone.add_argument("--fact", type=_count, action="append", default=[], metavar="N", help="by position, from 0")
    gone.add_argument("--why", required=True)
    for verb in (listing, look, door, key, master, gone):
        _add_database(verb)


def _add_database(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--database", metavar="URL", help="postgresql://…; without it SQLite in the data folder")


def _text(given: str) -> str:
    """Words in UTF-8, also in a locale that knows none: there their bytes came through as they were."""
    try:
        return os.fsencode(given).decode() if any("\udc80" <= sign <= "\udcff" for sign in given) else given
    except UnicodeError as error:
        raise argparse.ArgumentTypeError("must be UTF-8") from error


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    if value > COUNT_HIGHEST:
        raise argparse.ArgumentTypeError(f"must not be more than {COUNT_HIGHEST}")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= PORT_HIGHEST:
        raise argparse.ArgumentTypeError(f"must be 0 (any free one) to {PORT_HIGHEST}")
    return value


if __name__ == "__main__":
    sys.exit(main())
