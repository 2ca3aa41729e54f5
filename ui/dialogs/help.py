"""Help for a page, offline: what it is for, what is done most, what to do when it fails, and its keys."""

import re
from collections.abc import Callable, Sequence
from importlib.resources import files

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ui.commands import Command
from ui.dialogs.going import GoingDialog
from ui.theme.spacing import look, sized, spaced
from ui.theme.theme import Theme
from ui.widgets.button import Button, Kind, written
from ui.words import Language, language, translate

SUFFIX = ".md"
KEY = re.compile(r"`([^`\n]+)`")
"""A shortcut in a help text, in Qt's portable words: `Ctrl+K`."""

LINE_HEIGHT = 112
"""Percent: a text to be read, not a list."""

CommandsOf = Callable[[str], Sequence[Command]]


def help_text(page: str, chosen: Language) -> str:
    """The help of a page as Markdown. Raises FileNotFoundError for a page that has none."""
    return (files("resources") / "help" / chosen / f"{page}{SUFFIX}").read_text("utf-8")


class HelpBrowser(QTextBrowser):
    """Shows `visit.md` and the like; links between them are followed, and Alt+Left goes back."""

    def __init__(self, commands_of: CommandsOf) -> None:
        super().__init__()
        self._commands_of = commands_of
        self.setProperty("role", "help")
        self.setAccessibleName(self.tr("帮助"))
        self.sourceChanged.connect(lambda _: set_type(self.document()))

    def show_page(self, page: str) -> None:
        """Show the help of a page."""
        self.setSource(QUrl(f"{page}{SUFFIX}"), QTextDocument.ResourceType.MarkdownResource)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The text of a page's help, its keys written as everywhere, and the page's commands below."""
        page = QUrl(name).path().removesuffix(SUFFIX)
        text = KEY.sub(lambda found: f"**{written(found[1])}**", help_text(page, language()))
        return f"{text}\n{keys_of(self._commands_of(page))}"


def set_type(document: QTextDocument) -> None:
    """Headings and distances of the design; Qt's own are those of a browser."""
    scale = look().scale
    document.setDocumentMargin(look().px(8))
    document.setIndentWidth(look().px(16))
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(_distances(level, first=not block.position()))
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.setCharFormat(_heading(cursor.charFormat(), scale.h1 if level == 1 else scale.h2))
        block = block.next()


def _distances(level: int, *, first: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTopMargin(0 if first else look().px(14 if level else 4))
    made.setBottomMargin(look().px(4))
    return made


def _heading(given: QTextCharFormat, size: int) -> QTextCharFormat:
    """The same in the design's size, in pixels; the steps of a browser would go before them."""
    made = QTextCharFormat(given)
    made.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    made.setProperty(QTextFormat.Property.FontPixelSize, size)
    made.setFontWeight(QFont.Weight.DemiBold)
    return made


def keys_of(commands: Sequence[Command]) -> str:
    """Every shortcut among the commands, as a Markdown list."""
    lines = [f"- **{command.keys}**  {command.title}" for command in commands if command.shortcut]
    heading = translate("Help", "这一页的快捷键")
    return "\n".join((f"## {heading}\n", *lines, "")) if lines else ""


class HelpWindow(GoingDialog):
    """Stands beside the work; Esc closes it."""

    def __init__(self, theme: Theme, commands_of: CommandsOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("帮助"))
        self._over = parent
        self.text = HelpBrowser(commands_of)
        self._back = Button(self.tr("返回"), self.text.backward, kind=Kind.QUIET, keys="Alt+Left", icon_name="undo-2")
        self._back.setEnabled(False)
        self.text.backwardAvailable.connect(self._back.setEnabled)
        theme.changed.connect(self.text.reload)
        column = spaced(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self.text, 1)
        foot = spaced(QHBoxLayout(), 8)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(Button(self.tr("关闭"), self.reject, kind=Kind.PRIMARY, keys="Esc"))
        column.addLayout(foot)
        sized(self, min_width=480, min_height=600)

    def show_page(self, page: str) -> None:
        """Show the help of a page, at the right of the window it belongs to."""
        self.text.show_page(page)
        if not self.isVisible():
            self._place()
            self.show()
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close, back to the dialog that is open, else to the window."""
        super().reject()
        (QApplication.activeModalWidget() or self._over).activateWindow()

    def _place(self) -> None:
        over = self._over.frameGeometry()
        self.adjustSize()
        self.move(over.right() - self.width() - look().px(24), over.top() + look().px(64))
