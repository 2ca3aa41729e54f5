"""The call round: follow-ups due, grouped by the person to call, with what to say about each case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from reception.desk.desk import Desk
from reception.desk.office import Office
from reception.desk.steps import unreachable
from reception.desk.today import follow_up_due
from reception.domain.case import Case, Contact, fold_case
from reception.domain.clock import DISTRICT_ZONE, Id, from_text
from reception.domain.counting import working_days
from reception.domain.lifecycle import Act, Status
from reception.store.journal import load_stories
from reception.store.tables import CaseRow

MOST = 500
QUIET = (time(11, 30), time(13, 30))
"""When people rest: nobody is called then unless it was agreed (design: experience)."""
_REOPENABLE = frozenset({Status.HANDLED, Status.CONFIRMED, Status.CLOSED})


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt in this round of the case: when (district time), and how it ended (`forms.REACHED`)."""

    at: datetime
    reached: str


@dataclass(frozen=True, slots=True)
class CallCase:
    """A case to ask about: what it is, who did what about it, and the attempts so far.

    `adopted` tells of a suggestion whether it was (`forms.ADOPTION`).
    """

    number: str
    summary: str
    words: str
    address: str
    unit: str
    done: str
    status: Status
    tries: tuple[Try, ...]
    adopted: str = ""

    @property
    def reopenable(self) -> bool:
        """Whether a resident who is not content can have it done again."""
        return self.status in _REOPENABLE

    def missed_for_good(self, now: datetime) -> bool:
        """Whether a miss now makes the resident unreachable: on another day and at another hour than one before."""
        here = now.astimezone(DISTRICT_ZONE)
        if self.status is not Status.HANDLED or any(attempt.reached == "yes" for attempt in self.tries):
            return False
        return any(attempt.at.date() != here.date() and attempt.at.hour != here.hour for attempt in self.tries)


@dataclass(frozen=True, slots=True)
class Call:
    """One person to call. `relation` is to the one who spoke, `hours` when to call, `way` how it was asked.

    `others` (name, phone) spoke for the same group and may be asked as well.
    """

    name: str
    phone: str
    relation: str
    hours: str
    way: str
    cases: tuple[CallCase, ...]
    others: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Who it is, for finding the same person again."""
        return self.phone, "" if self.phone else self.name, "" if self.phone else self.cases[0].address


@dataclass(frozen=True, slots=True)
class CallRound:
    """Whom to call today; `days` are the next working days, `left_out` how many cases did not fit."""

    calls: tuple[Call, ...]
    days: tuple[date, ...]
    left_out: int


def is_quiet(now: datetime) -> bool:
    """Whether people rest now."""
    opens, closes = QUIET
    return opens <= now.astimezone(DISTRICT_ZONE).time() < closes


def calls_due(desk: Desk, most: int = MOST) -> CallRound:
    """Follow-ups due today or earlier, by person (same phone, else same name and address).

    Who could not be reached on two days at two hours is called no more: the case waits to be closed.
    """
    today = desk.now.astimezone(DISTRICT_ZONE).date()
    with desk.read() as conn:
        office = desk.office(conn)
        due = follow_up_due(office.room, today)
        query = select(CaseRow.id).where(*due).order_by(CaseRow.next_due_at, CaseRow.n).limit(most)
        cases = [case for case in _folded(conn, query) if not _is_done_with(case)]
        total = int(conn.execute(select(func.count()).where(*due)).scalar() or 0)
    days = tuple(islice(working_days(office.calendar, today), 3))
    return CallRound(_by_person(cases, office), days, max(0, total - most))


def _folded(conn: Connection, query: Any) -> list[Case]:
    ids = [Id(found) for found in conn.execute(query).scalars()]
    stories = load_stories(conn, [("case", item) for item in ids])
    return [fold_case(item, stories["case", item]) for item in ids]


def _is_done_with(case: Case) -> bool:
    return case.status is Status.HANDLED and unreachable(case)


def _by_person(cases: Sequence[Case], office: Office) -> tuple[Call, ...]:
    people: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        party = case.to_call
        phone = str(party.get("phone") or "")
        people.setdefault((phone, "" if phone else f"{party.get('name')}{case.get('address')}"), []).append(case)
    return tuple(call_about(group, office) for group in people.values())


def call_about(cases: Sequence[Case], office: Office) -> Call:
    """The call about cases of one person."""
    party = cases[0].to_call
    name, phone, relation, hours = (str(party.get(part) or "") for part in ("name", "phone", "relation", "hours"))
    way = next((str(case.planned["way"]) for case in cases if case.planned.get("way")), str(party.get("way") or ""))
    asked = tuple(_call_case(case, office) for case in cases)
    return Call(name, phone, relation, hours, way, asked, _others(cases))


def _others(cases: Sequence[Case]) -> tuple[tuple[str, str], ...]:
    """The other representatives of a group who left a phone."""
    return tuple(dict.fromkeys(other for case in cases if case.get("headcount") for other in others_of(case)))


def others_of(case: Case) -> list[tuple[str, str]]:
    """The people of a case who left a phone (name, phone), beside the one to call."""
    parties = [party.values() for party in case.parties.values()]
    return [(str(p.get("name") or ""), str(p["phone"])) for p in parties if p.get("phone") and p != case.to_call]


def _call_case(case: Case, office: Office) -> CallCase:
    order = next((order for order in reversed(case.orders.values()) if order.lead), None)
    handled = (step for step in reversed(case.steps) if step.act == Act.HANDLE and step.effective)
    done = next((str(step.fields.get("done") or "") for step in handled if step.round == case.round), "")
    return CallCase(
        case.number, str(case.get("summary")), str(case.words.get("words") or ""), str(case.get("address")),
        office.unit_name(order.unit) if order else "", done, case.status,
        tuple(_try(contact) for contact in case.contacts if contact.round == case.round and contact.at),
        case.adopted,
    )  # fmt: skip


def _try(contact: Contact) -> Try:
    return Try(from_text(str(contact.at)).astimezone(DISTRICT_ZONE), contact.reached)
