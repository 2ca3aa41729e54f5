"""A sheet comes back from the field: scanned, it opens its form; what stands on it becomes the steps it tells of."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.room import Room

from reception.desk.coming_back import FROM_PAPER, Filled, come_back, scanned
from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.domain.lifecycle import Act, OrderStatus, Status


def steps(room: Room, number: str) -> list[dict[str, object]]:
    return show_case(room.desk, number)["timeline"]


def test_a_scanned_number_opens_its_sheet(room: Room) -> None:
    number, order = room.dispatched()
    for typed in (order, order.lower(), number):
        sheet = scanned(room.desk, typed)
        assert (sheet.order, sheet.case, sheet.unit) == (order, number, "第一建筑公司")
        assert sheet.holds
        assert sheet.said == ("待签收", "to sign")
    with pytest.raises(NotFound):
        scanned(room.desk, f"{order}9")
    with pytest.raises(NotAllowed):
        scanned(room.desk, room.case())


def test_a_repaired_sheet_signs_arrives_and_answers_in_one_gesture(room: Room, tmp_path: Path) -> None:
    number, order = room.dispatched()
    room.clock.advance(hours=30)
    now = room.clock.now()
    scan = tmp_path / "sheet.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n the signed sheet")
    filled = Filled(
        "repaired", now - timedelta(hours=5), now - timedelta(hours=3), "更换立管", "DN100 管 2 米", "赵工",
        "13900001001", "yes", "basically", "快一点就好了", signed=True, received_by="王娟", file=str(scan),
    )  # fmt: skip
    back = come_back(room.desk, order, filled)
    assert (back.acts, back.status) == ((Act.ACCEPT, Act.ARRIVE, Act.HANDLE), Status.HANDLED)
    taken = steps(room, number)[-3:]
    assert [step["detail"].get("late_why") for step in taken] == [FROM_PAPER] * 3
    last = taken[-1]["detail"]
    assert last | {
        "done": "更换立管", "materials": "DN100 管 2 米", "outcome": "repaired", "claimed_solved": "yes",
        "claimed_satisfied": "basically", "remarks": "快一点就好了", "signed": "yes", "received_by": "王娟",
        "handler_phone": "13900001001",
    } == last  # fmt: skip
    case = show_case(room.desk, number)
    assert [file["name"] for file in case["files"]] == ["sheet.png"]
    assert case["orders"][0]["signed_by"] == "赵工"
    assert scanned(room.desk, order).said[0] == "已反馈"
    assert not [step for step in case["timeline"] if step["act"] == Act.FOLLOW_UP], "only the room's own contact counts"
    undo(room.desk)
    assert scanned(room.desk, order).standing is OrderStatus.TO_SIGN


def test_a_repair_for_now_is_progress_and_the_order_goes_on(room: Room) -> None:
    number, order = room.dispatched()
    for outcome in ("for_now", "no_material"):
        back = come_back(room.desk, order, Filled(outcome, done="先堵上，等管件", handler="赵工"))
        assert back.acts[-1] is Act.PROGRESS
        assert back.status is Status.ACCEPTED
        assert steps(room, number)[-1]["detail"]["outcome"] == outcome
    assert come_back(room.desk, order, Filled(done="换好了")).status is Status.HANDLED


def test_not_our_unit_is_a_return_with_reason_and_basis(room: Room) -> None:
    number, order = room.dispatched()
    with pytest.raises(InvalidInput):
        come_back(room.desk, order, Filled("not_ours", why="属热力公司"))
    back = come_back(room.desk, order, Filled("not_ours", why="属热力公司", basis="供热合同"))
    assert (back.acts, back.status) == ((Act.RETURN,), Status.REGISTERED)
    other = dispatch(room.desk, number, "H01").order
    sheet = scanned(room.desk, order)
    assert (sheet.holds, sheet.said[0], sheet.instead) == (False, "已改派", other)
    with pytest.raises(NotAllowed, match="已改派.*" + other):
        come_back(room.desk, order, Filled("repaired", done="x"))


def test_an_undone_sheet_says_so(room: Room) -> None:
    _, order = room.dispatched()
    undo(room.desk)
    sheet = scanned(room.desk, order)
    assert (sheet.holds, sheet.said[0], sheet.instead) == (False, "作废", "")
    with pytest.raises(NotAllowed, match="作废"):
        come_back(room.desk, order, Filled("repaired"))


def test_ink_follows_an_answer_by_telephone(room: Room, tmp_path: Path) -> None:
    number = room.handled()
    back = come_back(room.desk, number, Filled("repaired", done="更换立管", signed=True))
    assert (back.acts, back.status) == ((Act.PROGRESS,), Status.HANDLED)
    scan = tmp_path / "sheet.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n the signed sheet")
    assert come_back(room.desk, number, Filled(file=str(scan))).acts == (Act.ATTACH,)


def test_an_assisting_units_sheet_moves_its_own_order_alone(room: Room) -> None:
    number, lead = room.dispatched()
    helping = dispatch(room.desk, number, "P01", assist=True).order
    come_back(room.desk, helping, Filled("repaired", done="清理楼道", handler="小李"))
    states = {order["number"]: order["status"] for order in show_case(room.desk, number)["orders"]}
    assert states == {lead: OrderStatus.TO_SIGN, helping: OrderStatus.ANSWERED}
    assert show_case(room.desk, number)["status"] == Status.DISPATCHED


def test_what_cannot_be_is_named_with_its_field(room: Room) -> None:
    _, order = room.dispatched()
    now = room.clock.now()
    for filled, field in (
        (Filled(), "outcome"),
        (Filled("broken"), "outcome"),
        (Filled("repaired", solved="perhaps"), "claimed_solved"),
        (Filled("repaired", arrived_at=now, finished_at=now - timedelta(hours=1)), "finished_at"),
        (Filled("repaired", arrived_at=now + timedelta(days=1), done="x"), "at"),
        (Filled("repaired", done="x", file="nowhere.pdf"), "file"),
    ):
        with pytest.raises(InvalidInput) as told:
            come_back(room.desk, order, filled)
        assert told.value.field == field
    assert scanned(room.desk, order).standing is OrderStatus.TO_SIGN, "nothing of a refused sheet stays"


def test_having_been_there_is_enough_to_be_noted(room: Room) -> None:
    _, order = room.dispatched()
    back = come_back(room.desk, order, Filled(arrived_at=room.clock.now()))
    assert back.acts == (Act.ACCEPT, Act.ARRIVE)


def test_the_sheet_of_a_suggestion_says_whether_it_is_adopted(room: Room) -> None:
    number, order = room.dispatched(words="门口台阶太高", case={"voice": "suggestion"})
    assert scanned(room.desk, order).asks_adopted
    with pytest.raises(InvalidInput) as refused:
        come_back(room.desk, order, Filled("for_now", done="等方案", adopted="yes"))
    assert refused.value.field == "adopted"  # only the answer does
    come_back(room.desk, order, Filled("repaired", done="改成坡道", adopted="yes"))
    assert show_case(room.desk, number)["adopted"] == "yes"
    assert not scanned(room.desk, order).asks_adopted
    assert not scanned(room.desk, room.dispatched()[1]).asks_adopted
