"""Fixtures of a served district and of PCs; the `conftest.py` of a folder that needs them imports them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.district import Served
from support.fake_clock import FakeClock
from support.postgres import Cluster
from support.room import Room


@pytest.fixture(params=["sqlite", "postgres"])
def served(request: pytest.FixtureRequest, tmp_path: Path, postgres: Cluster) -> Iterator[Served]:
    """A district on each database."""
    url = postgres.new_database() if request.param == "postgres" else ""
    made = Served(tmp_path / "district", url)
    yield made
    made.stop()
    if url:
        postgres.drop_database(url)


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Served]:
    """A district on SQLite, for what has nothing to do with the database."""
    made = Served(tmp_path / "district")
    yield made
    made.stop()


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Makes PCs: `pc("NG07")`."""
    made: list[Room] = []

    def make(code: str = "NG07") -> Room:
        made.append(Room(tmp_path / f"pc{len(made)}", FakeClock(), code=code, master=False))
        return made[-1]

    yield make
    for room in made:
        room.close()
