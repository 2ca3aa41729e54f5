"""The line between PCs and the server: it drops, delays, doubles, reorders and cuts, and others stand in between."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from faults.pc import Pc
from faults.server import Request, Server

PORTAL = b"<html>Please log in to the network</html>"

CALM: Mapping[str, int] = {"fine": 1}
BAD: Mapping[str, int] = {
    "fine": 30, "refused": 1, "lost": 2, "late": 2, "twice": 2, "cut_request": 1, "cut_answer": 1, "short_answer": 1,
    "too_large": 1, "bad_gateway": 1, "portal": 1,
}  # fmt: skip
TERRIBLE: Mapping[str, int] = {kind: 8 if kind == "fine" else weight for kind, weight in BAD.items()}


@dataclass
class Network(httpx.BaseTransport):
    """Carries each request of whoever is calling. `meanwhile` is what others may do before and after it."""

    server: Server
    chance: random.Random
    meanwhile: Callable[[], None]
    pass_by: Callable[[float], None]
    weather: Mapping[str, int] = field(default_factory=lambda: CALM)
    callers: list[Pc] = field(default_factory=list)
    late: list[Request] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry a request, or not."""
        pc = self.callers[-1]
        self.meanwhile()
        pc.must_live()
        kind = self.chance.choices(list(self.weather), list(self.weather.values()))[0]
        self.counts[kind] += 1
        self.pass_by(self.chance.random())
        try:
            answer = _WAYS[kind](self, _on_the_line(request))
            self.meanwhile()
        finally:
            pc.must_live()
        return answer

    def deliver_late(self) -> None:
        """One of the requests that were given up arrives after all; nobody hears the answer."""
        if self.late:
            self._ask_unheard(self.late.pop(self.chance.randrange(len(self.late))))

    def _ask_unheard(self, request: Request, cut: int | None = None) -> None:
        try:
            self.server.ask(request, cut=cut)
        except httpx.TransportError:
            self.counts["server down"] += 1

    def fine(self, request: Request) -> httpx.Response:
        return self.server.ask(request)

    def refused(self, request: Request) -> httpx.Response:
        raise httpx.ConnectError("no line")

    def lost(self, request: Request) -> httpx.Response:
        self._ask_unheard(request)
        raise httpx.ReadTimeout("no answer")

    def too_late(self, request: Request) -> httpx.Response:
        self.late.append(request)
        raise httpx.ReadTimeout("no answer yet")

    def twice(self, request: Request) -> httpx.Response:
        self._ask_unheard(request)
        return self.server.ask(request)

    def cut_request(self, request: Request) -> httpx.Response:
        self._ask_unheard(request, self.chance.randrange(len(request.body) + 1))
        raise httpx.WriteError("the line broke")

    def cut_answer(self, request: Request) -> httpx.Response:
        self._ask_unheard(request)
        raise httpx.RemoteProtocolError("the line broke in the middle of the answer")

    def short_answer(self, request: Request) -> httpx.Response:
        """Something in between hands on half of it and calls it whole."""
        answer = self.server.ask(request)
        headers = [(name, value) for name, value in answer.headers.items() if name != "content-length"]
        return httpx.Response(answer.status_code, headers=headers, content=answer.content[: len(answer.content) // 2])

    def too_large(self, request: Request) -> httpx.Response:
        return httpx.Response(413, content=b"<html>Request Entity Too Large</html>")

    def bad_gateway(self, request: Request) -> httpx.Response:
        return httpx.Response(502, content=b"<html>Bad Gateway</html>")

    def portal(self, request: Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/html"}, content=PORTAL)


_WAYS: Mapping[str, Callable[[Network, Request], httpx.Response]] = {
    "fine": Network.fine,
    "refused": Network.refused,
    "lost": Network.lost,
    "late": Network.too_late,
    "twice": Network.twice,
    "cut_request": Network.cut_request,
    "cut_answer": Network.cut_answer,
    "short_answer": Network.short_answer,
    "too_large": Network.too_large,
    "bad_gateway": Network.bad_gateway,
    "portal": Network.portal,
}


def _on_the_line(request: httpx.Request) -> Request:
    headers = tuple((name.lower(), value) for name, value in request.headers.raw)
    return Request(request.method, request.url.path, request.url.query, headers, request.read())


def wired(network: Network) -> type[httpx.Client]:
    """An `httpx.Client` of which every one that is made calls over this network."""

    class Wired(httpx.Client):
        def __init__(self, **options: object) -> None:
            super().__init__(**(options | {"transport": network}))  # type: ignore[arg-type]

    return Wired
