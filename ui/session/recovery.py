"""The paper of a recovery key: saved as PDF, or printed, without leaving a copy on this PC."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from reception.domain.clock import Clock
from ui.session.gate import Part
from ui.work import Lane, Report, Work


class RecoveryPaper(QObject):
    """Writes the sheet on a worker; what goes wrong is said on the card it belongs to."""

    def __init__(self, work: Work, clock: Clock, room: str, key: str, card: Part, *, sample: bool) -> None:
        super().__init__(card)
        self._work, self._clock, self._card = work, clock, card
        self._room, self._sample, self._key = room, sample, key

    def save(self, file: str) -> None:
        """Write the PDF there."""
        task = partial(write_sheet, self._room, self._key, self._clock, self._sample, Path(file))
        self._work.start(task, lambda _: None, owner=self, failed=self._card.show_error, lane=Lane.LONG)

    def print(self) -> None:
        """Print it through the system's dialog."""


def write_sheet(room: str, key: str, clock: Clock, sample: bool, file: Path, report: Report) -> None:
    """Write the sheet as PDF. Raises Unavailable when it cannot be written."""
    from reception.paper.frame import Marks
    from reception.paper.recovery import RecoverySheet, write_recovery

    write_recovery(RecoverySheet(room, key, Marks(clock.now(), sample=sample)), file)
