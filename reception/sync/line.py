"""The line to the district: HTTPS requests, of which only answers that are ours count.

A captive portal's page, a proxy's error or a time-out is "no connection". httpx is imported when a line is opened, so
that a desk without one starts without it. Time limits watch bytes moved, not time passed. Whoever asks may do other
things until it wants the answer.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

from reception.domain import errors
from reception.domain.entry import Entry
from reception.domain.errors import Damaged, InvalidInput, NotAllowed, ReceptionError, Unavailable
from reception.sync.messages import (
    MARK,
    MAX_PLAIN,
    MEDIA_TYPE,
    Mention,
    Message,
    Parcel,
    Refusal,
    compose,
    decompose,
    read_items,
)

if TYPE_CHECKING:
    import httpx

M = TypeVar("M", bound=Message)
T = TypeVar("T")
OpenParcel = Callable[[Parcel], Entry]
Read = tuple[M, list[Entry | Mention]]
"""A message with what follows it, opened."""
CONNECT_SECONDS = 15.0
SILENCE_SECONDS = 60.0
"""How long a line may carry nothing before it counts as gone."""
LOOK_SECONDS = 0.1
"""How often somebody who waits for an answer looks whether the exchange was stopped."""
SEND_QUEUE = 32 * 1024
"""Bytes that the system may hold back of what is sent."""


class TooLarge(Unavailable):
    """The server, or something before it, takes smaller bodies only."""


def check_url(url: str) -> str:
    """The server's address, without a trailing slash. Raises InvalidInput: TLS, but on loopback."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput(
            "服务器地址应如 https://qu.example.cn:8443",
            english="an address such as https://qu.example.cn:8443",
            field="url",
        )
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise InvalidInput(
            "服务器地址必须是 https",
            english="the server's address must be https (http only on this machine)",
            field="url",
        )
    return url.strip().rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Stopped(Unavailable):
    """The clerk, or the end of the program, stopped the exchange."""


def never() -> bool:
    """Nobody stops it."""
    return False


def apart(work: Callable[[], None]) -> None:
    """Do this on a thread of its own, which nobody waits for."""
    threading.Thread(target=work, name="line", daemon=True).start()


class Asked(Generic[T]):
    """A request under way on a thread of its own. `seconds` is how long it took, once its answer was heard.

    When the exchange is stopped the thread is left behind: it holds nothing but its connection.
    """

    def __init__(self, carry: Callable[[], T], stopped: Callable[[], bool]) -> None:
        self.seconds = 0.0
        self._stopped = stopped
        self._outcome: queue.SimpleQueue[T | BaseException] = queue.SimpleQueue()
        apart(partial(self._carry, carry))

    def answer(self) -> T:
        """Wait for the answer. Raises what the request raised, and Stopped."""
        while not self._stopped():
            try:
                given = self._outcome.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            if isinstance(given, BaseException):
                raise given
            return given
        raise Stopped(
            "同步已停止；没有送出的记录下次再送", english="stopped; what waits is sent next time", field="line"
        )

    def _carry(self, carry: Callable[[], T]) -> None:
        began = time.monotonic()
        try:
            given: T | BaseException = carry()
        except BaseException as error:  # brought to whoever waits, whatever it is
            given = error
        self.seconds = time.monotonic() - began
        self._outcome.put(given)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers and body. The body of an answer that is not ours is not read."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Line:
    """An open line to one server; use it in `with`.

    `ca` is the text of the district's own CA, "" for the system's. `stopped` is asked some times a second while a
    request is under way, whatever it waits for (a name, a connection, an answer). `transport` is another way to carry
    requests than the network.
    """

    def __init__(
        self, url: str, token: str = "", ca: str = "", *, stopped: Callable[[], bool] = never,
        transport: "httpx.BaseTransport | None" = None,
    ) -> None:  # fmt: skip
        import httpx

        loopback = _is_loopback(urlsplit(url).hostname or "")
        headers = {"User-Agent": "reception", "Accept": "*/*", "Accept-Encoding": "identity"}
        self._stopped = stopped
        self._client: httpx.Client = httpx.Client(
            base_url=url,
            headers=headers | ({"Authorization": f"Bearer {token}"} if token else {}),
            verify=_trust(ca) if url.startswith("https") else False,
            timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
            trust_env=not loopback,
            transport=transport,
        )

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def say(self, path: str, message: Message, answer: type[M], items: Iterable[bytes] = ()) -> Asked[M]:
        """Send a message (and entries), and read the answer. Raises as `converse`."""
        return self._post(path, message, items, lambda given: answer.of(_lines(given)[0]))

    def converse(
        self, path: str, message: Message, answer: type[M], open_parcel: OpenParcel = Parcel.open
    ) -> Asked[Read[M]]:
        """Send a message, and read the answer with the entries behind it, each opened while nobody waits for it yet.

        The answer raises Unavailable when there is no connection to our server or it was cut on the way, TooLarge,
        Damaged when it came whole and is no such message, Stopped, and whatever the server refused with.
        """
        return self._post(path, message, (), lambda given: _read(given, answer, open_parcel))

    def page(self, path: str, params: Mapping[str, str], answer: type[M], open_parcel: OpenParcel) -> Asked[Read[M]]:
        """Fetch a message with entries behind it. Raises as `converse`."""
        return self._ask(lambda given: _read(given, answer, open_parcel), "GET", path, params=params)

    def fetch(self, path: str, params: Mapping[str, str]) -> Asked[bytes]:
        """Fetch bytes. Raises as `converse`."""
        return self._ask(lambda given: given.content, "GET", path, params=params)

    def put(self, path: str, params: Mapping[str, str], content: bytes, answer: type[M]) -> Asked[M]:
        """Send bytes, and read the answer. Raises as `converse`."""
        return self._ask(lambda given: answer.of(_lines(given)[0]), "PUT", path, params=params, content=content)

    def _post(self, path: str, message: Message, items: Iterable[bytes], read: Callable[[Answer], T]) -> Asked[T]:
        def carry() -> T:
            body = compose(message, items)
            return read(self._carry("POST", path, content=body, headers={"Content-Type": MEDIA_TYPE}))

        return Asked(carry, self._stopped)

    def _ask(self, read: Callable[[Answer], T], method: str, path: str, **options: Any) -> Asked[T]:
        return Asked(lambda: read(self._carry(method, path, **options)), self._stopped)

    def _carry(self, method: str, path: str, **options: Any) -> Answer:
        import httpx

        try:
            with self._client.stream(method, path, extensions={"trace": _shorten_queue}, **options) as response:
                content = _body(response) if MARK in response.headers else b""
                answer = Answer(response.status_code, response.headers, content)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ssl.SSLError) as error:
            raise _no_connection(error) from error
        _must_be_ours(answer)
        return answer


def _shorten_queue(event: str, details: Mapping[str, Any]) -> None:
    """Let the system hold back little of what is sent, so that time limits see bytes move on a slow line."""
    if event == "connection.connect_tcp.complete":
        connection = details["return_value"].get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_QUEUE)


def _body(response: "httpx.Response") -> bytes:
    """The body as it came, at most what an answer may have."""
    pieces: list[bytes] = []
    total = 0
    for piece in (response.content,) if response.is_stream_consumed else response.iter_raw():
        total += len(piece)
        if total > MAX_PLAIN:
            raise _no_connection(f"an answer of over {MAX_PLAIN} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _lines(answer: Answer) -> list[bytes]:
    """The lines of an answer. One that was cut on the way is none."""
    try:
        return decompose(answer.content)
    except (Damaged, InvalidInput) as error:
        raise _no_connection(error.english) from error


def _read(answer: Answer, message: type[M], open_parcel: OpenParcel) -> Read[M]:
    lines = _lines(answer)
    items = [item if isinstance(item, Mention) else open_parcel(item) for item in read_items(lines[1:])]
    return message.of(lines[0]), items


def _trust(ca: str) -> ssl.SSLContext:
    """The system's certificates, or only the district's own CA."""
    try:
        return ssl.create_default_context(cadata=ca or None)
    except ssl.SSLError as error:
        raise InvalidInput("CA 证书文件无法读取", english="the CA file is not readable as PEM", field="ca") from error


def _must_be_ours(answer: Answer) -> None:
    if answer.status == 413:
        raise TooLarge("服务器不收这么大的数据包", english="the server takes smaller batches only")
    if MARK not in answer.headers:
        raise _no_connection(f"HTTP {answer.status} from something else")
    if answer.status >= 400:
        raise _refused(answer)


def _refused(answer: Answer) -> ReceptionError:
    try:
        refusal = Refusal.of(decompose(answer.content)[0])
    except ReceptionError:
        return _no_connection(f"HTTP {answer.status}")
    kind = _KINDS.get(refusal.code, Unavailable)
    return kind(refusal.message, english=refusal.english, field=refusal.field)


_KINDS: dict[str, Callable[..., ReceptionError]] = {
    kind.__name__: kind for kind in (InvalidInput, NotAllowed, errors.NotFound, errors.Conflict, Unavailable, Damaged)
}


def _no_connection(reason: object) -> Unavailable:
    if _is_about_trust(reason):
        return Unavailable(
            "区级服务器的证书过期或不可信，请告诉区里；记录都在本机，证书换好再同步",
            english=f"the district's certificate is out of date or not trusted ({reason}); everything is kept here",
            field="certificate",
        )
    return Unavailable(
        "连不上区级服务器；记录都在本机，有网时再同步",
        english=f"no connection to the district ({reason}); everything is kept here",
        field="line",
    )


def _is_about_trust(reason: object) -> bool:
    while isinstance(reason, BaseException):
        if isinstance(reason, ssl.SSLCertVerificationError):
            return True
        reason = reason.__cause__ or reason.__context__
    return False
