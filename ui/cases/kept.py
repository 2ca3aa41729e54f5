"""Lists of cases that a clerk keeps by a name: they stand in the side bar with their counts (design: experience)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from reception.domain.errors import InvalidInput
from ui.context import Context
from ui.moments import end_of_today
from ui.settings import Settings
from ui.targets import cases_target, read_cases_target
from ui.words import said, translate

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter

VIEW = "view/"
"""What the key of a kept list's line in the side bar begins with."""
MOST = 9
LONGEST = 12
"""Characters of its name: the side bar is narrow."""
TODAY = "today"
"""Stands for the end of the day on which the list is looked at."""


def views(settings: Settings, now: datetime) -> "dict[str, CaseFilter]":
    """The kept lists by name, as they are meant today."""
    found = {name: read_cases_target(target) for name, target in settings.views}
    return {name: _meant(wanted, now) for name, wanted in found.items() if wanted is not None}


def name_of(settings: Settings, wanted: "CaseFilter") -> str:
    """The name this list is kept by, or empty."""
    target = _target(wanted)
    return next((name for name, kept in settings.views if kept == target), "")


def keep(settings: Settings, name: str, wanted: "CaseFilter") -> None:
    """Keep a list by a name, behind the others. Raises InvalidInput (field `name`) for a name taken, or too many."""
    if any(name == other for other, _ in settings.views):
        raise InvalidInput(f"已有叫「{name}」的清单", english=f"there is a list {name!r} already", field="name")
    if len(settings.views) >= MOST:
        raise InvalidInput(f"最多放 {MOST} 份，先拿掉一份", english=f"at most {MOST} lists: drop one", field="name")
    settings.views = [*settings.views, (name, _target(wanted))]


def drop(context: Context, name: str) -> None:
    """Keep a list no longer; the notice takes it back."""
    before = context.settings.views
    context.settings.views = [view for view in before if view[0] != name]
    context.shell.show_views()
    words = translate("Views", "侧栏里拿掉了「{name}」").format(name=name)
    context.shell.notice(words, action=(translate("Views", "取回"), partial(_put_back, context, before)))


def usual_name(wanted: "CaseFilter") -> str:
    """What a list may be called: its state, kinds and search."""
    from reception.domain.forms import URGENCIES, VOICES
    from reception.domain.lifecycle import STATUS_NAMES

    named = ((STATUS_NAMES, wanted.status), (VOICES, wanted.voice), (URGENCIES, wanted.urgency))
    parts = [said(names[key]) for names, key in named if key in names]  # type: ignore[index]
    marks = {
        translate("Views", "逾期"): wanted.overdue,
        translate("Views", "今天到期"): bool(wanted.due_until),
        translate("Views", "请看一下"): wanted.look,
        translate("Views", "待签工单"): wanted.to_sign,
    }
    parts += [words for words, on in marks.items() if on]
    return " ".join(filter(None, (*parts, wanted.category.rpartition("/")[2], wanted.search)))[:LONGEST].strip()


def _put_back(context: Context, before: Sequence[tuple[str, str]]) -> None:
    context.settings.views = before
    context.shell.show_views()


def _target(wanted: "CaseFilter") -> str:
    return cases_target(replace(wanted, due_until=TODAY if wanted.due_until else ""))


def _meant(wanted: "CaseFilter", now: datetime) -> "CaseFilter":
    return replace(wanted, due_until=end_of_today(now)) if wanted.due_until == TODAY else wanted
