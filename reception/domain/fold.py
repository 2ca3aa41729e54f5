"""What the entries add up to: pure functions of nothing but the entries (no clock, no calendar, no clerk's rights).

`fold` walks the parts of one aggregate in (hlc, entry id) order. Fields merge one by one: a value that no other
builds on is a head; two unequal heads are both kept, the later is shown, and the record asks to be looked at. An
undo takes its entry out unless a later act rests on it by then (architecture: one way through).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, Entry, Fact

UNDOES = "_undoes"
"""The field by which an undo names, in each aggregate it touches, the entry it takes back."""


class Part(NamedTuple):
    """What one entry says about one aggregate."""

    id: Id
    hlc: int
    at: str
    clerk: str
    act: str
    gesture: Id
    device: Id
    facts: tuple[Fact, ...]

    @property
    def undoes(self) -> Id | None:
        """The entry this one takes back, if it is an undo."""
        for fact in self.facts:
            if UNDOES in fact.fields:
                return Id(str(fact.fields[UNDOES]))
        return None


def parts(entries: Iterable[Entry]) -> dict[tuple[str, Id], list[Part]]:
    """The entries sorted by what they touch."""
    found: dict[tuple[str, Id], list[Part]] = {}
    for entry in entries:
        mine: dict[tuple[str, Id], list[Fact]] = {}
        for fact in entry.facts:
            if fact is not None:
                mine.setdefault(fact.aggregate, []).append(fact)
        for key, facts in mine.items():
            part = Part(
                entry.id, entry.hlc, entry.at, entry.clerk, entry.act, entry.gesture, entry.device, tuple(facts)
            )
            found.setdefault(key, []).append(part)
    return found


class Version(NamedTuple):
    """One value of a field: who wrote it, and when it orders."""

    value: Any
    entry: Id
    hlc: int
    clerk: str
    at: str


Head = tuple[Any, Part]
"""A value of a field that no other builds on, and who says it."""


class Fields:
    """The fields of one entity, merged one by one."""

    def __init__(self) -> None:
        self._heads: dict[str, list[Head]] = {}
        self.resting: set[Id] = set()

    def merge(self, part: Part, fact: Fact) -> None:
        """Take a fact's values over the heads its base names; over all heads when the district speaks."""
        alone = fact.scope == DISTRICT_SCOPE
        for name, value in fact.fields.items():
            if name == UNDOES:
                continue
            heads = self._heads.get(name)
            if heads is None or alone:
                self._heads[name] = [(value, part)]
            else:
                base = fact.base.get(name, ())
                self._heads[name] = [*(head for head in heads if head[1].id not in base), (value, part)]
        for base in fact.base.values():
            self.resting.update(base)

    def get(self, name: str, default: Any = None) -> Any:
        """The value shown: the latest head's."""
        heads = self._heads.get(name)
        return default if heads is None else heads[-1][0]

    def values(self) -> dict[str, Any]:
        """Every field as shown."""
        return {name: heads[-1][0] for name, heads in self._heads.items()}

    def heads(self, name: str) -> tuple[Id, ...]:
        """The entries a new value of this field builds on."""
        return tuple(part.id for _, part in self._heads.get(name, ()))

    def conflicts(self) -> dict[str, list[Version]]:
        """Fields of which two unequal versions stand side by side, latest last."""
        return {
            name: [Version(value, part.id, part.hlc, part.clerk, part.at) for value, part in heads]
            for name, heads in self._heads.items()
            if len(heads) > 1 and any(value != heads[-1][0] for value, _ in heads)
        }


@dataclass
class Record:
    """A folded entity that is not a case: a resident, a visit, a unit …"""

    kind: str
    id: Id
    fields: Fields = field(default_factory=Fields)
    exists: bool = False
    created_at: str = ""
    undone: frozenset[Id] = frozenset()

    def apply(self, part: Part) -> None:
        """Take one part in."""
        for fact in part.facts:
            self.fields.merge(part, fact)
        self.created_at = self.created_at or part.at
        self.exists = True

    def rests_on(self, part: Part) -> str:
        """Why this part cannot be taken back now, or nothing."""
        return "amend" if part.id in self.fields.resting else ""


class Aggregate(Protocol):
    """What `walk` can fold."""

    undone: frozenset[Id]

    def apply(self, part: Part) -> None:
        """Take one part in."""
        ...

    def rests_on(self, part: Part) -> str:
        """The act that rests on this part, or nothing."""
        ...


A = TypeVar("A", bound=Aggregate)


def walk(make: Callable[[], A], story: Sequence[Part]) -> A:
    """Fold a story in order. An undo that nothing rests against takes its entry out from there on."""
    if len(story) == 1 and story[0].undoes is None:  # what is new, and that is most of an import
        return _apply_all(make, story, frozenset())
    ordered = sorted(story, key=lambda part: (part.hlc, part.id))
    by_id = {part.id: part for part in ordered}
    undone: frozenset[Id] = frozenset()
    state = _apply_all(make, ordered[:0], undone)
    for place, part in enumerate(ordered):
        target = by_id.get(part.undoes) if part.undoes else None
        if part.undoes is None:
            state.apply(part)
        elif target is not None and not _rested(state, target, undone):
            undone = _toggled(undone, target)
            state = _apply_all(make, ordered[: place + 1], undone)
        state.undone = undone
    return state


def _toggled(undone: frozenset[Id], target: Part) -> frozenset[Id]:
    """Taking an act back marks it; taking an undo back (redo) frees what it had marked."""
    if target.undoes is None:
        return undone | {target.id}
    return (undone - {target.undoes}) | {target.id}


def _rested(state: Aggregate, target: Part, undone: frozenset[Id]) -> bool:
    if target.id in undone:
        return True
    lost = target.undoes is not None and target.undoes not in undone
    return lost or bool(state.rests_on(target))


def _apply_all(make: Callable[[], A], ordered: Sequence[Part], undone: frozenset[Id]) -> A:
    state = make()
    for part in ordered:
        if part.undoes is None and part.id not in undone:
            state.apply(part)
    state.undone = undone
    return state


def fold_record(kind: str, record_id: Id, story: Sequence[Part]) -> Record:
    """Fold anything but a case."""
    return walk(lambda: Record(kind, record_id), story)
