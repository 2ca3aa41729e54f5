"""Which tables a database has, and bringing an older one up to date."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from reception.domain.errors import Damaged, Unavailable
from reception.domain.lifecycle import Act
from reception.store import journal, refold, search
from reception.store.engine import Engines
from reception.store.tables import Rows

VERSION = 6
"""The newest migration; a test compares it with the folder."""

FOLDED_ANEW: Mapping[int, tuple[str, ...]] = {6: (Act.HANDED_OVER, Act.FIRST_CONTACT, Act.PRINT, Act.UNMASK)}
"""By version the acts that its fold reads otherwise than those before, or is the first to read."""

MIGRATIONS = Path(__file__).with_name("migrations")


def create(conn: Connection) -> None:
    """Make every table in an empty database."""
    Rows.metadata.create_all(conn)
    search.create(conn)
    journal.note(conn, "schema", VERSION)
    conn.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    conn.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{VERSION:04d}",))


def ensure(
    engines: Engines, back_up: Callable[[int], None], version: int = VERSION, migrations: Path = MIGRATIONS
) -> None:
    """Upgrade an older database; nothing to do when it stands at `version`.

    What an older program could not read, or read otherwise, is folded anew. `back_up` is called first, with the version
    it stands at. Raises Unavailable when a newer program made it, Damaged when the upgraded rows would not hold
    together: then it stays as it was.
    """
    with engines.read.connect() as conn:
        here = int(journal.setting(conn, "schema", 0))
    if here == version:
        return
    if here > version:
        raise Unavailable(
            "数据由更新版本的程序写成，请先升级本程序；数据没有改动",
            english="this data was written by a newer program: upgrade this one first; nothing was changed",
        )
    back_up(here)
    acts = [act for since, changed in FOLDED_ANEW.items() if since > here for act in changed]
    _upgrade(engines, version, migrations, acts)


def _upgrade(engines: Engines, version: int, migrations: Path, acts: Sequence[str]) -> None:
    """One transaction, foreign keys off before it begins: inside it that is ignored, and a rebuild would cascade."""
    raw = engines.write.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
    raw.close()
    try:
        with engines.write.begin() as conn:
            _migrate(conn, version, migrations)
            refold.again(conn, acts)
            if conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Damaged(
                    "升级后的数据互相对不上，已退回原样；请联系技术人员",
                    english="the upgraded rows do not hold together: it was taken back",
                )
            journal.note(conn, "schema", version)
    finally:
        raw = engines.write.raw_connection()
        raw.driver_connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]
        raw.close()


def _migrate(conn: Connection, version: int, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = conn
    command.upgrade(config, f"{version:04d}")
