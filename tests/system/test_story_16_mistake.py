"""Story 16. A mistake: the wrong unit, noticed after printing."""

from pathlib import Path

from support.pdf import ReadBack
from support.room import Room

from reception.desk.lists import show_case
from reception.desk.orders import dispatch
from reception.desk.undo import undo
from reception.domain.lifecycle import Act
from reception.paper.printing import print_order


def test_the_wrong_unit(room: Room, tmp_path: Path) -> None:
    number, wrong = room.dispatched("H01")
    print_order(room.desk, wrong, tmp_path / "wrong.pdf")
    with ReadBack(tmp_path / "wrong.pdf") as paper:
        assert wrong in paper.codes(0) and "作废" not in paper.all

    undo(room.desk)

    case = show_case(room.desk, number)
    assert case["status"] == "registered"
    struck = [step["act"] for step in case["timeline"] if step["undone"]]
    assert struck == [Act.DISPATCH], "the timeline shows the dispatch struck out, and the print as it was"
    right = dispatch(room.desk, number, "C01").order
    assert right != wrong, "the number is used up"
    case = show_case(room.desk, wrong)
    assert case["number"] == number, "the sheet still leads to its case when scanned"
    assert {order["number"]: order["status"] for order in case["orders"]} == {wrong: "void", right: "to_sign"}

    print_order(room.desk, wrong, tmp_path / "again.pdf")
    with ReadBack(tmp_path / "again.pdf") as paper:
        assert all("本单已撤销，作废" in page for page in paper.texts)
    print_order(room.desk, right, tmp_path / "right.pdf")
    with ReadBack(tmp_path / "right.pdf") as paper:
        assert right in paper.codes(0) and "作废" not in paper.all
