"""Forms that were begun and put aside: which, and since when; digits open one, Delete throws one away."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from reception.domain.clock import Id
from ui.context import Context
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.visit import tasks
from ui.visit.keeping import throw_away
from ui.widgets.button import Button, Kind, written
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import digit_of, with_digit
from ui.widgets.labels import ShortWords, Words
from ui.work import Lane

if TYPE_CHECKING:
    from reception.desk.drafts import Draft

PARKED_KEY = "Ctrl+Shift+O"
BESIDE = 3
"""How many stand side by side; older ones are in a menu behind them."""

SHORT = 14


class ParkedBar(QFrame):
    """Hidden while nothing is aside. `opened` gives a draft; one that was thrown away can be taken back."""

    opened = Signal(object)

    def __init__(self, context: Context, form: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._context = context
        self._form = form
        self._drafts: list[Draft] = []
        self._hidden: Id | None = None
        self._buttons: list[Button] = []
        self._now: datetime | None = None
        self._count = Words("", "strong")
        self._row = spaced(FlowLayout(), 4)
        self._others = Button(self.tr("更早的"), self._open_menu, kind=Kind.QUIET, icon_name="chevron-down")
        row = spaced(QHBoxLayout(self), 8, (12, 4, 8, 4))
        row.addWidget(self._count)
        row.addLayout(self._row, 1)
        row.addWidget(self._others)
        keys = self.tr("{keys} 以后数字打开，Delete 扔掉").format(keys=written(PARKED_KEY))
        row.addWidget(ShortWords(keys, "meta"), 1)
        self.hide()

    def read_again(self, without: Id | None) -> None:
        """Read what is aside; the draft of the form that is open is not shown."""
        self._hidden = without
        task = partial(tasks.read_drafts, self._context.desk, self._form)
        self._context.work.start(task, self.show_drafts, owner=self, lane=Lane.WRITE)  # behind what was just kept

    def show_drafts(self, found: "Sequence[Draft]") -> None:
        """Show these, latest first; those without a word are not worth a look."""
        drafts = [draft for draft in found if draft.fields and draft.id != self._hidden]
        self._drafts, self._now = drafts, self._context.clock.now()
        self._count.setText(self.tr("没存完 {count} 份").format(count=len(drafts)))
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(at, draft) for at, draft in enumerate(self._drafts[:BESIDE])]
        self._others.setVisible(len(drafts) > BESIDE)
        self.setVisible(bool(drafts))

    @property
    def drafts(self) -> "Sequence[Draft]":
        """What is aside, latest first."""
        return self._drafts

    def go_there(self) -> None:
        """The focus on the latest."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit opens; Delete throws away the one the focus is on."""
        digit = digit_of(event)
        if 1 <= digit <= len(self._buttons):
            self.opened.emit(self._drafts[digit - 1])
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._throw()
        else:
            super().keyPressEvent(event)

    def _throw(self) -> None:
        at = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), None)
        if at is None:
            return
        throw_away(self._context, self._drafts[at], self._again)

    def _again(self) -> None:
        self.read_again(self._hidden)

    def _button(self, at: int, draft: "Draft") -> Button:
        words = f"{at + 1} {self._words(draft)}"
        button = Button(words.replace("&", "&&"), lambda: self.opened.emit(draft), kind=Kind.QUIET)
        button.setToolTip(draft.title)
        self._row.addWidget(button)
        return button

    def _words(self, draft: "Draft") -> str:
        title = draft.title if len(draft.title) <= SHORT else draft.title[: SHORT - 1] + "…"
        return f"{title}  {moment_words(draft.saved_at, self._now)}" if self._now else title

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for digit, draft in enumerate(self._drafts[BESIDE:], BESIDE + 1):
            action = menu.addAction(with_digit(digit, self._words(draft)))
            action.triggered.connect(lambda _=False, draft=draft: self.opened.emit(draft))
        menu.popup(self._others.mapToGlobal(self._others.rect().bottomLeft()))
