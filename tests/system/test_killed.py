"""A PC that loses its power while a clerk works, and two programs that write at once."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reception.cli import main as command

REGISTERING = """
import sys
from pathlib import Path
from reception.cli.opening import cli_clerk
from reception.desk.commands import NewCase, RegisterVisit
from reception.desk.desk import Desk
from reception.desk.opening import open_room
from reception.desk.register import register_visit
from reception.domain.clock import SystemClock
from reception.domain.errors import ReceptionError

store = open_room(Path(sys.argv[1]), SystemClock())
desk = Desk(store, cli_clerk())
for turn in range(int(sys.argv[2])):
    try:
        print(register_visit(desk, RegisterVisit([NewCase("厨房漏水" * 200)])).numbers[0], flush=True)
    except ReceptionError as error:
        sys.exit(error.message)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    assert command.main(["--data", str(tmp_path / "room"), "init", "--room", "NG07"]) == 0
    capsys.readouterr()
    return tmp_path / "room"


def clerk(folder: Path, turns: int, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """A program that registers visits in a loop and prints each number it was given."""
    return subprocess.Popen(
        [sys.executable, "-c", REGISTERING, str(folder), str(turns)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
        preexec_fn=before,
    )


def held(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Every case's number in the folder, which must be well."""
    capsys.readouterr()
    assert command.main(["--data", str(folder), "--json", "verify"]) == 0
    capsys.readouterr()
    assert command.main(["--data", str(folder), "--json", "cases", "--limit", "10000"]) == 0
    return [json.loads(line)["number"] for line in capsys.readouterr().out.splitlines()]


def test_a_killed_program_keeps_every_visit_it_acknowledged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    for visits in (1, 7, 20):
        with clerk(folder, 10_000) as program:
            assert program.stdout is not None
            told += [program.stdout.readline().strip() for _ in range(visits)]
            program.send_signal(signal.SIGKILL)
            told += [line for line in program.stdout.read().split("\n")[:-1] if line]
    numbers = held(folder, capsys)
    assert set(told) <= set(numbers)
    assert len(numbers) == len(set(numbers)) <= len(told) + 3


def test_two_programs_at_once_lose_nothing_and_share_no_number(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with clerk(folder, 30) as one, clerk(folder, 30) as other:
        told = [line for program in (one, other) for line in program.communicate()[0].split()]
        assert (one.returncode, other.returncode) == (0, 0)
    assert len(told) == len(set(told)) == 60
    assert set(held(folder, capsys)) == set(told)


def test_a_full_disk_is_told_in_words_and_keeps_what_was_acknowledged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    with clerk(folder, 10_000, little_room) as program:
        out, told = program.communicate(timeout=60)
    assert program.returncode == 1
    assert "Traceback" not in told
    assert told.strip()
    numbers = out.split()
    assert numbers
    assert set(held(folder, capsys)) == set(numbers)
