"""Files of others by command: tried first, taken in, a form filled in and what could not be said in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.room import MASTER

from reception.cli import main as command
from reception.cli.opening import cli_clerk
from reception.desk.desk import Desk
from reception.desk.opening import make_room, open_room
from reception.domain.clock import SystemClock
from reception.domain.entry import DISTRICT_SCOPE, Fact

HEAD = ["工单编号", "姓名", "电话", "诉求内容", "诉求地址", "办理结果", "办理状态"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    folder = tmp_path / "room"
    make_room(folder, SystemClock(), "NG07").store.close()
    store = open_room(folder, SystemClock())
    with Desk(store, cli_clerk()).acting() as acting:
        acting.add("master", [Fact(kind, acting.new_id(), DISTRICT_SCOPE, fields) for kind, fields in MASTER])
    store.close()
    return folder


def run(folder: Path, out: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any], str]:
    code = command.main(["--data", str(folder), "--json", *words])
    printed, told = out.readouterr()
    return code, json.loads(printed) if printed else {}, told


def workbook(path: Path, *rows: list[Any]) -> str:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def test_a_list_is_tried_taken_in_and_answered(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        ["RX1", "张*", "139****0000", "路灯不亮", "消防家属区"],
        ["RX2", "", "12", "漏水", ""],
        ["RX3", "", "", "噪声", ""],
    )
    path = workbook(tmp_path / "12345.xlsx", HEAD, *rows)
    code, tried, told = run(folder, capsys, "rehearse", path, "--report", str(tmp_path / "有误.xlsx"))
    assert (code, tried["added"], tried["known"], len(tried["bad"])) == (0, 2, 0, 1)
    assert "第 3 行 电话" in told
    assert load_workbook(tmp_path / "有误.xlsx").worksheets[0]["C2"].comment is not None

    assert run(folder, capsys, "import", path)[1]["added"] == 2
    out = tmp_path / "答复.xlsx"
    code, done, told = run(folder, capsys, "fill", path, "-o", str(out), "--add", "")
    assert (code, done["filled"], done["added"], done["kept"], done["lost"]) == (0, 0, 0, "", [])
    assert [row["english"] for row in done["rows"]] == [
        "no answer yet (registered)", "nothing has the number 'RX2'", "no answer yet (registered)"
    ]  # fmt: skip
    assert "第 2 行 RX1：尚无答复" in told
    assert load_workbook(out).active["G2"].value == "待派单"
    assert run(folder, capsys, "fill", path, "-o", str(out))[1]["kept"], "what stood there is kept"


def test_a_roster_is_tried_and_taken_in(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(
        tmp_path / "册.xlsx", ["楼号", "单元", "房号", "姓名", "电话"], [3, 2, 501, "张淑芬", "13904510000"],
        [3, 2, "", "李国强", ""],
    )  # fmt: skip
    assert "小区" in run(folder, capsys, "roster", path)[2]
    named = ("roster", path, "--compound", "消防家属区")
    code, tried, told = run(folder, capsys, *named, "--try", "--report", str(tmp_path / "有误.xlsx"))
    assert (code, tried["added"], len(tried["bad"])) == (0, 1, 1)
    assert "户室为空" in told
    assert (tmp_path / "有误.xlsx").exists()
    assert run(folder, capsys, *named)[1]["added"] == 1
    assert run(folder, capsys, *named)[1]["known"] == 1


def test_a_form_that_cannot_be_filled_says_why(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "x.xlsx", ["编号", "内容"], ["1", "路灯"])
    code, done, told = run(folder, capsys, "fill", path, "-o", str(tmp_path / "y.xlsx"))
    assert (code, done) == (1, {})
    assert told.startswith("mapping: 「Sheet」里没有找到答复")
