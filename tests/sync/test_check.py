"""Check: both sides compare what they hold, and repair entry by entry; nobody chooses a side."""

from collections.abc import Callable

from sqlalchemy import delete, select
from support.district import Served, exchange
from support.room import Room

from reception.desk.lists import show_case
from reception.district.tables import ENTRY, REACH, TOUCH
from reception.domain.lifecycle import Act
from reception.store import refold
from reception.store.tables import EntryRow, FactRow
from reception.store.verify import verify
from reception.sync.client import check_once

Make = Callable[..., Room]


def forget(room: Room, entry: str) -> None:
    """A PC loses an entry, as no program of ours would."""
    with room.store.write("test") as writing:
        n = writing.conn.execute(select(EntryRow.n).where(EntryRow.id == entry)).scalar_one()
        writing.conn.execute(delete(FactRow.__table__).where(FactRow.entry_n == n))
        writing.conn.execute(delete(EntryRow.__table__).where(EntryRow.n == n))
        refold.rebuild(writing.conn)


def ids(room: Room, act: str) -> list[str]:
    with room.store.read() as conn:
        return list(conn.execute(select(EntryRow.id).where(EntryRow.act == act).order_by(EntryRow.n)).scalars())


def every_id(room: Room) -> set[str]:
    with room.store.read() as conn:
        return set(conn.execute(select(EntryRow.id)).scalars())


def test_two_sides_that_agree_find_nothing(served: Served, pc: Make) -> None:
    one = pc()
    served.join(one)
    one.case()
    done = check_once(one.store)
    assert (done.missing_here, done.missing_there, done.waiting) == (0, 0, 0)


def test_what_the_pc_lacks_is_fetched(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    number = one.case()
    one.case(words="后来的")
    exchange(one, two)
    before = every_id(two)
    forget(two, ids(two, Act.REGISTER)[0])
    forget(two, ids(two, "master")[0])
    assert [check.name for check in verify(two.store) if not check.ok] == ["chain"]
    done = check_once(two.store)
    assert all(check.ok for check in verify(two.store))
    assert (done.missing_here, done.missing_there) == (2, 0)
    assert every_id(two) == before
    assert show_case(two.desk, number)["words"] == "厨房漏水，流到楼下"


def test_a_pc_that_lost_its_newest_entry_gets_it_back(served: Served, pc: Make) -> None:
    one = pc()
    served.join(one)
    number = one.case()
    exchange(one)
    forget(one, ids(one, Act.REGISTER)[-1])
    assert check_once(one.store).missing_here == 1
    assert show_case(one.desk, number)["status"] == "registered"


def test_what_the_server_lacks_waits_again_and_is_sent(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    one.case(words="早")
    one.case(words="晚")
    exchange(one, two)
    lost = ids(one, Act.REGISTER)[0]
    with served.district.database.writing() as conn:
        for table in (ENTRY, TOUCH):
            conn.execute(table.delete().where(table.c.id == lost))
    done = check_once(two.store)  # also the other PC of the room can give it back
    assert (done.missing_here, done.missing_there, done.waiting) == (0, 1, 0)
    with served.district.database.reading() as conn:
        assert (
            conn.execute(ENTRY.select().where(ENTRY.c.id == lost)).one().device
            == conn.execute(select(ENTRY.c.device).where(ENTRY.c.id == ids(one, Act.REGISTER)[1])).scalar_one()
        )


def test_a_batch_that_the_feed_forgot_is_found(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    exchange(one, two)
    number = one.case()
    exchange(one)
    with served.district.database.writing() as conn:
        last = conn.execute(select(REACH.c.n).order_by(REACH.c.n.desc()).limit(1)).scalar_one()
        conn.execute(REACH.delete().where(REACH.c.n == last))
    assert exchange(two)[0].received == 0
    assert check_once(two.store).missing_here == 1
    assert show_case(two.desk, number)["status"] == "registered"


def test_another_rooms_entries_are_compared_as_far_as_they_may_be_seen(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    here.case(words="不给别人看")
    number = here.case()
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    forget(there, ids(there, Act.TRANSFER)[0])
    done = check_once(there.store)
    assert (done.missing_here, done.missing_there) == (1, 0)
    assert len(ids(there, Act.REGISTER)) == 1


def test_a_difference_among_many_costs_few_questions(lite: Served, pc: Make) -> None:
    one = pc()
    lite.join(one)
    with one.desk.acting() as acting:
        for _ in range(1300):
            acting.add("note", [])
    exchange(one)
    lost = ids(one, "note")[700]
    with lite.district.database.writing() as conn:
        conn.execute(ENTRY.delete().where(ENTRY.c.id == lost))
    lite.asked.clear()
    assert check_once(one.store).missing_there == 1
    assert lite.asked["/v1/check"] <= 10
