"""The paper of a recovery key: saved as PDF, or printed, without leaving a copy on this PC."""

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reception.domain.clock import Clock
from ui.session.gate import Part
from ui.work import Lane, Report, Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reception.paper.recovery import RecoverySheet

Sizes = list[tuple[float, float]]


class RecoveryPaper(QObject):
    """Makes the sheet on a worker; what goes wrong is said on the card it belongs to."""

    def __init__(self, work: Work, clock: Clock, room: str, key: str, card: Part, *, sample: bool) -> None:
        super().__init__(card)
        self._work, self._clock, self._card = work, clock, card
        self._room, self._sample, self._key = room, sample, key

    def save(self, file: str) -> None:
        """Write the PDF there."""
        self._work.start(
            partial(write_sheet, self._sheet(), Path(file)),
            lambda _: None,
            owner=self,
            failed=self._card.show_error,
            lane=Lane.LONG,
        )

    def print(self) -> None:
        """Print it through the system's dialog."""
        self._work.start(
            partial(sheet_bytes, self._sheet()),
            self._ask_printer,
            owner=self,
            failed=self._card.show_error,
            lane=Lane.LONG,
        )

    def _sheet(self) -> "RecoverySheet":
        from reception.paper.frame import Marks
        from reception.paper.recovery import RecoverySheet

        return RecoverySheet(self._room, self._key, Marks(self._clock.now(), sample=self._sample))

    def _ask_printer(self, made: tuple[bytes, Sizes]) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.dialogs.print_job import printer_for

        pdf, sizes = made
        printer = printer_for(sizes[0])
        dialog = QPrintDialog(printer, self._card)
        if dialog.exec():
            self.print_on(printer, pdf, sizes)
        dialog.deleteLater()

    def print_on(self, printer: "QPrinter", pdf: bytes, sizes: Sizes) -> None:
        """Print a sheet that was made."""
        from ui.dialogs.print_job import PrintJob

        job = PrintJob(self._work, pdf, sizes, printer, self)
        job.failed.connect(self._card.show_error)
        job.start()


def write_sheet(sheet: "RecoverySheet", file: Path, report: Report) -> None:
    """Write the sheet as PDF. Raises Unavailable when it cannot be written."""
    from reception.paper.recovery import write_recovery

    write_recovery(sheet, file)


def sheet_bytes(sheet: "RecoverySheet", report: Report) -> tuple[bytes, Sizes]:
    """The sheet as PDF in memory, with the sizes of its pages."""
    from reception.paper.pages import page_sizes
    from reception.paper.recovery import write_recovery

    made = io.BytesIO()
    write_recovery(sheet, made)
    return made.getvalue(), page_sizes(made.getvalue())
