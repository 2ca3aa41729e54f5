"""What can be done with a case now: the obvious next step first, each by its digit, the rest in a menu."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from reception.domain.lifecycle import Act
from ui.case.names import act_words
from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import with_digit

SHOWN = 5
"""Acts with a button of their own; the others stand in the menu."""


class ActBar(QWidget):
    """`chosen` gives the act; `number` is its digit's. Buttons are kept and renamed, so that the focus stays."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: tuple[Act, ...] = ()
        row = spaced(FlowLayout(self), 8)
        self._buttons = [self._button(place) for place in range(SHOWN)]
        self._more = Button(self.tr("更多"), self.open_menu, icon_name="ellipsis", keys="0")
        for button in (*self._buttons, self._more):
            row.addWidget(button)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What is offered, in its order."""
        return self._acts

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Offer these; the first is the obvious one."""
        self._acts = tuple(acts)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(acts))
            if place < len(acts):
                words = act_words(acts[place])
                button.setText(f"{place + 1} {words}")
                button.setAccessibleName(words)
        self._more.setVisible(len(acts) > SHOWN)

    def take(self, number: int) -> None:
        """The act of a digit, from 1; nothing for one there is not."""
        if 1 <= number <= len(self._acts):
            self.chosen.emit(self._acts[number - 1])

    def open_menu(self) -> None:
        """All acts with their digits."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, act in enumerate(self._acts, 1):
            action = menu.addAction(with_digit(place, act_words(act)))
            action.triggered.connect(partial(self.chosen.emit, str(act)))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def focus_first(self) -> None:
        """The obvious next step."""
        self._buttons[0].setFocus()

    def _button(self, place: int) -> Button:
        button = Button("", partial(self.take, place + 1), kind=Kind.PRIMARY if place == 0 else Kind.PLAIN)
        button.hide()
        return button
