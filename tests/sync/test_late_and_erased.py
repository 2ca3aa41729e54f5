"""Facts that come later than their entry, and facts that are erased because the law orders it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.district import Served, exchange
from support.photos import attach
from support.room import KEY, Room

from reception.desk.lists import show_case
from reception.district.erasing import erase
from reception.district.tables import ENTRY
from reception.district.verify import verify as verify_server
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, ERASED, Fact, parse
from reception.domain.errors import InvalidInput, NotFound
from reception.domain.lifecycle import Act
from reception.store import refold
from reception.store.store import Store
from reception.store.tables import EntryRow, FactRow
from reception.store.verify import verify
from reception.sync.messages import lines_of

Make = Callable[..., Room]
WORDS = "三楼王某某打人"


def facts_with(served: Served, words: str) -> tuple[Id, list[int]]:
    """The entry, and the places in it, of the facts that say these words."""
    with served.district.database.reading() as conn:
        for row in conn.execute(select(ENTRY)):
            entry = parse(bytes(row.header), lines_of(bytes(row.body)))
            places = [place for place, line in enumerate(entry.lines) if line is not None and words.encode() in line]
            if places:
                return entry.id, places
    raise AssertionError(f"nothing says {words}")


def says(served: Served, words: str) -> bool:
    with served.district.database.reading() as conn:
        return any(words.encode() in bytes(row.body) for row in conn.execute(select(ENTRY.c.body)))


def knows(room: Room, words: str) -> bool:
    with room.store.read() as conn:
        return any(words.encode() in line for line in conn.execute(select(FactRow.line)).scalars())


def sound(*rooms: Room) -> None:
    for room in rooms:
        assert [check for check in verify(room.store) if not check.ok] == []
        with room.store.read() as conn:
            assert refold.compare(conn)[1] == []


def test_two_cases_of_one_visit_handed_over_one_after_the_other(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    first, second = here.register(cases=[{"words": "水管漏水"}, {"words": "楼道灯不亮"}]).numbers
    for number, words in ((first, "水管漏水"), (second, "楼道灯不亮")):
        here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
        exchange(here, there)
        assert show_case(there.desk, number)["words"] == words
    sound(there)


def test_a_case_that_comes_back_brings_what_was_done_elsewhere(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    number = here.case()
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    there.step(number, Act.AMEND, fields={"words": "改成：厨房和卫生间都漏"})
    there.step(number, Act.TRANSFER, room="NG07", why="还是贵室的")
    exchange(there, here)
    assert show_case(here.desk, number)["words"] == "改成：厨房和卫生间都漏"
    sound(here)


def test_erased_words_go_everywhere_and_chains_still_verify(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    number = one.case(words=WORDS)
    exchange(one, two)
    entry, places = facts_with(served, WORDS)
    erase(served.district, entry, places, "本人要求")
    assert not says(served, WORDS)
    exchange(one, two)
    for room in (one, two):
        assert not knows(room, WORDS)
        assert show_case(room.desk, number)["words"] == ""
    sound(one, two)
    assert [check for check in verify_server(served.district) if not check.ok] == []
    third = pc()
    served.join(third)
    exchange(third)
    assert not knows(third, WORDS)
    assert show_case(third.desk, number)["number"] == number


def test_an_erased_resident_leaves_no_row(served: Served, pc: Make) -> None:
    one = pc()
    served.join(one)
    one.register(resident={"name": "王建国", "phone": "13904519999"})
    exchange(one)
    entry, places = facts_with(served, "王建国")
    erase(served.district, entry, places, "本人要求")
    exchange(one)
    with one.store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM resident").scalar() == 0
    sound(one)


def test_what_was_erased_does_not_come_back_with_a_backup(lite: Served, pc: Make, tmp_path: Path) -> None:
    one = pc()
    lite.join(one)
    one.case(words=WORDS)
    exchange(one)
    lite.keep(tmp_path / "old")
    old = tmp_path / "old-pc"
    one.store.close()
    shutil.copytree(tmp_path / "pc0", old)
    one.store = one.desk.store = Store.open(tmp_path / "pc0", KEY, one.clock)
    entry, places = facts_with(lite, WORDS)
    erase(lite.district, entry, places, "本人要求")
    exchange(one)
    restored = pc()
    restored.store.close()
    restored.store = restored.desk.store = Store.open(old, KEY, restored.clock)
    assert knows(restored, WORDS)
    exchange(restored)
    assert not knows(restored, WORDS)
    # the server is put back to before the erasure, and both rooms hand back: it stays erased
    lite.put_back(tmp_path / "old")
    exchange(one, restored, one)
    assert not says(lite, WORDS)
    assert not knows(one, WORDS)


def test_an_erased_photo_goes_from_every_pc_and_the_server(served: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    _, name, _content = attach(one, tmp_path)
    exchange(one, two)
    entry, places = facts_with(served, name)
    erase(served.district, entry, places, "拍到了旁人")
    exchange(one, two)
    for room in (one, two):
        assert room.store.attachments.names() == []
    with served.district.database.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM chunk").scalar() == 0
    sound(one, two)


def test_only_the_district_erases_and_only_what_is_there(lite: Served, pc: Make) -> None:
    room = pc()
    lite.join(room)
    room.case(words=WORDS)
    exchange(room)
    entry, _ = facts_with(lite, WORDS)
    with pytest.raises(InvalidInput):
        erase(lite.district, entry, [99], "x")
    with pytest.raises(NotFound):
        erase(lite.district, Id("0" * 32), [], "x")
    with room.desk.acting() as acting:
        acting.add(ERASED, [Fact(ERASED, entry, DISTRICT_SCOPE, {"code": entry, "facts": [0, 1, 2], "files": []})])
    other = pc()
    lite.join(other)
    exchange(room, other)
    assert knows(room, WORDS)
    assert knows(other, WORDS)
    with other.store.read() as conn:
        assert conn.execute(select(func.count()).select_from(EntryRow.__table__)).scalar_one()
