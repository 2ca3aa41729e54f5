"""Take a step with a case: every act of the life-cycle table that is not a registration or a dispatch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from reception.desk import changes, files
from reception.desk.commands import read_moment
from reception.desk.desk import Acting, Desk, Found
from reception.desk.orders import dispatch_in
from reception.desk.taken_over import own_records
from reception.domain import forms, lifecycle
from reception.domain.case import Case, Order
from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE, Id, from_text, to_text
from reception.domain.deadlines import Limit, extended, paused
from reception.domain.entry import Fact
from reception.domain.errors import InvalidInput, NotAllowed
from reception.domain.forms import FieldSpec, Kind
from reception.domain.lifecycle import Act, Status
from reception.domain.text import clean

HUNG_LONGEST = timedelta(days=365)
EXTENSIONS = 2
_COMMON = {spec.name: spec for spec in forms.COMMON}


@dataclass(frozen=True)
class Stepped:
    """What a step did: the case's number, its state before and after, and what changed."""

    number: str
    act: str
    was: Status
    status: Status
    changed: Changed
    numbers: tuple[str, ...] = ()


@dataclass
class Step:
    """A step being taken: what was found, what was given, and what it adds."""

    acting: Acting
    act: Act
    found: Found
    given: dict[str, Any]
    limits: Sequence[Limit] = ()
    facts: list[Fact] = field(default_factory=list)
    numbers: tuple[str, ...] = ()
    also: tuple[tuple[Id, Mapping[str, Any]], ...] = ()

    @property
    def case(self) -> Case:
        """The case it is about."""
        return self.found.case

    @property
    def order(self) -> Order | None:
        """The order named, else the live lead."""
        return self.found.order or self.case.lead

    @property
    def at(self) -> datetime:
        """When it happened."""
        return from_text(self.given["at"]) if self.given.get("at") else self.acting.now


def take_step(desk: Desk, reference: str, act: Act, given: Mapping[str, Any]) -> Stepped:
    """Take one step. `given` holds the act's fields (`forms.FIELDS`) and the common ones.

    Raises InvalidInput naming a field, or NotAllowed saying what is allowed now.
    """
    if act not in forms.FIELDS:
        raise InvalidInput(
            f"没有「{act}」这一步，可用：{'、'.join(forms.FIELDS)}",
            english=f"no step {str(act)!r}; known: {', '.join(forms.FIELDS)}",
            field="act",
        )
    with desk.acting() as acting:
        return step_in(acting, acting.find(reference), act, given)


def step_in(
    acting: Acting,
    found: Found,
    act: Act,
    given: Mapping[str, Any],
    gesture: Id | None = None,
    *,
    besides: Mapping[str, Any] | None = None,
) -> Stepped:
    """Take one step inside a transaction that is under way. `besides` is kept with it as it is, unasked."""
    acting.must_hold(found.case)
    was = found.case.status_at(to_text(acting.now))
    _check(acting, found, act, was, given)
    step = Step(acting, act, found, _read(acting, found, act, given))
    _days(step)
    if act is Act.DESIGNATE:
        return _designate(step, was, gesture)
    prepare = _PREPARE.get(act)
    if prepare is not None:
        prepare(step)
    fields = {name: value for name, value in step.given.items() if name not in ("file", "fields", "cases", "number")}
    if found.order is not None or act in lifecycle.ORDER_TABLE:
        fields["order"] = step.order.id if step.order else None
    fields |= besides or {}
    step.facts += own_records(acting, step.case)[0]
    step.facts += files.attach_facts(acting, step.case.id, step.given.get("file"))
    if act is not Act.SPLIT:
        step.facts.append(acting.step(step.case.id, act, fields, step.limits))
    step.facts += [acting.step(other, act, extra) for other, extra in step.also]
    acting.add(act, step.facts, gesture)
    changed = acting.done()
    status = acting.writing.cases[step.case.id].status_at(to_text(acting.now))
    return Stepped(step.case.number, act, was, status, changed, step.numbers)


def _designate(step: Step, was: Status, gesture: Id | None) -> Stepped:
    extra = {name: value for name, value in step.given.items() if name not in ("unit", "file")}
    done = dispatch_in(
        step.acting, step.found, step.given["unit"], Act.DESIGNATE, extra=extra, gesture=gesture,
        evidence=step.given.get("file"),
    )  # fmt: skip
    return Stepped(step.case.number, Act.DESIGNATE, was, Status.DISPATCHED, done.changed, (done.order,))


def _check(acting: Acting, found: Found, act: Act, status: Status, given: Mapping[str, Any]) -> None:
    order = found.order
    if order is not None and act in lifecycle.ORDER_TABLE and (not order.lead or not order.live):
        start, _ = lifecycle.ORDER_TABLE[act]
        if order.status not in start:
            here_zh, here_en = lifecycle.ORDER_STATUS_NAMES[order.status]
            name_zh, name_en = lifecycle.ACT_NAMES[act]
            raise NotAllowed(
                f"工单 {order.number}「{here_zh}」，不能「{name_zh}」",
                english=f"order {order.number} is {here_en}: cannot be {name_en.lower()}",
            )
        if not order.lead:
            return
    lifecycle.check(act, status, acting.desk.clerk.post)


def _read(acting: Acting, found: Found, act: Act, given: Mapping[str, Any]) -> dict[str, Any]:
    specs = {spec.name: spec for spec in found.case.asks(act, found.order)} | _COMMON
    for name in given:
        if name not in specs:
            raise _not_asked(act, name, specs)
    values = {name: _value(acting, specs[name], value) for name, value in given.items() if value not in (None, "")}
    for name in forms.needed(act):
        if not values.get(name):
            raise InvalidInput(f"请填写「{specs[name].zh}」", english=f"{specs[name].en} is needed", field=name)
    unknown_time = "at" in given and given["at"] is None
    moment = None if "at" not in values else from_text(values["at"])
    return values | ({"at": None} if unknown_time else acting.happened(moment, values.get("late_why", "")))


def _not_asked(act: Act, name: str, specs: Iterable[str]) -> InvalidInput:
    if name == forms.ADOPTED.name and act in forms.ANSWERS:
        return InvalidInput(
            f"只有对「建议」的答复才填「{forms.ADOPTED.zh}」，协办单位的反馈不填",
            english="only the answer to a suggestion says whether it is adopted, and no assisting unit's",
            field=name,
        )
    return InvalidInput(
        f"「{lifecycle.ACT_NAMES[act][0]}」没有「{name}」这一项，可用：{'、'.join(specs)}",
        english=f"unknown key {name!r}; known: {', '.join(specs)}",
        field=name,
    )


def _value(acting: Acting, spec: FieldSpec, value: Any) -> Any:
    if spec.kind is Kind.MOMENT:
        return to_text(_end_of_business(acting, value, spec.name))
    if spec.kind is Kind.DAY:
        return _day(value, spec.name).isoformat()
    if spec.kind in (Kind.FIELDS, Kind.CASES):
        return value
    if not isinstance(value, str):
        raise InvalidInput("应为文字", english="must be text", field=spec.name)
    text = clean(value, spec.name, 5000)
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return _choice(spec, text)
    if spec.kind is Kind.UNIT:
        return str(acting.office.unit(text)["code"])
    return text


def _choice(spec: FieldSpec, text: str) -> str:
    choices = spec.choices or {}
    if text in choices:
        return text
    named = [key for key, names in choices.items() if text in names]
    if named:
        return named[0]
    if spec.name == "way":  # ways differ from office to office: what was typed is kept
        return text
    known = "、".join(f"{key} {names[0]}" for key, names in choices.items())
    raise InvalidInput(f"「{text}」不可选，可用：{known}", english=f"{text!r}: choose {known}", field=spec.name)


def _end_of_business(acting: Acting, value: Any, name: str) -> datetime:
    """A bare date as a limit means when business ends on that day."""
    if isinstance(value, str) and len(value.strip()) == 10 and name == "until":
        day = _day(value.strip(), name)
        return datetime.combine(day, acting.office.hours.end, DISTRICT_ZONE)
    return read_moment(value, name)


def _day(value: Any, name: str) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InvalidInput(
            f"「{value}」不是日期，应如 2026-11-24", english="not a date such as 2026-11-24", field=name
        ) from error


def _days(step: Step) -> None:
    """Who was told was told by today; what is planned lies ahead of the step."""
    given = step.given
    told, today = given.get("told_on", ""), step.acting.now.astimezone(DISTRICT_ZONE).date().isoformat()
    if told > today:
        raise InvalidInput("告知日期晚于今天，请核对", english="this day is still to come", field="told_on")
    happened = step.at.astimezone(DISTRICT_ZONE).date().isoformat()
    for name in ("on", "next_on"):
        if given.get(name, happened) < happened:
            raise InvalidInput("跟进日期已经过去，请核对", english="this day has passed", field=name)


# what single acts ask beside the table


def _first_contact(step: Step) -> None:
    if not step.given.get("way") and not step.given.get("why"):
        raise InvalidInput("请填写联系方式，或未联系的原因", english="say how, or why not", field="way")


def _return(step: Step) -> None:
    order = step.order
    if order is not None and order.designated:
        raise NotAllowed("指定承办的工单不能退单", english="a designated order cannot be returned", field="number")
    limit = _limit(step.case, "sign_for")
    if limit is not None and order is not None and step.at > limit.until:
        until = limit.until.astimezone(DISTRICT_ZONE)
        raise NotAllowed(
            f"退单须在签收时限（{until:%m-%d %H:%M}）之前；可改为「指定承办」或「会商」",
            english=f"returns end with the sign-for limit ({until:%m-%d %H:%M}); designate a unit, or confer",
            field="at",
        )


def _deliver(step: Step) -> None:
    """The unit's time to sign runs from when it first had the order, whether it signs or not (送达未签)."""
    order = step.order
    if order is not None and order.lead and order.delivered_at is None:
        started = step.acting.limits(Act.DISPATCH, step.case.core.values(), step.at)
        step.limits = [limit for limit in started if limit.clock == "sign_for"]


def _handle(step: Step) -> None:
    if step.order is None or step.order.lead:
        step.limits = step.acting.limits(Act.HANDLE, step.case.core.values(), step.at)


def _extend(step: Step) -> None:
    limit = _solving(step.case)
    until = from_text(step.given["until"])
    if step.case.extended >= EXTENSIONS:
        raise NotAllowed("本轮已延期两次，不能再延", english="extended twice already in this round")
    if limit is not None and step.acting.now > limit.until:
        raise NotAllowed("已逾期，不能再延期", english="it is overdue: an extension must come before the limit passes")
    if limit is None or until <= limit.until:
        raise InvalidInput("延期须晚于现有时限", english="must be later than the present limit", field="until")
    if step.case.extended and not step.given.get("file"):
        raise _district_must_agree()
    step.limits = [extended(limit, until, step.case.extended + 1)]


def _district_must_agree() -> InvalidInput:
    """Whoever agrees at the district need not have a login: who, with the post, and what was written, as a file."""
    return InvalidInput(
        "第二次延期须经区里同意：「批准人」写区里批准人的姓名和职务，批复的照片或扫描件放入「附件」；"
        "还没有批复的，请先报区里，或按原时限办理",
        english="a second extension needs the district's agreement: name who agreed there, with the post, and add the "
        "written approval, a photo or scan, as the file; without one, ask the district first",
        field="file",
    )


def _hang_up(step: Step) -> None:
    until = from_text(step.given["until"])
    if step.case.hung_once:
        raise NotAllowed("每件诉求只能挂账一次", english="a case can be hung up once")
    if not step.acting.now < until <= step.acting.now + HUNG_LONGEST:
        raise InvalidInput("挂账期限应在今后 365 天之内", english="must lie within the next 365 days", field="until")
    if not step.given.get("told_on") and not step.case.anonymous:
        raise InvalidInput("请填写告知居民的日期", english="say when the resident was told", field="told_on")
    office = step.acting.office
    step.limits = [
        paused(Limit.from_fields(limit), step.at, until, office.hours, office.calendar)
        for limit in step.case.running()
        if limit["clock"] in ("solved", "answer")
    ]


def _reopen(step: Step) -> None:
    again = {name: value for name, value in step.case.core.values().items() if name != "sender_due_at"}
    step.limits = step.acting.limits(Act.REGISTER, again, step.at)


def _follow_up(step: Step) -> None:
    """What was answered fits whether somebody answered."""
    given = step.given
    if given["reached"] != "yes" and (given.get("solved") or given.get("satisfied")):
        raise InvalidInput(
            "未接通时不能填写解决或满意情况", english="without an answer nothing can be said of solved or satisfied",
            field="solved" if given.get("solved") else "satisfied",
        )  # fmt: skip
    if given.get("why") and given.get("satisfied") != "dissatisfied":
        raise InvalidInput("只有「不满意」才填原因", english="a reason belongs to dissatisfied only", field="why")


def _close(step: Step) -> None:
    case = step.case
    if case.status is Status.CONFIRMED or unreachable(case):
        return
    if case.anonymous:
        if _seen_with_photo(case):
            return
        raise NotAllowed(
            "匿名诉求须「现场核查」并附照片后才能归档",
            english="an anonymous case closes after a look on site with a photo",
        )
    raise NotAllowed(
        "尚未回访成功；请先回访，或在不同日期、不同时段两次未接通后归档",
        english="no valid follow-up yet: call first, or miss twice on different days at different hours",
    )


def _seen_with_photo(case: Case) -> bool:
    """Whether somebody looked on site in this round, with a photo that came with the look or after it."""
    steps = [step for step in case.steps if step.effective and step.round == case.round]
    look = next((place for place, step in enumerate(steps) if step.act == Act.LOOK), len(steps))
    since = {step.entry for step in steps[look:]}
    photos = (file for file in case.files.values() if str(file.values().get("media_type")).startswith("image/"))
    return any(since & set(photo.heads("sha256")) for photo in photos)


def _withdraw(step: Step) -> None:
    """Say which orders it voids, so that one given elsewhere meanwhile stands out."""
    step.given["orders"] = [order.id for order in step.case.orders.values() if order.live]


def _transfer(step: Step) -> None:
    room = step.given["room"]
    if room == step.acting.office.room:
        raise InvalidInput("已在本接待室", english="it is in this room already", field="room")
    rooms = step.acting.office.all("room")
    if rooms and room not in rooms:
        raise InvalidInput(f"没有代码为「{room}」的接待室", english=f"no room {room!r}", field="room")


def _attach(step: Step) -> None:
    if not Path(step.given["file"]).is_file():
        raise InvalidInput(f"找不到文件：{step.given['file']}", english="no such file", field="file")


def _amend(step: Step) -> None:
    step.facts, step.limits = changes.amend(step.acting, step.case, step.given["fields"])


def _split(step: Step) -> None:
    step.facts, step.numbers = changes.split(step.acting, step.case, step.given["cases"])


def _join(step: Step) -> None:
    step.facts, step.also = changes.join(step.acting, step.case, step.given["number"])


def _part(step: Step) -> None:
    step.facts = changes.part(step.acting, step.case)


def _limit(case: Case, clock: str) -> Limit | None:
    limits = case.limits.get((case.round, clock))
    return Limit.from_fields(limits[-1]) if limits else None


def _solving(case: Case) -> Limit | None:
    return _limit(case, "solved") or _limit(case, "answer")


def unreachable(case: Case) -> bool:
    """Two misses on different days at different hours, and no answer, in this round (domain: measures)."""
    contacts = [contact for contact in case.contacts if contact.round == case.round and contact.at]
    if any(contact.reached == "yes" for contact in contacts):
        return False
    times = [from_text(str(contact.at)).astimezone(DISTRICT_ZONE) for contact in contacts]
    return any(a.date() != b.date() and a.hour != b.hour for a in times for b in times)


_PREPARE: dict[Act, Callable[[Step], None]] = {
    Act.FIRST_CONTACT: _first_contact,
    Act.DELIVER: _deliver,
    Act.RETURN: _return,
    Act.HANDLE: _handle,
    Act.FOLLOW_UP: _follow_up,
    Act.EXTEND: _extend,
    Act.HANG_UP: _hang_up,
    Act.REOPEN: _reopen,
    Act.CLOSE: _close,
    Act.WITHDRAW: _withdraw,
    Act.TRANSFER: _transfer,
    Act.ATTACH: _attach,
    Act.AMEND: _amend,
    Act.SPLIT: _split,
    Act.JOIN: _join,
    Act.PART: _part,
}
