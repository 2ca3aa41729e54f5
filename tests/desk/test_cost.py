"""What an act and the looks after it cost follows the size of the change, not that of the room's history."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event
from support.room import Room

from reception.desk import undo
from reception.desk.commands import FollowUp, RegisterVisit, read
from reception.desk.follow_up import record_follow_up
from reception.desk.orders import dispatch
from reception.desk.register import open_cases
from reception.domain.lifecycle import Act
from reception.sync.overview import overview

SHORT, LONG = 500, 2_000
"""Visits of a history, and how many more come to it."""
EVERY = 20
"""Steps of SQLite's machine between two looks at the counter."""


class Steps:
    """Counts what SQLite does for a room, whichever of its connections does it."""

    def __init__(self, room: Room) -> None:
        self.done = 0
        for engine in (room.store.engines.write, room.store.engines.read):
            event.listen(engine, "checkout", lambda driver, *_: driver.set_progress_handler(self._note, EVERY))

    def _note(self) -> int:
        self.done += 1
        return 0

    def of(self, act: Callable[[], object]) -> int:
        """Steps of one act."""
        before = self.done
        act()
        return (self.done - before) * EVERY


@pytest.fixture
def steps(room: Room) -> Steps:
    return Steps(room)


@pytest.fixture(autouse=True)
def reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reception.desk.undo.REACH", 30)


def lengthen(room: Room, visits: int) -> None:
    """So many more visits, in a few transactions, which the district holds."""
    for _ in range(0, visits, 500):
        with room.desk.acting() as acting:
            for _ in range(500):
                given = {"resident": {"name": "赵志强"}, "cases": [{"words": "楼道灯不亮"}]}
                open_cases(acting, read(RegisterVisit, given))
    with room.store.engines.write.begin() as conn:
        conn.exec_driver_sql("UPDATE entry SET held = 1")
    while room.store.tidy():
        pass


def acts(room: Room) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a clerk does all day, each on a case of its own."""
    number, followed = room.case(), room.handled()
    yield "register", lambda: room.register("卫生间反水")
    yield "dispatch", lambda: dispatch(room.desk, number, "C01")
    yield "step", lambda: room.step(number, Act.ACCEPT, by="赵工")
    yield "follow up", lambda: record_follow_up(room.desk, {followed: FollowUp("no_answer")})
    yield "undo", lambda: undo.undo(room.desk)
    yield "redo", lambda: undo.redo(room.desk)
    yield "latest gesture", lambda: undo.latest_gesture(room.desk)
    yield "history", lambda: undo.past_gestures(room.desk)
    yield "the line", lambda: overview(room.store)


def test_no_act_goes_through_the_history(room: Room, steps: Steps) -> None:
    lengthen(room, SHORT)
    before = {name: steps.of(act) for name, act in acts(room)}
    lengthen(room, LONG)
    after = {name: steps.of(act) for name, act in acts(room)}
    assert {name: (before[name], taken) for name, taken in after.items() if taken > 1.5 * before[name] + 200} == {}
