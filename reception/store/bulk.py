"""Rows into tables by prepared text: what SQLAlchemy would compile, without its cost for every small insert.

A save touches a dozen tables with a row or two each; compiled anew each time that was two thirds of a save.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Connection, Table

from reception.store.tables import IdType

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]


def add(conn: Connection, table: Table, rows: Sequence[Row], *, over: str = "") -> None:
    """Insert rows that all have the same columns; `over` names the unique column whose row is overwritten."""
    if rows:
        text, columns = _statement(table, tuple(rows[0]), over)
        conn.exec_driver_sql(text, [tuple(convert(row[name]) for name, convert in columns) for row in rows])


@cache
def _statement(table: Table, names: tuple[str, ...], over: str) -> tuple[str, tuple[tuple[str, Convert], ...]]:
    columns = ", ".join(f'"{name}"' for name in names)
    text = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608
    if over:
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != over)
        text += f' ON CONFLICT ("{over}") DO UPDATE SET {changed}'
    return text, tuple((name, _convert(table.c[name])) for name in names)


def _convert(column: Column[Any]) -> Convert:
    if isinstance(column.type, IdType):
        return _to_bytes
    if isinstance(column.type, JSON):
        return _to_json
    return _as_is


def _to_bytes(value: str | None) -> bytes | None:
    return None if value is None else bytes.fromhex(value)


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_is(value: Any) -> Any:
    return value
