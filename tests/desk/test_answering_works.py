""" "When is my wall done?" is answered, counted, and followed up by nobody."""

import pytest
from support.room import Room

from reception.desk.calls import calls_due
from reception.desk.lists import show_case
from reception.desk.people import WorksLine
from reception.desk.today import day_at_a_glance
from reception.desk.undo import undo
from reception.desk.works import answer_about_works, known_works, told
from reception.domain.errors import NotFound

WALL = {
    "compound": "HQ188", "building": "3", "item": "外墙保温", "state": "winter_stop", "planned_on": "2027-05-20",
    "as_of": "2026-11-20", "said_by": "赵工", "note": "2027年4月中旬复工", "code": "HQ188/3/外墙保温",
}  # fmt: skip


def test_the_answer_is_counted_as_a_doubt_and_appears_in_no_follow_up(room: Room) -> None:
    room.tell((("works", WALL),))
    done = answer_about_works(room.desk, "HQ188", "3", "外墙保温", "phone")
    assert done.answer == (
        "3号楼外墙保温：冬季停工，计划2027年5月20日完工。2027年4月中旬复工。（截至2026年11月20日，赵工提供）"
    )
    shown = show_case(room.desk, done.number)
    assert (shown["voice"], shown["status"], shown["resident"]) == ("doubt", "closed", "")
    assert shown["timeline"][-1]["detail"]["answer"] == done.answer
    room.clock.advance(days=30)
    assert calls_due(room.desk).calls == ()
    assert day_at_a_glance(room.desk).follow_ups == 0


def test_question_and_answer_are_one_gesture(room: Room) -> None:
    room.tell((("works", WALL),))
    done = answer_about_works(room.desk, "HQ188", "3", "外墙保温")
    undo(room.desk)
    assert show_case(room.desk, done.number)["undone"]


def test_what_nobody_has_told_is_not_answered(room: Room) -> None:
    with pytest.raises(NotFound) as unknown:
        answer_about_works(room.desk, "HQ188", "3", "加装电梯")
    assert unknown.value.field == "item"


def test_what_is_done_says_when_and_gaps_are_left_out() -> None:
    line = WorksLine("HQ188", "5", "单元门", "done", "2026-09-01", "2026-08-15", "", "", "")
    assert told(line) == "5号楼单元门：已于2026年8月15日完工。"


def test_what_is_not_done_stands_first_with_who_pays_and_its_initials(room: Room) -> None:
    done = WALL | {"item": "单元门", "state": "done", "done_on": "2026-08-15", "code": "HQ188/3/单元门"}
    room.tell((("works", done), ("works", WALL), ("works", WALL | {"building": "31", "code": "HQ188/31/外墙保温"})))
    known = known_works(room.desk, "HQ188", "3")
    assert [each.line.item for each in known] == ["外墙保温", "单元门"]
    assert "wqbw" in known[0].letters
    assert known[0].answer.startswith("3号楼外墙保温：冬季停工")
