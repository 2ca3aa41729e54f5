"""Rules of the exchange that no other file tests; docs/sync-rules.md says which test holds which rule."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select
from support.district import Served, exchange
from support.room import KEY, Room

from reception.desk.case_page import open_case
from reception.desk.changes import resolve
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.meetings import meetings
from reception.district import arrivals, hello, journal
from reception.district.batch import Batch
from reception.district.caller import Caller
from reception.district.cases import to_look_at
from reception.district.tables import ASIDE, DEVICE, ENTRY
from reception.domain import entry as entries
from reception.domain.clock import Id, from_text
from reception.domain.entry import DISTRICT_SCOPE, Entry, Fact, Place, case_scope, digest, parse, room_scope, seal
from reception.domain.errors import Damaged, Unavailable
from reception.domain.lifecycle import Act
from reception.store import exchange as held
from reception.store import refold
from reception.store.journal import note, setting
from reception.store.store import Store
from reception.store.tables import EntryRow, FactRow
from reception.store.verify import verify
from reception.sync.client import check_once, sync_once
from reception.sync.messages import Parcel, Push, parcel
from reception.sync.overview import overview

Make = Callable[..., Room]


def waiting(room: Room) -> int:
    with room.store.read() as conn:
        return held.waiting_count(conn)


def known(room: Room, key: str) -> object:
    with room.store.read() as conn:
        return setting(conn, key)


def bytes_of(room: Room) -> dict[str, tuple[bytes, ...]]:
    """Every entry's header and fact lines as they lie here."""
    with room.store.read() as conn:
        query = select(EntryRow.id, EntryRow.header, FactRow.line).outerjoin(
            FactRow.__table__, FactRow.entry_n == EntryRow.n
        )
        found: dict[str, tuple[bytes, ...]] = {}
        for row in conn.execute(query.order_by(FactRow.n)):
            found[row.id] = (*found.get(row.id, (row.header,)), row.line)
    return found


def write_raw(room: Room, entry: Entry) -> None:
    """Put an entry on this PC's chain as a program of another version would."""
    with room.store.write("test") as writing:
        room.store.record(writing.conn, [entry])
        note(writing.conn, "head", [entry.seq, entry.hash])


def next_place(room: Room) -> Place:
    seq, head = known(room, "head") or (0, "")  # type: ignore[misc]
    return Place(Id(str(known(room, "device"))), seq + 1, head, int(str(known(room, "hlc") or 0)) + 1, room.clock.now())


def pair(served: Served, pc: Make) -> tuple[Room, Room]:
    """Two PCs of a room that know the district's data."""
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    exchange(one, two)
    return one, two


def waiting_parcels(room: Room) -> list[Parcel]:
    """What this PC would send."""
    with room.store.read() as conn:
        return [parcel(entry) for entry in held.next_waiting(conn, 10**6, 100)]


# waiting, and what is said of it


def test_the_count_of_waiting_entries_is_asked_each_time(lite: Served, pc: Make) -> None:
    room = pc()
    lite.join(room)
    exchange(room)
    assert overview(room.store).waiting == 0
    room.case()
    found = overview(room.store)
    assert found.waiting == 1
    assert found.waiting_since


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push"])
def test_an_exchange_that_timed_out_is_no_success(lite: Served, pc: Make, path: str) -> None:
    room = pc()
    lite.join(room)
    exchange(room)
    before = overview(room.store).last
    room.clock.advance(hours=1)
    room.case()
    lite.fault = (path, "lost")
    with pytest.raises(Unavailable):
        sync_once(room.store)
    found = overview(room.store)
    assert (found.last, found.waiting) == (before, 1)


def test_a_page_is_stored_with_its_cursor_or_not_at_all(
    served: Served, pc: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair(served, pc)
    one.case()
    exchange(one)
    before = bytes_of(two)

    def fails(*_: object) -> None:
        raise Damaged("磁盘满", english="the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(held, "advance", fails)
        with pytest.raises(Damaged):
            sync_once(two.store)
    assert bytes_of(two) == before
    exchange(two)
    assert len(bytes_of(two)) == len(before) + 1


def test_the_feed_is_in_order_of_commits_also_when_an_earlier_push_commits_later(
    served: Served, pc: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, reader = pair(served, pc)
    quick = pc("NG07")
    served.join(quick)
    exchange(quick, reader)
    if served.district.database.write.dialect.name == "sqlite":
        return  # one writer at a time: a push cannot begin before another's commit
    draw, waits, goes_on = Batch._draw, threading.Event(), threading.Event()

    def drawn(batch: Batch) -> int:
        if batch.device == known(slow, "device"):
            waits.set()
            assert goes_on.wait(20)
        return draw(batch)

    monkeypatch.setattr(Batch, "_draw", drawn)
    slow.case(words="先送，后提交")
    thread = threading.Thread(target=lambda: exchange(slow))
    thread.start()
    assert waits.wait(20)
    quick.case(words="后送，先提交")
    assert exchange(quick)[0].sent == 1
    assert exchange(reader)[0].received == 1
    goes_on.set()
    thread.join()
    assert exchange(reader)[0].received == 1


def test_the_same_push_again_is_harmless_also_at_the_same_time_and_years_later(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    room.case()
    parcels = waiting_parcels(room)
    caller = Caller(Id(str(known(room, "device"))), "NG07")
    receipts: list[tuple[str, ...]] = []

    def send() -> None:
        receipts.append(journal.take(served.district, caller, Push("A"), parcels).tips)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 4
    assert len(set(receipts)) == 1
    send()
    with served.district.database.reading() as conn:
        mine = ENTRY.c.device == caller.device
        assert len(conn.execute(select(ENTRY).where(mine)).all()) == 1


def test_cursors_are_kept_at_growing_distances(lite: Served, pc: Make) -> None:
    room = pc()
    with room.store.write("test") as writing:
        for n in range(1, 301):
            held.advance(writing.conn, f"{n}.{n:016x}.1")
        turns = [rung.turn for rung in held.cursors(writing.conn)]
    assert turns[0] == 300
    assert turns[-1] == 1
    assert len(turns) <= 20
    gaps = [300 - turn for turn in turns[1:-1]]
    assert all(later <= 2 * max(1, earlier) + 2 for earlier, later in pairwise(gaps))


# who may bring and see what


def test_what_a_message_claims_moves_nothing_into_another_room(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    theirs = there.case(words="他们的事")
    exchange(there, here)
    case = open_case(there.desk, theirs).case.id
    with here.desk.acting() as acting:
        acting.add("forged", [
            Fact("resident", acting.new_id(), room_scope("NG08"), {"name": "假", "phone": "1"}),
            Fact("step", acting.new_id(), case_scope(case), {"act": "withdraw", "at": "2026-11-24T01:00:00Z"}),
            Fact("unit", acting.new_id(), DISTRICT_SCOPE, {"code": "X", "name": "假"}),
        ])  # fmt: skip
    assert exchange(here)[0].set_aside == 1
    before = bytes_of(there)
    exchange(there)
    assert bytes_of(there) == before
    assert show_case(there.desk, theirs)["status"] == "registered"


def test_what_may_not_be_taken_is_held_and_named_and_is_no_entry(lite: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    lite.join(here)
    lite.join(there, "NG08")
    exchange(here, there)
    here.case()
    there.case()
    (mine,), (theirs,) = waiting_parcels(here), waiting_parcels(there)
    opened = mine.open()
    place = Place(opened.device, opened.seq + 1, opened.hash, opened.hlc + 1, here.clock.now())
    twin = seal(opened.id, place, "wang", "note", opened.id, [])
    many = [Fact("note", Id("c" * 32), room_scope("NG07"), {"n": n}) for n in range(30)]
    large = seal(Id("d" * 32), place, "wang", "note", opened.id, many)
    caller = Caller(opened.device, "NG07")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrivals, "MAX_FACTS", 20)
        given = [mine, theirs, parcel(twin), parcel(large)]
        assert journal.take(lite.district, caller, Push("A"), given).set_aside == 3
    with lite.district.database.reading() as conn:
        why = {row.hash: row.why for row in conn.execute(select(ASIDE.c.hash, ASIDE.c.why))}
        taken = set(conn.execute(select(ENTRY.c.hash).where(ENTRY.c.hash.in_(why))).scalars())
    assert why == {digest(theirs.header): "not_its_device", twin.hash: "same_id", large.hash: "too_large"}
    assert taken == set()
    after = replace(place, seq=opened.seq + 2, prev_hash=large.hash, hlc=opened.hlc + 2)
    child = seal(Id("e" * 32), after, "wang", "note", opened.id, many[:1])
    assert journal.take(lite.district, caller, Push("A"), [parcel(child)]).taken == 1
    second = pc("NG07")
    lite.join(second)
    exchange(second)
    assert child.id in bytes_of(second)
    assert all(check.ok for check in verify(second.store)), "what stands on what was put away is well"


def test_children_are_not_taken_before_their_parents_unless_those_are_lost_for_good(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    room.case()
    room.case()
    parent, child = waiting_parcels(room)
    caller = Caller(parent.open().device, "NG07")
    with served.district.database.reading() as conn:
        before = conn.execute(select(ENTRY.c.id)).all()
    assert journal.take(served.district, caller, Push("A"), [child]).lacks_parent
    with served.district.database.reading() as conn:
        assert conn.execute(select(ENTRY.c.id)).all() == before
    assert journal.take(served.district, caller, Push("A", orphans=True), [child]).taken == 1
    assert exchange(room)[0].waiting == 0
    assert check_once(room.store).missing_there == 1  # it was not lost after all
    with served.district.database.reading() as conn:
        mine = conn.execute(select(ENTRY.c.id).where(ENTRY.c.device == caller.device)).scalars().all()
    assert {parent.open().id, child.open().id} <= set(mine)


def test_the_old_room_is_served_steps_only(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    number = here.case()
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    there.step(number, Act.AMEND, fields={"words": "新室的话", "summary": "新室的事由"})
    there.step(number, Act.PROGRESS, note="新室在办")
    exchange(there, here)
    lines = b"\n".join(line or b"" for item in bytes_of(here).values() for line in item)
    assert "新室的话".encode() not in lines
    assert "新室的事由".encode() not in lines
    assert [step["act"] for step in show_case(here.desk, number)["timeline"]][-1] == "progress"


def test_the_first_transfer_to_arrive_wins_and_the_other_is_told(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    there = pc("NG08")
    served.join(there, "NG08")
    number = one.case()
    exchange(one, two, there)
    two.step(number, Act.TRANSFER, room="NG08", why="先到")
    one.step(number, Act.TRANSFER, room="NG08", why="后到")
    exchange(two, one, two, there)
    acts = [step["act"] for step in show_case(there.desk, number)["timeline"]]
    assert acts.count("handed_over") == 1
    assert "set_aside" in acts
    assert show_case(one.desk, number)["status"] == show_case(two.desk, number)["status"] == "transferred"


def test_a_transfer_to_a_room_that_is_not_there_is_answered_no(served: Served, pc: Make) -> None:
    here = pc()
    served.join(here)
    exchange(here)
    number = here.case()
    with here.desk.acting() as acting:
        case = acting.find(number).case
        acting.add(Act.TRANSFER, [acting.step(case.id, Act.TRANSFER, {"room": "NG99", "why": "x"})])
    exchange(here)
    shown = show_case(here.desk, number)
    assert shown["timeline"][-1]["act"] == "not_handed_over"
    assert shown["status"] == "registered"


def test_a_district_entry_without_its_signature_is_taken_by_nobody(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    place = Place(served.district.device, 999, "", 1 << 60, one.clock.now())
    facts = [Fact("unit", one.clock.new_id(), DISTRICT_SCOPE, {"code": "X", "name": "假"})]
    forged = replace(
        seal(one.clock.new_id(), place, "district", "master", one.clock.new_id(), facts), signature=b"x" * 64
    )
    caller = Caller(Id(str(known(one, "device"))), "NG07")
    assert journal.take(served.district, caller, Push("A", True), [parcel(forged)]).set_aside == 1
    before = bytes_of(two)
    exchange(two)
    assert not any(b"\xe5\x81\x87" in (line or b"") for item in bytes_of(two).values() for line in item)
    assert before.keys() < bytes_of(two).keys()  # it was said that something was set aside
    assert [item.why for item in overview(two.store).set_aside] == ["not_signed"]


def test_what_the_server_cannot_read_is_held_said_and_in_nobodys_way(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    good = one.case()
    with one.store.read() as conn:
        (mine,) = held.next_waiting(conn, 10**6, 10)
    caller = Caller(Id(str(known(one, "device"))), "NG07")
    broken = Parcel(b'{"id": "neither", "facts": []}', (), None)
    receipt = journal.take(served.district, caller, Push("A"), [broken, parcel(mine)])
    assert (receipt.taken, receipt.set_aside) == (2, 1)
    exchange(one, two)
    assert show_case(two.desk, good)["status"] == "registered"
    assert [item.why for item in overview(two.store).set_aside] == ["unreadable"]
    with served.district.database.reading() as conn:
        assert (
            bytes(conn.execute(select(ASIDE.c.header).where(ASIDE.c.why == "unreadable")).scalar_one()) == broken.header
        )


# versions


def test_an_older_client_keeps_and_passes_on_what_it_does_not_know(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    place = next_place(one)
    facts = [Fact("drone_flight", one.clock.new_id(), room_scope("NG07"), {"battery": {"left": 0.7}})]
    plain = seal(one.clock.new_id(), place, "later", "fly", one.clock.new_id(), facts)
    line = orjson.dumps([*orjson.loads(plain.lines[0] or b""), {"a seventh": "part"}])
    header = orjson.dumps({**orjson.loads(plain.header), "facts": [digest(line)], "weather": "snow"})
    write_raw(one, parse(header, [line]))
    exchange(one, two)
    assert bytes_of(one) == bytes_of(two)
    assert (header, line) in bytes_of(two).values()
    for room in (one, two):
        with room.store.read() as conn:
            assert refold.compare(conn)[1] == []


def test_an_older_server_refuses_politely_and_the_client_waits(
    served: Served, pc: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    room.case(words="旧版写的")
    with monkeypatch.context() as patch:
        patch.setattr(entries, "SCHEMA", 2)
        room.case(words="新版写的")
    served.asked.clear()
    done = exchange(room)[0]
    assert (done.sent, done.waiting, done.held_back) == (1, 1, True)
    assert served.asked["/v1/hello"] <= 3
    with room.store.read() as conn:
        newer = [parcel(entry) for entry in held.next_waiting(conn, 10**6, 10)]
    caller = Caller(Id(str(known(room, "device"))), "NG07")
    with pytest.raises(Unavailable):
        journal.take(served.district, caller, Push("A"), newer)
    monkeypatch.setattr(hello, "SCHEMA", 2)
    monkeypatch.setattr(journal, "SCHEMA", 2)
    assert exchange(room)[0].waiting == 0


# clocks


def test_a_pc_in_2099_stops_nobody_and_is_told_its_offset(served: Served, pc: Make) -> None:
    wrong, right = pair(served, pc)
    wrong.clock.set(from_text("2099-01-01T08:00:00.000Z"))
    first = wrong.case(words="未来")
    exchange(wrong, right)
    right.step(first, Act.PROGRESS, note="照常办")
    exchange(right, wrong)
    assert show_case(wrong.desk, first)["timeline"][-1]["act"] == "progress"
    assert show_case(wrong.desk, first) == show_case(right.desk, first)
    assert abs(overview(wrong.store).clock_offset) > 70 * 365 * 86_400_000 // 100 * 99
    assert abs(overview(right.store).clock_offset) < 10 * 365 * 86_400_000


def test_a_clock_that_runs_backwards_while_offline_loses_and_blocks_nothing(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    number = one.case()
    exchange(one)
    offset = overview(one.store).clock_offset
    one.clock.advance(days=-400)
    one.step(number, Act.PROGRESS, note="钟倒了")
    one.clock.advance(days=-400)
    one.step(number, Act.PROGRESS, note="又倒了")
    exchange(one, two)
    notes = [step.fields.get("note") for step in open_case(two.desk, number).case.steps]
    assert notes[-2:] == ["钟倒了", "又倒了"]
    assert overview(one.store).clock_offset - offset > 799 * 86_400_000
    with served.district.database.reading() as conn:
        mine = DEVICE.c.device == known(one, "device")
        assert conn.execute(select(DEVICE.c.clock_offset).where(mine)).scalar_one() > 799 * 86_400_000


# two who did not know of each other


def test_two_pcs_change_different_fields_of_one_case_and_both_stand(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    number = one.case()
    exchange(one, two)
    one.step(number, Act.AMEND, fields={"summary": "立管漏水"})
    two.step(number, Act.AMEND, fields={"wants": "尽快修"})
    exchange(one, two, one)
    for room in (one, two):
        shown = show_case(room.desk, number)
        assert (shown["summary"], shown["wants"], shown["please_look"]) == ("立管漏水", "尽快修", False)


def test_two_versions_of_one_field_are_both_kept_until_somebody_chooses(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    number = one.case()
    exchange(one, two)
    one.step(number, Act.AMEND, fields={"summary": "甲一"})
    one.step(number, Act.AMEND, fields={"summary": "甲二"})
    two.step(number, Act.AMEND, fields={"summary": "乙一"})
    exchange(one, two, one)
    for room in (one, two):
        assert show_case(room.desk, number)["please_look"]
    (seen,) = to_look_at(served.district, from_text("2026-01-01"))
    assert [{version.value for version in versions} for *_, versions in seen.conflicts()] == [{"甲二", "乙一"}]
    case = open_case(one.desk, number).case.id
    resolve(one.desk, number, "case", case, "summary", "甲二")
    exchange(one, two)
    for room in (one, two):
        shown = show_case(room.desk, number)
        assert (shown["summary"], shown["please_look"]) == ("甲二", False)
    assert list(to_look_at(served.district, from_text("2026-01-01"))) == []
    with one.store.read() as conn:
        query = select(FactRow.line).join(EntryRow.__table__, EntryRow.n == FactRow.entry_n)
        lines = conn.execute(query.where(EntryRow.act == "resolve").order_by(FactRow.position)).scalars().all()
    assert len(orjson.loads(lines[0])[4]["summary"]) == 2


def test_alike_cases_and_people_are_looked_for_among_what_arrives(served: Served, pc: Make) -> None:
    one, two = pair(served, pc)
    told: dict[Room, str] = {}
    for room, words in ((one, "厨房漏水，流到楼下"), (two, "厨房漏水，已经流到楼下了")):
        place = {"compound": "红旗大街188号", "building": "3", "entrance": "2", "home": "501"}
        told[room] = room.case(words=words, address=place)
    other = two.case(words="楼道灯不亮", resident={"name": "李四", "phone": "13900000002"})
    exchange(one)
    came = exchange(two)[0].came
    met = meetings(two.desk, came.of("case"), came.of("resident"))
    assert met.cases == ((told[one], told[two]),)
    assert len(met.residents) == 1
    assert other not in str(met)
    exchange(one, two)
    again = exchange(two)[0].came
    assert meetings(two.desk, again.of("case"), again.of("resident")).count == 0


# backups


def test_a_restored_backup_gets_back_what_it_had_sent_and_goes_on_as_a_branch(
    served: Served, pc: Make, tmp_path: Path
) -> None:
    one, two = pair(served, pc)
    one.case(words="备份前")
    exchange(one)
    one.store.close()
    shutil.copytree(tmp_path / "pc0", tmp_path / "backup")
    one.store = one.desk.store = Store.open(tmp_path / "pc0", KEY, one.clock)
    one.case(words="备份后，已送")
    exchange(one)
    letter = one.store_letter
    one.store.close()
    one.store = one.desk.store = Store.open(tmp_path / "backup", KEY, one.clock)
    one.case(words="恢复后写的")
    exchange(one, two, one)
    assert one.store_letter != letter
    assert len(bytes_of(one)) == len(bytes_of(two))
    words = sorted(str(show_case(one.desk, str(number))["words"]) for number in _numbers(one))
    assert words == ["备份前", "备份后，已送", "恢复后写的"]
    assert waiting(one) == 0


def _numbers(room: Room) -> list[str]:
    return [str(line["number"]) for line in case_lines(room.desk, CaseFilter())]
