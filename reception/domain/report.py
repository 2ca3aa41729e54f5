"""A report that is handed up: its period, its formulas, as of when, its rows and its figures. Pure.

What is handed up never changes (design: domain, Measures); `since_issued` says what became different afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from reception.domain.measures import LEFT_OUT_NAMES, Measured, Rates, Share, Weights
from reception.domain.period import Period, PeriodKind

SHARES = ("response", "solution", "satisfaction", "on_time", "returns", "repeats", "reopened", "first_solution")
GROUPINGS = ("unit", "category", "item", "grid")
PIECE = 150_000
"""Bytes of rows in one entry: an entry holds 256 KB."""


def report_number(room: str, period: Period, letter: str, turn: int) -> str:
    """`NG07-M2610-A1`: the device's letter keeps two PCs that are offline from giving the same one."""
    return f"{room}-{period.code}-{letter}{turn}"


def formulas(weights: Weights) -> tuple[str, ...]:
    """The formulas as a report prints them, with the weights it used."""
    return (
        "有效回访：接通居民并得到是否解决的答复；不同日期、不同时段两次未接通的不计入分母",
        "响应率＝时限内首次联系居民的有效回访÷有效回访",
        "解决率＝居民答复已解决的有效回访÷有效回访（部分解决不算解决）",
        f"满意率＝（满意＋{weights.basically:g}×基本满意）÷作出评价的有效回访（不评价不计入）",
        f"综合＝{weights.response:g}×响应率＋{weights.solution:g}×解决率＋{weights.satisfaction:g}×满意率",
        "按期率＝时限内办结÷已办结；退单率＝退单÷派单；重复率＝有重复反映的÷计入的；重办率＝重办过的÷已办结",
        "没有有效回访的，各率记为“—”，不记为 0",
    )


@dataclass(frozen=True, slots=True)
class ReportRow(Measured):
    """A case as a report counted it: what it brings to the rates, and what it was. `received_at` is UTC text."""

    received_at: str = ""
    voice: str = ""
    urgency: str = ""
    category: str = ""
    item: str = ""
    grid: str = ""
    unit: str = ""
    summary: str = ""

    def values(self) -> list[Any]:
        """In the order of `COLUMNS`, as the journal keeps it."""
        return [getattr(self, name) for name in COLUMNS]


_COUNTED = [each.name for each in fields(Measured)]
COLUMNS = (_COUNTED[0], *(each.name for each in fields(ReportRow) if each.name not in _COUNTED), *_COUNTED[1:])
"""A row's columns in their order, its number first; a report names those it was written with."""


def rows_from(columns: Sequence[str], values: Iterable[Sequence[Any]]) -> tuple[ReportRow, ...]:
    """Rows as the journal keeps them; columns of a newer program are passed over."""
    known = [(place, name) for place, name in enumerate(columns) if name in COLUMNS]
    return tuple(ReportRow(**{name: row[place] for place, name in known}) for row in values)


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of a report: a group's figures as they were. `shares` are by name (`SHARES`): so much of so many."""

    code: str
    name: str
    cases: int
    valid: int
    shares: Mapping[str, Share]
    overall: float | None
    hours_to_contact: float | None
    hours_to_solve: float | None
    left_out: Mapping[str, int]

    @classmethod
    def of(cls, code: str, name: str, rates: Rates) -> "Figures":
        """From rates, without the numbers of the cases: those stand in the rows."""
        shares = {share: Share(getattr(rates, share).part, getattr(rates, share).whole) for share in SHARES}
        left_out = {why: len(rates.left_out.get(why, ())) for why in LEFT_OUT_NAMES}
        return cls(
            code, name, rates.cases, rates.valid, shares, rates.overall, rates.hours_to_contact, rates.hours_to_solve,
            left_out,
        )  # fmt: skip

    def to_fields(self) -> dict[str, Any]:
        """As the journal keeps it."""
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "shares"}
        return plain | {"shares": {name: [share.part, share.whole] for name, share in self.shares.items()}}

    @classmethod
    def from_fields(cls, given: Mapping[str, Any]) -> "Figures":
        """As `to_fields` wrote it."""
        shares = {name: Share(part, whole) for name, (part, whole) in given["shares"].items()}
        return cls(**{each.name: given[each.name] for each in fields(cls) if each.name != "shares"}, shares=shares)

    def value(self, share: str) -> float | None:
        """One of its rates, None when there is nothing to divide by."""
        return self.shares[share].value


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One step of a trend: what it is called, how many came and were handled, and the three rates."""

    label: str
    received: int
    handled: int
    response: float | None
    solution: float | None
    satisfaction: float | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before any rate: a room without entries must not look perfect.

    Times are UTC text. `late` are cases with a step written late (补录), `urgency_changed` those whose urgency was.
    """

    last_visit: str = ""
    last_exchange: str = ""
    waiting: int = 0
    late: int = 0
    urgency_changed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `number` is empty while it was not handed up; `as_of` is when its figures were counted, UTC text.

    `lines` are the figures of each group, by what it is grouped by (`GROUPINGS`); `daily` and `earlier` are trends
    within the period and over the periods before.
    """

    number: str
    period: Period
    as_of: str
    by: str
    weights: Weights
    formulas: tuple[str, ...]
    whole: Figures
    lines: Mapping[str, tuple[Figures, ...]]
    daily: tuple[TrendPoint, ...]
    earlier: tuple[TrendPoint, ...]
    ground: Ground
    rows: tuple[ReportRow, ...]

    @property
    def counted(self) -> tuple[ReportRow, ...]:
        """The cases inside the rates: with a valid follow-up."""
        return tuple(row for row in self.rows if row.valid)

    @property
    def outside(self) -> tuple[ReportRow, ...]:
        """The cases that no rate of answers counts, each with its reason."""
        return tuple(row for row in self.rows if not row.valid)

    def to_fields(self) -> dict[str, Any]:
        """What the journal keeps of it, but for the rows."""
        return {
            "number": self.number, "kind": self.period.kind, "code": self.period.code,
            "since": self.period.since.isoformat(), "until": self.period.until.isoformat(), "as_of": self.as_of,
            "by": self.by, "weights": _plain(self.weights), "formulas": list(self.formulas),
            "whole": self.whole.to_fields(),
            "lines": {name: [line.to_fields() for line in lines] for name, lines in self.lines.items()},
            "daily": [_plain(point) for point in self.daily], "earlier": [_plain(point) for point in self.earlier],
            "ground": _plain(self.ground), "columns": list(COLUMNS),
        }  # fmt: skip

    @classmethod
    def from_fields(cls, given: Mapping[str, Any], rows: Iterable[Sequence[Any]]) -> "Report":
        """As `to_fields` wrote it, with its rows."""
        since, until = (datetime.fromisoformat(given[name]) for name in ("since", "until"))
        return cls(
            given["number"], Period(PeriodKind(given["kind"]), since, until, given["code"]), given["as_of"],
            given["by"], Weights(**given["weights"]), tuple(given["formulas"]), Figures.from_fields(given["whole"]),
            {name: tuple(map(Figures.from_fields, lines)) for name, lines in given["lines"].items()},
            tuple(TrendPoint(**point) for point in given["daily"]),
            tuple(TrendPoint(**point) for point in given["earlier"]),
            Ground(**given["ground"]), rows_from(given["columns"], rows),
        )  # fmt: skip


def _plain(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


@dataclass(frozen=True, slots=True)
class RowChange:
    """A case that is not what a report counted: what was and what is, by column."""

    number: str
    summary: str
    values: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class SinceIssued:
    """What became different after a report was handed up: changed cases, those that came in, those that are gone."""

    changed: tuple[RowChange, ...] = ()
    added: tuple[ReportRow, ...] = ()
    gone: tuple[ReportRow, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.changed or self.added or self.gone)


def since_issued(then: Sequence[ReportRow], now: Sequence[ReportRow]) -> SinceIssued:
    """Compare what a report counted with what the same period holds now."""
    before_, after = {row.number: row for row in then}, {row.number: row for row in now}
    changes = [_change(row, after[row.number]) for row in then if row.number in after]
    return SinceIssued(
        tuple(change for change in changes if change.values),
        tuple(row for row in now if row.number not in before_),
        tuple(row for row in then if row.number not in after),
    )


def _change(then: ReportRow, now: ReportRow) -> RowChange:
    pairs = ((name, getattr(then, name), getattr(now, name)) for name in COLUMNS)
    return RowChange(then.number, now.summary, tuple(pair for pair in pairs if pair[1] != pair[2]))
