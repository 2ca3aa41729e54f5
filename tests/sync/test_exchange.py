"""The exchange between rooms and the district, on both databases, through a real HTTP server."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.district import Served, exchange, exchange_through_faults
from support.room import KEY, Room

from reception.desk import orders
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.district.enrolment import enrol_code, revoke
from reception.district.tables import ENTRY
from reception.district.verify import verify
from reception.domain.clock import Id
from reception.domain.errors import Conflict, InvalidInput, NotAllowed, ReceptionError, Unavailable
from reception.domain.lifecycle import Act
from reception.store import exchange as held
from reception.store import refold
from reception.store.journal import setting
from reception.store.store import Store
from reception.store.tables import EntryRow, ResidentRow, VisitRow
from reception.sync.client import sync_once
from reception.sync.enrol import enrol

Make = Callable[..., Room]


def waiting(room: Room) -> int:
    with room.store.read() as conn:
        return held.waiting_count(conn)


def count(room: Room, table: type) -> int:  # type: ignore[type-arg]
    with room.store.read() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())


def lines(room: Room) -> list[dict[str, object]]:
    return sorted(case_lines(room.desk, CaseFilter()), key=lambda line: str(line["number"]))


def on_server(served: Served) -> int:
    with served.district.database.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(ENTRY)).scalar_one())


def all_is_well(served: Served, *rooms: Room) -> None:
    assert [check for check in verify(served.district) if not check.ok] == []
    for room in rooms:
        with room.store.read() as conn:
            assert refold.compare(conn)[1] == []
        assert waiting(room) == 0


def test_two_pcs_of_a_room_end_with_the_same_rows(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    exchange(one, two)
    number, _ = one.dispatched()
    two.register(words="楼道灯不亮", resident={"name": "李四", "phone": "13900000002"})
    exchange(one, two, one)
    assert lines(one) == lines(two)
    assert len(lines(one)) == 2
    assert show_case(two.desk, number)["timeline"] == show_case(one.desk, number)["timeline"]
    assert count(one, ResidentRow) == count(two, ResidentRow) == 2
    all_is_well(served, one, two)


def test_letters_differ_and_numbers_of_offline_pcs_never_meet(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    assert one.store_letter != two.store_letter
    assert one.case() != two.case()


@pytest.mark.parametrize("path", ["/v1/push", "/v1/feed", "/v1/hello"])
def test_an_answer_lost_after_the_commit_is_no_answer_and_makes_no_duplicate(
    served: Served, pc: Make, path: str
) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    exchange(one, two)
    before = on_server(served)
    one.case()
    served.fault = (path, "lost")
    exchange_through_faults(one)
    assert waiting(one) == 1 or path == "/v1/feed"
    served.fault = ("", "")
    exchange(one, two)
    assert on_server(served) == before + 1
    assert lines(one) == lines(two)
    all_is_well(served, one, two)


@pytest.mark.parametrize("kind", ["page", "bad"])
def test_a_portals_page_or_a_proxys_error_is_no_connection(lite: Served, pc: Make, kind: str) -> None:
    room = pc()
    lite.join(room)
    room.case()
    lite.fault = ("/", kind)
    with pytest.raises(Unavailable):
        sync_once(room.store)
    assert waiting(room) == 1
    lite.fault = ("", "")
    exchange(room)
    all_is_well(lite, room)


def test_no_server_at_all_loses_nothing(lite: Served, pc: Make) -> None:
    room = pc()
    lite.join(room)
    room.case()
    lite.stop()
    with pytest.raises(Unavailable):
        sync_once(room.store)
    assert waiting(room) == 1
    lite.start()
    exchange(room)
    all_is_well(lite, room)


def test_residents_and_visits_never_reach_another_room_and_master_data_does(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    here.case()
    exchange(here, there)
    assert (count(there, ResidentRow), count(there, VisitRow), lines(there)) == (0, 0, [])
    with there.desk.read() as conn:
        assert there.desk.office(conn).unit("C01")["name"] == "第一建筑公司"
    all_is_well(served, here, there)


def test_a_case_handed_over_brings_its_history_and_no_residents_record(served: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    number = here.case()
    here.step(number, Act.FIRST_CONTACT, way="phone")
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there, here)
    shown = show_case(there.desk, number)
    assert (shown["status"], shown["words"]) == ("registered", "厨房漏水，流到楼下")
    assert [step["act"] for step in shown["timeline"]] == ["register", "first_contact", "transfer", "handed_over"]
    assert (count(there, ResidentRow), count(there, VisitRow)) == (0, 0)
    assert show_case(here.desk, number)["status"] == "transferred"
    orders.dispatch(there.desk, number, "C01")
    exchange(there, here)
    assert show_case(here.desk, number)["timeline"][-1]["act"] == "dispatch"
    all_is_well(served, here, there)


def test_what_the_old_room_did_meanwhile_is_set_aside_in_sight(served: Served, pc: Make) -> None:
    one, two, there = pc("NG07"), pc("NG07"), pc("NG08")
    for room in (one, two):
        served.join(room)
    served.join(there, "NG08")
    number = one.case()
    exchange(one, two, there)
    one.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    two.step(number, Act.PROGRESS, note="已去看过")
    exchange(one, there)
    assert exchange(two)[0].set_aside == 1
    exchange(one, there)
    for room in (two, there):
        shown = show_case(room.desk, number)
        aside = [step for step in shown["timeline"] if not step["effective"]]
        assert [step["act"] for step in aside] == ["progress"]
        assert "set_aside" in [step["act"] for step in shown["timeline"]]
    assert waiting(two) == 0


def test_one_dispatches_what_the_other_withdraws(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    number = one.case()
    exchange(one, two)
    one.clock.advance(minutes=1)
    orders.dispatch(one.desk, number, "C01")
    two.clock.advance(minutes=2)
    two.step(number, Act.WITHDRAW, why="自己修好了")
    one.clock.advance(minutes=5)
    one.step(number, Act.ACCEPT, by="赵工")
    exchange(one, two, one)
    assert lines(one) == lines(two)
    shown = show_case(one.desk, number)
    assert (shown["status"], shown["please_look"]) == ("withdrawn", True)
    assert [step["effective"] for step in shown["timeline"]] == [True, True, True, False]
    all_is_well(served, one, two)


def test_a_sheet_given_out_while_another_withdraws_is_void_and_to_be_looked_at(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    exchange(one)
    given, known = one.case(), one.case()
    orders.dispatch(one.desk, known, "C01")
    exchange(one, two)
    one.clock.advance(minutes=1)
    orders.dispatch(one.desk, given, "C01")
    two.clock.advance(minutes=2)
    for number in (given, known):
        two.step(number, Act.WITHDRAW, why="自己修好了")
    exchange(one, two, one)
    assert lines(one) == lines(two)
    shown = {number: show_case(one.desk, number) for number in (given, known)}
    assert [shown[number]["please_look"] for number in (given, known)] == [True, False]
    assert [order["status"] for number in (given, known) for order in shown[number]["orders"]] == ["void", "void"]


def test_a_copied_disk_lives_on_as_a_branch_with_another_letter(served: Served, pc: Make, tmp_path: Path) -> None:

    one = pc()
    served.join(one)
    one.case()
    exchange(one)
    one.store.close()
    shutil.copytree(tmp_path / "pc0", tmp_path / "copy")
    stores = [Store.open(tmp_path / name, KEY, one.clock) for name in ("pc0", "copy")]
    one.store = one.desk.store = stores[0]
    twin = pc()
    twin.store.close()
    twin.store = twin.desk.store = stores[1]
    mine, theirs = one.case(words="甲"), twin.case(words="乙")
    exchange(one, twin, one, twin)
    assert mine != theirs
    assert one.store_letter != twin.store_letter
    assert lines(one) == lines(twin)
    assert len(lines(one)) == 3
    all_is_well(served, one, twin)


def test_a_server_put_back_from_an_old_copy_is_told_again(lite: Served, pc: Make, tmp_path: Path) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        lite.join(room)
    one.case(words="早")
    exchange(one, two)
    lite.keep(tmp_path / "old")
    one.case(words="晚")
    exchange(one, two)
    lite.put_back(tmp_path / "old")
    two.case(words="后来")
    exchange(two, one, two)
    assert lines(one) == lines(two)
    assert len(lines(one)) == 3
    all_is_well(lite, one, two)


def test_enrolment_refuses_wrong_used_and_other_rooms_codes(lite: Served, pc: Make) -> None:
    room, other = pc("NG07"), pc("NG08")
    with pytest.raises(InvalidInput):
        enrol(room.store, lite.url, "AAAA-AAAA")
    code = enrol_code(lite.district, "NG07")
    with pytest.raises(Conflict):
        enrol(other.store, lite.url, code)
    enrol(room.store, lite.url, code)
    exchange(room)
    with pytest.raises(ReceptionError):
        enrol(pc("NG07").store, lite.url, code)


def test_a_revoked_device_is_stopped_and_keeps_what_it_has(lite: Served, pc: Make) -> None:
    room = pc()
    lite.join(room)
    exchange(room)
    room.case()
    with room.store.read() as conn:
        revoke(lite.district, Id(setting(conn, "device")))
    with pytest.raises(NotAllowed):
        sync_once(room.store)
    assert (waiting(room), len(lines(room))) == (1, 1)


def test_sample_and_real_never_mix(tmp_path: Path, pc: Make) -> None:
    served = Served(tmp_path / "sample", sample=True)
    try:
        with pytest.raises(Conflict):
            served.join(pc())
    finally:
        served.stop()


@pytest.mark.parametrize("url", ["http://example.org", "ftp://127.0.0.1", "example.org", ""])
def test_plain_http_only_on_loopback(pc: Make, url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        enrol(pc().store, url, "AAAA-AAAA")
    assert refused.value.field == "url"


def test_a_big_backlog_goes_up_in_batches_and_comes_down_in_pages(served: Served, pc: Make) -> None:
    one, two = pc(), pc()
    for room in (one, two):
        served.join(room)
    for number in range(120):
        one.register(words=f"第 {number} 件：" + "水" * 900)
    sent = exchange(one)[0].sent
    received = exchange(two)[0].received
    assert sent == 120
    assert received >= 120
    assert count(one, EntryRow) == count(two, EntryRow)
    all_is_well(served, one, two)
