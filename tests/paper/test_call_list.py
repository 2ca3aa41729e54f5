"""The list of follow-up calls: by person, names in clear, with room for answers."""

from dataclasses import replace
from pathlib import Path

from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.domain.lifecycle import Act
from reception.paper.call_list import call_list_of, write_call_list
from reception.paper.sheet import Paper


def test_calls_are_listed_by_person_with_what_was_done_and_tried(room: Room, tmp_path: Path) -> None:
    numbers = [room.handled(), room.handled()]
    other = room.dispatched(resident={"name": RARE, "phone": "13900000009"}, call_back={"hours": "18:00 以后"})[0]
    room.step(other, Act.ACCEPT, by="赵工")
    room.step(other, Act.HANDLE, done="疏通了下水")
    room.clock.advance(days=3)
    record_follow_up(room.desk, {number: FollowUp("no_answer", next_on="2026-11-27") for number in numbers})
    with printed(write_call_list, call_list_of(room.desk), tmp_path) as paper:
        text = paper.all
        assert "今日应回访2人，共3件" in text
        assert text.count("13904510000") == 1, "a person stands once, with two cases"
        for part in (*numbers, other, RARE, "13900000009", "方便时间：18:00以后", "承办：第一建筑公司",
                     "办理：更换立管", "已打：11-27", "未接通", "□部分解决", "□不评价"):  # fmt: skip
            assert part in text, part


def test_a_day_without_calls_says_so(room: Room, tmp_path: Path) -> None:
    with printed(write_call_list, call_list_of(room.desk), tmp_path) as paper:
        assert paper.pages == 1
        assert "今天没有应回访的诉求" in paper.all


def test_long_stories_and_many_people_flow_over_pages(room: Room, tmp_path: Path) -> None:
    room.handled()
    room.clock.advance(days=3)
    calls = call_list_of(room.desk)
    [call] = calls.calls
    long = replace(call, name=RARE * 10, cases=(replace(call.cases[0], summary=LONG[:200], done=LONG),) * 6)
    many = replace(calls, calls=(long, *[call] * 60), left_out=7)
    for size in (Paper.A4, Paper.A5):
        with printed(write_call_list, many, tmp_path, paper=size) as paper:
            assert paper.pages > 5
            assert "61. 张淑芬" in paper.all.replace("61.张", "61. 张")
            assert "另有7件未列入" in paper.all
