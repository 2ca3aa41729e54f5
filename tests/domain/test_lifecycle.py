"""The table of a case's life: complete, and the only place that knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import forms, lifecycle
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import ACT_NAMES, STATUS_NAMES, TABLE, Act, Post, Status


def test_every_act_has_one_row_and_names() -> None:
    assert len({row.act for row in TABLE}) == len(TABLE)
    assert {row.act for row in TABLE} == set(Act) - {Act.REGISTER}
    assert set(ACT_NAMES) == set(Act)
    assert set(STATUS_NAMES) == set(Status)


def test_every_state_can_be_reached_and_left() -> None:
    reached = {Status.REGISTERED}
    while more := {to for row in TABLE for to in (row.to, row.confirms) if to and row.start & reached} - reached:
        reached |= more
    assert reached == set(Status)
    assert all(any(status in row.start and row.to not in (None, status) for row in TABLE) for status in Status)


@given(st.sampled_from([row.act for row in TABLE]), st.sampled_from(Status), st.sampled_from(Post))
def test_check_and_lawful_agree_and_a_refusal_says_what_is_allowed(act: Act, status: Status, post: Post) -> None:
    row = lifecycle.rule(act)
    if lifecycle.lawful(act, status) and post in row.who:
        assert lifecycle.check(act, status, post) is row
        assert act in lifecycle.allowed(status, post)
    else:
        with pytest.raises(NotAllowed) as refused:
            lifecycle.check(act, status, post)
        assert refused.value.message
        assert refused.value.english


def test_what_an_act_needs_is_among_its_fields() -> None:
    for act, specs in forms.FIELDS.items():
        names = {spec.name for spec in (*specs, *forms.COMMON)}
        assert set(forms.needed(act)) <= names, act


def test_reopening_is_possible_from_every_end() -> None:
    ends = {Status.CLOSED, Status.WITHDRAWN, Status.NOT_OURS, Status.CONFIRMED, Status.HANDLED}
    assert ends <= lifecycle.rule(Act.REOPEN).start


def test_only_the_district_hands_over() -> None:
    for act in (Act.HANDED_OVER, Act.NOT_HANDED_OVER):
        assert lifecycle.rule(act).who == {Post.DISTRICT}
