"""`reception demo`: a whole day without a screen, against a loopback server that it starts itself.

Everything is real: encrypted stores, a server process, TLS, a line that is cut in the middle of an exchange, PDF files.
The folder is thrown away unless `--data` names one.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reception.cli.answers import emit
from reception.cli.demo_line import LOOPBACK, BadLine, make_certificate
from reception.cli.opening import cli_clerk
from reception.desk import orders
from reception.desk.commands import FollowUp, RegisterVisit, read
from reception.desk.desk import Desk
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import CaseFilter, count_cases, show_case, unit_lines
from reception.desk.opening import make_room
from reception.desk.register import register_visit
from reception.desk.steps import take_step
from reception.domain.clock import SystemClock
from reception.domain.errors import Damaged, Unavailable
from reception.domain.lifecycle import Act
from reception.intake.importing import import_file
from reception.paper.printing import print_order, print_receipt
from reception.store.keys import KEY_FILE_VARIABLE
from reception.sync.client import sync_once
from reception.sync.enrol import enrol

ROOM = "NG07"
SERVER_STARTS_SECONDS = 60
TALK_BYTES, CASE_BYTES = 2_500, 800
"""What the greeting takes, and half of what a case takes on the line: cut there, the exchange is half done."""
BUILT_IN = (
    ("编号", "姓名", "电话", "主题", "留言时间", "留言详情"),
    (
        "S-1",
        "关淑琴",
        "13900000101",
        "楼道灯坏了",
        "2026/11/02 09:10:00",
        "三单元楼道灯坏了半个月，老人夜里下楼看不见。",
    ),
    ("S-2", "佟立国", "13900000102", "下水返味", "2026/11/02 10:25:00", "厨房下水返味，楼上楼下都这样，请派人看看。"),
    ("S-3", "单秀兰", "13900000103", "暖气不热", "2026/11/03 08:40:00", "家里暖气一冬天不热，量过只有十五度。"),
    ("S-4", "", "", "夜间施工", "2026/11/03 22:15:00", "工地夜里十点还在切割，孩子没法睡觉。"),
)


def play(args: argparse.Namespace) -> int:
    """Play the day and print what came of it."""
    with _folder(args.data) as folder, _key(folder), _server(folder) as (port, cert), BadLine(port) as line:
        day = _Day(folder, line, cert, (lambda _: None) if args.json else _say)
        try:
            summary = day.play(args.input or _built_in(folder))
        finally:
            day.close()
    emit(args, summary, _told(summary))
    return 0 if summary["ok"] else 1


def _say(text: str) -> None:
    print(text, flush=True)


def _told(summary: dict[str, Any]) -> str:
    lines = [f"  {name}: {value}" for name, value in summary.items() if name != "ok"]
    return "\n".join(["小结 / summary", *lines, "完成 / done" if summary["ok"] else "有差异 / something differs"])


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="reception-demo-") as folder:
        yield Path(folder)


@contextmanager
def _key(folder: Path) -> Iterator[None]:
    """A key file of the demo's own, so that this PC's keyring stays as it is."""
    before = os.environ.get(KEY_FILE_VARIABLE)
    os.environ[KEY_FILE_VARIABLE] = str(folder / "demo.key")
    try:
        yield
    finally:
        if before is None:
            del os.environ[KEY_FILE_VARIABLE]
        else:
            os.environ[KEY_FILE_VARIABLE] = before


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, Path]]:
    """A sample server in a process of its own, on a free port of loopback: the port, and its certificate."""
    cert, key = make_certificate(folder)
    command = [sys.executable, "-m", "reception.cli.main", "--data", str(folder / "server")]
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "serve", "--sample", "--port", "0", "--cert", str(cert), "--key", str(key)],
        stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        url = process.stdout.readline().strip().rpartition(" ")[2]
        if not url.startswith("https"):
            raise Unavailable("演示服务没有启动", english="the demo's server did not start", field="serve")
        yield int(url.rpartition(":")[2]), cert
    finally:
        process.terminate()
        process.wait(SERVER_STARTS_SECONDS)
        process.stdout and process.stdout.close()
        log.close()


def _code(folder: Path) -> str:
    command = [sys.executable, "-m", "reception.cli.main", "--data", str(folder / "server"), "enroll-code", "--sample"]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--room", ROOM], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise Unavailable(f"没有得到入网码：{done.stderr.strip()}", english="no enrolment code", field="enroll-code")
    return done.stdout.strip().splitlines()[-1]


def _built_in(folder: Path) -> Path:
    path = folder / "演示来信.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(BUILT_IN)
    return path


class _Day:
    """The day of two PCs of one room."""

    def __init__(self, folder: Path, line: BadLine, cert: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._line, self._cert = line, cert
        self._say = say
        self._desks: list[Desk] = []

    def close(self) -> None:
        """Close both stores."""
        for desk in self._desks:
            desk.store.close()

    def play(self, file: Path) -> dict[str, Any]:
        """From the first enrolment to the second PC that has received everything."""
        desk = self._enrolled("甲机")
        summary: dict[str, Any] = {"room": ROOM} | self._imported(desk, file)
        number = self._registered(desk)
        summary |= {"case": number} | self._whole_life(desk, number)
        self._cut_in_the_middle(desk)
        outcome = sync_once(desk.store)
        self._say(f"同步：上报 {outcome.sent}，收到 {outcome.received}，待上报 {outcome.waiting}")
        second = self._enrolled("乙机")
        counts = [self._count(each) for each in (desk, second)]
        same = show_case(desk, number)["timeline"] == show_case(second, number)["timeline"]
        self._say(f"乙机收到 {counts[1]} 件诉求，{number} 的经过{'一致' if same else '不一致'}")
        summary |= {
            "sent": outcome.sent, "waiting": outcome.waiting, "set_aside": outcome.set_aside,
            "cases_first_pc": counts[0], "cases_second_pc": counts[1], "timelines_equal": same,
        }  # fmt: skip
        return summary | {"ok": same and counts[0] == counts[1] and outcome.waiting == 0}

    def _enrolled(self, name: str) -> Desk:
        made = make_room(self._folder / name, SystemClock(), ROOM, sample=True)
        desk = Desk(made.store, cli_clerk())
        self._desks.append(desk)
        done = enrol(made.store, f"https://{LOOPBACK}:{self._line.port}", _code(self._folder), self._cert)
        outcome = sync_once(made.store)
        self._say(f"{name}入网：接待室 {done.room}，字母 {done.letter}，收到 {outcome.received} 条")
        return desk

    def _cut_in_the_middle(self, desk: Desk) -> None:
        """The line breaks while entries go up. Nothing is lost: the next exchange goes on where the server stands."""
        self._line.cut_after(TALK_BYTES + CASE_BYTES * self._count(desk))
        try:
            sync_once(desk.store)
        except Unavailable as error:
            self._say(f"同步中断：{error.message}；照常工作，接通后再报")
        else:
            raise Damaged("演示的线路没有断", english="the demo's line was not cut", field="line")
        finally:
            self._line.mend()

    def _imported(self, desk: Desk, file: Path) -> dict[str, Any]:
        start = time.perf_counter()
        done = import_file(desk, file)
        seconds = time.perf_counter() - start
        self._say(f"导入 {file.name}：新增 {done.added}，已有 {done.known}，有误 {len(done.bad)}（{seconds:.1f} 秒）")
        return {"imported": done.added, "known": done.known, "bad_rows": len(done.bad)}

    def _registered(self, desk: Desk) -> str:
        command = {
            "channel": "phone",
            "resident": {"name": "欧阳䶮", "phone": "13900000188"},
            "address_text": "红旗大街188号3-2-501",
            "at_home_when": "18:00 以后",
            "cases": [
                {"words": "厨房顶棚漏水，昨晚开始，楼上说不是他家的事。", "category": "房屋渗漏", "wants": "修复"}
            ],
        }
        done = register_visit(desk, read(RegisterVisit, command))
        self._say(f"登记来电：{done.numbers[0]}")
        return done.numbers[0]

    def _whole_life(self, desk: Desk, number: str) -> dict[str, Any]:
        units = [str(unit["code"]) for unit in unit_lines(desk)]
        first = self._dispatched(desk, number, units[0])
        self._step(desk, first, Act.DELIVER, to="值班室", way="phone")
        pages = print_order(desk, first, self._folder / f"{first}.pdf")
        self._say(f"打印工单 {first}.pdf：{pages} 页")
        self._step(desk, first, Act.RETURN, why="不属于本单位管线", basis="管养分界")
        order = self._dispatched(desk, number, units[1])
        self._step(desk, order, Act.ACCEPT, by="李师傅")
        self._step(desk, order, Act.FIRST_CONTACT, way="phone", by="李师傅")
        self._step(desk, order, Act.HANDLE, done="更换立管接头，试水不漏", by="李师傅")
        self._follow_up(desk, number, FollowUp("yes", "欧阳䶮", "no", "dissatisfied", "result", "又开始滴水"))
        self._step(desk, number, Act.REOPEN, why="又开始滴水")
        again = self._dispatched(desk, number, units[1])
        self._step(desk, again, Act.ACCEPT, by="李师傅")
        self._step(desk, again, Act.HANDLE, done="重做防水", by="李师傅")
        self._follow_up(desk, number, FollowUp("yes", "欧阳䶮", "yes", "satisfied"))
        self._step(desk, number, Act.CLOSE)
        print_receipt(desk, number, self._folder / f"{number}-回执.pdf")
        return {"orders": 3, "rounds": 2, "pdf_pages": pages}

    def _dispatched(self, desk: Desk, number: str, unit: str) -> str:
        order = orders.dispatch(desk, number, unit).order
        self._say(f"派单：{order} → {unit}")
        return order

    def _step(self, desk: Desk, number: str, act: Act, **given: str) -> None:
        done = take_step(desk, number, act, given)
        self._say(f"{done.act}：{done.was} → {done.status}")

    def _follow_up(self, desk: Desk, number: str, answer: FollowUp) -> None:
        done = record_follow_up(desk, {number: answer})[0]
        self._say(f"回访：解决 {answer.solved}，满意 {answer.satisfied} → {done.status}")

    def _count(self, desk: Desk) -> int:
        with desk.read() as conn:
            return count_cases(conn, CaseFilter(), ROOM, desk.now)
