"""What became of a sample case: the acts that followed, with the times they happened at."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.reference import reference
from reception.domain.sample_people import one_of, staff, weighted

OPEN_HOURS = ((time(8, 30), time(11, 30)), (time(13, 30), time(17, 0)))


@dataclass(frozen=True, slots=True)
class SampleAct:
    """One act: its name in the life-cycle table, when it happened, and its fields as the command line takes them."""

    act: str
    at: datetime
    fields: Mapping[str, Any]


@dataclass
class Telling:
    """A story while it is told: the hour it has reached, and what happened so far."""

    chance: random.Random
    at: datetime
    urgency: str
    units: Sequence[str]
    person: str
    outcome: str
    other_room: str
    safe: str = ""
    hang: str = ""
    adopted: str = ""
    acts: list[SampleAct] = field(default_factory=list)
    foreman: str = ""

    @property
    def round_the_clock(self) -> bool:
        """Whether it goes on outside the hours."""
        return self.urgency == "emergency"

    def then(self, act: str, minutes: tuple[int, int], **fields: Any) -> None:
        """Go on by some minutes, of working time unless it is an emergency, and act."""
        passed = self.chance.randint(*minutes)
        self.at = self.at + timedelta(minutes=passed) if self.round_the_clock else after(self.at, passed)
        self.acts.append(SampleAct(act, self.at, {name: value for name, value in fields.items() if value}))

    def days(self, low: int, high: int) -> tuple[int, int]:
        """Days as minutes for `then`: of six and a half working hours, or of the clock."""
        day = 24 * 60 if self.round_the_clock else 390
        return low * day, high * day


def after(start: datetime, minutes: int) -> datetime:
    """Working minutes later, Monday to Friday within the hours; a sample knows no holidays."""
    moment = start
    while True:
        for opens, closes in OPEN_HOURS if moment.weekday() < 5 else ():
            begin = max(moment, datetime.combine(moment.date(), opens, DISTRICT_ZONE))
            left = datetime.combine(moment.date(), closes, DISTRICT_ZONE) - begin
            if left > timedelta(minutes=minutes):
                return begin + timedelta(minutes=minutes)
            if left > timedelta(0):
                minutes -= int(left.total_seconds() // 60)
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0), DISTRICT_ZONE)


def tell(telling: Telling, voice: str, ours: bool, plot: str = "") -> list[SampleAct]:
    """What followed a registration; `plot` names what must happen, else chance decides."""
    if not ours:
        channel, _, why = telling.outcome.partition("：")
        telling.then("not_ours", (3, 15), why=why, channel=channel)
    elif voice in ("doubt", "idea"):
        _answered(telling)
    elif plot:
        _NAMED[plot](telling)
    elif not telling.person:
        _looked_after(telling)
    else:
        _any_plot(telling, voice)(telling)
    return telling.acts


# scenes


def _answered(t: Telling) -> None:
    """On the spot, mostly; a few only after asking, or not yet."""
    if t.chance.random() < 0.95:
        t.then("answer", (4, 14) if t.chance.random() < 0.8 else (90, 360), answer=t.outcome)


def _sent(t: Telling, unit: int = 0, signed: bool = True) -> None:
    quick = t.round_the_clock
    t.foreman = staff(t.chance)
    t.then("dispatch", (1, 3) if quick else (4, 45), unit=t.units[unit % len(t.units)])
    if quick:
        t.then("first_contact", (1, 3), way="phone")
    t.then("deliver", (1, 3) if quick else (5, 40), to=t.foreman, way=one_of(t.chance, "ways"))
    if signed:
        t.then("accept", (1, 4) if quick else (5, 55), by=t.foreman)
    if not quick and signed:
        t.then("first_contact", (10, 240), by=t.foreman, **_contact(t))


def _contact(t: Telling) -> dict[str, str]:
    if not t.person:
        return {"why": "匿名反映，无人可联系"}
    if t.chance.random() < 0.06:
        return {"why": str(reference("sample")["why_not_contact"][0])}
    return {"way": t.chance.choice(("phone", "phone", "visit"))}


def _worked(t: Telling, days: tuple[int, int] = (0, 3)) -> None:
    if t.round_the_clock:
        t.then("arrive", (8, 28), by=t.foreman)
        t.then("made_safe", (10, 40), by=t.foreman, note=t.safe)
        t.then("handle", (90, 600), by=t.foreman, done=t.outcome)
        t.urgency = "urgent"  # what follows keeps office hours
        return
    if t.urgency == "urgent" or t.chance.random() < 0.4:
        t.then("arrive", (30, 200), by=t.foreman)
    if t.chance.random() < 0.15:
        t.then("progress", (60, 400), by=t.foreman, note=one_of(t.chance, "progress_notes"))
    low, high = t.days(0, 1) if t.urgency == "urgent" else t.days(*days)
    t.then("handle", (low + 60, high + 120), by=t.foreman, adopted=t.adopted, done=t.outcome)


def _called(t: Telling, wait: tuple[int, int] = (120, 500), **answer: str) -> None:
    t.then("follow_up", wait, reached=answer.pop("reached", "yes"), **{"with": t.person}, **answer)


def _content(t: Telling) -> None:
    """Solved; mostly satisfied; the paper put away the next day."""
    if t.chance.random() < 0.12:
        why = t.chance.choice(("speed", "attitude", "result"))
        words = t.chance.choice(reference("sample")["grumble"][why])
        _called(t, solved="yes", satisfied="dissatisfied", why=why, words=words)
    else:
        rating = weighted(t.chance, (("satisfied", 7), ("basically", 2), ("not_rated", 1)))
        _called(t, solved="yes", satisfied=rating, words=one_of(t.chance, "praise") if rating == "satisfied" else "")
    t.then("close", (10, 420))


# plots


def _smooth(t: Telling) -> None:
    _sent(t)
    _worked(t)
    _content(t)


def _missed_once(t: Telling) -> None:
    _sent(t)
    _worked(t)
    _called(t, reached="no_answer")
    t.then("plan", (1, 5), on=_on(t.at, 1), way="phone")
    _content(t)


def _missed_twice(t: Telling) -> None:
    _sent(t)
    _worked(t)
    _called(t, (60, 150), reached="no_answer")
    _called(t, (480, 560), reached="no_answer")
    if t.acts[-1].at.hour != t.acts[-2].at.hour:
        t.then("close", (5, 30), note="两次不同日期、不同时段未接通")


def _again(t: Telling) -> None:
    _sent(t)
    _worked(t)
    _called(t, solved=t.chance.choice(("no", "partly")), satisfied="dissatisfied", why="result",
            words=one_of(t.chance, "not_solved"))  # fmt: skip
    t.then("reopen", (3, 20), why=one_of(t.chance, "reopen_why"))
    _smooth(t)


def _returned(t: Telling) -> None:
    _sent(t, signed=False)
    reasons = reference("sample")["return_why"]
    why, basis = t.chance.choice(reasons.get(t.units[0][:2]) or reasons["other"])
    within = (2, 15) if t.urgency == "urgent" else (10, 60)  # with delivery still inside the limit to sign
    t.then("return", within, by=t.foreman, why=why, basis=basis)
    _sent(t, 1)
    _worked(t)
    _content(t)


def _refused(t: Telling) -> None:
    _sent(t, signed=False)
    t.then("refuse", (60, 240), why=one_of(t.chance, "refuse_why"))
    if t.chance.random() < 0.5:
        t.then("designate", (60, 300), unit=t.units[0])
        t.then("accept", (20, 120), by=t.foreman)
        _worked(t)
        _content(t)


def _dragging(t: Telling) -> None:
    """Signed for and then nothing: it will be overdue."""
    _sent(t)
    if t.chance.random() < 0.5:
        t.then("progress", t.days(2, 4), by=t.foreman, note=one_of(t.chance, "progress_notes"))


def _unsigned(t: Telling) -> None:
    _sent(t, signed=False)


def _hung_up(t: Telling) -> None:
    _sent(t)
    t.then("hang_up", (120, 600), measures=t.hang, until=_spring(t.at.date()).isoformat(),
           agreed_by="街道城管办主任", told_on=t.at.date().isoformat())  # fmt: skip


def _extended(t: Telling) -> None:
    _sent(t)
    later = 40 if t.urgency == "complex" else 20
    told_on = t.at.date().isoformat()
    why = one_of(t.chance, "extend_why")
    t.then("extend", t.days(1, 2), until=_on(t.at, later), why=why, agreed_by="接待室主任", told_on=told_on)
    _worked(t, (2, 5))
    _content(t)


def _conferred(t: Telling) -> None:
    _sent(t)
    who, agreed = t.chance.choice(reference("sample")["confer"])
    t.then("confer", t.days(1, 2), who=who, agreed=agreed)
    if len(t.units) > 1:
        t.then("assist", (5, 30), unit=t.units[1])
    _worked(t, (2, 6))
    _content(t)


def _withdrawn(t: Telling) -> None:
    t.then("withdraw", (30, 300), why=one_of(t.chance, "withdraw_why"))


def _transferred(t: Telling) -> None:
    if not t.other_room:
        _smooth(t)
        return
    t.then("transfer", (20, 90), room=t.other_room, why=one_of(t.chance, "transfer_why"))


def _looked_after(t: Telling) -> None:
    """Nobody to call: it is looked at on site, and waits for its photo."""
    _sent(t)
    _worked(t)
    t.then("look", (60, 400), found=one_of(t.chance, "look_found"))


def _any_plot(t: Telling, voice: str) -> "Plot":
    if t.hang and t.chance.random() < 0.15:
        return _hung_up
    return weighted(t.chance, _PLOTS_OF.get(t.urgency, _PLOTS) if voice == "problem" else _CALM_PLOTS)


Plot = Callable[[Telling], None]
_PLOTS: tuple[tuple[Plot, int], ...] = (
    (_smooth, 50), (_missed_once, 8), (_missed_twice, 5), (_again, 7), (_returned, 6), (_refused, 3), (_dragging, 8),
    (_unsigned, 2), (_extended, 4), (_conferred, 5), (_withdrawn, 3), (_transferred, 2),
)  # fmt: skip
_PLOTS_OF: dict[str, tuple[tuple[Plot, int], ...]] = {
    "emergency": ((_smooth, 9), (_again, 1)),
    "urgent": ((_smooth, 60), (_missed_once, 8), (_again, 8), (_returned, 8), (_dragging, 6), (_withdrawn, 3)),
    "complex": ((_smooth, 30), (_conferred, 40), (_extended, 6), (_dragging, 15), (_withdrawn, 5)),
}
_NAMED: dict[str, Plot] = {
    "smooth": _smooth, "again": _again, "returned": _returned, "refused": _refused, "dragging": _dragging,
    "hung_up": _hung_up, "withdrawn": _withdrawn, "transferred": _transferred,
}  # fmt: skip
_CALM_PLOTS: tuple[tuple[Plot, int], ...] = ((_smooth, 6), (_conferred, 3), (_dragging, 2), (_missed_once, 1))


def _on(at: datetime, days: int) -> str:
    """A working day some days on."""
    day = at.date() + timedelta(days=days)
    return (day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)).isoformat()


def _spring(day: date) -> date:
    """When wet works go on again."""
    return date(day.year + (1 if day.month > 4 else 0), 5, 15)
