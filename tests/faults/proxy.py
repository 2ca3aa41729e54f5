"""What stands on a real line between PCs and the server: it cuts, doubles, delays and answers in the server's place.

A process of its own on loopback. Every request draws what becomes of it; while `fair` is set all go through.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from ctypes import c_bool, c_int
from multiprocessing import get_context
from typing import NamedTuple

PORTAL = b"<html>Please log in to the network</html>"
WEATHER: Mapping[str, int] = {
    "fine": 90, "slow": 2, "cut_before": 2, "cut_request": 2, "cut_after_commit": 4, "cut_answer": 3, "twice": 3,
    "twice_at_once": 2, "late": 2, "too_large": 1, "bad_gateway": 1, "portal": 1,
}  # fmt: skip
SLOW_PIECES, SLOW_SECONDS = 5, 0.05
LATE_SECONDS = 0.5
HEAD_END = b"\r\n\r\n"


class Request(NamedTuple):
    """A request as it lies on the line: its first line and headers, and its body."""

    head: bytes
    body: bytes


class Proxy:
    """A proxy before the servers at `ports`, in a process of its own. Use it in `with`; PCs call `url`."""

    def __init__(self, ports: Sequence[int], seed: int) -> None:
        self._processes = get_context("fork")
        self._fair = self._processes.RawValue(c_bool, False)
        self._counts = self._processes.RawArray(c_int, len(WEATHER))
        near, far = self._processes.Pipe(duplex=False)
        self._process = self._processes.Process(target=self._run, args=(ports, seed, far), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{near.recv()}"

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def clear_up(self) -> None:
        """From here on every request goes through."""
        self._fair.value = True

    @property
    def counts(self) -> Counter[str]:
        """How many requests met what."""
        return Counter({kind: count for kind, count in zip(WEATHER, self._counts, strict=True) if count})

    def _run(self, ports: Sequence[int], seed: int, told: object) -> None:
        asyncio.run(_Between(ports, random.Random(seed), self._draw).serve(told.send))  # type: ignore[attr-defined]

    def _draw(self, chance: random.Random) -> str:
        kind = "fine" if self._fair.value else chance.choices(list(WEATHER), list(WEATHER.values()))[0]
        self._counts[list(WEATHER).index(kind)] += 1
        return kind


class Cut(Exception):
    """The line to the PC is cut here."""


class _Between:
    """The proxy itself."""

    def __init__(self, ports: Sequence[int], chance: random.Random, draw: Callable[[random.Random], str]) -> None:
        self._ports, self._chance, self._draw = ports, chance, draw
        self._late: set[asyncio.Task[None]] = set()

    async def serve(self, told: Callable[[int], None]) -> None:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        told(server.sockets[0].getsockname()[1])
        async with server:
            await server.serve_forever()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request; then the line is closed, whatever was agreed on."""
        try:
            request = await _read(reader)
            answer = await _WAYS[self._draw(self._chance)](self, request, writer)
            writer.write(answer)
            await writer.drain()
        except (Cut, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _ask(self, request: Request, cut: int | None = None) -> bytes:
        """The server's whole answer; a proxy's own where it is not to be had."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._chance.choice(self._ports))
        except OSError:
            return _own(502, b"<html>Bad Gateway</html>")
        try:
            writer.write(request.head + request.body[:cut])
            await writer.drain()
            if cut is not None:
                raise Cut
            return await reader.read(-1)
        finally:
            writer.close()

    # what becomes of a request

    async def fine(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        return await self._ask(request)

    async def slow(self, request: Request, writer: asyncio.StreamWriter) -> bytes:
        """It takes its time both ways."""
        await asyncio.sleep(SLOW_SECONDS)
        answer = await self._ask(request)
        size = max(1, len(answer) // SLOW_PIECES)
        for start in range(0, len(answer), size):
            await asyncio.sleep(SLOW_SECONDS)
            writer.write(answer[start : start + size])
            await writer.drain()
        return b""

    async def cut_before(self, _: Request, __: asyncio.StreamWriter) -> bytes:
        raise Cut

    async def cut_request(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        """The server gets the beginning of it."""
        return await self._ask(request, self._chance.randrange(len(request.body) + 1))

    async def cut_after_commit(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        """The server did it, and nobody hears of it."""
        await self._ask(request)
        raise Cut

    async def cut_answer(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        answer = await self._ask(request)
        return answer[: self._chance.randrange(len(answer) + 1)]

    async def twice(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        await self._ask(request)
        return await self._ask(request)

    async def twice_at_once(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        return (await asyncio.gather(self._ask(request), self._ask(request)))[self._chance.randrange(2)]

    async def too_late(self, request: Request, _: asyncio.StreamWriter) -> bytes:
        """The PC gives up; the request arrives after all, perhaps behind later ones."""
        task = asyncio.create_task(self._ask_late(request))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        raise Cut

    async def _ask_late(self, request: Request) -> None:
        await asyncio.sleep(self._chance.random() * LATE_SECONDS)
        with suppress(ConnectionError):
            await self._ask(request)

    async def too_large(self, _: Request, __: asyncio.StreamWriter) -> bytes:
        return _own(413, b"<html>Request Entity Too Large</html>")

    async def bad_gateway(self, _: Request, __: asyncio.StreamWriter) -> bytes:
        return _own(502, b"<html>Bad Gateway</html>")

    async def portal(self, _: Request, __: asyncio.StreamWriter) -> bytes:
        return _own(200, PORTAL)


_WAYS: Mapping[str, Callable[[_Between, Request, asyncio.StreamWriter], Awaitable[bytes]]] = {
    "fine": _Between.fine,
    "slow": _Between.slow,
    "cut_before": _Between.cut_before,
    "cut_request": _Between.cut_request,
    "cut_after_commit": _Between.cut_after_commit,
    "cut_answer": _Between.cut_answer,
    "twice": _Between.twice,
    "twice_at_once": _Between.twice_at_once,
    "late": _Between.too_late,
    "too_large": _Between.too_large,
    "bad_gateway": _Between.bad_gateway,
    "portal": _Between.portal,
}


async def _read(reader: asyncio.StreamReader) -> Request:
    """A request; it will ask the server to close the line behind its answer."""
    first, *lines = (await reader.readuntil(HEAD_END))[: -len(HEAD_END)].split(b"\r\n")
    headers = {line.partition(b":")[0].strip().lower(): line.partition(b":")[2].strip() for line in lines}
    body = await reader.readexactly(int(headers.get(b"content-length", b"0")))
    headers[b"connection"] = b"close"
    head = b"\r\n".join([first, *(name + b": " + value for name, value in headers.items())])
    return Request(head + HEAD_END, body)


def _own(status: int, page: bytes) -> bytes:
    head = f"HTTP/1.1 {status} Proxy\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\nConnection: close"
    return head.encode() + HEAD_END + page
