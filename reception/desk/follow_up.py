"""Follow up: one contact with a resident, answering for one case or several."""

from collections.abc import Collection, Mapping
from typing import Any

from reception.desk.commands import FollowUp
from reception.desk.desk import Desk
from reception.desk.steps import Stepped, step_in
from reception.domain.lifecycle import Act


def record_follow_up(
    desk: Desk, answers: Mapping[str, FollowUp], *, reopen: Collection[str] = (), close: Collection[str] = ()
) -> list[Stepped]:
    """Record one contact: the answer per case number, together one gesture.

    With it go the reopening of cases the resident says are not solved, and the closing of those done with.
    Raises InvalidInput when an answer does not fit whether the resident was reached.
    """
    with desk.acting() as acting:
        gesture = acting.new_id()
        steps = []
        for number, answer in answers.items():
            steps.append(step_in(acting, acting.find(number), Act.FOLLOW_UP, follow_up_fields(answer), gesture))
            if number in reopen:
                why = answer.words or "回访：居民反映未解决"
                steps.append(step_in(acting, acting.find(number), Act.REOPEN, {"why": why}, gesture))
            if number in close:
                steps.append(step_in(acting, acting.find(number), Act.CLOSE, {}, gesture))
        return steps


def follow_up_fields(answer: FollowUp) -> dict[str, Any]:
    """The fields of a follow-up step."""
    fields = {
        "with": answer.with_, "reached": answer.reached, "solved": answer.solved, "satisfied": answer.satisfied,
        "why": answer.why, "words": answer.words, "next_on": answer.next_on,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}
