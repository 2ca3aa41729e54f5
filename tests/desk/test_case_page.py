"""What a case's page reads."""

from pathlib import Path

import pytest
from support.room import Room

from reception.desk.case_page import open_case, read_file
from reception.desk.commands import RegisterVisit, read
from reception.desk.register import register_visit
from reception.desk.undo import undo
from reception.domain.errors import NotFound
from reception.domain.lifecycle import Act, OrderStatus, Status

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.mark.parametrize(
    ("acts", "first"),
    [
        ((), Act.DISPATCH),
        ((("accept", {"by": "赵工"}),), Act.HANDLE),
        ((("accept", {"by": "赵工"}), ("handle", {"done": "修好"})), Act.FOLLOW_UP),
    ],
)
def test_the_obvious_next_step_comes_first(
    room: Room, acts: tuple[tuple[str, dict[str, str]], ...], first: Act
) -> None:
    number = room.dispatched()[0] if acts else room.case()
    for act, given in acts:
        room.step(number, Act(act), **given)
    opened = open_case(room.desk, number)
    assert opened.acts[0] is first
    assert Act.PRINT not in opened.acts and Act.HANDED_OVER not in opened.acts


def test_names_stand_for_codes(room: Room) -> None:
    number = room.case(address_text="红旗大街188号3-2-501")
    room.step(number, Act.PROGRESS, note="已问过")
    opened = open_case(room.desk, number)
    assert (opened.grid, opened.project, opened.room_name) == ("七政一网格", "红旗大街片区改造", "七政街民生接待室")
    assert opened.clerk("wang") == "wang", "a clerk the district does not know goes by the login"


def test_an_order_s_number_opens_its_case_at_the_order(room: Room) -> None:
    number, order = room.dispatched("H01")
    opened = open_case(room.desk, order)
    assert opened.case.number == number and opened.order is not None
    assert opened.unit(opened.order.unit).phone == "0451-55552001"
    assert opened.acts_on(opened.order) == (Act.DELIVER, Act.ACCEPT, Act.REFUSE, Act.RETURN)


def test_an_assisting_order_has_acts_of_its_own(room: Room) -> None:
    from reception.desk.orders import dispatch

    number, _ = room.dispatched("C01")
    dispatch(room.desk, number, "H01", assist=True)
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="修好")
    assist = next(order for order in open_case(room.desk, number).case.orders.values() if not order.lead)
    assert assist.status is OrderStatus.TO_SIGN
    assert Act.ACCEPT in open_case(room.desk, number).acts_on(assist)


def test_a_correction_tells_what_it_wrote(room: Room) -> None:
    number = room.case()
    room.step(number, Act.AMEND, fields={"summary": "厨房天棚漏水", "resident": {"phone": "13904510001"}})
    opened = open_case(room.desk, number)
    wrote = opened.amended[opened.case.steps[-1].entry]
    assert (wrote["summary"], wrote["phone"]) == ("厨房天棚漏水", "13904510001")


def test_what_came_with_it_stands_beside_it(room: Room) -> None:
    cases = [{"words": "楼道灯不亮"}, {"words": "下水返味"}]
    numbers = register_visit(room.desk, read(RegisterVisit, {"cases": cases})).numbers
    opened = open_case(room.desk, numbers[0])
    assert [case.number for case in opened.visit] == [numbers[1]]
    assert opened.mates == ()
    room.step(numbers[0], Act.JOIN, number=room.case())
    assert [case.summary for case in open_case(room.desk, numbers[0]).mates] == ["厨房漏水，流到楼下"]


def test_a_case_that_was_taken_back_is_shown_and_offers_nothing(room: Room) -> None:
    number = room.case()
    undo(room.desk)
    opened = open_case(room.desk, number)
    assert not opened.case.exists and opened.acts == ()
    assert [step.undone for step in opened.case.steps] == [True]


def test_a_hung_up_case_wakes_by_itself(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.HANG_UP, measures="临时通道", until="2026-12-01", agreed_by="刘主任", told_on="2026-11-24")
    assert open_case(room.desk, number).status is Status.HUNG_UP
    room.clock.advance(days=30)
    assert open_case(room.desk, number).status is Status.DISPATCHED


def test_a_file_is_read_back_and_one_that_is_not_here_is_named(room: Room, tmp_path: Path) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(PNG)
    number = room.case()
    room.step(number, Act.ATTACH, file=str(photo))
    opened = open_case(room.desk, number)
    (file,) = opened.case.files.values()
    assert opened.missing == frozenset()
    assert read_file(room.desk, str(file.get("sha256"))) == PNG
    room.store.attachments.remove(str(file.get("sha256")))
    assert open_case(room.desk, number).missing == {file.get("sha256")}
    with pytest.raises(NotFound):
        read_file(room.desk, str(file.get("sha256")))
