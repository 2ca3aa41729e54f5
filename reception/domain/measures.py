"""The office's rates, by the formulas of 接诉即办 (design: domain, Measures). Pure: values in, rates out.

A valid follow-up reached the resident and got an answer. No valid follow-up gives no rate, never 0. Every rate names
the cases it counts and those it leaves out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

APPROVED, UNREACHABLE, ANONYMOUS, HISTORY, NOT_ASKED = "approved", "unreachable", "anonymous", "history", "not_asked"
LEFT_OUT_NAMES: dict[str, tuple[str, str]] = {
    APPROVED: ("批准不计入考核", "left out by approval"),
    UNREACHABLE: ("两次未接通", "unreachable"),
    ANONYMOUS: ("匿名", "anonymous"),
    HISTORY: ("历史台账", "from an old ledger"),
    NOT_ASKED: ("尚未回访", "not asked yet"),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What the district weighs by; these are the defaults."""

    basically: float = 0.9
    response: float = 0.1
    solution: float = 0.5
    satisfaction: float = 0.4

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Weights":
        """The district's weights; what it leaves unsaid keeps its default."""
        return cls(**{name: float(fields[name]) for name in cls.__dataclass_fields__ if name in fields})


@dataclass(frozen=True, slots=True)
class Measured:
    """What a case brings to the rates. Results are of the last valid follow-up (`solved` "" when there is none).

    `contacted_in_time` and `handled_in_time` are None when that clock never ran or still runs. Hours are of the clock.
    """

    number: str
    solved: str = ""
    satisfied: str = ""
    first_solved: str = ""
    contacted_in_time: bool | None = None
    handled_in_time: bool | None = None
    hours_to_contact: float | None = None
    hours_to_solve: float | None = None
    orders: int = 0
    returned: int = 0
    repeats: int = 0
    reopened: bool = False
    left_out: str = ""

    @property
    def valid(self) -> bool:
        """Whether it has a valid follow-up and counts."""
        return bool(self.solved) and not self.left_out


@dataclass(frozen=True, slots=True)
class Share:
    """So much of so many, with the cases counted; `value` is None when there is nothing to divide by."""

    part: float
    whole: int
    cases: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """Between 0 and 1."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a group of cases. `left_out` names the cases outside the denominators, by reason."""

    cases: int
    valid: int
    response: Share
    solution: Share
    first_solution: Share
    satisfaction: Share
    overall: float | None
    on_time: Share
    returns: Share
    repeats: Share
    reopened: Share
    hours_to_contact: float | None
    hours_to_solve: float | None
    left_out: Mapping[str, tuple[str, ...]]


def rates(cases: Iterable[Measured], weights: Weights = Weights()) -> Rates:
    """The rates of some cases."""
    every = list(cases)
    counted = [case for case in every if not case.left_out or case.left_out == NOT_ASKED]
    valid = [case for case in every if case.valid]
    response = _share(valid, lambda case: float(case.contacted_in_time is True))
    solution = _share(valid, lambda case: float(case.solved == "yes"))
    satisfaction = _share(
        [case for case in valid if case.satisfied not in ("", "not_rated")],
        lambda case: {"satisfied": 1.0, "basically": weights.basically}.get(case.satisfied, 0.0),
    )
    done = [case for case in counted if case.handled_in_time is not None]
    once = [case for case in counted if case.handled_in_time is not None or case.reopened]
    return Rates(
        len(every), len(valid), response, solution, _share(valid, lambda case: float(case.first_solved == "yes")),
        satisfaction, _overall(response, solution, satisfaction, weights),
        _share(done, lambda case: float(case.handled_in_time is True)),
        Share(sum(case.returned for case in counted), sum(case.orders for case in counted), _numbers(counted)),
        _share(counted, lambda case: float(case.repeats > 0)), _share(once, lambda case: float(case.reopened)),
        _median(case.hours_to_contact for case in counted), _median(case.hours_to_solve for case in counted),
        {why: _numbers([case for case in every if case.left_out == why]) for why in LEFT_OUT_NAMES},
    )  # fmt: skip


def _share(cases: Sequence[Measured], weigh: Callable[[Measured], float]) -> Share:
    return Share(sum(map(weigh, cases)), len(cases), _numbers(cases))


def _numbers(cases: Iterable[Measured]) -> tuple[str, ...]:
    return tuple(case.number for case in cases)


def _overall(response: Share, solution: Share, satisfaction: Share, weights: Weights) -> float | None:
    values = (response.value, solution.value, satisfaction.value)
    if any(value is None for value in values):
        return None
    shares = (weights.response, weights.solution, weights.satisfaction)
    return sum(value * share for value, share in zip(values, shares, strict=True) if value is not None)


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def percent(value: float | None) -> str:
    """A rate as it is shown: `91.3%`, or "—" when there is none."""
    return "—" if value is None else f"{value * 100:.1f}%"
