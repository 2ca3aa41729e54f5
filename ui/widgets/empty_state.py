"""What stands where nothing is yet: a calm word, what to do, and the button that does it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.icons import draw
from ui.theme.spacing import look, spaced
from ui.widgets.labels import Words


class Outline(QWidget):
    """A large quiet icon."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name

    def sizeHint(self) -> QSize:
        """36 at base 13."""
        return QSize(look().px(36), look().px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon in the third colour of text."""
        side = self.sizeHint().width()
        rect = QRect(0, 0, side, side)
        rect.moveCenter(self.rect().center())
        painter = QPainter(self)
        draw(painter, rect, self._name, look().tokens.third)
        painter.end()


class EmptyState(QWidget):
    """Says why nothing is shown and teaches the next step; `action` is the button that takes it."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        teach: str = "",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        centre = Qt.AlignmentFlag.AlignHCenter
        column = spaced(QVBoxLayout(self), 8, (24, 24, 24, 24))
        column.addStretch(1)
        column.addWidget(Outline(icon_name), 0, centre)
        self._title, self._teach = Words("", "h2"), Words("", "second", wrap=True)
        column.addWidget(self._title, 0, centre)
        self._teach.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._teach)
        if action is not None:
            column.addSpacing(look().px(4))
            column.addWidget(action, 0, centre)
        column.addStretch(2)
        self.say(title, teach)

    def say(self, title: str, teach: str = "") -> None:
        """Other words: nothing is shown for another reason."""
        self._title.setText(title)
        self._teach.setText(teach)
        self.setAccessibleName(f"{title} {teach}".strip())
