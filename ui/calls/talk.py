"""One call as questions and answers: what to ask next follows from what was answered, so one step back forgets one."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.forms import REACHED, SATISFIED, SOLVED, UNSATISFIED_WHY

if TYPE_CHECKING:
    from reception.desk.calls import Call, CallCase
    from reception.desk.commands import FollowUp

Names = Mapping[str, tuple[str, str]]
YES, NO = "yes", "no"
TODAY = "today"


class Ask(StrEnum):
    """What is asked."""

    REACHED = "reached"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    WHY = "why"
    REOPEN = "reopen"
    WHEN = "when"
    GIVE_UP = "give_up"


OPTIONS: dict[Ask, Names] = {
    Ask.REACHED: REACHED,
    Ask.SOLVED: SOLVED,
    Ask.SATISFIED: SATISFIED,
    Ask.WHY: UNSATISFIED_WHY,
    Ask.REOPEN: {
        YES: ("重办，重新计时", "Do it again, with new clocks"),
        NO: ("暂不，过几天再问", "Not yet, ask again in days"),
    },
    Ask.GIVE_UP: {YES: ("记为联系不上并归档", "Unreachable, close it"), NO: ("改天再打", "Try another day")},
}
"""The answers to each question by key; those to WHEN are days."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, about a case (its place among the person's cases) or, with -1, about the call."""

    ask: Ask
    about: int = -1


Asking = Generator[Question, str, None]


@dataclass(slots=True)
class Talk:
    """A call with one person. `days` are the next working days, `now` when it began."""

    call: "Call"
    days: tuple[date, ...]
    now: datetime
    answers: list[str] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether something was answered or written that would be lost with it."""
        return bool(self.answers) or any(self.words.values())

    def to_fields(self) -> dict[str, Any]:
        """As a draft keeps it."""
        words = {str(place): text for place, text in self.words.items()}
        return {"key": list(self.call.key), "numbers": self._numbers(), "answers": list(self.answers), "words": words}

    def go_on_with(self, kept: Mapping[str, Any]) -> bool:
        """Take what `to_fields` gave of a call to the same person about the same cases; False when it is another."""
        if list(kept.get("key", ())) != list(self.call.key) or list(kept.get("numbers", ())) != self._numbers():
            return False
        self.answers = [str(answer) for answer in kept.get("answers", ())]
        self.words = {int(place): str(text) for place, text in (kept.get("words") or {}).items()}
        return True

    @property
    def question(self) -> Question | None:
        """What to ask now; None when everything was answered."""
        asked = self._asked()
        return asked[-1] if len(asked) > len(self.answers) else None

    def options(self, question: Question) -> list[str]:
        """The keys of the answers, in the order of the digits."""
        if question.ask is Ask.WHEN:
            return [TODAY, *(day.isoformat() for day in self.days)]
        return list(OPTIONS[question.ask])

    def answer(self, key: str) -> None:
        """Take the answer to the question."""
        self.answers.append(key)

    def back(self) -> bool:
        """Forget the last answer; False when there is none."""
        if not self.answers:
            return False
        self.answers.pop()
        return True

    def given(self, about: int) -> list[tuple[Ask, str]]:
        """What was answered about a case, or about the call."""
        return [(question.ask, answer) for question, answer in self._pairs() if question.about == about]

    @property
    def reached(self) -> str:
        """How the call ended, or empty."""
        return self.answers[0] if self.answers else ""

    def results(self) -> "dict[str, FollowUp]":
        """The answers by case number."""
        return {case.number: self._follow_up(place, case) for place, case in enumerate(self.call.cases)}

    def reopened(self) -> tuple[str, ...]:
        """The numbers of the cases to be done again."""
        cases = enumerate(self.call.cases)
        return tuple(case.number for place, case in cases if dict(self.given(place)).get(Ask.REOPEN) == YES)

    def closed(self) -> tuple[str, ...]:
        """The numbers of the cases that end because nobody can be reached."""
        if dict(self.given(-1)).get(Ask.GIVE_UP) != YES:
            return ()
        return tuple(case.number for case in self.call.cases if case.missed_for_good(self.now))

    def _numbers(self) -> list[str]:
        return [case.number for case in self.call.cases]

    def _pairs(self) -> list[tuple[Question, str]]:
        return list(zip(self._asked(), self.answers, strict=False))

    def _asked(self) -> list[Question]:
        """Every question so far, and the next one if there is one."""
        walk = self._walk()
        asked = [next(walk)]
        for answer in self.answers:
            try:
                asked.append(walk.send(answer))
            except StopIteration:
                break
        return asked

    def _walk(self) -> Asking:
        """The order of the questions; each gets its answer sent."""
        reached = yield Question(Ask.REACHED)
        if reached == "yes":
            for place, case in enumerate(self.call.cases):
                yield from _about(place, case)
        elif reached == "later":
            yield Question(Ask.WHEN)
        elif any(case.missed_for_good(self.now) for case in self.call.cases):
            yield Question(Ask.GIVE_UP)

    def _follow_up(self, place: int, case: "CallCase") -> "FollowUp":
        from reception.desk.commands import FollowUp, read

        about = dict(self.given(place))
        given = {
            "with": self.call.name,
            "reached": self.reached,
            "solved": about.get(Ask.SOLVED, ""),
            "satisfied": about.get(Ask.SATISFIED, ""),
            "why": about.get(Ask.WHY, ""),
            "words": self.words.get(place, ""),
            "next_on": self._next_on(case, about),
        }
        return read(FollowUp, {name: value for name, value in given.items() if value})

    def _next_on(self, case: "CallCase", about: Mapping[Ask, str]) -> str:
        """When this case is asked about again: never lost from sight while it is not solved."""
        if self.reached == "yes":
            is_open = about.get(Ask.SOLVED) != YES and about.get(Ask.REOPEN) != YES
            return self.days[-1].isoformat() if is_open else ""
        if self.reached == "later":
            chosen = dict(self.given(-1)).get(Ask.WHEN, TODAY)
            return self.now.astimezone(DISTRICT_ZONE).date().isoformat() if chosen == TODAY else chosen
        return "" if case.number in self.closed() else self.days[0].isoformat()


def _about(place: int, case: "CallCase") -> Asking:
    solved = yield Question(Ask.SOLVED, place)
    satisfied = yield Question(Ask.SATISFIED, place)
    if satisfied == "dissatisfied":
        yield Question(Ask.WHY, place)
    if solved == NO and case.reopenable:
        yield Question(Ask.REOPEN, place)
