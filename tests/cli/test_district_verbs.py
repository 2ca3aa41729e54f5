"""The district by command, as processes of its own: serve, codes, enrolment, sync, master data; sample and real."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.shell import VISIT, Shell

READY_SECONDS = 60


@pytest.fixture
def district(empty: Shell, tmp_path: Path) -> Shell:
    """A shell on a server's folder that is not there yet."""
    return empty.another(tmp_path / "district")


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[str]:
    """`reception serve` on a free port: its URL. On leaving, SIGTERM must end it with 0, and nothing more was said."""
    command = [sys.executable, "-m", "reception.cli.main", "--data", str(folder), "serve", "--port", "0", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert re.fullmatch(r"https?://127\.0\.0\.1:\d+\n", line), process.communicate(timeout=5)[1]
            yield line.strip()
        finally:
            process.send_signal(signal.SIGTERM)
            out, told = process.communicate(timeout=READY_SECONDS)
        assert (process.returncode, out) == (0, "")
        assert "Traceback" not in told


def code_of(district: Shell, room: str, *more: str) -> str:
    code, out, told = district.say("enroll-code", "--room", room, *more)
    assert (code, told) == (0, "")
    return out.splitlines()[-1]


def test_a_visit_goes_from_one_pc_over_the_server_to_the_other(empty: Shell, district: Shell, tmp_path: Path) -> None:
    one, other, far = empty, empty.another(tmp_path / "other"), empty.another(tmp_path / "far")
    for shell, room in ((one, "NG07"), (other, "NG07"), (far, "NG08")):
        shell.done("init", "--room", room)
    before = one.done("register", given=VISIT)["numbers"]  # entries may come before the line
    assert one.refused("sync").startswith("server: ")
    with serving(district.folder) as url:
        letters = [shell.done("enroll", url, code_of(district, "NG07"))["letter"] for shell in (one, other)]
        assert letters == ["A", "B"]
        far.done("enroll", url, code_of(district, "NG08"))
        told = one.done("sync")
        assert {"sent", "received", "waiting", "set_aside"} <= told.keys()
        assert (told["sent"], told["waiting"], told["set_aside"]) == (1, 0, 0)
        assert other.done("sync")["received"] >= 1
        far.done("sync")
        assert {line["number"] for line in other.run("cases")[1]} == set(before)
        assert far.run("cases")[1] == []  # another room's residents never come
        assert one.done("sync")["sent"] == 0
        assert re.fullmatch(r"NG07-\d{6}-A\d{3}-.", one.case("暖气不热"))
        assert district.done("verify")["ok"]  # while it serves
    told = one.refused("sync")
    assert told.startswith("line: ") and "本机" in told
    assert one.done("verify")["ok"] and other.done("verify")["ok"]
    checks = district.done("verify")
    assert {"ok", "entries", "signatures", "batches", "feed", "holders", "cases", "master"} <= checks.keys()


def test_a_code_is_for_one_room_and_one_device(empty: Shell, district: Shell, tmp_path: Path) -> None:
    second = empty.another(tmp_path / "second")
    with serving(district.folder) as url:
        code, wrong = code_of(district, "NG07"), code_of(district, "NG55")  # an unknown room is made
        assert "init" in empty.refused("enroll", url, code)
        for shell in (empty, second):
            shell.done("init", "--room", "NG07")
        assert empty.refused("enroll", url, wrong).startswith("room: ")
        assert empty.refused("enroll", url, "NONSENSE").startswith("code: ")
        assert empty.done("enroll", url, code)["room"] == "NG07"
        assert second.refused("enroll", url, code).startswith("code: ")
        assert "https" in second.refused("enroll", "http://example.org", code)
    assert district.refused("enroll-code", "--room", "七政").startswith("room: ")


def test_sample_and_real_never_mix(empty: Shell, district: Shell, tmp_path: Path) -> None:
    sample, real = district, empty.another(tmp_path / "real")
    code, real_code = code_of(sample, "NG07", "--sample"), code_of(real, "NG07")
    for words in (("enroll-code", "--room", "NG07"), ("serve", "--port", "0")):
        assert sample.refused(*words).startswith("sample: ")
        assert real.refused(*words, "--sample").startswith("sample: ")
    empty.done("init", "--room", "NG07")
    played = empty.another(tmp_path / "played")
    played.done("init", "--room", "NG07", "--sample")
    with serving(sample.folder, "--sample") as url:
        assert empty.refused("enroll", url, code).startswith("sample: ")
        played.done("enroll", url, code)
        assert played.done("sync")["waiting"] == 0
    with serving(real.folder) as url:
        assert empty.another(tmp_path / "played2").refused("enroll", url, real_code).startswith("--data: ")
        empty.done("enroll", url, real_code)


def test_a_rooms_folder_is_no_server_and_a_servers_no_room(shell: Shell, district: Shell, tmp_path: Path) -> None:
    code_of(district, "NG07")
    for words in (("serve", "--port", "0"), ("enroll-code", "--room", "NG07")):
        assert shell.refused(*words).startswith("--data: ")
    out = str(tmp_path / "out")
    assert district.refused("init", "--room", "NG07").startswith("--data: ")
    for words in (("cases",), ("units",), ("undo",), ("export", "-o", out), ("sync",), ("backup", out)):
        assert "区级服务器" in district.refused(*words)
    assert district.done("verify")["ok"]


def workbook(path: Path) -> str:
    book = Workbook()
    book.remove(book.active)
    for name, rows in {
        "接待室": [["接待室编号", "名称"], ["NG07", "七政街民生接待室"], ["", "无编号"]],
        "责任单位": [["单位编号", "名称", "类别", "电话"], ["C01", "第一建筑公司", "施工", "0451-55551001"],
                ["C02", "二建", "火箭", ""]],
        "网格": [["网格编号", "名称", "接待室编号"], ["G01", "七政一网格", "NG07"]],
        "小区": [["小区编号", "名称", "网格编号"], ["HQ188", "红旗大街188号", "G01"]],
        "改造项目": [["项目编号", "名称"], ["P-1", "红旗大街片区改造"]],
        "改造进度": [["小区编号", "楼号", "改造内容", "状态"], ["HQ188", "3", "外墙保温", "在施"]],
        "闲话": [["甲", "乙"], ["1", "2"]],
    }.items():  # fmt: skip
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def test_a_workbook_of_master_data_reaches_the_rooms(empty: Shell, district: Shell, tmp_path: Path) -> None:
    file = workbook(tmp_path / "基础数据.xlsx")
    code = code_of(district, "NG07")
    status, [told], words = district.run("import", file)
    assert (status, told["added"], told["known"]) == (0, 6, 0)
    assert [(row["sheet"], row["row"]) for row in told["bad"]] == [("接待室", 3), ("责任单位", 3)]
    assert "责任单位 第 3 行 类别" in words
    assert district.run("import", file)[1][0]["known"] == 6
    for name, content in (("坏.xlsx", b"PK\x03\x04" + bytes(99)), ("信.csv", "甲,乙\n1,2\n".encode())):
        (tmp_path / name).write_bytes(content)
        assert district.refused("import", str(tmp_path / name)).startswith("file: ")
    assert district.refused("import", str(tmp_path / "没有.xlsx")).startswith("file: ")
    empty.done("init", "--room", "NG07")
    with serving(district.folder) as url:
        empty.done("enroll", url, code)
        empty.done("sync")
    assert [unit["code"] for unit in empty.run("units")[1]] == ["C01"]
    number = empty.case(address_text="红旗大街188号3-2-501")
    assert empty.done("show", number)["address"] == "红旗大街188号3号楼2单元501室"


def test_what_serve_cannot_do_is_said_in_words(district: Shell, tmp_path: Path) -> None:
    (tmp_path / "cert").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = district.refused("serve", "--port", str(taken.getsockname()[1]))
    assert told.startswith("port: ") and "端口已被占用" in told
    for words, field in (
        (("--host", "0.0.0.0"), "host"), (("--cert", str(tmp_path / "cert")), "cert"),
        (("--cert", str(tmp_path / "cert"), "--key", str(tmp_path / "cert")), "cert"),
        (("--database", "postgresql://nobody@127.0.0.1:1/x"), ""),
    ):  # fmt: skip
        assert district.refused("serve", "--port", "0", *words).startswith(f"{field}: " if field else "")


def test_two_processes_write_at_once_and_lose_nothing(shell: Shell) -> None:
    command = [sys.executable, "-m", "reception.cli.main", "--data", str(shell.folder), "--json", "register"]
    given = json.dumps(VISIT).encode()
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        for _ in range(4)
    ]
    told = [process.communicate(given) for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    numbers = [number for out, _ in told for number in json.loads(out)["numbers"]]
    assert len(set(numbers)) == 8
    assert {line["number"] for line in shell.run("cases")[1]} == set(numbers)
    assert shell.done("verify")["ok"]
