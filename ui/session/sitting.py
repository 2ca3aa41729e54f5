"""A clerk at an open desk: the lock, the bell of a second desk, what others write, undo and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from reception.domain.clock import Clock
from ui import acts
from ui.commands import Command
from ui.dialogs.field_papers import field_papers
from ui.dialogs.papers import room_papers
from ui.session import tasks
from ui.session.ahead import Ahead
from ui.session.counts import Counts
from ui.session.doorbell import Doorbell
from ui.session.gate import Gate
from ui.session.housekeeping import Housekeeping
from ui.session.idle import IdleWatch
from ui.session.line import Line
from ui.session.reminders import Reminders
from ui.session.seating import Seating
from ui.session.trouble import Waiting
from ui.session.watch import WriteWatch
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.tokens import ToneName
from ui.words import explained
from ui.work import Lane, Work

if TYPE_CHECKING:
    from reception.desk.desk import Clerk
    from reception.desk.premises import Premises

DESK = ("接待台", "Desk")
EDIT = ("操作", "Edit")
SEEN = 200
"""Milliseconds after which a window's first page is read too: what stands around it comes after it."""
_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
"""Windows that are not opened again when the desk wakes."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A window behind the lock, and where one was in it: a dialog that is shown again marks all of its first line."""

    top: QWidget
    field: QWidget | None
    at: int

    @classmethod
    def of(cls, top: QWidget) -> "Hidden":
        """As it stands now."""
        field = top.focusWidget()
        return cls(top, field, field.cursorPosition() if isinstance(field, QLineEdit) else 0)

    def bring_back(self) -> None:
        """The window, the field, and the place in its text."""
        self.top.show()
        if self.field is not None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.field, QLineEdit):
            self.field.setCursorPosition(self.at)


class Sitting(QObject):
    """Holds what goes on while the desk is open, whichever window shows it. `left` comes when the gate is closed."""

    left = Signal()

    def __init__(
        self, here: "Premises", clerk: "Clerk", clock: Clock, work: Work, gate: Gate, settings: Settings
    ) -> None:
        super().__init__()
        from reception.desk.desk import Desk

        self.here, self.desk = here, Desk(here.store, clerk)
        self._work, self._gate, self._settings = work, gate, settings
        self._window: MainWindow | None = None
        self._hidden: list[Hidden] = []
        self._locked = False
        self._bell = Doorbell(here.folder, self)
        self._bell.rung.connect(self._come_forward)
        self._idle = IdleWatch(clock, lambda: settings.lock_minutes, self)
        self._idle.idle.connect(self._lock_when_able)
        self._ahead = Ahead(work, self._idle.is_quiet, self)
        self._watch = WriteWatch(self.desk, work, self)
        self._watch.written.connect(self._changed_elsewhere)
        self._counts = Counts(self.desk, work, self)
        self.line = Line(self.desk, work, clock, self)
        self._reminders = Reminders(self.desk, work, clock, self)
        self.housekeeping = Housekeeping(self.desk, work, clock, settings, self._idle.idle_for, self)
        self.housekeeping.trouble.connect(self._say_trouble)

    def begin(self) -> None:
        """Start what can wait until the window is seen: the bell of a second desk; then what can wait longer."""
        self._bell.listen()
        QTimer.singleShot(SEEN, self, self.line.watch_network)

    @property
    def locked(self) -> bool:
        """Whether the gate stands before the desk."""
        return self._locked

    def is_quiet(self) -> bool:
        """Whether nobody is just typing."""
        return self._idle.is_quiet()

    def attach(self, window: MainWindow) -> None:
        """Serve this window from now on; what stands around its page is read after the page."""
        self._window = window
        window.commands.add(self._commands(window))
        QTimer.singleShot(SEEN, window, partial(self._read_around, window))
        self._reminders.attach(window)
        self._ahead.attach(window)
        self._show_clerk()

    def _read_around(self, window: MainWindow) -> None:
        self._counts.attach(window)
        self.line.attach(window)

    def lock(self) -> None:
        """Put the gate before the desk; what is half written stays as it is."""
        if self._locked or self.why_no_lock():
            return
        self._locked = True
        self._stand_before()
        seating = Seating(self.here, self._work, self._gate, self, locked=True)
        seating.taken.connect(partial(self._take_seat, seating))
        seating.ask(self.desk.clerk.code)

    def why_no_lock(self) -> str:
        """Why the desk cannot be locked, or empty."""
        return self.tr("样例没有密码，不用锁定") if self.here.sample else ""

    def end(self) -> None:
        """Start nothing more by itself."""
        self._bell.close()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def close(self) -> None:
        """Give the folder back, after the workers have ended."""
        self.here.close()

    # locking

    def _lock_when_able(self) -> None:
        if not self.why_no_lock():
            self.lock()

    def _stand_before(self) -> None:
        window = self._window
        if window is not None:
            self._gate.setGeometry(window.geometry())
            self._gate.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        shown = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not self._gate]
        self._gate.show_part(Waiting(self.tr("已锁定")))
        self._hidden = [Hidden.of(top) for top in shown if top.windowType() not in _PASSING]
        for top in shown:
            top.hide()

    def _take_seat(self, seating: Seating, clerk: "Clerk") -> None:
        seating.deleteLater()
        before = self.desk.clerk
        task = partial(tasks.take_seat, self.desk, clerk)
        self._work.start(task, partial(self._wake, before), owner=self, lane=Lane.WRITE)

    def _wake(self, before: "Clerk", clerk: "Clerk") -> None:
        self._locked = False
        for hidden in self._hidden:
            hidden.bring_back()
        self._hidden = []
        self._gate.hide()
        self._settings.clerk = clerk.code
        self._show_clerk()
        if self._window is not None and clerk != before:
            self._window.notice(self.tr("现在由{name}使用").format(name=clerk.name))

    # the window

    def _show_clerk(self) -> None:
        if self._window is not None:
            place = self.here.name or self.here.room
            self._window.show_fact(f"{place}   {self.desk.clerk.name}")

    def _come_forward(self) -> None:
        window = self._gate if self._locked else self._window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _say_trouble(self, error: Exception) -> None:
        if self._window is not None:
            self._window.notice(explained(error), ToneName.WARN)

    def _changed_elsewhere(self) -> None:
        if self._window is not None:
            self._window.changed(None)

    def _commands(self, window: MainWindow) -> Sequence[Command]:
        context = window.context
        return (
            Command("undo", ("撤销", "Undo"), partial(acts.undo, context), EDIT, "Ctrl+Z", "undo-2"),
            Command("redo", ("重做", "Redo"), partial(acts.redo, context), EDIT, "Ctrl+Y", "redo-2"),
            Command("history", ("操作记录", "History"), self._open_history, EDIT, "Ctrl+H", "history"),
            Command(
                "lock", ("锁定或换人", "Lock or switch clerk"), self.lock, DESK, "Ctrl+L", "lock", self.why_no_lock
            ),
            *room_papers(context, window),
            *field_papers(context, window),
        )

    def _open_history(self) -> None:
        from ui.dialogs.history import HistoryDialog

        if self._window is not None:
            HistoryDialog(self._window.context, self._window).open()
