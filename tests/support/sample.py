"""The sample district as `make run` opens it: told once for all tests of a run, each gets a copy."""

from pathlib import Path
from shutil import copytree

import pytest
from support.fake_clock import FakeClock

from reception.desk.opening import make_room
from reception.desk.sample import fill


@pytest.fixture(scope="session")
def told_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample and its key."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECEPTION_KEY_FILE", str(folder / "key"))
        store = make_room(folder / "sample", FakeClock(), "NG07", sample=True).store
        fill(store)
        store.close()
    return folder


@pytest.fixture
def sample(told_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, and a home in which the system's windows begin."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(told_sample / "key"))
    monkeypatch.chdir(tmp_path)
    return Path(copytree(told_sample / "sample", tmp_path / "sample"))
