"""Records of one person: a joining points from the younger record to the older, and reads follow it to its end."""

from collections.abc import Sequence

from sqlalchemy import Connection

from reception.domain.clock import Id
from reception.store.driver import run


def eldest(conn: Connection, resident: Id) -> Id:
    """The record that this one was joined to, over however many joinings; itself when there was none."""
    return Id(run(conn, _ELDEST, (bytes.fromhex(resident),)).fetchone()[0].hex())


def joined_to(conn: Connection, resident: Id) -> Sequence[Id]:
    """The records that were joined to this one, directly or over others."""
    return [Id(key.hex()) for (key,) in run(conn, _JOINED, (bytes.fromhex(resident),))]


_ELDEST = """
    WITH RECURSIVE line (id) AS (
        VALUES (?) UNION SELECT r.same_as FROM resident r JOIN line ON r.id = line.id WHERE r.same_as IS NOT NULL
    ) SELECT min(id) FROM line
"""
"""Ids grow with time: the least is the oldest."""
_JOINED = """
    WITH RECURSIVE line (id) AS (
        SELECT id FROM resident WHERE same_as = ? AND undone = 0
        UNION SELECT r.id FROM resident r JOIN line ON r.same_as = line.id WHERE r.undone = 0
    ) SELECT id FROM line
"""
