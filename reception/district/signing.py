"""The district's key: Ed25519, in a file beside the database or wherever `RECEPTION_DISTRICT_KEY_FILE` points."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reception.domain.errors import Damaged, NotFound

FILE = "district.key"
SAMPLE_SEED = hashlib.blake2b(b"reception: the sample district's key", digest_size=32).digest()
"""Everybody's key: what it signs proves nothing, as befits a sample."""


class Signer:
    """Signs the district's entries."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public_key(self) -> str:
        """32 bytes, hex: what rooms verify with."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, header: bytes) -> bytes:
        """64 bytes over an entry's header."""
        return self._key.sign(header)


def is_signed(public_key: str, header: bytes, signature: bytes | None) -> bool:
    """Whether the holder of this key's other half signed the header."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signature or b"", header)
    except (InvalidSignature, ValueError):
        return False
    return True


def make_key(path: Path) -> Signer:
    """A new key in a file that only its owner reads."""
    seed = os.urandom(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(seed.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Signer(seed)


def read_key(path: Path) -> Signer:
    """The key of a file. Raises NotFound, or Damaged when it does not hold 64 hex digits."""
    try:
        seed = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError as error:
        raise NotFound(
            f"没有找到区级密钥文件：{path}", english=f"the district's key file is not here: {path}", field="key"
        ) from error
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise Damaged(f"区级密钥文件损坏：{path}", english=f"the district's key file is damaged: {path}", field="key")
    return Signer(seed)
