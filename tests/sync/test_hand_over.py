"""A case handed over: what the room that had it, and the room that has it now, owe and may do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from support.district import Served, exchange
from support.room import Room

from reception.desk.calls import calls_due
from reception.desk.desk import amended
from reception.desk.evidence import Evidence, attach_evidence
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.orders import dispatch, record_print
from reception.desk.residents import find_residents, show_resident
from reception.desk.steps import take_step
from reception.desk.today import day_at_a_glance, due_soon, emergencies, for_leader, side_counts
from reception.desk.touch import touch_case
from reception.district.batch import EVERYONE, Batch
from reception.district.cases import to_look_at
from reception.district.master import write_master
from reception.district.verify import verify
from reception.domain.entry import DISTRICT_SCOPE, Fact, case_scope
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.domain.master import master_id
from reception.store import refold

Make = Callable[..., Room]


def two_rooms(served: Served, pc: Make) -> tuple[Room, Room]:
    here, there = pc("NG07"), pc("NG08")
    served.join(here)
    served.join(there, "NG08")
    exchange(here, there)
    return here, there


def all_well(served: Served, *rooms: Room) -> bool:
    """Whether rows are what entries say, on the server and in each room."""
    wrong = [check for check in verify(served.district) if not check.ok]
    for room in rooms:
        with room.store.read() as conn:
            wrong += refold.compare(conn)[1]
    return not wrong


def owed(room: Room) -> tuple[int, ...]:
    """What the start page, the side bar and the call round of a room count."""
    day, side = day_at_a_glance(room.desk), side_counts(room.desk)
    lists = due_soon(room.desk), emergencies(room.desk), for_leader(room.desk), calls_due(room.desk).calls
    return (day.open, day.overdue, day.due_today, day.follow_ups, *side.values(), *map(len, lists))


def test_the_room_that_had_it_owes_nothing_and_does_nothing_to_it(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    nothing = owed(here)
    own, number = here.case(), here.case(headcount=12, case={"urgency": "emergency"})
    here.step(own, Act.WITHDRAW, why="自己修好了")
    here.step(number, Act.PLAN, on="2026-11-24")
    exchange(here)
    busy = owed(here)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    assert min(busy[:1] + busy[3:4]) > 0
    assert owed(here) == nothing
    assert owed(there)[0] == 1
    for act, given in ((Act.PROGRESS, {"note": "看过"}), (Act.REOPEN, {"why": "又漏"})):
        with pytest.raises(NotAllowed, match="大成街"):
            here.step(number, act, **given)
    with pytest.raises(NotAllowed, match="大成街"):
        dispatch(here.desk, number, "C01")
    with pytest.raises(NotAllowed, match="大成街"):
        here.step(own, Act.JOIN, number=number)
    sheet = Evidence(b"%PDF-1.4 signed", "扫描.pdf", (number,))
    assert [type(error) for _, error in attach_evidence(here.desk, [sheet]).refused] == [NotAllowed]
    touch_case(here.desk, number, "urge", "phone", "什么时候来人")
    assert show_case(here.desk, number)["timeline"][-1]["act"] == "touch"


def test_what_is_split_off_in_the_new_room_is_its_own(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    number = here.case()
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    (new,) = take_step(there.desk, number, Act.SPLIT, {"cases": [{"words": "还有噪声"}]}).numbers
    assert dispatch(there.desk, new, "C01").order == f"{new}-A1"
    (line,) = find_residents(there.desk, "张淑芬")
    assert {case.number for case in show_resident(there.desk, line.id).cases} == {number, new}
    exchange(there, here)
    assert [case["number"] for case in case_lines(here.desk, CaseFilter())] == [number]
    assert all_well(lite, here, there)


def test_two_rooms_never_give_one_number_to_two_orders(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    meanwhile, last = pc("NG07"), pc("NG08")
    lite.join(meanwhile)
    lite.join(last, "NG08")
    number = here.case()
    exchange(here, meanwhile, last)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there, last)
    assert meanwhile.store_letter == last.store_letter == "B"
    orders = [dispatch(room.desk, number, "C01").order for room in (meanwhile, last)]
    assert [order.removeprefix(number) for order in orders] == ["-B1", "-B101"]
    exchange(last, there)
    there.step(number, Act.WITHDRAW, why="自己修好了")
    there.step(number, Act.REOPEN, why="又漏")
    assert dispatch(there.desk, number, "C01").order == f"{number}-A101"


def test_a_print_in_the_room_that_had_it_asks_nobody_to_look(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    number = here.case()
    exchange(here)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    record_print(here.desk, number, "order")
    exchange(here, there)
    told = show_case(there.desk, number)
    assert [step["act"] for step in told["timeline"] if not step["effective"]] == ["print"]
    assert not told["please_look"]


def test_the_district_sees_what_took_no_effect(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    second = pc("NG07")
    lite.join(second)
    number = here.case()
    exchange(here, second, there)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    second.step(number, Act.PROGRESS, note="已去看过")
    exchange(here, second)
    (seen,) = to_look_at(lite.district, lite.district.clock.now() - timedelta(days=1))
    assert (seen.number, seen.room) == (number, "NG08")
    assert [step.act for step in seen.steps if not step.effective] == ["progress"]
    assert list(to_look_at(lite.district, lite.district.clock.now() + timedelta(days=1))) == []


def test_the_new_room_makes_records_of_its_own_and_both_its_pcs_the_same(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    second = pc("NG08")
    lite.join(second, "NG08")
    number = here.case()
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there, second)
    assert find_residents(there.desk, "张淑芬") == []
    dispatch(there.desk, number, "C01")
    touch_case(second.desk, number, "urge", "phone", "什么时候来人")
    exchange(there, second, there)
    for room in (there, second):
        (line,) = find_residents(room.desk, "13904510000")
        assert [case.number for case in show_resident(room.desk, line.id).cases] == [number]
        assert show_case(room.desk, number)["two_versions"] == []
        assert room.register().numbers[0] in [case.number for case in show_resident(room.desk, line.id).cases]
    there.step(number, Act.TRANSFER, room="NG07", why="还是这边的")
    exchange(there, here)
    here.step(number, Act.PROGRESS, note="接回来了")
    (line,) = find_residents(here.desk, "张淑芬")
    assert [case.number for case in show_resident(here.desk, line.id).cases] == [number]
    assert all_well(lite, here, there)


def clocks(room: Room, number: str) -> dict[str, tuple[str, str, bool]]:
    """Of each clock in force: since when and until when, and whether it stopped."""
    found = show_case(room.desk, number)["deadlines"]
    return {
        each["clock"]: (each["start"], each["until"], bool(each["stopped_at"])) for each in found if each["in_force"]
    }


def test_its_clocks_begin_when_it_reaches_the_new_room(served: Served, pc: Make) -> None:
    write_master(served.district, "room", [{"code": "NG08", "hours": [["09:00", "12:00"], ["13:00", "16:00"]]}])
    here, there = two_rooms(served, pc)
    number, _ = here.dispatched()
    here.step(number, Act.FIRST_CONTACT, way="phone")
    exchange(here)
    before = clocks(here, number)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    after = clocks(there, number)
    handed = str(show_case(there.desk, number)["timeline"][-1]["at"])
    running = {name: start for name, (start, _, stopped) in after.items() if not stopped and name != "follow_up"}
    assert before["solved"][0] == "2026-11-24T01:04:00.000Z"
    assert running == {"first_contact": handed, "solved": handed}
    assert after["solved"][1].endswith("T08:00:00.000Z"), "the new room closes at four"
    assert after["sign_for"][2], "the order of the room that had it is replaced"
    assert all_well(served, here, there)


def test_a_senders_own_date_stays_and_rules_that_cannot_be_read_stop_no_hand_over(lite: Served, pc: Make) -> None:
    here, there = two_rooms(lite, pc)
    dated, plain = here.case(), here.case()
    with here.desk.acting() as acting:
        case = acting.find(dated).case
        fact = amended("case", case.id, case_scope(case.id), case.core, {"sender_due_at": "2027-01-08T09:00:00.000Z"})
        acting.add("amend", [fact])
    here.step(dated, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    assert clocks(there, dated)["solved"][1] == "2027-01-08T09:00:00.000Z"
    before = clocks(here, plain)
    unreadable = {"code": "x", "rules": [{"code": "x", "limits": {"solved": {"amount": -1, "unit": "day"}}}]}
    with lite.district.database.writing() as conn:
        batch = Batch(conn, lite.district, lite.district.device)
        batch.write("master", [Fact("rules", master_id("rules", "x"), DISTRICT_SCOPE, unreadable)], [EVERYONE])
        batch.close()
    here.step(plain, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here, there)
    assert clocks(there, plain) == before
