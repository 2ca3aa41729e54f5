"""Photos of cases: both ways, in pieces, after the entries and never in their way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from support.district import Served, exchange
from support.photos import CHUNK_BYTES, attach
from support.room import Room

from reception.desk.case_page import open_case, read_file
from reception.district.tables import ATTACHMENT, CHUNK, FILED
from reception.domain.errors import NotFound, Unavailable
from reception.domain.lifecycle import Act
from reception.store import refold
from reception.store.journal import note
from reception.store.tables import EntryRow, FactRow
from reception.sync.client import Progress, check_once, sync_once
from reception.sync.line import Stopped
from reception.sync.pace import LEAST

Make = Callable[..., Room]


def on_slow_line(room: Room) -> None:
    """This PC knows its line to be slow."""
    with room.store.write("test") as writing:
        note(writing.conn, "batch_bytes", LEAST)


def test_a_second_pc_of_the_room_gets_the_photo(served: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    number, name, content = attach(one, tmp_path)
    assert exchange(one)[0].files == 1
    assert exchange(two)[0].files == 1
    assert read_file(two.desk, name) == content
    assert not open_case(two.desk, number).missing
    served.asked.clear()
    exchange(one, two)
    assert served.asked == {"/v1/hello": 2}


def test_a_check_brings_back_a_lost_entry_with_its_photo(lite: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    _, name, content = attach(one, tmp_path)
    exchange(one, two)
    with two.store.write("test") as writing:
        n = writing.conn.execute(select(EntryRow.n).where(EntryRow.act == Act.ATTACH)).scalar_one()
        writing.conn.execute(delete(FactRow.__table__).where(FactRow.entry_n == n))
        writing.conn.execute(delete(EntryRow.__table__).where(EntryRow.n == n))
        refold.rebuild(writing.conn)
    two.store.attachments.remove(name)
    done = check_once(two.store)
    assert (done.missing_here, done.files) == (1, 1)
    assert read_file(two.desk, name) == content


def test_a_handed_over_case_brings_its_photo_and_no_third_room_gets_it(
    served: Served, pc: Make, tmp_path: Path
) -> None:
    here, there, third = pc("NG07"), pc("NG08"), pc("NG08")
    for room, code in ((here, "NG07"), (there, "NG08")):
        served.join(room, code)
    exchange(here, there)
    number, name, content = attach(here, tmp_path)
    exchange(here, there)
    assert not there.store.has_attachments
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    assert read_file(there.desk, name) == content
    served.join(third, "NG08")
    exchange(third)
    assert read_file(third.desk, name) == content


@pytest.mark.parametrize("spare", [1, 2, 3])
def test_a_photo_goes_on_where_the_line_broke(lite: Served, pc: Make, tmp_path: Path, spare: int) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    _, name, content = attach(one, tmp_path)
    for room in (one, two):
        lite.fault, lite.spare = ("/v1/attachments", "lost" if room is one else "bad"), spare
        with pytest.raises(Unavailable):
            sync_once(room.store)
        with room.store.read() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM entry WHERE held = 0").scalar() == 0
        lite.fault = ("", "")
        lite.asked.clear()
        exchange(room)
        assert lite.asked[f"/v1/attachments/{name}"] < 2 + len(content) // LEAST
    assert read_file(two.desk, name) == content


def test_a_slow_line_carries_a_photo_in_small_pieces_that_become_whole_chunks(
    lite: Served, pc: Make, tmp_path: Path
) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    exchange(one, two)
    for room in (one, two):
        on_slow_line(room)
    _, name, content = attach(one, tmp_path, 2 * CHUNK_BYTES + 5)
    exchange(one, two)
    assert lite.asked[f"/v1/attachments/{name}"] >= 6
    assert read_file(two.desk, name) == content
    assert two.store.attachments.is_sound(name)


def test_entries_that_come_meanwhile_go_before_the_rest_of_a_photo(lite: Served, pc: Make, tmp_path: Path) -> None:
    room = pc()
    lite.join(room)
    on_slow_line(room)
    attach(room, tmp_path)
    stages: list[str] = []

    def watch(progress: Progress) -> None:
        stages.append(progress.stage)
        if stages.count("sending_file") == 2 and progress.stage == "sending_file":
            room.case(words="又来一件")

    done = sync_once(room.store, progress=watch)
    first, last = stages.index("sending_file"), len(stages) - stages[::-1].index("sending_file")
    assert "sending" in stages[first:last]
    assert (done.waiting, done.files) == (0, 1)


def test_a_photo_cut_off_by_the_clerk_goes_on_next_time(lite: Served, pc: Make, tmp_path: Path) -> None:
    room = pc()
    lite.join(room)
    _, name, _content = attach(room, tmp_path)
    stages: list[str] = []
    with pytest.raises(Stopped):
        sync_once(room.store, progress=lambda p: stages.append(p.stage), stopped=lambda: "sending_file" in stages)
    with pytest.raises(NotFound):
        read_file(pc().desk, name)
    assert exchange(room)[0].files == 1


def test_a_photo_that_was_changed_on_the_way_is_sent_again(lite: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    _, name, content = attach(one, tmp_path)
    exchange(one)
    with lite.district.database.writing() as conn:
        row = conn.execute(CHUNK.select().where(CHUNK.c.sha256 == name).limit(1)).one()
        flipped = bytes(row.content[:-1]) + bytes([row.content[-1] ^ 1])
        conn.execute(CHUNK.update().where(CHUNK.c.start == row.start).values(content=flipped))
    assert exchange(two)[0].files == 0
    assert two.store.attachments.held(name) == (0, 0)
    with lite.district.database.writing() as conn:
        conn.execute(CHUNK.delete())
        conn.execute(ATTACHMENT.delete())
    one.store.attachments.want([name])
    exchange(one)
    assert exchange(two)[0].files == 1
    assert read_file(two.desk, name) == content


def test_a_server_put_back_without_the_photo_gets_it_again(lite: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    exchange(one, two)
    lite.keep(tmp_path / "old")
    _, name, content = attach(one, tmp_path)
    exchange(one, two)
    lite.put_back(tmp_path / "old")
    exchange(one, two)
    third = pc()
    lite.join(third)
    exchange(third)
    assert read_file(third.desk, name) == content


def test_nobody_reads_or_writes_a_photo_that_no_case_of_theirs_names(lite: Served, pc: Make, tmp_path: Path) -> None:
    here, there = pc("NG07"), pc("NG08")
    lite.join(here)
    lite.join(there, "NG08")
    _, name, _content = attach(here, tmp_path)
    exchange(here)
    there.store.attachments.want([name, "f" * 64])
    assert exchange(there)[0].files == 0
    assert there.store.attachments.held(name) == (0, 0)
    with lite.district.database.reading() as conn:
        assert [row.sha256 for row in conn.execute(FILED.select())] == [name]
