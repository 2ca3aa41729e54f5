"""Long work shows how far it is, and can be stopped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme.spacing import spaced
from ui.widgets.button import Button
from ui.widgets.labels import ShortWords, Words
from ui.work import Step, Ticket

FINE = 1000


def show_on(bar: QProgressBar, step: Step) -> None:
    """How far it is, in thousandths: no bar counts the bytes of a large file. A total of 0 shows that it goes on."""
    bar.setRange(0, FINE if step.total else 0)
    bar.setValue(FINE * step.done // step.total if step.total else 0)


class ProgressPanel(QFrame):
    """What is being done, how far it is, and 停止. Follow a ticket with `follow`, give its steps to `show_step`."""

    stopped = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._ticket: Ticket | None = None
        self._title = Words(title, "strong")
        self._words = ShortWords("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._stop = Button(self.tr("停止"), self.stop)
        row = spaced(QHBoxLayout(self), 12, (16, 12, 16, 12))
        column = spaced(QVBoxLayout(), 6)
        for part in (self._title, self._bar, self._words):
            column.addWidget(part)
        row.addLayout(column, 1)
        row.addWidget(self._stop)

    def follow(self, ticket: Ticket) -> None:
        """Stop this ticket when the clerk says so."""
        self.begin()
        self._ticket = ticket

    def begin(self) -> None:
        """Other work begins, nothing of it done yet. Who stops it listens to `stopped`."""
        self._ticket = None
        self._stop.setEnabled(True)
        self.show_step(Step(0))

    def show_step(self, step: Step) -> None:
        """Show how far it is; a total of 0 shows only that it goes on."""
        show_on(self._bar, step)
        counted = f"{step.done:,} / {step.total:,}" if step.total else ""
        self._words.show_text("   ".join(filter(None, (step.words, counted))))

    def stop(self) -> None:
        """Stop the work; what was done until now stays."""
        self._stop.setEnabled(False)
        if self._ticket is not None:
            self._ticket.cancel()
        self.stopped.emit()
