"""How much is sent at once: a few seconds of the line, whatever line it is (design: sync, Exchange 2).

And how much is taken in at once: what a clerk who saves meanwhile does not notice.
"""

from collections.abc import Callable
from typing import TypeVar

from reception.domain.errors import Unavailable
from reception.sync.line import Asked

T = TypeVar("T")
SECONDS_AT_ONCE = 4.0
FIRST, LEAST, MOST = 64 * 1024, 4 * 1024, 4 * 1024 * 1024
SECONDS_OF_WRITING = 0.25
"""For so long others may wait for the store. Fewer commits make a first exchange a fifth shorter."""
FIRST_ENTRIES, LEAST_ENTRIES = 200, 20


class Pace:
    """Bytes to send or fetch at once: grows with a quick line, halves when one broke or somebody takes no more."""

    def __init__(self, size: int = FIRST) -> None:
        self.size = size

    def answer(self, asked: Asked[T], moved: Callable[[T], int]) -> T:
        """Wait for an answer, and learn from it; `moved` tells its bytes. A broken line halves what is tried next."""
        try:
            given = asked.answer()
        except Unavailable:
            self.halve(self.size)
            raise
        self.learn(moved(given), asked.seconds)
        return given

    def learn(self, moved: int, seconds: float) -> None:
        """So many bytes took so long; what is small beside what was wanted tells nothing."""
        if moved >= self.size // 2:
            wanted = int(moved * SECONDS_AT_ONCE / max(seconds, 0.001))
            self.size = max(LEAST, min(wanted, 4 * self.size, MOST))

    def halve(self, size: int) -> None:
        """This was too much."""
        self.size = max(LEAST, min(size, self.size) // 2)


class Portion:
    """Entries to take in at once, `most` of them: so many that a clerk who saves meanwhile waits unnoticed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.size = min(FIRST_ENTRIES, most)

    def learn(self, count: int, seconds: float) -> None:
        """So many took so long; what is few beside what was wanted tells nothing."""
        if count >= self.size // 2:
            wanted = int(count * SECONDS_OF_WRITING / max(seconds, 0.001))
            self.size = min(max(LEAST_ENTRIES, min(wanted, 2 * self.size)), self._most)
