"""What a room sets at this PC: looks and lock, clerks, backups, the recovery key; and what the program is."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from ui.context import Context
from ui.pages.page import Page
from ui.preferences.about_card import AboutCard, EnvelopeCard
from ui.preferences.backup_card import BackupCard
from ui.preferences.clerks_card import ClerksCard
from ui.preferences.look_card import LookCard
from ui.theme.spacing import spaced


class SettingsPage(Page):
    """Two columns of cards, one below the other where both have no room; everything is taken at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._look = LookCard(context)
        self._clerks = ClerksCard(context)
        self._backup = BackupCard(context)
        inside = QWidget()
        inside.setProperty("role", "page")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        spaced(QVBoxLayout(self), 0).addWidget(area)
        self._columns = spaced(QHBoxLayout(inside), 12, (16, 4, 16, 16))
        self._columns.addLayout(_column(self._look, self._backup), 1)
        self._columns.addLayout(_column(self._clerks, EnvelopeCard(context), AboutCard(context)), 1)
        inside.installEventFilter(self)

    def refresh(self, changes: Changed | None = None) -> None:
        """Read clerks and backups again."""
        self._clerks.read()
        self._backup.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room came or went."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cards need more or less room: other words, a larger text, one more clerk."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        margins, parts = self._columns.contentsMargins(), [self._columns.itemAt(place) for place in range(2)]
        needed = sum(part.minimumSize().width() for part in parts if part is not None)
        fits = needed + self._columns.spacing() + margins.left() + margins.right() <= self.width()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside if fits else below)

    def focus_first(self) -> None:
        """The first choice."""
        self._look.focus_first()


def _column(*cards: QWidget) -> QVBoxLayout:
    column = spaced(QVBoxLayout(), 12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
