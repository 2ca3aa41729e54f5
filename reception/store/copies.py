"""Whether a data folder is still where it was: a copy must not issue the same numbers as its original."""

import platform
import sys
from collections.abc import Mapping
from pathlib import Path

_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def whereabouts(database: Path) -> dict[str, str]:
    """What is noted of a database: its path, its inode, and the PC it lies on."""
    place = database.resolve()
    return {"path": str(place), "inode": str(place.stat().st_ino), "machine": machine_id()}


def copied(database: Path, noted: Mapping[str, str]) -> bool:
    """Whether a database is elsewhere than was noted: copied, restored, or moved."""
    return whereabouts(database) != dict(noted)


def machine_id() -> str:
    """What the operating system calls this installation; its host name where it has no such id."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as place:
            return str(winreg.QueryValueEx(place, "MachineGuid")[0])
    texts = (file.read_text().strip() for file in _MACHINE_FILES if file.is_file())
    return next(filter(None, texts), platform.node())
