"""Story 1. Burst pipe, 9:04: called first, written at 9:20, printed at noon; then the floor."""

from datetime import date
from pathlib import Path

from support.days import at, clock_of, steps, told
from support.pdf import ReadBack
from support.room import Room

from reception.desk.case_page import open_case
from reception.desk.commands import FollowUp, NewCase, Place, RegisterVisit, Who
from reception.desk.emergency import CallMade, EmergencySaved, OnDuty, people_on_duty, register_emergency
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import show_case
from reception.desk.measures import measures
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order

ROSTER = (
    ("duty", {"room": "NG07", "role": "阀门工", "name": "孙师傅", "phone": "13900003001", "rank": 2, "code": "d2"}),
    ("duty", {"room": "NG07", "role": "项目负责人", "name": "赵工", "phone": "13900001001", "rank": 1, "code": "d1"}),
    ("compound", {"code": "HQ188", "name": "红旗大街188号", "room": "NG07", "grid": "G01", "project": "P-1",
                  "property": "P01"}),
)  # fmt: skip
WOMAN = Who("何桂兰", "13904511001")
HOME = Place("HQ188", "3", "2", "301")


def test_the_burst_pipe(room: Room, tmp_path: Path) -> None:
    people = whom_to_call(room)
    saved = written_at_twenty_past(room, called(people))
    printed_at_noon(room, saved, tmp_path / "order.pdf")
    repaired(room, saved.number)
    what_the_case_says(room, saved.number)
    judged_by_the_call(room, saved.number)
    floor = the_floor(room, saved.number)
    solved_while_the_floor_is_open(room, saved.number, floor)


def whom_to_call(room: Room) -> list[OnDuty]:
    """9:04, before anything is typed: the lead, the valve man, the property company, in this order."""
    room.tell(ROSTER)
    people = people_on_duty(room.desk)
    assert [(person.role, person.phone) for person in people] == [
        ("项目负责人", "13900001001"), ("阀门工", "13900003001"), ("物业公司", "0451-55553001"),
    ]  # fmt: skip
    return people


def called(people: list[OnDuty]) -> list[CallMade]:
    """1, 2, 1: each with its own minute."""
    lead, valve, company = people
    return [
        CallMade(lead, True, at("09:05")),
        CallMade(valve, False, at("09:06")),
        CallMade(company, True, at("09:07")),
    ]


def written_at_twenty_past(room: Room, calls: list[CallMade]) -> EmergencySaved:
    room.clock.set("2026-11-24 09:20")
    words = "楼上爆管了，水从顶棚往下浇，屋里全是水。"
    command = RegisterVisit([NewCase(words)], "phone", WOMAN, HOME, received_at=at("09:04"))
    saved = register_emergency(room.desk, command, calls, unit="C01")
    assert saved.order.startswith(saved.number)
    return saved


def printed_at_noon(room: Room, saved: EmergencySaved, out: Path) -> None:
    room.clock.set("2026-11-24 12:00")
    print_order(room.desk, saved.order, out)
    with ReadBack(out) as paper:
        assert saved.order in paper.codes(0)
        sheet = paper.texts[0]
    assert "紧急" in sheet and "红旗大街188号3号楼2单元301室" in sheet and "楼上爆管了" in sheet
    assert "2026年11月24日09:04" in sheet, "the paper says when it was reported"
    assert "打印：2026年11月24日12:00" in sheet, "and when it was printed"
    assert steps(show_case(room.desk, saved.number), Act.PRINT) == [("print", "11-24 12:00")]


def repaired(room: Room, number: str) -> None:
    """Brought in with the signed sheet in the afternoon; each step says when it happened."""
    late = {"by": "赵工", "late_why": "现场抢修，下午补录"}
    room.clock.set("2026-11-24 15:30")
    room.step(number, Act.ARRIVE, at="2026-11-24T09:25", **late)
    room.step(number, Act.MADE_SAFE, at="2026-11-24T09:40", **late)
    room.step(number, Act.ACCEPT, at="2026-11-24T09:25", **late)
    assert room.step(number, Act.HANDLE, at="2026-11-24T15:10", by="赵工", done="更换爆裂管段，通水试压") == "handled"


def what_the_case_says(room: Room, number: str) -> None:
    case = show_case(room.desk, number)
    assert told(case["received_at"]) == "11-24 09:04"
    assert case["urgency"] == "emergency"
    assert steps(case, "register", "first_contact", "progress", "arrive", "made_safe", "handle") == [
        ("register", "11-24 09:04"), ("first_contact", "11-24 09:05"), ("progress", "11-24 09:06"),
        ("progress", "11-24 09:07"), ("arrive", "11-24 09:25"), ("made_safe", "11-24 09:40"), ("handle", "11-24 15:10"),
    ]  # fmt: skip
    written = {step["act"]: told(step["written"]) for step in case["timeline"]}
    assert (written["register"], written["first_contact"]) == ("11-24 09:20", "11-24 09:20")
    notes = [step["detail"]["note"] for step in case["timeline"] if step["act"] in ("first_contact", "progress")]
    assert notes == [
        "项目负责人 赵工 13900001001：接通",
        "阀门工 孙师傅 13900003001：未接通",
        "物业公司 安居物业 0451-55553001：接通",
    ]  # fmt: skip


def judged_by_the_call(room: Room, number: str) -> None:
    """9:05 it is, and neither 9:20, when it was written, nor 9:25, when somebody came."""
    contact = clock_of(show_case(room.desk, number), "first_contact")
    assert (told(contact["start"]), told(contact["stopped_at"])) == ("11-24 09:04", "11-24 09:05")
    assert told(contact["until"]) == "11-24 09:14", "at once: written at 9:20 it would have been too late"
    on_site = clock_of(show_case(room.desk, number), "on_site")
    assert told(on_site["stopped_at"]) == "11-24 09:25"


def the_floor(room: Room, first: str) -> str:
    room.clock.set("2026-11-26 10:15")
    floor = room.register(
        "水把地板泡坏了，要赔", resident={"name": WOMAN.name, "phone": WOMAN.phone},
        address={"compound": "HQ188", "building": "3", "entrance": "2", "home": "301"}, case={"wants": "赔偿"},
    ).numbers[0]  # fmt: skip
    room.step(floor, Act.JOIN, number=first)
    one, other = show_case(room.desk, first), show_case(room.desk, floor)
    assert one["incident"] and one["incident"] == other["incident"], "joined as an incident"
    assert other["wants"] == "赔偿"
    assert [mate.number for mate in open_case(room.desk, floor).mates] == [first]
    return floor


def solved_while_the_floor_is_open(room: Room, first: str, floor: str) -> None:
    record_follow_up(room.desk, {first: FollowUp("yes", WOMAN.name, "yes", "satisfied")}, close=[first])
    assert show_case(room.desk, first)["status"] == "closed"
    assert show_case(room.desk, floor)["status"] == "registered"
    rates = measures(room.desk, date(2026, 11, 24), date(2026, 11, 26))[0].rates
    assert (rates.solution.part, rates.solution.cases) == (1, (first,))
    assert rates.response.value == 1.0, "contacted within the limit"
    assert rates.hours_to_contact == 1 / 60, "one minute"
