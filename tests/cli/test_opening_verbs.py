"""Before the first visit: `init`, the key, the recovery key, and folders that cannot be worked on."""

import re
from pathlib import Path

import pytest
from support.shell import Shell

from reception.cli import main as command


def test_init_prints_the_recovery_key_once_and_writes_no_entry(empty: Shell, tmp_path: Path) -> None:
    code, out, told = empty.say("init", "--room", "NG07")
    assert (code, told) == (0, "")
    assert re.fullmatch(r"(?:[1-9A-Z]{5}-){6}[1-9A-Z]{5}", out.splitlines()[-1])
    assert re.fullmatch("[0-9a-f]{64}", (tmp_path / "key").read_text().strip())
    checks = empty.done("verify")
    assert checks["ok"] and checks["entries"]["count"] == 0
    assert empty.run("cases")[1] == []
    assert "recovery" not in empty.say("units")[1]


def test_init_names_its_answer_in_json(empty: Shell) -> None:
    made = empty.done("init", "--room", "ng08")
    assert made.keys() == {"room", "data", "recovery_key", "sample"}
    assert (made["room"], made["data"], made["sample"]) == ("NG08", str(empty.folder), False)


def test_a_used_folder_is_refused_and_left_alone(empty: Shell) -> None:
    empty.done("init", "--room", "NG07")
    before = {file.name: file.read_bytes() for file in empty.folder.iterdir() if file.suffix == ".json"}
    assert "--data" in empty.refused("init", "--room", "NG07")
    assert {name: (empty.folder / name).read_bytes() for name in before} == before
    other = empty.another(empty.folder.parent / "letters")
    other.folder.mkdir()
    (other.folder / "信.txt").touch()
    assert "--data" in other.refused("init", "--room", "NG07")
    assert [file.name for file in other.folder.iterdir()] == ["信.txt"]


def test_an_existing_key_file_is_used_and_never_changed_and_folders_may_share_it(empty: Shell, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("AB" * 32)
    first, second = empty, empty.another(tmp_path / "second")
    assert first.done("init", "--room", "NG07")["recovery_key"] != second.done("init", "--room", "NG08")["recovery_key"]
    assert (tmp_path / "key").read_text() == "AB" * 32
    for shell in (first, second):
        assert shell.done("verify")["ok"]


def test_without_a_keyring_the_key_file_is_asked_for(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECEPTION_KEY_FILE")
    assert "RECEPTION_KEY_FILE" in empty.refused("init", "--room", "NG07")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(empty.folder.parent / "key"))
    empty.done("init", "--room", "NG07")  # nothing of the first attempt is in the way


@pytest.mark.parametrize(
    ("key", "told"), [(None, "读不到"), ("zz" * 32, "64"), ("", "64"), ("cd" * 32, "不是此数据文件夹的密钥")]
)
def test_a_key_that_is_gone_damaged_or_of_another_folder(empty: Shell, tmp_path: Path, key: str, told: str) -> None:
    empty.done("init", "--room", "NG07")
    before = (tmp_path / "key").read_text()
    (tmp_path / "key").unlink()
    if key is not None:
        (tmp_path / "key").write_text(key)
    for words in (("cases",), ("verify",), ("undo",), ("backup", str(tmp_path / "b"))):
        assert told in empty.refused(*words)
    (tmp_path / "key").write_text(before)
    assert empty.done("verify")["ok"]


def test_every_verb_of_a_room_says_when_nothing_was_made_here_yet(empty: Shell, tmp_path: Path) -> None:
    number, out = "NG07-261124-A001-1", str(tmp_path / "out")
    for words in (
        ("cases",), ("show", number), ("units",), ("dispatch", number, "--unit", "C01"), ("step", number, "accept"),
        ("order", number, "-o", out), ("undo",), ("export", "-o", out), ("import", out), ("sync",), ("verify",),
        ("backup", out), ("enroll", "http://127.0.0.1:1", "X"),
    ):  # fmt: skip
        assert "init" in empty.refused(*words), words
    for words, given in ((("register",), {"cases": [{"words": "x"}]}), (("follow-up", number), {"reached": "yes"})):
        assert "init" in empty.refused(*words, given=given)
    assert not empty.folder.exists()


def test_a_folder_that_cannot_be_made_is_told_in_chinese(empty: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    other = empty.another(tmp_path / "file" / "room")
    told = other.refused("init", "--room", "NG07")
    assert "路径里有一段不是文件夹" in told
    assert str(other.folder) in told


def test_options_stand_before_the_verb_or_after_it(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["--data", str(shell.folder), "--json", "units"],
        ["units", "--data", str(shell.folder), "--json"],
        ["--json", "units", "--data", str(shell.folder)],
    ):
        assert command.main(words) == 0
        assert capsys.readouterr().out.startswith('{"code": "C01"')


def test_a_sample_comes_with_a_district_and_is_marked(sample: Shell) -> None:
    assert len(sample.run("cases", "--limit", "1000")[1]) > 100
    assert all("样例" in unit["name"] for unit in sample.run("units")[1])
    assert sample.done("verify")["ok"]


@pytest.mark.parametrize(
    "words",
    [
        [], ["fly"], ["init"], ["import"], ["show"], ["dispatch", "x"], ["step", "x"], ["order", "x"], ["export"],
        ["follow-up"], ["enroll", "http://x"], ["enroll-code"], ["backup"], ["restore"], ["cases", "--limit", "-1"],
        ["cases", "--limit", "x"], ["cases", "--limit", "9" * 30], ["cases", "--colour"], ["serve", "--port", "70000"],
        ["serve", "--port", "-1"], ["serve", "--port", "x"],
    ],
)  # fmt: skip
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_words_that_are_no_utf_8_are_wrong_usage(shell: Shell) -> None:
    for strange in ("漏\ud800水", "x" * 5000, "\0"):
        assert shell.refused("show", strange).startswith("number: ")
    for words in (["show", "漏水\udcff"], ["cases", "--search", "\udc80"], ["dispatch", "x", "--unit", "\udcff"]):
        with pytest.raises(SystemExit) as left:
            shell.run(*words)
        assert left.value.code == 2
