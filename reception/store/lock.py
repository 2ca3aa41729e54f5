"""One desk on a data folder: an operating system lock that ends with its process, however that ends."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from reception.domain.errors import Unavailable

LOCK_FILE = "desk.lock"


class FolderLock:
    """Held from `take` until `release`, the end of a `with`, or the end of the process."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path) -> "FolderLock":
        """Lock the folder for this process. Raises Unavailable when another holds it, or the folder is read-only."""
        try:
            file = (folder / LOCK_FILE).open("a+b")
        except OSError as error:
            raise Unavailable(
                f"文件夹不能写入：{folder}", english=f"the folder cannot be written: {folder}", field="--data"
            ) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise Unavailable(
                f"接待台已在此文件夹上打开：{folder}",
                english=f"a desk is open on this folder: {folder}",
                field="--data",
            ) from error
        return cls._signed(file)

    @classmethod
    def _signed(cls, file: IO[bytes]) -> "FolderLock":
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        return cls(file)

    def release(self) -> None:
        """Let the next desk in."""
        self._file.close()

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def holder(folder: Path) -> int | None:
    """The process that holds, or last held, the folder's lock; None when no desk ever did."""
    try:
        return int((folder / LOCK_FILE).read_text())
    except (OSError, ValueError):
        return None


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        # Far behind the process number, which others may read meanwhile.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
