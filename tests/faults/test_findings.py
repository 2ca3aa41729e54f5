"""What the simulator found, each as the shortest day on which it happened."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.district import Served, exchange
from support.room import KEY, Room

from reception.desk import undo
from reception.desk.desk import Desk
from reception.store.store import Store
from reception.store.verify import verify

Copy = Callable[[Room, str], Room]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A district."""
    made = Served(tmp_path / "district")
    yield made
    made.stop()


@pytest.fixture
def enrolled(tmp_path: Path, served: Served) -> Iterator[Room]:
    """An enrolled PC that has told the district everything."""
    made = Room(tmp_path / "pc", master=False)
    served.join(made)
    made.case()
    exchange(made)
    yield made
    made.close()


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Copy]:
    """Copies a PC's disk; the copy is at work at once."""
    made: list[Store] = []

    def copy(original: Room, name: str) -> Room:
        shutil.copytree(original.store.folder, tmp_path / name)
        twin = Room.__new__(Room)
        twin.clock, twin.store = original.clock, Store.open(tmp_path / name, KEY, original.clock)
        twin.desk = Desk(twin.store, original.desk.clerk)
        made.append(twin.store)
        return twin

    yield copy
    for store in made:
        store.close()


def test_a_copy_says_hello_before_its_original_wrote_anything_and_gets_a_letter_of_its_own(
    enrolled: Room, copied: Copy
) -> None:
    twin, other = copied(enrolled, "copy"), copied(enrolled, "another")
    exchange(twin, other)
    letters = {enrolled.store_letter, twin.store_letter, other.store_letter}
    assert len(letters) == 3
    numbers = [room.case() for room in (enrolled, twin, other)]
    assert len(set(numbers)) == 3
    exchange(twin, other, enrolled)
    numbers += [room.case() for room in (enrolled, twin, other)]
    exchange(twin, other, enrolled, twin, other, enrolled)
    assert len(set(numbers)) == 6
    assert len({enrolled.store_letter, twin.store_letter, other.store_letter}) == 3
    assert {len(letter) for letter in letters} == {1}


def test_the_index_follows_a_case_that_is_taken_back_and_comes_again(room: Room) -> None:
    room.case()
    for act in (undo.undo, undo.redo, undo.undo):
        act(room.desk)
        assert [check.name for check in verify(room.store) if not check.ok] == []
