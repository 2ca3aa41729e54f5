"""Which rule says how long a clock runs: the program's defaults and the district's own (design: domain, Deadlines)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reception.domain.counting import Unit
from reception.domain.errors import InvalidInput
from reception.domain.reference import reference

LONGEST = 3650
"""No limit counts more units than this."""

_CONDITIONS = ("voice", "urgency", "category", "channel")
_UNIT_NAMES: dict[Unit, tuple[str, str]] = {
    Unit.MINUTE: ("分钟", "minute"),
    Unit.HOUR: ("小时（昼夜连续计算）", "hour (round the clock)"),
    Unit.DAY: ("日", "day"),
    Unit.WORKING_MINUTE: ("个工作分钟", "working minute"),
    Unit.WORKING_HOUR: ("个工作小时", "working hour"),
    Unit.WORKING_DAY: ("个工作日", "working day"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """How long a clock runs by a rule, and how that is said."""

    amount: int
    unit: Unit
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """For whom a rule stands (`when`: voice, urgency, category, channel; a missing one means any), and its terms."""

    code: str
    name: str
    priority: int
    when: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, Term]
    version: str

    def fits(self, case: Mapping[str, str]) -> bool:
        """Whether it stands for a case; a category stands for all below it."""
        return all(
            any(_covers(name, wanted, case.get(name, "")) for wanted in any_of) for name, any_of in self.when.items()
        )


@dataclass(frozen=True)
class Rules:
    """The rules in force. One rule wins: the highest priority, then the more conditions, then the code."""

    rules: tuple[Rule, ...]

    @classmethod
    def default(cls) -> "Rules":
        """The program's own (`resources/reference/deadlines.json`)."""
        return _default_rules()

    @classmethod
    def from_fields(cls, records: Mapping[str, Mapping[str, Any]]) -> "Rules":
        """The defaults, with the district's `rules` records (same form as the file) over them, by rule code.

        Raises InvalidInput for an unknown unit or condition, or an amount out of range.
        """
        known = {rule.code: rule for rule in cls.default().rules}
        for code, record in sorted(records.items()):
            known |= {rule.code: rule for rule in _read_rules(record, code)}
        return cls(_by_weight(known.values()))

    def winner(self, clock: str, case: Mapping[str, str]) -> Rule | None:
        """The rule that gives this clock of a case its limit."""
        return next((rule for rule in self.rules if clock in rule.terms and rule.fits(case)), None)


def english_term(amount: int, unit: Unit) -> str:
    """ "5 working days", "same day"."""
    if amount == 0 and unit in (Unit.DAY, Unit.WORKING_DAY):
        return "same day"
    name, _, rest = _UNIT_NAMES[unit][1].partition(" (")
    return f"{amount} {name}{'s' * (amount != 1)}" + (f" ({rest}" if rest else "")


@cache
def _default_rules() -> Rules:
    return Rules(_by_weight(_read_rules(reference("deadlines"), "default")))


def _by_weight(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: (-rule.priority, -len(rule.when), rule.code)))


def _covers(condition: str, wanted: str, actual: str) -> bool:
    return actual == wanted or (condition == "category" and actual.startswith(f"{wanted}/"))


def _read_rules(record: Mapping[str, Any], code: str) -> list[Rule]:
    version = str(record.get("version") or code)
    return [_read_rule(rule, version) for rule in record.get("rules", ())]


def _read_rule(fields: Mapping[str, Any], version: str) -> Rule:
    code = str(fields["code"]) if fields.get("code") else ""
    when = {str(name): tuple(map(str, any_of)) for name, any_of in fields.get("when", {}).items()}
    if not code or not set(when) <= set(_CONDITIONS):
        raise _bad(code, f"条件只能是 {'、'.join(_CONDITIONS)}", f"conditions are {', '.join(_CONDITIONS)}")
    terms = {str(clock): _read_term(term, code) for clock, term in fields.get("limits", {}).items()}
    return Rule(code, str(fields.get("name") or code), int(fields.get("priority", 100)), when, terms, version)


def _read_term(fields: Mapping[str, Any], code: str) -> Term:
    amount, unit = fields.get("amount"), fields.get("unit")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= LONGEST:
        raise _bad(code, f"数量应为 0 至 {LONGEST} 的整数", f"an amount is a whole number up to {LONGEST}")
    if unit not in set(Unit):
        raise _bad(code, f"单位只能是 {'、'.join(Unit)}", f"units are {', '.join(Unit)}")
    return Term(amount, Unit(unit), str(fields.get("name") or _term_name(amount, Unit(unit))))


def _term_name(amount: int, unit: Unit) -> str:
    same_day = amount == 0 and unit in (Unit.DAY, Unit.WORKING_DAY)
    return "当日" if same_day else f"{amount} {_UNIT_NAMES[unit][0]}"


def _bad(code: str, message: str, english: str) -> InvalidInput:
    return InvalidInput(f"时限规则「{code}」有误：{message}", english=f"rule {code!r}: {english}", field="rules")
