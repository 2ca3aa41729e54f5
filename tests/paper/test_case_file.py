"""The case file: everything about a case in order, photos and papers included."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.undo import undo
from reception.domain.lifecycle import Act
from reception.paper.case_file import case_file_of, write_case_file
from reception.paper.photos import Photo
from reception.paper.sheet import Paper


def test_the_whole_timeline_is_on_it_and_what_was_taken_back_says_so(room: Room, tmp_path: Path) -> None:
    number, order = room.dispatched()
    undo(room.desk)
    room.clock.advance(minutes=5)
    room.step(number, Act.FIRST_CONTACT, way="phone", note="约好下午三点")
    room.step(number, Act.AMEND, fields={"summary": "厨房天棚漏水"})
    with printed(write_case_file, case_file_of(room.desk, number), tmp_path) as paper:
        for part in (number, order, "张淑芬", "13904510000", "派单（已撤销）", "作废", "先行联系", "联系方式：电话",
                     "内部备注：约好下午三点", "事由→厨房天棚漏水", "王娟", "2026-11-2409:09", "计入："):  # fmt: skip
            assert part.replace("王娟", "wang") in paper.all, part
        assert paper.codes(0) == [number]


def test_photos_are_shown_and_other_papers_are_named(room: Room, tmp_path: Path, photo: Photo) -> None:
    number = room.case()
    picture, words = tmp_path / "厨房.jpg", tmp_path / "合同.pdf"
    picture.write_bytes(photo.content)
    words.write_bytes(b"%PDF-1.7 contract")
    for path in (picture, words):
        room.step(number, Act.ATTACH, file=str(path))
    file = case_file_of(room.desk, number)
    assert [each.caption for each in file.photos] == ["厨房.jpg"]
    assert [name for name, _ in file.papers] == ["合同.pdf"]
    with printed(write_case_file, file, tmp_path) as paper:
        assert "照片（1张）" in paper.all and "厨房.jpg" in paper.all
        assert "其他附件（1份）" in paper.all and "合同.pdf" in paper.all


def test_an_anonymous_case_taken_back_has_a_file_too(room: Room, tmp_path: Path) -> None:
    number = room.case(resident={}, words="无")
    undo(room.desk)
    with printed(write_case_file, case_file_of(room.desk, number), tmp_path) as paper:
        assert "（登记已撤销）" in paper.all
        assert "匿名，未留姓名和电话" in paper.all


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
def test_the_longest(room: Room, tmp_path: Path, size: Paper) -> None:
    file = case_file_of(room.desk, room.handled())
    party = replace(file.parties[0], name=RARE * 10, hours=LONG[:100])
    long = replace(
        file, words=LONG, summary=LONG[:200], parties=(party,) * 6, photos=(), papers=((LONG[:120], "pdf"),) * 30,
        lines=(replace(file.lines[0], told=LONG), *file.lines * 20),
    )  # fmt: skip
    with printed(write_case_file, long, tmp_path, paper=size) as paper:
        assert paper.pages > 5
        assert RARE * 10 in paper.all
