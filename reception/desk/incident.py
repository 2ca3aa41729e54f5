"""An incident ends: what was said of one case is said to everybody of the same cause, and their cases end with it.

Each by what its state allows, as one gesture: what nobody was sent for is answered, what a unit holds is handled, what
the resident confirmed is closed. Whoever was answered so is called (the call round tells), and may have it done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select

from reception.desk.case_page import MOST_MATES
from reception.desk.desk import Acting, Desk, Found, find
from reception.desk.many import Many, act_on_many
from reception.desk.steps import step_in
from reception.domain.case import Case, fold_case
from reception.domain.clock import DISTRICT_ZONE, Id, to_text
from reception.domain.errors import NotAllowed
from reception.domain.forms import ADOPTED
from reception.domain.lifecycle import Act, Status
from reception.domain.text import clean
from reception.store.journal import load_stories
from reception.store.tables import CaseRow

TOLD_LONGEST = 5000
_WAYS: dict[Status, tuple[Act, ...]] = {
    Status.REGISTERED: (Act.ANSWER,),
    Status.DISPATCHED: (Act.ACCEPT, Act.HANDLE),
    Status.ACCEPTED: (Act.HANDLE,),
    Status.HUNG_UP: (Act.HANDLE,),
    Status.CONFIRMED: (Act.CLOSE,),
}
"""What ends a case at each state; at any other it has ended, or waits to be asked after."""
_SAYS = {Act.ANSWER: "answer", Act.HANDLE: "done"}


@dataclass(frozen=True, slots=True)
class Mate:
    """A case of the same cause that has not ended: who speaks, where it is and stands, and what would end it.

    `asks_adopted` tells whether what ends it says if a suggestion is adopted.
    """

    number: str
    name: str
    address: str
    summary: str
    status: Status
    ends_by: tuple[Act, ...]
    asks_adopted: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """What a case's incident still holds open. `told` is what was said of the case last: an answer, what was done;
    `adopted` whether it was, as a suggestion."""

    number: str
    told: str
    mates: tuple[Mate, ...] = ()
    adopted: str = ""


def incident_of(desk: Desk, reference: str) -> Incident:
    """The cases of the same cause in this room that have not ended, in the order they came. Raises NotFound."""
    with desk.read() as conn:
        case, now = find(conn, reference, desk.now).case, to_text(desk.now)
        room = desk.office(conn).room
        mates = [_mate(mate, mate.status_at(now)) for mate in _same_cause(conn, case, room)]
        return Incident(case.number, _told(case), tuple(mate for mate in mates if mate.ends_by), case.adopted)


def end_incident(desk: Desk, numbers: Sequence[str], told: str, adopted: str = "") -> Many:
    """End these cases of one cause with the same words, each as it may; per case done or why not, and one gesture.

    `adopted` is said of those that are suggestions. Raises InvalidInput for words that are too long.
    """
    return act_on_many(desk, numbers, partial(_end, clean(told, "told", TOLD_LONGEST), adopted))


def _same_cause(conn: Connection, case: Case, room: str) -> list[Case]:
    incident = case.get("incident")
    if not incident:
        return []
    same = (CaseRow.incident == incident, CaseRow.room == room, CaseRow.undone == 0, CaseRow.id != case.id)
    query = select(CaseRow.id).where(*same).order_by(CaseRow.n).limit(MOST_MATES)
    ids = [Id(found) for found in conn.execute(query).scalars()]
    stories = load_stories(conn, [("case", mate) for mate in ids])
    return [fold_case(mate, stories["case", mate]) for mate in ids]


def _mate(case: Case, status: Status) -> Mate:
    ends_by = _WAYS.get(status, ())
    return Mate(
        case.number, str(case.to_call.get("name") or ""), str(case.get("address")), str(case.get("summary")), status,
        ends_by, any(ADOPTED in case.asks(act) for act in ends_by if act in _SAYS),
    )  # fmt: skip


def _told(case: Case) -> str:
    said = (str(step.fields.get(name) or "") for step in reversed(case.steps) if step.effective
            for name in _SAYS.values())  # fmt: skip
    return next(filter(None, said), "")


def _end(told: str, adopted: str, acting: Acting, found: Found, gesture: Id) -> str:
    case, status = found.case, found.case.status_at(to_text(acting.now))
    acts = _WAYS.get(status)
    if acts is None:
        raise NotAllowed("这一件已经办结，或正等回访", english="it has ended already, or waits to be asked after")
    for act in acts:
        given = {_SAYS[act]: told} if act in _SAYS else {}
        if act in _SAYS and ADOPTED in case.asks(act):
            given[ADOPTED.name] = adopted
        step_in(acting, acting.find(case.number), act, given, gesture)
    if Act.ANSWER in acts and not case.anonymous:
        today = acting.now.astimezone(DISTRICT_ZONE).date().isoformat()
        step_in(acting, acting.find(case.number), Act.PLAN, {"on": today}, gesture)
    return ""
