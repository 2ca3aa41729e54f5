"""The store as a whole: what closing and tidying do."""

from pathlib import Path

from support.room import KEY, Room

from reception.store.backup import DATABASE
from reception.store.engine import connect
from reception.store.journal import UNMERGED, setting
from reception.store.store import CROWDED, Store


def test_saves_are_merged_when_nobody_waits(room: Room) -> None:
    for _ in range(3):
        room.case()
    while room.store.tidy():
        pass
    with room.store.read() as conn:
        assert setting(conn, UNMERGED) == 0
    assert not room.store.tidy()


def test_an_idle_program_folds_the_log_of_saves_into_the_file(room: Room, tmp_path: Path) -> None:
    number = room.case()
    while room.store.tidy():
        pass
    alone = tmp_path / DATABASE
    alone.write_bytes((room.store.folder / DATABASE).read_bytes())
    connection = connect(alone, KEY)
    assert connection.execute("SELECT number FROM cases").fetchall() == [(number,)]
    connection.close()


def test_a_crowded_index_is_merged_when_the_program_ends(room: Room) -> None:
    for _ in range(CROWDED + 1):
        room.case()
    room.store.close()
    again = Store.open(room.store.folder, KEY, room.clock)
    with again.read() as conn:
        assert setting(conn, UNMERGED) == 0
    again.close()
