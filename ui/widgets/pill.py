"""A state as a pill: a colour and a word, never a colour alone."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.tokens import ToneName
from ui.widgets.painting import draw_pill, pill_size


class Pill(QWidget):
    """Shows one word of state. Raises ValueError for no word."""

    def __init__(self, words: str, tone: ToneName = ToneName.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words, self._tone = words, tone
        self.show_state(words, tone)

    def show_state(self, words: str, tone: ToneName) -> None:
        """Another state."""
        if not words:
            raise ValueError("a state needs a word besides its colour")
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As broad as its word."""
        return pill_size(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill."""
        painter = QPainter(self)
        draw_pill(painter, 0, self.height() // 2, self._words, self._tone)
        painter.end()
