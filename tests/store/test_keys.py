"""The data key on this PC, and the paper in the envelope."""

import json
import stat
import string
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from reception.domain.errors import Damaged, InvalidInput, Unavailable
from reception.store import keys

KEY = bytes(range(32))


class DrawerKeyring(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.drawer: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.drawer.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.drawer[service, username] = password


@pytest.fixture
def drawer() -> Iterator[dict[tuple[str, str], str]]:
    before = keyring.get_keyring()
    backend = DrawerKeyring()
    keyring.set_keyring(backend)
    yield backend.drawer
    keyring.set_keyring(before)


def test_a_new_folder_gets_a_key_of_its_own_in_the_keyring(drawer: dict[tuple[str, str], str]) -> None:
    one, two = keys.make(None), keys.make(None)
    assert one != two
    assert len(drawer) == 2
    assert keys.find(keys.fingerprint(one), None) == one
    assert keys.find(keys.fingerprint(two), None) == two
    with pytest.raises(Unavailable, match="没有此数据文件夹的密钥"):
        keys.find(keys.fingerprint(KEY), None)


def test_a_pc_without_a_keyring_names_the_way_out() -> None:
    for attempt in (lambda: keys.make(None), lambda: keys.find("00", None)):
        with pytest.raises(Unavailable, match="RECEPTION_KEY_FILE"):
            attempt()


def test_a_key_file_is_made_for_the_owner_only_and_shared_by_folders(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "room.key"
    key = keys.make(file)
    text = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(text.strip()) == 64
    assert set(text.strip()) <= set(string.hexdigits)
    assert keys.make(file) == key
    assert keys.find(keys.fingerprint(key), file) == key
    assert file.read_text() == text


def test_a_key_file_that_exists_is_never_changed(tmp_path: Path) -> None:
    file = tmp_path / "room.key"
    file.write_text(KEY.hex().upper())
    assert keys.make(file) == KEY
    keys.keep(KEY, file)
    keys.keep(bytes(32), file)
    with pytest.raises(Unavailable, match="不是此数据文件夹的密钥"):
        keys.find(keys.fingerprint(bytes(32)), file)
    assert file.read_text() == KEY.hex().upper()


def test_a_folder_adopts_a_key_under_that_of_a_key_file(tmp_path: Path) -> None:
    file, folder = tmp_path / "room.key", tmp_path / "room"
    folder.mkdir()
    assert keys.adopt(KEY, None) == keys.adopt(KEY, file) == ""
    other = keys.make(file)
    assert keys.adopt(other, file) == ""
    (folder / keys.ADOPTED_FILE).write_text(keys.adopt(KEY, file))
    assert KEY.hex() not in (folder / keys.ADOPTED_FILE).read_text()
    assert keys.find(keys.fingerprint(KEY), file, folder) == KEY
    assert keys.find(keys.fingerprint(other), file, folder) == other
    keys.make(tmp_path / "third.key")
    for wrong in (
        lambda: keys.find(keys.fingerprint(KEY), tmp_path / "third.key", folder),
        lambda: keys.find("00" * 8, file, folder),
        lambda: keys.find(keys.fingerprint(KEY), file, tmp_path),
    ):
        with pytest.raises(Unavailable, match="不是此数据文件夹的密钥"):
            wrong()


@pytest.mark.parametrize("content", ["", "zz" * 32, "00" * 31, "00" * 33, "密钥"])
def test_a_key_file_without_a_key_is_damaged_not_replaced(tmp_path: Path, content: str) -> None:
    file = tmp_path / "room.key"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Damaged):
        keys.make(file)
    assert file.read_text(encoding="utf-8") == content


def test_a_key_file_that_cannot_be_had_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        keys.find("00", tmp_path / "missing.key")
    (tmp_path / "a file").touch()
    with pytest.raises(Unavailable):
        keys.make(tmp_path / "a file" / "room.key")


def test_the_environment_names_the_key_file() -> None:
    assert keys.key_file({}) is None
    assert keys.key_file({"RECEPTION_KEY_FILE": ""}) is None
    assert keys.key_file({"RECEPTION_KEY_FILE": "/k"}) == Path("/k")


def test_the_recovery_key_unwraps_the_data_key_however_it_is_typed() -> None:
    paper = keys.new_recovery_key()
    wrapped = keys.wrap(KEY, paper)
    assert keys.named_key(wrapped) == keys.fingerprint(KEY)
    assert KEY.hex() not in wrapped
    for typed in (
        paper,
        paper.lower(),
        paper.replace("-", " "),
        paper.replace("-", ""),
        f" {paper.replace('1', 'l')}\n",
    ):
        assert keys.unwrap(typed, wrapped) == KEY


@given(st.binary(min_size=32, max_size=32))
def test_keys_are_derived_by_the_standard(key: bytes) -> None:
    def derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, purpose).derive(secret)

    assert keys.fingerprint(key) == derived(key, b"", b"reception fingerprint")[:8].hex()
    secret = keys.new_recovery_key()
    held = json.loads(keys.wrap(key, secret))
    salt, nonce, sealed = (bytes.fromhex(held[name]) for name in ("salt", "nonce", "wrapped"))
    assert (
        AESGCM(derived(secret.encode(), salt, b"reception recovery")).decrypt(nonce, sealed, held["key"].encode())
        == key
    )


def test_recovery_keys_differ() -> None:
    assert len({keys.new_recovery_key() for _ in range(100)}) == 100


@given(st.data())
def test_any_one_wrong_symbol_is_named_by_its_group(data: st.DataObject) -> None:
    paper = keys.new_recovery_key()
    at = data.draw(st.sampled_from([i for i, char in enumerate(paper) if char != "-"]))
    wrong = data.draw(st.sampled_from([char for char in "123456789ABCDEFGHJKMNPQRSTVWXYZ" if char != paper[at]]))
    with pytest.raises(InvalidInput, match=f"第 {at // 6 + 1} 组") as caught:
        keys.read_recovery_key(paper[:at] + wrong + paper[at + 1 :])
    assert caught.value.field == "recovery_key"


@given(st.data())
def test_two_symbols_or_two_groups_that_changed_places_are_noticed(data: st.DataObject) -> None:
    paper = keys.new_recovery_key()
    groups = paper.split("-")
    i, j = data.draw(st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True))
    swapped = groups.copy()
    swapped[i], swapped[j] = swapped[j], swapped[i]
    a, b = data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True))
    letters = list(groups[i])
    letters[a], letters[b] = letters[b], letters[a]
    for typed in (swapped, [*groups[:i], "".join(letters), *groups[i + 1 :]]):
        if typed != groups:
            with pytest.raises(InvalidInput):
                keys.read_recovery_key("-".join(typed))


@pytest.mark.parametrize("typed, said", [
    ("", "输入了 0 位"), ("ABC", "输入了 3 位"), ("0O" * 17 + "A", "没有“0、O”"), ("漏水", "没有"),
])  # fmt: skip
def test_what_is_no_recovery_key_is_told_why(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        keys.read_recovery_key(typed)


def test_the_envelope_of_another_room_is_told_from_a_mistyped_one() -> None:
    wrapped = keys.wrap(KEY, keys.new_recovery_key())
    with pytest.raises(Unavailable, match="不是这份数据的恢复码"):
        keys.unwrap(keys.new_recovery_key(), wrapped)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "null", json.dumps({"version": 1, "key": "00"})])
def test_a_recovery_file_that_is_none_is_damaged(content: str) -> None:
    with pytest.raises(Damaged):
        keys.unwrap(keys.new_recovery_key(), content)


def test_a_recovery_file_of_a_newer_version_asks_for_an_upgrade() -> None:
    wrapped = json.loads(keys.wrap(KEY, keys.new_recovery_key()))
    with pytest.raises(Unavailable, match="升级"):
        keys.named_key(json.dumps(wrapped | {"version": 2}))
