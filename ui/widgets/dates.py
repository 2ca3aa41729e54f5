"""Days and moments, in the district's time, written as 2026-11-24 and 2026-11-24 09:04."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QEvent, Qt, QTime
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QDateTimeEdit, QToolButton, QWidget

from reception.domain.clock import DISTRICT_ZONE
from ui.theme.icons import icon
from ui.theme.spacing import look
from ui.widgets.painting import colour

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
_TURNS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class Calendar(QCalendarWidget):
    """The month to choose a day from: Monday first, in the look's colours; Qt's own paints the weekend in pure red."""

    def __init__(self) -> None:
        super().__init__()
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for name, turn in _TURNS.items():
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(turn))
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        weekend = QTextCharFormat()
        weekend.setForeground(colour(look().tokens.third))
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, weekend)


class DateField(QDateEdit):
    """A day."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar())
        self.show_day(day)

    def day(self) -> date:
        """The day that stands there."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Another day."""
        self.setDate(QDate(day.year, day.month, day.day))


class MomentField(QDateTimeEdit):
    """A day and time of the district's clock, to the minute."""

    def __init__(self, moment: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar())
        self.show_moment(moment)

    def moment(self) -> datetime:
        """The moment that stands there, aware."""
        day, time = self.date(), self.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=DISTRICT_ZONE)

    def show_moment(self, moment: datetime) -> None:
        """Another moment; an aware one of any zone."""
        local = moment.astimezone(DISTRICT_ZONE)
        self.setDateTime(QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)))
