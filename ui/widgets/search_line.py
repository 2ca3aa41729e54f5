"""The one search box: finds while typing, a little after the last key."""

from contextlib import suppress

from PySide6.QtCore import QRect, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from reception.domain.errors import InvalidInput
from ui.theme.icons import draw, icon
from ui.theme.spacing import look
from ui.widgets.line_edit import LineEdit

PAUSE = 120
"""Milliseconds of rest before a search starts; a scanner's or typist's burst makes one search."""


class SearchLine(LineEdit):
    """`searched` while typing, `entered` at Return (a scanner ends with it), `left` at Esc on an empty line."""

    searched = Signal(str)
    entered = Signal(str)
    left = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._away = self.addAction(icon("x", QPalette.ColorRole.Text), QLineEdit.ActionPosition.TrailingPosition)
        self._away.setText(self.tr("清空"))
        self._away.setVisible(False)
        self._away.triggered.connect(self._empty)
        self.textChanged.connect(lambda text: self._away.setVisible(bool(text)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda _: self._pause.start())

    def _search(self) -> None:
        self._send(self.searched)

    def _send(self, signal: SignalInstance) -> None:
        with suppress(InvalidInput):  # said beside the line already
            signal.emit(self.value())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its glass; Qt would draw an icon at one size for all sizes of text."""
        super().paintEvent(event)
        side = look().px(16)
        painter = QPainter(self)
        draw(painter, QRect(look().px(9), (self.height() - side) // 2, side, side), "search", look().tokens.third)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return searches at once, Esc empties and then leaves, the arrows walk in the results."""
        if self.composing:
            super().keyPressEvent(event)
            return
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._send(self.entered)
        elif event.key() == Qt.Key.Key_Escape:
            self._empty()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        self._pause.stop()
        if not self.text():
            self.left.emit()
            return
        self.clear()
        self.searched.emit("")
