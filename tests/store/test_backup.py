"""Backups: made while the desk works, brought back on another PC with the paper alone."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from support.fake_clock import FakeClock

from reception.domain.errors import Damaged, InvalidInput, NotAllowed, NotFound, Unavailable
from reception.store import keys, schema
from reception.store.attachments import ATTACHMENTS, Attachments
from reception.store.backup import DATABASE, back_up, read_manifest, restore
from reception.store.engine import open_engines
from reception.store.keys import RECOVERY_FILE
from reception.store.lock import LOCK_FILE, FolderLock

PHOTO = b"\xff\xd8\xff" + os.urandom(700_000)


class Room:
    """A data folder with a few entries and a photo, its key file, and the paper in its envelope."""

    def __init__(self, place: Path) -> None:
        self.folder, self.key_file = place / "room", place / "room.key"
        self.folder.mkdir(parents=True)
        self.key = keys.make(self.key_file)
        self.paper = keys.new_recovery_key()
        (self.folder / RECOVERY_FILE).write_text(keys.wrap(self.key, self.paper), encoding="utf-8")
        engines = open_engines(self.folder / DATABASE, self.key, create=True)
        with engines.write.begin() as conn:
            schema.create(conn)
        engines.close()
        self.add_entries(3)
        (place / "photo.jpg").write_bytes(PHOTO)
        attachments = Attachments.open(self.folder / ATTACHMENTS, self.key, create=True)
        self.photo = attachments.put_file(place / "photo.jpg").sha256
        attachments.close()

    def add_entries(self, number: int) -> None:
        engines = open_engines(self.folder / DATABASE, self.key)
        with engines.write.begin() as conn:
            for _ in range(number):
                conn.execute(text(
                    "INSERT INTO entry (id, device, seq, hash, hlc, at, clerk, act, gesture, header, held) VALUES "
                    "(randomblob(16), x'00', 1, randomblob(32), 1, '', '', '', x'00', x'00', 0)"
                ))  # fmt: skip
        engines.close()


def entries(folder: Path, key: bytes) -> int:
    engines = open_engines(folder / DATABASE, key)
    with engines.read.connect() as conn:
        number = int(conn.execute(text("SELECT count(*) FROM entry")).scalar_one())
    engines.close()
    return number


def never() -> str:
    raise AssertionError("the recovery key was asked for")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "old pc")


@pytest.fixture
def saved(room: Room, tmp_path: Path, clock: FakeClock) -> Path:
    out = tmp_path / "usb" / "backup.zip"
    out.parent.mkdir()
    back_up(room.folder, room.key, out, clock)
    return out


def test_another_pc_with_the_paper_alone(room: Room, saved: Path, tmp_path: Path) -> None:
    paper = room.paper
    shutil.rmtree(room.folder.parent)
    here, key_file = tmp_path / "new pc" / "room", tmp_path / "new pc" / "room.key"
    restore(saved, here, lambda: paper.lower().replace("-", " "), {"RECEPTION_KEY_FILE": str(key_file)})
    key = keys.find(keys.named_key((here / RECOVERY_FILE).read_text()), key_file)
    assert entries(here, key) == 3
    attachments = Attachments.open(here / ATTACHMENTS, key)
    assert b"".join(attachments.contents(room.photo)) == PHOTO
    attachments.close()


def test_the_key_of_this_pc_opens_it_without_a_question(room: Room, saved: Path, tmp_path: Path) -> None:
    restore(saved, tmp_path / "again", never, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert entries(tmp_path / "again", room.key) == 3


def test_a_backup_taken_while_acts_go_on_is_one_moment(room: Room, tmp_path: Path, clock: FakeClock) -> None:
    engines = open_engines(room.folder / DATABASE, room.key)
    told: list[tuple[int, int]] = []

    def work(done: int, total: int) -> None:
        told.append((done, total))
        with engines.write.begin() as conn:
            conn.execute(text("UPDATE entry SET clerk = clerk || 'x'"))

    back_up(room.folder, room.key, tmp_path / "b.zip", clock, work)
    engines.close()
    restore(tmp_path / "b.zip", tmp_path / "again", never, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert entries(tmp_path / "again", room.key) == 3
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_backup_is_not_legible_and_says_when_it_was_made(saved: Path, room: Room, clock: FakeClock) -> None:
    manifest = read_manifest(saved)
    assert manifest.schema == schema.VERSION
    assert manifest.made_at.startswith("2026-11-24T")
    content = saved.read_bytes()
    assert b"CREATE TABLE" not in content
    assert room.key not in content
    assert room.key.hex().encode() not in content


def test_a_stopped_backup_leaves_the_one_before_and_nothing_else(room: Room, saved: Path, clock: FakeClock) -> None:
    before = saved.read_bytes()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(room.folder, room.key, saved, clock, stop)
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_a_restore_tells_how_far_it_is(room: Room, saved: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    environ = {"RECEPTION_KEY_FILE": str(room.key_file)}
    restore(saved, tmp_path / "again", never, environ, lambda done, total: told.append((done, total)))
    sizes = [(tmp_path / "again" / name).stat().st_size for name in (DATABASE, ATTACHMENTS, RECOVERY_FILE)]
    assert told[-1] == (sum(sizes), sum(sizes))
    assert 0 < told[0][0] < told[-1][0]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("used", [False, True])
def test_a_restore_may_be_stopped_until_all_is_unpacked(room: Room, saved: Path, tmp_path: Path, used: bool) -> None:
    again = tmp_path / "again"
    if used:
        (again / ".reception-killed").mkdir(parents=True)
        (again / ".reception-killed" / DATABASE).write_bytes(b"what a restore that was killed had unpacked")

    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(saved, again, never, {"RECEPTION_KEY_FILE": str(room.key_file)}, stop)
    assert again.exists() == used
    assert {file.name for file in again.glob("*")} <= {LOCK_FILE}
    restore(saved, again, never, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert entries(again, room.key) == 3


def test_a_backup_that_cannot_be_written_says_so(room: Room, tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(Unavailable):
        back_up(room.folder, room.key, tmp_path / "no such folder" / "b.zip", clock)


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(room: Room, saved: Path, clock: FakeClock) -> None:
    before = saved.read_bytes()
    with (room.folder / ATTACHMENTS).open("r+b") as file:
        file.seek(-9_000, os.SEEK_END)
        file.write(b"\0" * 50)
    with pytest.raises(Damaged):
        back_up(room.folder, room.key, saved, clock)
    assert saved.read_bytes() == before


def test_a_store_without_its_recovery_file_is_told_before_anything_is_written(
    room: Room, tmp_path: Path, clock: FakeClock
) -> None:
    (room.folder / RECOVERY_FILE).unlink()
    with pytest.raises(NotFound, match=RECOVERY_FILE):
        back_up(room.folder, room.key, tmp_path / "b.zip", clock)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("harm", [cut, flip, lambda content: b"", lambda content: b"PK\x05\x06" + bytes(18)])
def test_a_damaged_backup_changes_nothing(
    room: Room, saved: Path, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    saved.write_bytes(harm(saved.read_bytes()))
    with pytest.raises(Damaged):
        restore(saved, tmp_path / "again", lambda: room.paper, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert not (tmp_path / "again").exists()


def changed(saved: Path, **values: object) -> None:
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"]) | values
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            archive.writestr(name, content)


@pytest.mark.parametrize("values", [{"format": 2}, {"schema": schema.VERSION + 1}])
def test_a_backup_of_a_newer_version_asks_for_an_upgrade(
    saved: Path, tmp_path: Path, values: dict[str, object]
) -> None:
    changed(saved, **values)
    with pytest.raises(Unavailable, match="升级"):
        restore(saved, tmp_path / "again", never, {})


@pytest.mark.parametrize("values", [{"sha256": {}}, {"format": "x"}, {"sha256": None}])
def test_a_manifest_that_makes_no_sense_is_damage(saved: Path, tmp_path: Path, values: dict[str, object]) -> None:
    changed(saved, **values)
    with pytest.raises(Damaged):
        restore(saved, tmp_path / "again", never, {})


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有找到备份文件"):
        restore(tmp_path / "nothing.zip", tmp_path / "again", never, {})


def test_a_folder_with_entries_is_never_overwritten(room: Room, saved: Path) -> None:
    room.add_entries(2)
    for environ in ({"RECEPTION_KEY_FILE": str(room.key_file)}, {}):
        with pytest.raises(NotAllowed, match="没有改动"):
            restore(saved, room.folder, lambda: room.paper, environ)
    assert entries(room.folder, room.key) == 5


def test_a_folder_fresh_from_init_takes_the_backup(room: Room, saved: Path, tmp_path: Path) -> None:
    here = tmp_path / "fresh"
    here.mkdir()
    (here / RECOVERY_FILE).write_text(keys.wrap(room.key, keys.new_recovery_key()))
    engines = open_engines(here / DATABASE, room.key, create=True)
    with engines.write.begin() as conn:
        schema.create(conn)
    engines.close()
    restore(saved, here, never, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert entries(here, room.key) == 3
    assert sorted(file.name for file in here.iterdir()) == sorted([ATTACHMENTS, DATABASE, RECOVERY_FILE, LOCK_FILE])


def test_a_folder_with_an_open_desk_is_left_alone(room: Room, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    with FolderLock.take(tmp_path / "open"), pytest.raises(Unavailable):
        restore(saved, tmp_path / "open", never, {"RECEPTION_KEY_FILE": str(room.key_file)})


def test_a_key_file_with_another_key_stays_and_opens_what_was_restored(
    room: Room, saved: Path, tmp_path: Path, clock: FakeClock
) -> None:
    other, here = tmp_path / "other.key", tmp_path / "again"
    keys.make(other)
    before = other.read_text()
    restore(saved, here, lambda: room.paper, {"RECEPTION_KEY_FILE": str(other)})
    assert other.read_text() == before
    key = keys.find(keys.named_key((here / RECOVERY_FILE).read_text()), other, here)
    assert key == room.key
    assert entries(here, key) == 3
    back_up(here, key, tmp_path / "second.zip", clock)
    restore(tmp_path / "second.zip", tmp_path / "third", never, {"RECEPTION_KEY_FILE": str(room.key_file)})
    assert not (tmp_path / "third" / keys.ADOPTED_FILE).exists()


def test_a_mistyped_paper_and_the_wrong_envelope_change_nothing(room: Room, saved: Path, tmp_path: Path) -> None:
    environ = {"RECEPTION_KEY_FILE": str(tmp_path / "new.key")}
    wrong = room.paper[:3] + ("2" if room.paper[3] != "2" else "3") + room.paper[4:]
    with pytest.raises(InvalidInput, match="第 1 组"):
        restore(saved, tmp_path / "again", lambda: wrong, environ)
    with pytest.raises(Unavailable, match="不是这份数据的恢复码"):
        restore(saved, tmp_path / "again", keys.new_recovery_key, environ)
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "new.key").exists()


def test_a_pc_that_can_keep_no_key_takes_no_backup(room: Room, saved: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="RECEPTION_KEY_FILE"):
        restore(saved, tmp_path / "again", lambda: room.paper, {})
    assert not (tmp_path / "again").exists()
