"""Which folder a verb works on, and who acts on it."""

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reception.desk.desk import Clerk, Desk
from reception.desk.opening import is_used, open_room
from reception.domain.clock import SystemClock
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Post


def default_folder() -> Path:
    """Where this user's data lives when `--data` is not given."""
    from platformdirs import user_data_path

    return user_data_path("reception", appauthor=False)


def folder_of(args: argparse.Namespace) -> Path:
    """The data folder asked for, or the user's own."""
    return args.data if args.data is not None else default_folder()


def is_server_folder(folder: Path) -> bool:
    """Whether a district's database lies here."""
    from reception.district.database import FILE

    return (folder / FILE).exists()


@contextmanager
def open_desk(args: argparse.Namespace) -> Iterator[Desk]:
    """The desk on the folder, acting as the system's user. Raises as `open_room`; InvalidInput on a server's folder."""
    folder = folder_of(args)
    if not is_used(folder) and is_server_folder(folder):
        raise InvalidInput(
            f"这是区级服务器的文件夹，不是接待室的：{folder}",
            english=f"this is a district server's folder, not a room's: {folder}",
            field="--data",
        )
    store = open_room(folder, SystemClock())
    try:
        yield Desk(store, cli_clerk())
    finally:
        store.close()


def cli_clerk() -> Clerk:
    """Command-line acts are signed `cli:<os user>`."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Clerk(f"cli:{user}", user, Post.LEADER)
