"""Photos of cases for the tests of the exchange."""

import hashlib
import os
from pathlib import Path

from support.room import Room

from reception.domain.lifecycle import Act

CHUNK_BYTES = 256 * 1024


def photo(folder: Path, size: int = 3 * CHUNK_BYTES + 11) -> Path:
    file = folder / "墙.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(size - 4))
    return file


def attach(room: Room, folder: Path, size: int = 3 * CHUNK_BYTES + 11) -> tuple[str, str, bytes]:
    """A case with a photo: its number, the photo's SHA-256 and content."""
    number, file = room.case(), photo(folder, size)
    room.step(number, Act.ATTACH, file=str(file))
    content = file.read_bytes()
    return number, hashlib.sha256(content).hexdigest(), content
