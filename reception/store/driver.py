"""One statement through the driver: what SQLAlchemy does around each cost a save more than SQLite itself.

Errors of the file, the lock and the disk come out as `domain.errors`, as they do of the engines; listeners of the
engine's `before_cursor_execute` hear of these statements as of any other.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from reception.store.errors import translated

for _kind in (bytes, type(None)):  # of what has no adapter the driver looks for one, at 1 µs a value
    dbapi2.register_adapter(_kind, lambda value: value)


def run(conn: Connection, text: str, values: Sequence[Any] = ()) -> dbapi2.Cursor:
    """Execute one statement; its rows are read from the cursor."""
    driver = _driver(conn, text, values)
    try:
        return driver.execute(text, values)
    except dbapi2.Error as error:
        raise translated(error) or error from error


def run_many(conn: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Execute one statement for each of these rows of values."""
    driver = _driver(conn, text, rows)
    try:
        driver.executemany(text, rows)
    except dbapi2.Error as error:
        raise translated(error) or error from error


def _driver(conn: Connection, text: str, values: Sequence[Any]) -> dbapi2.Connection:
    driver = conn.connection.driver_connection
    for listener in conn.dispatch.before_cursor_execute:
        listener(conn, driver, text, values, None, False)
    return driver
