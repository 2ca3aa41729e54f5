"""What an exchange needs of the room's store; `reception.store.store.Store` has it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection

from reception.domain.changed import Changed
from reception.domain.clock import Clock
from reception.domain.entry import Entry
from reception.sync.files import Attachments

CLERK = "sync"
"""Who writes in the exchange's name."""


class Writing(Protocol):
    """A write transaction of the store."""

    @property
    def conn(self) -> Connection:
        """Its connection."""
        ...


class Store(Protocol):
    """What an exchange needs of the room's store (`reception.store.store.Store` has it)."""

    clock: Clock

    @property
    def wrapped_key(self) -> str:
        """The data key under the recovery key, as text; "" when there is none."""
        ...

    @property
    def has_attachments(self) -> bool:
        """Whether any attachment was ever kept or wanted."""
        ...

    @property
    def attachments(self) -> Attachments:
        """The attachments; their file is made with the first."""
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment."""
        ...

    def write(self, clerk: str) -> AbstractContextManager[Any]:
        """A write transaction; its value is a `Writing`."""
        ...

    def record(self, conn: Connection, entries: Sequence[Entry], *, held: bool = False) -> Changed:
        """Take entries that were written elsewhere, and fold what they touch."""
        ...
