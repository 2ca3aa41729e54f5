"""An older database is brought up to date behind a backup, whole or not at all."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection
from support.room import KEY, Room

from reception.desk.lists import CaseFilter, case_lines
from reception.domain.errors import Damaged, Unavailable
from reception.domain.lifecycle import Act
from reception.store import refold, schema
from reception.store.journal import note, setting
from reception.store.rows import CASE_TABLES
from reception.store.store import Store
from reception.store.verify import verify

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "{next:04d}"
down_revision = "{last:04d}"


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
    text = NEXT.format(more=more, last=schema.VERSION, next=schema.VERSION + 1)
    (migrations / "versions" / f"{schema.VERSION + 1:04d}_next.py").write_text(text, encoding="utf-8")


def test_the_newest_migration_is_the_version() -> None:
    newest = max(file.name[:4] for file in (schema.MIGRATIONS / "versions").glob("0*.py"))
    assert int(newest) == schema.VERSION


def test_an_upgrade_rebuilds_a_table_and_loses_no_child(room: Room, migrations: Path) -> None:
    room.handled()
    before = case_lines(room.desk, CaseFilter())
    write(migrations)
    backups: list[int] = []
    schema.ensure(room.store.engines, backups.append, schema.VERSION + 1, migrations)
    assert backups == [schema.VERSION]
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
        schema.ensure(room.store.engines, lambda _: None, schema.VERSION + 1, migrations)
    assert case_lines(room.desk, CaseFilter()) == before
    with room.store.read() as conn:
        assert setting(conn, "schema") == schema.VERSION
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


def test_reports_that_came_before_their_table_are_moved_into_it(room: Room) -> None:
    with room.store.engines.write.begin() as conn:
        wanted = columns(conn, "report")
        conn.exec_driver_sql("DROP TABLE report")
        early = ("22" * 16, "report", "NG07-M2610-A1", json.dumps({"number": "NG07-M2610-A1", "kind": "month"}))
        conn.exec_driver_sql(
            "INSERT INTO master (id, kind, code, name, undone, look, detail) VALUES (?, ?, '', ?, 0, 0, ?)",
            (bytes.fromhex(early[0]), *early[1:]),
        )
        stand_at(conn, 1)
    schema.ensure(room.store.engines, lambda _: None)
    with room.store.engines.write.begin() as conn:
        assert columns(conn, "report") == wanted
        assert conn.exec_driver_sql("SELECT number, kind, until FROM report").all() == [("NG07-M2610-A1", "month", "")]
        assert not conn.exec_driver_sql("SELECT 1 FROM master WHERE kind = 'report'").all()


def test_cases_of_an_older_program_are_left_out_of_nothing(room: Room) -> None:
    number = room.case()
    with room.store.engines.write.begin() as conn:
        wanted = columns(conn, "cases")
        stand_at(conn, 2)
    schema.ensure(room.store.engines, lambda _: None)
    with room.store.engines.write.begin() as conn:
        assert sorted(columns(conn, "cases")) == sorted(wanted)
        assert conn.exec_driver_sql("SELECT left_out FROM cases WHERE number = ?", (number,)).all() == [("",)]


def test_facts_and_what_belongs_to_a_case_are_moved_under_them(room: Room) -> None:
    room.handled()
    before = case_lines(room.desk, CaseFilter())
    with room.store.engines.write.begin() as conn:
        tables = ("fact", *(table.name for table in CASE_TABLES))
        wanted = {table: columns(conn, table) for table in tables}
        indexes = names_of_indexes(conn)
        stand_at(conn, 3)
    schema.ensure(room.store.engines, lambda _: None)
    with room.store.engines.write.begin() as conn:
        assert {table: columns(conn, table) for table in tables} == wanted
        assert names_of_indexes(conn) == indexes
    assert case_lines(room.desk, CaseFilter()) == before
    assert all(check.ok for check in verify(room.store))


def test_what_an_older_program_read_otherwise_is_folded_anew(room: Room) -> None:
    room.step(room.case(), Act.FIRST_CONTACT, why="电话打不通")
    room.case()
    with room.store.engines.write.begin() as conn:
        conn.exec_driver_sql("UPDATE deadline SET stopped_at = start WHERE clock = 'first_contact'")
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
        note(conn, "schema", 5)
        assert len(refold.compare(conn)[1]) == 2
    schema.ensure(room.store.engines, lambda _: None)
    with room.store.read() as conn:
        assert len(refold.compare(conn)[1]) == 1, "what no such act touched is left as it was"


def stand_at(conn: Connection, version: int) -> None:
    """Take what later versions brought away."""
    numbered_as_they_came(conn, "fact", "aggregate, n")
    for table in CASE_TABLES:
        numbered_as_they_came(conn, table.name, "case_id DESC, place")
    conn.exec_driver_sql("DROP INDEX entry_set_aside")
    conn.exec_driver_sql("CREATE INDEX deadline_running ON deadline (until) WHERE stopped_at = ''")
    if version < 3:
        conn.exec_driver_sql("ALTER TABLE cases DROP COLUMN left_out")
    conn.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (f"{version:04d}",))
    note(conn, "schema", version)


def numbered_as_they_came(conn: Connection, table: str, order: str) -> None:
    """A table as the program before had it: rows numbered as they came."""
    kept = [(name, kind) for name, kind in columns(conn, table) if name not in ("n", "place")]
    names = ", ".join(name for name, _ in kept)
    typed = ", ".join(f"{name} {kind}" for name, kind in kept)
    conn.exec_driver_sql(f"CREATE TABLE older (n INTEGER PRIMARY KEY, {typed})")
    conn.exec_driver_sql(f"INSERT INTO older ({names}) SELECT {names} FROM {table} ORDER BY {order}")
    conn.exec_driver_sql(f"DROP TABLE {table}")
    conn.exec_driver_sql(f"ALTER TABLE older RENAME TO {table}")


def columns(conn: Connection, table: str) -> list[tuple[str, str]]:
    """A table as the database has it."""
    return [(row[1], row[2]) for row in conn.exec_driver_sql(f"PRAGMA table_info({table})")]


def names_of_indexes(conn: Connection) -> set[str]:
    """Every index the database has."""
    return {name for (name,) in conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")}
