"""The HTTP face of a district: each endpoint unpacks a message, asks one function, and packs its answer.

The app holds no state but the open district; several processes may serve one database.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from reception.district import attachments
from reception.district.enrolment import admit, enrol
from reception.district.feed import MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, Wish, read_page
from reception.district.hello import welcome
from reception.district.journal import Caller, take
from reception.district.office import District
from reception.domain import errors
from reception.domain.errors import InvalidInput, NotAllowed, ReceptionError
from reception.sync.messages import (
    CHUNK,
    MARK,
    MAX_BODY,
    MEDIA_TYPE,
    PROTOCOL,
    Enrol,
    Hello,
    Message,
    Part,
    Push,
    Refusal,
    compose,
    decompose,
    read_cursor,
    read_items,
)

_LOG = logging.getLogger("reception.district")
_STATUS: dict[type[ReceptionError], int] = {
    errors.InvalidInput: 422,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Damaged: 400,
    errors.Unavailable: 503,
}


def make_app(district: District) -> FastAPI:
    """The app that serves a district."""
    app = FastAPI(title="reception district", version=str(PROTOCOL))
    desk = _Desk(district)
    app.add_api_route("/v1/enrol", desk.enrol, methods=["POST"], summary="Take a device in with a one-time code")
    app.add_api_route("/v1/hello", desk.hello, methods=["POST"], summary="What is held, where the feed goes on")
    app.add_api_route("/v1/push", desk.push, methods=["POST"], summary="Entries of the device's room")
    app.add_api_route("/v1/feed", desk.feed, methods=["GET"], summary="A page of what the device may see")
    path = "/v1/attachments/{sha256}"
    app.add_api_route(path, desk.held, methods=["HEAD"], summary="How much of an attachment is held")
    app.add_api_route(path, desk.add, methods=["PUT"], summary="The next chunk of an attachment")
    app.add_api_route(path, desk.read, methods=["GET"], summary="A chunk of an attachment")
    app.add_api_route("/healthz", desk.health, methods=["GET"], summary="Whether the database answers")
    app.add_exception_handler(ReceptionError, _refused)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.middleware("http")(_marked)
    return app


async def _marked(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Mark every answer as ours, and turn what nobody expected into a plain refusal."""
    try:
        response = await call_next(request)
    except Exception:
        _LOG.exception("%s %s failed", request.method, request.url.path)
        response = _packed(Refusal("Unavailable", "区级服务器内部出错", "the district's server failed"), status=500)
    response.headers[MARK] = str(PROTOCOL)
    return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReceptionError)  # noqa: S101 - what it is registered for
    status = 401 if isinstance(error, NotAllowed) and error.field == "token" else 0
    status = status or (413 if error.field == "body" else _STATUS.get(type(error), 400))
    return _packed(Refusal(type(error).__name__, error.message, error.english, error.field), status=status)


async def _no_such_page(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return _packed(Refusal("NotFound", "没有这个接口", "there is no such page"), status=status)


def _packed(message: Message, items: Iterable[bytes] = (), status: int = 200) -> Response:
    return Response(compose(message, items), status_code=status, media_type=MEDIA_TYPE)


class _Desk:
    """The endpoints."""

    def __init__(self, district: District) -> None:
        self._district = district

    async def enrol(self, request: Request) -> Response:
        lines = decompose(await _body(request))
        return await self._answer(lambda: enrol(self._district, Enrol.of(lines[0])))

    async def hello(self, request: Request) -> Response:
        body = await _body(request)
        return await self._answer(lambda: welcome(self._district, self._caller(request), Hello.of(decompose(body)[0])))

    async def push(self, request: Request) -> Response:
        body = await _body(request)

        def work() -> Message:
            caller = self._caller(request)
            lines = decompose(body)
            return take(self._district, caller, Push.of(lines[0]), read_items(lines[1:]))

        return await self._answer(work)

    async def feed(
        self, request: Request, after: str = "", entries: int = 200, size: int = 1024 * 1024, own: bool = False
    ) -> Response:
        wish = Wish(max(1, min(entries, MAX_PAGE_ENTRIES)), max(1, min(size, MAX_PAGE_BYTES)), own)

        def work() -> Response:
            cursor = read_cursor(after) if after else None
            return _packed(*read_page(self._district, self._caller(request), cursor, wish))

        return await run_in_threadpool(work)

    async def held(self, request: Request, sha256: str) -> Response:
        part = await run_in_threadpool(lambda: attachments.held(self._district, self._caller(request), _sha256(sha256)))
        return Response(headers={"Reception-Held": str(part.held), "Reception-Size": str(part.size)})

    async def add(self, request: Request, sha256: str, start: int, size: int) -> Response:
        content = await _body(request, CHUNK)
        part = Part(_sha256(sha256), start, size)
        return await self._answer(lambda: attachments.add(self._district, self._caller(request), part, content))

    async def read(self, request: Request, sha256: str, start: int = 0) -> Response:
        def work() -> Response:
            part, content = attachments.read(self._district, self._caller(request), _sha256(sha256), start)
            headers = {"Reception-Size": str(part.size)}
            return Response(content, media_type="application/octet-stream", headers=headers)

        return await run_in_threadpool(work)

    async def health(self) -> Response:
        def work() -> Response:
            with self._district.database.reading() as conn:
                conn.execute(text("SELECT 1"))
            return JSONResponse({"ok": True, "sample": self._district.sample})

        return await run_in_threadpool(work)

    def _caller(self, request: Request) -> Caller:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        with self._district.database.reading() as conn:
            return admit(conn, self._district, token if kind.lower() == "bearer" else "")

    async def _answer(self, work: Callable[[], Message]) -> Response:
        return _packed(await run_in_threadpool(work))


async def _body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The request's body; no more of it is read than the limit. Raises InvalidInput, told as 413."""
    pieces: list[bytes] = []
    total = 0
    async for piece in request.stream():
        total += len(piece)
        if total > limit:
            raise InvalidInput("数据包过大", english=f"the body is over {limit} bytes", field="body")
        pieces.append(piece)
    return b"".join(pieces)


def _sha256(text: str) -> str:
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise InvalidInput("附件编号不对", english="not a SHA-256", field="sha256")
    return text
