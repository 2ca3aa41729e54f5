"""When the district is called, and what the line's state is."""

import pytest

from reception.domain.errors import NotAllowed, Unavailable
from reception.sync.schedule import BACK_OFF, GOING_ON, REGULARLY, STAGES, Schedule, State

GONE, UNKNOWN = Unavailable("没有网络"), NotAllowed("不认识本机", field="token")


def plain() -> Schedule:
    return Schedule(lambda low, high: (low + high) / 2)


@pytest.mark.parametrize("stage", STAGES)
def test_an_exchange_goes_through_its_stages_and_ends_idle(stage: str) -> None:
    schedule = plain()
    assert schedule.begin()
    assert schedule.state is State.CONNECTING
    schedule.step(stage, 0)
    assert schedule.state is STAGES[stage]
    assert schedule.running
    assert schedule.done() == REGULARLY
    assert schedule.state is State.IDLE


def test_failures_in_a_row_wait_longer_up_to_a_ceiling_and_one_success_ends_that() -> None:
    schedule = plain()
    waits = []
    for _ in range(6):
        schedule.begin()
        waits.append(schedule.failed(GONE))
        assert schedule.broken
    assert waits == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1]]
    schedule.begin()
    schedule.done()
    schedule.begin()
    assert schedule.failed(GONE) == BACK_OFF[0]


def test_an_exchange_that_got_somewhere_is_soon_gone_on_with() -> None:
    schedule = plain()
    for _ in range(3):
        schedule.begin()
        schedule.failed(GONE)
    schedule.begin()
    schedule.step("sending", 40)
    assert schedule.failed(GONE) == GOING_ON
    schedule.begin()
    assert schedule.failed(GONE) == BACK_OFF[1]


def test_a_refusal_is_no_broken_line() -> None:
    schedule = plain()
    schedule.begin()
    schedule.step("sending", 5)
    assert schedule.failed(UNKNOWN) == BACK_OFF[0]
    assert (schedule.state, schedule.broken) == (State.REFUSED, False)


def test_a_second_wish_waits_for_the_first_and_follows_it() -> None:
    schedule = plain()
    assert schedule.begin()
    assert not schedule.begin()
    assert schedule.done() == 0
    assert schedule.begin()
    assert schedule.done() == REGULARLY


def test_a_change_is_sent_soon_unless_the_line_is_down_or_busy() -> None:
    schedule = plain()
    assert schedule.changed(200) == 20
    assert schedule.changed(None) == 20
    assert schedule.changed(10) is None
    schedule.begin()
    assert schedule.changed(200) is None
    schedule.failed(GONE)
    assert schedule.changed(200) is None


def test_rooms_do_not_come_all_at_once() -> None:
    waits = set()
    for _ in range(40):
        schedule = Schedule()
        schedule.begin()
        waits.add(round(schedule.done(), 1))
    assert len(waits) > 20
    assert 0.8 * REGULARLY <= min(waits) < max(waits) <= 1.2 * REGULARLY


def test_a_stopped_exchange_is_neither_success_nor_failure() -> None:
    schedule = plain()
    schedule.begin()
    schedule.failed(GONE)
    schedule.begin()
    assert schedule.stopped() == REGULARLY
    assert schedule.state is State.IDLE
    schedule.begin()
    assert schedule.failed(GONE) == BACK_OFF[1]
