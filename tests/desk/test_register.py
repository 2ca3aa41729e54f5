"""Registering a visit: who, where, what was said, and the numbers it gives."""

from typing import Any

import pytest
from sqlalchemy import select
from support.room import Room

from reception.desk.commands import NewCase, RegisterVisit, read
from reception.desk.desk import find
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.messages import Message, take_in
from reception.desk.register import Origin, register_visit
from reception.desk.undo import undo
from reception.domain.errors import Conflict, InvalidInput
from reception.domain.numbering import parse_number
from reception.store.tables import ResidentRow


def test_a_visit_opens_its_cases_with_numbers_in_turn(room: Room) -> None:
    done = room.register(case={"voice": "problem"})
    again = room.register()
    first, second = parse_number(done.numbers[0]), parse_number(again.numbers[0])
    assert first.room == "NG07"
    assert second.serial > first.serial


def test_an_old_man_with_three_problems_makes_one_visit_and_three_cases(room: Room) -> None:
    command = {
        "resident": {"name": "李德山", "phone": "13800000001"},
        "call_back": {"name": "李梅", "phone": "13800000002", "relation": "女儿", "hours": "18:00 以后"},
        "cases": [
            {"words": "楼道灯不亮", "category": "楼道照明"},
            {"words": "下水返味", "category": "下水不畅"},
            {"words": "门口台阶高", "voice": "suggestion"},
        ],
    }
    done = register_visit(room.desk, read(RegisterVisit, command))
    assert len(set(done.numbers)) == 3
    shown = show_case(room.desk, done.numbers[1])
    assert shown["parties"][1] == {
        "role": "proxy", "name": "李梅", "phone": "13800000002", "relation": "女儿", "hours": "18:00 以后",
        "call_back": "yes",
    }  # fmt: skip


def test_hours_without_another_person_are_the_residents_own(room: Room) -> None:
    shown = show_case(room.desk, room.case(call_back={"hours": "18:00 以后", "way": "sms"}))
    [party] = shown["parties"]
    assert (party["role"], party["name"], party["hours"], party["call_back"]) == (
        "reporter", "张淑芬", "18:00 以后", "yes"
    )  # fmt: skip


def test_a_number_given_elsewhere_is_kept_found_and_given_once(room: Room) -> None:
    cases = [{"voice": "problem", "words": words} for words in ("路灯不亮", "井盖响")]
    given = {"channel": "hotline", "cases": cases, "their_number": "２３-１１２４-００７"}
    first, second = register_visit(room.desk, read(RegisterVisit, given)).numbers
    assert show_case(room.desk, first)["references"] == [{"issuer": "12345", "number": "23-1124-007"}]
    assert show_case(room.desk, second)["references"] == []
    assert [line["number"] for line in case_lines(room.desk, CaseFilter(search="23-1124-007"))] == [first]
    with pytest.raises(Conflict, match=first) as refused:
        register_visit(room.desk, read(RegisterVisit, given))
    assert refused.value.field == "their_number"
    row = Message(RegisterVisit([NewCase("路灯不亮")], "hotline"), Origin("12345", "23-1124-007"))
    assert take_in(room.desk, [row]).known == 1, "a list of theirs that comes later adds it no more"
    undo(room.desk)
    assert register_visit(room.desk, read(RegisterVisit, given)).numbers != (first, second)


def test_same_name_and_phone_is_the_same_resident(room: Room) -> None:
    room.register()
    room.register(words="又漏了")
    with room.store.read() as conn:
        assert len(conn.execute(select(ResidentRow.id)).all()) == 1


@pytest.mark.parametrize("who", [{"name": "张先生", "phone": "13900000001"}, {"phone": "13900000001"}, {}])
def test_a_form_of_address_or_a_phone_alone_is_never_a_resident(room: Room, who: dict[str, str]) -> None:
    room.register(resident=who)
    with room.store.read() as conn:
        assert conn.execute(select(ResidentRow.id)).all() == []


def test_a_known_address_is_placed_by_its_alias(room: Room) -> None:
    shown = show_case(room.desk, room.case(address_text="消防家属区3-2-501"))
    assert shown["address"].startswith("红旗大街188号")
    assert (shown["grid"], shown["project"], shown["place_kind"]) == ("G01", "P-1", "home")


def test_a_category_of_the_districts_own_gives_its_urgency_and_item(room: Room) -> None:
    room.tell((("category", {"code": "冬季/冰溜子", "path": "冬季/冰溜子", "urgency": "emergency", "item": "屋面"}),))
    number = room.case(case={"category": "冬季/冰溜子"})
    with room.desk.read() as conn:
        case = find(conn, number, room.desk.now).case
    assert (case.get("urgency"), case.get("item")) == ("emergency", "屋面")


def test_an_unknown_compound_stays_as_text(room: Room) -> None:
    place = {"compound": "无名小区", "building": "3号楼", "home": "501"}
    assert show_case(room.desk, room.case(address=place))["address"] == "无名小区3号楼501室"


def test_rare_and_minority_names_are_kept_and_found(room: Room) -> None:
    for name in ("欧阳䶮", "陈𬭎", "买买提•吐尔逊"):
        room.register(resident={"name": name, "phone": "13900000009"})
    found = [line["resident"] for line in case_lines(room.desk, CaseFilter(search="吐尔逊"))]
    assert found == ["买买提·吐尔逊"]
    assert [line["resident"] for line in case_lines(room.desk, CaseFilter(search="𬭎"))] == ["陈𬭎"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cases": []}, "cases"),
        ({"cases": [{"words": ""}]}, "cases[0].words"),
        ({"cases": [{"words": " \x00 \n"}]}, "cases[0].words"),
        ({"cases": [{"words": "水" * 20_001}]}, "cases[0].words"),
        ({"cases": [{"words": "half \ud800"}]}, "cases[0].words"),
        ({"cases": [{"words": "x", "voice": "complaint"}]}, "cases[0].voice"),
        ({"cases": [{"words": "x", "colour": "red"}]}, "cases[0].colour"),
        ({"cases": [{"words": "x"}], "resident": {"phone": "1390451000"}}, "resident.phone"),
        ({"cases": [{"words": "x"}], "resident": {"id_number": "230103199001010018"}}, "resident.id_number"),
        ({"cases": [{"words": "x"}], "resident": {"name": "张" * 101}}, "resident.name"),
        ({"cases": [{"words": "x"}], "received_at": "2026-11-25T09:00"}, "received_at"),
        ({"cases": [{"words": "x"}], "received_at": "yesterday"}, "received_at"),
        ({"cases": [{"words": "x"}], "channel": "pigeon"}, "channel"),
        ({"cases": [{"words": "x"}], "confidential": "yes"}, "confidential"),
        ({"cases": "x"}, "cases"),
        ([], ""),
    ],
)
def test_bad_input_names_the_field_and_writes_nothing(room: Room, given: object, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        register_visit(room.desk, read(RegisterVisit, given))
    assert refused.value.field == field
    assert refused.value.message
    assert case_lines(room.desk, CaseFilter()) == []


@pytest.mark.parametrize("words", ["'; DROP TABLE cases; --", "<b onclick=x>粗</b>", "漏水😭🔧", "一\t二\x07三"])
def test_sql_html_emoji_and_control_characters_are_text(room: Room, words: str) -> None:
    kept = show_case(room.desk, room.case(words=words))["words"]
    assert kept == words.replace("\t", " ").replace("\x07", "")


STEPS = {"building": "3", "entrance": "2", "home": "501"}


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"address": {"compound": "红旗大街188号"} | STEPS}, "红旗大街188号3号楼2单元501室"),
        ({"address": {"compound": "消防家属区"} | STEPS, "address_text": "楼下"}, "红旗大街188号3号楼2单元501室 楼下"),
        ({"address": {"compound": "HQ188"}, "address_text": "红旗大街188号3-2-501"}, "红旗大街188号3号楼2单元501室"),
        ({"address": STEPS, "address_text": "红旗大街188号"}, "红旗大街188号3号楼2单元501室"),
        ({"address": STEPS}, "3号楼2单元501室"),
        ({"address": STEPS, "address_text": "铁路家属院"}, "铁路家属院 3号楼2单元501室"),
        ({"address": {"compound": "铁路家属院"} | STEPS}, "铁路家属院3号楼2单元501室"),
        ({"address": {"compound": "铁路", "building": "3"}, "address_text": "铁路3号楼东侧"}, "铁路3号楼东侧"),
        ({"address_text": "铁路家属院东门"}, "铁路家属院东门"),
        ({"address": {"compound": "消防家属区3-2-501"}}, "红旗大街188号3号楼2单元501室"),
        ({}, ""),
    ],
)  # fmt: skip
def test_nothing_said_of_an_address_is_left_out(room: Room, given: dict[str, Any], address: str) -> None:
    assert show_case(room.desk, room.case(**given))["address"] == address
