"""Seven days as bars; every bar opens what came in on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.spacing import look, spaced
from ui.widgets.painting import colour, draw_ring, font_of

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STRIP_KEYS = frozenset({*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day, what it is called below its bar, and how many came in."""

    day: date
    name: str
    count: int
    today: bool


class DayBar(QAbstractButton):
    """One day's bar with its number above."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: DayCount | None = None
        self._highest = 1
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_count(self, shown: DayCount, highest: int) -> None:
        """Another day or number; `highest` is the longest bar's."""
        self._shown, self._highest = shown, max(1, highest)
        self.setAccessibleName(f"{shown.name} {shown.day:%m-%d} {shown.count}")
        self.setToolTip(self.accessibleName())
        self.update()

    @property
    def shown(self) -> DayCount | None:
        """What it shows."""
        return self._shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are the strip's."""
        if event.key() in _STRIP_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Broad enough for a weekday."""
        return QSize(look().px(36), look().px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, bar, day."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self._shown)
        painter.end()

    def _paint(self, painter: QPainter, shown: DayCount) -> None:
        px, tokens = look().px, look().tokens
        line = px(20)
        room = self.rect().adjusted(0, line, 0, -line)
        tall = max(px(2), room.height() * shown.count // self._highest)
        bar = QRect(0, 0, min(px(26), room.width() - px(6)), tall)
        bar.moveCenter(room.center())
        bar.moveBottom(room.bottom())
        painter.setPen(Qt.PenStyle.NoPen)
        strong = shown.today or self.underMouse() or self.hasFocus()
        painter.setBrush(colour(tokens.accent if strong else tokens.control))
        painter.drawRoundedRect(bar, px(2), px(2))
        self._text(painter, bar, shown, line)
        if self.hasFocus():
            draw_ring(painter, self.rect())

    def _text(self, painter: QPainter, bar: QRect, shown: DayCount, line: int) -> None:
        tokens, centre = look().tokens, Qt.AlignmentFlag.AlignCenter
        painter.setFont(font_of(look().scale.small, strong=shown.today))
        painter.setPen(colour(tokens.text if shown.today else tokens.second))
        painter.drawText(QRect(0, bar.top() - line, self.width(), line), centre, str(shown.count))
        painter.drawText(QRect(0, self.height() - line, self.width(), line), centre, shown.name)


class WeekStrip(QWidget):
    """One Tab stop; the arrows walk the days, Enter or a click opens one. `opened` gives the day."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = spaced(QHBoxLayout(self), 4)
        self._bars = [DayBar(self) for _ in range(7)]
        for bar in self._bars:
            bar.clicked.connect(self._open)
            row.addWidget(bar)
        self._bars[-1].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_days(self, days: Sequence[DayCount]) -> None:
        """Show seven days, the last one today."""
        highest = max((day.count for day in days), default=1)
        for bar, day in zip(self._bars, days, strict=True):
            bar.show_count(day, highest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter."""
        at = next((place for place, bar in enumerate(self._bars) if bar.hasFocus()), None)
        if at is not None and event.key() in _STEPS:
            self._bars[(at + _STEPS[Qt.Key(event.key())]) % len(self._bars)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bars[at].click()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        bar = self.sender()
        if isinstance(bar, DayBar) and bar.shown is not None:
            self.opened.emit(bar.shown.day)
