"""The server's database: PostgreSQL, or SQLite as the embedded default; the same code on both but for two seams.

Seams: how many rows are appended (COPY, or executemany), and how rows are locked (SQLite has one writer anyway).
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
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
    any_,
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
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reception.district.tables import BATCH, COUNTER, REACH, Hex
from reception.domain.errors import InvalidInput, Unavailable

T = TypeVar("T")
FILE = "district.db"
_BUSY_SECONDS = 30
_TRIES = 5
_IN_EACH_OTHERS_WAY = ("40P01", "40001")
_PG_TYPES = {Hex: "bytea", LargeBinary: "bytea", BigInteger: "int8", Integer: "int4", Text: "text", Boolean: "bool"}


@dataclass(frozen=True)
class Database:
    """An open database. Readings see one snapshot; writings are one transaction each."""

    write: Engine
    read: Engine

    def written(self, work: Callable[[Connection], T]) -> T:
        """Do this work in one write transaction, again when two of them stood in each other's way (deadlock)."""
        for _ in range(_TRIES - 1):
            try:
                with self.write.begin() as conn:
                    return work(conn)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in _IN_EACH_OTHERS_WAY:
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
    write = create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    return Database(write, write.execution_options(isolation_level="REPEATABLE READ"))


def _open_sqlite(path: Path) -> Database:
    write = _sqlite_engine(path, size=1)
    event.listen(write, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    read = _sqlite_engine(path, size=8)
    event.listen(read, "begin", lambda conn: conn.exec_driver_sql("BEGIN"))
    return Database(write, read)


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


def place_batch(conn: Connection, row: Mapping[str, Any], audiences: Sequence[str]) -> int:
    """Draw the next number from the counter row and note a batch under it, and for whom it holds something.

    PostgreSQL does it in one statement: the row is locked for one way there and back, and the commit.
    """
    if conn.dialect.name == "postgresql":
        return int(conn.execute(_PLACE, dict(row) | {"audiences": list(audiences)}).scalar_one())
    draw = update(COUNTER).where(COUNTER.c.district == row["district"]).values(n=COUNTER.c.n + 1)
    n = int(conn.execute(draw.returning(COUNTER.c.n)).scalar_one())
    conn.execute(insert(BATCH), dict(row) | {"n": n})
    append(conn, REACH, [(row["district"], audience, n) for audience in audiences])
    return n


_PLACE = text("""
    WITH drawn AS (UPDATE counter SET n = n + 1 WHERE district = :district RETURNING n),
    reached AS (
        INSERT INTO reach (district, audience, n)
        SELECT :district, audience, n FROM drawn CROSS JOIN unnest(:audiences) AS audience
    )
    INSERT INTO batch (district, n, push, device, at, size)
    SELECT :district, n, :push, :device, :at, :size FROM drawn RETURNING n
""").bindparams(
    bindparam("district", type_=Integer), bindparam("push", type_=Hex), bindparam("device", type_=Hex),
    bindparam("at", type_=Text), bindparam("size", type_=Integer), bindparam("audiences", type_=ARRAY(Text)),
)  # fmt: skip


def _copy(conn: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    columns = list(table.columns)
    hexes = [place for place, column in enumerate(columns) if isinstance(column.type, Hex)]
    names = ", ".join(f'"{column.name}"' for column in columns)
    cursor: Any = conn.connection.cursor()
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)') as copy:
        copy.set_types([_PG_TYPES[type(column.type)] for column in columns])
        for row in rows:
            copy.write_row(_to_bytes(row, hexes))


def _to_bytes(row: Sequence[Any], hexes: Sequence[int]) -> list[Any]:
    values = list(row)
    for place in hexes:
        if values[place] is not None:
            values[place] = bytes.fromhex(values[place])
    return values


def locked(query: Select[Any], *, shared: bool = False) -> Select[Any]:
    """The query, locking its rows until commit. SQLite, which has one writer, leaves the clause out."""
    return query.with_for_update(read=True, key_share=True) if shared else query.with_for_update()


def among(conn: Connection, query: Select[Any], column: Column[Any], ids: Sequence[str]) -> Iterator[Row[Any]]:
    """The rows of a query in which this column holds one of these ids."""
    if not ids:
        return
    if conn.dialect.name == "postgresql":
        yield from conn.execute(query.where(column == any_(bindparam(None, list(ids), type_=ARRAY(Hex)))))
        return
    for piece in pieces(ids):
        yield from conn.execute(query.where(column.in_(piece)))


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
