"""Which tables a database has, and bringing an older one up to date."""

from pathlib import Path

from sqlalchemy import Connection

from reception.store import journal, search
from reception.store.engine import Engines
from reception.store.tables import Base

VERSION = 1


def create(conn: Connection) -> None:
    """Make every table in an empty database."""
    Base.metadata.create_all(conn)
    search.create(conn)
    journal.note(conn, "schema", VERSION)


def ensure(engines: Engines, folder: Path) -> None:
    """Upgrade an older database; nothing to do when the version is ours."""
    with engines.read.connect() as conn:
        if journal.setting(conn, "schema") == VERSION:
            return
