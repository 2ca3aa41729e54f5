"""Visits about what is written down already."""

import pytest
from sqlalchemy import select
from support.room import Room

from reception.desk.commands import NewCase, RegisterVisit, Who
from reception.desk.drafts import drafts, save_draft
from reception.desk.lists import show_case
from reception.desk.touch import TOUCHES, touch_case
from reception.desk.undo import undo
from reception.desk.visits import cases_of_visit, save_visit
from reception.domain.errors import InvalidInput, NotFound
from reception.store.tables import CaseRow, ResidentRow, VisitRow


def repeats(room: Room, number: str) -> int:
    with room.store.read() as conn:
        return int(conn.execute(select(CaseRow.repeats).where(CaseRow.number == number)).scalar_one())


def visits(room: Room) -> int:
    with room.store.read() as conn:
        return len(conn.execute(select(VisitRow.id).where(VisitRow.undone == 0)).all())


def test_asking_after_a_case_tells_who_holds_it_and_until_when(room: Room) -> None:
    number, _ = room.dispatched()
    told = touch_case(room.desk, number, "urge", "phone")
    assert (told.unit, told.status) == ("第一建筑公司", "dispatched")
    assert told.until == show_case(room.desk, number)["due_at"]
    assert visits(room) == 2
    assert repeats(room, number) == 0
    step = show_case(room.desk, number)["timeline"][-1]
    assert (step["act"], step["detail"]) == ("touch", {"how": "urge", "channel": "phone"})


def test_only_a_repeat_counts_as_one(room: Room) -> None:
    number = room.case()
    for how in TOUCHES:
        touch_case(room.desk, number, how, "walk_in", words="还是漏")
    assert repeats(room, number) == 1


def test_a_neighbour_who_brings_the_same_thing_becomes_a_party_and_a_resident(room: Room) -> None:
    number = room.case()
    touch_case(room.desk, number, "repeat", "walk_in", "我家也漏", Who("李秀英", "13904510001"))
    parties = show_case(room.desk, number)["parties"]
    assert [(party["role"], party["name"]) for party in parties] == [("reporter", "张淑芬"), ("co", "李秀英")]
    with room.store.read() as conn:
        assert set(conn.execute(select(ResidentRow.name)).scalars()) == {"张淑芬", "李秀英"}


def test_the_same_person_is_no_second_party(room: Room) -> None:
    number = room.case()
    touch_case(room.desk, number, "urge", "phone", who=Who("张淑芬", "13904510000"))
    assert len(show_case(room.desk, number)["parties"]) == 1


def test_a_touch_is_taken_back_like_any_act(room: Room) -> None:
    number = room.case()
    touch_case(room.desk, number, "repeat", "phone")
    undo(room.desk)
    assert repeats(room, number) == 0
    assert visits(room) == 1
    assert show_case(room.desk, number)["timeline"][-1]["undone"]


def test_what_cannot_be_written_is_refused(room: Room) -> None:
    number = room.case()
    with pytest.raises(InvalidInput) as wrong:
        touch_case(room.desk, number, "first", "phone")
    assert wrong.value.field == "how"
    with pytest.raises(InvalidInput) as empty:
        touch_case(room.desk, number, "supplement", "phone", "  ")
    assert empty.value.field == "words"
    with pytest.raises(NotFound):
        touch_case(room.desk, "25号A999", "urge", "phone")


# saving the form of a visit


def visit(words: str = "楼上也漏") -> RegisterVisit:
    return RegisterVisit(cases=[NewCase(words)], resident=Who("李秀英", "13904510001"))


def test_a_saved_visit_ends_its_draft_in_the_same_moment(room: Room) -> None:
    draft, other = room.clock.new_id(), room.clock.new_id()
    save_draft(room.desk, draft, "visit", "李秀英", {"words": "楼上也漏"})
    save_draft(room.desk, other, "visit", "另一位", {})
    save_visit(room.desk, visit(), draft=draft)
    assert [kept.id for kept in drafts(room.desk)] == [other]


def test_what_is_refused_keeps_its_draft_and_changes_nothing(room: Room) -> None:
    draft = room.clock.new_id()
    save_draft(room.desk, draft, "visit", "李秀英", {})
    with pytest.raises(InvalidInput):
        save_visit(room.desk, visit(""), draft=draft)
    assert [kept.id for kept in drafts(room.desk)] == [draft]
    assert visits(room) == 0


def test_a_case_beside_another_makes_one_incident_and_one_gesture(room: Room) -> None:
    first = room.case()
    done = save_visit(room.desk, visit(), joined_to=first)
    incident = show_case(room.desk, first)["incident"]
    assert incident
    assert show_case(room.desk, done.numbers[0])["incident"] == incident
    undo(room.desk)
    assert show_case(room.desk, done.numbers[0])["undone"]
    assert not show_case(room.desk, first)["incident"]


def test_a_third_case_comes_into_the_incident_that_is_there(room: Room) -> None:
    first = room.case()
    save_visit(room.desk, visit(), joined_to=first)
    third = save_visit(room.desk, visit("三楼也漏"), joined_to=first)
    assert show_case(room.desk, third.numbers[0])["incident"] == show_case(room.desk, first)["incident"]


def test_a_group_gives_its_headcount_and_representatives(room: Room) -> None:
    command = RegisterVisit(
        cases=[NewCase("夜里施工太吵")],
        resident=Who("孙立", "13904510010"),
        others=[Who("吴敏", "13904510011")],
        headcount=12,
    )
    shown = show_case(room.desk, save_visit(room.desk, command).numbers[0])
    assert [party["name"] for party in shown["parties"]] == ["孙立", "吴敏"]
    with pytest.raises(InvalidInput) as many:
        save_visit(room.desk, RegisterVisit(cases=[NewCase("吵")], others=[Who("某")] * 5))
    assert many.value.field == "others"
    with pytest.raises(InvalidInput) as wrong:
        save_visit(room.desk, RegisterVisit(cases=[NewCase("吵")], others=[Who("吴敏", "139")]))
    assert wrong.value.field == "others[0].phone"


def test_the_cases_of_a_visit_are_told_in_their_order(room: Room) -> None:
    done = save_visit(room.desk, RegisterVisit(cases=[NewCase("灯不亮"), NewCase("何时完工", voice="doubt")]))
    lines = cases_of_visit(room.desk, done.visit)
    assert [(line["number"], line["voice"]) for line in lines] == list(
        zip(done.numbers, ("problem", "doubt"), strict=True)
    )
    assert lines[0]["due_at"]
