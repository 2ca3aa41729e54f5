"""A landline reads the same on every paper and on the clipboard as on the screen: a dash behind its area code."""

from collections.abc import Callable
from typing import Any

import pytest
from support.papers import pdf_of
from support.pdf import ReadBack
from support.room import Room

from reception.domain.lifecycle import Act
from reception.paper.call_list import call_list_of, write_call_list
from reception.paper.call_sheet import call_sheet_of, write_call_sheet
from reception.paper.case_file import case_file_of, write_case_file
from reception.paper.clip import order_clip
from reception.paper.filling import order_sheet, receipt_of
from reception.paper.order import Copies, write_order
from reception.paper.receipt import write_receipt
from reception.paper.sign_up import sign_up_of, write_sign_up
from reception.paper.urging import reminders_of, write_reminders
from reception.paper.visit_sheet import visit_sheet_of, write_visit_sheets

MASTER = (
    ("room", {"code": "NG07", "name": "七政街民生接待室", "phone": "045155550107"}),
    ("unit", {"code": "C01", "name": "第一建筑公司", "contacts": [{"name": "赵工", "phone": "045155551001"}]}),
)
ROOM, UNIT, PERSON, MASKED = "0451-55550107", "0451-55551001", "0451-86301234", "0451-****1234"

PAPERS: dict[str, tuple[Callable[[Room, str], Any], Callable[..., int], tuple[str, ...]]] = {
    "order": (lambda room, at: [order_sheet(room.desk, at)], write_order, (ROOM, UNIT, PERSON)),
    "three copies": (
        lambda room, at: [order_sheet(room.desk, at)],
        lambda sheets, out: write_order(sheets, out, Copies.ON_ONE_SHEET),
        (ROOM, UNIT, PERSON, MASKED),
    ),
    "receipt": (lambda room, at: [receipt_of(room.desk, at)], write_receipt, (ROOM,)),
    "call list": (lambda room, at: call_list_of(room.desk), write_call_list, (PERSON,)),
    "call sheet": (lambda room, at: call_sheet_of(room.desk, at), write_call_sheet, (PERSON,)),
    "visit sheet": (lambda room, at: [visit_sheet_of(room.desk, at)], write_visit_sheets, (PERSON,)),
    "sign-up sheet": (lambda room, at: sign_up_of(room.desk, at), write_sign_up, (PERSON,)),
    "case file": (lambda room, at: case_file_of(room.desk, at), write_case_file, (PERSON,)),
    "reminder": (lambda room, at: reminders_of(room.desk), write_reminders, (ROOM, UNIT)),
}


@pytest.fixture
def number(room: Room) -> str:
    """A case of somebody with a landline, past its limits a month later; another one that is done."""
    room.tell(MASTER)
    given = {"resident": {"name": "张淑芬", "phone": "045186301234"}, "place_kind": "home"}
    done, _ = room.dispatched(**given)
    room.step(done, Act.ACCEPT, by="赵工")
    room.step(done, Act.HANDLE, done="更换立管")
    return room.dispatched(**given)[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_dash_stands_behind_the_area_code_on(paper: str, room: Room, number: str) -> None:
    read, write, wanted = PAPERS[paper]
    room.clock.advance(days=30)
    with ReadBack(pdf_of(write, read(room, number))) as printed:
        told = printed.all
    assert [each for each in wanted if each not in told] == []
    assert "0451" not in told.replace("0451-", "")


def test_the_clipboard_says_what_the_paper_says(room: Room, number: str) -> None:
    text = order_clip(room.desk, number).text
    assert all(each in text for each in (ROOM, UNIT, PERSON))
    assert "0451" not in text.replace("0451-", "")
