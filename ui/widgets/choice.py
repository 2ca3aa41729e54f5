"""A short list answered by the digits 1–9, the arrows or the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QRadioButton, QVBoxLayout, QWidget

from ui.theme.spacing import spaced
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import digit_of
from ui.words import headed


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its key, and its words as they are shown."""

    key: str
    words: str


class Choice(QWidget):
    """One of at most nine. `chosen` comes when the clerk chose, also the same again; not for `choose`.

    One Tab stop; digits choose wherever in it the focus is, on the keypad too.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[Option], parent: QWidget | None = None, *, digits: bool = True, upright: bool = False
    ) -> None:
        super().__init__(parent)
        row: QLayout = QVBoxLayout(self) if upright else FlowLayout(self)
        self._row = spaced(row, 6)
        self._digits = digits
        self._all: list[QRadioButton] = []
        self._buttons: dict[str, QRadioButton] = {}
        self.show_options(options)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer other answers; what was chosen is kept when it is still offered. Raises ValueError beyond nine."""
        if len(options) > 9:
            raise ValueError("a choice has nine answers at most; use a TypeAhead")
        before = self.key
        while len(self._all) < len(options):
            self._add()
        for button in self._all[len(options) :]:
            button.hide()
        shown = list(enumerate(zip(options, self._all, strict=False), 1))
        self._buttons = {option.key: self._say(number, option, button) for number, (option, button) in shown}
        self.choose(before)

    @property
    def key(self) -> str:
        """The key of what is chosen, or empty."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose by the program; a key that is not offered leaves nothing chosen."""
        chosen = self._buttons.get(key)
        for button in self._all:
            button.setAutoExclusive(False)
            button.setChecked(button is chosen)
            button.setAutoExclusive(True)
        self._aim_focus()

    def take(self, number: int) -> None:
        """The clerk chose an answer by its number, wherever the focus is; it goes to the answer."""
        if 1 <= number <= len(self._buttons):
            key = list(self._buttons)[number - 1]
            self.choose(key)
            self._buttons[key].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.chosen.emit(key)

    def setAccessibleName(self, name: str) -> None:
        """Also said before each answer."""
        super().setAccessibleName(name)
        for button in self._all:
            button.setAccessibleDescription(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit on any of the answers chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_digit(event)
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Straight on to the answer that is chosen, or the first."""
        self._aim_focus()
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(event.reason())

    def _add(self) -> None:
        """Another button; those there are say other words as the answers change."""
        button = QRadioButton(self)
        button.setProperty("role", "choice")
        button.setAccessibleDescription(self.accessibleName())
        button.installEventFilter(self)
        button.clicked.connect(lambda: self.chosen.emit(self._key_of(button)))
        self._row.addWidget(button)
        self._all.append(button)

    def _say(self, number: int, option: Option, button: QRadioButton) -> QRadioButton:
        words = headed(option.words).replace("&", "&&")  # a unit's name, no mnemonic
        button.setText(f"{number} {words}" if self._digits else words)
        button.setAccessibleName(option.words)
        put_away = button.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if put_away or self.isVisible():
            button.show()  # now, not when the layout comes to it: the focus may be wanted at once
        return button

    def _key_of(self, button: QRadioButton) -> str:
        return next(key for key, other in self._buttons.items() if other is button)

    def _take_digit(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if not self._digits or not 1 <= digit <= len(self._buttons):
            return False
        self.take(digit)
        return True

    def _aim_focus(self) -> None:
        aim = self._buttons.get(self.key) or next(iter(self._buttons.values()), None)
        if aim is not None:
            self.setFocusProxy(aim)
