"""Units, grids, projects, compounds and rooms, with names for codes and found by whatever is known."""

import pytest
from support.room import Room

from reception.desk.directory import KINDS, Directory, directory


@pytest.fixture
def told(room: Room) -> Directory:
    people = [{"name": "薛士杰", "role": "网格长", "phone": "13900000001"}]
    sections = [{"code": "1", "name": "一标段", "contractor": "C01", "supervisor": "H01"}]
    room.tell((
        ("grid", {"code": "G02", "name": "七政二网格", "street": "七政街道", "people": people, "room": "NG07"}),
        ("compound", {"code": "X1", "name": "教师家属院", "grid": "G02", "property": "P01", "project": "P-2"}),
        ("project", {"code": "P-2", "name": "教师家属院改造", "sections": sections, "compounds": ["X1"],
                     "lead": {"name": "王凤霞", "phone": "13900000702"}, "starts_on": "2026-04-19"}),
    ))  # fmt: skip
    return directory(room.desk)


def test_every_kind_is_there_by_code(told: Directory) -> None:
    assert [entry.code for entry in told.entries["unit"]] == ["C01", "H01", "P01"]
    assert set(told.entries) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("unit", "rlgs", "H01"),
        ("unit", "赵工", "C01"),
        ("unit", "0451-55552001", "H01"),
        ("unit", "教师家属院改造 热力", "H01"),
        ("grid", "xsj", "G02"),
        ("grid", "教师", "G02"),
        ("project", "王凤霞", "P-2"),
        ("compound", "安居物业", "X1"),
        ("room", "大成", "NG08"),
    ],
)
def test_entries_are_found_by_names_people_phones_and_places(told: Directory, kind: str, typed: str, code: str) -> None:
    assert [entry.code for entry in told.find(kind, typed)] == [code]


def test_codes_stand_as_names(told: Directory) -> None:
    (project,) = told.find("project", "教师家属院")
    assert project.fact("section:一标段") == "第一建筑公司 / 热力公司"
    assert project.fact("compounds") == "教师家属院"
    assert [(person.name, person.role) for person in project.people] == [("王凤霞", "项目负责人")]
    (unit,) = told.find("unit", "安居")
    assert unit.fact("compounds") == "教师家属院"


def test_what_is_nowhere_finds_nothing(told: Directory) -> None:
    assert told.find("unit", "没有这家") == []
    assert len(told.find("unit", "")) == 3
