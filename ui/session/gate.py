"""The small window before the desk and in its place while it is locked: one question at a time."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from reception.domain.errors import ReceptionError
from ui.theme.icons import icon
from ui.theme.spacing import room_for, sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.composing import when_composed
from ui.widgets.form import Form
from ui.widgets.labels import Words
from ui.widgets.notice import Tint, sample_line
from ui.words import explained


class Part(QWidget):
    """One question of the gate: a title, a sentence, a form, and buttons. Ctrl+Enter answers, Esc goes back.

    `submit` and `back` are what the main and the quiet button do; a part that cannot go back has no such button.
    """

    back = Signal()

    def __init__(self, title: str, told: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        self._buttons = spaced(QHBoxLayout(), 8)
        self._buttons.addStretch(1)
        self._body = spaced(QVBoxLayout(), 12)
        self._main: Button | None = None
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(Words(title, "h1", wrap=True))
        if told:
            column.addWidget(Words(told, "second", wrap=True))
        column.addLayout(self._body)
        column.addWidget(self._wrong)
        column.addLayout(self._buttons)
        self.setAccessibleName(title)

    def add(self, part: QWidget | QLayout) -> None:
        """Put something below the sentence."""
        if isinstance(part, QWidget):
            self._body.addWidget(part)
        else:
            self._body.addLayout(part)

    def add_button(self, words: str, run: Callable[[], object], kind: Kind = Kind.PLAIN, icon_name: str = "") -> Button:
        """Put a button at the foot, right of those that are there."""
        button = Button(words, run, kind=kind, icon_name=icon_name)
        self._buttons.addWidget(button)
        return button

    def add_submit(self, words: str) -> Button:
        """Put the main button at the foot: it does what `submit` does."""
        self._main = self.add_button(words, self._ask, Kind.PRIMARY)
        return self._main

    def add_back(self, words: str) -> Button:
        """Put the button at the foot that goes back."""
        return self.add_button(words, self.back.emit, Kind.QUIET)

    def submit(self) -> None:
        """What Enter and the main button do."""

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self.setFocus()

    def show_error(self, error: Exception) -> None:
        """Say an error beside its field, else above the buttons."""
        self.set_busy(busy=False)
        beside = isinstance(error, ReceptionError) and self.form.show_error(error)
        self._wrong.setText("" if beside else explained(error))
        self._wrong.setVisible(not beside)

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be pressed while it is being done."""
        self.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in any field answers, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self._main is None or self._main.isEnabled():
            when_composed(self._clear_and_submit)

    def _clear_and_submit(self) -> None:
        self._wrong.hide()
        self.submit()


class Gate(QWidget):
    """Shows one part in its middle. `closed` comes when the clerk closes it."""

    closed = Signal()

    def __init__(self, title: str, *, sample: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setWindowIcon(icon("message-square"))
        self._part: QWidget | None = None
        self._over = spaced(QVBoxLayout(self), 0)
        self._tint: Tint | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._middle(title))
        self._over.addWidget(self._area, 1)
        self.mark_sample(sample=sample)
        wanted = sized(QWidget(), min_width=760, min_height=620).minimumSize()
        self.resize(wanted.boundedTo(room_for(self)))

    def mark_sample(self, *, sample: bool) -> None:
        """Say above everything that it is a sample, or no more."""
        if sample and self._tint is None:
            self._tint = sample_line()
            self._over.insertWidget(0, self._tint)
        if self._tint is not None:
            self._tint.setVisible(sample)

    def show_title(self, title: str) -> None:
        """Another title: the language changed."""
        self.setWindowTitle(title)
        self._brand.setText(title)

    @property
    def part(self) -> QWidget | None:
        """What is shown."""
        return self._part

    def show_part(self, part: Part) -> None:
        """Show a part in the place of the one before, which is no more, and the gate itself."""
        if self._part is not None:
            self._card_column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self._part = part
        self._card_column.addWidget(part)
        part.show()
        self.show()
        part.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it was closed."""
        super().closeEvent(event)
        self.closed.emit()

    def _middle(self, title: str) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 16, (24, 32, 24, 32))
        column.addStretch(2)
        self._brand = Words(title, "second")
        self._brand.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._brand)
        card = sized(Card(), width=520)
        self._card_column = spaced(QVBoxLayout(), 0, (8, 12, 8, 12))
        card.add(self._card_column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        return page
