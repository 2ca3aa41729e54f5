"""How often one device may call, and anyone may try a code. Each server process counts for itself."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from reception.domain.clock import Id
from reception.domain.errors import Unavailable

KNOWN = 10_000
"""Devices remembered; those that were silent longest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    a_second: float
    at_once: float


CALLS = Rate(200, 2000)
"""Of one device: a quick line carries an attachment in hundreds of pieces."""
CODES = Rate(0.5, 50)
"""Of anyone: codes have 8 characters of 31."""


class Bucket:
    """Fills up steadily; each call takes one out."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate, self._left, self._then = rate, rate.at_once, now

    def take(self, now: float) -> bool:
        """Whether one more call is all right."""
        self._left = min(self._rate.at_once, self._left + (now - self._then) * self._rate.a_second)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Rates:
    """The buckets of this process."""

    def __init__(self, calls: Rate = CALLS, codes: Rate = CODES, now: Callable[[], float] = time.monotonic) -> None:
        self._calls, self._now = calls, now
        self._codes = Bucket(codes, now())
        self._devices: OrderedDict[Id, Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def calling(self, device: Id) -> None:
        """A device calls. Raises Unavailable, told as 429."""
        with self._lock:
            bucket = self._devices.setdefault(device, Bucket(self._calls, self._now()))
            self._devices.move_to_end(device)
            if len(self._devices) > KNOWN:
                self._devices.popitem(last=False)
            may = bucket.take(self._now())
        if not may:
            raise _too_often()

    def enrolling(self) -> None:
        """Somebody tries a code. Raises Unavailable, told as 429."""
        with self._lock:
            may = self._codes.take(self._now())
        if not may:
            raise _too_often()


def _too_often() -> Unavailable:
    return Unavailable("请求过于频繁，请稍后再试", english="too many requests: come later", field="rate")
