"""A calm word at the foot of the page. It never takes the focus and never stops anyone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.theme.icons import draw
from ui.theme.spacing import look, sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.focus import follow_focus
from ui.widgets.labels import Words
from ui.words import translate

ICONS = {
    ToneName.NEUTRAL: "info",
    ToneName.INFO: "info",
    ToneName.OK: "circle-check",
    ToneName.WARN: "triangle-alert",
    ToneName.DANGER: "circle-alert",
}
STAYS, A_CHARACTER = 6000, 60
"""Milliseconds a notice stays, and longer for each character there is to read. One that tells of something wrong stays
until it is put away or another comes."""

MOST_STEPS = 12
"""Rows of buttons it climbs over before it gives up."""


class ToneIcon(QLabel):
    """An icon in its state's colour."""

    def __init__(self, tone: ToneName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone

    def show_tone(self, tone: ToneName) -> None:
        """Another state."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon in the middle."""
        side = look().px(18)
        rect = QRect(0, 0, side, side)
        rect.moveCenter(self.rect().center())
        painter = QPainter(self)
        draw(painter, rect, ICONS[self._tone], look().tokens.tone(self._tone).text)
        painter.end()

    def sizeHint(self) -> QSize:
        """Room for the icon."""
        return QSize(look().px(20), look().px(20))


class Notice(QFrame):
    """Lies over the foot of its parent, above what one presses there. `say` shows words; Esc or × puts them away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "raised")
        self._row = spaced(QHBoxLayout(self), 8, (12, 6, 6, 6))
        self._icon = ToneIcon(ToneName.OK)
        self._words = Words(wrap=False)
        self._action = Button("", self._act)
        self._away = Button("", self.hide, kind=Kind.QUIET, icon_name="x")
        self._away.setAccessibleName(self.tr("收起提示"))
        self._away.setToolTip(self.tr("收起提示"))
        for widget in (self._icon, self._words, self._action, self._away):
            self._row.addWidget(widget)
        self._run: Callable[[], None] | None = None
        self._tone = ToneName.OK
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        follow_focus(self._watch)
        self.hide()

    def say(
        self, words: str, tone: ToneName = ToneName.OK, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show words, and one thing to press if given."""
        self._words.setText(words)
        self._tone = tone
        self._icon.show_tone(tone)
        self._action.setVisible(action is not None)
        self._run = None
        if action is not None:
            self._action.setText(action[0])
            self._run = action[1]
        self._timer.stop()
        if tone not in (ToneName.WARN, ToneName.DANGER):
            self._timer.start(STAYS + A_CHARACTER * len(words))
        self._place()
        self.show()
        self.raise_()
        self._announce(words)

    def leave_page(self) -> None:
        """Another page opens: what only explained something of this one goes with it."""
        if self._tone is ToneName.INFO and self._run is None:
            self.hide()

    @property
    def words(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the page changes its size; give way where one writes below it."""
        if watched is self._over:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif _writes(event) and self._timer.isActive() and isinstance(watched, QWidget):
            field = watched.visibleRegion().boundingRect().translated(watched.mapTo(self._over, QPoint(0, 0)))
            if field.intersects(self.geometry()):
                self.hide()
        return super().eventFilter(watched, event)

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        """Hear what is written in the page below."""
        if isinstance(now, QPlainTextEdit) and self._over.isAncestorOf(now):
            now.installEventFilter(self)

    def _act(self) -> None:
        run, self._run = self._run, None
        self.hide()
        if run is not None:
            run()

    def place_again(self) -> None:
        """The page below is another one, or was laid out anew: stand before it."""
        if self.isVisible():
            self._place()
            self.raise_()

    def _place(self) -> None:
        room = self._over.rect()
        self._words.setWordWrap(False)
        widest = room.width() - look().px(32)
        if self.sizeHint().width() > widest:
            self._words.setWordWrap(True)
        size = self.sizeHint().boundedTo(self.maximumSize())
        width = min(size.width(), widest)
        height = max(size.height(), self.heightForWidth(width) if self.hasHeightForWidth() else 0)
        place = QRect((room.width() - width) // 2, room.height() - height - look().px(16), width, height)
        self.setGeometry(self._above_buttons(place))

    def _above_buttons(self, place: QRect) -> QRect:
        """The lowest place in the lower half where it lies over no button and no field; else where it was to be."""
        found, pressed = QRect(place), self._pressed()
        for _ in range(MOST_STEPS):
            below = [rect for rect in pressed if rect.intersects(found)]
            if not below:
                return found
            found.moveBottom(min(rect.top() for rect in below) - look().px(8))
            if found.top() < self._over.height() // 2:
                break
        return place

    def _pressed(self) -> list[QRect]:
        """Where one presses or types, in what it lies over."""
        over = self._over
        parts = [part for kind in (QAbstractButton, QLineEdit) for part in over.findChildren(kind)]
        seen = [part for part in parts if part.isVisible() and not self.isAncestorOf(part)]
        return [QRect(part.mapTo(over, QPoint(0, 0)), part.size()) for part in seen]

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            self.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def _writes(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent):
        return event.type() == QEvent.Type.KeyPress and bool(event.text())
    return event.type() == QEvent.Type.InputMethod


class Tint(QWidget):
    """A line that says something of the whole screen, on its state's ground: 样例·不作凭证."""

    def __init__(self, words: str, tone: ToneName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = words
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the words in the middle."""
        tone = look().tokens.tone(self._tone)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tone.ground))
        painter.setPen(QColor(tone.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


def sample_line() -> Tint:
    """What stands above whatever shows something of a sample."""
    return sized(Tint(translate("Sample", "样例·不作凭证"), ToneName.WARN), height=24)
