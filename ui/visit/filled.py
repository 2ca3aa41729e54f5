"""What stands in the form of a visit, as a value: kept as a draft, given to the desk as a command. No Qt here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from reception.domain.clock import from_text

if TYPE_CHECKING:
    from reception.desk.commands import CallBack, NewCase, PlaceKind, RegisterVisit, Urgency, Voice

FORM = "visit"
TITLE_LENGTH = 18


@dataclass(frozen=True, slots=True)
class FilledCase:
    """One thing the resident brings. Empty urgency and summary are made from category and words when it is saved.

    `category` is a path; `by_clerk` says that the clerk chose it, so that further words suggest no other.
    """

    words: str = ""
    voice: str = "problem"
    category: str = ""
    urgency: str = ""
    summary: str = ""
    wants: str = ""
    by_clerk: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.words.strip() or self.summary or self.wants)

    def new_case(self) -> "NewCase":
        """As the desk takes it."""
        from reception.desk.commands import NewCase

        urgency = cast("Urgency", self.urgency) if self.urgency else None
        return NewCase(self.words, cast("Voice", self.voice), self.category, urgency, self.summary, self.wants)


@dataclass(frozen=True, slots=True)
class FilledPerson:
    """A person's name and phone; of the one to call back also relation, hours and way."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    relation: str = ""
    hours: str = ""
    way: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self == FilledPerson()


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """An address in four steps; `compound` is a code, or words that are no compound's name yet."""

    compound: str = ""
    building: str = ""
    entrance: str = ""
    home: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self == FilledPlace()


@dataclass(frozen=True, slots=True)
class Filled:
    """The whole form. `joined_to` is the number of a case of the same incident; `received` when they came, as typed."""

    person: FilledPerson = field(default_factory=FilledPerson)
    place: FilledPlace = field(default_factory=FilledPlace)
    channel: str = "walk_in"
    place_kind: str = ""
    at_home_when: str = ""
    confidential: bool = False
    call_back: FilledPerson = field(default_factory=FilledPerson)
    headcount: int = 0
    others: tuple[FilledPerson, ...] = ()
    cases: tuple[FilledCase, ...] = (FilledCase(),)
    joined_to: str = ""
    received: str = ""
    late_why: str = ""
    their_number: str = ""
    parked: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is nothing to keep."""
        people = (self.person, self.call_back, *self.others)
        return self.place.blank and all(person.blank for person in people) and not self.spoken

    @property
    def spoken(self) -> bool:
        """Whether more stands there than who and where: what would be lost with another resident."""
        return not all(case.blank for case in self.cases) or bool(self.at_home_when)

    @property
    def title(self) -> str:
        """Who, or where, and what about: how it is called among the drafts."""
        words = " ".join(case.summary or case.words for case in self.cases).split("\n")[0].strip()
        short = words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"
        return " · ".join(filter(None, (self.person.name or self.person.phone, short)))

    def command(self, received_at: datetime | None = None) -> "RegisterVisit":
        """As the desk takes it; cases in which nothing stands are left out, unless none does."""
        from reception.desk.commands import Place, RegisterVisit, Who

        written = [case for case in self.cases if not case.blank] or list(self.cases[:1])
        who = Who(self.person.name, self.person.phone, self.person.id_number)
        place = Place(self.place.compound, self.place.building, self.place.entrance, self.place.home)
        return RegisterVisit(
            [case.new_case() for case in written],
            self.channel,  # type: ignore[arg-type]
            who,
            place,
            place_kind=cast("PlaceKind", self.place_kind) if self.place_kind else None,
            at_home_when=self.at_home_when,
            confidential=self.confidential,
            call_back=self._call_back(),
            received_at=received_at or (from_text(self.received) if self.received else None),
            late_why=self.late_why,
            their_number=self.their_number,
            headcount=self.headcount,
            others=[Who(other.name, other.phone) for other in self.others if not other.blank],
        )

    def written_at(self, field_name: str) -> int:
        """Which case of the form an error's `cases[n]…` is about: blank ones were left out of the command."""
        place = int(field_name.partition("[")[2].partition("]")[0] or 0)
        written = [at for at, case in enumerate(self.cases) if not case.blank] or [0]
        return written[min(place, len(written) - 1)]

    def _call_back(self) -> "CallBack | None":
        from reception.desk.commands import CallBack

        back = self.call_back
        return None if back.blank else CallBack(back.name, back.phone, back.relation, back.hours, back.way)

    def to_fields(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self)

    @classmethod
    def from_fields(cls, kept: Mapping[str, Any]) -> "Filled":
        """What `to_fields` gave; what an older or newer program kept besides is passed over."""
        given = _known(cls, kept)
        for name in ("person", "call_back"):
            given[name] = FilledPerson(**_known(FilledPerson, given.get(name) or {}))
        given["place"] = FilledPlace(**_known(FilledPlace, given.get("place") or {}))
        given["others"] = tuple(FilledPerson(**_known(FilledPerson, other)) for other in given.get("others") or ())
        cases = tuple(FilledCase(**_known(FilledCase, case)) for case in given.get("cases") or ())
        given["cases"] = cases or (FilledCase(),)
        return cls(**given)

    def without_case(self, at: int) -> "Filled":
        """The form without one of its cases; one empty case stays."""
        rest = self.cases[:at] + self.cases[at + 1 :]
        return replace(self, cases=rest or (FilledCase(),))


def _known(cls: type[Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    names = {spec.name for spec in fields(cls)}
    return {name: value for name, value in kept.items() if name in names}
