"""Verification: quiet on a sound folder, and every planted damage is found by its own check."""

from pathlib import Path

import pytest
from support.room import Room

from reception.desk.steps import take_step
from reception.domain.lifecycle import Act
from reception.store.verify import verify


def checks(room: Room) -> dict[str, bool]:
    return {check.name: check.ok for check in verify(room.store)}


def with_a_photo(room: Room, folder: Path) -> None:
    photo = folder / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    take_step(room.desk, room.handled(), Act.ATTACH, {"file": str(photo)})


def test_a_sound_folder_is_well_and_says_how_much_was_looked_at(room: Room, tmp_path: Path) -> None:
    with_a_photo(room, tmp_path)
    found = {check.name: check for check in verify(room.store)}
    assert all(check.ok for check in found.values())
    assert list(found) == ["database", "entries", "chain", "rows", "index", "attachments"]
    assert found["entries"].count == found["chain"].count == 6
    assert found["attachments"].count == 1


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE fact SET line = replace(line, '漏', '好') WHERE line LIKE '%words%'", {"entries", "rows"}),
        ("UPDATE entry SET header = replace(header, 'wang', 'zhao') WHERE n = 2", {"entries"}),
        ("UPDATE entry SET prev_hash = x'00' WHERE n = 3", {"chain"}),
        ("UPDATE entry SET prev_hash = NULL WHERE n = 3", {"chain"}),
        ("UPDATE setting SET value = json_array(6, hex(zeroblob(32))) WHERE key = 'head'", {"chain"}),
        ("UPDATE cases SET words = 'x'", {"rows"}),
        ("DELETE FROM deadline", {"rows"}),
        ("DELETE FROM search WHERE rowid = 1", {"index"}),
    ],
)
def test_planted_damage_is_found(room: Room, damage: str, named: set[str]) -> None:
    room.handled()
    with room.store.engines.write.begin() as conn:
        conn.exec_driver_sql(damage)
    assert {name for name, ok in checks(room).items() if not ok} == named


def test_an_attachment_that_is_gone_is_found(room: Room, tmp_path: Path) -> None:
    with_a_photo(room, tmp_path)
    room.store.attachments.remove(room.store.attachments.names()[0])
    assert {name for name, ok in checks(room).items() if not ok} == {"attachments"}
