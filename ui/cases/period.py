"""From which day to which day: a few usual periods, or two days of one's own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reception.domain.clock import Clock
from ui.moments import here
from ui.theme.spacing import spaced
from ui.widgets.dates import DateField
from ui.widgets.labels import Words
from ui.widgets.picker import Picker

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
    """`changed` comes when the clerk chose another period."""

    changed = Signal()

    def __init__(self, clock: Clock, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._usual = Picker(name, self._names(name))
        today = self._today()
        self._first, self._last = DateField(today), DateField(today)
        self._dash = Words("–", "second")
        row = spaced(QHBoxLayout(self), 4)
        for part in (self._usual, self._first, self._dash, self._last):
            row.addWidget(part)
        self._first.setAccessibleName(self.tr("从"))
        self._last.setAccessibleName(self.tr("到"))
        self.setFocusProxy(self._usual)
        self._show_own(own=False)
        self._usual.activated.connect(self._choose)
        self._first.dateChanged.connect(lambda _: self.changed.emit())
        self._last.dateChanged.connect(lambda _: self.changed.emit())

    def days(self) -> Days:
        """What is chosen."""
        key = self._usual.key
        return Days(self._first.day(), self._last.day()) if key == OWN else USUAL[key](self._today())

    def show_days(self, days: Days) -> None:
        """Choose by the program: a usual period where it is one, else two days."""
        usual = next((key for key, made in USUAL.items() if made(self._today()) == days), OWN)
        self._usual.choose(usual)
        for field, day in ((self._first, days.first), (self._last, days.last)):
            field.blockSignals(True)
            field.show_day(day or self._today())
            field.blockSignals(False)
        self._show_own(own=usual == OWN)

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

    def _choose(self) -> None:
        self._show_own(own=self._usual.key == OWN)
        self.changed.emit()

    def _show_own(self, *, own: bool) -> None:
        for part in (self._first, self._dash, self._last):
            part.setVisible(own)

    def _today(self) -> date:
        return here(self._clock.now()).date()
