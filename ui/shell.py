"""The window: side bar, header, the page that is open, the line's state at the foot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from reception.domain.changed import Changed
from ui.cases import kept
from ui.commands import Command, Commands
from ui.context import Context
from ui.pages.page import FindingPage, Page, PageSpec
from ui.targets import cases_target
from ui.theme.icons import icon
from ui.theme.spacing import room_for, sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.composing import take_composed
from ui.widgets.labels import ShortWords, Words
from ui.widgets.notice import Notice, ToneIcon, sample_line
from ui.widgets.phrased import PHRASES_KEY, writing_field
from ui.widgets.search_line import SearchLine
from ui.widgets.side_bar import SideEntry, SideList
from ui.words import said

if TYPE_CHECKING:
    from ui.dialogs.help import HelpWindow

LISTS_IN = "files_in"
"""The page a dropped list opens."""

FINDER = "cases"
"""The page that shows what is typed into the search box."""

GO = ("前往", "Go")
HELP = ("帮助", "Help")
VIEW = ("显示", "View")
WRITE = ("书写", "Writing")


@dataclass(frozen=True, slots=True)
class LineState:
    """What the status bar says of the line to the district: 已全部上报 09:42 / 3 条待发 / 没有网络，照常工作."""

    words: str
    tone: ToneName = ToneName.OK


class MainWindow(QMainWindow):
    """Holds pages, and is the `Shell` they speak to. Pages are made when they are opened first.

    `acted` comes after `changed`: figures beside the pages may be others.
    """

    language_chosen = Signal()
    acted = Signal()

    def __init__(self, title: str, specs: Sequence[PageSpec], make_context: Callable[["MainWindow"], Context]) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, bool] = {}
        self._open_key = ""
        self._came_by: list[str] = []
        self._help: HelpWindow | None = None
        self._commands = Commands(self)
        self.context = make_context(self)
        self._build(title)
        self._commands.add(self._own_commands())
        self.setAcceptDrops(True)
        self._commands.refused.connect(lambda why: self.notice(why, ToneName.INFO))
        self._restore()

    # what pages ask

    @property
    def commands(self) -> Commands:
        """The registry of commands."""
        return self._commands

    def go(self, key: str, target: str = "") -> None:
        """Open a page, and something on it. Raises KeyError for a page there is not."""
        self._show(key, target).focus_first()

    def make(self, key: str) -> None:
        """Make a page, if it is not there yet. Raises KeyError for a page there is not."""
        if key not in self._pages:
            page = self._specs[key].make(self.context)
            page.heading_changed.connect(self._show_heading)
            self._pages[key] = page
            self._stale[key] = True
            self._stack.addWidget(page)

    def _show(self, key: str, target: str) -> Page:
        page = self._page(key)
        if key != self._open_key:
            self._leave()
            self._notice.leave_page()
            self._open_key = key
            self._commands.add(page.commands())
        self._stack.setCurrentWidget(page)
        self._show_heading()
        self._side.show_open(key)
        self._foot.show_open(key)
        page.open(target)
        if key not in (FINDER, "case"):
            self.show_search("")
        if self._stale.pop(key, False):
            page.refresh()
        self._notice.place_again()
        return page

    def notice(
        self, words: str, tone: ToneName = ToneName.OK, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Say something calmly at the foot of the page."""
        self._notice.say(words, tone, action)

    def show_views(self) -> None:
        """The lists kept in the side bar are others now."""
        self._side.show_entries(self._entries(at_foot=False))
        self.acted.emit()

    def count(self, key: str, number: int | None) -> None:
        """Show a number beside a page's name, or a kept list's."""
        self._side.set_count(key, number)

    def changed(self, changes: Changed | None) -> None:
        """The open page reads again now, the others when they are opened."""
        for key, page in self._pages.items():
            if key == self._open_key:
                page.refresh(changes)
            else:
                self._stale[key] = True
        self.acted.emit()

    def speak_anew(self) -> None:
        """Ask for the window to be built again in another language."""
        self.language_chosen.emit()

    # what the program asks

    @property
    def open_key(self) -> str:
        """The page that is open."""
        return self._open_key

    @property
    def page(self) -> Page | None:
        """The page that is open, or None before the first."""
        return self._pages.get(self._open_key)

    def show_line(self, state: LineState) -> None:
        """Say how the line to the district stands."""
        self._line_icon.show_tone(state.tone)
        self._line_words.setText(state.words)

    def show_fact(self, words: str) -> None:
        """Say something at the right of the status bar (how many rows, who is logged in)."""
        self._fact.setText(words)

    def search_box(self) -> SearchLine:
        """The one search box."""
        return self._search

    def show_search(self, text: str) -> None:
        """Let a text stand in the search box, as the list that is shown answers to it; never over what is typed."""
        if not self._search.hasFocus():
            self._search.write(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, what is being composed too, places and sizes."""
        take_composed(QApplication.focusWidget())
        self._leave()
        if self._help is not None:
            self._help.close()
        self.context.settings.keep_state("window", self.saveGeometry())
        self.context.settings.save()
        super().closeEvent(event)

    # inside

    def _build(self, title: str) -> None:
        centre = QWidget()
        across = spaced(QHBoxLayout(centre), 0)
        across.addWidget(self._side_bar(title))
        right = spaced(QVBoxLayout(), 0)
        if self.context.sample:
            right.addWidget(sample_line())
        right.addWidget(self._header())
        self._stack = QStackedWidget()
        right.addWidget(self._stack, 1)
        across.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._notice = Notice(self._stack)
        self._status_bar()

    def _side_bar(self, title: str) -> QWidget:
        side = sized(QFrame(), width=176)
        side.setProperty("role", "side")
        column = spaced(QVBoxLayout(side), 4, (0, 8, 0, 8))
        column.addWidget(self._brand(title))
        self._side = SideList(self._entries(at_foot=False), self.tr("页面"))
        self._foot = SideList(self._entries(at_foot=True), self.tr("其他页面"))
        self._side.dropped.connect(self._drop_view)
        for part in (self._side, self._foot):
            part.opened.connect(self._open_side)
        column.addWidget(self._side, 1)
        column.addWidget(self._foot)
        self._foot.fit()
        self.context.theme.changed.connect(self._foot.fit)
        return side

    def _brand(self, title: str) -> QWidget:
        brand = QWidget()
        row = spaced(QHBoxLayout(brand), 4, (16, 0, 8, 0))
        row.addWidget(ShortWords(title, "strong"), 1)
        button = Button("", self._open_menu, kind=Kind.QUIET, icon_name="menu")
        button.setAccessibleName(self.tr("菜单"))
        button.setToolTip(self.tr("菜单 F10"))
        self._menu_button = button
        row.addWidget(button)
        return brand

    def _entries(self, *, at_foot: bool) -> list[SideEntry]:
        pages = [
            SideEntry(spec.key, said(spec.names), spec.icon, spec.shortcut)
            for spec in self._specs.values()
            if spec.listed and spec.at_foot == at_foot
        ]
        views = [] if at_foot or FINDER not in self._specs else self.context.settings.views
        return [*pages, *(SideEntry(kept.VIEW + name, name, "star") for name, _ in views)]

    def _open_side(self, key: str) -> None:
        """A page, or a kept list of cases."""
        if not key.startswith(kept.VIEW):
            self.go(key)
            return
        wanted = kept.views(self.context.settings, self.context.clock.now()).get(key.removeprefix(kept.VIEW))
        if wanted is not None:
            self.go(FINDER, cases_target(wanted))

    def _drop_view(self, key: str) -> None:
        if key.startswith(kept.VIEW):
            kept.drop(self.context, key.removeprefix(kept.VIEW))

    def _header(self) -> QWidget:
        header = QWidget()
        row = spaced(QHBoxLayout(header), 12, (16, 12, 16, 8))
        self._heading = ShortWords("", "h1")
        hint = self.tr("查找 编号 / 姓名 / 拼音 / 电话 / 地址   Ctrl+K")
        self._search = sized(SearchLine(self.tr("查找"), hint), min_width=180, max_width=340)
        self._search.left.connect(self._back_to_page)
        self._search.searched.connect(self._find)
        self._search.entered.connect(self._enter)
        self._search.stepped.connect(self._step)
        row.addWidget(self._heading, 1)
        row.addWidget(self._search, 1)
        return header

    def _status_bar(self) -> None:
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        self._line_icon, self._line_words, self._fact = ToneIcon(ToneName.NEUTRAL), Words(), Words()
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 6, (12, 0, 12, 0))
        parts: tuple[tuple[QLabel, int], ...] = ((self._line_icon, 0), (self._line_words, 1), (self._fact, 0))
        for part, stretch in parts:
            row.addWidget(part, stretch)
        bar.addWidget(holder, 1)
        self.setStatusBar(bar)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A list opens where lists come in, a scan is filed by its codes; of others it is said what is taken."""
        from ui.files_in.scans import file_scan, is_scan

        path = next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        if path.casefold().endswith((".xlsx", ".csv")) and LISTS_IN in self._specs:
            self.go(LISTS_IN, path)
        elif is_scan(path):
            file_scan(self.context, self, Path(path))
        else:
            self.notice(self.tr("清单（.xlsx、.csv）拖到这里就导入，扫描件和照片按二维码归入诉求"), ToneName.INFO)

    def _own_commands(self) -> list[Command]:
        pages = [self._page_command(spec) for spec in self._specs.values() if spec.listed]
        return [
            *pages,
            Command("find", ("查找", "Find"), self._focus_search, GO, "Ctrl+K", "search"),
            Command("back", ("返回上一页", "Back"), self._back, GO, "Alt+Left", "undo-2", self._why_no_back),
            Command(
                "phrases",
                ("常用语", "Phrases"),
                self._open_phrases,
                WRITE,
                PHRASES_KEY,
                "message-square",
                self._why_no_phrases,
            ),
            Command("menu", ("菜单", "Menu"), self._open_menu, VIEW, "F10", "menu"),
            Command(
                "palette", ("命令面板", "Command palette"), self._open_palette, VIEW, "Ctrl+Shift+P", "list-checks"
            ),
            Command(
                "help", ("这一页的帮助", "Help for this page"), self._open_help, HELP, "F1", "circle-question-mark"
            ),
            Command(
                "shortcuts", ("快捷键一览", "Keyboard shortcuts"), self._open_shortcuts, HELP, "Ctrl+F1", "keyboard"
            ),
            Command("quit", ("退出", "Quit"), self.close, ("程序", "Program"), "Ctrl+Q", "x"),
        ]

    def _page_command(self, spec: PageSpec) -> Command:
        key = spec.key
        return Command(f"go.{key}", spec.names, lambda: self.go(key), GO, spec.shortcut, spec.icon)

    def _page(self, key: str) -> Page:
        self.make(key)
        return self._pages[key]

    def _leave(self) -> None:
        page = self.page
        if page is not None:
            page.leave()
            self._commands.remove([command.id for command in page.commands()])
            self._came_by = [*self._came_by[-19:], self._open_key]

    def _show_heading(self) -> None:
        page = self.page
        if page is not None:
            heading = page.heading or said(self._specs[self._open_key].names)
            self._heading.show_text(heading)

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _finder(self) -> FindingPage | None:
        """The page that finds, open now; the focus stays where it is."""
        if FINDER not in self._specs:
            return None
        page = self._page(FINDER) if self._open_key == FINDER else self._show(FINDER, "")
        return page if isinstance(page, FindingPage) else None

    def _find(self, text: str) -> None:
        page = self._finder() if text or self._open_key == FINDER else None
        if page is not None:
            page.search(text)

    def _enter(self, text: str) -> None:
        page = self._finder() if text else None
        if page is not None:
            page.enter(text)
        else:
            self._back_to_page()

    def _step(self, by: int) -> None:
        page = self._finder() if self._open_key == FINDER else None
        if page is not None:
            page.step(by)

    def _back_to_page(self) -> None:
        if self.page is not None:
            self.page.focus_first()

    def _back(self) -> None:
        self.go(self._came_by.pop())
        self._came_by.pop()

    def _why_no_back(self) -> str:
        return "" if self._came_by else self.tr("没有上一页")

    def _open_menu(self) -> None:
        menu = command_menu(self._commands, self)
        menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().bottomLeft()))

    def _open_phrases(self) -> None:
        from ui.dialogs.phrases import open_phrases

        open_phrases(self.context.settings, self)

    def _why_no_phrases(self) -> str:
        return "" if writing_field() is not None else self.tr("先到写原话、希望、要求或答复的栏里")

    def _open_palette(self) -> None:
        from ui.dialogs.command_palette import CommandPalette

        CommandPalette(self._commands, self.context.work, self).open()

    def _open_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._commands, self).open()

    def _open_help(self) -> None:
        from ui.dialogs.help import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self.context.theme, self._commands_of, self)
        self._help.show_page(self._open_key)

    def _commands_of(self, key: str) -> Sequence[Command]:
        """What opens a page, and what can be asked for on it."""
        opens = self._commands.find(f"go.{key}")
        return [*((opens,) if opens else ()), *self._page(key).commands()]

    def _restore(self) -> None:
        kept = self.context.settings.state("window")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(QSize(1366, 820).boundedTo(room_for(self)))


def command_menu(commands: Commands, parent: QWidget) -> QMenu:
    """All commands by their groups; greyed ones say why in their tool tip. Deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    groups: dict[tuple[str, str], QMenu] = {}
    for command in commands.all():
        group = groups.get(command.group) or groups.setdefault(command.group, menu.addMenu(said(command.group)))
        group.setToolTipsVisible(True)
        _add_action(group, commands, command)
    return menu


def _add_action(menu: QMenu, commands: Commands, command: Command) -> None:
    keys = f"\t{command.keys}" if command.keys else ""
    action = menu.addAction(command.title + keys)
    if command.icon:
        action.setIcon(icon(command.icon))
    reason = command.why_not()
    action.setEnabled(not reason)
    action.setToolTip(reason or command.title)
    name = command.id
    action.triggered.connect(lambda: commands.run(name))
