"""One act on many cases: per row done or why not, and one gesture to take back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reception.desk.desk import Acting, Desk, Found
from reception.desk.orders import dispatch_in
from reception.desk.steps import step_in
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, ReceptionError
from reception.domain.lifecycle import Act
from reception.domain.text import clean

MOST = 500
"""Cases one gesture may be about."""

BATCH = 50
"""Cases in one transaction: others can write in between."""

Progress = Callable[[int, int], None]
One = Callable[[Acting, Found, Id], str]


@dataclass(frozen=True)
class Outcome:
    """What became of one row: `made` is an order's number where one was made, `refused` says why it was not done."""

    number: str
    made: str = ""
    refused: ReceptionError | None = None


@dataclass(frozen=True)
class Many:
    """What became of all rows, in their order."""

    outcomes: tuple[Outcome, ...] = ()
    changed: Changed = field(default_factory=Changed)

    @property
    def done(self) -> tuple[Outcome, ...]:
        """The rows that were done."""
        return tuple(outcome for outcome in self.outcomes if outcome.refused is None)

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The rows that were not."""
        return tuple(outcome for outcome in self.outcomes if outcome.refused is not None)


def dispatch_many(
    desk: Desk, numbers: Sequence[str], unit: str, note: str = "", progress: Progress | None = None
) -> Many:
    """Hand cases to a unit to lead. Raises NotFound for an unknown unit, InvalidInput beyond 500 cases."""
    with desk.read() as conn:
        code = str(desk.office(conn).unit(unit)["code"])
    return act_on_many(desk, numbers, partial(_dispatch, code, clean(note, "note", 5000)), progress)


def step_many(
    desk: Desk, numbers: Sequence[str], act: Act, given: Mapping[str, Any], progress: Progress | None = None
) -> Many:
    """Take the same step with each case. Raises InvalidInput beyond 500 cases."""
    return act_on_many(desk, numbers, partial(_step, act, dict(given)), progress)


def act_on_many(desk: Desk, numbers: Sequence[str], one: One, progress: Progress | None = None) -> Many:
    """Do `one` with each case. `progress` is told how many are done, between transactions; it may raise to stop."""
    if len(numbers) > MOST:
        raise InvalidInput(f"一次最多处理 {MOST} 件，请分批选择", english=f"at most {MOST} cases at a time")
    gesture = desk.store.clock.new_id()
    done = Many()
    for start in range(0, len(numbers), BATCH):
        with desk.acting() as acting:
            outcomes = tuple(_attempt(acting, number, one, gesture) for number in numbers[start : start + BATCH])
            done = Many(done.outcomes + outcomes, done.changed | acting.done())
        if progress is not None:
            progress(len(done.outcomes), len(numbers))
    return done


def _attempt(acting: Acting, number: str, one: One, gesture: Id) -> Outcome:
    try:
        with acting.writing.attempt():
            return Outcome(number, one(acting, acting.find(number), gesture))
    except ReceptionError as error:
        return Outcome(number, refused=error)


def _dispatch(unit: str, note: str, acting: Acting, found: Found, gesture: Id) -> str:
    return dispatch_in(acting, found, unit, Act.DISPATCH, extra={"note": note}, gesture=gesture).order


def _step(act: Act, given: Mapping[str, Any], acting: Acting, found: Found, gesture: Id) -> str:
    step_in(acting, found, act, given, gesture)
    return ""
