"""Every field of every act meets every nasty value: taken and read back, or refused by name; nothing half-written."""

import dataclasses
import json
import types
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import func, select
from support.room import Room

from reception.desk import orders, steps
from reception.desk.commands import CallBack, FollowUp, NewCase, Place, RegisterVisit, Who, read
from reception.desk.register import register_visit
from reception.desk.undo import undo
from reception.domain import forms
from reception.domain.errors import ReceptionError
from reception.domain.lifecycle import Act
from reception.store.tables import EntryRow
from reception.store.verify import verify

NASTY: dict[str, Any] = {
    "empty": "",
    "blanks": " \t\u3000",
    "null": None,
    "over-long": "长" * 20_000,
    "controls": "a\x01\x1b[31m\x7fb",
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "emoji": "👩‍👩‍👧🔥",
    "sql": "'; DROP TABLE entries; --",
    "html": "<script>alert(1)</script>&amp;",
    "formula": '=HYPERLINK("http://x","y")',
    "bidi": "\u202e工单",
    "rare": "䶮㛃𬭎𠅤",
    "short phone": "139045",
    "long phone": "139045100001234567",
    "future": "2099-01-01T09:00",
    "no such day": "2026-02-30",
    "year 0": "0000-00-00T00:00",
    "year 9999": "9999-12-31T23:59:59+14:00",
    "year 1": "0001-01-01T00:00+14:00",
    "unknown unit": "X99",
    "full-width": "１２３",
    "list": [],
    "nested": [[["x"]]],
    "object": {},
    "unknown key": {"colour": "red"},
    "true": True,
    "zero": 0,
    "below zero": -1,
    "huge": 10**40,
    "fraction": 1.5,
    "not a number": float("nan"),
}
BASE: dict[str, Any] = {
    "resident": {"name": "张淑芬", "phone": "13904510000"},
    "address": {"compound": "红旗大街188号", "building": "3"},
    "call_back": {"name": "张敏", "phone": "13904510001"},
    "others": [{"name": "李强", "phone": "13904510002"}],
    "headcount": 2,
    "cases": [{"words": "厨房漏水"}],
}
NESTED = (Who, Place, CallBack, NewCase)


def paths(command: type, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every field of a command, those of its parts too."""
    hints = get_type_hints(command)
    for spec in dataclasses.fields(command):
        way = (*before, spec.name.rstrip("_"))
        yield way
        hint = hints[spec.name]
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(option for option in get_args(hint) if option is not type(None))
        if get_origin(hint) is Sequence:
            hint, way = get_args(hint)[0], (*way, 0)
        if hint in NESTED:
            yield from paths(hint, way)


def put(given: dict[str, Any], way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A copy of what is given, with this value at the end of the way."""
    copy = deepcopy(given)
    place: Any = copy
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = value
    return copy


def count(room: Room) -> int:
    with room.store.read() as conn:
        return conn.execute(select(func.count()).select_from(EntryRow)).scalar_one()


def assert_told(error: ReceptionError) -> None:
    """Words for a person, in both languages, about a field; printable whatever was typed."""
    assert error.message and error.english and error.field
    json.dumps([error.message, error.english, error.field])


def assert_well(room: Room) -> None:
    assert [check for check in verify(room.store) if not check.ok] == []


@pytest.mark.parametrize("way", list(paths(RegisterVisit)), ids=lambda way: ".".join(map(str, way)))
def test_register_takes_a_value_or_names_its_field(room: Room, way: tuple[str | int, ...]) -> None:
    for value in NASTY.values():
        before = count(room)
        try:
            register_visit(room.desk, read(RegisterVisit, put(BASE, way, value)))
        except ReceptionError as error:
            assert_told(error)
            assert count(room) == before
        else:
            assert count(room) == before + 1
    assert_well(room)


VALID: dict[forms.Kind, Any] = {
    forms.Kind.TEXT: "现场看过",
    forms.Kind.UNIT: "H01",
    forms.Kind.ROOM: "NG08",
    forms.Kind.DAY: "2026-12-01",
    forms.Kind.MOMENT: "2026-12-20T10:00",
    forms.Kind.FIELDS: {"summary": "漏水"},
    forms.Kind.CASES: [{"words": "楼道也漏"}],
}


def whole(act: Act) -> dict[str, Any]:
    """What the act asks for, all well."""
    given = {
        spec.name: next(iter(spec.choices)) if spec.choices else VALID[spec.kind]
        for spec in forms.FIELDS[act]
        if spec.choices or spec.kind in VALID
    }
    if act is Act.FOLLOW_UP:
        given["satisfied"] = "dissatisfied"  # only that has a reason
    return given | ({"told_on": "2026-11-24"} if "told_on" in given else {})


def ready(room: Room, act: Act) -> str:
    """A case in a state where the act may be taken."""
    if act in (Act.CLOSE, Act.REOPEN, Act.FOLLOW_UP):
        number = room.handled()
        if act is Act.CLOSE:
            room.step(number, Act.FOLLOW_UP, reached="yes", solved="yes")
        return number
    number = room.case()
    if act in (Act.ANSWER, Act.NOT_OURS):
        return number
    orders.dispatch(room.desk, number, "C01")
    if act in (Act.MADE_SAFE, Act.HANDLE):
        room.step(number, Act.ACCEPT, by="赵工")
    if act is Act.PART:
        room.step(number, Act.JOIN, number=room.case())
    return number


TAKEN_BY_THEMSELVES = [act for act in forms.FIELDS if act not in (Act.JOIN, Act.ATTACH)]
"""Every act but those that need another case's number or a file."""


@pytest.mark.parametrize("act", TAKEN_BY_THEMSELVES)
def test_an_act_given_whole_and_well_is_taken(room: Room, act: Act) -> None:
    number = ready(room, act)
    before = count(room)
    steps.take_step(room.desk, number, act, whole(act))
    assert count(room) == before + 1


STEPS = [(act, spec.name) for act, specs in forms.FIELDS.items() for spec in (*specs, *forms.COMMON)]


@pytest.mark.parametrize(("act", "name"), STEPS)
def test_a_step_takes_a_value_or_names_its_field(room: Room, act: Act, name: str) -> None:
    number = ready(room, act)
    for value in NASTY.values():
        before = count(room)
        try:
            steps.take_step(room.desk, number, act, whole(act) | {name: value})
        except ReceptionError as error:
            assert error.message and error.english
            assert count(room) == before
        else:
            assert count(room) == before + 1
            undo(room.desk)
    assert_well(room)


@pytest.mark.parametrize("way", list(paths(FollowUp)), ids=lambda way: str(way[0]))
def test_a_follow_up_takes_a_value_or_names_its_field(way: tuple[str | int, ...]) -> None:
    for value in NASTY.values():
        try:
            read(FollowUp, put({"reached": "yes"}, way, value))
        except ReceptionError as error:
            assert_told(error)
            assert str(way[0]) in error.field
