"""Statements are compiled once for all machines of all schedules: else half of a schedule's time goes into that.

SQLAlchemy keeps what it compiled with the engine, and every start of a PC or a server makes new engines.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_MOST = 2000
_COMPILED: LRUCache[Any, Any] = LRUCache(_MOST)


@contextmanager
def shared() -> Iterator[None]:
    """Dialects of one database driver count as equal, as they do not differ here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "__eq__", lambda one, other: one.dbapi is getattr(other, "dbapi", None))
        patch.setattr(DefaultDialect, "__hash__", lambda one: id(one.dbapi))
        yield


def share(*engines: Engine) -> None:
    """Let these engines use what others compiled."""
    for engine in engines:
        vars(engine)["_compiled_cache"] = _COMPILED
