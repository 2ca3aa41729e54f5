"""Backups: one file with both databases, still encrypted, and the wrapped key; and bringing one back.

The file is a zip without compression: `manifest.json`, `recovery.json`, `reception.db`, `attachments.db`. Whoever has
it and the recovery key has everything; without a key it says only when and by which version it was made.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from reception.domain.clock import Clock, to_text
from reception.domain.errors import Damaged, NotAllowed, NotFound, ReceptionError, Unavailable
from reception.store import keys
from reception.store.attachments import ATTACHMENTS
from reception.store.copying import Progress, copy_database, quiet
from reception.store.engine import connect
from reception.store.keys import ADOPTED_FILE, RECOVERY_FILE
from reception.store.lock import FolderLock
from reception.store.schema import VERSION

DATABASE = "reception.db"
MANIFEST = "manifest.json"
FORMAT = 1

_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_BLOCK = 1 << 20
_WORK = ".reception-"
"""How the names of folders for half-made files begin."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `schema` is the version of the tables; `sha256` is of each file in it."""

    format: int
    schema: int
    made_at: str
    sha256: Mapping[str, str]


def back_up(folder: Path, key: bytes, out: Path, clock: Clock, told: Progress = quiet) -> Manifest:
    """Write a backup of a folder, in use or not. `out` is replaced only when the new backup is whole.

    Raises NotFound without `recovery.json`, Unavailable when a disk is full or cannot be written, Damaged when the
    store cannot be read.
    """
    recovery = _read_recovery_file(folder)
    with _told_of_files(out), _work_beside(out) as work:
        names = [name for name in (DATABASE, ATTACHMENTS) if (folder / name).exists()]
        _copy_all(folder, key, work, names, told)
        (work / RECOVERY_FILE).write_text(recovery, encoding="utf-8")
        names.append(RECOVERY_FILE)
        manifest = Manifest(FORMAT, VERSION, to_text(clock.now()), {name: _sum_of(work / name) for name in names})
        (work / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
        _pack(work, [MANIFEST, *names], work / "whole").replace(out)
    return manifest


def restore(
    file: Path,
    folder: Path,
    ask: Callable[[], str],
    environ: Mapping[str, str] = os.environ,
    told: Progress = quiet,
) -> Manifest:
    """Bring a backup back into a missing or entry-less folder, and keep its key on this PC.

    The key of this PC opens it when it fits; else `ask` is called for the recovery key. A key file that holds another
    key stays as it is: the backup's key then lies in the folder, wrapped under it. Nothing in the folder changes
    before the whole backup was read and opened: until then `told` may stop it. Raises NotFound, Damaged, Unavailable
    (newer version, wrong recovery key, desk open), InvalidInput (mistyped recovery key), or NotAllowed when the folder
    has entries.
    """
    key_file = keys.key_file(environ)
    with _told_of_files(folder), _opened(file) as archive:
        manifest, recovery = _read_manifest(archive), archive.read(RECOVERY_FILE).decode()
        with _there(folder), FolderLock.take(folder), _work_beside(folder / DATABASE) as work:
            _must_be_entry_less(folder, key_file)
            _remove_left_over(folder, work)
            key = _key_for(recovery, key_file, ask)
            _unpack(archive, manifest, work, told)
            _must_open(work, key)
            if adopted := keys.adopt(key, key_file):
                (work / ADOPTED_FILE).write_text(adopted, encoding="utf-8")
            keys.keep(key, key_file)
            _move_in(work, folder)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises NotFound, Damaged, or Unavailable for one of a newer version."""
    with _opened(file) as archive:
        return _read_manifest(archive)


def _copy_all(folder: Path, key: bytes, work: Path, names: list[str], told: Progress) -> None:
    # The entries first: an attachment is kept before the entry that names it, so the copy lacks none.
    sizes = [(folder / name).stat().st_size for name in names]
    for i, name in enumerate(names):
        copy_database(folder / name, key, work / name, _after(sum(sizes[:i]), sum(sizes), told))
    told(sum(sizes), sum(sizes))


def _after(before: int, total: int, told: Progress) -> Progress:
    def progress(done: int, _: int) -> None:
        told(min(before + done, total), total)

    return progress


def _pack(work: Path, names: list[str], whole: Path) -> Path:
    with whole.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name in names:
                archive.write(work / name, name)
                (work / name).unlink()
        out.flush()
        os.fsync(out.fileno())
    return whole


def _read_recovery_file(folder: Path) -> str:
    try:
        return (folder / RECOVERY_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise NotFound(
            f"缺少 {RECOVERY_FILE}，没有它备份就打不开",
            english=f"{RECOVERY_FILE} is missing: no backup could be opened without it",
        ) from error


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise NotFound(f"没有找到备份文件：{file}", english=f"there is no such backup: {file}")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, UnicodeDecodeError) as error:
        raise _damaged() from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        values = json.loads(archive.read(MANIFEST))
        manifest = Manifest(
            int(values["format"]), int(values["schema"]), str(values["made_at"]), dict(values["sha256"])
        )
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    if manifest.format > FORMAT or manifest.schema > VERSION:
        raise Unavailable("备份由新版程序写成，请先升级", english="this backup is of a newer version: upgrade first")
    if not {DATABASE, RECOVERY_FILE} <= set(manifest.sha256):
        raise _damaged()
    return manifest


def _must_be_entry_less(folder: Path, key_file: Path | None) -> None:
    if not (folder / DATABASE).exists():
        return
    try:
        key = keys.find(keys.named_key(_read_recovery_file(folder)), key_file, folder)
        with closing(connect(folder / DATABASE, key)) as database:
            entries = database.execute("SELECT count(*) FROM entry").fetchone()[0]
    except ReceptionError as error:
        raise _used(folder) from error
    if entries:
        raise _used(folder)


def _used(folder: Path) -> NotAllowed:
    return NotAllowed(
        f"文件夹里已有记录，没有改动：{folder}。请恢复到新文件夹，或先把它改名",
        english=f"this folder has entries and was left alone: {folder}. Restore into a new folder, or rename it first",
        field="--data",
    )


def _key_for(recovery: str, key_file: Path | None, ask: Callable[[], str]) -> bytes:
    with suppress(Unavailable):
        return keys.find(keys.named_key(recovery), key_file)
    return keys.unwrap(ask(), recovery)


def _remove_left_over(folder: Path, work: Path) -> None:
    """What a restore that was killed had unpacked."""
    for left in folder.glob(f"{_WORK}*"):
        if left != work:
            shutil.rmtree(left, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, work: Path, told: Progress) -> None:
    names = [name for name in (DATABASE, ATTACHMENTS, RECOVERY_FILE) if name in manifest.sha256]
    sizes = [archive.getinfo(name).file_size for name in names]
    for i, name in enumerate(names):
        with archive.open(name) as packed, (work / name).open("wb") as out:
            if _copy(packed, out, _after(sum(sizes[:i]), sum(sizes), told)) != manifest.sha256[name]:
                raise _damaged()
            os.fsync(out.fileno())


def _must_open(work: Path, key: bytes) -> None:
    for name in (DATABASE, ATTACHMENTS):
        if (work / name).exists():
            with closing(connect(work / name, key)) as database:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _move_in(work: Path, folder: Path) -> None:
    for name in (DATABASE, ATTACHMENTS):
        for side in _SIDE_FILES:
            (folder / f"{name}{side}").unlink(missing_ok=True)
    (folder / ADOPTED_FILE).unlink(missing_ok=True)
    # The database last: until it is there, the folder is not in use and the restore can be done again.
    for name in (ADOPTED_FILE, RECOVERY_FILE, ATTACHMENTS, DATABASE):
        if (work / name).exists():
            (work / name).replace(folder / name)


def _copy(source: IO[bytes], out: IO[bytes], told: Progress) -> str:
    content = hashlib.sha256()
    while block := source.read(_BLOCK):
        content.update(block)
        out.write(block)
        told(out.tell(), 0)
    out.flush()
    return content.hexdigest()


def _sum_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _there(folder: Path) -> Iterator[None]:
    """The folder, made when it is missing, and taken away again when nothing came of it."""
    missing = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if missing:
            shutil.rmtree(folder)
        raise


@contextmanager
def _work_beside(file: Path) -> Iterator[Path]:
    """A folder for half-made files on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=file.parent) as work:
        yield Path(work)


@contextmanager
def _told_of_files(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable(
                f"磁盘已满，写不下：{place}", english=f"the disk is full, this does not fit: {place}"
            ) from error
        raise Unavailable(f"不能写入：{place}", english=f"this cannot be written: {place}") from error


def _damaged() -> Damaged:
    return Damaged(
        "备份文件已损坏或不是备份，没有改动任何东西",
        english="this backup is damaged or is none; nothing was changed",
    )
