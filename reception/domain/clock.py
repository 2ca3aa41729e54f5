"""Time and ids: the one place that reads the machine's clock."""

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

Id = NewType("Id", str)
"""A UUIDv7 as 32 lower-case hex digits."""

DISTRICT_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where a store and the acts take time and ids from; tests inject their own."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...

    def new_id(self) -> Id:
        """A fresh id, greater than every id this clock gave before."""
        ...


class Ids:
    """UUIDv7 (RFC 9562 §5.7) whose 12 `rand_a` bits count within a millisecond, so ids grow with time."""

    def __init__(self, draw: Callable[[int], int] = secrets.randbits) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._draw = draw

    def next(self, milliseconds: int) -> Id:
        """The id for this Unix time in milliseconds; never less than the one before."""
        with self._lock:
            stamp = max(milliseconds << 12, self._last + 1)
            self._last = stamp
        value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | self._draw(62)
        return Id(f"{value:032x}")


class SystemClock:
    """The machine's clock."""

    def __init__(self) -> None:
        self._ids = Ids()

    def now(self) -> datetime:
        """The present in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one clock

    def new_id(self) -> Id:
        """A UUIDv7 of this moment."""
        return self._ids.next(time.time_ns() // 1_000_000)


def milliseconds(moment: datetime) -> int:
    """Unix time in milliseconds."""
    return int(moment.timestamp() * 1000)


@lru_cache(64)
def to_text(moment: datetime) -> str:
    """A moment as it stands in entries: UTC, milliseconds, `2026-11-24T01:04:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """The moment that `to_text` wrote; also any ISO 8601 text. Without a zone it is the district's time."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=DISTRICT_ZONE).astimezone(UTC) if moment.tzinfo is None else moment.astimezone(UTC)
