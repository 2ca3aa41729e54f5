"""What the sample tells of: every kind of answer is to be seen in it."""

from datetime import date

from reception.domain import sample
from reception.domain.forms import ADOPTION, SUGGESTION
from reception.domain.lifecycle import Act


def test_some_suggestions_are_adopted_some_not_and_every_answer_says_which() -> None:
    cases = [case for visit in sample.visits("NG07", date(2026, 11, 24), 8) for case in visit.cases]
    answers = [act.fields.get("adopted") for case in cases if case.voice == SUGGESTION for act in case.story
               if act.act == Act.HANDLE]  # fmt: skip
    assert set(answers) == set(ADOPTION)
    others = [act for case in cases if case.voice != SUGGESTION for act in case.story]
    assert not [act for act in others if "adopted" in act.fields]
