"""The sheet of shortcuts: every command that has one, by its group."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.commands import Command, Commands
from ui.dialogs.going import GoingDialog
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.words import said


class ShortcutSheet(GoingDialog):
    """Read, then Esc."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("快捷键一览"))
        column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 16))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(self._groups(commands))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(self.tr("知道了"), self.accept, kind=Kind.PRIMARY, keys="Esc")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)
        sized(self, width=520, height=480)

    def _groups(self, commands: Commands) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = spaced(QVBoxLayout(page), 12)
        groups: dict[tuple[str, str], list[Command]] = {}
        for command in commands.all():
            if command.shortcut:
                groups.setdefault(command.group, []).append(command)
        for names, members in groups.items():
            column.addWidget(_card(said(names), members))
        column.addStretch(1)
        return page


def _card(title: str, commands: list[Command]) -> Card:
    card = Card(title)
    grid = spaced(QGridLayout(), 6)
    for row, command in enumerate(commands):
        grid.addWidget(Words(command.title), row, 0)
        grid.addWidget(Words(command.keys, "second"), row, 1, Qt.AlignmentFlag.AlignRight)
    card.add(grid)
    return card
