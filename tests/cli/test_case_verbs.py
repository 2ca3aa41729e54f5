"""The day by command: visits registered, orders dispatched, every step with its keys, calls made, acts taken back."""

from pathlib import Path
from typing import Any

import pytest
from support.shell import VISIT, Shell

from reception.domain import forms
from reception.domain.lifecycle import Act

CASE = {"voice": "problem", "words": "厨房漏水"}


def visit(**more: Any) -> dict[str, Any]:
    return {"channel": "walk_in", "resident": {}, "cases": [CASE]} | more


# registering


@pytest.mark.parametrize("channel", forms.CHANNELS)
def test_every_channel_is_taken(shell: Shell, channel: str) -> None:
    done = shell.done("register", given=visit(channel=channel))
    assert done.keys() == {"visit", "numbers"}
    assert len(done["numbers"]) == 1


def test_every_key_of_a_visit_is_kept(shell: Shell) -> None:
    given = {
        "channel": "home_visit",
        "resident": {"name": "王五", "phone": "139 1234 5678", "id_number": "11010519491231002X"},
        "address": {"compound": "消防家属区", "building": "3", "entrance": "2", "home": "501"},
        "place_kind": "shared", "at_home_when": "18 点后", "confidential": True,
        "call_back": {"name": "王敏", "phone": "13912345679", "relation": "女儿", "hours": "18 点后", "way": "sms"},
        "cases": [
            {"voice": voice, "category": "房屋渗漏", "urgency": urgency, "summary": f"漏{voice}", "words": "漏水",
             "wants": "赔偿"}
            for voice, urgency in zip(forms.VOICES, forms.URGENCIES, strict=True)
        ],
    }  # fmt: skip
    numbers = shell.done("register", given=given)["numbers"]
    for number, voice, urgency in zip(numbers, forms.VOICES, forms.URGENCIES, strict=True):
        shown = shell.done("show", number)
        assert {
            "number": number, "voice": voice, "urgency": urgency, "summary": f"漏{voice}", "words": "漏水",
            "wants": "赔偿", "resident": "王五", "phone": "13912345678", "address": "红旗大街188号3号楼2单元501室",
            "place_kind": "shared", "at_home_when": "18 点后", "confidential": True,
        }.items() <= shown.items()  # fmt: skip
        assert shown["category"].endswith("房屋渗漏")
        assert [party["role"] for party in shown["parties"]] == ["reporter", "proxy"]


def test_the_time_it_was_received_is_the_clerks_and_never_to_come(shell: Shell) -> None:
    number = shell.done("register", given=visit(received_at="2026-01-05T09:04"))["numbers"][0]
    assert shell.done("show", number)["received_at"] == "2026-01-05T01:04:00.000Z"  # the district's zone
    for wrong in ("2099-01-01T00:00", "tomorrow", "2026-02-30"):
        assert "received_at: " in shell.refused("register", given=visit(received_at=wrong))


@pytest.mark.parametrize(
    "who", [{}, {"name": "张先生"}, {"phone": "0451-55551234"}, {"name": "张先生", "phone": "13900000001"}]
)
def test_who_is_not_fully_known_is_no_record(shell: Shell, who: dict[str, str]) -> None:
    shown = shell.done("show", shell.case(resident=who))
    assert (shown["resident"], shown["parties"] == []) == (who.get("name", ""), who == {})
    assert not any(party.get("resident") for party in shown["parties"])


def test_same_name_and_phone_is_the_same_resident(shell: Shell) -> None:
    records = {
        shell.done("show", shell.case(resident={"name": "张淑芬", "phone": phone}))["parties"][0]["resident"]
        for phone in ("13904510000", " 139-0451-0000", "+86 13904510000")
    }
    assert len(records) == 1


def test_a_home_makes_it_at_home_and_an_unplaced_address_stays_text(shell: Shell) -> None:
    at_home = shell.done("show", shell.case(address=VISIT["address"]))
    assert (at_home["place_kind"], at_home["address"]) == ("home", "红旗大街188号3号楼2单元501室")
    unplaced = shell.done("show", shell.case(address_text="铁路家属院东门"))
    assert (unplaced["place_kind"], unplaced["address"]) == ("", "铁路家属院东门")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "stdin"), ("{", "stdin"), ("[]", "stdin"), ('"x"', "stdin"), ("null", "stdin"),
        (visit(colour=1), "colour"),
        (visit(resident={"age": 70}), "resident.age"),
        (visit(address={"floor": "2"}), "address.floor"),
        (visit(call_back={"fax": "1"}), "call_back.fax"),
        (visit(cases=[CASE, CASE | {"colour": 1}]), "cases[1].colour"),
        (visit(cases=[]), "cases"),
        ({"channel": "walk_in"}, "cases"),
        (visit(cases=[{"voice": "problem"}]), "cases[0].words"),
        (visit(cases=[{"voice": "problem", "words": "  "}]), "cases[0].words"),
        (visit(cases=[CASE | {"voice": "rumour"}]), "cases[0].voice"),
        (visit(cases=[CASE | {"urgency": "soon"}]), "cases[0].urgency"),
        (visit(channel="fax"), "channel"),
        (visit(place_kind="roof"), "place_kind"),
        (visit(confidential="yes"), "confidential"),
        (visit(resident={"phone": "1390451000"}), "resident.phone"),
        (visit(resident={"phone": "139045100001"}), "resident.phone"),
        (visit(resident={"id_number": "110105194912310021"}), "resident.id_number"),
        (visit(call_back={"phone": "12"}), "call_back.phone"),
    ],
)  # fmt: skip
def test_a_visit_that_cannot_be_taken_names_the_key(shell: Shell, given: Any, told: str) -> None:
    assert shell.refused("register", given=given).startswith(f"{told}: ")
    assert shell.run("cases")[1] == []


# dispatching


def test_dispatch_prints_the_order_and_is_refused_while_a_lead_lives(shell: Shell) -> None:
    number = shell.case()
    order = shell.done("dispatch", number, "--unit", "C01")
    assert order == {"order": f"{number}-{order['order'].rpartition('-')[2]}"}
    assert "主办" in shell.refused("dispatch", number, "--unit", "H01")
    assist = shell.done("dispatch", number, "--unit", "H01", "--assist")["order"]
    shell.done("step", order["order"], "return", given={"why": "不归我单位", "basis": "管养分界"})
    again = shell.done("dispatch", number, "--unit", "H01")["order"]
    assert len({order["order"], assist, again}) == 3
    leads = {line["number"]: (line["lead"], line["status"]) for line in shell.done("show", number)["orders"]}
    assert leads == {order["order"]: (True, "returned"), assist: (False, "to_sign"), again: (True, "to_sign")}


def test_an_unknown_unit_is_named(shell: Shell) -> None:
    number = shell.case()
    for words in (("dispatch", number, "--unit", "X99"), ("dispatch", number, "--unit", "")):
        assert shell.refused(*words).startswith("unit: ")
    assert shell.refused("step", number, "designate", given={"unit": "X99"}).startswith("unit: ")


# steps

COMMON = {"by": "赵工", "note": "内部备注", "late_why": "回来补记"}
STEPS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("registered", "answer", {"answer": "明年改造"}, "closed"),
    ("registered", "not_ours", {"why": "火情", "channel": "119"}, "not_ours"),
    ("dispatched", "deliver", {"to": "值班室", "way": "wechat"}, "dispatched"),
    ("dispatched", "accept", {}, "accepted"),
    ("dispatched", "refuse", {"why": "不签"}, "dispatched"),
    ("dispatched", "return", {"why": "不归我", "basis": "管养分界"}, "registered"),
    ("dispatched", "designate", {"unit": "H01"}, "dispatched"),
    ("registered", "first_contact", {"way": "phone"}, "registered"),
    ("registered", "first_contact", {"why": "无人接听"}, "registered"),
    ("accepted", "arrive", {}, "accepted"),
    ("accepted", "supervise", {"who": "街道办张主任", "asks": "三日内办结"}, "accepted"),
    ("handled", "leave_out", {"why": "全市停热", "agreed_by": "区住建局王科长"}, "handled"),
    ("accepted", "made_safe", {}, "accepted"),
    ("accepted", "progress", {}, "accepted"),
    ("accepted", "confer", {"who": "赵工、王主任", "agreed": "下周开工"}, "accepted"),
    ("accepted", "look", {"found": "属实"}, "accepted"),
    ("accepted", "extend", {"until": "+20", "why": "等料", "agreed_by": "李科", "told_on": "+0"}, "accepted"),
    ("accepted", "hang_up", {"measures": "围挡", "until": "+90", "agreed_by": "李科", "told_on": "+0"}, "hung_up"),
    ("accepted", "handle", {"done": "换管"}, "handled"),
    ("accepted", "plan", {"on": "+3", "way": "visit"}, "accepted"),
    ("handled", "reopen", {"why": "又漏了"}, "registered"),
    ("confirmed", "close", {}, "closed"),
    ("registered", "withdraw", {"why": "自行解决"}, "withdrawn"),
    ("accepted", "transfer", {"room": "NG08", "why": "在那边"}, "transferred"),
    ("registered", "amend", {"fields": {"urgency": "urgent", "words": "卧室漏水"}}, "registered"),
    ("registered", "split", {"cases": [{"voice": "doubt", "words": "另一件"}]}, "registered"),
)


def dated(given: dict[str, Any]) -> dict[str, Any]:
    """`+3` is in three days, by the clock the verbs read."""
    from datetime import timedelta

    from reception.domain.clock import DISTRICT_ZONE, SystemClock

    today = SystemClock().now().astimezone(DISTRICT_ZONE).date()
    return {
        name: str(today + timedelta(days=int(value))) if isinstance(value, str) and value.startswith("+") else value
        for name, value in given.items()
    }


@pytest.mark.parametrize(("status", "act", "given", "after"), STEPS)
def test_a_step_takes_its_keys_and_the_common_ones_and_prints_what_changed(
    shell: Shell, tmp_path: Path, status: str, act: str, given: dict[str, Any], after: str
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    number, given = shell.case_at(status), dated(given)
    if act == "hang_up":
        assert "told_on" in shell.refused("step", number, act, given=given | {"told_on": "2099-01-01"})
    assert shell.refused("step", number, act, given=given | {"colour": "red"}).startswith("colour: ")
    for name in forms.needed(Act(act)):
        left_out = {key: value for key, value in given.items() if key != name}
        assert shell.refused("step", number, act, given=left_out).startswith(f"{name}: ")
    done = shell.done("step", number, act, given=given | COMMON | {"file": str(photo)})
    assert {"number": number, "act": act, "was": status, "status": after}.items() <= done.items()
    shown = shell.done("show", number)
    assert (shown["status"], [file["name"] for file in shown["files"]]) == (after, ["photo.jpg"])
    last = shown["timeline"][-1]
    if act != "split":
        assert COMMON.items() <= last["detail"].items()
    assert shell.done("verify")["ok"]


@pytest.mark.parametrize("voice", forms.VOICES)
def test_an_answer_says_whether_a_suggestion_is_adopted_and_may_leave_it_out(shell: Shell, voice: str) -> None:
    given, cases = {"answer": "已列入方案"}, [CASE | {"voice": voice}] * 2
    one, other = shell.done("register", given=visit(cases=cases))["numbers"]
    assert shell.done("step", one, "answer", given=given)["status"] == "closed"
    assert shell.done("show", one)["adopted"] == ""
    assert shell.refused("step", other, "answer", given=given | {"adopted": "maybe"}).startswith("adopted: ")
    if voice == "suggestion":
        shell.done("step", other, "answer", given=given | {"adopted": "no"})
        assert shell.done("show", other)["adopted"] == "no"
    else:
        told = shell.refused("step", other, "answer", given=given | {"adopted": "no"})
        assert told.startswith("adopted: ") and "建议" in told and "suggestion" in told


def test_every_act_of_a_step_has_its_row_above() -> None:
    by_themselves = {"join", "part", "attach", "follow_up", "urge"}
    assert {act for _, act, _, _ in STEPS} | by_themselves == set(forms.FIELDS)


def test_join_and_part(shell: Shell) -> None:
    one, other = shell.case(), shell.case("客厅漏水")
    assert shell.done("step", one, "join", given={"number": other})["status"] == "registered"
    incidents = {shell.done("show", number)["incident"] for number in (one, other)}
    assert len(incidents) == 1 and incidents != {""}
    shell.done("step", one, "part")
    assert shell.done("show", one)["incident"] == ""
    assert "并案" in shell.refused("step", one, "part")
    assert shell.refused("step", one, "join", given={"number": one}).startswith("number: ")


def test_attach_checks_the_file(shell: Shell, tmp_path: Path) -> None:
    number = shell.case()
    (tmp_path / "script.sh").write_text("#!/bin/sh")
    (tmp_path / "empty.jpg").touch()
    for file in ("nothing.jpg", "script.sh", "empty.jpg", "."):
        assert shell.refused("step", number, "attach", given={"file": str(tmp_path / file)}).startswith("file: "), file
    assert shell.refused("step", number, "attach", given={}).startswith("file: ")
    assert shell.done("show", number)["files"] == []


def test_a_step_out_of_turn_is_told_what_is_allowed(shell: Shell) -> None:
    number = shell.case()
    told = shell.refused("step", number, "handle", given={"done": "换管"})
    assert "待派单" in told and "派单" in told and "allowed now" in told
    for act in ("fly", "dispatch", "register", "print"):
        told = shell.refused("step", number, act)
        assert told.startswith("act: ") and "first_contact" in told and "<" not in told


def test_written_late_needs_its_reason_and_a_time_to_come_is_refused(shell: Shell) -> None:
    number = shell.case_at("dispatched")
    late = {"at": "2026-01-05T09:00"}
    assert shell.refused("step", number, "arrive", given=late).startswith("late_why: ")
    shell.done("step", number, "arrive", given=late | {"late_why": "网络不通"})
    assert shell.done("show", number)["timeline"][-1]["at"] == "2026-01-05T01:00:00.000Z"
    for wrong in ("2099-01-01T00:00", "9点", "2026-13-01T00:00"):
        assert shell.refused("step", number, "arrive", given={"at": wrong}).startswith("at: ")
    shell.done("step", number, "arrive", given={"at": None})
    assert shell.done("show", number)["timeline"][-1]["at"] is None  # nobody knows when


# calling, and taking back


@pytest.mark.parametrize(
    ("reached", "why"),
    [*((reached, "") for reached in forms.REACHED), *(("yes", why) for why in forms.UNSATISFIED_WHY)],
)
def test_a_follow_up_takes_every_answer(shell: Shell, reached: str, why: str) -> None:
    number = shell.case_at("handled")
    given = {"with": "张淑芬", "reached": reached, "words": "原话", "next_on": dated({"on": "+2"})["on"]}
    if reached == "yes":
        given |= {"solved": "no", "satisfied": "dissatisfied"} | ({"why": why} if why else {})
    else:
        assert shell.refused("follow-up", number, given=given | {"why": "money"}).startswith("why: ")
    assert shell.done("follow-up", number, given=given) == {"number": number, "was": "handled", "status": "handled"}
    assert shell.done("show", number)["timeline"][-1]["detail"] == given


@pytest.mark.parametrize(
    ("solved", "after"), [("yes", "confirmed"), ("partly", "handled"), ("no", "handled"), (None, "handled")]
)
def test_only_solved_confirms_a_case(shell: Shell, solved: str | None, after: str) -> None:
    number = shell.case_at("handled")
    for satisfied in (*forms.SATISFIED, None):
        given = {"reached": "yes", "solved": solved, "satisfied": satisfied}
        assert shell.done("follow-up", number, given=given)["status"] == after


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "stdin"), ({}, "reached"), ({"reached": "maybe"}, "reached"), ({"reached": "yes", "colour": 1}, "colour"),
        ({"reached": "yes", "solved": "maybe"}, "solved"), ({"reached": "yes", "satisfied": "very"}, "satisfied"),
        ({"reached": "no_answer", "solved": "yes"}, "solved"),
        ({"reached": "later", "satisfied": "satisfied"}, "satisfied"),
        ({"reached": "yes", "satisfied": "satisfied", "why": "money"}, "why"),
        ({"reached": "later", "next_on": "soon"}, "next_on"),
        ({"reached": "later", "next_on": "2020-01-01"}, "next_on"),
    ],
)  # fmt: skip
def test_a_follow_up_that_cannot_be_names_the_key(shell: Shell, given: Any, told: str) -> None:
    number = shell.case_at("handled")
    assert shell.refused("follow-up", number, given=given).startswith(f"{told}: ")


def test_undo_takes_the_last_gesture_back_and_then_the_one_before(shell: Shell, tmp_path: Path) -> None:
    number = shell.case_at("accepted")
    shell.done("order", number, "-o", str(tmp_path / "o.pdf"))  # a print does not count
    assert shell.done("undo") == {"undone": "accept", "entries": 1}
    assert shell.done("undo") == {"undone": "dispatch", "entries": 1}  # nor does an undo
    shown = shell.done("show", number)
    assert shown["status"] == "registered"
    assert {step["act"]: step["undone"] for step in shown["timeline"]} == {
        "register": False, "dispatch": True, "accept": True, "print": False,
    }  # fmt: skip
    assert shell.done("undo")["undone"] == "register"
    assert shell.run("cases")[1] == []
    assert shell.done("show", number)["undone"] is True
    assert "撤销" in shell.refused("dispatch", number, "--unit", "C01")
    assert shell.case() != number  # a number stays used


def test_undo_of_a_visit_takes_all_its_cases_back(shell: Shell) -> None:
    shell.done("register", given=VISIT)
    shell.done("undo")
    assert shell.run("cases")[1] == []


# reading

FIELDS = {
    "number", "status", "voice", "category", "urgency", "resident", "phone", "address", "summary", "words",
    "received_at", "due_at", "unit",
}  # fmt: skip


def test_a_line_of_cases_has_its_fields_and_the_newest_stand_first(shell: Shell) -> None:
    numbers = [shell.case(f"第{turn}件") for turn in range(3)]
    shell.done("dispatch", numbers[0], "--unit", "C01")
    lines = shell.run("cases")[1]
    assert [line["number"] for line in lines] == numbers[::-1]
    assert all(set(line) >= FIELDS for line in lines)
    assert [line["unit"] for line in lines] == ["", "", "C01"]
    assert [line["number"] for line in shell.run("cases", "--limit", "1")[1]] == numbers[:1:-1]
    assert shell.run("cases", "--limit", "0")[1] == []


STATUSES = (
    "registered", "dispatched", "accepted", "handled", "confirmed", "closed", "hung_up", "transferred", "withdrawn",
    "not_ours",
)  # fmt: skip


def test_every_status_can_be_asked_for(shell: Shell) -> None:
    made = {status: shell.case_at(status) for status in STATUSES[:5]}
    for status, act, given, after in STEPS:
        if after not in made:
            made[after] = shell.case_at(status)
            shell.done("step", made[after], act, given=dated(given))
    for status in STATUSES:
        lines = shell.run("cases", "--status", status)[1]
        assert [(line["number"], line["status"]) for line in lines] == [(made[status], status)]
    for wrong in ("returned", "lost", "待派单"):
        told = shell.refused("cases", "--status", wrong)
        assert told.startswith("--status: ") and "hung_up" in told


def test_bare_words_are_text_and_operators_carry_a_colon(shell: Shell) -> None:
    number = shell.done("register", given=VISIT)["numbers"][0]
    other = shell.case("暖气不热，逾期没人管", resident={"name": "单秀兰", "phone": "13900000003"})

    def found(text: str) -> set[str]:
        return {line["number"] for line in shell.run("cases", "--search", text)[1]}

    for text in ("厨房漏水", "张淑芬", "13904510000", "0000", "zsf", "红旗大街 漏水", number):
        assert number in found(text) and other not in found(text), text
    assert found("逾期") == {other}
    assert other in found("sxl") and other in found("shanxiulan")  # 单 is shan in a surname
    assert found("voice:doubt") | found("类别:疑虑") == found("voice:doubt")
    assert len(found("voice:doubt")) == 1
    assert found("status:registered 漏水") == {number}
    assert found("逾期:") == set()
    assert found("nobody") == found("':--%_*\"") == set()
    assert shell.refused("cases", "--search", "status:lost").startswith("search: ")


def test_show_tells_timeline_orders_and_deadlines_with_their_explanation(shell: Shell) -> None:
    number = shell.case_at("accepted")
    shown = shell.done("show", number)
    assert set(shown) >= FIELDS | {"timeline", "orders", "deadlines"}
    assert [step["act"] for step in shown["timeline"]] == ["register", "dispatch", "accept"]
    assert all(step["at"] and step["written"] and step["clerk"].startswith("cli:") for step in shown["timeline"])
    [order] = shown["orders"]
    assert (order["unit"], order["lead"], order["signed_by"]) == ("C01", True, "赵工")
    assert {line["clock"] for line in shown["deadlines"]} == {"sign_for", "first_contact", "solved", "follow_up"}
    assert all(line["until"] and line["version"] and len(line["explanation"]) >= 3 for line in shown["deadlines"])
    assert shell.done("show", order["number"])["number"] == number
    for wrong in ("", "NG07-261124-A001-2", "12345", number[:-1] + ("2" if number[-1] != "2" else "3")):
        assert shell.refused("show", wrong).startswith("number: ")


def test_units_are_lines_of_code_name_kind_and_phone(shell: Shell) -> None:
    lines = shell.run("units")[1]
    assert [line["code"] for line in lines] == ["C01", "H01", "P01"]
    assert lines[0] == {"code": "C01", "name": "第一建筑公司", "kind": "contractor", "phone": "0451-55551001"}


def test_without_json_the_answers_are_words(shell: Shell) -> None:
    number = shell.case()
    code, out, _ = shell.say("cases")
    assert (code, out.split()[:2]) == (0, [number, "待派单"])
    assert shell.say("dispatch", number, "--unit", "C01")[1].startswith(f"{number}-")
    assert "签收" in shell.say("step", number, "accept", given={"by": "赵工"})[1]
    assert "签收" in shell.say("undo")[1]
    assert "第一建筑公司" in shell.say("units")[1]
    assert "漏水" in shell.say("show", number)[1]
