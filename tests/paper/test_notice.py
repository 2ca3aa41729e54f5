"""The notice of the result: the answer meant for the resident, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.paper.notice import notice_of, write_notice
from reception.paper.sheet import Paper


def test_what_was_done_is_told_and_no_internal_note(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="更换立管", note="住户态度不好，下次带人")
    with printed(write_notice, notice_of(room.desk, number), tmp_path) as paper:
        assert paper.pages == 1
        for part in ("张淑芬：", "您于2026年11月24日反映的", "经第一建筑公司办理", "办理结果：更换立管。",
                     "0451-55550107", number, "居民签字"):  # fmt: skip
            assert part in paper.all, part
        assert "态度不好" not in paper.all
        assert paper.codes(0) == [number]


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        (Act.ANSWER, {"answer": "楼道灯已换"}, "现答复如下：楼道灯已换。"),
        (Act.NOT_OURS, {"why": "属治安案件", "channel": "110"}, "请向以下渠道反映：110"),
        (
            Act.HANG_UP,
            {"measures": "先临时封堵", "until": "2027-05-15", "agreed_by": "街道", "told_on": "2026-11-24"},
            "期限至2027年5月15日",
        ),
    ],
)
def test_every_way_to_end_has_its_sentence(
    room: Room, tmp_path: Path, act: Act, fields: dict[str, str], told: str
) -> None:
    number = room.case()
    room.step(number, act, **fields)
    with printed(write_notice, notice_of(room.desk, number), tmp_path) as paper:
        assert told in paper.all


def test_while_it_is_in_hand_there_is_nothing_to_tell(room: Room) -> None:
    number = room.handled()
    room.step(number, Act.REOPEN, why="又漏了")
    with pytest.raises(NotAllowed):
        notice_of(room.desk, number)
    with pytest.raises(NotAllowed):
        notice_of(room.desk, room.case())


def test_shortest_and_longest(room: Room, tmp_path: Path) -> None:
    number = room.case(resident={})
    room.step(number, Act.ANSWER, answer="好")
    notice = notice_of(room.desk, number)
    with printed(write_notice, notice, tmp_path) as paper:
        assert "居民同志：" in paper.all
    long = replace(notice, name=RARE * 10, summary=LONG[:200], address=LONG[:150], result=LONG)
    for size in (Paper.A4, Paper.A5):
        with printed(write_notice, long, tmp_path, paper=size) as paper:
            assert paper.pages > 2
            assert RARE * 10 in paper.all
            assert LONG[:100] in paper.all


def test_an_unknown_time_is_left_out(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ACCEPT, by="赵工")
    room.step(number, Act.HANDLE, done="更换立管", at=None)
    with printed(write_notice, notice_of(room.desk, number), tmp_path) as paper:
        assert "经第一建筑公司办理，已办结。" in paper.all
