"""Three copies on one sheet: each part says what its reader may know, and can be cut off and found by itself."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.pdf import ReadBack, pdf

from reception.paper.frame import Standing
from reception.paper.order import Copies, write_order
from reception.paper.order_sheet import Acting, OrderSheet
from reception.paper.photos import Photo
from reception.paper.sheet import Paper

MARKS = ("存根联", "承办联", "居民联")


def printed(*sheets: OrderSheet, paper: Paper = Paper.A4) -> ReadBack:
    return ReadBack(pdf(write_order, sheets, Copies.ON_ONE_SHEET, paper=paper))


def test_all_three_stand_on_one_sheet_with_cut_lines_and_codes(order: OrderSheet) -> None:
    with printed(order) as paper:
        assert paper.pages == 1
        text = paper.text(0)
        assert [mark for mark in MARKS if mark in text] == [*MARKS]
        assert text.count("裁切线") == 2
        assert paper.codes(0, 200) == [order.number] * 6, "a square code and bars on each part"
        assert not paper.clashes(0)
        for part in (order.words, "满意程度", "签收人签字", "□缺料", "收回日期", order.room_phone, "骑缝盖章"):
            assert part in text, part
        _, top, _, bottom = paper.ink(0)
        assert top >= 7
        assert bottom <= 290


def test_each_part_masks_for_its_reader(order: OrderSheet) -> None:
    with printed(order) as paper:
        text = paper.text(0)
        stub, unit, receipt = text.index("存根联"), text.index("承办联"), text.index("居民联")
        assert text.count("13912340000") == text.count("欧阳䶮") == 1
        assert unit < text.index("13912340000") < receipt
        assert stub < text.index("139****0000") < unit
        assert text.count("欧*") == 2
    with printed(replace(order, confidential=True)) as paper:
        assert not [part for part in ("欧", "139****", "1391234") if part in paper.all]


def test_what_finds_no_room_follows_on_a_page_that_is_found_by_itself(order: OrderSheet, photo: Photo) -> None:
    for long in (replace(order, words=order.words * 9), replace(order, photos=(photo,) * 2)):
        with printed(long) as paper:
            assert paper.pages == 2
            assert "全文和照片见附页" in paper.text(0)
            assert long.words in paper.text(1)
            assert "承办联附页" in paper.text(1)
            assert set(paper.codes(1, 200)) == {order.number}


def test_what_fits_no_sheet_is_printed_on_three(order: OrderSheet) -> None:
    with printed(replace(order, assisting=order.assisting * 12)) as paper:
        assert all(any(mark in text for text in paper.texts) for mark in MARKS)
        assert paper.pages >= 3
    with printed(order, paper=Paper.A5) as paper:
        assert paper.pages == 3


def test_a_sample_printed_again_and_void_says_so_on_each_part(order: OrderSheet) -> None:
    marks = replace(order.marks, sample=True, print_count=2, standing=Standing.UNDONE)
    with printed(replace(order, marks=marks)) as paper:
        for part in ("样例·不作凭证", "第2次打印", "本单已撤销，作废"):
            assert paper.text(0).count(part) == 3


def test_a_districts_logo_stands_on_each_part(order: OrderSheet, photo: Photo, tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_text('[letterhead]\nlogo = "logo.jpg"\n', encoding="utf-8")
    (tmp_path / "logo.jpg").write_bytes(photo.content)
    with ReadBack(pdf(write_order, [order], Copies.ON_ONE_SHEET, forms=tmp_path)) as paper, printed(order) as bare:
        assert not paper.clashes(0)
        dark = [sum(each.picture(0, 72).histogram()[:200]) for each in (paper, bare)]
    assert dark[0] > dark[1] + 500


@pytest.mark.parametrize("seed", range(4))
def test_nothing_leaves_its_place(order: OrderSheet, seed: int) -> None:
    dice = Random(seed)
    sheets = [
        replace(
            order,
            words="水管漏了，" * dice.randrange(0, 300),
            instructions="请看。" * dice.randrange(0, 60),
            assisting=(Acting("某某单位" * dice.randrange(1, 8), "某人", "86300000"),) * dice.randrange(0, 4),
            address="红旗大街" * dice.randrange(1, 40),
            room="接待室" * dice.randrange(1, 12),
            at_home_when="全天" * dice.randrange(0, 30),
        )
        for _ in range(6)
    ]
    with printed(*sheets) as paper:
        for page in range(paper.pages):
            assert not paper.clashes(page)
            assert paper.ink(page)[3] <= 290
