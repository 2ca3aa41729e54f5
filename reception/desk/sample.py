"""Fill a new folder with the sample district: its master data, and some weeks of one room's visits, act by act.

Everything is sealed on the fixed sample devices, so that a sample never looks like this PC's own work and undo does
not reach into it.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from reception.desk.commands import CallBack, FollowUp, NewCase, Place, RegisterVisit, Who
from reception.desk.desk import Acting, Clerk, Desk
from reception.desk.follow_up import follow_up_fields
from reception.desk.office import Office
from reception.desk.orders import dispatch_in
from reception.desk.register import open_cases
from reception.desk.steps import step_in
from reception.domain import sample
from reception.domain.clock import DISTRICT_ZONE, Id, Ids, milliseconds
from reception.domain.entry import DISTRICT_SCOPE, Fact
from reception.domain.errors import ReceptionError
from reception.domain.lifecycle import Act, Post
from reception.domain.master import code_of, master_id
from reception.domain.sample import SampleVisit
from reception.domain.sample_people import chances
from reception.domain.sample_stories import SampleAct
from reception.store.copying import Progress, quiet
from reception.store.journal import Author, Writing, note, setting
from reception.store.store import Store

WEEKS = 3
CLERK = Clerk("sample", "样例接待员", Post.LEADER)
LETTER = "YL"
FACTS_AN_ENTRY = 400


class SampleClock:
    """Stands where the story has come to; gives the same ids every time."""

    def __init__(self, chance: random.Random, moment: datetime) -> None:
        self._ids = Ids(chance.getrandbits)
        self.moment = moment

    def now(self) -> datetime:
        """The story's present."""
        return self.moment

    def new_id(self) -> Id:
        """An id of the story's present."""
        return self._ids.next(milliseconds(self.moment))


def fill(store: Store, told: Progress = quiet) -> int:
    """Write the sample into a new room's folder, act by act. Returns how many stories were broken off."""
    now = store.clock.now()
    with store.read() as conn:
        room = str(setting(conn, "room"))
    chance = chances("journal", room, now.date().isoformat())
    clock = SampleClock(chance, now)
    until = now.astimezone(DISTRICT_ZONE).date()

    def salts(count: int) -> list[str]:
        return [f"{chance.getrandbits(64):016x}" for _ in range(count)]

    def author(name: str) -> Author:
        return Author(sample.device(name), clock, salts)

    with store.write(CLERK.code, author("district")) as writing:
        _tell_master(writing, sample.master_data(until))
    with store.write(CLERK.code, author(room)) as writing:
        letter = setting(writing.conn, "letter")
        note(writing.conn, "letter", LETTER)
        story = _Story(store, writing, clock)
        story.play(sample.up_to(sample.visits(room, until, WEEKS), now), told)
        note(writing.conn, "letter", letter)
        return len(story.broken_off)


def _tell_master(writing: Writing, records: Sequence[tuple[str, dict[str, Any]]]) -> None:
    facts = [_master_fact(kind, fields) for kind, fields in records]
    for start in range(0, len(facts), FACTS_AN_ENTRY):
        writing.add("master", facts[start : start + FACTS_AN_ENTRY])
    writing.flush(held=True)  # a sample server makes the same by itself


def _master_fact(kind: str, fields: dict[str, Any]) -> Fact:
    code = code_of(kind, fields)
    return Fact(kind, master_id(kind, code), DISTRICT_SCOPE, fields | {"code": code})


class _SampleDesk(Desk):
    """A desk inside one long transaction, where time is the story's."""

    def __init__(self, store: Store, writing: Writing, clock: SampleClock) -> None:
        super().__init__(store, CLERK)
        self._writing = writing
        self._clock = clock
        self._known: Office | None = None

    @property
    def now(self) -> datetime:
        return self._clock.now()

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        self._known = self._known or Office.load(self._writing.conn)
        yield Acting(self, self._writing, self._known)
        self._writing.flush()


class _Story:
    """Plays the visits and what followed, in the order it happened. `broken_off` are cases with an unlawful act."""

    def __init__(self, store: Store, writing: Writing, clock: SampleClock) -> None:
        self._desk = _SampleDesk(store, writing, clock)
        self._clock = clock
        self.broken_off: set[str] = set()

    def play(self, visits: Sequence[SampleVisit], told: Progress) -> None:
        numbers: dict[int, tuple[str, ...]] = {}
        events = list(sample.in_order(visits))
        for done, (moment, place, at, act) in enumerate(events, 1):
            self._clock.moment = moment
            if act is None:
                with self._desk.acting() as acting:
                    _, numbers[place] = open_cases(acting, _command(visits[place]))
            elif at is not None and numbers[place][at] not in self.broken_off:
                self._take(numbers[place][at], act)
            told(done, len(events))

    def _take(self, number: str, act: SampleAct) -> None:
        with self._desk.acting() as acting:
            found = acting.find(number)
            try:
                if act.act in (Act.DISPATCH, Act.ASSIST):
                    dispatch_in(acting, found, str(act.fields["unit"]), Act(act.act), extra={})
                else:
                    step_in(acting, found, Act(act.act), _fields(act))
            except ReceptionError:
                self.broken_off.add(number)  # a holiday of this year moved a limit: the story ends here


def _fields(act: SampleAct) -> dict[str, Any]:
    if act.act == Act.FOLLOW_UP:
        return follow_up_fields(FollowUp(**{"with_" if name == "with" else name: v for name, v in act.fields.items()}))
    return dict(act.fields)


def _command(visit: SampleVisit) -> RegisterVisit:
    who, back = visit.resident, visit.call_back
    return RegisterVisit(
        cases=[
            NewCase(c.words, c.voice, c.category, c.urgency, c.summary, c.wants)  # type: ignore[arg-type]
            for c in visit.cases
        ],
        channel=visit.channel,  # type: ignore[arg-type]
        resident=Who(who.name, who.phone, who.id_number),
        address=Place(visit.compound, visit.building, visit.entrance, visit.home),
        place_kind=visit.place_kind,  # type: ignore[arg-type]
        at_home_when=visit.at_home_when,
        confidential=visit.confidential,
        call_back=CallBack(back.name, back.phone, back.relation, back.hours, back.way) if back else None,
        received_at=visit.received_at,
    )
