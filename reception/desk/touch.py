"""A visit about what is written down already: asking after a case, adding to it, bringing it again, thanking for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reception.desk.commands import Who
from reception.desk.desk import Acting, Desk
from reception.desk.register import Speaker, party, speaker, visit_fact
from reception.desk.taken_over import own_records
from reception.desk.visits import forget_draft
from reception.domain import forms, lifecycle
from reception.domain.case import Case
from reception.domain.changed import Changed
from reception.domain.clock import Id, to_text
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Act, Status
from reception.domain.text import clean

WORDS_LONGEST = 5000
TOUCHES = tuple(how for how in forms.TOUCHES if how != "first")
"""The ways a visit touches a case that is there already; only a repeat counts as one."""


@dataclass(frozen=True)
class Touched:
    """What to tell the resident: where the case stands, who holds it, and until when (UTC text or "")."""

    number: str
    visit: Id
    how: str
    status: Status
    unit: str
    until: str
    changed: Changed


def touch_case(
    desk: Desk, number: str, how: str, channel: str, words: str = "", who: Who | None = None, *, draft: Id | None = None
) -> Touched:
    """Write a visit that touches a case: `how` is supplement, urge, repeat or thanks.

    `who` came, when it is not one of the case's parties: then he becomes 共同反映人. `draft` is the form that ends
    with it. Raises InvalidInput, or NotFound.
    """
    how, channel = _choice(how, TOUCHES, "how"), _choice(channel, forms.CHANNELS, "channel")
    words = clean(words, "words", WORDS_LONGEST)
    if how == "supplement" and not words:
        raise InvalidInput("请写下补充了什么", english="write down what was added", field="words")
    with desk.acting() as acting:
        found = acting.find(number)
        status = found.case.status_at(to_text(acting.now))
        lifecycle.check(Act.TOUCH, status, desk.clerk.post)
        visit = acting.new_id()
        forget_draft(acting, draft)
        acting.add(Act.TOUCH, _facts(acting, found.case, visit, how, channel, words, who or Who()))
        lead = found.case.lead
        return Touched(
            found.case.number, visit, how, status, acting.office.unit_name(lead.unit) if lead else "",
            _until(found.case), acting.done(),
        )  # fmt: skip


def _facts(
    acting: Acting, case: Case, visit: Id, how: str, channel: str, words: str, who: Who
) -> list[Fact]:  # fmt: skip
    scope, at = case_scope(case.id), to_text(acting.now)
    people, own = own_records(acting, case) if case.room == acting.office.room else ([], {})
    person, facts = speaker(acting, who) if who != Who() else (_reporter(case, own), [])
    if _is_new(case, person):
        given = {name: value for name, value in party("co", person).items() if value}
        facts.append(Fact("party", acting.new_id(), scope, given))
    return [
        *people,
        *facts,
        visit_fact(acting, visit, channel, person, acting.now),
        Fact("touch", visit, scope, {"how": how, "channel": channel, "at": at, "visit": visit}),
        acting.step(case.id, Act.TOUCH, {"how": how, "channel": channel, "words": words}),
    ]


def _reporter(case: Case, own: Mapping[Id, Id]) -> Speaker:
    given = case.reporter
    resident = own.get(next(iter(case.parties), Id("")), given.get("resident"))
    return Speaker(str(given.get("name", "")), str(given.get("phone", "")), "", Id(resident) if resident else None)


def _is_new(case: Case, person: Speaker) -> bool:
    """Whether nobody of the case has this phone, nor, without a phone, this name."""
    known = [fields.values() for fields in case.parties.values()]
    if person.phone:
        return all(other.get("phone") != person.phone for other in known)
    return bool(person.name) and all(other.get("name") != person.name for other in known)


def _until(case: Case) -> str:
    running: list[Any] = [limit for limit in case.running() if limit["clock"] in ("solved", "answer")]
    return str(running[0]["until"]) if running else ""


def _choice(given: str, known: Iterable[str], field: str) -> str:
    known = tuple(known)
    if given not in known:
        raise InvalidInput(
            f"「{given}」不可选，可用：{'、'.join(known)}", english=f"choose {', '.join(known)}", field=field
        )
    return given
