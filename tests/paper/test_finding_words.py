"""Words are found in a paper as a reader sees them."""

from dataclasses import replace

import pytest
from support.pdf import pdf

from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import OrderSheet
from reception.paper.pages import find_text, page_sizes

WORDS = "今天𠅤䶮家ＡＢＣ漏水（第二次）。"


@pytest.fixture
def paper(order: OrderSheet) -> bytes:
    return pdf(write_order, [replace(order, words=WORDS * 40)], Copies.UNIT)


@pytest.mark.parametrize("sought", ["𠅤䶮", "家abc", "漏水 （第 二次）", "(第二次)"])
def test_width_case_and_line_ends_do_not_matter(paper: bytes, sought: str) -> None:
    told: list[tuple[int, int]] = []
    hits = find_text(paper, sought, lambda *at: told.append(at))
    assert len(hits) == 40
    assert told[-1] == (len(page_sizes(paper)),) * 2


def test_a_place_that_runs_into_the_next_line_has_a_box_in_each(paper: bytes) -> None:
    broken = [hit for hit in find_text(paper, WORDS, lambda *_: None) if len(hit.boxes) > 1]
    assert broken
    (left, top, right, bottom), (next_left, next_top, *_) = broken[0].boxes
    assert left < right
    assert top < bottom <= next_top + 1
    assert next_left < left


def test_nothing_is_found_of_nothing_and_a_search_can_be_stopped(paper: bytes) -> None:
    assert find_text(paper, " ", lambda *_: None) == []
    assert find_text(paper, "没有这样的话", lambda *_: None) == []

    def stop(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        find_text(paper, "今天", stop)
