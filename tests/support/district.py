"""A district served by a real HTTP server on loopback, on either database, with faults on demand."""

import contextlib
import shutil
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn
from support.room import MASTER, Room

from reception.district.app import make_app
from reception.district.enrolment import enrol_code
from reception.district.master import write_master
from reception.district.office import District, open_district
from reception.sync.client import Outcome, sync_once
from reception.sync.enrol import enrol

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class Served:
    """A server on a free port. `fault` says what goes wrong with requests to a path until it is cleared.

    `lost`: the answer is lost after the server's commit. `page`: a portal's own page stands in between. `bad`: 502.
    `small`: a proxy takes bodies of `most` bytes only. `spare` requests pass before it goes wrong; `asked` counts the
    requests by path, `bytes` those in and out of the last one.
    """

    def __init__(
        self, folder: Path, url: str = "", *, sample: bool = False, tls: tuple[Path, Path] | None = None
    ) -> None:
        self.folder = folder
        self.tls = tls
        self._place: Path | str = url or folder
        self._sample = sample
        self.fault: tuple[str, str] = ("", "")
        self.spare, self.most = 0, 0
        self.asked: Counter[str] = Counter()
        self.bytes = (0, 0)
        self.start()
        if not sample:
            for kind in dict.fromkeys(kind for kind, _ in MASTER):
                write_master(self.district, kind, [dict(fields) for name, fields in MASTER if name == kind])

    def start(self) -> None:
        """Serve, on the port it had before if there was one."""
        self.folder.mkdir(exist_ok=True)
        self.district: District = open_district(self._place, sample=self._sample, key=self.folder / "district.key")
        self._app = make_app(self.district)
        port = int(getattr(self, "url", ":0").rpartition(":")[2])
        cert, key = self.tls or (None, None)
        config = uvicorn.Config(
            self._through, "127.0.0.1", port, log_config=None, lifespan="off", interface="asgi3", ssl_certfile=cert,
            ssl_keyfile=key,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        self.url = f"{'https' if cert else 'http'}://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join(20)
        self.district.close()

    def keep(self, copy: Path) -> None:
        """Copy the folder while nobody serves it."""
        self.stop()
        shutil.copytree(self.folder, copy)
        self.start()

    def put_back(self, copy: Path) -> None:
        """Be the server that a copy was made of."""
        self.stop()
        shutil.rmtree(self.folder)
        shutil.copytree(copy, self.folder)
        self.start()

    def join(self, room: Room, code: str = "NG07", ca: Path | None = None) -> None:
        """Enrol a PC."""
        enrol(room.store, self.url, enrol_code(self.district, code), ca)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen = {"in": 0, "out": 0}

        async def received() -> Any:
            message = await receive()
            seen["in"] += len(message.get("body", b""))
            return message

        async def sent(message: Any) -> None:
            seen["out"] += len(message.get("body", b""))
            self.bytes = seen["in"], seen["out"]  # before anybody has the answer
            await send(message)

        await self._app(scope, received, sent)

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, kind = self.fault
        self.asked[str(scope.get("path"))] += 1
        hit = scope["type"] == "http" and path and str(scope["path"]).startswith(path)
        if hit and self.spare:
            self.spare, hit = self.spare - 1, False
        if not hit or (kind == "small" and _length(scope) <= self.most):
            await self._counted(scope, receive, send)
        elif kind == "small":
            await _portal(send, 413)
        elif kind == "lost":
            await self._app(scope, receive, _into_nothing)
            raise ConnectionResetError
        else:
            await _portal(send, 502 if kind == "bad" else 200)


def _length(scope: Scope) -> int:
    return int(dict(scope["headers"]).get(b"content-length", 0))


async def _into_nothing(message: Any) -> None:
    """The answer is lost."""


async def _portal(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"<html>Please log in to the network</html>"})


def exchange(*rooms: Room) -> list[Outcome]:
    """Each PC in turn."""
    return [sync_once(room.store) for room in rooms]


def exchange_through_faults(room: Room) -> None:
    """An exchange that may fail."""
    from reception.domain.errors import Unavailable

    with contextlib.suppress(Unavailable):
        sync_once(room.store)
