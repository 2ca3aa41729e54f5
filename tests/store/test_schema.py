"""An older database is brought up to date behind a backup, whole or not at all."""

import shutil
from pathlib import Path

import pytest
from support.room import KEY, Room

from reception.desk.lists import CaseFilter, case_lines
from reception.domain.errors import Damaged, Unavailable
from reception.store import schema
from reception.store.journal import note, setting
from reception.store.store import Store

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"


def upgrade():
    with op.batch_alter_table("entry") as entry:  # rebuilds the table that `fact` refers to
        entry.add_column(sa.Column("seen", sa.Integer, nullable=False, server_default="0"))
    {more}
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def write(migrations: Path, more: str = "pass") -> None:
    (migrations / "versions" / "0002_next.py").write_text(NEXT.format(more=more), encoding="utf-8")


def test_the_newest_migration_is_the_version() -> None:
    newest = max(file.name[:4] for file in (schema.MIGRATIONS / "versions").glob("0*.py"))
    assert int(newest) == schema.VERSION


def test_an_upgrade_rebuilds_a_table_and_loses_no_child(room: Room, migrations: Path) -> None:
    room.handled()
    before = case_lines(room.desk, CaseFilter())
    write(migrations)
    backups: list[int] = []
    schema.ensure(room.store.engines, backups.append, 2, migrations)
    assert backups == [1]
    assert case_lines(room.desk, CaseFilter()) == before
    with room.store.engines.write.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM fact").scalar_one() > 10
        assert conn.exec_driver_sql("SELECT sum(seen) FROM entry").scalar_one() == 0
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    room.case()


def test_a_failed_upgrade_leaves_everything_as_it_was(room: Room, migrations: Path) -> None:
    room.handled()
    before = case_lines(room.desk, CaseFilter())
    write(migrations, "op.execute('DELETE FROM entry WHERE n = 2')")
    with pytest.raises(Damaged):
        schema.ensure(room.store.engines, lambda _: None, 2, migrations)
    assert case_lines(room.desk, CaseFilter()) == before
    with room.store.read() as conn:
        assert setting(conn, "schema") == 1
        assert "seen" not in {row[1] for row in conn.exec_driver_sql("PRAGMA table_info(entry)")}


def test_data_of_a_newer_program_is_left_alone(room: Room) -> None:
    with room.store.engines.write.begin() as conn:
        note(conn, "schema", schema.VERSION + 1)
    with pytest.raises(Unavailable, match="更新版本"):
        Store.open(room.store.folder, KEY, room.clock)


def test_a_backup_is_written_before_an_upgrade(room: Room) -> None:
    (room.store.folder / "recovery.json").write_text("{}", encoding="utf-8")
    room.store._before_upgrade(1)
    assert (room.store.folder / "before-upgrade-1.backup").stat().st_size > 10_000
