"""Correct, split, join and part cases; join and part residents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reception.desk.commands import NewCase, read
from reception.desk.desk import Acting, Desk, amended
from reception.desk.register import core_facts, next_number, summary_of
from reception.desk.same_person import eldest
from reception.desk.taken_over import own_records
from reception.domain import forms, identity
from reception.domain.case import Case
from reception.domain.changed import Changed
from reception.domain.clock import Id, from_text, to_text
from reception.domain.deadlines import Limit
from reception.domain.entry import Fact, case_scope
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.domain.fold import Fields, Record
from reception.domain.lifecycle import Act
from reception.domain.text import clean, clean_line, clean_name
from reception.store import journal

_LINES = {"summary": 200, "category": 60, "wants": 200, "at_home_when": 100, "item": 60, "project": 60, "grid": 60}
_CHOICES = {"voice": forms.VOICES, "urgency": forms.URGENCIES, "place_kind": forms.PLACE_KINDS}
_PLACE = ("compound", "building", "entrance", "home")
_PARTY = ("name", "phone", "hours", "way", "relation")


def amend(acting: Acting, case: Case, given: Any) -> tuple[list[Fact], list[Limit]]:
    """The facts that correct a case's details; a changed urgency, voice or category sets new limits beside the old.

    `given` maps fields to values; `words`, `address_text`, `resident.name`, `resident.phone` … are taken too.
    """
    if not isinstance(given, Mapping) or not given:
        raise InvalidInput("请写明要更正的内容", english="say what to correct", field="fields")
    core: dict[str, Any] = {}
    party: dict[str, Any] = {}
    facts: list[Fact] = []
    for name, value in _flat(given).items():
        at = f"fields.{name}"
        if name == "words":
            words = clean(str(value), at, 20_000)
            facts.append(amended("words", case.id, case_scope(case.id), case.words, {"words": words}))
        elif name == "address_text":
            core |= _placed(acting, str(value), at)
        elif name.startswith("resident.") and name[9:] in _PARTY:
            party[name[9:]] = _party_value(name[9:], str(value), at)
        else:
            core[name] = _core_value(name, value, at)
    if set(core) & set(_PLACE) and "address" not in core:
        core["address"] = _address_of(acting, case, core)
    if core:
        facts.append(amended("case", case.id, case_scope(case.id), case.core, core))
    if party:
        facts.append(_amended_party(acting, case, party))
    return facts, _new_limits(acting, case, core)


def _flat(given: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, Mapping):
            prefix = "" if name == "address" else f"{name}."
            flat |= {f"{prefix}{inner}": item for inner, item in value.items()}
        else:
            flat[name] = value
    return flat


def _core_value(name: str, value: Any, at: str) -> Any:
    if name == "confidential":
        if not isinstance(value, bool):
            raise InvalidInput("应为 true 或 false", english="must be true or false", field=at)
        return value
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            known = "、".join(_CHOICES[name])
            raise InvalidInput(f"「{value}」不可选，可用：{known}", english=f"{value!r}: choose {known}", field=at)
        return value
    if name in _PLACE:
        return clean_line(str(value), at, 40)
    if name not in _LINES:
        known = "、".join((*_LINES, *_CHOICES, *_PLACE, "words", "address_text", "confidential", "resident"))
        raise InvalidInput(f"不能更正「{name}」，可用：{known}", english=f"cannot amend {name!r}: {known}", field=at)
    return clean_line(str(value), at, _LINES[name])


def _party_value(name: str, value: str, at: str) -> str:
    if name == "name":
        return clean_name(value, at)
    if name == "phone":
        return identity.speaker_phone(value, at) if value else ""
    return clean_line(value, at, 100)


def _placed(acting: Acting, text: str, at: str) -> dict[str, str]:
    place = acting.office.place(clean_line(text, at))
    return {name: getattr(place, name) for name in _PLACE} | {"address": acting.office.addresses.place_text(place)}


def _address_of(acting: Acting, case: Case, core: Mapping[str, Any]) -> str:
    parts = {name: str(core.get(name, case.get(name))) for name in _PLACE}
    code = acting.office.addresses.code_of(parts["compound"]) or parts["compound"]
    place = acting.office.place("")
    return acting.office.addresses.place_text(replace(place, **(parts | {"compound": code})))


def _amended_party(acting: Acting, case: Case, party: Mapping[str, Any]) -> Fact:
    scope = case_scope(case.id)
    for party_id, fields in case.parties.items():
        return amended("party", party_id, scope, fields, party)
    return Fact("party", acting.new_id(), scope, {"role": "reporter", **party})


def _new_limits(acting: Acting, case: Case, core: dict[str, Any]) -> list[Limit]:
    """The limits of the clocks for which another rule stands now; what was extended under the same one stays so."""
    if not {"urgency", "voice", "category"} & set(core):
        return []
    fields = case.core.values() | core
    known = {key[1]: limits for key, limits in case.limits.items() if key[0] == case.round}
    found: dict[str, Limit] = {}
    for act, start in _begun(acting, case, known):
        found |= {limit.clock: limit for limit in acting.limits(act, fields, start)}
    return [limit for clock, limit in found.items() if clock not in known or limit.rule != _rule_of(known[clock][-1])]


def _begun(acting: Acting, case: Case, known: Mapping[str, Sequence[Any]]) -> Iterator[tuple[Act, datetime]]:
    """The acts of this round that set clocks, and since when theirs run."""
    yield Act.REGISTER, from_text(min((limits[0]["start"] for limits in known.values()), default=to_text(acting.now)))
    if case.lead is not None and "sign_for" in known:
        yield Act.DISPATCH, from_text(known["sign_for"][-1]["start"])
    if case.handled_at:
        yield Act.HANDLE, from_text(case.handled_at)


def _rule_of(limit: Mapping[str, Any]) -> str:
    """Without the extensions under it."""
    return str(limit.get("rule", "")).partition("+")[0]


def split(acting: Acting, case: Case, given: Any) -> tuple[list[Fact], tuple[str, ...]]:
    """New cases cut out of one: each with words of its own, the same people and place. Returns facts and numbers."""
    if not isinstance(given, list) or not given:
        raise InvalidInput("请写明拆分出的诉求", english="list the cases to split off", field="cases")
    facts: list[Fact] = []
    numbers: list[str] = []
    for place, item in enumerate(given):
        new = read(NewCase, item, f"cases[{place}]")
        number = next_number(acting)
        numbers.append(number)
        facts += _cut_out(acting, case, number, {
            "voice": new.voice, "category": clean_line(new.category, "category", 60),
            "urgency": new.urgency or case.get("urgency"), "summary": new.summary or summary_of(new.words),
            "wants": new.wants,
        }, new.words)  # fmt: skip
    facts.append(acting.step(case.id, Act.SPLIT, {"numbers": numbers}))
    return facts, tuple(numbers)


_KEPT = (
    "visit", "received_at", "place_kind", "compound", "building", "entrance", "home", "address", "grid", "project",
    "at_home_when", "confidential", "channel",
)  # fmt: skip


def _cut_out(acting: Acting, case: Case, number: str, core: Mapping[str, Any], words: str) -> list[Fact]:
    new_id = acting.new_id()
    scope = case_scope(new_id)
    kept = {name: case.get(name, None) for name in _KEPT}
    fields = {name: value for name, value in (kept | dict(core)).items() if value}
    start = from_text(case.get("received_at"))
    limits = acting.limits(Act.REGISTER, fields, start)
    _, owns = own_records(acting, case)
    return [
        *core_facts(new_id, fields | {"number": number, "room": acting.office.room, "split_from": case.id}),
        Fact("words", new_id, scope, {"words": words}),
        *(
            Fact("party", acting.new_id(), scope, party.values() | ({"resident": owns[key]} if key in owns else {}))
            for key, party in case.parties.items()
        ),
        acting.step(new_id, Act.REGISTER, {"at": case.get("received_at")}, limits),
    ]


def join(acting: Acting, case: Case, number: str) -> tuple[list[Fact], tuple[tuple[Id, Mapping[str, Any]], ...]]:
    """Put two cases under one incident. Returns facts and the step the other case takes."""
    other = acting.find(number).case
    if other.id == case.id:
        raise InvalidInput("不能与自己并案", english="a case cannot join itself", field="number")
    acting.must_hold(other)
    incident = other.get("incident") or case.get("incident")
    facts: list[Fact] = []
    if not incident:
        incident = acting.new_id()
        facts.append(Fact("incident", incident, acting.room_scope, {"name": other.get("summary"), "code": incident}))
    for member in (case, other):
        if member.get("incident") != incident:
            scope = case_scope(member.id)
            facts.append(amended("case", member.id, scope, member.core, {"incident": incident}))
    return facts, ((other.id, {"with": case.number}),)


def part(acting: Acting, case: Case) -> list[Fact]:
    """Take a case out of its incident. Raises NotAllowed when it is in none."""
    if not case.get("incident"):
        raise NotAllowed("这件诉求没有并案", english="the case is in no incident")
    return [amended("case", case.id, case_scope(case.id), case.core, {"incident": ""})]


def join_residents(desk: Desk, one: Id, other: Id) -> Changed:
    """Say that two records are one person: the younger points to the older, so no ring can form.

    Of records that were joined before, the oldest ones are joined.
    """
    with desk.acting() as acting:
        older, younger = sorted(eldest(acting.conn, item) for item in (one, other))
        if older == younger:
            raise InvalidInput("请选择两条不同的记录", english="choose two records", field="resident")
        _resident(acting, older)
        fields = _resident(acting, younger).fields
        acting.add("join_residents", [amended("resident", younger, acting.room_scope, fields, {"same_as": older})])
        return acting.done()


def part_residents(desk: Desk, resident: Id) -> Changed:
    """Take a joining back, however old. Raises NotAllowed when the record is joined to none."""
    with desk.acting() as acting:
        fields = _resident(acting, resident).fields
        if not fields.get("same_as"):
            raise NotAllowed("这条记录没有合并过", english="this record is joined to none")
        acting.add("part_residents", [amended("resident", resident, acting.room_scope, fields, {"same_as": ""})])
        return acting.done()


def correct_resident(desk: Desk, resident: Id, given: Mapping[str, str]) -> Changed:
    """Correct a resident's details: name, phone, id_number, address_text, remarks."""
    with desk.acting() as acting:
        fields = _resident(acting, resident).fields
        new = _resident_values(acting, given)
        acting.add("correct_resident", [amended("resident", resident, acting.room_scope, fields, new)])
        return acting.done()


def _resident_values(acting: Acting, given: Mapping[str, str]) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for name, value in given.items():
        if name == "name":
            new[name] = clean_name(value, name)
        elif name == "phone":
            new[name] = identity.speaker_phone(value, name) if value else ""
        elif name == "id_number":
            new[name] = identity.id_number(value, name) if value else ""
        elif name == "remarks":
            new[name] = clean(value, name, 1000)
        elif name == "address_text":
            new |= _placed(acting, value, name)
        else:
            raise InvalidInput(f"不能更正「{name}」", english=f"cannot correct {name!r}", field=name)
    return new


def _resident(acting: Acting, resident: Id) -> Record:
    record = journal.load_record(acting.conn, "resident", resident)
    if not record.exists:
        raise NotFound("没有这位居民的记录", english="no such resident", field="resident")
    return record


def resolve(desk: Desk, reference: str, entity: str, entity_id: Id, name: str, value: Any) -> Changed:
    """Choose between two versions of a field: one entry that names all heads."""
    with desk.acting() as acting:
        case = acting.find(reference).case
        acting.must_hold(case)
        places: dict[str, Fields | None] = {
            "case": case.core, "words": case.words, "party": case.parties.get(entity_id)
        }  # fmt: skip
        fields = places.get(entity)
        if fields is None or name not in fields.conflicts():
            raise NotAllowed("这一项没有两个版本", english="this field has no two versions", field=name)
        fact = amended(entity, entity_id, case_scope(case.id), fields, {name: value})
        acting.add("resolve", [fact, acting.step(case.id, Act.AMEND, {"note": f"选定「{name}」"})])
        return acting.done()
