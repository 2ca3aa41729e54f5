"""The store as a whole: what closing and tidying do."""

from support.room import KEY, Room

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


def test_a_crowded_index_is_merged_when_the_program_ends(room: Room) -> None:
    for _ in range(CROWDED + 1):
        room.case()
    room.store.close()
    again = Store.open(room.store.folder, KEY, room.clock)
    with again.read() as conn:
        assert setting(conn, UNMERGED) == 0
    again.close()
