"""Processes killed at random while they exchange through a bad line: nothing is lost, nothing comes twice."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROUNDS = 24


def test_killed_processes_lose_nothing_that_was_acknowledged_and_send_nothing_twice() -> None:
    """In a process of its own: it forks, which a process with threads should not."""
    done = subprocess.run(
        [sys.executable, TESTS / "faults" / "kills.py", "--rounds", str(ROUNDS), "--seed", "8"],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(TESTS)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"kills survived {ROUNDS}  lost 0  duplicated 0" in done.stdout
