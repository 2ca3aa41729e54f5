"""A copied data folder is noticed at home."""

import shutil
from pathlib import Path

import pytest

from reception.store import copies


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    file = tmp_path / "room" / "reception.db"
    file.write_bytes(b"1")
    return file


def test_a_folder_that_stays_where_it_is_is_no_copy(database: Path) -> None:
    noted = copies.whereabouts(database)
    database.write_bytes(b"more")
    assert not copies.copied(database, noted)


def test_a_copied_a_moved_and_a_replaced_file_are_noticed(database: Path, tmp_path: Path) -> None:
    noted = copies.whereabouts(database)
    copy = Path(shutil.copytree(database.parent, tmp_path / "copy")) / database.name
    assert copies.copied(copy, noted)
    shutil.copy(copy, tmp_path / "back.db")
    (tmp_path / "back.db").replace(database)
    assert copies.copied(database, noted)


def test_another_machine_is_noticed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = copies.whereabouts(database)
    monkeypatch.setattr(copies, "_MACHINE_FILES", ())
    monkeypatch.setattr("platform.node", lambda: "another-pc")
    assert copies.copied(database, noted)


def test_nothing_noted_is_a_copy(database: Path) -> None:
    assert copies.copied(database, {})
