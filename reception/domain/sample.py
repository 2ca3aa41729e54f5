"""The sample district and some weeks of its visits: made up, the same every time, marked 样例·不作凭证 wherever shown.

Pure: the same arguments give the same sample on every machine. Ids are for the caller to make.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from reception.domain import renovation, sample_district
from reception.domain.clock import DISTRICT_ZONE, Id
from reception.domain.entry import digest
from reception.domain.reference import reference
from reception.domain.sample_people import (
    RESIDENT_PHONES,
    Person,
    chances,
    identity_number,
    mobile,
    one_of,
    resident,
    weighted,
)
from reception.domain.sample_stories import OPEN_HOURS, SampleAct, Telling, tell

Fields = dict[str, Any]
Topic = Mapping[str, Any]

_HOMES = 170
"""Households that come to a room; some come twice."""
_CHANNELS = (("walk_in", 45), ("phone", 30), ("home_visit", 8), ("patrol", 5), ("hotline", 8), ("online", 4))
_WEEKEND_CHANNELS = (("phone", 6), ("online", 2), ("hotline", 2))
_WINTER = (11, 12, 1, 2, 3)
_SHOWN = {
    1: ("sewer", "returned"), 2: ("parking", "refused"), 3: ("pipe_burst", "smooth"), 4: ("wall_mould", "hung_up"),
    5: ("garbage", "transferred"), 6: ("stairs", "withdrawn"), 7: ("crime", ""), 9: ("door", "again"),
    10: ("green", "dragging"),
}  # fmt: skip
"""Days before the last: what the first visit of that day is about and how it went on, so that every state occurs."""


@dataclass(frozen=True, slots=True)
class SampleResident:
    """Who speaks: both empty when anonymous; only a phone or a form of address when no more was given."""

    name: str = ""
    phone: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class SampleCallBack:
    """Who is to be called instead."""

    name: str
    phone: str
    relation: str
    hours: str
    way: str = "phone"


@dataclass(frozen=True, slots=True)
class SampleCase:
    """One thing said, with what became of it. `item` is a renovation item's name or empty."""

    voice: str
    category: str
    urgency: str
    summary: str
    words: str
    wants: str
    item: str
    story: tuple[SampleAct, ...]


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """One contact with a room. `compound` is a code; building, entrance and home are as on the door."""

    channel: str
    received_at: datetime
    resident: SampleResident
    compound: str
    building: str
    entrance: str
    home: str
    place_kind: str
    at_home_when: str
    confidential: bool
    call_back: SampleCallBack | None
    cases: tuple[SampleCase, ...]


@dataclass(frozen=True, slots=True)
class _Home:
    """A household of the sample: where it is and who speaks for it."""

    compound: Fields
    building: str
    entrance: str
    floor: int
    number: str
    person: Person
    phone: str

    @property
    def is_top(self) -> bool:
        building = next(b for b in self.compound["buildings"] if b["no"] == self.building)
        return bool(self.floor == building["floors"])


def master_data(until: date) -> list[tuple[str, Fields]]:
    """(kind, fields) of the sample district as of a day: 43 rooms, 53 grids, 140 projects, 69 compounds of 七政 …

    What is referred to comes before what refers to it. `works` have no code: building × item.
    """
    return list(sample_district.records(_district(until)))


def device(name: str) -> Id:
    """The fixed sample device on which a room's visits are sealed (`name` is its code), or the `district`'s records."""
    return Id(digest(f"sample/{name}".encode())[:32])


@cache
def _district(until: date) -> sample_district.District:
    return sample_district.build(until, list(renovation.items()))


def visits(room: str, until: date, weeks: int = 3, seed: int = 1) -> list[SampleVisit]:
    """The visits of a room in the weeks that end with `until` (inclusive), oldest first: 15 to 20 a working day.

    What follows a visit may lie after `until`; `up_to` cuts it off.
    """
    desk = _Room(room, until, seed)
    start = until - timedelta(days=weeks * 7 - 1)
    days = [start + timedelta(days=place) for place in range(weeks * 7)]
    return [visit for day in days for visit in desk.visits(day)]


def up_to(told: Sequence[SampleVisit], moment: datetime) -> list[SampleVisit]:
    """The visits until a moment, with what had happened to them by then."""
    return [
        replace(visit, cases=tuple(
            replace(case, story=tuple(act for act in case.story if act.at <= moment)) for case in visit.cases
        ))
        for visit in told
        if visit.received_at <= moment
    ]  # fmt: skip


def in_order(told: Sequence[SampleVisit]) -> Iterator[tuple[datetime, int, int | None, SampleAct | None]]:
    """Everything as it happened: (when, the visit's place, the case's place, act); a visit itself has no act."""
    events: list[tuple[datetime, int, int, SampleAct | None]] = []
    for place, visit in enumerate(told):
        events.append((visit.received_at, place, -1, None))
        events += [(act.at, place, at, act) for at, case in enumerate(visit.cases) for act in case.story]
    for moment, place, at, act in sorted(events, key=lambda event: event[0]):
        yield moment, place, None if at < 0 else at, act


class _Room:
    """One room's neighbourhood: its households, and chance."""

    def __init__(self, room: str, until: date, seed: int) -> None:
        district = _district(until)
        self._room = room
        self._seed = seed
        self._until = until
        self._compounds = [compound for compound in district.compounds if compound["room"] == room]
        self._projects = {project.fields["code"]: project for project in district.projects}
        self._offices = {unit["name"]: unit["code"] for unit in district.units}
        street = next(record["street"] for record in district.rooms if record["code"] == room)
        others = [r["code"] for r in district.rooms if r["street"] == street and r["code"] != room]
        self._other_room = others[0] if others else ""
        self._topics: dict[str, Topic] = {topic["key"]: topic for topic in reference("sample-topics")}
        self._homes = self._settled()

    def visits(self, day: date) -> list[SampleVisit]:
        """The visits of one day, in order."""
        chance = chances("visits", self._room, self._seed, day.isoformat())
        weekend = day.weekday() > 4
        count = chance.randint(1, 3) if weekend else chance.randint(15, 20)
        moments = sorted(_moment(chance, day, weekend) for _ in range(count))
        told = [self._visit(chance, moment, weekend) for moment in moments]
        shown = _SHOWN.get((self._until - day).days)
        return [self._shown(chance, told[0], *shown), *told[1:]] if shown else told

    def _settled(self) -> list[_Home]:
        chance = chances("homes", self._room, self._seed)
        low, high = RESIDENT_PHONES
        phones = chance.sample(range(low, high + 1), _HOMES)
        weights = [6 if compound["code"] == sample_district.KNOWN_COMPOUND else 1 for compound in self._compounds]
        places = chance.choices(self._compounds, weights, k=_HOMES)
        return [self._home(chance, place, mobile(phone)) for place, phone in zip(places, phones, strict=True)]

    def _home(self, chance: random.Random, compound: Fields, phone: str) -> _Home:
        building = chance.choice(compound["buildings"])
        floor = building["floors"] if chance.random() < 0.25 else chance.randint(1, building["floors"])
        return _Home(
            compound, building["no"], str(chance.randint(1, building["entrances"])), floor,
            f"{floor}0{chance.randint(1, 3)}", resident(chance, self._until), phone,
        )  # fmt: skip

    def _visit(self, chance: random.Random, moment: datetime, weekend: bool) -> SampleVisit:
        channel = weighted(chance, _WEEKEND_CHANNELS if weekend else _CHANNELS)
        home = chance.choice(self._homes)
        topics = self._chosen(chance, home, weighted(chance, ((1, 85), (2, 12), (3, 3))))
        return self._told(chance, channel, moment, home, topics, _speaker(chance, home, topics))

    def _shown(self, chance: random.Random, instead_of: SampleVisit, key: str, plot: str) -> SampleVisit:
        """A visit that must not be missing, at the time of another."""
        home = next(home for home in self._homes if home.compound["project"])
        who = SampleResident(home.person.name, home.phone)
        channel = "walk_in" if instead_of.received_at.weekday() < 5 else "phone"
        return self._told(chance, channel, instead_of.received_at, home, [self._topics[key]], who, plot)

    def _told(
        self, chance: random.Random, channel: str, moment: datetime, home: _Home, topics: Sequence[Topic],
        who: SampleResident, plot: str = "",
    ) -> SampleVisit:  # fmt: skip
        known = bool(who.phone)
        at_home = topics[0]["place"] == "home" and known
        return SampleVisit(
            channel, moment, who, home.compound["code"], home.building, home.entrance,
            home.number if at_home else "", topics[0]["place"],
            one_of(chance, "at_home") if at_home and chance.random() < 0.4 else "", chance.random() < 0.03,
            _call_back(chance, home) if known and chance.random() < 0.06 else None,
            tuple(self._case(chance, topic, home, channel, moment, who, plot) for topic in topics),
        )  # fmt: skip

    def _chosen(self, chance: random.Random, home: _Home, count: int) -> list[Topic]:
        """Different topics that fit the season and the home."""
        fitting = [topic for topic in self._topics.values() if self._fits(topic, home)]
        chosen: list[Topic] = []
        while len(chosen) < count:
            topic = weighted(chance, [(topic, topic["weight"]) for topic in fitting])
            if topic not in chosen:
                chosen.append(topic)
        return chosen

    def _fits(self, topic: Topic, home: _Home) -> bool:
        project = self._projects.get(home.compound["project"])
        out_of_season = bool(topic.get("winter")) and self._until.month not in _WINTER
        if out_of_season or (topic.get("top") and not home.is_top):
            return False
        if topic["place"] == "site":
            return project is not None and project.phase == "active"
        return project is not None or "contractor" not in topic["units"][:1]

    def _case(
        self, chance: random.Random, topic: Topic, home: _Home, channel: str, moment: datetime, who: SampleResident,
        plot: str,
    ) -> SampleCase:  # fmt: skip
        slots = _slots(chance, home)
        tale = {name: text.format(**slots) for name, text in chance.choice(topic["tales"]).items()}
        telling = Telling(
            chance, moment, topic["urgency"], self._units(topic, home),
            who.name or ("住户" if who.phone else ""), tale["outcome"],
            self._other_room, topic.get("safe", ""), topic.get("hang", ""), tale.get("adopted", ""),
        )  # fmt: skip
        story = tell(telling, topic["voice"], ours=not topic.get("not_ours"), plot=plot)
        return SampleCase(
            topic["voice"], topic["category"], topic["urgency"], tale["summary"],
            _words(chance, topic["voice"], tale["words"], channel, slots), topic["wants"], topic["item"], tuple(story),
        )  # fmt: skip

    def _units(self, topic: Topic, home: _Home) -> list[str]:
        """The units that may act on it, the likeliest first; two at least."""
        codes = [self._unit(kind, home.compound) for kind in (*topic["units"], "property", "community")]
        return list(dict.fromkeys(code for code in codes if code))

    def _unit(self, kind: str, compound: Fields) -> str:
        project = self._projects.get(compound["project"])
        if kind.startswith("utility:"):
            trade = kind.partition(":")[2]
            return sample_district.heating_of(self._room) if trade == "RL" else f"{trade}01"
        if kind == "property":
            return str(compound["property"])
        if kind in ("contractor", "supervisor"):
            return str(project.fields["sections"][0][kind]) if project else ""
        place = compound["street"] if kind == "subdistrict" else compound["community"]
        return next((code for name, code in self._offices.items() if name.startswith(place)), "")


def _moment(chance: random.Random, day: date, weekend: bool) -> datetime:
    """Within the hours on working days; any time from eight to nine at the weekend."""
    if weekend:
        return datetime.combine(day, time(chance.randint(8, 20), chance.randrange(60)), DISTRICT_ZONE)
    opens, closes = chance.choices(OPEN_HOURS, (6, 5))[0]
    length = (closes.hour * 60 + closes.minute) - (opens.hour * 60 + opens.minute)
    return datetime.combine(day, opens, DISTRICT_ZONE) + timedelta(minutes=chance.randrange(length - 5))


def _speaker(chance: random.Random, home: _Home, topics: Sequence[Topic]) -> SampleResident:
    """Mostly by name; some by a form of address or a phone only; some not at all."""
    if len(topics) == 1 and (topics[0].get("anonymous") or chance.random() < 0.03):
        return SampleResident()
    known = chance.random()
    if known < 0.05:
        return SampleResident(home.person.address, home.phone)
    if known < 0.08:
        return SampleResident(phone=home.phone)
    wanted = any(topic.get("id") for topic in topics)
    number = identity_number(chances("id", home.phone), home.person) if wanted else ""
    return SampleResident(home.person.name, home.phone, number)


def _call_back(chance: random.Random, home: _Home) -> SampleCallBack:
    relation = one_of(chance, "relations")
    name = home.person.surname + chance.choice(("女士", "先生"))
    last = RESIDENT_PHONES[0] + chance.randrange(RESIDENT_PHONES[1] - RESIDENT_PHONES[0])
    return SampleCallBack(name, mobile(last), relation, one_of(chance, "at_home"))


def _slots(chance: random.Random, home: _Home) -> dict[str, str]:
    """What a template may speak of."""
    return {
        "c": home.compound["name"], "b": home.building, "e": home.entrance, "h": home.number, "f": str(home.floor),
        "n": str(chance.randint(2, 6)),
    } | {kind: one_of(chance, kind) for kind in ("since", "when", "clock", "who")}  # fmt: skip


def _words(chance: random.Random, voice: str, said: str, channel: str, slots: Mapping[str, str]) -> str:
    """An opening that fits the channel, what was said, and an ending that fits the voice."""
    texts = reference("sample")
    opening = str(chance.choice(texts["openings"][channel]))
    ending = str(chance.choice(texts["endings"][voice]))
    return opening.format(**slots) + said + ending.format(**slots)
