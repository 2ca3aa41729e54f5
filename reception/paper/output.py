"""Where a file goes: beside its place under another name first, then in its place whole, or not at all."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reception.domain.errors import Unavailable, system_words


def _nothing() -> None:
    """Nothing is to be noted."""


@contextmanager
def written(out: Path | BinaryIO, note: Callable[[], object] = _nothing) -> Iterator[BinaryIO]:
    """A file to write into; at a path it appears only when all of it is on the disk, and replaces what was there.

    `note` is called when it is on the disk, before it appears: no paper is there that could not be noted. An open
    stream is written to as it stands. Raises Unavailable, naming the path, when it cannot be written, and what `note`
    raises; what was there before stays.
    """
    if isinstance(out, Path):
        with _beside(out, note) as file:
            yield file
    else:
        yield out
        note()


@contextmanager
def _beside(path: Path, note: Callable[[], object]) -> Iterator[BinaryIO]:
    if "\0" in str(path):
        raise _refused(path, OSError(errno.EINVAL, os.strerror(errno.EINVAL)))
    part = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            path.open("r+b").close()  # a folder, or held open elsewhere: told before anything is noted
        note()
        part.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _refused(path: Path, error: OSError) -> Unavailable:
    reason, english = system_words(error)
    return Unavailable(
        f"写不进 {path}（{reason}）。请换一个位置，或先关闭正打开着它的程序；原来的内容没有改动",
        english=f"cannot write {path} ({english}): choose another place, or close the program that holds it open",
        field="path",
    )
