"""The fold: a pure function of the entries, whatever order they arrive in."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.case import Case, fold_case
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, Fact, case_scope, room_scope
from reception.domain.fold import UNDOES, Part, Record, fold_record
from reception.domain.lifecycle import Act, OrderStatus, Status

CASE = Id("c" * 32)
WHO = Id("d" * 32)
AT = "2026-11-24T01:{:02d}:00.000Z"


def ident(place: int) -> Id:
    return Id(f"{place:032x}")


def part(place: int, *facts: Fact, act: str = "", device: int = 1, gesture: int | None = None) -> Part:
    return Part(
        ident(place), place, AT.format(place % 60), "wang", act, ident(gesture or place), ident(device * 10**6), facts
    )


def step(place: int, act: Act, **fields: Any) -> Part:
    facts = [Fact("step", ident(1000 + place), case_scope(CASE), {"act": act, "at": AT.format(place), **fields})]
    if act in (Act.DISPATCH, Act.ASSIST, Act.DESIGNATE):
        number = f"NG07-261124-A001-X-A{place}"
        facts.insert(0, Fact("order", ident(2000 + place), case_scope(CASE), {"number": number, "unit": "C01"}))
    return part(place, *facts, act=act)


def registered() -> Part:
    facts = Fact("case", CASE, case_scope(CASE), {"number": "NG07-261124-A001-X", "summary": "漏水"})
    opening = Fact("step", ident(1001), case_scope(CASE), {"act": Act.REGISTER, "at": AT.format(1)})
    return part(1, facts, opening, act=Act.REGISTER)


def undo(place: int, target: int) -> Part:
    return part(place, Fact("case", CASE, case_scope(CASE), {UNDOES: ident(target)}), act="undo")


def seen(case: Case) -> tuple[object, ...]:
    return (
        case.status, case.round, case.core.values(), case.look, case.exists, sorted(case.stopped.items()),
        [(step.id, step.effective, step.undone) for step in case.steps],
        sorted((order.number, order.status, order.lead) for order in case.orders.values()),
    )  # fmt: skip


def suggested(*then: Part) -> Case:
    voice = part(2, Fact("case", CASE, case_scope(CASE), {"voice": "suggestion"}))
    return fold_case(CASE, [registered(), voice, *then])


def test_a_suggestion_is_adopted_as_its_answer_says() -> None:
    assert suggested(step(3, Act.ANSWER, answer="好")).adopted == ""  # as older programs wrote it
    adopted = step(3, Act.ANSWER, answer="好", adopted="yes")
    assert suggested(adopted).adopted == "yes"
    assert suggested(adopted, undo(4, 3)).adopted == ""
    assert suggested(adopted, step(4, Act.ANSWER, answer="不", adopted="no")).adopted == "yes"  # no effect any more
    again = (adopted, step(4, Act.REOPEN, why="再议"))
    assert suggested(*again).adopted == ""
    assert suggested(*again, step(5, Act.ANSWER, answer="不", adopted="no")).adopted == "no"
    amended = part(4, Fact("case", CASE, case_scope(CASE), {"voice": "problem"}, {"voice": (ident(2),)}))
    assert suggested(adopted, amended).adopted == ""


ACTS = st.lists(
    st.sampled_from(
        [Act.DISPATCH, Act.ASSIST, Act.ACCEPT, Act.HANDLE, Act.RETURN, Act.REOPEN, Act.WITHDRAW, Act.CLOSE]
    ),
    max_size=12,
)


@given(ACTS, st.lists(st.integers(1, 14), max_size=4), st.randoms(use_true_random=False))
def test_every_order_of_arrival_folds_alike(acts: list[Act], undone: list[int], chance: random.Random) -> None:
    story = [registered(), *(step(place, act) for place, act in enumerate(acts, 2))]
    story += [undo(20 + place, target) for place, target in enumerate(undone)]
    shuffled = story.copy()
    chance.shuffle(shuffled)
    assert seen(fold_case(CASE, shuffled)) == seen(fold_case(CASE, story))


@given(ACTS)
def test_the_case_follows_the_table_and_one_lead_lives_at_most(acts: list[Act]) -> None:
    case = fold_case(CASE, [registered(), *(step(place, act) for place, act in enumerate(acts, 2))])
    assert sum(order.lead and order.live for order in case.orders.values()) <= 1
    assert case.look == any(not taken.effective for taken in case.steps) or case.look
    if case.status in (Status.DISPATCHED, Status.ACCEPTED):
        assert case.lead is not None


@given(ACTS.filter(bool))
def test_undo_of_the_last_act_is_as_if_it_had_never_been(acts: list[Act]) -> None:
    story = [registered(), *(step(place, act) for place, act in enumerate(acts, 2))]
    before, after = fold_case(CASE, story[:-1]), fold_case(CASE, [*story, undo(30, len(story))])
    assert (after.status, after.round, after.look) == (before.status, before.round, before.look)
    known, now = ({order.number: order.status for order in case.orders.values()} for case in (before, after))
    assert known.items() <= now.items()
    assert {now[number] for number in now.keys() - known.keys()} <= {OrderStatus.VOID}, "its own number stays used"


@given(ACTS.filter(bool))
def test_redo_is_as_if_nothing_had_been_taken_back(acts: list[Act]) -> None:
    story = [registered(), *(step(place, act) for place, act in enumerate(acts, 2))]
    again = part(31, Fact("case", CASE, case_scope(CASE), {UNDOES: ident(30)}), act="redo")
    after = fold_case(CASE, [*story, undo(30, len(story)), again])
    assert (after.status, after.round) == (fold_case(CASE, story).status, fold_case(CASE, story).round)


def test_an_undo_takes_no_effect_when_something_from_elsewhere_rests_on_it() -> None:
    case = fold_case(CASE, [registered(), step(2, Act.DISPATCH), step(3, Act.ACCEPT), undo(4, 2)])
    assert case.status is Status.ACCEPTED


def test_an_act_from_elsewhere_brings_a_case_back_whose_opening_was_taken_back() -> None:
    case = fold_case(CASE, [registered(), undo(2, 1), step(3, Act.PROGRESS, note="已去看过")])
    assert (case.number, case.get("summary"), case.exists, case.look) == ("NG07-261124-A001-X", "漏水", True, True)


def test_what_was_taken_back_folds_alike_whatever_arrived_first() -> None:
    amended = [
        part(place, Fact("case", CASE, case_scope(CASE), {"summary": text}), act=Act.AMEND)
        for place, text in ((2, "漏水严重"), (3, "漏水止住"))
    ]
    story = [registered(), *amended, undo(4, 3), undo(5, 2), undo(6, 1)]
    assert seen(fold_case(CASE, story[::-1])) == seen(fold_case(CASE, story))


def test_a_step_that_is_not_legal_there_stays_and_asks_to_be_looked_at() -> None:
    """Two offline PCs: one dispatched, the other withdrew; the later takes no effect."""
    case = fold_case(CASE, [registered(), step(2, Act.DISPATCH), step(3, Act.WITHDRAW, why="x"), step(4, Act.ACCEPT)])
    assert case.status is Status.WITHDRAWN
    assert [taken.effective for taken in case.steps] == [True, True, True, False]
    assert case.look


def test_two_leads_given_offline_the_later_becomes_an_assist() -> None:
    case = fold_case(CASE, [registered(), step(2, Act.DISPATCH), step(3, Act.DISPATCH)])
    assert [order.lead for order in case.orders.values()] == [True, False]
    assert case.look


def test_an_act_of_a_newer_program_is_shown_and_moves_nothing() -> None:
    story = [registered(), part(2, Fact("step", ident(9), case_scope(CASE), {"act": "teleport"}), act="teleport")]
    case = fold_case(CASE, story)
    assert (case.status, case.look, len(case.steps)) == (Status.REGISTERED, False, 2)


# fields


def wrote(place: int, value: str, *base: int, scope: str = room_scope("NG07")) -> Part:
    return part(place, Fact("resident", WHO, scope, {"phone": value}, {"phone": [ident(b) for b in base]}))


def phone(*story: Part) -> Record:
    return fold_record("resident", WHO, story)


def test_concurrent_values_are_both_kept_and_the_later_shown() -> None:
    """A writes a1 then a2, B writes b1 over the first: a2 and b1 have different bases and are concurrent."""
    record = phone(wrote(1, "o"), wrote(2, "a1", 1), wrote(3, "b1", 1), wrote(4, "a2", 2))
    assert record.fields.get("phone") == "a2"
    assert [version.value for version in record.fields.conflicts()["phone"]] == ["b1", "a2"]


def test_a_resolution_names_all_heads() -> None:
    record = phone(wrote(1, "o"), wrote(2, "a", 1), wrote(3, "b", 1), wrote(4, "a", 2, 3))
    assert record.fields.conflicts() == {}
    assert record.fields.get("phone") == "a"


def test_equal_concurrent_values_are_no_conflict() -> None:
    assert phone(wrote(1, "o"), wrote(2, "a", 1), wrote(3, "a", 1)).fields.conflicts() == {}


def test_the_district_speaks_alone() -> None:
    record = phone(wrote(1, "a", scope=DISTRICT_SCOPE), wrote(2, "b", scope=DISTRICT_SCOPE))
    assert (record.fields.get("phone"), record.fields.conflicts()) == ("b", {})


def test_a_fields_undo_is_refused_once_another_value_builds_on_it() -> None:
    back = part(5, Fact("resident", WHO, room_scope("NG07"), {UNDOES: ident(2)}))
    assert phone(wrote(1, "o"), wrote(2, "a", 1), wrote(3, "b", 2), back).fields.get("phone") == "b"
    assert phone(wrote(1, "o"), wrote(2, "a", 1), back).fields.get("phone") == "o"


@pytest.mark.parametrize("act", [Act.HANG_UP, Act.FOLLOW_UP, Act.PLAN])
def test_a_step_that_does_not_say_what_it_must_stays_in_sight_without_effect(act: Act) -> None:
    story = [registered(), step(2, Act.DISPATCH), step(3, Act.ACCEPT), step(4, act), step(5, Act.PROGRESS)]
    case = fold_case(CASE, story)
    assert [taken.effective for taken in case.steps] == [True, True, True, False, True]
    assert (case.status, case.look) == (Status.ACCEPTED, True)


def test_an_order_without_a_number_and_a_limit_without_an_end_stop_nobody() -> None:
    nameless = part(
        2, Fact("order", ident(2002), case_scope(CASE), {"unit": "C01"}),
        Fact("step", ident(1002), case_scope(CASE), {"act": Act.DISPATCH, "limits": [{"clock": "solved"}]}),
    )  # fmt: skip
    endless = step(3, Act.EXTEND, limits=[{"clock": "solved"}, "soon"])
    for story in ([registered(), nameless, endless], [registered(), nameless, undo(4, 2), endless]):
        case = fold_case(CASE, story)
        assert (case.status, case.look, case.orders, case.limits) == (Status.REGISTERED, True, {}, {})


@pytest.mark.parametrize(("second", "look"), [("normal+extend1", True), ("normal+extend2", False)])
def test_extended_a_first_time_on_two_pcs_is_to_be_looked_at(second: str, look: bool) -> None:
    limit = {"clock": "solved", "start": AT.format(1), "until": "2026-12-04T09:00:00.000Z", "rule": "normal+extend1"}
    story = [registered(), step(2, Act.EXTEND, limits=[limit]), step(3, Act.EXTEND, limits=[limit | {"rule": second}])]
    case = fold_case(CASE, story)
    assert (case.extended, case.look) == (2, look)


def test_the_sheets_of_a_case_that_was_withdrawn_are_void() -> None:
    story = [registered(), step(2, Act.DISPATCH), step(3, Act.ASSIST), step(4, Act.WITHDRAW)]
    assert {order.status for order in fold_case(CASE, story).orders.values()} == {OrderStatus.VOID}
    again = fold_case(CASE, [*story, undo(5, 4)])
    assert {order.status for order in again.orders.values()} == {OrderStatus.TO_SIGN}
