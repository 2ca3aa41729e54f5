"""Serving a district: one process, one line when it is ready, a clean end at SIGTERM."""

import signal
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from reception.district.app import make_app
from reception.district.office import District, open_district
from reception.domain.errors import InvalidInput, Unavailable

LINE_LIMIT_SECONDS = 10
"""How long a stop waits for requests under way."""


def serve(
    place: Path | str, host: str = "127.0.0.1", port: int = 8443, *, cert: Path | None = None, key: Path | None = None,
    sample: bool = False,
) -> None:  # fmt: skip
    """Serve a folder or the database of a URL until SIGTERM or SIGINT. Prints one line with the URL when ready.

    `port` 0 takes a free one. Raises InvalidInput for plain HTTP beyond loopback, Unavailable when the port is taken,
    and as `open_district`.
    """
    if (cert is None) != (key is None):
        raise InvalidInput("证书和密钥要一起给出", english="--cert and --key go together", field="cert")
    if cert is None and not is_loopback(host):
        raise InvalidInput(
            "不用证书只能在本机回环地址上服务，请给出 --cert 和 --key",
            english="plain HTTP only on loopback: give --cert and --key",
            field="host",
        )
    district = open_district(place, sample=sample)
    try:
        with _listen(host, port) as listener:
            _run(district, listener, host, cert, key)
    finally:
        district.close()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        raise Unavailable(
            f"端口 {port} 用不了：{error.strerror}",
            english=f"cannot listen on {host}:{port}: {error.strerror}",
            field="port",
        ) from error
    return listener


class _Server(uvicorn.Server):
    """Says its URL once it listens."""

    url = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"{self.url}\n")
        sys.stdout.flush()


def _run(district: District, listener: socket.socket, host: str, cert: Path | None, key: Path | None) -> None:
    config = uvicorn.Config(
        make_app(district), log_level="warning", access_log=False, server_header=False, ssl_certfile=cert,
        ssl_keyfile=key, timeout_graceful_shutdown=LINE_LIMIT_SECONDS, timeout_keep_alive=30,
    )  # fmt: skip
    server = _Server(config)
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    server.url = f"{'https' if cert else 'http'}://{shown}:{listener.getsockname()[1]}"
    # uvicorn raises the signal again once it has stopped; by then it has done its work
    former = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run(sockets=[listener])
    finally:
        for number, action in former.items():
            signal.signal(number, action)
