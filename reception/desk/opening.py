"""Open a room's data folder, or make one: the door through which every screen and verb comes in."""

import os
from dataclasses import dataclass
from pathlib import Path

from reception.domain.clock import Clock
from reception.domain.errors import NotAllowed, NotFound, Unavailable
from reception.store import keys
from reception.store.backup import DATABASE
from reception.store.keys import RECOVERY_FILE
from reception.store.store import Store

SAMPLE_KEY = "sample.key"
"""Where a sample's key lies when this PC has no keyring: in the open, for there is nothing in it to protect."""


@dataclass(frozen=True)
class NewRoom:
    """A room's new folder, open, and the recovery key to print once."""

    store: Store
    recovery_key: str


def is_used(folder: Path) -> bool:
    """Whether a room's database lies here."""
    return (folder / DATABASE).exists()


def open_room(folder: Path, clock: Clock) -> Store:
    """Open a room's folder with the key of this PC.

    Raises NotFound when nothing was made here, Unavailable (no key, wrong key, locked), or Damaged.
    """
    if not is_used(folder):
        raise NotFound(
            f"文件夹还没有建立：{folder}；请先运行 reception init --room 代码",
            english=f"nothing was made here yet: {folder}; run `reception init --room CODE` first",
            field="--data",
        )
    name = keys.named_key(read_recovery_file(folder))
    return Store.open(folder, keys.find(name, _key_file(folder), folder), clock)


def make_room(folder: Path, clock: Clock, room: str, *, sample: bool = False) -> NewRoom:
    """Make a new device of a room. Raises NotAllowed when the folder is used, Unavailable when no key can be kept."""
    must_be_empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    key = _make_key(folder, sample)
    recovery_key = keys.new_recovery_key()
    (folder / RECOVERY_FILE).write_text(keys.wrap(key, recovery_key), encoding="utf-8")
    return NewRoom(Store.create(folder, key, clock, room, sample=sample), recovery_key)


def must_be_empty(folder: Path) -> None:
    """Raises NotAllowed when something lies in a folder that is to be made."""
    if folder.exists() and any(folder.iterdir()):
        raise NotAllowed(
            f"文件夹不是空的，未作改动：{folder}",
            english=f"the folder is not empty, left alone: {folder}",
            field="--data",
        )


def renew_recovery_key(folder: Path) -> str:
    """Put a fresh recovery key in the place of the one before, whose paper then opens later backups no more.

    Raises as `open_room`.
    """
    key = keys.find(keys.named_key(read_recovery_file(folder)), _key_file(folder), folder)
    recovery_key = keys.new_recovery_key()
    new = folder / f"{RECOVERY_FILE}.new"
    new.write_text(keys.wrap(key, recovery_key), encoding="utf-8")
    new.replace(folder / RECOVERY_FILE)
    return recovery_key


def read_recovery_file(folder: Path) -> str:
    """The text of the folder's `recovery.json`. Raises NotFound when it is gone."""
    try:
        return (folder / RECOVERY_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise NotFound(
            f"缺少 {RECOVERY_FILE}，打不开数据；请用备份恢复",
            english=f"{RECOVERY_FILE} is missing: restore a backup",
            field="--data",
        ) from error


def _key_file(folder: Path) -> Path | None:
    own = folder / SAMPLE_KEY
    return own if own.exists() else keys.key_file(os.environ)


def _make_key(folder: Path, sample: bool) -> bytes:
    try:
        return keys.make(keys.key_file(os.environ))
    except Unavailable:
        if not sample:
            raise
        return keys.make(folder / SAMPLE_KEY)
