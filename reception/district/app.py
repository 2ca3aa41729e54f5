"""The HTTP face of a district: each endpoint unpacks a message, asks one function, and packs its answer.

The app holds no state but the open district, its counters and its rates; several processes may serve one database.
"""

import asyncio
from collections.abc import Callable, Iterable

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from reception.district import attachments, compare
from reception.district.caller import Caller
from reception.district.enrolment import admit, enrol
from reception.district.feed import MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, Wish, read_page
from reception.district.hello import welcome
from reception.district.journal import take
from reception.district.metrics import Metrics
from reception.district.office import District
from reception.district.page import page_of
from reception.district.rates import Rates
from reception.district.watching import Watch
from reception.domain import errors
from reception.domain.errors import InvalidInput, NotAllowed, ReceptionError
from reception.sync.messages import (
    CHUNK,
    MAX_BODY,
    MEDIA_TYPE,
    PROTOCOL,
    Check,
    Enrol,
    Files,
    Hello,
    Message,
    Part,
    Push,
    Refusal,
    Want,
    compose,
    decompose,
    read_cursor,
    read_items,
)

_STATUS: dict[type[ReceptionError], int] = {
    errors.InvalidInput: 422,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Damaged: 400,
    errors.Unavailable: 503,
}
SILENCE_SECONDS = 60.0
"""How long a body may stand still before its request is given up."""


def make_app(district: District, rates: Rates | None = None) -> FastAPI:
    """The app that serves a district."""
    app = FastAPI(
        title="reception district",
        version=str(PROTOCOL),
        description=_ABOUT,
        docs_url=None,
        openapi_url="/v1/openapi.json",
        redoc_url=None,
    )
    metrics = Metrics(district)
    desk = _Desk(district, rates or Rates(), metrics)
    _add_exchange(app, desk)
    _add_attachments(app, desk)
    app.add_api_route("/healthz", desk.health, methods=["GET"], summary="Whether the database answers")
    app.add_api_route("/metrics", desk.metrics, methods=["GET"], summary="Figures for Prometheus, on loopback only")
    app.add_api_route(
        "/v1/docs", lambda: HTMLResponse(page_of(app.openapi())), methods=["GET"], include_in_schema=False
    )  # fmt: skip
    app.add_exception_handler(ReceptionError, _refused)
    app.add_exception_handler(HTTPException, _no_such_page)
    failed = _packed(Refusal("Unavailable", "区级服务器内部出错", "the district's server failed"), status=500)
    app.add_middleware(Watch, metrics=metrics, failed=failed)
    return app


_ABOUT = """The exchange between reception rooms and their district (docs/sync-protocol.md).

Bodies of POST requests and of answers are zstd frames of UTF-8 lines: a message as a JSON object, then entries. Every
answer carries the header `Reception-Protocol`; one without it came from something else. All but `enrol` want
`Authorization: Bearer <token>`.
"""
_ERRORS: dict[int | str, dict[str, str]] = {
    401: {"description": "The token opens nothing"},
    413: {"description": "Too large: send less at once"},
    429: {"description": "Too often: come later"},
    503: {"description": "Not now, or not before the server is upgraded"},
}


def _add_exchange(app: FastAPI, desk: "_Desk") -> None:
    for path, endpoint, summary in (
        ("/v1/enrol", desk.enrol, "`enrol` → `enrolled`: take a device in with a one-time code"),
        ("/v1/hello", desk.hello, "`hello` → `welcome`: what is held, where the feed goes on"),
        ("/v1/push", desk.push, "`push` and entries → `receipt`"),
        ("/v1/check", desk.check, "`check` → `checked` and mentions: compare a range of a device's entries"),
        ("/v1/entries", desk.entries, "`want` → `page` and entries, by id"),
        ("/v1/files", desk.files, "`files` → `files_held`: how much of attachments is held"),
    ):
        app.add_api_route(path, endpoint, methods=["POST"], summary=summary, responses=_ERRORS, openapi_extra=_BODY)
    app.add_api_route(
        "/v1/feed", desk.feed, methods=["GET"], responses=_ERRORS,
        summary="`page` and entries: what the device may see, in the order of commits",
    )  # fmt: skip


_BODY = {"requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}}


def _add_attachments(app: FastAPI, desk: "_Desk") -> None:
    path = "/v1/attachments/{sha256}"
    app.add_api_route(
        path, desk.add, methods=["PUT"], responses=_ERRORS,
        summary="Bytes of an attachment from `start` on → `part`: how many are held then",
    )  # fmt: skip
    app.add_api_route(
        path, desk.read, methods=["GET"], responses=_ERRORS, summary="Bytes of an attachment from `start` on"
    )


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, ReceptionError):
        raise error
    response = _packed(Refusal(type(error).__name__, error.message, error.english, error.field), status=_status(error))
    if error.field == "rate":
        response.headers["Retry-After"] = "5"
    return response


def _status(error: ReceptionError) -> int:
    if isinstance(error, NotAllowed) and error.field == "token":
        return 401
    return {"body": 413, "rate": 429}.get(error.field, _STATUS.get(type(error), 400))


async def _no_such_page(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return _packed(Refusal("NotFound", "没有这个接口", "there is no such page"), status=status)


def _packed(message: Message, items: Iterable[bytes] = (), status: int = 200) -> Response:
    return Response(compose(message, items), status_code=status, media_type=MEDIA_TYPE)


class _Desk:
    """The endpoints."""

    def __init__(self, district: District, rates: Rates, metrics: Metrics) -> None:
        self._district = district
        self._rates = rates
        self._metrics = metrics

    async def enrol(self, request: Request) -> Response:
        self._rates.enrolling()
        lines = decompose(await _body(request))
        return await run_in_threadpool(lambda: _packed(enrol(self._district, Enrol.of(lines[0]))))

    async def hello(self, request: Request) -> Response:
        return await self._answer(
            request, lambda caller, lines: _packed(welcome(self._district, caller, Hello.of(lines[0])))
        )

    async def push(self, request: Request) -> Response:
        def work(caller: Caller, lines: list[bytes]) -> Response:
            receipt = take(self._district, caller, Push.of(lines[0]), read_items(lines[1:]))
            self._metrics.taken(receipt)
            return _packed(receipt)

        return await self._answer(request, work)

    async def check(self, request: Request) -> Response:
        return await self._answer(
            request, lambda caller, lines: _packed(*compare.compare(self._district, caller, Check.of(lines[0])))
        )

    async def entries(self, request: Request) -> Response:
        return await self._answer(
            request, lambda caller, lines: _packed(*compare.fetch(self._district, caller, Want.of(lines[0])))
        )

    async def files(self, request: Request) -> Response:
        return await self._answer(
            request, lambda caller, lines: _packed(attachments.held(self._district, caller, Files.of(lines[0])))
        )

    async def feed(
        self, request: Request, after: str = "", entries: int = 200, size: int = 1024 * 1024, own: bool = False
    ) -> Response:
        wish = Wish(max(1, min(entries, MAX_PAGE_ENTRIES)), max(1, min(size, MAX_PAGE_BYTES)), own)

        def work() -> Response:
            cursor = read_cursor(after) if after else None
            return _packed(*read_page(self._district, self._caller(request), cursor, wish))

        return await run_in_threadpool(work)

    async def add(self, request: Request, sha256: str, start: int, size: int) -> Response:
        caller = await run_in_threadpool(self._caller, request)
        content = await _body(request, CHUNK)
        part = Part(_sha256(sha256), start, size)
        return await run_in_threadpool(lambda: _packed(attachments.add(self._district, caller, part, content)))

    async def read(self, request: Request, sha256: str, start: int = 0, length: int = CHUNK) -> Response:
        def work() -> Response:
            content = attachments.read(self._district, self._caller(request), _sha256(sha256), start, length)
            return Response(content, media_type="application/octet-stream")

        return await run_in_threadpool(work)

    async def health(self) -> Response:
        def work() -> Response:
            with self._district.database.reading() as conn:
                conn.execute(text("SELECT 1"))
            return JSONResponse({"ok": True, "sample": self._district.sample})

        return await run_in_threadpool(work)

    async def metrics(self, request: Request) -> Response:
        if request.client is None or not _is_here(request.client.host):
            return await _no_such_page(request, HTTPException(404))
        return await run_in_threadpool(lambda: Response(self._metrics.shown(), media_type=self._metrics.MEDIA_TYPE))

    async def _answer(self, request: Request, work: Callable[[Caller, list[bytes]], Response]) -> Response:
        """Let the caller in before its body is read. A push looks again: it may have been shown the door since."""
        caller = await run_in_threadpool(self._caller, request)
        body = await _body(request)
        return await run_in_threadpool(lambda: work(caller, decompose(body)))

    def _caller(self, request: Request) -> Caller:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        caller = admit(self._district, token if kind.lower() == "bearer" else "")
        request.state.device = caller.device
        self._rates.calling(caller.device)
        return caller


def _is_here(host: str) -> bool:
    return host in ("127.0.0.1", "::1", "testclient")


async def _body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The request's body; no more of it is read than the limit, and not longer than it moves.

    Raises InvalidInput, told as 413.
    """
    pieces: list[bytes] = []
    total = 0
    stream = aiter(request.stream())
    while (piece := await asyncio.wait_for(anext(stream, None), SILENCE_SECONDS)) is not None:
        total += len(piece)
        if total > limit:
            raise InvalidInput("数据包过大", english=f"the body is over {limit} bytes", field="body")
        pieces.append(piece)
    return b"".join(pieces)


def _sha256(text: str) -> str:
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise InvalidInput("附件编号不对", english="not a SHA-256", field="sha256")
    return text
