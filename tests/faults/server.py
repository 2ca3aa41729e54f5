"""The district's server in this process: the production app on SQLite or PostgreSQL, asked over ASGI."""

import asyncio
import random
import shutil
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from faults.chance import MachineClock
from faults.disk import Machine, image_of, put_back
from faults.statements import share
from sqlalchemy import select
from support.room import MASTER

from reception.district.app import make_app
from reception.district.database import Database
from reception.district.enrolment import enrol_code, revoke
from reception.district.erasing import erase
from reception.district.master import write_master
from reception.district.office import District, open_district
from reception.district.tables import ASIDE, ENTRY
from reception.domain.clock import Id
from reception.domain.entry import parse
from reception.domain.errors import NotFound
from reception.sync.messages import lines_of

ROOMS = ("NG07", "NG08", "NG09", "NG10", "NG11", "NG12")
ERASABLE = ("words", "party", "resident", "visit", "file")
"""What the law orders erased: what somebody said, and who it was."""


class Request(NamedTuple):
    """A request as it lies on the line."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def make_template(folder: Path, clock: MachineClock) -> None:
    """A server folder with master data, for schedules to copy."""
    district = open_district(folder, clock=clock)
    for kind in dict.fromkeys(kind for kind, _ in MASTER):
        write_master(district, kind, [dict(fields) for name, fields in MASTER if name == kind])
    write_master(district, "room", [{"code": room, "name": f"接待室 {room}"} for room in ROOMS[2:]])
    district.close()


class Server(Machine):
    """The server. `ever` are the ids of all entries that it ever held, whatever became of it since."""

    def __init__(self, template: Path, folder: Path, new_clock: Callable[[], MachineClock]) -> None:
        super().__init__(folder)
        shutil.copytree(template, folder)
        self.new_clock = new_clock
        self.reachable = True
        self.ever: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self.start()

    def start(self) -> None:
        """Open what is on the disk and serve it."""
        if self.dead:
            self.rise()
        self.clock = self.new_clock()
        self.district: District = open_district(self.folder, clock=self.clock)
        share(self.district.database.write, self.district.database.read)
        self._app = make_app(self.district)
        self.watch(self.district.database.write)

    def stop(self) -> None:
        """Close the database."""
        self.ever |= self.ids()
        self.district.close()

    def end(self) -> None:
        """Stop for good."""
        self.stop()
        self._loop.close()

    def image(self) -> dict[str, bytes]:
        """A backup."""
        return image_of(self.folder)

    def be_put_back(self, image: Mapping[str, bytes]) -> None:
        """Be the server of an old backup."""
        self.stop()
        put_back(self.folder, image)
        self.start()

    def code(self, room: str) -> str:
        """A one-time code for a device of a room; "" when it cannot be had now."""
        code = ""
        if not self.dead and not self.depth:
            with self.at_work():
                code = enrol_code(self.district, room)
            self.recover()
        return code

    def revoke(self, device: str) -> None:
        """Show a device the door, if that can be done now."""
        if not self.dead and not self.depth:
            with self.at_work(), suppress(NotFound):
                revoke(self.district, Id(device))
            self.recover()

    def erase(self, chance: random.Random) -> str:
        """Erase something that somebody said, if that can be done now; what it was."""
        done = ""
        if not self.dead and not self.depth:
            with self.at_work():
                done = self._erase(chance)
            self.recover()
        return done

    def _erase(self, chance: random.Random) -> str:
        with self.district.database.reading() as conn:
            rows = conn.execute(select(ENTRY).where(ENTRY.c.device != self.district.device).order_by(ENTRY.c.id)).all()
        facts = [
            (row.id, place, fact.entity)
            for row in rows
            for place, fact in enumerate(parse(bytes(row.header), lines_of(bytes(row.body))).facts)
            if fact is not None and fact.entity in ERASABLE
        ]
        if not facts:
            return "nothing"
        entry, place, entity = chance.choice(facts)
        erase(self.district, entry, [place], "本人要求")
        return f"{entity} of {entry}"

    def recover(self) -> None:
        """Come up again after a kill, once nothing of the dead process is under way."""
        if self.dead and not self.depth:
            self.district.close()
            self.start()

    def ids(self) -> set[str]:
        """Every entry that is held, set aside ones too."""
        with self.district.database.reading() as conn:
            held = set(conn.execute(select(ENTRY.c.id)).scalars())
            return held | set(conn.execute(select(ASIDE.c.id).where(ASIDE.c.id.is_not(None))).scalars())

    def held_ever(self, ids: set[str]) -> set[str]:
        """Which of these it never held."""
        if ids - self.ever:
            self.ever |= self.ids()
        return ids - self.ever

    def ask(self, request: Request, *, cut: int | None = None) -> httpx.Response:
        """Serve a request; of a body that is cut only so many bytes arrive. Raises httpx.ReadError when killed."""
        if self.dead or not self.reachable:
            raise httpx.ConnectError("nobody listens")
        answer = None
        with self.at_work():
            answer = self._serve(request, cut)
        self.recover()
        if answer is None:
            raise httpx.ReadError("the server died")
        return answer

    def _serve(self, request: Request, cut: int | None) -> httpx.Response:
        try:
            return self._run(_asked(self._app, request, cut))
        except BaseException:
            self.must_live()
            raise

    def _run(self, asked: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
        """Serve on this thread, or, while it serves another request, on a second one that it waits for."""
        if self._loop.is_running():
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(asyncio.run, asked).result()
        try:
            return self._loop.run_until_complete(asked)
        except BaseException:
            self._drop_requests()
            raise

    def _drop_requests(self) -> None:
        """The process died, and with it whatever it was at."""
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


async def at_once(work: Callable[..., Any], *given: Any) -> Any:
    """In place of a pool of threads: what the app hands to one is done here and now, so that order is the seed's."""
    return work(*given)


async def _asked(app: Any, request: Request, cut: int | None) -> httpx.Response:
    body = [request.body] if cut is None else [request.body[:cut]]
    parts: list[bytes] = []
    start: dict[str, Any] = {}
    done = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if body:
            return {"type": "http.request", "body": body.pop(), "more_body": cut is not None}
        if cut is None:
            await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                done.set()

    await app(_scope(request), receive, send)
    return httpx.Response(start["status"], headers=start["headers"], content=b"".join(parts))


def _scope(request: Request) -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method, "scheme": "http",
        "path": request.path, "raw_path": request.path.encode(), "query_string": request.query, "root_path": "",
        "headers": list(request.headers), "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip


def between_requests(meanwhile: Callable[[], None]) -> Callable[..., Any]:
    """`Database.written` before which other requests may be served, as on a server with many connections."""
    original = Database.written

    def written(self: Database, work: Callable[..., Any]) -> Any:
        meanwhile()
        return original(self, work)

    return written
