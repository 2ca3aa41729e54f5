"""What the tests of the command line share: a shell on a room's folder."""

from pathlib import Path

import pytest
from support.shell import Shell


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell whose folder is not there yet, and a key file of its own."""
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("RECEPTION_RECOVERY_KEY", raising=False)
    return Shell(tmp_path / "room", monkeypatch, capsys)


@pytest.fixture
def shell(empty: Shell) -> Shell:
    """A shell on a room's folder with units and compounds."""
    return empty.begin()
