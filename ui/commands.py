"""One registry of commands: what feeds the menu, the palette, the sheet of shortcuts and the tests (design: screen)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.widgets.button import written
from ui.widgets.composing import when_composed
from ui.words import said


def always() -> str:
    """A command that is never greyed."""
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the clerk can ask for.

    `names` are its Chinese and English title, `group` those of its menu; `shortcut` is Qt's portable text (`Ctrl+K`)
    or empty; `why_not` says why it is greyed just now, in the language spoken, or is empty.
    """

    id: str
    names: tuple[str, str]
    run: Callable[[], object]
    group: tuple[str, str]
    shortcut: str = ""
    icon: str = ""
    why_not: Callable[[], str] = always

    @property
    def title(self) -> str:
        """Its title in the language spoken."""
        return said(self.names)

    @property
    def keys(self) -> str:
        """Its shortcut as it is written on this system, or empty."""
        return written(self.shortcut)


class Commands(QObject):
    """All commands of a window: its own, and those of the page that is open.

    A command runs only when nothing is being composed any more (design: Chinese input), and not while greyed:
    then `refused` says why.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._shortcuts: dict[str, QShortcut] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Take commands in. Raises ValueError when an id or a shortcut is taken already."""
        for command in commands:
            self._check(command)
            self._commands[command.id] = command
            if command.shortcut:
                self._shortcuts[command.id] = self._shortcut(command)
        self.changed.emit()

    def remove(self, ids: Iterable[str]) -> None:
        """Take commands out, as a page leaves; unknown ids are passed over."""
        for name in ids:
            self._commands.pop(name, None)
            shortcut = self._shortcuts.pop(name, None)
            if shortcut is not None:
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        self.changed.emit()

    def all(self) -> Sequence[Command]:
        """Every command, in the order they came."""
        return tuple(self._commands.values())

    def find(self, name: str) -> Command | None:
        """The command of an id."""
        return self._commands.get(name)

    def run(self, name: str) -> None:
        """Run a command by its id, as soon as nothing is being composed; say why not when it is greyed."""
        command = self._commands.get(name)
        if command is not None:
            when_composed(lambda: self._run(command))

    def _run(self, command: Command) -> None:
        reason = command.why_not()
        if reason:
            self.refused.emit(reason)
        elif self._commands.get(command.id) is command:
            command.run()

    def _check(self, command: Command) -> None:
        if command.id in self._commands:
            raise ValueError(f"there is a command {command.id} already")
        wanted = _keys(command.shortcut)
        taken = next((other.id for other in self._commands.values() if _keys(other.shortcut) == wanted), "")
        if wanted and taken:
            raise ValueError(f"{command.id} wants {wanted}, which is {taken}'s")

    def _shortcut(self, command: Command) -> QShortcut:
        shortcut = QShortcut(QKeySequence(command.shortcut), self._window)
        name = command.id
        shortcut.activated.connect(lambda: self.run(name))
        return shortcut


@cache
def _keys(shortcut: str) -> str:
    """A shortcut in Qt's own way of writing."""
    return QKeySequence(shortcut).toString()


def matching(commands: Sequence[Command], typed: str, initials: Callable[[str], Sequence[str]]) -> list[Command]:
    """The commands that answer to what was typed: Chinese, English, pinyin initials, or a shortcut; best first.

    `initials` gives the ways to write a Chinese title by first letters, lower case.
    """
    wanted = typed.strip().casefold().replace(" ", "")
    ranked = [(_rank(command, wanted, initials), i) for i, command in enumerate(commands)]
    return [commands[i] for rank, i in sorted(ranked) if rank < _NO_MATCH]


_NO_MATCH = 9


def _rank(command: Command, wanted: str, initials: Callable[[str], Sequence[str]]) -> int:
    chinese, english = (name.casefold().replace(" ", "") for name in command.names)
    by_letters = initials(command.names[0])
    first_letters = "".join(word[0] for word in command.names[1].casefold().split())
    tests = (
        chinese.startswith(wanted) or english.startswith(wanted),
        any(letters.startswith(wanted) for letters in by_letters),
        wanted in chinese or wanted in english,
        any(wanted in letters for letters in by_letters) or wanted in first_letters,
        wanted in command.shortcut.casefold(),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), _NO_MATCH)
