"""What fields of a case and their values are called on its page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reception.domain.categories import Categories
from reception.domain.clock import from_text
from reception.domain.forms import CALL_WAYS, CHANNELS, PLACE_KINDS, TOUCHES, URGENCIES, VOICES, FieldSpec, Kind
from reception.domain.lifecycle import ACT_NAMES, Act
from ui.cases.source import category_words
from ui.moments import day_words, here, moment_words
from ui.words import said, translate

Named = Mapping[str, tuple[str, str]]

FIELD_NAMES: Named = {
    "summary": ("事由", "Summary"),
    "words": ("居民原话", "Words"),
    "voice": ("类别", "Voice"),
    "adopted": ("是否采纳", "Whether adopted"),
    "category": ("诉求类别", "Category"),
    "urgency": ("紧急程度", "Urgency"),
    "wants": ("居民要求", "Wants"),
    "place_kind": ("场所类型", "Kind of place"),
    "compound": ("小区", "Compound"),
    "building": ("楼栋", "Building"),
    "entrance": ("单元", "Entrance"),
    "home": ("户室", "Home"),
    "address": ("地址", "Address"),
    "at_home_when": ("何时在家", "At home"),
    "confidential": ("保密", "Confidential"),
    "item": ("改造内容", "Item"),
    "project": ("改造项目", "Project"),
    "grid": ("网格", "Grid"),
    "name": ("姓名", "Name"),
    "phone": ("电话", "Phone"),
    "hours": ("方便时间", "Best hours"),
    "way": ("联系方式", "Way"),
    "relation": ("与当事人关系", "Relation"),
    "received_at": ("来访时间", "Visited"),
    "channel": ("来源", "Channel"),
    "incident": ("并案", "Incident"),
}
_VERBS: Mapping[Act, str] = {
    Act.ANSWER: "Answer on the spot",
    Act.DISPATCH: "Dispatch",
    Act.ASSIST: "Ask for assistance",
    Act.DESIGNATE: "Designate",
    Act.DELIVER: "Deliver",
    Act.ACCEPT: "Sign for",
    Act.REFUSE: "Refused to sign",
    Act.RETURN: "Return",
    Act.CONFER: "Confer",
    Act.LOOK: "Look on site",
    Act.EXTEND: "Extend",
    Act.HANG_UP: "Hang up",
    Act.PLAN: "Plan a follow-up",
    Act.FOLLOW_UP: "Follow up",
    Act.REOPEN: "Reopen",
    Act.CLOSE: "Close",
    Act.WITHDRAW: "Withdraw",
    Act.TRANSFER: "Transfer",
    Act.AMEND: "Correct",
    Act.SPLIT: "Split",
    Act.JOIN: "Join",
    Act.PART: "Part",
    Act.ATTACH: "Attach a file",
    Act.URGE: "Urge",
    Act.SUPERVISE: "Supervise",
    Act.LEAVE_OUT: "Leave out of the rates",
}
"""What a button says in English, where the timeline's word is of the past."""

_VALUES: Mapping[str, Named] = {
    "voice": VOICES,
    "urgency": URGENCIES,
    "place_kind": PLACE_KINDS,
    "channel": CHANNELS,
    "way": CALL_WAYS,
    "how": TOUCHES,
}
_PLACE = frozenset({"compound", "building", "entrance", "home"})
"""Steps of an address, which the address says together."""


def act_words(act: Act) -> str:
    """An act as it is asked for."""
    zh, en = ACT_NAMES[act]
    return said((zh, _VERBS.get(act, en)))


def field_name(name: str) -> str:
    """What a field is called; one of a newer program goes by its key."""
    return said(FIELD_NAMES[name]) if name in FIELD_NAMES else name


def category_path(category: str) -> str:
    """A category with the group above it."""
    known = Categories.default().find(category)
    return said((category, known.english)) if known and known.english else category


def value_words(name: str, value: Any) -> str:
    """A field's value in words."""
    if name == "confidential":
        return translate("CaseNames", "是") if value else translate("CaseNames", "否")
    if name == "category":
        return category_words(str(value))
    named = _VALUES.get(name, {})
    return said(named[value]) if value in named else str(value or "—")


def amended_words(wrote: Mapping[str, Any]) -> str:
    """What a correction wrote, a line for each field."""
    shown = {name: value for name, value in wrote.items() if name not in _PLACE}
    return "\n".join(
        translate("CaseNames", "{field}改为：{value}").format(field=field_name(name), value=value_words(name, value))
        for name, value in shown.items()
    )


def spec_words(spec: FieldSpec, value: Any, now: datetime) -> str:
    """A step's value in words, by what kind of field it is."""
    if spec.kind is Kind.MOMENT:
        return moment_words(str(value), now)
    if spec.kind is Kind.DAY:
        return day_words(here(from_text(str(value))).date(), here(now).date())
    if spec.kind is Kind.CHOICE and spec.choices is not None and value in spec.choices:
        return said(spec.choices[value])
    return str(value)
