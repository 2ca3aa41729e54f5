"""What every test may ask for: a clock that stands still, a PostgreSQL of its own, a home that is nobody's."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support.fake_clock import FakeClock, forget_machines
from support.postgres import Cluster
from support.room import Room
from support.sample import sample, told_sample

__all__ = ["sample", "told_sample"]

_COLLECTING = gc.get_threshold()
"""As Python itself sets its collector."""

# Before any test module imports Qt or keyring.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# Two cores shared by many tests: a slow example is not a wrong one. CI tries the same examples every time.
settings.register_profile("room", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "room")


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Default folders of the person running the tests are never touched, also not by processes that tests start."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            place = folder / name.lower()
            place.mkdir(mode=0o700)
            patch.setenv(name, str(place))
        yield folder


@pytest.fixture(autouse=True)
def _same_ids() -> None:
    forget_machines()


@pytest.fixture(autouse=True)
def _same_collector() -> Iterator[None]:
    """A verb run in this process sets the collector as suits a command that ends soon."""
    gc.set_threshold(*_COLLECTING)  # also after what a fixture of the session ran
    yield
    gc.set_threshold(*_COLLECTING)


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """A window that a test leaves behind would be styled anew with every theme of the tests after it."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        _destroy_windows()


def _destroy_windows() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if isinstance(QCoreApplication.instance(), QApplication):
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clock() -> FakeClock:
    """Tuesday 24 November 2026, 9:04 in the room."""
    return FakeClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running PostgreSQL; ask it for `new_database()`. Fails, never skips, where the server is not installed."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """A fresh, empty PostgreSQL database for this test, as SQLAlchemy's URL."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """Room NG07 with units, compounds and a clerk at the desk."""
    made = Room(tmp_path / "room", clock)
    yield made
    made.close()
