"""Serving a district: one process or several, one line when it is ready, a clean end at SIGTERM."""

import gc
import json
import os
import signal
import socket
import ssl
import sys
import tempfile
import threading
import time
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from reception.district.app import make_app
from reception.district.office import District, open_district
from reception.district.watching import log_to
from reception.domain.errors import InvalidInput, Unavailable, system_words

LINE_LIMIT_SECONDS = 10
"""How long a stop waits for requests under way."""
LOOK_SECONDS = 0.05
COLLECTING = (100_000, 50, 50)
"""How many objects are made before Python looks for those that only hold each other; then how many such rounds."""
TURN_SECONDS = 0.02
"""For so long one thread works before another has its turn: Python's own 5 ms cost a push of many entries a tenth."""
_PLACE = "RECEPTION_DISTRICT_SERVED"
"""By this variable worker processes learn what they serve."""


def serve(
    place: Path | str, host: str = "127.0.0.1", port: int = 8443, *, cert: Path | None = None, key: Path | None = None,
    sample: bool = False, workers: int = 1,
) -> None:  # fmt: skip
    """Serve a folder or the database of a URL until SIGTERM or SIGINT. Prints one line with the URL when ready.

    `port` 0 takes a free one; `workers` are processes over one database. Raises InvalidInput for plain HTTP beyond
    loopback and for a certificate that cannot be read, Unavailable when the port is taken, and as `open_district`.
    """
    _check_tls(host, cert, key)
    log_to()
    district = open_district(place, sample=sample)
    try:
        with _listen(host, port) as listener:
            shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
            url = f"{'https' if cert else 'http'}://{shown}:{listener.getsockname()[1]}"
            if workers > 1:
                _run_workers(place, sample, listener, url, _Terms(cert, key, workers))
            else:
                _run(_app(district), listener, url, _Terms(cert, key))
    finally:
        district.close()


def _check_tls(host: str, cert: Path | None, key: Path | None) -> None:
    if (cert is None) != (key is None):
        raise InvalidInput("证书和密钥要一起给出", english="--cert and --key go together", field="cert")
    if cert is None:
        if not is_loopback(host):
            raise InvalidInput(
                "不用证书只能在本机回环地址上服务，请给出 --cert 和 --key",
                english="plain HTTP only on loopback: give --cert and --key",
                field="host",
            )
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise InvalidInput(
            f"证书或密钥无法使用：{cert}", english=f"the certificate or its key cannot be used: {error}", field="cert"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # by the name asyncio knows: no delays
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        reason, english = system_words(error)
        raise Unavailable(
            f"端口 {port} 用不了：{reason}",
            english=f"cannot listen on {host}:{port}: {english}",
            field="port",
        ) from error
    return listener


class _Terms:
    """How requests are taken."""

    def __init__(self, cert: Path | None, key: Path | None, workers: int = 1) -> None:
        self._cert, self._key, self.workers = cert, key, workers

    def config(self, app: FastAPI | str) -> uvicorn.Config:
        """As uvicorn wants it; an app's name is that of what makes it."""
        return uvicorn.Config(
            app, factory=isinstance(app, str), workers=self.workers, log_level="warning", access_log=False,
            server_header=False, ssl_certfile=self._cert, ssl_keyfile=self._key,
            timeout_graceful_shutdown=LINE_LIMIT_SECONDS, timeout_keep_alive=30,
        )  # fmt: skip


class _Server(uvicorn.Server):
    """Says its URL once it listens."""

    url = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _say_ready(self.url)


def _app(district: District) -> FastAPI:
    """The app. What was loaded stays for good, and what a push makes goes with it: looking for garbage cost a third."""
    app = make_app(district)
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    sys.setswitchinterval(TURN_SECONDS)
    return app


def _say_ready(url: str) -> None:
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def _run(app: FastAPI, listener: socket.socket, url: str, terms: _Terms) -> None:
    server = _Server(terms.config(app))
    server.url = url
    # uvicorn raises the signal again once it has stopped; by then it has done its work
    former = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run(sockets=[listener])
    finally:
        for number, action in former.items():
            signal.signal(number, action)


# several processes


def _run_workers(place: Path | str, sample: bool, listener: socket.socket, url: str, terms: _Terms) -> None:
    """Run worker processes on one listening socket; one that dies is replaced."""
    with tempfile.TemporaryDirectory(prefix="reception-figures-") as figures:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
        os.environ[_PLACE] = json.dumps({"place": str(place), "folder": isinstance(place, Path), "sample": sample})
        supervisor = Multiprocess(terms.config(f"{__name__}:{worker_app.__name__}"), sockets=[listener])
        threading.Thread(target=_say_when_up, args=(listener.getsockname(), url), daemon=True).start()
        supervisor.run()


def _say_when_up(address: tuple[str, int], url: str) -> None:
    """The socket listens once a worker does."""
    while True:
        try:
            socket.create_connection(address[:2], 1).close()
        except OSError:
            time.sleep(LOOK_SECONDS)
        else:
            _say_ready(url)
            return


def worker_app() -> FastAPI:
    """What a worker process serves."""
    log_to()
    told = json.loads(os.environ[_PLACE])
    return _app(open_district(Path(told["place"]) if told["folder"] else told["place"], sample=told["sample"]))
