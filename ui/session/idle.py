"""When the desk locks itself: after minutes without a key or a move of the mouse, never under a clerk's hands."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reception.domain.clock import Clock
from ui.pages.page import Page
from ui.widgets.composing import Composing
from ui.widgets.search_line import SearchLine

LOOK_EVERY = 5_000
"""Milliseconds between two looks at the clock."""

QUIET = timedelta(milliseconds=400)
"""Without a key or a move of the mouse for so long, the program does what would keep one waiting."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """`idle` comes when nobody touched anything for so many minutes and nothing half written has the focus."""

    idle = Signal()

    def __init__(self, clock: Clock, minutes: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._minutes = clock, minutes
        self._last: datetime = clock.now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)  # before the window is made: with the first event come all types of Qt's
        self._timer.start(LOOK_EVERY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in _SIGNS_OF_LIFE:
            self._last = self._clock.now()
        return False

    def idle_for(self) -> timedelta:
        """For how long nobody touched anything."""
        return self._clock.now() - self._last

    def is_quiet(self) -> bool:
        """Whether nobody is just typing."""
        return self.idle_for() >= QUIET

    def look(self) -> None:
        """Say `idle` when it is time."""
        minutes = self._minutes()
        if minutes and self.idle_for() >= timedelta(minutes=minutes) and not is_half_written():
            self._last = self._clock.now()
            self.idle.emit()


def is_half_written() -> bool:
    """Whether the focus is in words that are being composed or typed, or on a form that is not saved.

    What is sought is no form: it would keep a list of residents open to whoever comes by.
    """
    field = QApplication.focusWidget()
    if isinstance(field, Composing) and field.composing:
        return True
    if isinstance(field, SearchLine):
        return False
    return bool(written_in(field)) or _on_unsaved(field)


def written_in(field: QWidget | None) -> str:
    """What stands in a field one types in."""
    if isinstance(field, QLineEdit) and not field.isReadOnly():
        return field.text()
    if isinstance(field, QPlainTextEdit | QTextEdit) and not field.isReadOnly():
        return field.toPlainText()
    return ""


def _on_unsaved(field: QWidget | None) -> bool:
    while field is not None:
        if isinstance(field, Page):
            return field.unsaved
        field = field.parentWidget()
    return False
