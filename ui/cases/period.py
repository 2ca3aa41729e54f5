"""From which day to which day: a few usual periods, or two days of one's own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reception.domain.clock import Clock
from ui.moments import here
from ui.theme.spacing import sized, spaced
from ui.widgets.labels import Words
from ui.widgets.picker import Picker
from ui.widgets.when_edit import DayEdit

OWN = "own"


class Days(NamedTuple):
    """From the first day to the last one; None is open."""

    first: date | None = None
    last: date | None = None


USUAL: dict[str, Callable[[date], Days]] = {
    "any": lambda today: Days(),
    "today": lambda today: Days(today, today),
    "yesterday": lambda today: Days(today - timedelta(days=1), today - timedelta(days=1)),
    "week": lambda today: Days(today - timedelta(days=6), today),
    "month": lambda today: Days(today.replace(day=1), today),
    "days30": lambda today: Days(today - timedelta(days=29), today),
}


class PeriodField(QWidget):
    """`changed` comes when the clerk chose another period; `wrong` says what is wrong with a day, or nothing."""

    changed = Signal()
    wrong = Signal(str)

    def __init__(self, clock: Clock, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._usual = Picker(name, self._names(name))
        self._first, self._last = self._day(self.tr("从")), self._day(self.tr("到"))
        self._own = QWidget()
        own = spaced(QHBoxLayout(self._own), 4)
        for part in (self._first, Words("–", "second"), self._last):
            own.addWidget(part)
        row = spaced(QHBoxLayout(self), 4)
        row.addWidget(self._usual)
        row.addWidget(self._own)
        self.setFocusProxy(self._usual)
        self._own.hide()
        self._usual.activated.connect(self._choose)

    def days(self) -> Days:
        """What is chosen; a day of one's own that is empty is open."""
        key = self._usual.key
        return Days(*map(_typed, (self._first, self._last))) if key == OWN else USUAL[key](self._today())

    def show_days(self, days: Days) -> None:
        """Choose by the program: a usual period where it is one, else two days; what the clerk types there stays."""
        if self._usual.key == OWN and any(days) and days == self.days():
            return
        usual = next((key for key, made in USUAL.items() if made(self._today()) == days), OWN)
        self._usual.choose(usual)
        for line, day in ((self._first, days.first), (self._last, days.last)):
            line.write(day.isoformat() if day else "")
        self._own.setVisible(usual == OWN)

    def _names(self, name: str) -> dict[str, str]:
        return {
            "any": self.tr("{name}不限").format(name=name),
            "today": self.tr("今天"),
            "yesterday": self.tr("昨天"),
            "week": self.tr("近七天"),
            "month": self.tr("本月"),
            "days30": self.tr("近三十天"),
            OWN: self.tr("从…到…"),
        }

    def _day(self, name: str) -> DayEdit:
        line = sized(DayEdit(self._clock), width=104)
        line.setAccessibleName(name)
        line.setPlaceholderText("11-20")
        line.editingFinished.connect(self._take_own)
        line.wrong_changed.connect(self.wrong)
        return line

    def _choose(self) -> None:
        own = self._usual.key == OWN
        self._own.setVisible(own)
        if own:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._first.selectAll()
        else:
            self.changed.emit()

    def _take_own(self) -> None:
        if not (self._first.wrong or self._last.wrong):
            self.changed.emit()

    def _today(self) -> date:
        return here(self._clock.now()).date()


def _typed(line: DayEdit) -> date | None:
    return date.fromisoformat(line.text()) if line.text() and not line.wrong else None
