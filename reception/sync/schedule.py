"""When the district is called, and in which state the line is: decided here, by whoever has timers and threads.

At start, every few minutes with jitter, soon after a change, when the network is back, on demand; after failures in a
row later and later, up to a ceiling (design: sync, Rules).
"""

import random
from collections.abc import Callable
from enum import StrEnum

from reception.domain.errors import Unavailable

AT_START = 3.0
AFTER_A_CHANGE = 20.0
REGULARLY = 5 * 60.0
GOING_ON = 5.0
"""Seconds to the first exchange, after an act, between two when nothing happens, and after one that got somewhere."""
JITTER = 0.2
"""The share by which each wait varies, so that rooms do not come all at once."""
BACK_OFF = (60.0, 2 * 60.0, 5 * 60.0, 15 * 60.0)
"""Seconds to the next try after one, two, three, and more failures in a row."""


class State(StrEnum):
    """What the line does, or how the last try ended."""

    IDLE = "idle"
    CONNECTING = "connecting"
    SENDING = "sending"
    RECEIVING = "receiving"
    CHECKING = "checking"
    OFFLINE = "offline"
    REFUSED = "refused"


STAGES = {
    "connecting": State.CONNECTING,
    "sending": State.SENDING,
    "sending_file": State.SENDING,
    "receiving": State.RECEIVING,
    "receiving_file": State.RECEIVING,
    "checking": State.CHECKING,
}
"""The state that each stage of an exchange's progress means."""


class Schedule:
    """The state of one line. Each event says in how many seconds to try next; None: it stays as it was."""

    def __init__(self, uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._uniform = uniform
        self._failures = 0
        self._moved = False
        self._again = False
        self.state = State.IDLE

    @property
    def running(self) -> bool:
        """Whether an exchange is under way."""
        return self.state in STAGES.values()

    @property
    def broken(self) -> bool:
        """Whether the last try failed for want of a connection."""
        return bool(self._failures) and not self.running and self.state is State.OFFLINE

    def begin(self) -> bool:
        """Somebody wants an exchange now: whether to start one. When one is under way, another follows it."""
        if self.running:
            self._again = True
            return False
        self.state, self._moved, self._again = State.CONNECTING, False, False
        return True

    def step(self, stage: str, done: int) -> None:
        """An exchange came so far."""
        self.state = STAGES[stage]
        self._moved = self._moved or (done > 0 and stage != "connecting")

    def done(self) -> float:
        """An exchange reached its end."""
        self._failures, self.state = 0, State.IDLE
        return 0.0 if self._again else self._jittered(REGULARLY)

    def stopped(self) -> float:
        """The clerk stopped it."""
        self.state = State.IDLE
        return self._jittered(REGULARLY)

    def failed(self, error: Exception) -> float:
        """An exchange failed. One that had got somewhere is soon gone on with."""
        self.state = State.OFFLINE if isinstance(error, Unavailable) else State.REFUSED
        if self._moved and self.state is State.OFFLINE:
            self._failures = 1
            return self._jittered(GOING_ON)
        wait = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        return self._jittered(wait)

    def changed(self, remaining: float | None) -> float | None:
        """Something was written here, and the next try is so far away (None: none is planned)."""
        if self.running or self._failures or (remaining is not None and remaining <= AFTER_A_CHANGE):
            return None
        return self._jittered(AFTER_A_CHANGE)

    def _jittered(self, seconds: float) -> float:
        return seconds * self._uniform(1 - JITTER, 1 + JITTER)
