"""A suggestion's answer says on every paper that has it, and in the sender's own form, whether it was adopted."""

from pathlib import Path

import pytest
from support.papers import printed
from support.room import Room

from reception.desk.answers import answer_for
from reception.desk.calls import calls_due
from reception.domain.lifecycle import Act
from reception.paper.call_list import call_list_of, write_call_list
from reception.paper.case_file import case_file_of, write_case_file
from reception.paper.filling import receipt_of
from reception.paper.notice import notice_of, write_notice
from reception.paper.visit_sheet import visit_sheet_of, write_visit_sheets


@pytest.fixture
def number(room: Room) -> str:
    """A suggestion that a unit found it cannot do."""
    made, _ = room.dispatched(words="门口台阶太高", case={"voice": "suggestion"})
    room.step(made, Act.ACCEPT)
    room.step(made, Act.HANDLE, adopted="no", done="与消防通道冲突")
    return made


def test_what_a_unit_answered(room: Room, number: str, tmp_path: Path) -> None:
    with printed(write_notice, notice_of(room.desk, number), tmp_path) as paper:
        assert "您的建议未采纳。经第一建筑公司办理" in paper.all
    with printed(write_case_file, case_file_of(room.desk, number), tmp_path) as paper:
        assert "是否采纳：不采纳；办理结果：与消防通道冲突" in paper.all
    with room.store.read() as conn:
        assert answer_for(room.desk, conn, "", number).answer == "不采纳：与消防通道冲突"
    assert receipt_of(room.desk, number).cases[0].answer == "", "that was no answer on the spot"


def test_what_is_said_on_the_telephone_and_at_the_door(room: Room, number: str, tmp_path: Path) -> None:
    room.clock.advance(days=20)
    (call,) = calls_due(room.desk).calls
    assert (call.cases[0].adopted, call.cases[0].done) == ("no", "与消防通道冲突")
    with printed(write_call_list, call_list_of(room.desk), tmp_path) as paper:
        assert "办理：不采纳：与消防通道冲突" in paper.all
    with printed(write_visit_sheets, [visit_sheet_of(room.desk, number)], tmp_path) as paper:
        assert "不采纳：与消防通道冲突" in paper.all


def test_what_was_answered_on_the_spot(room: Room, tmp_path: Path) -> None:
    number = room.case(words="门口台阶太高", case={"voice": "suggestion"})
    room.step(number, Act.ANSWER, adopted="yes", answer="下周改成坡道。")
    assert receipt_of(room.desk, number).cases[0].answer == "采纳：下周改成坡道。"
    with printed(write_notice, notice_of(room.desk, number), tmp_path) as paper:
        assert "您的建议已采纳。现答复如下：下周改成坡道。" in paper.all
