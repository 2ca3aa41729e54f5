"""A fresh recovery key, shown once, for the envelope."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.context import Context
from ui.session.first_start import RecoveryCard
from ui.session.recovery import RecoveryPaper
from ui.theme.spacing import sized, spaced


class RecoveryDialog(QDialog):
    """Stays until somebody says that the key was put away."""

    def __init__(self, context: Context, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        room = context.desk.store.folder.name
        card = RecoveryCard(key, room)
        self.setWindowTitle(card.accessibleName())
        self._paper = RecoveryPaper(context.work, context.clock, room, key, card, sample=context.sample)
        card.saved.connect(self._paper.save)
        card.printed.connect(self._paper.print)
        card.put_away.connect(self._put_away)
        column = spaced(QVBoxLayout(self), 0, (24, 20, 24, 20))
        column.addWidget(card)
        sized(self, width=560)
        card.focus_first()

    def reject(self) -> None:
        """Esc does not: the key would be lost."""

    def _put_away(self) -> None:
        self._context.settings.unsealed = False
        self.accept()
