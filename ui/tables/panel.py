"""A big table on its card: what stands there while it is empty, and the bar that moves a screen reader's window."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.settings import Settings
from ui.tables.big_model import BigModel
from ui.tables.big_table import BigTable
from ui.tables.source import Column, Source
from ui.theme.spacing import look, spaced
from ui.widgets.beside import scrolled
from ui.widgets.button import Button, Kind
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.words import language
from ui.work import Work


class TablePanel(QFrame):
    """Put a source in with `show_source`; `counted` tells how many rows it has."""

    counted = Signal(int)

    def __init__(
        self, name: str, columns: Sequence[Column], work: Work, empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = BigModel(columns, work, self)
        self.table = BigTable(self.model, name)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._empty = scrolled(empty)
        self._stack.addWidget(self._empty)
        self._bar = WindowBar(self.model)
        column = spaced(QVBoxLayout(self), 0, (1, 1, 1, 1))
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self.setFocusProxy(self.table)
        self.model.counted.connect(self._take_count)

    def show_source(self, source: Source) -> None:
        """Show another query."""
        self.model.show_source(source)

    def refresh(self) -> None:
        """Read the query again."""
        self.model.refresh()

    def keep_columns(self, settings: Settings, name: str) -> None:
        """Keep widths and order of the columns under a name; call when the page is left."""
        settings.keep_state(_columns(name), self.table.columns_state())

    def restore_columns(self, settings: Settings, name: str) -> None:
        """Widths and order as they were kept."""
        self.table.restore_columns(settings.state(_columns(name)))

    def _take_count(self, count: int) -> None:
        self._stack.setCurrentWidget(self.table if count else self._empty)
        self._bar.follow()
        self.counted.emit(count)


def _columns(name: str) -> str:
    """Widths are pixels: they are kept for each language and size of text."""
    return f"columns/{name}-{language().value}-{look().scale.base}"


class WindowBar(QWidget):
    """Seen only where a screen reader runs: which rows are shown, and on to the others."""

    def __init__(self, model: BigModel) -> None:
        super().__init__()
        self._model = model
        self._words = Words("", "meta")
        self._before = Button(self.tr("前 2,000 条"), lambda: model.move_window(-1), kind=Kind.QUIET)
        self._after = Button(self.tr("后 2,000 条"), lambda: model.move_window(1), kind=Kind.QUIET)
        row = spaced(QHBoxLayout(self), 8, (12, 4, 12, 4))
        row.addWidget(self._words, 1)
        row.addWidget(self._before)
        row.addWidget(self._after)
        model.window_moved.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what is shown."""
        first, end = self._model.window
        total = self._model.total
        self._words.setText(
            self.tr("第 {first}–{last} 条，共 {total} 条").format(first=first + 1, last=end, total=total)
        )
        self._before.setEnabled(first > 0)
        self._after.setEnabled(end < total)
        self.setVisible(total > end - first)
