"""The reminder to a unit: its orders past their limits, foreman by foreman."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.lists import show_case
from reception.desk.overdue import overdue_orders, urge
from reception.domain.errors import NotAllowed, NotFound
from reception.domain.lifecycle import Act
from reception.paper.urging import reminders_of, write_reminders


def overdue(room: Room) -> tuple[str, str]:
    """Two orders of one unit, signed for by two foremen, eleven days past their limit."""
    orders = []
    for foreman in ("赵工", "孙工"):
        number, order = room.dispatched()
        room.step(number, Act.ACCEPT, by=foreman)
        orders.append(order)
    room.clock.advance(days=19)
    return orders[0], orders[1]


def test_a_reminder_lists_what_is_late_by_foreman(room: Room, tmp_path: Path) -> None:
    first, second = overdue(room)
    room.dispatched("H01")
    [reminder] = reminders_of(room.desk)
    with printed(write_reminders, [reminder], tmp_path) as paper:
        assert paper.pages == 1
        text = paper.all
        for part in ("催办通知单", "第一建筑公司：", "承办的下列2件", first, second, "承办人：赵工13900001001",
                     "办结12月1日", "11天", "0451-55550107", "负责人签字", "（盖章处）"):  # fmt: skip
            assert part in text, part
        assert "承办人：孙工1390" not in text, "a man whose phone is not known is not given another's"
        assert "张淑芬" not in text and "13904510000" not in text, "who reported is not a reminder's business"


def test_a_unit_that_has_not_signed_is_reminded_of_signing(room: Room, tmp_path: Path) -> None:
    _, order = room.dispatched("H01")
    room.clock.advance(days=1)
    [line] = overdue_orders(room.desk, "热力公司")
    assert (line.number, line.clock, line.signed) == (order, "sign_for", False)
    with printed(write_reminders, reminders_of(room.desk, "H01"), tmp_path) as paper:
        assert "签收11月24日" in paper.all


def test_nothing_late_is_nothing_to_print(room: Room) -> None:
    room.dispatched()
    with pytest.raises(NotAllowed):
        reminders_of(room.desk)
    with pytest.raises(NotFound):
        reminders_of(room.desk, "X99")


def test_a_reminder_is_a_step_of_each_case_and_the_next_one_counts_it(room: Room, tmp_path: Path) -> None:
    overdue(room)
    [reminder] = reminders_of(room.desk)
    done = urge(room.desk, [order.case for order in reminder.orders], "催办通知单")
    assert len(done.done) == 2
    timeline = show_case(room.desk, reminder.orders[0].case)["timeline"]
    assert timeline[-1]["act"] == Act.URGE
    with printed(write_reminders, reminders_of(room.desk), tmp_path) as paper:
        assert paper.all.count("（已催1次）") == 2


def test_many_long_lines_flow_over_pages(room: Room, tmp_path: Path) -> None:
    overdue(room)
    [reminder] = reminders_of(room.desk)
    order = replace(reminder.orders[0], summary=LONG[:200], address=LONG[:120], foreman=RARE * 8)
    with printed(write_reminders, [replace(reminder, unit=RARE * 8, orders=(order,) * 60)], tmp_path) as paper:
        assert paper.pages > 3
        assert all("事由" in text for text in paper.texts[:2]), "headings stand again on the next page"
        assert RARE * 8 in paper.all
