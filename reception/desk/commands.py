"""What a clerk asks for, as values: read from JSON or built by a screen, checked once."""

import dataclasses
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from reception.domain.clock import from_text
from reception.domain.errors import InvalidInput
from reception.domain.text import clean

Voice = Literal["problem", "doubt", "idea", "suggestion"]
Urgency = Literal["emergency", "urgent", "normal", "complex"]
Channel = Literal["walk_in", "phone", "home_visit", "patrol", "hotline", "online"]
PlaceKind = Literal["home", "shared", "yard", "site"]


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks: 实名 (name and phone), 称呼 (one of them), or 匿名 (neither)."""

    name: str = ""
    phone: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An address in four steps."""

    compound: str = ""
    building: str = ""
    entrance: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class CallBack:
    """Whom to call back when it is not the one who speaks, and how. In JSON a phone alone will do."""

    name: str = ""
    phone: str = ""
    relation: str = ""
    hours: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """One thing that has to be resolved, in the resident's words."""

    words: str
    voice: Voice = "problem"
    category: str = ""
    urgency: Urgency | None = None
    summary: str = ""
    wants: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class RegisterVisit:
    """A contact that opens one or several cases.

    A group gives its `headcount`; `others` speak for it beside the resident, five representatives in all at most.
    `received_at` is when they came, now if not given; `late_why` why that is written only now. `their_number` is the
    first case's number with whoever sent it, as 12345 does.
    """

    cases: Sequence[NewCase]
    channel: Channel = "walk_in"
    resident: Who = field(default_factory=Who)
    address: Place = field(default_factory=Place)
    address_text: str = ""
    place_kind: PlaceKind | None = None
    at_home_when: str = ""
    confidential: bool = False
    call_back: CallBack | None = None
    received_at: datetime | None = None
    late_why: str = ""
    their_number: str = ""
    headcount: int = 0
    others: Sequence[Who] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One contact about a case, with what was answered. `with` names who was spoken to."""

    reached: Literal["yes", "no_answer", "wrong_number", "refused", "later"]
    with_: str = ""
    solved: Literal["yes", "partly", "no", ""] = ""
    satisfied: Literal["satisfied", "basically", "dissatisfied", "not_rated", ""] = ""
    why: Literal["result", "speed", "attitude", "money", "other", ""] = ""
    words: str = ""
    next_on: str = ""


T = TypeVar("T")


def read(cls: type[T], given: object, at: str = "") -> T:
    """Build a command from JSON. Raises InvalidInput naming the key: unknown, missing, or of the wrong kind."""
    if not isinstance(given, Mapping):
        raise _wrong(at, "应为对象", "must be an object")
    hints = get_type_hints(cls)
    names = {name.rstrip("_"): name for name in hints}
    for key in given:
        if key not in names:
            raise InvalidInput(
                f"不认识的项「{key}」，可用：{'、'.join(names)}",
                english=f"unknown key {key!r}; known: {', '.join(names)}",
                field=_join(at, str(key)),
            )
    values = {names[key]: _value(hints[names[key]], value, _join(at, key)) for key, value in given.items()}
    for spec in dataclasses.fields(cls):  # type: ignore[arg-type]
        required = spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
        if required and values.get(spec.name) in (None, ""):
            raise _wrong(_join(at, spec.name), "必填", "is required")
    defaults = {spec.name for spec in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value for name, value in values.items() if name in defaults and value is not None})


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _wrong(at: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, english=en, field=at)


def _value(hint: Any, value: Any, at: str) -> Any:
    if value is None:
        return None
    origin, options = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(option for option in options if option is not type(None)), value, at)
    if origin is Literal:
        return _choice(options, value, at)
    if origin is Sequence:
        return _items(options[0], value, at)
    if hint is CallBack and isinstance(value, str):
        return CallBack(phone=clean(value, at))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return read(hint, value, at)
    return _plain(hint, value, at)


def _choice(options: Sequence[Any], value: Any, at: str) -> Any:
    if value not in options:
        known = [str(option) for option in options if option]
        raise _wrong(at, f"「{value}」不可选，可用：{'、'.join(known)}", f"{value!r} is none of {', '.join(known)}")
    return value


def _items(hint: Any, value: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong(at, "应为至少一项的列表", "must be a list of at least one")
    return tuple(_value(hint, item, f"{at}[{place}]") for place, item in enumerate(value))


def _plain(hint: Any, value: Any, at: str) -> Any:
    if hint is bool:
        if not isinstance(value, bool):
            raise _wrong(at, "应为 true 或 false", "must be true or false")
        return value
    if hint is datetime:
        return read_moment(value, at)
    if hint is int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong(at, "应为整数", "must be a whole number")
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise _wrong(at, "应为文字", "must be text")
    return clean(value, at)


def read_moment(value: object, at: str) -> datetime:
    """A moment from ISO 8601 text; without a zone it is the district's. Raises InvalidInput."""
    try:
        return from_text(str(value))
    except (ValueError, OverflowError) as error:
        raise _wrong(
            at, f"「{value}」不是时间，应如 2026-11-24T09:04", "not a time such as 2026-11-24T09:04"
        ) from error
