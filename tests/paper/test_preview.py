"""Papers looked at before they are printed, and their pages as pictures."""

import pytest
from support.pdf import ReadBack
from support.room import Room

from reception.desk.lists import show_case
from reception.domain.errors import Damaged, NotAllowed
from reception.paper.order import Copies
from reception.paper.pages import draw_page, page_sizes
from reception.paper.preview import note_printed, order_paper, orders_paper, receipt_paper


def prints(room: Room, number: str) -> list[str]:
    return [step["detail"]["what"] for step in show_case(room.desk, number)["timeline"] if step["act"] == "print"]


def test_looking_at_an_order_notes_nothing_and_printing_it_does(room: Room) -> None:
    number, order = room.dispatched()
    paper = order_paper(room.desk, number)
    assert (paper.what, paper.numbers, paper.copies) == ("order", (order,), 2)
    assert prints(room, number) == []
    note_printed(room.desk, paper)
    note_printed(room.desk, paper, "copy")
    assert prints(room, number) == ["order", "copy"]
    with ReadBack(order_paper(room.desk, number).pdf) as again:
        assert "第2次打印" in again.all, "a copy as a picture is no print"


def test_three_copies_have_three_pages(room: Room) -> None:
    number, _ = room.dispatched()
    assert len(page_sizes(order_paper(room.desk, number, Copies.THREE).pdf)) == 3


def test_of_several_orders_those_without_one_are_named(room: Room) -> None:
    led, order = room.dispatched()
    waiting = room.case()
    told: list[tuple[int, int]] = []
    paper = orders_paper(room.desk, [led, waiting], lambda at, of: told.append((at, of)))
    assert paper.numbers == (order,)
    assert [(number, type(error)) for number, error in paper.refused] == [(waiting, NotAllowed)]
    assert told
    with pytest.raises(NotAllowed):
        orders_paper(room.desk, [waiting])


def test_a_page_is_drawn_at_its_resolution(room: Room) -> None:
    paper = receipt_paper(room.desk, room.case())
    width, height = page_sizes(paper.pdf)[0]
    picture = draw_page(paper.pdf, 0, 144)
    assert (picture.width, picture.height) == (pytest.approx(width * 2, abs=2), pytest.approx(height * 2, abs=2))
    assert len(picture.pixels) >= picture.stride * picture.height
    assert set(picture.pixels) != {255}, "something stands on it"


def test_what_is_no_pdf_is_damaged() -> None:
    with pytest.raises(Damaged):
        page_sizes(b"not a PDF")
