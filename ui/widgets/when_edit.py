"""A time or a day, typed as one says it: 14:30, 昨天 16:00, 11-23 9点半, +3. Written out when the line is left."""

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.clock import Clock
from reception.domain.errors import InvalidInput
from reception.domain.text import clean_line
from reception.domain.typed_times import typed_time
from ui.widgets.line_edit import LineEdit


def as_moment(clock: Clock, text: str) -> str:
    """A day and time as `2026-11-24 09:04`. Raises InvalidInput, also for a day alone."""
    return _written(clock, text, needs_time=True)


def as_limit(clock: Clock, text: str) -> str:
    """A day and time, or a day alone, which means the end of business."""
    return _written(clock, text, needs_time=False)


def as_day(clock: Clock, text: str) -> str:
    """A day as `2026-11-24`. Raises InvalidInput."""
    text = clean_line(text)
    return typed_time(text, clock.now()).day.isoformat() if text else ""


class MomentEdit(LineEdit):
    """When something happened; empty is now."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, cleaned=partial(as_moment, clock))
        self.setPlaceholderText(self.tr("现在；也可写 14:30、昨天 16:00"))


class LimitEdit(LineEdit):
    """Until when."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, cleaned=partial(as_limit, clock))
        self.setPlaceholderText(self.tr("+5、12-01 或 12-01 17:00"))


class DayEdit(LineEdit):
    """On which day."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, cleaned=partial(as_day, clock))
        self.setPlaceholderText(self.tr("今天、明天、+3 或 11-27"))


def _written(clock: Clock, text: str, *, needs_time: bool) -> str:
    text = clean_line(text)
    if not text:
        return ""
    typed = typed_time(text, clock.now())
    if typed.time is None:
        if needs_time:
            raise InvalidInput(
                "请写明几点，如 14:30；时间不详请留空并在备注中说明",
                english="say at what time, as in 14:30",
            )
        return typed.day.isoformat()
    return f"{typed.day.isoformat()} {typed.time:%H:%M}"
