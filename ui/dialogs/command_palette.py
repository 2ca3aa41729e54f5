"""The command palette: type a few letters in any of three ways, Return runs. Greyed commands say why."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.commands import Command, Commands, matching
from ui.dialogs.going import GoingDialog
from ui.theme.icons import draw
from ui.theme.spacing import look, sized, spaced
from ui.widgets.painting import Index, Place, colour, draw_ground, font_of, place_of
from ui.widgets.search_line import SearchLine
from ui.work import Report, Work


def initials_of(titles: Sequence[str], report: Report) -> dict[str, tuple[str, ...]]:
    """The ways to write each title by first letters: 重办 is `zb` and `cb`."""
    from reception.domain.pinyin import initials

    report.check()
    return {title: initials(title) for title in titles}


class FoundCommands(QAbstractListModel):
    """The commands that answer to what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: list[Command] = []

    def show_found(self, found: list[Command]) -> None:
        """Show others."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def command(self, row: int) -> Command:
        """The command at a row."""
        return self._found[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, and for a screen reader shortcut and reason too."""
        if not index.isValid():
            return None
        command = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (command.title, command.keys, command.why_not())))
        return None


class CommandDelegate(QStyledItemDelegate):
    """Draws icon, title, the other language's title or the reason, and the shortcut."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One command."""
        model = index.model()
        if not isinstance(model, FoundCommands):
            return
        place = place_of(option)
        painter.save()
        draw_ground(painter, place)
        self._words(painter, place, model.command(index.row()))
        painter.restore()

    def _words(self, painter: QPainter, place: Place, command: Command) -> None:
        px, tokens, rect, reason = look().px, look().tokens, place.rect, command.why_not()
        side, middle = px(16), Qt.AlignmentFlag.AlignVCenter
        text = tokens.disabled if reason else place.ink(tokens.text)
        if command.icon:
            draw(
                painter, QRect(rect.left() + px(12), rect.center().y() - side // 2 + 1, side, side), command.icon, text
            )
        line = rect.adjusted(px(38), 0, -px(12), 0)
        painter.setFont(font_of(look().scale.base))
        painter.setPen(colour(text))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, command.title)
        taken = painter.fontMetrics().horizontalAdvance(command.title) + px(12)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, command.keys)
        aside = reason or next((name for name in command.names if name != command.title), "")
        painter.drawText(line.adjusted(taken, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, aside)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of 32."""
        return QSize(0, look().px(32))


class CommandPalette(GoingDialog):
    """Opened over the window; Return runs the marked command, Esc goes back."""

    def __init__(self, commands: Commands, work: Work, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("命令面板"))
        self._commands = commands
        self._initials: Mapping[str, Sequence[str]] = {}
        self._line = SearchLine(self.windowTitle(), self.tr("输入中文、拼音首字母或英文"), self)
        self._model = FoundCommands(self)
        self._list = self._make_list()
        column = spaced(QVBoxLayout(self), 6, (8, 8, 8, 8))
        column.addWidget(self._line)
        column.addWidget(self._list)
        sized(self, width=560, height=400)
        self._line.textChanged.connect(self._find)
        self._line.entered.connect(lambda _: self._run())
        self._line.left.connect(self.reject)
        self._line.stepped.connect(self._step)
        self._find("")
        self._place(parent)
        titles = [command.names[0] for command in commands.all()]
        work.start(partial(initials_of, titles), self._take_initials, owner=self)

    @property
    def shown(self) -> list[Command]:
        """The commands found, best first."""
        return [self._model.command(row) for row in range(self._model.rowCount())]

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self._model)
        view.setItemDelegate(CommandDelegate(view))
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setAccessibleName(self.tr("找到的命令"))
        view.clicked.connect(lambda _: self._run())
        return view

    def _take_initials(self, found: Mapping[str, Sequence[str]]) -> None:
        self._initials = found
        self._find(self._line.text())

    def _find(self, typed: str) -> None:
        self._model.show_found(matching(self._commands.all(), typed, lambda title: self._initials.get(title, ())))
        self._list.setCurrentIndex(self._model.index(0))

    def _step(self, by: int) -> None:
        rows = self._model.rowCount()
        if rows:
            self._list.setCurrentIndex(self._model.index((self._list.currentIndex().row() + by) % rows))

    def _run(self) -> None:
        row = self._list.currentIndex().row()
        if row >= 0:
            name = self._model.command(row).id
            self.accept()
            self._commands.run(name)

    def _place(self, parent: QWidget) -> None:
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + look().px(72))
