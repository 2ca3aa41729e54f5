"""The database file: its key, its locks, its disk."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reception.domain.errors import Damaged, NotFound, Unavailable
from reception.store import engine as engine_module
from reception.store.engine import PAGE_BYTES, Engines, open_engines

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reception.db"


def fill(path: Path, rows: int = 500) -> None:
    engines = open_engines(path, KEY, create=True)
    with engines.write.begin() as conn:
        conn.execute(text("CREATE TABLE note (n INTEGER PRIMARY KEY, words TEXT)"))
        conn.execute(text("INSERT INTO note (words) VALUES (:w)"), [{"w": f"三楼漏水 {i} " * 20} for i in range(rows)])
    engines.close()


def count(engines: Engines) -> int:
    with engines.read.connect() as conn:
        return int(conn.execute(text("SELECT count(*) FROM note")).scalar_one())


def test_what_is_written_is_read_back_and_is_not_legible_in_the_file(path: Path) -> None:
    fill(path, 3)
    assert "漏水".encode() not in path.read_bytes()
    engines = open_engines(path, KEY)
    assert count(engines) == 3
    engines.close()


@pytest.mark.parametrize("pragma, expected", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_both_engines_carry_the_pragmas(path: Path, pragma: str, expected: object) -> None:
    fill(path, 1)
    engines = open_engines(path, KEY)
    for side in (engines.write, engines.read):
        with side.connect() as conn:
            assert conn.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected
    engines.close()


def test_a_missing_or_empty_file_is_not_taken_for_a_new_start(path: Path) -> None:
    with pytest.raises(NotFound):
        open_engines(path, KEY)
    path.touch()
    with pytest.raises(Damaged):
        open_engines(path, KEY)


def test_a_wrong_key_is_told_from_a_damaged_file(path: Path) -> None:
    fill(path)
    with pytest.raises(Unavailable, match="密钥不符"):
        open_engines(path, os.urandom(32))
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\0" * 200 + whole[300:])
    with pytest.raises(Damaged):
        open_engines(path, KEY)


@pytest.mark.parametrize("damage", [b"SQLite format 3\0" + b"\0" * 8176, b"short"])
def test_a_file_that_was_never_ours_is_damaged(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    with pytest.raises(Damaged):
        open_engines(path, KEY)


def test_a_damaged_page_in_the_middle_is_named_when_it_is_read(path: Path) -> None:
    fill(path)
    with path.open("r+b") as file:
        file.seek(PAGE_BYTES * 5 + 10)
        file.write(b"\xff" * 64)
    engines = open_engines(path, KEY)
    with pytest.raises(Damaged), engines.read.connect() as conn:
        conn.execute(text("SELECT sum(length(words)) FROM note")).scalar_one()
    engines.close()


def test_the_reading_engine_cannot_write(path: Path) -> None:
    fill(path, 1)
    engines = open_engines(path, KEY)
    with pytest.raises(Unavailable), engines.read.begin() as conn:
        conn.execute(text("DELETE FROM note"))
    assert count(engines) == 1
    engines.close()


def test_a_locked_database_says_so_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.05)
    fill(path, 1)
    ours, theirs = open_engines(path, KEY), open_engines(path, KEY)
    with theirs.write.begin() as conn:
        conn.execute(text("INSERT INTO note (words) VALUES ('他人')"))
        with pytest.raises(Unavailable, match="占用"), ours.write.begin():
            pass
        assert count(ours) == 1
    assert count(ours) == 2
    ours.close()
    theirs.close()


def test_a_second_writer_in_one_program_waits_its_turn(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.05)
    fill(path, 1)
    engines = open_engines(path, KEY)
    with engines.write.begin(), pytest.raises(Exception) as caught, engines.write.begin():
        pass
    told = engine_module.translated(caught.value)
    assert isinstance(told, Unavailable)
    engines.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(path: Path) -> None:
    fill(path, 10)
    engines = open_engines(path, KEY)
    with engines.write.connect() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 10")
    with pytest.raises(Unavailable, match="磁盘已满"), engines.write.begin() as conn:
        conn.execute(text("INSERT INTO note (words) VALUES (:w)"), {"w": "长" * 100_000})
    assert count(engines) == 10
    engines.close()


def test_ddl_rolls_back_with_its_transaction(path: Path) -> None:
    fill(path, 1)
    engines = open_engines(path, KEY)
    with pytest.raises(ZeroDivisionError), engines.write.begin() as conn:
        conn.execute(text("CREATE TABLE half (n INTEGER)"))
        raise ZeroDivisionError
    with engines.read.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")).scalar() == 0
    engines.close()


def test_a_row_without_what_it_belongs_to_is_refused(path: Path) -> None:
    engines = open_engines(path, KEY, create=True)
    with engines.write.begin() as conn:
        conn.execute(text("CREATE TABLE parent (n INTEGER PRIMARY KEY)"))
        conn.execute(text("CREATE TABLE child (n INTEGER PRIMARY KEY, p INTEGER REFERENCES parent (n))"))
    with engines.write.begin() as conn:
        conn.execute(text("INSERT INTO parent VALUES (7)"))
        conn.execute(text("INSERT INTO child VALUES (1, 7)"))
    with pytest.raises(IntegrityError), engines.write.begin() as conn:
        conn.execute(text("INSERT INTO child VALUES (2, 8)"))
    engines.close()


def test_readers_see_the_last_commit_while_someone_writes(path: Path) -> None:
    fill(path, 1)
    engines = open_engines(path, KEY)
    with engines.write.begin() as conn:
        conn.execute(text("INSERT INTO note (words) VALUES ('新')"))
        assert count(engines) == 1
    assert count(engines) == 2
    engines.close()
