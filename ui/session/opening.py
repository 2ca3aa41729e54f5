"""From the start of the program to a clerk at her desk: open the folder, or make it, and ask who sits down."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from reception.domain.clock import Clock
from reception.domain.errors import ReceptionError
from ui.session import tasks
from ui.session.doorbell import ring
from ui.session.gate import Gate, Part
from ui.session.seating import Seating
from ui.session.trouble import Trouble, Waiting
from ui.settings import Settings
from ui.work import Lane, Report, Ticket, Work

if TYPE_CHECKING:
    from reception.desk.desk import Clerk
    from reception.desk.premises import Premises
    from ui.session.first_start import Joining, RestoreForm, Restoring

T = TypeVar("T")
PATIENCE = 400
"""Milliseconds before the gate says that the folder is being opened; most open sooner, and no window flickers."""


class Opening(QObject):
    """Asks one thing after the other in the gate.

    `seated` gives the premises and the clerk, `left` comes when the clerk goes away or another desk was raised, and
    `spoken` when another language was chosen.
    """

    seated = Signal(object, object)
    left = Signal()
    spoken = Signal(str)

    def __init__(self, folder: Path, clock: Clock, work: Work, gate: Gate, *, sample: bool = False) -> None:
        super().__init__()
        self._folder, self._clock, self._work, self._gate = folder, clock, work, gate
        self._sample = sample
        self._here: Premises | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._say_opening)

    def start(self) -> None:
        """Open the folder; where there is none, ask how to begin."""
        self._slow.start(PATIENCE)
        self._do(partial(tasks.enter, self._folder, self._clock, self._sample), self._entered, self._cannot_open)

    def close(self) -> None:
        """Give the folder back when nobody sat down."""
        self._slow.stop()
        if self._here is not None:
            self._here.close()
            self._here = None

    # the folder

    def _entered(self, here: "Premises | None") -> None:
        self._slow.stop()
        if here is not None:
            self._take(here)
        elif self._sample:
            self._try_sample(self._folder)
        else:
            self._welcome()

    def _cannot_open(self, error: Exception) -> None:
        self._slow.stop()
        if ring(self._folder):
            self.left.emit()
            return
        trouble = Trouble(error, self._folder)
        trouble.again.connect(self.start)
        trouble.restore.connect(self._ask_backup)
        trouble.back.connect(self.left)
        self._gate.show_part(trouble)

    def _say_opening(self) -> None:
        self._gate.show_part(Waiting(self.tr("正在打开…")))

    def _welcome(self) -> None:
        from ui.session.first_start import Welcome

        welcome = Welcome()
        welcome.began.connect(self._begin)
        welcome.spoken.connect(self.spoken)
        welcome.back.connect(self.left)
        self._gate.show_part(welcome)

    def _begin(self, way: str) -> None:
        from ui.session.first_start import ALONE, JOIN, RESTORE, SAMPLE

        ways: dict[str, Callable[[], object]] = {
            JOIN: partial(self._ask_room, online=True),
            ALONE: partial(self._ask_room, online=False),
            SAMPLE: self._try_beside,
            RESTORE: self._ask_backup,
        }
        ways[way]()

    def _ask_room(self, *, online: bool) -> None:
        from ui.session.first_start import RoomForm

        form = RoomForm(online=online)
        form.wanted.connect(self._found)
        form.back.connect(self._welcome)
        self._gate.show_part(form)

    def _found(self, asked: "Joining") -> None:
        self._do(partial(tasks.found_room, self._folder, self._clock, asked), self._was_founded)

    def _was_founded(self, made: "tuple[Premises, ReceptionError | None]") -> None:
        here, refused = made
        Settings(here.folder).unsealed = True
        self._here = here
        self._show_key(here, here.recovery_key, refused)

    def _try_beside(self) -> None:
        from reception.desk.premises import sample_folder

        self._try_sample(sample_folder(self._folder))

    def _try_sample(self, folder: Path) -> None:
        before, self._folder = self._folder, folder
        self._gate.mark_sample(sample=True)
        self._wait(
            self.tr("正在准备样例区…"), partial(tasks.enter_sample, folder, self._clock), self._take,
            self._cannot_open, partial(self._leave_sample, before),
        )  # fmt: skip

    def _leave_sample(self, before: Path) -> None:
        self._folder = before
        self._gate.mark_sample(sample=False)
        if self._sample:
            self.left.emit()
        else:
            self.start()

    def _ask_backup(self, given: "Restoring | None" = None) -> "RestoreForm":
        from ui.session.first_start import RestoreForm

        form = RestoreForm(given)
        form.wanted.connect(self._restore)
        form.back.connect(self.start)
        self._gate.show_part(form)
        return form

    def _restore(self, given: "Restoring") -> None:
        self._wait(
            self.tr("正在恢复备份…"), partial(tasks.restore, self._folder, self._clock, given),
            lambda _: self.start(), partial(self._not_restored, given), self.start,
        )  # fmt: skip

    def _not_restored(self, given: "Restoring", error: Exception) -> None:
        self._ask_backup(given).show_error(error)

    # who sits down

    def _take(self, here: "Premises") -> None:
        self._here = here
        self._gate.mark_sample(sample=here.sample)
        if here.sample:
            self._do(partial(tasks.seat_at_sample, here), self._seat)
        elif Settings(here.folder).unsealed:
            self._do(partial(tasks.renew_key, here.folder), lambda key: self._show_key(here, key))
        else:
            self._ask_who()

    def _show_key(self, here: "Premises", key: str, refused: ReceptionError | None = None) -> None:
        from ui.session.first_start import RecoveryCard
        from ui.session.recovery import RecoveryPaper

        card = RecoveryCard(key, here.room)
        if refused is not None:
            card.show_error(refused)
        paper = RecoveryPaper(self._work, self._clock, here.name or here.room, key, card, sample=here.sample)
        card.saved.connect(paper.save)
        card.printed.connect(paper.print)
        card.put_away.connect(self._put_away)
        self._gate.show_part(card)

    def _put_away(self) -> None:
        if self._here is not None:
            Settings(self._here.folder).unsealed = False
        self._ask_who()

    def _ask_who(self) -> None:
        if self._here is not None:
            seating = Seating(self._here, self._work, self._gate, self)
            seating.taken.connect(self._seat)
            seating.ask(Settings(self._here.folder).clerk)

    def _seat(self, clerk: "Clerk") -> None:
        here, self._here = self._here, None
        if here is not None:
            Settings(here.folder).clerk = clerk.code
            self.seated.emit(here, clerk)

    # how

    def _do(
        self, task: Callable[..., T], done: Callable[[T], Any], failed: Callable[[Exception], None] | None = None
    ) -> None:
        self._work.start(task, done, owner=self, failed=failed or self._say_wrong, lane=Lane.LONG)

    def _wait(
        self,
        words: str,
        task: Callable[[Report], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None],
    ) -> None:
        """Long work in sight. Where it is stopped, it takes away what it made until then, before anything else runs."""
        waiting = Waiting(words, stoppable=True)
        ticket = self._work.start(task, done, owner=self, failed=failed, told=waiting.show_step, lane=Lane.LONG)
        waiting.back.connect(partial(self._stop, ticket, stopped))
        self._gate.show_part(waiting)

    def _stop(self, ticket: Ticket, stopped: Callable[[], None]) -> None:
        ticket.cancel()
        stopped()

    def _say_wrong(self, error: Exception) -> None:
        part = self._gate.part
        if isinstance(part, Part):
            part.show_error(error)
