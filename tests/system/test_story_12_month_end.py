"""Story 12. Month end, and the month after: what was handed up stays what it was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.pdf import ReadBack
from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.many import step_many
from reception.desk.reports import compared, count, hand_up, month_of, month_start, read_report, reports
from reception.desk.undo import latest_gesture, undo
from reception.domain import report
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Act
from reception.domain.measures import percent
from reception.domain.period import before
from reception.paper.report import handed_up_paper, write_report
from reception.store.refold import compare

CASES, SOLVED, ANONYMOUS = 212, 189, 5
"""189 of the 207 who could be asked: 91.3 %."""


def october(room: Room) -> list[str]:
    """A month of questions answered and asked back, five of them without a name."""
    room.clock.set(datetime(2026, 10, 12, 1, 0, tzinfo=UTC))
    numbers = [
        room.case(
            words=f"第{place}件：楼道灯不亮", resident={} if place < ANONYMOUS else {"phone": f"1390451{place:04d}"}
        )
        for place in range(CASES)
    ]
    room.clock.advance(minutes=10)
    step_many(room.desk, numbers, Act.ANSWER, {"answer": "已换灯"})
    asked = numbers[ANONYMOUS:]
    for place, number in enumerate(asked):
        answer = FollowUp("yes", solved="yes" if place < SOLVED else "no", satisfied="satisfied")
        record_follow_up(room.desk, {number: answer})
    return numbers


def printed(room: Room, number: str, out: Path) -> str:
    write_report(handed_up_paper(room.desk, number), out)
    with ReadBack(out) as paper:
        assert paper.codes(0) == [number]
        return paper.all


def test_october_stays_what_it_was(room: Room, tmp_path: Path) -> None:
    numbers = october(room)
    room.clock.set(datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    period = month_of(room.desk, 2026, 10)
    issued, changed = hand_up(room.desk, period)
    assert changed.of("report")
    assert issued.number == f"NG07-M2610-{room.store_letter}1"
    assert (issued.whole.cases, issued.whole.valid) == (CASES, CASES - ANONYMOUS)
    assert percent(issued.whole.value("solution")) == "91.3%"
    assert len(issued.outside) == ANONYMOUS, "who is left out is listed"
    assert not compared(room.desk, issued).any
    first = printed(room, issued.number, tmp_path / "october.pdf")
    assert "解决率91.3%" in first and f"受理（件）{CASES}" in first and "有变化" not in first

    room.clock.set(datetime(2026, 11, 10, 1, 0, tzinfo=UTC))
    room.step(numbers[20], Act.AMEND, fields={"category": "公共设施/楼道照明"})
    room.step(numbers[21], Act.AMEND, fields={"urgency": "urgent"})
    record_follow_up(room.desk, {numbers[22]: FollowUp("yes", solved="no", satisfied="dissatisfied", why="result")})

    again = read_report(room.desk, issued.number)
    assert again == issued, "number, period, formulas, as-of time, rows and figures are what they were"
    assert (again.whole.cases, percent(again.whole.value("solution"))) == (CASES, "91.3%")
    since = compared(room.desk, again)
    assert [change.number for change in since.changed] == numbers[20:23]
    assert [[name for name, _, _ in change.values] for change in since.changed] == [
        ["category"], ["urgency"], ["solved", "satisfied"],
    ]  # fmt: skip
    assert not since.added and not since.gone
    second = printed(room, issued.number, tmp_path / "october again.pdf")
    assert "解决率91.3%" in second and f"受理（件）{CASES}" in second and "90.8%" not in second
    assert "3件有变化，新增0件，减少0件" in second, "since issued: 3 changed"
    told = second[second.index("上报后变化（3件）") :]
    assert all(number in told for number in numbers[20:23]), "and which"
    assert percent(count(room.desk, period).whole.value("solution")) == "90.8%", "counted anew it would differ"


def test_what_came_late_or_went_is_said_too(room: Room) -> None:
    room.clock.set(datetime(2026, 10, 12, 1, 0, tzinfo=UTC))
    gone = room.case()
    undo_this = latest_gesture(room.desk)
    room.clock.set(datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    period = month_of(room.desk, 2026, 10)
    issued, _ = hand_up(room.desk, period)
    late = room.case(received_at="2026-10-31T10:00:00+08:00")
    undo(room.desk, undo_this)
    since = compared(room.desk, issued)
    assert [row.number for row in since.gone] == [gone]
    assert [row.number for row in since.added] == [late]


def test_a_second_hand_up_has_a_number_of_its_own_and_undo_passes_both_over(room: Room) -> None:
    number = room.case()
    period = month_of(room.desk, 2026, 11)
    gesture = latest_gesture(room.desk)
    first, _ = hand_up(room.desk, period)
    room.step(number, Act.AMEND, fields={"summary": "改了"})
    room.clock.advance(minutes=1)
    second, _ = hand_up(room.desk, period)
    assert (first.number[-1], second.number[-1]) == ("1", "2")
    assert [line.number for line in reports(room.desk)] == [second.number, first.number]
    assert latest_gesture(room.desk) != gesture
    with room.store.read() as conn:
        _, different = compare(conn)
    assert not different, "rows are what the entries add up to"


def test_a_long_report_takes_several_entries_and_comes_back_whole(room: Room) -> None:
    numbers = [room.case(words="水" * 190) for _ in range(5)]
    size, report.PIECE = report.PIECE, 1000
    try:
        issued, _ = hand_up(room.desk, month_of(room.desk, 2026, 11))
    finally:
        report.PIECE = size
    assert [row.number for row in read_report(room.desk, issued.number).rows] == numbers


def test_a_month_that_has_not_begun_is_not_handed_up(room: Room) -> None:
    with pytest.raises(NotAllowed):
        hand_up(room.desk, month_of(room.desk, 2026, 12))
    assert reports(room.desk) == []


def test_a_district_whose_month_begins_on_the_nineteenth_at_noon(room: Room) -> None:
    room.tell((("rules", {"code": "assessment", "day": 19, "hour": 12}),))
    room.clock.set(datetime(2026, 11, 19, 3, 0, tzinfo=UTC))
    before_noon = room.case()
    room.clock.set(datetime(2026, 11, 19, 5, 0, tzinfo=UTC))
    after = room.case()
    november, december = month_of(room.desk, 2026, 11), month_of(room.desk, 2026, 12)
    assert [row.number for row in count(room.desk, november).rows] == [before_noon]
    assert [row.number for row in count(room.desk, december).rows] == [after]
    assert before(december, month_start(room.desk)) == november
