"""What is noted of each request: one JSON line without anything personal, and the figures for Prometheus."""

import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TextIO

from reception.district.metrics import Metrics
from reception.sync.messages import MARK, PROTOCOL

_LOG = logging.getLogger("reception.district.requests")
_FAULTS = logging.getLogger("reception.district")
_OURS = ((MARK.lower().encode(), str(PROTOCOL).encode()), (b"cache-control", b"no-store"))
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Watch:
    """Watches requests go by: path, status, bytes both ways, milliseconds, and the first digits of the device's id.

    Every answer is marked as ours; `failed` is that to a request which raised what nobody expected.
    """

    def __init__(self, app: App, metrics: Metrics, failed: App) -> None:
        self._app, self._metrics, self._failed = app, metrics, failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = {"in": 0, "out": 0, "status": 0}

        async def received() -> Any:
            message = await receive()
            seen["in"] += len(message.get("body", b""))
            return message

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message["headers"], *_OURS]
            seen["out"] += len(message.get("body", b""))
            await send(message)

        began = time.monotonic()
        try:
            await self._app(scope, received, sent)
        except Exception:
            if seen["status"]:
                raise
            _FAULTS.exception("failed")
            await self._failed(scope, received, sent)
        finally:
            self._note(scope, seen, time.monotonic() - began)

    def _note(self, scope: Scope, seen: dict[str, int], seconds: float) -> None:
        path = getattr(scope.get("route"), "path", "other")
        self._metrics.answered(path, seen["status"], seconds, seen["in"], seen["out"])
        device = str(scope.get("state", {}).get("device", ""))[:8]
        _LOG.info("request", extra={"said": {"path": path, "ms": round(seconds * 1000), "device": device, **seen}})


class _Lines(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter`."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower(),
            "event": record.getMessage(), **getattr(record, "said", {}),
        }  # fmt: skip
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _where(trace: Any) -> list[str]:
    """The way to an error, without its message: that may quote what was written."""
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places


def log_to(stream: TextIO = sys.stderr) -> None:
    """Write what the server notes to a stream, a JSON object a line."""
    listener = logging.StreamHandler(stream)
    listener.setFormatter(_Lines())
    log = logging.getLogger("reception.district")
    log.handlers.clear()
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    log.propagate = False
