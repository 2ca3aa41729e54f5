"""Bring the server's tables to this program's version."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from reception.domain.errors import Unavailable

VERSION = "0005"
"""The newest migration; a test compares it with the folder."""

_LOCK = 0x7265636570
"""Any number: the PostgreSQL advisory lock under which one process migrates."""


def upgrade(conn: Connection) -> None:
    """Migrate inside this write transaction, unless the tables stand at this version already.

    Raises Unavailable when they were made by a newer program.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    here = version(conn)
    if here == VERSION:
        return
    if here is not None and here > VERSION:
        raise Unavailable(
            "区级数据库由更新版本的程序建立，请先升级本程序",
            english="the district's database was made by a newer program: upgrade this one first",
        )
    _migrate(conn)


def version(conn: Connection) -> str | None:
    """The migration at which the tables stand, None before the first."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(conn: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
