"""What can be done with a list from elsewhere: each use is tried first, shown row by row, then carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ui.tables.source import Tag
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.messages import Key
    from reception.domain.changed import Changed
    from reception.intake.columns import Mapping as Columns
    from reception.intake.importing import Proposal
    from reception.intake.messages import BadRow
    from reception.intake.purposes import Recognised

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Options:
    """What is chosen beside the columns: a roster's compound; the cases added to a form, and whether what stands in it
    is written over."""

    compound: str = ""
    add: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Asked:
    """What is asked: a file with its columns as they stand, what was chosen beside, and the rows that open a case of
    their own although one is open here."""

    found: "Recognised"
    options: Options
    own: "frozenset[Key]" = frozenset()

    @property
    def path(self) -> Path:
        """The file."""
        return self.found.path

    @property
    def mappings(self) -> "list[Columns]":
        """How its sheets are read."""
        return [proposal.mapping for proposal in self.found.proposals]

    @property
    def proposals(self) -> "tuple[Proposal, ...]":
        """Its sheets, with how they are read."""
        return self.found.proposals


def asked_for(found: "Recognised", mappings: "Mapping[int, Columns]", options: Options) -> Asked:
    """What is asked when only these sheets (by their place) are read, so."""
    proposals = tuple(replace(found.proposals[place], mapping=mapping) for place, mapping in mappings.items())
    return Asked(replace(found, proposals=proposals), options)


@dataclass(frozen=True)
class TrialLine:
    """A row of a trial: where it stands, its number and words, what would become of it and why.

    `key` is given where the clerk may choose; `own` is what becomes of the row then.
    """

    sheet: str
    row: int
    number: str
    said: str
    fate: Tag
    told: str
    key: "Key | None" = None
    own: Tag | None = None


@dataclass(frozen=True)
class Trial:
    """What would be done: counted in a line, what to do now, and the rows, those that ask for a look first."""

    counted: str
    advice: str
    lines: tuple[TrialLine, ...]


@dataclass(frozen=True)
class ToldLine:
    """A row that asks for a look afterwards: where it stands, its column or number, why, and what stands there."""

    sheet: str
    row: int
    column: str
    reason: str
    value: str


@dataclass(frozen=True)
class Told:
    """What was done: counted in a line, what to do now, the rows to look at, those to be marked in a workbook of their
    own, the file that was written, and what changed here."""

    counted: str
    advice: str
    lines: tuple[ToldLine, ...] = ()
    bad: "tuple[BadRow, ...]" = ()
    out: Path | None = None
    changed: "Changed | None" = None


@dataclass(frozen=True)
class Carry:
    """What carrying out needs beside what is asked: where to write, what says to stop, and the report."""

    desk: "Desk"
    out: Path
    stop: Event = field(compare=False)
    report: Report = field(compare=False)


@dataclass(frozen=True)
class Use(Generic[T, U]):
    """One use. `try_out` and `carry_out` run on a worker and hold values only; the others say it in words.

    `carry_out` is given what the trial found.
    """

    try_out: "Callable[[Asked, Desk, Report], T]"
    trial: Callable[[T], Trial]
    carry_out: Callable[[Asked, T, Carry], U]
    told: Callable[[U], Told]
    verb: Callable[[], str]


AnyUse = Use[Any, Any]
