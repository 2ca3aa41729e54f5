"""A line that opens something: a word, what it is about, and when; by Enter, Space or a click."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme.spacing import look
from ui.widgets.painting import Place, colour, draw_ground, font_of
from ui.widgets.pressed import PressedByEnter


class LinkRow(PressedByEnter, QAbstractButton):
    """Draws `word  title … when` in one line, the title cut where there is no room."""

    def __init__(self, word: str, title: str, when: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._title, self._when = word, title, when
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{word} {title} {when}")
        self.setToolTip(title)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(look().px(120), look().px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line; on a ground while the mouse or the focus is there."""
        painter = QPainter(self)
        px = look().px
        draw_ground(painter, Place(self.rect(), False, self.underMouse(), self.hasFocus()), self.rect())
        self._words(painter, self.rect().adjusted(px(6), 0, -px(6), 0))
        painter.end()

    def _words(self, painter: QPainter, room: QRect) -> None:
        tokens, px, middle = look().tokens, look().px, Qt.AlignmentFlag.AlignVCenter
        small, base = font_of(look().scale.small), font_of(look().scale.base)
        painter.setFont(small)
        painter.setPen(colour(tokens.third))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._when)
        painter.setPen(colour(tokens.second))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self._word)
        metrics = QFontMetrics(small)
        left = metrics.horizontalAdvance(self._word) + px(8)
        title = room.adjusted(left, 0, -metrics.horizontalAdvance(self._when) - px(8), 0)
        painter.setFont(base)
        painter.setPen(colour(tokens.text))
        shown = QFontMetrics(base).elidedText(self._title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, middle | Qt.AlignmentFlag.AlignLeft, shown)
