"""The server's tables: every migration on both databases, and what a newer program left."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from support.district import Served

from reception.district import database as database_module
from reception.district import schema
from reception.district.database import open_database
from reception.district.office import open_district
from reception.district.tables import METADATA
from reception.domain.errors import Unavailable

VERSIONS = Path(schema.__file__).with_name("migrations") / "versions"


def test_the_newest_migration_is_the_programs_version() -> None:
    assert max(file.name[:4] for file in VERSIONS.glob("0*.py")) == schema.VERSION


def test_migrations_make_the_tables_that_the_program_means(served: Served) -> None:
    with served.district.database.writing() as conn:
        assert set(inspect(conn).get_table_names()) == {*METADATA.tables, "alembic_version"}
        context = MigrationContext.configure(conn, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []


def test_a_connection_that_was_cut_while_it_lay_idle_is_replaced_unseen(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = served.district.database
    if database.write.dialect.name == "sqlite":
        return  # a file is not cut
    monkeypatch.setattr(database_module, "IDLE_SECONDS", -1)
    with database.reading() as conn:
        own = conn.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.looking() as conn, database.looking() as other:
        assert conn.execute(text("SELECT pg_backend_pid()")).scalar_one() == own
        other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
    with database.reading() as conn:
        assert conn.execute(text("SELECT 1")).scalar_one() == 1


def test_a_server_that_is_too_busy_says_so_calmly(served: Served) -> None:
    database = served.district.database
    pool = database.write.pool
    with pytest.MonkeyPatch.context() as patch, ExitStack() as busy:
        patch.setattr(pool, "_timeout", 0.01)
        for _ in range(pool.size()):
            busy.enter_context(database.write.connect())
        with pytest.raises(Unavailable):
            database.written(lambda conn: None)
    assert database.written(lambda conn: 1) == 1


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    open_district(tmp_path).close()
    database = open_database(tmp_path)
    try:
        with database.writing() as conn:
            conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(Unavailable):
            open_district(tmp_path)
    finally:
        database.close()
