"""The sample district's master data: rooms, grids, projects, compounds, works, units, duty.

Shaped like the district the program is for (43 rooms, 53 grids, 140 projects, 69 compounds of one subdistrict of which
52 are renovated and 17 under the government's backstop); everybody and everything in it is invented.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reception.domain.reference import reference
from reception.domain.sample_people import STAFF_PHONES, chances, landline, mobile, one_of, staff

Fields = dict[str, Any]

_STREETS: tuple[tuple[str, str, int], ...] = (
    ("花园街道", "HY", 1), ("奋斗路街道", "FD", 2), ("革新街道", "GX", 2), ("文化街道", "WH", 1),
    ("七政街道", "QZ", 4), ("大成街道", "DC", 2), ("芦家街道", "LJ", 2), ("荣市街道", "RS", 2),
    ("燎原街道", "LY", 3), ("松花江街道", "SH", 2), ("曲线街道", "QX", 3), ("通达街道", "TD", 2),
    ("和兴路街道", "HX", 3), ("哈西街道", "HA", 3), ("保健路街道", "BJ", 2), ("先锋路街道", "XF", 3),
    ("新春街道", "XC", 2), ("跃进街道", "YJ", 2), ("王岗镇", "WG", 1), ("红旗满族乡", "HQ", 1),
)  # fmt: skip
"""Street, letters of its compounds' codes, rooms. The rooms' numbers run through them: NG07 is the first of 七政."""

HOME_STREET = "七政街道"
_HOME_COMPOUNDS, _HOME_RENOVATED, _HOME_PROJECTS, _HOME_PROPERTIES = 69, 52, 18, 6
_PROJECTS = 140
_LARGE_STREETS = (HOME_STREET, "燎原街道", "曲线街道")
KNOWN_COMPOUND = "QZ001"
_KNOWN_NAME = ("红旗大街188号", ["消防家属区"])

_COMMUNITY_FIRST, _COMMUNITY_LAST = "安永康和福春松长宁文育荣", "宁平泰顺居荣兴民乐园阳业"
_HOURS = [["08:30", "11:30"], ["13:30", "17:00"]]

_SAMPLE_MARK = "（样例）"


@dataclass(frozen=True, slots=True)
class Project:
    """A renovation contract while the district is being made up."""

    fields: Fields
    street: str
    phase: str
    items: Sequence[str]


@dataclass
class District:
    """The district under construction: what there is so far, by kind."""

    until: date
    items: Sequence[str]
    chance: random.Random
    rooms: list[Fields] = field(default_factory=list)
    grids: list[Fields] = field(default_factory=list)
    units: list[Fields] = field(default_factory=list)
    compounds: list[Fields] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    communities: dict[str, list[str]] = field(default_factory=dict)
    properties: dict[str, list[str]] = field(default_factory=dict)
    _phone: int = STAFF_PHONES[0]

    def next_phone(self) -> str:
        """The next staff phone."""
        self._phone += 1
        return mobile(self._phone)

    def person(self, role: str, **more: str) -> Fields:
        """Somebody with a post and a phone."""
        return {"name": staff(self.chance), "role": role, "phone": self.next_phone(), **more}

    def codes(self, kind: str) -> list[str]:
        """The codes of the units of a kind."""
        return [unit["code"] for unit in self.units if unit["kind"] == kind]


def build(until: date, items: Sequence[str]) -> District:
    """The district as of a day. `items` are the names of what a renovation may cover."""
    district = District(until, items, chances("district", 1))
    _communities(district)
    _rooms(district)
    _grids(district)
    _units(district)
    _projects(district)
    _compounds(district)
    return district


def records(district: District) -> Iterator[tuple[str, Fields]]:
    """Everything as (kind, fields), what is referred to before what refers to it."""
    yield from (("room", room) for room in district.rooms)
    yield from (("unit", unit) for unit in district.units)
    yield from (("grid", grid) for grid in district.grids)
    yield from (("project", project.fields) for project in district.projects)
    yield from (("compound", compound) for compound in district.compounds)
    yield from (("duty", duty) for room in district.rooms for duty in _duty(district, room))
    yield from (("works", works) for works in _works(district))


# rooms, grids


def _communities(district: District) -> None:
    names = [a + b + "社区" for a in _COMMUNITY_FIRST for b in _COMMUNITY_LAST if a != b]
    district.chance.shuffle(names)
    for street, _, rooms in _STREETS:
        district.communities[street] = [names.pop() for _ in range(rooms + 1)]


def _rooms(district: District) -> None:
    for street, _, count in _STREETS:
        for place in range(count):
            number = len(district.rooms) + 1
            which = f"第{'一二三四'[place]}" if count > 1 else ""
            road = one_of(district.chance, "roads")
            district.rooms.append({
                "code": f"NG{number:02d}", "name": f"{street}{which}民生接待室", "street": street,
                "address": "红旗大街188号院内" if number == 7 else f"{road}{district.chance.randrange(2, 180)}号",
                "phone": landline(100 + number), "hours": _HOURS,
            })  # fmt: skip


def _grids(district: District) -> None:
    """One a room, and two a room in the three largest streets."""
    for room in district.rooms:
        for _ in range(2 if room["street"] in _LARGE_STREETS else 1):
            number = len(district.grids) + 1
            community = district.communities[room["street"]][number % 2]
            district.grids.append({
                "code": f"WG{number:03d}", "name": f"{room['street']}第{number}网格", "street": room["street"],
                "community": community, "room": room["code"], "people": _grid_team(district),
            })  # fmt: skip


_GRID_ROLES = ("网格长（街道）", "社区网格员", "物业专员", "业委会成员", "热心居民", "微网格哨点")


def _grid_team(district: District) -> list[Fields]:
    return [district.person(role) for role in _GRID_ROLES[: district.chance.choice((5, 6))]]


# units


def _units(district: District) -> None:
    firms = list(reference("sample")["firms"])
    district.chance.shuffle(firms)
    for number in range(14):
        _unit(district, f"SG{number + 1:02d}", f"{firms[number]}建筑工程有限公司{_SAMPLE_MARK}", "contractor",
              ("项目经理", "现场负责人", "安全员", "资料员"))  # fmt: skip
    for number in range(6):
        _unit(district, f"JL{number + 1:02d}", f"{firms[number + 14]}工程监理有限公司{_SAMPLE_MARK}", "supervisor",
              ("总监", "专业监理"))  # fmt: skip
    _properties(district, firms)
    for number, (street, _, _) in enumerate(_STREETS, 1):
        office = street if street.endswith(("镇", "乡")) else f"{street}办事处"
        _unit(district, f"JD{number:02d}", f"{office}{_SAMPLE_MARK}", "subdistrict", ("值班领导", "城管办", "民政办"))
    for number, community in enumerate((name for names in district.communities.values() for name in names), 1):
        _unit(district, f"SQ{number:02d}", f"{community}居委会{_SAMPLE_MARK}", "community", ("社区书记", "值班员"))
    for code, name, trade in reference("sample")["utilities"]:
        _unit(district, code, name + _SAMPLE_MARK, "utility", (f"{trade}调度", "片区负责人", "抢修班长"), "24 小时")


def _properties(district: District, firms: Sequence[str]) -> None:
    """Six companies in the home street, two in every other."""
    number = 0
    for street, _, _ in _STREETS:
        for _ in range(_HOME_PROPERTIES if street == HOME_STREET else 2):
            firm = firms[number % len(firms)] + ("物业服务" if number < len(firms) else "家园物业")
            number += 1
            code = f"WY{number:02d}"
            _unit(district, code, f"{firm}有限公司{_SAMPLE_MARK}", "property", ("项目经理", "维修主管", "客服值班"))
            district.properties.setdefault(street, []).append(code)


def _unit(
    district: District, code: str, name: str, kind: str, roles: Sequence[str], hours: str = "08:00-17:30"
) -> None:
    district.units.append({
        "code": code, "name": name, "kind": kind, "phone": landline(2000 + len(district.units)),
        "contacts": [district.person(role, hours=hours) for role in roles],
    })  # fmt: skip


# projects and compounds


def _projects(district: District) -> None:
    """18 in the home street, the rest spread over the other rooms."""
    others = [room for room in district.rooms if room["street"] != HOME_STREET]
    streets = [HOME_STREET] * _HOME_PROJECTS
    streets += [others[place % len(others)]["street"] for place in range(_PROJECTS - _HOME_PROJECTS)]
    for number, street in enumerate(streets, 1):
        district.projects.append(_project(district, number, street))


def _project(district: District, number: int, street: str) -> Project:
    chance, code = district.chance, f"XM{number:03d}"
    phase = "active" if number <= 4 else chance.choices(("done", "active", "planned"), (6, 3, 1))[0]
    year = district.until.year - {"done": chance.randrange(1, 4), "active": 0, "planned": -1}[phase]
    starts, ends = date(year, 4, 10) + timedelta(days=chance.randrange(40)), date(year, 10, 20)
    if phase == "active":
        ends = date(year + 1, 8, 31)
        starts = min(starts, district.until - timedelta(days=30))
    fields: Fields = {
        "code": code, "name": f"{year}年{street}老旧小区改造{number}号项目", "sections": _sections(district, code),
        "compounds": [], "lead": {"name": staff(chance), "phone": district.next_phone()},
        "starts_on": starts.isoformat(), "ends_on": ends.isoformat(),
        "permit": "办理中" if phase == "planned" else f"样例施许〔{year}〕{number:03d}号",
        "progress": {"done": "已竣工，质保期内", "planned": "方案征求意见"}.get(phase) or one_of(chance, "progress"),
    }  # fmt: skip
    return Project(fields, street, phase, _scope(district, number))


def _sections(district: District, code: str) -> list[Fields]:
    chance = district.chance
    return [
        {
            "code": f"{code}-{place + 1}",
            "name": f"{'一二三'[place]}标段",
            "contractor": chance.choice(district.codes("contractor")),
            "supervisor": chance.choice(district.codes("supervisor")),
        }
        for place in range(chance.choice((1, 1, 2, 3)))
    ]


def _scope(district: District, number: int) -> Sequence[str]:
    """What a project covers: a window that moves over the list, so that every item occurs somewhere."""
    count = len(district.items)
    window = {(number * 5 + place) % count for place in range(9)} | {0, 2, 3, 4, 5, 7} if count else set()
    return [district.items[place] for place in sorted(place for place in window if place < count)]


def _compounds(district: District) -> None:
    used: set[str] = set()
    homes = district.projects[:_HOME_PROJECTS]
    for place in range(_HOME_COMPOUNDS):
        project = homes[place % len(homes)] if place < _HOME_RENOVATED else None
        _compound(district, HOME_STREET, place, project, used)
    counts: dict[str, int] = {}
    for project in district.projects[_HOME_PROJECTS:]:
        for _ in range(district.chance.choice((1, 1, 2))):
            place = counts.setdefault(project.street, 0)
            _compound(district, project.street, place, project, used)
            counts[project.street] = place + 1


def _compound(district: District, street: str, place: int, project: Project | None, used: set[str]) -> None:
    chance = district.chance
    letters = next(letters for name, letters, _ in _STREETS if name == street)
    rooms = [room["code"] for room in district.rooms if room["street"] == street]
    room = rooms[place % len(rooms)]
    grid = chance.choice([grid for grid in district.grids if grid["room"] == room])
    backstop = next(unit["code"] for unit in district.units if unit["name"].startswith(street))
    code = f"{letters}{place + 1:03d}"
    name, aliases = _KNOWN_NAME if code == KNOWN_COMPOUND else _name(chance, used)
    fields: Fields = {
        "code": code, "name": name, "aliases": aliases, "street": street,
        "community": grid["community"], "room": room, "grid": grid["code"],
        "project": project.fields["code"] if project else "",
        "property": chance.choice(district.properties[street]) if project else backstop,
        "buildings": _buildings(chance, place),
    }  # fmt: skip
    if project:
        project.fields["compounds"].append(fields["code"])
    district.compounds.append(fields)


def _name(chance: random.Random, used: set[str]) -> tuple[str, list[str]]:
    """A street number or a former employer's houses, and now and then what people call it."""
    while True:
        road, number, workplace = one_of(chance, "roads"), chance.randrange(1, 190), one_of(chance, "workplaces")
        forms = f"{road}{number}号", f"{road}{number}号院", f"{road}{workplace}小区", f"{workplace}家属院{number}号"
        name, alias = chance.choice(forms), f"{road}{workplace}家属楼"
        if not used & {name, alias}:
            used |= {name, alias}
            return name, [alias] if chance.random() < 0.3 else []


def _buildings(chance: random.Random, place: int) -> list[Fields]:
    count = 6 if place == 0 else chance.choice((1, 2, 3, 3, 4, 4, 5, 6, 8))
    return [
        {"no": str(number), "entrances": chance.choice((2, 3, 4, 5)), "floors": chance.choice((6, 7, 7, 8))}
        for number in range(1, count + 1)
    ]


# duty, works


def _duty(district: District, room: Fields) -> Iterator[Fields]:
    """Whom to call in an emergency, in order."""
    own = {compound["code"] for compound in district.compounds if compound["room"] == room["code"]}
    projects = [p.fields for p in district.projects if own & set(p.fields["compounds"])]
    people = [("项目负责人", project["lead"]["name"], project["lead"]["phone"]) for project in projects[:1]]
    heating = heating_of(room["code"])
    crews = {"GS01": "阀门工（供水）", heating: "供热抢修", "GD01": "供电抢修", "RQ01": "燃气抢修"}
    for code, role in crews.items():
        unit = _unit_of(district, code)
        people.append((role, unit["contacts"][2]["name"], unit["contacts"][2]["phone"]))
    company = _unit_of(district, district.properties[room["street"]][0])
    people.append(("物业值班", company["contacts"][2]["name"], company["contacts"][2]["phone"]))
    for rank, (role, name, phone) in enumerate(people, 1):
        yield {"room": room["code"], "role": role, "name": name, "phone": phone, "rank": rank}


def _unit_of(district: District, code: str) -> Fields:
    return next(unit for unit in district.units if unit["code"] == code)


def heating_of(room: str) -> str:
    """The heating company of a room's quarter."""
    return f"RL{int(room[2:]) % 3 + 1:02d}"


def _works(district: District) -> Iterator[Fields]:
    """Building × item: all of the home street's renovated compounds, elsewhere what is being built."""
    phases = {project.fields["code"]: project for project in district.projects}
    for compound in district.compounds:
        project = phases.get(compound["project"])
        if project and (compound["street"] == HOME_STREET or project.phase == "active"):
            for building in compound["buildings"]:
                chance = chances("works", compound["code"], building["no"])
                for item in project.items if compound["street"] == HOME_STREET else project.items[:5]:
                    yield _work(district.until, chance, compound["code"], building["no"], item, project)


def _work(until: date, chance: random.Random, compound: str, building: str, item: str, project: Project) -> Fields:
    state = _state(until, chance, project.phase)
    planned = date.fromisoformat(project.fields["ends_on"]) - timedelta(days=chance.randrange(20, 120))
    fields: Fields = {
        "compound": compound, "building": building, "item": item, "state": state, "planned_on": planned.isoformat(),
        "as_of": (until - timedelta(days=chance.randrange(1, 9))).isoformat(),
        "said_by": project.fields["lead"]["name"],
    }  # fmt: skip
    if state == "done":
        last = min(planned, until - timedelta(days=9))
        fields["done_on"] = (last - timedelta(days=chance.randrange(5, 40))).isoformat()
    if state == "winter_stop":
        fields["note"] = f"冬季停工，{_next_spring(until)}年4月中旬气温回升后复工"
    return fields


def _state(until: date, chance: random.Random, phase: str) -> str:
    if phase != "active":
        return "done" if phase == "done" else "not_started"
    under_way = "winter_stop" if until.month in (11, 12, 1, 2, 3) else "in_progress"
    return chance.choices(("done", under_way, "not_started", "in_progress"), (4, 4, 1, 1))[0]


def _next_spring(until: date) -> int:
    return until.year + (1 if until.month > 4 else 0)
