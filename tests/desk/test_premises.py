"""A folder as the screen holds it; a backup brought back where the folder is of no use any more."""

from pathlib import Path

import pytest
from support.fake_clock import FakeClock

from reception.desk.desk import Desk
from reception.desk.logins import accounts, make_first_clerk
from reception.desk.opening import make_room, renew_recovery_key
from reception.desk.premises import Premises, enter, enter_sample, found_room, restore_room, seat_at_sample
from reception.desk.sample import fill
from reception.domain.errors import Damaged, InvalidInput, Unavailable


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    return tmp_path / "room"


@pytest.fixture
def here(folder: Path, clock: FakeClock) -> Premises:
    return found_room(folder, clock, "ng07")


def test_a_folder_is_held_by_one_desk(folder: Path, here: Premises, clock: FakeClock) -> None:
    assert (here.room, here.sample, bool(here.recovery_key)) == ("NG07", False, True)
    with pytest.raises(Unavailable):
        enter(folder, clock)
    here.close()
    again = enter(folder, clock)
    assert again is not None
    assert again.recovery_key == "", "it is said once"
    again.close()


def test_nothing_was_made_yet(tmp_path: Path, clock: FakeClock) -> None:
    assert enter(tmp_path / "none", clock) is None


def test_the_sample_is_filled_once_and_seats_its_clerk(folder: Path, clock: FakeClock) -> None:
    filled: list[object] = []
    here = enter_sample(folder, clock, filled.append)
    clerk = seat_at_sample(here)
    assert seat_at_sample(here) == clerk
    assert clerk.name == "样例接待员"
    here.close()
    again = enter_sample(folder, clock, filled.append)
    assert len(filled) == 1
    assert [account.clerk.code for account in again.accounts()] == ["sample"]
    again.close()


def test_a_sample_that_is_broken_off_leaves_nothing_and_begins_anew(folder: Path, clock: FakeClock) -> None:
    class Stop(BaseException):
        pass

    def told(done: int, total: int) -> None:
        if done == 3:
            raise Stop

    left = folder.with_name("room-making") / folder.name  # as a power cut leaves it
    make_room(left, clock, "NG07", sample=True).store.close()
    with pytest.raises(Stop):
        enter_sample(folder, clock, lambda store: fill(store, told))
    assert [path.name for path in folder.parent.iterdir()] == ["key"]
    folder.mkdir()
    enter_sample(folder, clock, lambda store: None).close()
    assert sorted(path.name for path in folder.parent.iterdir()) == ["key", "room"]


def test_a_sample_that_another_program_makes_is_left_to_it(folder: Path, clock: FakeClock) -> None:
    def another(store: object) -> None:
        with pytest.raises(Unavailable):
            enter_sample(folder, clock, lambda store: None)

    here = enter_sample(folder, clock, another)
    assert here.sample
    here.close()


def backup_of(here: Premises, out: Path) -> tuple[Path, str]:
    make_first_clerk(here.store, "wf", "王芳", "secret1")
    here.store.back_up(out)
    here.close()
    return out, here.recovery_key


def test_another_pc_with_the_paper_alone(
    here: Premises, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, key = backup_of(here, tmp_path / "last.backup")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "another PC's key"))
    new = tmp_path / "another PC"
    assert restore_room(file, new, key, clock) is None
    again = enter(new, clock)
    assert again is not None
    assert [account.clerk.name for account in accounts(again.store)] == ["王芳"]
    again.close()


def test_a_damaged_folder_is_put_aside_and_kept(folder: Path, here: Premises, clock: FakeClock, tmp_path: Path) -> None:
    file, key = backup_of(here, tmp_path / "last.backup")
    database = folder / "reception.db"
    database.write_bytes(database.read_bytes()[:-4096] + bytes(4096))
    before = database.read_bytes()
    aside = restore_room(file, folder, key, clock)
    assert aside is not None
    assert (aside / "reception.db").read_bytes() == before
    again = enter(folder, clock)
    assert again is not None
    again.close()


def test_a_backup_that_does_not_open_moves_nothing(
    folder: Path, here: Premises, clock: FakeClock, tmp_path: Path
) -> None:
    here.close()
    before = (folder / "reception.db").read_bytes()
    broken = tmp_path / "broken.backup"
    broken.write_bytes(b"no backup")
    with pytest.raises(Damaged):
        restore_room(broken, folder, here.recovery_key, clock)
    assert (folder / "reception.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "aside" in path.name] == []


def test_a_restore_that_is_stopped_puts_back_what_was_there(
    folder: Path, here: Premises, clock: FakeClock, tmp_path: Path
) -> None:
    file, key = backup_of(here, tmp_path / "last.backup")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_room(file, folder, key, clock, stop)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if "aside" in path.name] == []


def test_a_mistyped_recovery_key_moves_nothing(
    here: Premises, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, key = backup_of(here, tmp_path / "last.backup")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "another PC's key"))
    with pytest.raises(InvalidInput):
        restore_room(file, tmp_path / "new", key[:-1] + ("2" if key[-1] != "2" else "3"), clock)


def test_a_fresh_recovery_key_opens_later_backups(
    folder: Path, here: Premises, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = renew_recovery_key(folder)
    assert fresh != here.recovery_key
    file, old = backup_of(here, tmp_path / "last.backup")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "another PC's key"))
    with pytest.raises(Unavailable):
        restore_room(file, tmp_path / "new", old, clock)
    restore_room(file, tmp_path / "newer", fresh, clock)
    assert (tmp_path / "newer" / "reception.db").exists()


def test_the_desk_acts_as_whoever_sits_there(here: Premises) -> None:
    clerk = make_first_clerk(here.store, "wf", "王芳", "secret1")
    assert Desk(here.store, clerk).clerk.name == "王芳"
    here.close()
