"""A group's sign-up sheet."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.domain.errors import InvalidInput
from reception.paper.sheet import Paper
from reception.paper.sign_up import SignUp, sign_up_of, write_sign_up


def test_a_group_of_twelve_with_two_who_speak_for_it(room: Room, tmp_path: Path) -> None:
    number = room.case(words="夜间施工太吵，孩子要考试", headcount=12, others=[{"name": RARE, "phone": "13900000002"}])
    with printed(write_sign_up, sign_up_of(room.desk, number), tmp_path) as paper:
        for part in (number, "12人", "夜间施工太吵", "张淑芬", RARE, "13900000002", "签名（手印）"):
            assert part in paper.all, part
        assert paper.all.rstrip("0").count("12") >= 2, "twelve lines to sign on"


def test_an_empty_sheet_is_one_page_to_be_filled_in_by_hand(room: Room, tmp_path: Path) -> None:
    with printed(write_sign_up, sign_up_of(room.desk), tmp_path) as paper:
        assert paper.pages == 1
        assert "共同诉求" in paper.all
        assert paper.codes(0) == []


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
def test_the_longest_words_and_five_hundred_lines(room: Room, tmp_path: Path, size: Paper) -> None:
    sheet = sign_up_of(room.desk, room.case())
    long = replace(
        sheet, words=LONG, summary=LONG[:200], address=LONG[:200], speakers=((RARE * 10, "13900000000"),) * 5
    )
    with printed(write_sign_up, long, tmp_path, lines=500, paper=size) as paper:
        assert paper.all.count("签名（手印）") > 10, "headings stand again on each page"
        assert "500" in paper.texts[-1]


def test_more_lines_than_anybody_signs_are_refused(room: Room, tmp_path: Path) -> None:
    sheet: SignUp = sign_up_of(room.desk)
    with pytest.raises(InvalidInput):
        write_sign_up(sheet, tmp_path / "sheet.pdf", lines=501)
    assert not (tmp_path / "sheet.pdf").exists()
