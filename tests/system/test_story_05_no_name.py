"""Story 5. No name, 11:10: dispatched like any other, closed only on a look on site with a photo, in no rate."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from support.days import steps, told
from support.room import Room

from reception.desk.calls import calls_due
from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import show_case
from reception.desk.measures import measures
from reception.desk.orders import dispatch
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.domain.measures import ANONYMOUS
from reception.paper.printing import order_sheet

WORDS = "三楼那个男的老往楼下扔垃圾"
DAY = date(2026, 11, 24), date(2026, 11, 30)


def test_no_name(room: Room, tmp_path: Path) -> None:
    number = somebody_says(room)
    dispatched_and_handled(room, number)
    nobody_is_called(room)
    closes_only_on_a_look_with_a_photo(room, number, tmp_path)
    in_no_rate(room, number)


def photo(folder: Path, name: str) -> str:
    Image.new("RGB", (32, 24), "grey").save(folder / name)
    return str(folder / name)


def somebody_says(room: Room) -> str:
    room.clock.set("2026-11-24 11:10")
    number = room.register(WORDS, resident={}, address_text="红旗大街188号4-1", place_kind="yard").numbers[0]
    case = show_case(room.desk, number)
    assert (case["resident"], case["phone"], case["parties"]) == ("", "", [])
    assert told(case["received_at"]) == "11-24 11:10"
    return number


def dispatched_and_handled(room: Room, number: str) -> None:
    order = dispatch(room.desk, number, "P01").order
    assert order_sheet(room.desk, order).reporters == ()
    assert room.step(number, Act.ACCEPT, by="刘经理") == "accepted"
    room.clock.set("2026-11-25 09:00")
    assert room.step(number, Act.HANDLE, done="已上门劝阻，楼道张贴提示") == "handled"


def nobody_is_called(room: Room) -> None:
    room.clock.set("2026-11-27 09:00")
    assert calls_due(room.desk).calls == ()


def closes_only_on_a_look_with_a_photo(room: Room, number: str, folder: Path) -> None:
    refused(room, number)
    room.step(number, Act.ATTACH, file=photo(folder, "垃圾.png"))
    refused(room, number)  # a photo, and nobody looked
    room.step(number, Act.LOOK, found="楼下干净，未见新扔的垃圾", by="王娟")
    refused(room, number)  # a look, and the photo is of before
    paper = folder / "记录.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    room.step(number, Act.ATTACH, file=str(paper))
    refused(room, number)  # a paper is no photo
    room.clock.set("2026-11-27 10:30")
    room.step(number, Act.LOOK, found="楼下干净", by="王娟", file=photo(folder, "现场.png"))
    assert room.step(number, Act.CLOSE) == "closed"
    assert steps(show_case(room.desk, number), Act.LOOK, Act.CLOSE)[-2:] == [
        ("look", "11-27 10:30"), ("close", "11-27 10:30"),
    ]  # fmt: skip


def refused(room: Room, number: str) -> None:
    with pytest.raises(NotAllowed, match="匿名诉求须「现场核查」并附照片后才能归档"):
        room.step(number, Act.CLOSE)
    assert show_case(room.desk, number)["status"] == "handled"


def in_no_rate(room: Room, number: str) -> None:
    """Beside a case of somebody with a name, who is satisfied."""
    named = room.handled()
    room.clock.set("2026-11-30 09:00")
    record_follow_up(room.desk, {named: FollowUp("yes", "张淑芬", "yes", "satisfied")})
    rates = measures(room.desk, *DAY)[0].rates
    assert rates.cases == 2
    for rate in (rates.satisfaction, rates.solution, rates.response):
        assert (rate.whole, rate.cases) == (1, (named,))
    assert rates.left_out[ANONYMOUS] == (number,), "named beside the figure"
