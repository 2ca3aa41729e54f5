"""The life of a case, step by step, as the office lives it."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.room import Room

from reception.desk import orders
from reception.desk.commands import FollowUp
from reception.desk.desk import find
from reception.desk.follow_up import record_follow_up
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.steps import take_step
from reception.domain.case import Case
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.domain.lifecycle import Act


def folded(room: Room, number: str) -> Case:
    with room.store.read() as conn:
        return find(conn, number, room.clock.now()).case


def status(room: Room, number: str) -> str:
    return str(show_case(room.desk, number)["status"])


def answer(room: Room, number: str, **given: str) -> str:
    return str(record_follow_up(room.desk, {number: FollowUp(**given)})[0].status)  # type: ignore[arg-type]


def test_a_problem_goes_its_whole_way(room: Room) -> None:
    number, order = room.dispatched()
    assert order == f"{number}-{room.store_letter}1"
    assert room.step(order, Act.DELIVER, to="赵工", way="wechat") == "dispatched"
    assert room.step(order, Act.ACCEPT, by="赵工") == "accepted"
    assert room.step(order, Act.HANDLE, done="更换立管") == "handled"
    assert answer(room, number, reached="yes", solved="yes", satisfied="satisfied") == "confirmed"
    assert room.step(number, Act.CLOSE) == "closed"


def test_a_doubt_is_answered_on_the_spot_and_needs_no_follow_up(room: Room) -> None:
    number = room.case(words="我家墙什么时候做", case={"voice": "doubt"})
    assert room.step(number, Act.ANSWER, answer="冬季停工，四月复工") == "closed"
    assert folded(room, number).running() == []


SUGGESTION = {"voice": "suggestion"}


def test_a_suggestion_is_adopted_or_not_as_it_is_answered(room: Room) -> None:
    number = room.case(words="门口台阶太高", case=SUGGESTION)
    assert show_case(room.desk, number)["adopted"] == ""
    assert room.step(number, Act.ANSWER, adopted="不采纳", answer="与消防通道冲突") == "closed"
    shown = show_case(room.desk, number)
    assert shown["adopted"] == shown["timeline"][-1]["detail"]["adopted"] == "no"
    room.step(number, Act.REOPEN, why="方案改了")
    orders.dispatch(room.desk, number, "C01")
    room.step(number, Act.ACCEPT)
    room.step(number, Act.HANDLE, adopted="yes", done="改成坡道")
    assert show_case(room.desk, number)["adopted"] == "yes"


def test_only_what_answers_a_suggestion_says_whether_it_is_adopted(room: Room) -> None:
    problem, suggestion = room.case(), room.case(words="门口台阶太高", case=SUGGESTION)
    for number, act, given, told in (
        (problem, Act.ANSWER, {"answer": "好", "adopted": "yes"}, "建议"),
        (suggestion, Act.ANSWER, {"answer": "好", "adopted": "partly"}, "yes 采纳"),
        (suggestion, Act.PROGRESS, {"adopted": "yes"}, "没有"),
    ):
        with pytest.raises(InvalidInput, match=told) as refused:
            take_step(room.desk, number, act, given)
        assert refused.value.field == "adopted"
    assist = orders.dispatch(room.desk, suggestion, "H01", assist=True).order
    room.step(assist, Act.ACCEPT)
    with pytest.raises(InvalidInput, match="协办"):
        room.step(assist, Act.HANDLE, done="已配合", adopted="yes")
    assert room.step(assist, Act.HANDLE, done="已配合") == "registered"
    assert room.step(suggestion, Act.ANSWER, answer="好") == "closed"  # unsaid, as other programs may leave it


def test_not_ours_tells_the_right_channel(room: Room) -> None:
    number = room.case(words="有人偷电动车")
    assert room.step(number, Act.NOT_OURS, why="治安案件", channel="110") == "not_ours"


def test_an_act_out_of_turn_is_told_what_is_allowed(room: Room) -> None:
    with pytest.raises(NotAllowed, match=r"待派单.*派单"):
        room.step(room.case(), Act.HANDLE, done="x")


def test_a_second_lead_is_refused_while_one_lives_but_assistance_is_not(room: Room) -> None:
    number, _ = room.dispatched()
    with pytest.raises(NotAllowed, match="主办"):
        orders.dispatch(room.desk, number, "H01")
    assist = orders.dispatch(room.desk, number, "H01", assist=True).order
    assert status(room, number) == "dispatched"
    room.step(assist, Act.ACCEPT, by="孙工")
    room.step(assist, Act.HANDLE, done="已关阀")
    assert status(room, number) == "dispatched"  # an assisting order never moves the case
    shown = {order["number"]: order["status"] for order in show_case(room.desk, number)["orders"]}
    assert shown[assist] == "answered"


def test_the_order_comes_back_unsigned_and_goes_to_the_heating_company(room: Room) -> None:
    number, first = room.dispatched()
    before = show_case(room.desk, number)["due_at"]
    assert room.step(first, Act.RETURN, why="不是我们的管线", basis="供热协议第三条") == "registered"
    second = orders.dispatch(room.desk, number, "H01").order
    assert second.endswith("2")
    assert show_case(room.desk, number)["due_at"] == before  # the clock has not stopped
    assert folded(room, number).returned == 1


def test_the_first_receiver_stays_responsible_until_another_has_signed(room: Room) -> None:
    number = room.case()
    assert show_case(room.desk, number)["responsible"] == ""
    told = []
    orders.dispatch(room.desk, number, "C01")
    for act, given in (
        (Act.RETURN, {"why": "不是我们的管线", "basis": "供热协议第三条"}), (Act.DESIGNATE, {"unit": "H01"}),
        (Act.ACCEPT, {"by": "李工"}), (Act.DESIGNATE, {"unit": "P01"}), (Act.ACCEPT, {"by": "张工"}),
    ):  # fmt: skip
        room.step(number, act, **given)
        told.append(show_case(room.desk, number)["responsible"])
    assert told == ["C01", "C01", "H01", "H01", "P01"]


def test_a_return_after_the_sign_for_limit_is_refused(room: Room) -> None:
    number, order = room.dispatched()
    room.clock.advance(days=1)
    with pytest.raises(NotAllowed, match="签收时限"):
        room.step(order, Act.RETURN, why="x", basis="y")
    assert room.step(number, Act.DESIGNATE, unit="H01") == "dispatched"


def test_a_designated_order_cannot_be_returned(room: Room) -> None:
    number = room.case()
    room.step(number, Act.DESIGNATE, unit="H01")
    with pytest.raises(NotAllowed, match="指定"):
        room.step(number, Act.RETURN, why="x", basis="y")


def test_refused_is_delivered_but_not_signed(room: Room) -> None:
    number, order = room.dispatched()
    room.step(order, Act.DELIVER, to="门卫", way="hand")
    assert room.step(order, Act.REFUSE, why="说不归他管") == "dispatched"
    assert show_case(room.desk, number)["orders"][0]["refused"]


def test_a_late_writing_needs_its_reason_and_keeps_both_times(room: Room) -> None:
    number, order = room.dispatched(received_at="2026-11-24T08:00")
    with pytest.raises(InvalidInput) as refused:
        room.step(order, Act.ACCEPT, at="2026-11-24T06:30")
    assert refused.value.field == "late_why"
    room.step(order, Act.ACCEPT, at="2026-11-24T06:30", late_why="停电")
    last = show_case(room.desk, number)["timeline"][-1]
    assert (last["at"], last["written"]) == ("2026-11-23T22:30:00.000Z", "2026-11-24T01:04:00.000Z")


def test_an_unknown_time_stays_empty(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.ARRIVE, at=None)
    last = show_case(room.desk, number)["timeline"][-1]
    assert (last["at"], last["written"]) == (None, "2026-11-24T01:04:00.000Z")


def test_a_designation_keeps_its_paper(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched()
    (tmp_path / "会签.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    room.step(number, Act.DESIGNATE, unit="H01", by="区住建局 李科", file=str(tmp_path / "会签.jpg"))
    assert [file["name"] for file in show_case(room.desk, number)["files"]] == ["会签.jpg"]


def test_a_time_to_come_is_refused(room: Room) -> None:
    _, order = room.dispatched()
    with pytest.raises(InvalidInput) as refused:
        room.step(order, Act.ACCEPT, at="2026-11-24T11:00")
    assert refused.value.field == "at"


def test_an_extension_moves_the_limit_twice_at_most_and_never_when_late(room: Room, tmp_path: Path) -> None:
    number, _ = room.dispatched()
    approval = tmp_path / "批复.jpg"
    approval.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    for until, file in (("2026-12-04", ""), ("2026-12-08", str(approval))):
        room.step(number, Act.EXTEND, until=until, why="等料", agreed_by="区住建局 李科", file=file)
        assert show_case(room.desk, number)["due_at"] == f"{until}T09:00:00.000Z"
    with pytest.raises(NotAllowed, match="两次"):
        room.step(number, Act.EXTEND, until="2026-12-10", why="等料", agreed_by="李科")
    other, _ = room.dispatched(words="另一件")
    room.clock.advance(days=10)
    with pytest.raises(NotAllowed, match="逾期"):
        room.step(other, Act.EXTEND, until="2026-12-20", why="等料", agreed_by="李科")


def test_the_second_extension_needs_the_district_in_writing(room: Room) -> None:
    number, _ = room.dispatched()
    room.step(number, Act.EXTEND, until="2026-12-04", why="等料", agreed_by="接待室主任")
    with pytest.raises(InvalidInput, match="区里批准人的姓名和职务") as refused:
        room.step(number, Act.EXTEND, until="2026-12-08", why="等料", agreed_by="区住建局 李科")
    assert refused.value.field == "file"
    assert show_case(room.desk, number)["due_at"] == "2026-12-04T09:00:00.000Z"


def test_a_hung_up_case_wakes_by_itself_with_its_clock_moved(room: Room) -> None:
    number, _ = room.dispatched()
    due = show_case(room.desk, number)["due_at"]
    given = {"measures": "先搭临时雨棚", "until": "2026-12-15", "agreed_by": "区住建局", "told_on": "2026-11-24"}
    assert room.step(number, Act.HANG_UP, **given) == "hung_up"
    assert [line["number"] for line in case_lines(room.desk, CaseFilter(status="hung_up"))] == [number]
    assert show_case(room.desk, number)["due_at"] > due
    room.clock.set("2026-12-16 09:00")
    assert status(room, number) == "dispatched"
    assert room.step(number, Act.ACCEPT, by="赵工") == "accepted"
    with pytest.raises(NotAllowed, match="一次"):
        room.step(number, Act.HANG_UP, **(given | {"until": "2027-01-15"}))


def test_a_hang_up_ends_within_a_year(room: Room) -> None:
    number = room.case()
    with pytest.raises(InvalidInput) as refused:
        room.step(number, Act.HANG_UP, measures="x", until="2027-11-26", agreed_by="x")
    assert refused.value.field == "until"


def test_a_hang_up_says_when_the_resident_was_told_unless_there_is_nobody_to_tell(room: Room) -> None:
    given = {"measures": "围挡", "until": "2026-12-15", "agreed_by": "区住建局"}
    with pytest.raises(InvalidInput) as refused:
        room.step(room.case(), Act.HANG_UP, **given)
    assert refused.value.field == "told_on"
    assert room.step(room.case(resident={}), Act.HANG_UP, **given) == "hung_up"


def test_not_solved_opens_a_new_round_and_keeps_the_first(room: Room) -> None:
    number = room.handled()
    answer(room, number, reached="yes", solved="yes", satisfied="satisfied")
    room.step(number, Act.CLOSE)
    room.clock.advance(days=3)
    assert room.step(number, Act.REOPEN, why="又漏了") == "registered"
    case = folded(room, number)
    assert (case.round, case.contacts[0].satisfied, case.contacts[0].round) == (2, "satisfied", 1)
    assert str(case.limits[2, "solved"][-1]["start"]) == "2026-11-27T01:04:00.000Z"


def test_a_case_closes_only_after_the_resident_was_asked(room: Room) -> None:
    number = room.handled()
    with pytest.raises(NotAllowed, match="回访"):
        room.step(number, Act.CLOSE)
    answer(room, number, reached="no_answer")
    room.clock.advance(minutes=30)
    answer(room, number, reached="no_answer")
    with pytest.raises(NotAllowed):  # two misses on one day are not enough
        room.step(number, Act.CLOSE)
    room.clock.advance(days=1, hours=2)
    answer(room, number, reached="no_answer")
    assert room.step(number, Act.CLOSE) == "closed"


def test_partly_solved_is_not_solved(room: Room) -> None:
    number = room.handled()
    assert answer(room, number, reached="yes", solved="partly", satisfied="basically") == "handled"


def test_nobody_reached_cannot_have_said_anything(room: Room) -> None:
    number = room.handled()
    for given, field in (({"reached": "no_answer", "solved": "yes"}, "solved"),
                         ({"reached": "yes", "solved": "yes", "why": "speed"}, "why")):  # fmt: skip
        for ask in (answer, lambda room, number, **given: room.step(number, Act.FOLLOW_UP, **given)):
            with pytest.raises(InvalidInput) as refused:
                ask(room, number, **given)
            assert refused.value.field == field


def test_one_contact_answers_several_cases_as_one_gesture(room: Room) -> None:
    one, two = room.handled(), room.handled()
    done = record_follow_up(
        room.desk, {one: FollowUp("yes", solved="yes"), two: FollowUp("yes", solved="no", satisfied="dissatisfied")}
    )
    assert [step.status for step in done] == ["confirmed", "handled"]


def test_a_transfer_asks_the_district(room: Room) -> None:
    number = room.case()
    with pytest.raises(InvalidInput) as refused:
        room.step(number, Act.TRANSFER, room="NG99", why="不在本片")
    assert refused.value.field == "room"
    assert room.step(number, Act.TRANSFER, room="NG08", why="不在本片") == "transferred"


def test_amending_keeps_the_old_and_a_changed_urgency_shows_both_limits(room: Room) -> None:
    number = room.case()
    before = show_case(room.desk, number)["due_at"]
    room.step(number, Act.AMEND, fields={"urgency": "urgent", "resident": {"phone": "13900000002"}})
    shown = show_case(room.desk, number)
    assert (shown["urgency"], shown["phone"]) == ("urgent", "13900000002")
    assert shown["due_at"] < before
    solved = [limit for limit in shown["deadlines"] if limit["clock"] == "solved"]
    assert [limit["in_force"] for limit in solved] == [False, True]


def test_a_changed_category_sets_the_limits_of_its_rule_and_leaves_the_others(room: Room) -> None:
    rule = {"code": "heat", "priority": 30, "when": {"category": ["供热"]}, "limits": {
        "sign_for": {"amount": 30, "unit": "minute"}, "solved": {"amount": 1, "unit": "working_day"}}}  # fmt: skip
    room.tell((("rules", {"code": "winter", "version": "w1", "rules": [rule]}),))
    number, _ = room.dispatched()
    room.step(number, Act.EXTEND, until="2026-12-10", why="缺料", agreed_by="李主任")
    room.step(number, Act.AMEND, fields={"category": "绿化"})
    assert in_force(room, number)["solved"] == ("normal+extend1", "2026-12-10T09:00:00.000Z")
    room.clock.advance(minutes=5)
    room.step(number, Act.AMEND, fields={"category": "供热/室温不达标"})
    assert in_force(room, number)["solved"] == ("heat", "2026-11-25T09:00:00.000Z")
    assert in_force(room, number)["sign_for"] == ("heat", "2026-11-24T01:34:00.000Z")
    assert in_force(room, number)["first_contact"][0] == "normal"
    solved = [limit for limit in show_case(room.desk, number)["deadlines"] if limit["clock"] == "solved"]
    assert [limit["rule"] for limit in solved] == ["normal", "normal+extend1", "heat"]


def in_force(room: Room, number: str) -> dict[str, tuple[str, str]]:
    found = show_case(room.desk, number)["deadlines"]
    return {limit["clock"]: (limit["rule"], limit["until"]) for limit in found if limit["in_force"]}


def test_split_makes_cases_of_their_own(room: Room) -> None:
    number = room.case(words="漏水还有噪声")
    done = take_step(room.desk, number, Act.SPLIT, {"cases": [{"words": "夜间施工噪声", "category": "施工噪声"}]})
    new = show_case(room.desk, done.numbers[0])
    assert (new["words"], new["resident"], new["status"]) == ("夜间施工噪声", "张淑芬", "registered")


def test_an_incident_holds_cases_until_one_is_parted(room: Room) -> None:
    one, two = room.case(), room.case(words="地板泡了，要求赔偿")
    room.step(two, Act.JOIN, number=one)
    assert show_case(room.desk, one)["incident"] == show_case(room.desk, two)["incident"] != ""
    room.step(two, Act.PART)
    assert show_case(room.desk, two)["incident"] == ""
    with pytest.raises(NotAllowed):
        room.step(two, Act.PART)


@pytest.mark.parametrize(
    ("act", "given", "field"),
    [
        (Act.NOT_OURS, {"why": "x"}, "channel"),
        (Act.WITHDRAW, {}, "why"),
        (Act.WITHDRAW, {"why": "x", "colour": "red"}, "colour"),
        (Act.FIRST_CONTACT, {}, "way"),
        (Act.PLAN, {"on": "tomorrow"}, "on"),
        (Act.PLAN, {"on": "2026-11-23"}, "on"),
        (Act.FOLLOW_UP, {"reached": "later", "next_on": "2026-11-23"}, "next_on"),
        (Act.EXTEND, {"until": "2026-12-08", "why": "等料", "agreed_by": "李科", "told_on": "2026-11-25"}, "told_on"),
        (Act.EXTEND, {"until": "2026-11-25", "why": "x", "agreed_by": "y"}, "until"),
        (Act.DESIGNATE, {"unit": "nobody"}, "unit"),
        (Act.AMEND, {"fields": {"number": "1"}}, "fields.number"),
        (Act.AMEND, {"fields": {"resident": {"phone": "12"}}}, "fields.resident.phone"),
        (Act.JOIN, {"number": "NG07-261124-A001-9"}, "number"),
        (Act.ATTACH, {"file": "/nowhere/photo.jpg"}, "file"),
    ],
)
def test_a_step_names_the_field_that_is_wrong(room: Room, act: Act, given: dict[str, object], field: str) -> None:
    number = room.case()
    with pytest.raises((InvalidInput, NotFound)) as refused:
        take_step(room.desk, number, act, given)
    assert refused.value.field == field
    assert len(show_case(room.desk, number)["timeline"]) == 1


def test_clocks_stop_and_run_anew(room: Room) -> None:
    number, order = room.dispatched()
    assert {limit["clock"] for limit in folded(room, number).running()} == {
        "first_contact", "solved", "follow_up", "sign_for"
    }  # fmt: skip
    room.step(number, Act.FIRST_CONTACT, way="phone")
    room.step(order, Act.RETURN, why="x", basis="y")
    assert {limit["clock"] for limit in folded(room, number).running()} == {"solved", "follow_up"}
    room.clock.advance(minutes=5)
    orders.dispatch(room.desk, number, "H01")
    assert "sign_for" in {limit["clock"] for limit in folded(room, number).running()}


def test_a_follow_up_falls_due_though_the_unit_stays_silent(room: Room) -> None:
    from reception.desk.calls import calls_due

    number, _ = room.dispatched()
    assert calls_due(room.desk).calls == ()
    room.clock.advance(days=9)
    assert [case.number for call in calls_due(room.desk).calls for case in call.cases] == [number]
    room.clock.advance(minutes=1)
    answer(room, number, reached="later", next_on=(room.clock.now() + timedelta(days=30)).date().isoformat())
    assert calls_due(room.desk).calls == ()
