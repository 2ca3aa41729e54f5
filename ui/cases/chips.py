"""The states a list can be narrowed to, each with its count: one is chosen, arrows walk along them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme.spacing import spaced
from ui.widgets.flow import FlowLayout
from ui.widgets.pressed import PressedByEnter
from ui.words import headed


@dataclass(frozen=True, slots=True)
class Chip:
    """One state: its key (empty for all), and its words."""

    key: str
    words: str


class ChipButton(PressedByEnter, QPushButton):
    """Round, and marked while it narrows the list."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)


class Chips(QWidget):
    """One Tab stop. `chosen` comes when the clerk chose another one."""

    chosen = Signal(str)

    def __init__(self, chips: Sequence[Chip], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips = tuple(chips)
        self._key = chips[0].key
        self._buttons: dict[str, QPushButton] = {}
        row = spaced(FlowLayout(self), 6)
        for chip in chips:
            self._buttons[chip.key] = self._button(chip)
            row.addWidget(self._buttons[chip.key])
        self.choose(chips[0].key)

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose by the program; a key there is not chooses the first."""
        known = self._key = key if key in self._buttons else self._chips[0].key
        for name, button in self._buttons.items():
            button.setChecked(name == known)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == known else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[known])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the counts beside the words; the one without a key counts all."""
        for chip in self._chips:
            number = counts.get(chip.key, 0) if chip.key else sum(counts.values())
            self._write(chip, f"{number:,}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right on any of them choose the one beside; Qt would only move the focus."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in steps:
            return super().eventFilter(watched, event)
        keys = list(self._buttons)
        self._take(keys[(keys.index(self.key) + steps[Qt.Key(event.key())]) % len(keys)])
        self._buttons[self.key].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _button(self, chip: Chip) -> QPushButton:
        button = ChipButton(headed(chip.words), self)
        button.setAccessibleName(chip.words)
        button.clicked.connect(lambda: self._take(chip.key))
        button.installEventFilter(self)
        return button

    def _write(self, chip: Chip, number: str) -> None:
        button = self._buttons[chip.key]
        words = f"{headed(chip.words)} {number}"
        if button.text() != words:
            button.setText(words)
            button.setAccessibleName(words)

    def _take(self, key: str) -> None:
        before = self.key
        self.choose(key)
        if key != before:
            self.chosen.emit(key)
