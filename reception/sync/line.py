"""The line to the district: HTTPS requests, of which only answers that are ours count.

A captive portal's page, a proxy's error or a time-out is "no connection". httpx is imported when a line is opened, so
that a desk without one starts without it. Time limits watch bytes moved, not time passed.
"""

import ssl
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from reception.domain import errors
from reception.domain.errors import Damaged, InvalidInput, NotAllowed, ReceptionError, Unavailable
from reception.sync.messages import MARK, MEDIA_TYPE, Item, Message, Refusal, compose, decompose, read_items

if TYPE_CHECKING:
    import httpx

M = TypeVar("M", bound=Message)
CONNECT_SECONDS = 15.0
SILENCE_SECONDS = 60.0
"""How long a line may carry nothing before it counts as gone."""


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


class Line:
    """An open line to one server; use it in `with`. `ca` is the text of the district's own CA, "" the system's."""

    def __init__(self, url: str, token: str = "", ca: str = "") -> None:
        import httpx

        loopback = _is_loopback(urlsplit(url).hostname or "")
        self._client: httpx.Client = httpx.Client(
            base_url=url,
            headers={
                "User-Agent": "reception",
                "Accept": "*/*",
                **({"Authorization": f"Bearer {token}"} if token else {}),
            },
            verify=_trust(ca) if url.startswith("https") else False,
            timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
            trust_env=not loopback,
        )

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def say(self, path: str, message: Message, answer: type[M], items: Iterable[bytes] = ()) -> M:
        """Send a message (and entries), and read the answer. Raises as `ask`."""
        response = self._request("POST", path, content=compose(message, items), headers={"Content-Type": MEDIA_TYPE})
        return answer.of(_lines(response)[0])

    def page(self, path: str, params: Mapping[str, str], answer: type[M]) -> tuple[M, list[Item]]:
        """Fetch a message with entries behind it.

        Raises Unavailable when there is no connection to our server, TooLarge, Damaged when the answer is ours and
        broken, and whatever the server refused with.
        """
        lines = _lines(self._request("GET", path, params=params))
        return answer.of(lines[0]), list(read_items(lines[1:]))

    def ask(self, method: str, path: str, **options: Any) -> "httpx.Response":
        """A request whose answer is ours and no refusal. Raises as `page`."""
        return self._request(method, path, **options)

    def _request(self, method: str, path: str, **options: Any) -> "httpx.Response":
        import httpx

        try:
            response = self._client.request(method, path, **options)
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
            raise _no_connection(error) from error
        _must_be_ours(response)
        return response


def _trust(ca: str) -> ssl.SSLContext:
    """The system's certificates, or only the district's own CA."""
    try:
        return ssl.create_default_context(cadata=ca or None)
    except ssl.SSLError as error:
        raise InvalidInput("CA 证书文件无法读取", english="the CA file is not readable as PEM", field="ca") from error


def _must_be_ours(response: "httpx.Response") -> None:
    if response.status_code == 413:
        raise TooLarge("服务器不收这么大的数据包", english="the server takes smaller batches only")
    if MARK not in response.headers:
        raise _no_connection(f"HTTP {response.status_code} from something else")
    if response.status_code >= 400:
        raise _refused(response)


def _refused(response: "httpx.Response") -> ReceptionError:
    try:
        refusal = Refusal.of(_lines(response)[0])
    except ReceptionError:
        return _no_connection(f"HTTP {response.status_code}")
    kind = _KINDS.get(refusal.code, Unavailable)
    return kind(refusal.message, english=refusal.english, field=refusal.field)


_KINDS: dict[str, Callable[..., ReceptionError]] = {
    kind.__name__: kind for kind in (InvalidInput, NotAllowed, errors.NotFound, errors.Conflict, Unavailable, Damaged)
}


def _lines(response: "httpx.Response") -> list[bytes]:
    return decompose(response.content)


def _no_connection(reason: object) -> Unavailable:
    return Unavailable(
        "连不上区级服务器；记录都在本机，有网时再同步",
        english=f"no connection to the district ({reason}); everything is kept here",
        field="line",
    )
