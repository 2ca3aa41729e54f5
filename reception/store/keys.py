"""The data key: where this PC keeps it, and the recovery key it outlives the PC with.

A data key is 32 random bytes and opens every file of a folder. The folder's `recovery.json` names it by its
fingerprint and holds it wrapped under the recovery key, which is printed once and lies in a sealed envelope.
"""

import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from reception.domain.errors import Damaged, InvalidInput, Unavailable

KEY_BYTES = 32
KEY_FILE_VARIABLE = "RECEPTION_KEY_FILE"
RECOVERY_FILE = "recovery.json"
ADOPTED_FILE = "adopted.json"
"""A restored folder's own key under the key of this PC's key file, where that holds another: it is never changed."""

_SERVICE = "reception"
_VERSION = 1
# No 0, O, I, L, U: 31 symbols, a prime, so that a weighted sum finds any wrong one and any two that changed places.
_SYMBOLS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("IL", "11")
_GROUPS = 7
_DRAWN = 4


def key_file(environ: Mapping[str, str]) -> Path | None:
    """The key file that the environment names, or None for the OS keyring."""
    named = environ.get(KEY_FILE_VARIABLE, "")
    return Path(named) if named else None


def make(file: Path | None) -> bytes:
    """The data key for a new folder: that of an existing key file, else a new one, kept before it is returned.

    Raises Unavailable when there is no keyring or the file cannot be written, Damaged when the file holds no key.
    """
    if file is not None and file.exists():
        return read_key_file(file)
    key = secrets.token_bytes(KEY_BYTES)
    keep(key, file)
    return key


def keep(key: bytes, file: Path | None) -> None:
    """Keep a key on this PC. A key file that exists is never changed: see `adopt`."""
    if file is None:
        _keep_in_keyring(key)
    elif not file.exists():
        _write_key_file(file, key)


def adopt(key: bytes, file: Path | None) -> str:
    """The text of `adopted.json` for a folder with this key; "" where the key file needs no help to open it."""
    if file is None or not file.exists():
        return ""
    mine = read_key_file(file)
    return "" if mine == key else wrap(key, mine.hex())


def find(print_of_key: str, file: Path | None, folder: Path | None = None) -> bytes:
    """The key with this fingerprint, also where a folder adopted it under the key file's.

    Raises Unavailable when this PC has it not, or the key file belongs to other folders.
    """
    key = _from_keyring(print_of_key) if file is None else read_key_file(file)
    if fingerprint(key) == print_of_key:
        return key
    adopted = None if folder is None else _adopted(folder, key)
    if adopted is None or fingerprint(adopted) != print_of_key:
        raise Unavailable(
            f"密钥文件 {file} 不是此数据文件夹的密钥",
            english=f"the key file {file} does not belong to this data folder",
        )
    return adopted


def _adopted(folder: Path, key: bytes) -> bytes | None:
    """The key that a folder adopted under this one, or None."""
    try:
        return _opened(key.hex(), (folder / ADOPTED_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def fingerprint(key: bytes) -> str:
    """What a key is called without telling it: 16 hex digits."""
    return _derived(key, b"", b"reception fingerprint")[:8].hex()


def read_key_file(file: Path) -> bytes:
    """The key in a key file: 64 hex digits. Raises Unavailable when it cannot be read, Damaged when it is no key."""
    try:
        text = file.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except OSError as error:
        raise Unavailable(f"读不到密钥文件 {file}", english=f"the key file {file} cannot be read") from error
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Damaged(
            f"密钥文件 {file} 的内容不是 64 位十六进制数", english=f"the key file {file} does not hold 64 hex digits"
        )
    return key


def new_recovery_key() -> str:
    """A fresh recovery key: 7 groups of 4 random symbols and a check, 138 bits, `3F7K9-…`."""
    drawn = ["".join(secrets.choice(_SYMBOLS) for _ in range(_DRAWN)) for _ in range(_GROUPS)]
    return "-".join(group + _check(number, group) for number, group in enumerate(drawn, 1))


def read_recovery_key(typed: str) -> str:
    """The recovery key as it was printed, from what was typed off the paper (spaces, small letters, I for 1).

    Raises InvalidInput naming the first group that cannot be right.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    text = "".join(char for char in plain if not char.isspace() and char not in "-—–_.")
    strange = sorted(set(text) - set(_SYMBOLS))
    if strange:
        raise _mistyped(f"恢复码里没有“{'、'.join(strange)}”", f"a recovery key has no {', '.join(strange)}")
    size = _DRAWN + 1
    if len(text) != _GROUPS * size:
        raise _mistyped(
            f"恢复码共 {_GROUPS * size} 位，输入了 {len(text)} 位",
            f"a recovery key has {_GROUPS * size} characters, {len(text)} were typed",
        )
    groups = [text[i : i + size] for i in range(0, len(text), size)]
    for number, group in enumerate(groups, 1):
        if _check(number, group[:_DRAWN]) != group[_DRAWN:]:
            raise _mistyped(
                f"恢复码第 {number} 组“{group}”有误，请对照纸上重新输入",
                f"group {number} of the recovery key ({group}) is mistyped: compare it with the paper",
            )
    return "-".join(groups)


def wrap(key: bytes, recovery_key: str) -> str:
    """The data key under the recovery key (HKDF-SHA256, AES-256-GCM), as the text of `recovery.json`.

    Any other secret of so many random bits will do in its place.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    name = fingerprint(key)
    sealed = AESGCM(_wrapping_key(recovery_key, salt)).encrypt(nonce, key, name.encode())
    values = {"version": _VERSION, "key": name, "salt": salt.hex(), "nonce": nonce.hex(), "wrapped": sealed.hex()}
    return json.dumps(values, indent=1) + "\n"


def unwrap(recovery_key: str, wrapped: str) -> bytes:
    """The data key out of the text of a `recovery.json`.

    Raises InvalidInput for a mistyped recovery key, Unavailable for one of another folder, Damaged for a bad file.
    """
    key = _opened(read_recovery_key(recovery_key), wrapped)
    if key is None:
        raise Unavailable(
            "恢复码本身无误，但不是这份数据的恢复码，请换用对应的信封",
            english="the recovery key is well typed but belongs to other data: take the right envelope",
        )
    return key


def _opened(secret: str, wrapped: str) -> bytes | None:
    """What `wrap` put under a secret, None for another secret. Raises Damaged for a bad text."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    values = _read_wrapped(wrapped)
    try:
        salt, nonce, sealed = (bytes.fromhex(values[name]) for name in ("salt", "nonce", "wrapped"))
        return AESGCM(_wrapping_key(secret, salt)).decrypt(nonce, sealed, values["key"].encode())
    except InvalidTag:
        return None
    except ValueError as error:
        raise _no_recovery_file() from error


def named_key(wrapped: str) -> str:
    """The fingerprint of the key that a `recovery.json` text holds. Raises Damaged when it is none."""
    return _read_wrapped(wrapped)["key"]


def _read_wrapped(wrapped: str) -> dict[str, str]:
    try:
        values = json.loads(wrapped)
        if values["version"] != _VERSION:
            raise Unavailable(
                "恢复文件由新版程序写成，请先升级", english="recovery.json is of a newer version: upgrade"
            )
        return {name: str(values[name]) for name in ("key", "salt", "nonce", "wrapped")}
    except (ValueError, KeyError, TypeError) as error:
        raise _no_recovery_file() from error


def _no_recovery_file() -> Damaged:
    return Damaged(f"{RECOVERY_FILE} 已损坏", english=f"{RECOVERY_FILE} is damaged")


def _mistyped(message: str, english: str) -> InvalidInput:
    return InvalidInput(message, english=english, field="recovery_key")


def _check(number: int, group: str) -> str:
    total = number + sum(weight * _SYMBOLS.index(symbol) for weight, symbol in enumerate(group, 2))
    return _SYMBOLS[total % len(_SYMBOLS)]


def _wrapping_key(recovery_key: str, salt: bytes) -> bytes:
    return _derived(recovery_key.encode(), salt, b"reception recovery")


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869), its first block: a desk opens without `cryptography`, which takes 8 MB."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), purpose + b"\x01", "sha256")


def _write_key_file(file: Path, key: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(key.hex() + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise Unavailable(f"写不了密钥文件 {file}", english=f"the key file {file} cannot be written") from error


def _keep_in_keyring(key: bytes) -> None:
    import keyring  # it looks for its backends on import, and a key file needs none of them
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, fingerprint(key), key.hex())
    except KeyringError as error:
        raise _no_keyring() from error


def _from_keyring(name: str) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(_SERVICE, name)
    except KeyringError as error:
        raise _no_keyring() from error
    if found is None:
        raise Unavailable(
            "本机钥匙串里没有此数据文件夹的密钥，请用备份和恢复码恢复",
            english="this PC's keyring has no key for this data folder: restore a backup with the recovery key",
        )
    return bytes.fromhex(found)


def _no_keyring() -> Unavailable:
    return Unavailable(
        f"本机没有可用的系统钥匙串，请把 {KEY_FILE_VARIABLE} 设为一个密钥文件",
        english=f"this PC has no usable keyring: set {KEY_FILE_VARIABLE} to a key file",
    )
