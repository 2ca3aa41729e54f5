"""Whom to reach and who answers for what: units with their contacts, grids with their people, projects, compounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reception.desk.desk import Desk
from reception.desk.office import Office
from reception.domain.pinyin import initials
from reception.domain.text import half_width

KINDS = ("unit", "grid", "project", "compound", "room")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to reach."""

    name: str
    role: str
    phone: str
    hours: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: `facts` are (field, value) with names in the place of codes; `sought` is what it is found by."""

    kind: str
    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[Contact, ...]
    sought: str

    def fact(self, name: str) -> str:
        """The value of a fact, or empty."""
        return next((value for field, value in self.facts if field == name), "")

    @property
    def first_phone(self) -> str:
        """Whom to ring first: its own number, else the first person's."""
        return next(filter(None, (self.fact("phone"), *(person.phone for person in self.people))), "")


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything the district has told, by kind, sorted by code. A value: asked on any thread."""

    entries: Mapping[str, tuple[Listed, ...]]

    def find(self, kind: str, typed: str) -> list[Listed]:
        """Those of a kind in which every word typed is found: name, code, person, phone, initials, places."""
        words = half_width(typed).casefold().split()
        return [entry for entry in self.entries[kind] if all(word in entry.sought for word in words)]


def directory(desk: Desk) -> Directory:
    """Read it."""
    with desk.read() as conn:
        office = desk.office(conn)
    return Directory({kind: tuple(_listed(office, kind)) for kind in KINDS})


def _listed(office: Office, kind: str) -> Iterable[Listed]:
    for code, fields in sorted(office.all(kind).items()):
        name = str(fields.get("name") or code)
        facts = tuple((field, value) for field, value in _FACTS[kind](office, code, fields) if value)
        people = _people(fields)
        yield Listed(kind, code, name, facts, people, _sought(code, name, facts, people))


def _people(fields: Mapping[str, Any]) -> tuple[Contact, ...]:
    given = [*(fields.get("contacts") or ()), *(fields.get("people") or ())]
    lead = fields.get("lead") or {}
    if lead:
        given.append({"role": "项目负责人", **lead})
    names = ("name", "role", "phone", "hours", "section")
    return tuple(Contact(*(str(each.get(name) or "") for name in names)) for each in given)


def _sought(code: str, name: str, facts: Sequence[tuple[str, str]], people: Sequence[Contact]) -> str:
    texts = [code, name, *initials(name), *(value for _, value in facts)]
    for person in people:
        texts += [person.name, person.role, person.phone, *initials(person.name)]
    return "\n".join(texts).casefold()


Facts = list[tuple[str, str]]


def _name(office: Office, kind: str, code: object) -> str:
    return str(office.all(kind).get(str(code), {}).get("name") or code or "")


def _unit(office: Office, code: str, fields: Mapping[str, Any]) -> Facts:
    projects = [
        str(project.get("name") or key)
        for key, project in office.all("project").items()
        if any(
            code in (section.get("contractor"), section.get("supervisor")) for section in project.get("sections") or ()
        )
    ]
    compounds = [
        str(each.get("name") or key) for key, each in office.all("compound").items() if each.get("property") == code
    ]
    return [
        ("kind", str(fields.get("kind") or "")), ("phone", str(fields.get("phone") or "")),
        ("projects", "、".join(projects)), ("compounds", "、".join(compounds)),
    ]  # fmt: skip


def _grid(office: Office, code: str, fields: Mapping[str, Any]) -> Facts:
    compounds = [
        str(each.get("name") or key) for key, each in office.all("compound").items() if each.get("grid") == code
    ]
    return [
        ("street", str(fields.get("street") or "")), ("community", str(fields.get("community") or "")),
        ("room", _name(office, "room", fields.get("room"))), ("compounds", "、".join(compounds)),
    ]  # fmt: skip


def _project(office: Office, code: str, fields: Mapping[str, Any]) -> Facts:
    span = " – ".join(str(fields.get(name) or "") for name in ("starts_on", "ends_on")).strip(" –")
    compounds = "、".join(_name(office, "compound", each) for each in fields.get("compounds") or ())
    return [
        ("progress", str(fields.get("progress") or "")), ("span", span), ("permit", str(fields.get("permit") or "")),
        *((f"section:{section.get('name') or section.get('code')}", _section(office, section))
          for section in fields.get("sections") or ()),
        ("compounds", compounds),
    ]  # fmt: skip


def _section(office: Office, section: Mapping[str, Any]) -> str:
    names = (_name(office, "unit", section.get(role)) for role in ("contractor", "supervisor"))
    return " / ".join(filter(None, names))


def _compound(office: Office, code: str, fields: Mapping[str, Any]) -> Facts:
    return [
        ("aliases", "、".join(map(str, fields.get("aliases") or ()))), ("street", str(fields.get("street") or "")),
        ("community", str(fields.get("community") or "")), ("grid", _name(office, "grid", fields.get("grid"))),
        ("project", _name(office, "project", fields.get("project"))),
        ("property", _name(office, "unit", fields.get("property"))),
        ("buildings", "、".join(str(each.get("no", "")) for each in fields.get("buildings") or ())),
        ("room", _name(office, "room", fields.get("room"))),
    ]  # fmt: skip


def _room(office: Office, code: str, fields: Mapping[str, Any]) -> Facts:
    hours = "、".join("–".join(map(str, span)) for span in fields.get("hours") or ())
    return [
        ("street", str(fields.get("street") or "")), ("address", str(fields.get("address") or "")),
        ("phone", str(fields.get("phone") or "")), ("hours", hours),
    ]  # fmt: skip


_FACTS = {"unit": _unit, "grid": _grid, "project": _project, "compound": _compound, "room": _room}
