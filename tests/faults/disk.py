"""Processes that die and disks that fill up: a machine's files, and the moments at which it may be killed.

A kill is what SIGKILL leaves: the bytes that the operating system holds at that moment, and nothing in memory. The
files are read at the fault point, the exception unwinds the process's frames, and afterwards those very bytes are put
back before the files are opened again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

WAL = "-wal"
SHM = "-shm"
NO_LIMIT = 1_073_741_823


class Killed(BaseException):
    """The process was killed here. No production code catches it."""


def image_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for the shared memory, which dies with the processes."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if not file.name.endswith(SHM)}


def put_back(folder: Path, image: Mapping[str, bytes]) -> None:
    """Make the folder's files hold these bytes; files that stay keep their inode, as after a kill."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.name not in image:
            file.unlink()
    for name, content in image.items():
        with (folder / name).open("r+b" if (folder / name).exists() else "wb") as file:
            file.truncate()
            file.write(content)


class Machine:
    """What can be killed at a write boundary. `kill_in` counts boundaries down; at 0 the machine dies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kill_in = 0
        self.death: dict[str, bytes] | None = None
        self.kills = 0
        self.depth = 0
        self._cut: Callable[[int, int], int] | None = None

    def arm(self, boundaries: int, cut: Callable[[int, int], int] | None = None) -> None:
        """Die at the so-many-th boundary from now; with `cut`, while a commit is being written if it is one.

        `cut(low, high)` chooses how many bytes of the log had reached the disk.
        """
        self.kill_in, self._cut = boundaries, cut

    @property
    def dead(self) -> bool:
        """Whether it was killed and not started again."""
        return self.death is not None

    def watch(self, engine: Engine) -> None:
        """Every statement of this engine, and both sides of every commit, are moments at which it may die."""
        path = self._file_of(engine)
        event.listen(engine, "before_cursor_execute", lambda *_: self.boundary())
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            before = _size(path)
            self.boundary()
            commit(connection)
            self.boundary(path, before)

        engine.dialect.do_commit = do_commit  # type: ignore[method-assign]

    def boundary(self, file: Path | None = None, before: int = 0) -> None:
        """A moment at which the machine may die: then its files are noted, and Killed is raised."""
        if not self.kill_in or self.dead:
            return
        self.kill_in -= 1
        if self.kill_in:
            return
        self.death = image_of(self.folder)
        self.kills += 1
        if file is not None and self._cut is not None and _size(file) > before:
            log = file.name + WAL
            self.death[log] = self.death[log][: self._cut(before, _size(file) - 1)]
        raise Killed

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """What this machine does in here ends where it is killed; `depth` says how deep such calls stand."""
        self.depth += 1
        try:
            yield
        except Killed:
            if not self.dead:
                raise
        finally:
            self.depth -= 1

    def must_live(self) -> None:
        """Raise Killed when it was killed while somebody else was at work."""
        if self.dead:
            raise Killed

    def rise(self) -> None:
        """Put back what the kill left on the disk; everything of it must be closed by now."""
        assert self.death is not None
        put_back(self.folder, self.death)
        self.death = None
        self.kill_in = 0

    def _file_of(self, engine: Engine) -> Path:
        with engine.connect() as conn:
            return Path(conn.exec_driver_sql("PRAGMA database_list").all()[0][2])


def fill_disk(engine: Engine, spare: int) -> None:
    """Let the database grow by so many pages and no more."""
    with engine.connect() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + spare}")


def free_disk(engine: Engine) -> None:
    """There is room again."""
    with engine.connect() as conn:
        conn.exec_driver_sql(f"PRAGMA max_page_count = {NO_LIMIT}")


def _size(file: Path) -> int:
    log = file.with_name(file.name + WAL)
    return log.stat().st_size if log.exists() else 0
