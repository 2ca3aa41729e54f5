"""The server's database: PostgreSQL, or SQLite as the embedded default; the same code on both but for two seams.

Seams: how many rows are appended (COPY, or executemany), and how rows are locked (SQLite has one writer anyway).
"""

import math
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    QueuePool,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    create_engine,
    event,
    insert,
    make_url,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import ArgumentError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from reception.district.tables import BATCH, COUNTER, REACH, Hex
from reception.domain.errors import InvalidInput, Unavailable

T = TypeVar("T")
FILE = "district.db"
CONNECTIONS = 8
"""Of one process to PostgreSQL: more threads than that at once only stand in each other's way."""
IDLE_SECONDS = 5.0
"""After which a connection is tried before it is used."""
_BUSY_SECONDS = 30
_TRIES = 5
_IN_EACH_OTHERS_WAY = ("40P01", "40001")
_PG_TYPES = {Hex: "bytea", LargeBinary: "bytea", BigInteger: "int8", Integer: "int4", Text: "text", Boolean: "bool"}


@dataclass(frozen=True)
class Database:
    """An open database. Readings see one snapshot; writings are one transaction each; a look is one statement."""

    write: Engine
    read: Engine
    look: Engine

    def written(self, work: Callable[[Connection], T]) -> T:
        """Do this work in one write transaction, again when two of them stood in each other's way (deadlock)."""
        for _ in range(_TRIES - 1):
            try:
                with self.write.begin() as conn:
                    return work(conn)
            except (OperationalError, PoolTimeout) as error:
                reason = getattr(error, "orig", error)
                if getattr(reason, "sqlstate", None) not in _IN_EACH_OTHERS_WAY:
                    raise _not_to_be_had(error) from error
        with self.writing() as conn:
            return work(conn)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back when anything is raised."""
        with _told(), self.write.begin() as conn:
            yield conn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot to read from."""
        with _told(), self.read.begin() as conn:
            yield conn

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection for one statement that reads: without the ways there and back that begin and end a snapshot."""
        with _told(), self.look.connect() as conn:
            yield conn

    def close(self) -> None:
        """Close every connection."""
        self.read.dispose()
        self.write.dispose()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise _not_to_be_had(error) from error


def _not_to_be_had(error: Exception) -> Unavailable:
    reason = getattr(error, "orig", error)
    return Unavailable(
        "区级数据库暂时不可用，请稍后再试", english=f"the district's database is not to be had: {reason}"
    )


def open_database(place: Path | str) -> Database:
    """Open the SQLite database in a folder, or the database of a URL (`postgresql://…`, `sqlite:///…`).

    Raises InvalidInput for a URL of another kind.
    """
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)
        return _open_sqlite(place / FILE)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise _unknown_kind() from error
    if url.get_backend_name() == "sqlite" and url.database:
        return _open_sqlite(Path(url.database))
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _open_postgres(url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    raise _unknown_kind()


def _unknown_kind() -> InvalidInput:
    return InvalidInput(
        "数据库地址应以 postgresql:// 或 sqlite:/// 开头",
        english="a database URL begins with postgresql:// or sqlite:///",
        field="database",
    )


def _open_postgres(url: str) -> Database:
    write = create_engine(url, pool_size=CONNECTIONS, max_overflow=0)
    event.listen(write, "checkin", _note_use)
    event.listen(write, "checkout", partial(_try_after_idleness, write))
    read = write.execution_options(isolation_level="REPEATABLE READ")
    return Database(write, read, write.execution_options(isolation_level="AUTOCOMMIT"))


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _try_after_idleness(engine: Engine, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection that lay idle for a while may have been cut: then the pool opens another. In use none is tried."""
    if time.monotonic() - record.info.get("used", math.inf) > IDLE_SECONDS and not _answers(engine, connection):
        raise DisconnectionError


def _answers(engine: Engine, connection: Any) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


def _open_sqlite(path: Path) -> Database:
    write = _sqlite_engine(path, size=1)
    event.listen(write, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    read = _sqlite_engine(path, size=8)
    event.listen(read, "begin", lambda conn: conn.exec_driver_sql("BEGIN"))
    return Database(write, read, read)


def _sqlite_engine(path: Path, *, size: int) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32000")
        return connection

    return create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=0, pool_timeout=_BUSY_SECONDS
    )


def append(conn: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Append rows (values in the table's order of columns), fast. This is the seam of the two engines."""
    if not rows:
        return
    if conn.dialect.name == "postgresql":
        _copy(conn, table, rows)
    else:
        names = [column.name for column in table.columns]
        conn.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def place_batch(conn: Connection, row: Mapping[str, Any], audiences: Sequence[str], *, last: bool) -> int:
    """Draw the next number from the counter row and note a batch under it, and for whom it holds something.

    PostgreSQL does it in one statement, and commits with it when it is the `last`: others wait for the row until then.
    """
    if conn.dialect.name == "postgresql":
        return _place(conn, dict(row) | {"audiences": list(audiences)}, last=last)
    draw = update(COUNTER).where(COUNTER.c.district == row["district"]).values(n=COUNTER.c.n + 1)
    n = int(conn.execute(draw.returning(COUNTER.c.n)).scalar_one())
    conn.execute(insert(BATCH), dict(row) | {"n": n})
    append(conn, REACH, [(row["district"], audience, n) for audience in audiences])
    return n


def _place(conn: Connection, values: dict[str, Any], *, last: bool) -> int:
    from psycopg import sql

    hexes = {name: bytes.fromhex(values[name]) for name in ("push", "device")}
    literals = {name: sql.Literal(value) for name, value in (values | hexes).items()}
    statement = sql.SQL(_PLACE + ("; COMMIT" if last else "")).format(**literals)
    connection: Any = conn.connection.dbapi_connection
    written = statement.as_string(connection)  # of two statements, which no values can go beside
    return int(conn.exec_driver_sql(written, execution_options={"no_parameters": True}).scalar_one())


_PLACE = """
    WITH drawn AS (UPDATE counter SET n = n + 1 WHERE district = {district} RETURNING n),
    reached AS (
        INSERT INTO reach (district, audience, n)
        SELECT {district}, audience, n FROM drawn CROSS JOIN unnest({audiences}::text[]) AS audience
    )
    INSERT INTO batch (district, n, push, device, at, size)
    SELECT {district}, n, {push}, {device}, {at}, {size} FROM drawn RETURNING n"""


def _copy(conn: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    columns = list(table.columns)
    hexes = [place for place, column in enumerate(columns) if isinstance(column.type, Hex)]
    names = ", ".join(f'"{column.name}"' for column in columns)
    cursor: Any = conn.connection.cursor()
    statement = f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)'
    with cursor.copy(statement, writer=_in_one_piece(cursor)) as copy:
        copy.set_types([_PG_TYPES[type(column.type)] for column in columns])
        for row in rows:
            copy.write_row(_to_bytes(row, hexes))


def _in_one_piece(cursor: Any) -> Any:
    """Hands over all rows at the end: each piece is a way there and back, and threads in each other's way."""
    from psycopg.copy import LibpqWriter

    class Writer(LibpqWriter):
        def __init__(self) -> None:
            super().__init__(cursor)
            self._pieces: list[Any] = []

        def write(self, data: Any) -> None:
            self._pieces.append(bytes(data))

        def finish(self, exc: BaseException | None = None) -> None:
            super().write(b"".join(self._pieces))
            super().finish(exc)

    return Writer()


def _to_bytes(row: Sequence[Any], hexes: Sequence[int]) -> list[Any]:
    values = list(row)
    for place in hexes:
        if values[place] is not None:
            values[place] = bytes.fromhex(values[place])
    return values


def locked(query: Select[Any], *, shared: bool = False) -> Select[Any]:
    """The query, locking its rows until commit. SQLite, which has one writer, leaves the clause out."""
    return query.with_for_update(read=True, key_share=True) if shared else query.with_for_update()


_CUT = "ARRAY (SELECT substr(:whole, place, :width) FROM generate_series(1, length(:whole), :width) AS place)"
"""An array of ids from one piece of bytes: arrays take long to write."""
_WHOLE, _WIDTH = bindparam("whole", type_=LargeBinary), bindparam("width", type_=Integer)


class Among:
    """A query for the rows in which a column holds one of some ids. Made once: what is made anew is compiled anew."""

    def __init__(self, query: Select[Any], column: Column[Any]) -> None:
        self._by_array = query.where(text(f"{column} = ANY ({_CUT})").bindparams(_WHOLE, _WIDTH))
        self._by_list = query.where(column.in_(bindparam("among", expanding=True)))

    def rows(self, conn: Connection, ids: Sequence[str], **given: object) -> Iterator[Row[Any]]:
        """The rows; `given` are the query's other values."""
        if ids and conn.dialect.name == "postgresql":
            whole = {"whole": bytes.fromhex("".join(ids)), "width": len(ids[0]) // 2}
            yield from conn.execute(self._by_array, given | whole)
            return
        for piece in pieces(ids):
            yield from conn.execute(self._by_list, given | {"among": piece})


def pieces(items: Sequence[T], size: int = 1000) -> Iterator[Sequence[T]]:
    """Cut a list for IN clauses."""
    return (items[start : start + size] for start in range(0, len(items), size))


def put(conn: Connection, table: Table, row: Mapping[str, Any], change: Sequence[str] = ()) -> None:
    """Insert a row; where its key is there already, change these columns, or leave it as it is when none is named."""
    make = postgres_insert if conn.dialect.name == "postgresql" else sqlite_insert
    statement = make(table).values(**row)
    keys = [column.name for column in table.primary_key]
    if change:
        values = {name: statement.excluded[name] for name in change}
        conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
    else:
        conn.execute(statement.on_conflict_do_nothing(index_elements=keys))
