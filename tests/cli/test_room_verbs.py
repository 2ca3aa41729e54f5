"""The command line as scripts use it: exact forms, JSON, exit codes, messages without tracebacks."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.room import MASTER

from reception.cli import main as command
from reception.cli.opening import cli_clerk
from reception.desk.desk import Desk
from reception.desk.opening import open_room
from reception.domain.clock import SystemClock
from reception.domain.entry import DISTRICT_SCOPE, Fact


class Shell:
    """A shell with `reception` in it, on one data folder."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, out: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._out = folder, patch, out

    def run(self, *words: str, given: Any = None) -> tuple[int, list[Any], str]:
        """Exit code, the JSON lines printed, and what stood on stderr."""
        text = given if isinstance(given, str) else "" if given is None else json.dumps(given)
        self._patch.setattr(sys, "stdin", io.StringIO(text))
        code = command.main(["--data", str(self.folder), "--json", *words])
        out, told = self._out.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], told

    def done(self, *words: str, given: Any = None) -> Any:
        """The first JSON line of a verb that must succeed."""
        code, lines, told = self.run(*words, given=given)
        assert (code, told) == (0, "")
        return lines[0] if lines else None

    def refused(self, *words: str, given: Any = None) -> str:
        """What a verb that must be refused says."""
        code, lines, told = self.run(*words, given=given)
        assert (code, lines) == (1, [])
        assert "Traceback" not in told
        return told


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    made = Shell(tmp_path / "room", monkeypatch, capsys)
    made.done("init", "--room", "NG07")
    store = open_room(made.folder, SystemClock())
    with Desk(store, cli_clerk()).acting() as acting:
        facts = [Fact(kind, acting.new_id(), DISTRICT_SCOPE, fields) for kind, fields in MASTER]
        acting.add("master", facts)
    store.close()
    return made


VISIT = {
    "channel": "phone",
    "resident": {"name": "张淑芬", "phone": "13904510000"},
    "address": {"compound": "红旗大街188号", "building": "3", "entrance": "2", "home": "501"},
    "at_home_when": "18:00 以后",
    "call_back": {"name": "张敏", "phone": "13904510001", "relation": "女儿"},
    "cases": [
        {"voice": "problem", "category": "房屋渗漏", "urgency": "urgent", "words": "厨房漏水", "wants": "修复"},
        {"voice": "doubt", "words": "什么时候完工"},
    ],
}


def test_a_days_work_by_command(shell: Shell, tmp_path: Path) -> None:
    visit = shell.done("register", given=VISIT)
    number, doubt = visit["numbers"]
    line = shell.run("cases", "--limit", "5")[1][-1]
    assert {
        "number", "status", "voice", "category", "urgency", "resident", "phone", "address", "summary", "words",
        "received_at", "due_at", "unit",
    } <= set(line)  # fmt: skip
    assert shell.done("step", doubt, "answer", given={"answer": "冬季停工"})["status"] == "closed"
    order = shell.done("dispatch", number, "--unit", "C01")["order"]
    assert order.startswith(number + "-")
    assert "主办" in shell.refused("dispatch", number, "--unit", "H01")
    shell.done("dispatch", number, "--unit", "H01", "--assist")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    shell.done("step", number, "attach", given={"file": str(photo)})
    shell.done("step", order, "deliver", given={"to": "赵工", "way": "hand"})
    shell.done("step", order, "accept", given={"by": "赵工"})
    shell.done("step", order, "handle", given={"done": "换管"})
    answer = {"with": "张淑芬", "reached": "yes", "solved": "yes", "satisfied": "satisfied"}
    assert shell.done("follow-up", number, given=answer)["status"] == "confirmed"
    assert shell.done("step", number, "close")["status"] == "closed"
    shown = shell.done("show", number)
    assert [step["act"] for step in shown["timeline"]][-2:] == ["follow_up", "close"]
    assert all(deadline["explanation"] for deadline in shown["deadlines"])
    assert shell.done("order", order, "-o", str(tmp_path / "order.pdf"))["pages"] == 2
    assert (tmp_path / "order.pdf").read_bytes().startswith(b"%PDF")
    assert shell.done("undo")["undone"] == "close"
    assert shell.done("show", number)["status"] == "confirmed"
    assert shell.done("export", "-o", str(tmp_path / "all.xlsx"))["cases"] == 2


def test_every_status_can_be_asked_for_and_an_unknown_one_is_named(shell: Shell) -> None:
    number = shell.done("register", given=VISIT)["numbers"][0]
    shell.done("step", number, "withdraw", given={"why": "自行解决"})
    assert [line["number"] for line in shell.run("cases", "--status", "withdrawn")[1]] == [number]
    assert shell.run("cases", "--status", "hung_up")[1] == []
    assert "--status" in shell.refused("cases", "--status", "lost")


def test_search_takes_bare_words_phones_and_numbers(shell: Shell) -> None:
    number = shell.done("register", given=VISIT)["numbers"][0]
    for text in ("漏水", "张淑芬", "13904510000", "0000", "zsf", "红旗大街 漏水", number):
        assert number in [line["number"] for line in shell.run("cases", "--search", text)[1]], text
    assert shell.run("cases", "--search", "电梯")[1] == []


def test_units_are_lines_of_code_name_kind_and_phone(shell: Shell) -> None:
    units = shell.run("units")[1]
    assert units[0] == {"code": "C01", "name": "第一建筑公司", "kind": "contractor", "phone": "0451-55551001"}


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (["register"], "", "stdin"),
        (["register"], "{", "stdin"),
        (["register"], "[]", "stdin"),
        (["register"], {"cases": [{"words": "x"}], "colour": 1}, "colour"),
        (["register"], {"cases": [{"words": "x", "urgency": "soon"}]}, "cases[0].urgency"),
        (["register"], {"cases": [{"words": "x"}], "resident": {"phone": "12345"}}, "resident.phone"),
        (["show", "NG07-261124-A001-1"], None, "number"),
        (["show", ""], None, "number"),
        (["dispatch", "NG07-261124-A001-1", "--unit", "C01"], None, "number"),
        (["step", "x", "fly"], None, "act"),
        (["undo"], None, "undo"),
        (["sync"], None, "server"),
        (["enroll", "http://example.org", "CODE"], None, "https"),
        (["restore", "/nowhere"], None, "/nowhere"),
        (["import", "/nowhere.xlsx"], None, "/nowhere.xlsx"),
        (["order", "x", "-o", "/nowhere/x.pdf"], None, "number"),
        (["init", "--room", "NG07"], None, "--data"),
        (["init", "--room", "七政"], None, "--room"),
    ],
)
def test_what_is_refused_says_why_in_words(shell: Shell, words: list[str], given: Any, told: str) -> None:
    if words == ["undo"]:
        shell.done("undo")  # takes back what the district told
    assert told in shell.refused(*words, given=given)


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["dispatch", "x"], ["cases", "--limit", "-1"], ["cases", "--limit", "x"]]
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_an_order_path_that_cannot_be_written_notes_no_print(shell: Shell) -> None:
    number = shell.done("register", given=VISIT)["numbers"][0]
    shell.done("dispatch", number, "--unit", "C01")
    shell.refused("order", number, "-o", "/nowhere/x.pdf")
    assert "print" not in [step["act"] for step in shell.done("show", number)["timeline"]]


def test_verify_is_ok_and_finds_a_row_touched_by_hand(shell: Shell) -> None:
    shell.done("register", given=VISIT)
    assert shell.done("verify")["ok"]
    store = open_room(shell.folder, SystemClock())
    with store.engines.write.begin() as conn:
        conn.exec_driver_sql("UPDATE cases SET summary = 'x' WHERE n = 1")
    store.close()
    code, lines, told = shell.run("verify")
    assert (code, lines[0]["ok"]) == (1, False)
    assert told


def test_a_backup_comes_back_on_another_pc_with_the_paper_alone(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Shell(tmp_path / "first", shell._patch, shell._out)
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "first.key"))
    paper = fresh.done("init", "--room", "NG07")["recovery_key"]
    number = fresh.done("register", given=VISIT)["numbers"][0]
    fresh.done("backup", str(tmp_path / "backup"))
    other = Shell(tmp_path / "other", shell._patch, shell._out)
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "other.key"))
    other.refused("restore", str(tmp_path / "backup"))
    monkeypatch.setenv("RECEPTION_RECOVERY_KEY", paper)
    other.done("restore", str(tmp_path / "backup"))
    assert other.done("show", number)["words"] == "厨房漏水"
    assert other.done("verify")["ok"]
    mine, theirs = (each.done("register", given=VISIT)["numbers"][0] for each in (other, fresh_again(fresh, tmp_path)))
    assert mine != theirs  # the restored PC numbers with a mark of its own


def fresh_again(fresh: Shell, tmp_path: Path) -> Shell:
    fresh._patch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "first.key"))
    return fresh


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_utf_8_in_any_locale(shell: Shell, locale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reception.cli.main", "--data", str(shell.folder), "units"],
        capture_output=True, check=False, env={"LC_ALL": locale, "PATH": "", "PYTHONUTF8": "0",
                                               "RECEPTION_KEY_FILE": str(shell.folder.parent / "key")},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "第一建筑公司" in done.stdout.decode("utf-8")
