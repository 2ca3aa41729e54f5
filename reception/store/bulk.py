"""Rows into tables by prepared text: what SQLAlchemy would compile, without its cost for every small insert.

A save touches a dozen tables with a row or two each; compiled anew each time that was two thirds of a save.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, Column, Connection, Table

from reception.store.driver import run_many
from reception.store.tables import IdType

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Statement:
    """The text, how a row's values are taken in order, and which of them are converted how."""

    text: str
    get: Callable[[Row], Sequence[Any]]
    converts: Sequence[tuple[int, Convert]]

    def values(self, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The rows' values in order, converted column by column: a page of the feed brings thousands of rows."""
        columns = list(zip(*map(self.get, rows), strict=True))
        for place, convert in self.converts:
            columns[place] = tuple(map(convert, columns[place]))
        return list(zip(*columns, strict=True))


def add(conn: Connection, table: Table, rows: Sequence[Row], *, over: str = "") -> None:
    """Insert rows that all have the same two columns or more; `over` names the unique column to overwrite by."""
    if rows:
        statement = _statement(table, tuple(rows[0]), over)
        run_many(conn, statement.text, statement.values(rows))


@cache
def _statement(table: Table, names: tuple[str, ...], over: str) -> _Statement:
    columns = ", ".join(f'"{name}"' for name in names)
    text = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608
    if over:
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != over)
        text += f' ON CONFLICT ("{over}") DO UPDATE SET {changed}'
    converts = [(place, convert) for place, name in enumerate(names) if (convert := _convert(table.c[name]))]
    return _Statement(text, itemgetter(*names), converts)


def _convert(column: Column[Any]) -> Convert | None:
    if isinstance(column.type, IdType):
        return _to_bytes
    return _to_json if isinstance(column.type, JSON) else None


def _to_bytes(value: str | None) -> bytearray | None:
    """The kind of bytes that the driver takes as they are."""
    return None if value is None else bytearray.fromhex(value)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()
