"""A room's folder as the screen holds it: open, locked for this process, and known whose it is."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from reception.desk.desk import Clerk, Desk
from reception.desk.logins import Account, accounts, add_clerk
from reception.desk.opening import is_used, make_room, must_be_empty, open_room
from reception.domain.clock import DISTRICT_ZONE, Clock
from reception.domain.lifecycle import Post
from reception.domain.numbering import room_code
from reception.store.copying import Progress, quiet
from reception.store.journal import setting
from reception.store.lock import FolderLock
from reception.store.store import Store
from reception.store.tables import MasterRow

SAMPLE_ROOM = "NG07"
SAMPLE_CLERK = Clerk("sample", "样例接待员", Post.LEADER)


@dataclass(frozen=True)
class Premises:
    """An open folder, held until `close`.

    `room` and `letter` stand in its numbers, `name` is empty until the district has told it, `sample` says that all in
    it is made up, `recovery_key` is the one just made, else empty.
    """

    store: Store
    lock: FolderLock
    room: str
    name: str
    letter: str
    sample: bool
    recovery_key: str = ""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.store.folder

    def accounts(self) -> list[Account]:
        """Who may sit here."""
        return accounts(self.store)

    def close(self) -> None:
        """Give the folder back."""
        self.store.close()
        self.lock.release()


def sample_folder(folder: Path) -> Path:
    """Where a sample district lies that is tried beside a real folder: the two never mix."""
    return folder.with_name(f"{folder.name}-sample")


def enter(folder: Path, clock: Clock) -> Premises | None:
    """Open a folder and hold it; None when nothing was made there yet.

    Raises Unavailable (another desk holds it, no key, wrong key, locked) or Damaged.
    """
    return _hold(folder, clock) if is_used(folder) else None


def _hold(folder: Path, clock: Clock) -> Premises:
    lock = FolderLock.take(folder)
    try:
        return _known(open_room(folder, clock), lock)
    except BaseException:
        lock.release()
        raise


def enter_sample(folder: Path, clock: Clock, fill: Callable[[Store], object]) -> Premises:
    """Open the sample district of a folder; where there is none, make it and have it filled.

    It is made beside the folder and moved there when it is whole: what `fill` breaks off, or a power cut, leaves no
    half of one. Raises as `enter` and `make_room`, and Unavailable while another program makes it.
    """
    if not is_used(folder):
        _make_sample(folder, clock, fill)
    return _hold(folder, clock)


def _make_sample(folder: Path, clock: Clock, fill: Callable[[Store], object]) -> None:
    work = folder.with_name(f"{folder.name}-making")
    work.mkdir(parents=True, exist_ok=True)
    whole, lock = work / folder.name, FolderLock.take(work)
    try:
        must_be_empty(folder)
        shutil.rmtree(whole, ignore_errors=True)  # what a power cut left
        with closing(make_room(whole, clock, SAMPLE_ROOM, sample=True).store) as store:
            fill(store)
        if folder.exists():
            folder.rmdir()
        whole.rename(folder)
    finally:
        shutil.rmtree(whole, ignore_errors=True)
        lock.release()
        shutil.rmtree(work, ignore_errors=True)


def found_room(folder: Path, clock: Clock, room: str) -> Premises:
    """Make a new device of a room, and hold it. Raises as `make_room`, and InvalidInput for a code that is none."""
    made = make_room(folder, clock, room_code(room, "room"))
    try:
        return _known(made.store, FolderLock.take(folder), made.recovery_key)
    except BaseException:
        made.store.close()
        raise


def restore_room(file: Path, folder: Path, recovery_key: str, clock: Clock, told: Progress = quiet) -> Path | None:
    """Bring a backup back. What lies in the folder (damaged, or its key gone) is put aside beside it, and named.

    Nothing moves when the backup cannot be opened, or `told` stops it. Raises as `reception.store.backup.restore`.
    """
    from reception.store.backup import restore

    aside = folder.with_name(f"{folder.name}-aside-{clock.now().astimezone(DISTRICT_ZONE):%Y%m%d-%H%M%S}")
    used = is_used(folder)
    if used:
        folder.rename(aside)
    try:
        restore(file, folder, lambda: recovery_key, told=told)
    except BaseException:
        if used and not is_used(folder):
            _put_back(aside, folder)
        raise
    return aside if used else None


def _put_back(aside: Path, folder: Path) -> None:
    if folder.exists():
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
    aside.rename(folder)


def seat_at_sample(here: Premises) -> Clerk:
    """The clerk of a sample, made without asking, without a password."""
    if any(account.clerk.code == SAMPLE_CLERK.code for account in here.accounts()):
        return SAMPLE_CLERK
    return add_clerk(Desk(here.store, SAMPLE_CLERK), SAMPLE_CLERK.code, SAMPLE_CLERK.name, SAMPLE_CLERK.post)


def _known(store: Store, lock: FolderLock, recovery_key: str = "") -> Premises:
    with store.read() as conn:
        room = str(setting(conn, "room"))
        query = select(MasterRow.name).where(MasterRow.kind == "room", MasterRow.code == room, MasterRow.undone == 0)
        name = str(conn.execute(query).scalar() or "")
        letter, sample = str(setting(conn, "letter")), bool(setting(conn, "sample"))
    return Premises(store, lock, room, name, letter, sample, recovery_key)
