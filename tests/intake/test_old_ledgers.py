"""An old ledger comes in closed: history without steps, outside the rates, once."""

from datetime import date
from pathlib import Path

from support.room import Room

from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.measures import measures
from reception.domain.lifecycle import Act
from reception.intake.importing import import_file, rehearse

OLD = """登记编号,姓名,电话,诉求内容,来电时间,办结状态,办理结果,办结时间,办理时限
L-1,张淑芬,13904510000,厨房漏水,2024-03-01 09:00,已办结,已换立管,2024-03-04 10:00,2024-03-08
L-2,李国强,13912340022,路灯不亮,2024-03-02 09:00,办结,,,
L-3,王立新,13800000033,暖气不热,2024-03-03 09:00,办理中,,,
L-4,赵六,,外墙掉皮,2024-03-05 09:00,未办结,,,
"""


def ledger(tmp_path: Path, text: str = OLD) -> Path:
    path = tmp_path / "2024年台账.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_closed_comes_in_closed_and_what_was_open_open(room: Room, tmp_path: Path) -> None:
    path = ledger(tmp_path)
    tried = rehearse(room.desk, path)
    assert (tried.added, tried.closed, tried.known) == (4, 2, 0)
    assert import_file(room.desk, path).added == 4
    states = {number: show_case(room.desk, number)["status"] for number in ("L-1", "L-2", "L-3", "L-4")}
    assert states == {"L-1": "closed", "L-2": "closed", "L-3": "registered", "L-4": "registered"}
    assert import_file(room.desk, path).known == 4


def test_history_has_no_steps_no_clocks_and_no_part_in_the_rates(room: Room, tmp_path: Path) -> None:
    import_file(room.desk, ledger(tmp_path))
    shown = show_case(room.desk, "L-1")
    assert [(step["act"], step["effective"]) for step in shown["timeline"]] == [
        ("register", True), ("import_closed", True)
    ]  # fmt: skip
    assert shown["timeline"][1]["at"] == "2024-03-04T02:00:00.000Z"
    assert shown["deadlines"] == []
    assert not case_lines(room.desk, CaseFilter(overdue=True))
    rates = measures(room.desk, date(2024, 1, 1), date(2026, 12, 31))[0].rates
    assert len(rates.left_out["history"]) == 2
    assert rates.valid == 0


def test_history_that_comes_back_is_reopened_with_clocks_of_its_own(room: Room, tmp_path: Path) -> None:
    import_file(room.desk, ledger(tmp_path))
    assert room.step("L-1", Act.REOPEN, why="同一处又漏了") == "registered"
    shown = show_case(room.desk, "L-1")
    assert (shown["round"], {line["round"] for line in shown["deadlines"]}) == (2, {2})
    assert all(line["start"] > "2026" for line in shown["deadlines"])
