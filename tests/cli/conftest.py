"""What the tests of the command line share: a shell on a room's folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.shell import Shell

from reception.cli.main import main


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


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECEPTION_KEY_FILE", str(folder / "key"))
        assert main(["init", "--data", str(folder / "room"), "--room", "NG07", "--sample"]) == 0
        yield folder


@pytest.fixture
def sample(_sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell on a sample room, which takes a while to make: shared by all who work on what they add to it."""
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(_sample / "key"))
    capsys.readouterr()
    return Shell(_sample / "room", monkeypatch, capsys)
