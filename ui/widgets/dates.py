"""Days and moments, in the district's time, written as 2026-11-24 and 2026-11-24 09:04."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QWidget

from reception.domain.clock import DISTRICT_ZONE


class DateField(QDateEdit):
    """A day."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
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
        self.show_moment(moment)

    def moment(self) -> datetime:
        """The moment that stands there, aware."""
        day, time = self.date(), self.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=DISTRICT_ZONE)

    def show_moment(self, moment: datetime) -> None:
        """Another moment; an aware one of any zone."""
        local = moment.astimezone(DISTRICT_ZONE)
        self.setDateTime(QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)))
