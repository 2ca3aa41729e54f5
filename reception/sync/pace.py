"""How much is sent at once: a few seconds of the line, whatever line it is (design: sync, Exchange 2)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reception.domain.errors import Unavailable

SECONDS_AT_ONCE = 4.0
FIRST, LEAST, MOST = 64 * 1024, 4 * 1024, 4 * 1024 * 1024


@dataclass
class Moved:
    """Bytes that a request moved, told by whoever makes it."""

    size: int = 0


class Pace:
    """Bytes to send or fetch at once: grows with a quick line, halves when one broke or somebody takes no more."""

    def __init__(self, size: int = FIRST, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.size = size
        self._monotonic = monotonic

    @contextmanager
    def timed(self) -> Iterator[Moved]:
        """Note how long a request took. A broken line halves what is tried next."""
        began, moved = self._monotonic(), Moved()
        try:
            yield moved
        except Unavailable:
            self.halve(self.size)
            raise
        if moved.size >= self.size // 2:
            wanted = int(moved.size * SECONDS_AT_ONCE / max(self._monotonic() - began, 0.001))
            self.size = max(LEAST, min(wanted, 4 * self.size, MOST))

    def halve(self, size: int) -> None:
        """This was too much."""
        self.size = max(LEAST, min(size, self.size) // 2)
