"""What scripts may feed a verb: never a traceback, always 1 with words, or 2 for wrong usage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reception.cli import main as command

GIVEN = {
    "a very long number": b'{"cases": [{"words": ' + b"9" * 5000 + b"}]}",
    "deeper than deep": b"[" * 200_000,
    "GBK": '{"cases": [{"words": "厨房漏水"}]}'.encode("gbk"),
    "half a character": b'{"cases": [{"words": "\xe5\x8e"}]}',
    "two objects": b"{}{}",
    "a lone surrogate as key": b'{"\\ud800": 1}',
    "nothing": b"",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bad")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECEPTION_KEY_FILE", str(place / "key"))
        assert command.main(["--data", str(place / "room"), "init", "--room", "NG07"]) == 0
    return place


def reception(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """`reception` as a process of its own, in a shell that knows no UTF-8."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHONUTF8"))}
    env |= {"LANG": "C", "LC_ALL": "C", "RECEPTION_KEY_FILE": str(folder / "key")}
    words = ("--data", str(folder / "room"), "--json", *words)
    run = [sys.executable, "-m", "reception.cli.main", *words]
    return subprocess.run(run, input=given, env=env, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN.keys())
def test_stdin_that_is_no_visit_is_refused_in_words(folder: Path, given: bytes) -> None:
    done = reception(folder, "register", given=given)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b""), told
    assert "Traceback" not in told
    assert " / " in told


def test_a_byte_order_mark_before_the_visit_is_no_harm(folder: Path) -> None:
    done = reception(folder, "register", given=b"\xef\xbb\xbf" + '{"cases": [{"words": "漏水"}]}'.encode())
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("words", [["cases", "--limit", "9" * 30], ["serve", "--port", "99999999"]])
def test_a_number_out_of_all_bounds_has_no_traceback(folder: Path, words: list[str]) -> None:
    done = reception(folder, *words)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
