"""A figure that opens the list it counts: a large number, what it counts, and a colour when it asks for something."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.theme.spacing import look, spaced
from ui.theme.tokens import ToneName
from ui.widgets.painting import colour, draw_ring, font_of
from ui.widgets.pressed import PressedByEnter

NUMBER_SIZE = 28


class Figure(PressedByEnter, QAbstractButton):
    """Pressed by mouse, Space or Enter. Its tone shows only while the number is above zero."""

    def __init__(self, title: str, tone: ToneName, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._tone, self._key = title, tone, key
        self._number: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def show_number(self, number: int) -> None:
        """Another number."""
        self._number = number
        self.setAccessibleName(f"{self._title} {number}")
        self.update()

    @property
    def number(self) -> int | None:
        """What it shows; None before the first count."""
        return self._number

    def sizeHint(self) -> QSize:
        """Room for the number above its words."""
        words = QFontMetrics(font_of(look().scale.base)).horizontalAdvance(self._title)
        key = QFontMetrics(font_of(look().scale.small)).horizontalAdvance(self._key)
        return QSize(max(look().px(104), words + key + look().px(36)), look().px(84))

    def minimumSizeHint(self) -> QSize:
        """As much."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, number, words, and the digit that opens it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        px, tokens = look().px, look().tokens
        inner = self.rect().adjusted(px(14), px(10), -px(14), -px(10))
        asks = bool(self._number) and self._tone is not ToneName.NEUTRAL
        painter.setPen(colour(tokens.tone(self._tone).text if asks else tokens.text))
        painter.setFont(font_of(px(NUMBER_SIZE), strong=True))
        shown = "—" if self._number is None else f"{self._number:,}"
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
        self._words(painter, inner)
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        tokens, px = look().tokens, look().px
        painter.setPen(colour(tokens.line))
        painter.setBrush(colour(tokens.hover if self.underMouse() or self.isDown() else tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(6), px(6))
        if self.hasFocus():
            draw_ring(painter, self.rect())

    def _words(self, painter: QPainter, inner: QRect) -> None:
        tokens = look().tokens
        painter.setPen(colour(tokens.second))
        painter.setFont(font_of(look().scale.base))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._title)
        painter.setFont(font_of(look().scale.small))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._key)


class FigureRow(QWidget):
    """Figures beside each other; in two rows where one is too narrow for all of them."""

    def __init__(self, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = tuple(figures)
        self._grid = spaced(QGridLayout(self), 12)
        self._across = 0
        self._lay(len(self._figures))

    def minimumSizeHint(self) -> QSize:
        """Two rows of them may have to do."""
        return QSize(self._needed(-(-len(self._figures) // 2)), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room came or went."""
        super().resizeEvent(event)
        whole = len(self._figures)
        self._lay(whole if self.width() >= self._needed(whole) else -(-whole // 2))

    def _needed(self, across: int) -> int:
        broadest = max(figure.sizeHint().width() for figure in self._figures)
        return across * broadest + (across - 1) * self._grid.horizontalSpacing()

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, figure in enumerate(self._figures):
            self._grid.addWidget(figure, place // across, place % across)
        for column in range(len(self._figures)):
            self._grid.setColumnStretch(column, int(column < across))
