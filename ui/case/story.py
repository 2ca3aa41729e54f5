"""A case's one timeline: every step an event, the undone struck out, what took no effect or came late marked."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from reception.domain.case import Step
from reception.domain.clock import from_text
from reception.domain.forms import ADOPTED, CHANNELS, FIELDS, ON_PAPER, TOUCHES, FieldSpec, Kind
from reception.domain.lifecycle import ACT_NAMES, Act
from ui.case.names import amended_words, spec_words
from ui.moments import moment_words
from ui.theme.tokens import ToneName
from ui.widgets.timeline import Event
from ui.words import named, said, series, translate

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

LATE = timedelta(hours=2)
"""Written more than this after it happened is 补录 (domain: life of a case)."""

_TONES: Mapping[str, ToneName] = {
    Act.REGISTER: ToneName.INFO,
    Act.TOUCH: ToneName.INFO,
    Act.DISPATCH: ToneName.WARN,
    Act.ASSIST: ToneName.WARN,
    Act.DESIGNATE: ToneName.WARN,
    Act.RETURN: ToneName.DANGER,
    Act.REFUSE: ToneName.DANGER,
    Act.REOPEN: ToneName.DANGER,
    Act.ANSWER: ToneName.OK,
    Act.ACCEPT: ToneName.OK,
    Act.ARRIVE: ToneName.OK,
    Act.MADE_SAFE: ToneName.OK,
    Act.HANDLE: ToneName.OK,
    Act.FOLLOW_UP: ToneName.OK,
    Act.CLOSE: ToneName.OK,
}
_PAPERS = {
    "order": ("工单", "order"),
    "receipt": ("来访回执", "receipt"),
    "copy": ("复制工单", "copy of the order"),
    "visit_sheet": ("家访单", "home-visit sheet"),
    "call_sheet": ("电话回访单", "call sheet"),
    "notice": ("结果告知书", "notice of the result"),
    "urging": ("催办通知单", "reminder"),
    "sign_up": ("签名表", "sign-up sheet"),
    "case_file": ("诉求档案", "case file"),
    "signing_book": ("签收簿", "signing book"),
}
_LOOKED = {"phone": ("电话", "phone"), "id_number": ("证件号码", "identity number")}


def story(opened: "OpenCase") -> list[Event]:
    """The events, as they were written."""
    return [_event(step, opened) for step in opened.case.steps]


def is_late(step: Step) -> bool:
    """Whether a step was written more than two hours after it happened."""
    return bool(step.at) and from_text(step.written) - from_text(str(step.at)) > LATE


def _event(step: Step, opened: "OpenCase") -> Event:
    title, text = _TELL.get(step.act, _by_fields)(step, opened)
    further = _further(step, opened)
    return Event(
        kind=said(ACT_NAMES[Act(step.act)]) if step.act in ACT_NAMES else step.act,
        tone=_TONES.get(step.act, ToneName.NEUTRAL),
        title=title,
        text="\n".join(filter(None, (text, further))),
        meta=_meta(step, opened),
        struck=step.undone or not step.effective,
        note=_note(step),
        key=step.id,
    )


def _note(step: Step) -> str:
    if step.undone:
        return translate("Story", "已撤销")
    if not step.effective:
        return translate("Story", "未生效")
    return translate("Story", "补录") if is_late(step) else ""


def _meta(step: Step, opened: "OpenCase") -> str:
    at = moment_words(step.at, opened.now) if step.at else "—"
    order = opened.case.orders.get(step.order) if step.order else None
    waits = translate("Story", "待上报") if step.entry in opened.waiting else ""
    turn = _turn(opened, order.number) if order else ""
    return " · ".join(filter(None, (at, opened.clerk(step.clerk), turn, waits)))


def _turn(opened: "OpenCase", number: str) -> str:
    """An order by its end alone: the rest is the case's number, which stands above."""
    turn = number.removeprefix(f"{opened.case.number}-")
    return translate("Story", "工单 {turn}").format(turn=turn)


def _further(step: Step, opened: "OpenCase") -> str:
    """What any step may carry: files, who, why so late, a note."""
    files = [str(file.get("name")) for file in opened.case.files.values() if step.entry in file.heads("sha256")]
    lines = [translate("Story", "附件：{names}").format(names=series(files))] if files else []
    if step.fields.get("by") and step.act != Act.ACCEPT:
        lines.append(translate("Story", "经手人：{name}").format(name=step.fields["by"]))
    if is_late(step):
        written = moment_words(step.written, opened.now)
        why = step.fields.get("late_why", "")
        lines.append(translate("Story", "{when} 补录：{why}").format(when=written, why=why or "—"))
    if step.fields.get("note"):
        lines.append(translate("Story", "备注：{note}").format(note=step.fields["note"]))
    return "\n".join(lines)


def _by_fields(step: Step, opened: "OpenCase") -> tuple[str, str]:
    """The first field is the title, the others follow with their names."""
    specs = [spec for spec in _specs(step.act) if step.fields.get(spec.name)]
    said_values = [(spec, spec_words(spec, step.fields[spec.name], opened.now)) for spec in specs]
    if not said_values:
        return "", ""
    (first, title), *rest = said_values
    if first.kind in (Kind.MOMENT, Kind.DAY, Kind.CHOICE) or first.name in _NAMED:
        title = named(said((first.zh, first.en.capitalize())), title)
    return title, "\n".join(named(said((spec.zh, spec.en.capitalize())), words) for spec, words in rest)


_NAMED = frozenset({"to", "who", "room"})
"""Texts that say little without their name."""


def _specs(act: str) -> tuple[FieldSpec, ...]:
    if act == Act.IMPORT_CLOSED:
        return FIELDS[Act.ANSWER]
    return (*FIELDS.get(Act(act), ()), *ON_PAPER) if act in ACT_NAMES else ()


def _answered(step: Step, opened: "OpenCase") -> tuple[str, str]:
    """Whether a suggestion was adopted stands before what was answered."""
    title, text = _by_fields(step, opened)
    adopted = step.fields.get(ADOPTED.name)
    return " · ".join(filter(None, (spec_words(ADOPTED, adopted, opened.now) if adopted else "", title))), text


def _registered(step: Step, opened: "OpenCase") -> tuple[str, str]:
    channel = str(opened.case.get("channel"))
    return str(opened.case.get("summary")), said(CHANNELS[channel]) if channel in CHANNELS else ""


def _handed(step: Step, opened: "OpenCase") -> tuple[str, str]:
    unit = opened.unit(str(step.fields.get("unit", ""))).name
    role = translate("Story", "协办") if step.act == Act.ASSIST else translate("Story", "主办")
    return translate("Story", "派给 {unit}（{role}）").format(unit=unit, role=role), ""


def _accepted(step: Step, opened: "OpenCase") -> tuple[str, str]:
    by = step.fields.get("by")
    return (translate("Story", "{name} 签收").format(name=by) if by else ""), ""


def _called(step: Step, opened: "OpenCase") -> tuple[str, str]:
    answers = [spec for spec in FIELDS[Act.FOLLOW_UP] if spec.kind is Kind.CHOICE and step.fields.get(spec.name)]
    title = " · ".join(spec_words(spec, step.fields[spec.name], opened.now) for spec in answers)
    lines = [
        str(step.fields.get("words") or ""),
        _filled(translate("Story", "回访对象：{value}"), step.fields.get("with")),
        _filled(translate("Story", "下次跟进：{value}"), step.fields.get("next_on")),
    ]
    return title, "\n".join(filter(None, lines))


def _filled(pattern: str, value: object) -> str:
    return pattern.format(value=value) if value else ""


def _printed(step: Step, opened: "OpenCase") -> tuple[str, str]:
    what = str(step.fields.get("what", ""))
    copies = translate("Story", "{count} 份").format(count=step.fields.get("copies", 1))
    return f"{said(_PAPERS[what]) if what in _PAPERS else what} {copies}", ""


def _looked(step: Step, opened: "OpenCase") -> tuple[str, str]:
    what = str(step.fields.get("what", ""))
    return " ".join(filter(None, (str(step.fields.get("name", "")), said(_LOOKED.get(what, (what, what)))))), ""


def _touched(step: Step, opened: "OpenCase") -> tuple[str, str]:
    how, channel = str(step.fields.get("how", "")), str(step.fields.get("channel", ""))
    title = " · ".join(
        said(names[key]) for names, key in ((TOUCHES, how), (CHANNELS, channel)) if key in names
    )  # fmt: skip
    return title, str(step.fields.get("words") or "")


def _amended(step: Step, opened: "OpenCase") -> tuple[str, str]:
    return "", amended_words(opened.amended.get(step.entry, {}))


def _split(step: Step, opened: "OpenCase") -> tuple[str, str]:
    return translate("Story", "拆出 {numbers}").format(numbers=series(step.fields.get("numbers", ()))), ""


_TELL: Mapping[str, Callable[[Step, "OpenCase"], tuple[str, str]]] = {
    Act.REGISTER: _registered,
    Act.ANSWER: _answered,
    Act.HANDLE: _answered,
    Act.DISPATCH: _handed,
    Act.ASSIST: _handed,
    Act.DESIGNATE: _handed,
    Act.ACCEPT: _accepted,
    Act.FOLLOW_UP: _called,
    Act.PRINT: _printed,
    Act.UNMASK: _looked,
    Act.TOUCH: _touched,
    Act.AMEND: _amended,
    Act.SPLIT: _split,
}
