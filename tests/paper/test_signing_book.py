"""A unit's orders are handed over together: a line each to sign, and codes by which the signed page is found."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.pdf import ReadBack, fonts, pdf
from support.room import Room

from reception.desk.issued import issued_on
from reception.desk.lists import show_case
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput, NotAllowed
from reception.paper.order_sheet import Acting, OrderSheet
from reception.paper.printing import print_signing_books
from reception.paper.sheet import Paper
from reception.paper.signing_book import JOINT, LINES, books_of, write_signing_book


def many(order: OrderSheet, count: int) -> list[OrderSheet]:
    return [replace(order, number=f"NG07-261124-A{n:03d}-5-A1") for n in range(1, count + 1)]


def test_each_foreman_has_a_book_with_a_line_for_each_order(order: OrderSheet) -> None:
    sheets = [*many(order, 3), replace(order, number="NG07-261124-A099-5-A2", leads=False)]
    books = books_of(sheets)
    assert {book.unit: len(book.sheets) for book in books} == {order.lead: 3, order.assisting[0]: 1}
    with ReadBack(pdf(write_signing_book, books[::-1])) as paper:
        assert paper.pages == 2
        for part in (
            "工单签收簿", order.room, order.lead.unit, "王建军（项目经理）13904510001", "共3张，本页为第1至3张",
            "A003-5-A1", order.address, order.summary, "11月25日10:32", "签收人签字", "2026年11月24日",
        ):  # fmt: skip
            assert part in paper.text(0), part
        assert "13912340000" not in paper.all, "who reported is nobody's business here"
        assert "鑫居物业服务有限公司赵强" not in paper.text(0)


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
def test_a_pages_code_names_all_its_lines(order: OrderSheet, size: Paper, tmp_path: Path) -> None:
    sheets = many(order, LINES * 2 + 2)
    content = pdf(write_signing_book, books_of(sheets), paper=size)
    with ReadBack(content) as paper:
        found = [paper.codes(page, 200) for page in range(paper.pages)]
        named = [number for codes in found for code in codes if JOINT in code for number in code.split(JOINT)]
        lines = [code for codes in found for code in codes if JOINT not in code]
        assert sorted(named) == sorted(lines) == [sheet.number for sheet in sheets]
        assert not any(paper.clashes(page) for page in range(paper.pages))
    assert all((font["emb"], font["sub"], font["uni"]) == ("yes",) * 3 for font in fonts(content, tmp_path))


def test_long_lines_go_on_another_page_under_their_headings(order: OrderSheet) -> None:
    sheets = [replace(each, address="红旗大街" * 30, summary="漏水，" * 40) for each in many(order, LINES)]
    with ReadBack(pdf(write_signing_book, books_of(sheets))) as paper:
        assert paper.pages > 1
        assert all("签收人签字" in text for text in paper.texts)
        assert all(not paper.clashes(page) for page in range(paper.pages))


def test_no_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        write_signing_book([], tmp_path / "book.pdf")


def test_todays_orders_are_signed_for_by_unit(room: Room, tmp_path: Path) -> None:
    orders = [room.dispatched(unit)[1] for unit in ("P01", "C01", "P01")]
    today = room.clock.now().astimezone(DISTRICT_ZONE).date()
    assert [each.number for each in issued_on(room.desk, today)] == [orders[1], orders[0], orders[2]]
    assert [each.number for each in issued_on(room.desk, today, "P01")] == [orders[0], orders[2]]
    assert issued_on(room.desk, today - timedelta(days=1)) == []

    done = print_signing_books(room.desk, [*orders, room.case()], tmp_path / "book.pdf")
    assert (done.pages, done.numbers, len(done.refused)) == (2, tuple(orders), 1)
    for number in orders:
        steps = show_case(room.desk, number)["timeline"]
        assert [step["detail"]["what"] for step in steps if step["act"] == "print"] == ["signing_book"]
    with ReadBack(tmp_path / "book.pdf") as paper:
        assert "第一建筑公司赵工13900001001" in paper.all.replace("联系人", "")
    with pytest.raises(NotAllowed):
        print_signing_books(room.desk, [room.case()], tmp_path / "none.pdf")


def test_a_unit_without_a_contact_prints_a_dash(order: OrderSheet) -> None:
    with ReadBack(pdf(write_signing_book, books_of([replace(order, lead=Acting(""), due_at=None)]))) as paper:
        assert "联系人—" in paper.all
