"""What a person chose about the screen: an ini file in the data folder, beside the records but no record itself."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from ui.theme.theme import Brightness
from ui.theme.tokens import TextSize
from ui.words import Language

FILE = "screen.ini"
LOCK_MINUTES = 10

E = TypeVar("E", Brightness, TextSize, Language)


class Settings:
    """Typed access to the file. A value that cannot be read is the default, never an error."""

    def __init__(self, folder: Path) -> None:
        self._ini = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def brightness(self) -> Brightness:
        """Light, dark or the system's."""
        return self._choice("look/brightness", Brightness.SYSTEM)

    @brightness.setter
    def brightness(self, chosen: Brightness) -> None:
        self._ini.setValue("look/brightness", chosen.value)

    @property
    def size(self) -> TextSize:
        """The size of text."""
        return self._choice("look/size", TextSize.STANDARD)

    @size.setter
    def size(self, chosen: TextSize) -> None:
        self._ini.setValue("look/size", chosen.value)

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self._choice("look/language", Language.CHINESE)

    @language.setter
    def language(self, chosen: Language) -> None:
        self._ini.setValue("look/language", chosen.value)

    @property
    def clerk(self) -> str:
        """The login that sat here last, or empty."""
        return str(self._ini.value("session/clerk", ""))

    @clerk.setter
    def clerk(self, code: str) -> None:
        self._ini.setValue("session/clerk", code)

    @property
    def unsealed(self) -> bool:
        """Whether a recovery key was shown that nobody said to have put away."""
        return str(self._ini.value("session/unsealed", "")) == "yes"

    @unsealed.setter
    def unsealed(self, shown: bool) -> None:
        self._ini.setValue("session/unsealed", "yes" if shown else "no")
        self._ini.sync()

    @property
    def guided(self) -> bool:
        """Whether somebody was led through a first visit here, or wants no leading."""
        return str(self._ini.value("visit/guided", "")) == "yes"

    @guided.setter
    def guided(self, done: bool) -> None:
        self._ini.setValue("visit/guided", "yes" if done else "no")

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the desk locks itself; 0: never."""
        given = str(self._ini.value("session/lock-minutes", LOCK_MINUTES))
        return int(given) if given.isdecimal() else LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._ini.setValue("session/lock-minutes", minutes)

    @property
    def second_place(self) -> str:
        """The folder that the daily backup is copied to, on another disk; empty: none yet."""
        return str(self._ini.value("backup/second-place", ""))

    @second_place.setter
    def second_place(self, folder: str) -> None:
        self._ini.setValue("backup/second-place", folder)

    @property
    def last_backup(self) -> str:
        """When the last backup was whole (UTC text), or empty."""
        return str(self._ini.value("backup/last", ""))

    @last_backup.setter
    def last_backup(self, at: str) -> None:
        self._ini.setValue("backup/last", at)

    @property
    def views(self) -> list[tuple[str, str]]:
        """The lists of cases that are kept in the side bar: name, and target (`ui.targets.cases_target`)."""
        try:
            return [(str(name), str(target)) for name, target in json.loads(str(self._ini.value("cases/views", "[]")))]
        except ValueError:
            return []

    @views.setter
    def views(self, kept: Sequence[tuple[str, str]]) -> None:
        self._ini.setValue("cases/views", json.dumps(list(kept), ensure_ascii=False))
        self._ini.sync()

    def phrases(self, kind: str) -> list[str] | None:
        """What a clerk keeps to write again in fields of a kind, or None: as it came."""
        try:
            kept = json.loads(str(self._ini.value(f"phrases/{kind}", "null")))
        except ValueError:
            return None
        return [str(words) for words in kept] if isinstance(kept, list) else None

    def keep_phrases(self, kind: str, phrases: Sequence[str]) -> None:
        """Keep others."""
        self._ini.setValue(f"phrases/{kind}", json.dumps(list(phrases), ensure_ascii=False))
        self._ini.sync()

    def printer(self, kind: str) -> str:
        """Printer and tray that a kind of paper was printed on last (`ui.dialogs.print_job.kept_name`), or empty."""
        return str(self._ini.value(f"printer/{kind}", ""))

    def keep_printer(self, kind: str, name: str) -> None:
        """Keep it for the next time."""
        self._ini.setValue(f"printer/{kind}", name)

    def state(self, name: str) -> QByteArray:
        """How a window, header or splitter was left (`saveState`, `saveGeometry`), or empty."""
        kept = self._ini.value(f"state/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keep it for the next time."""
        self._ini.setValue(f"state/{name}", state)

    def save(self) -> None:
        """Write the file now."""
        self._ini.sync()

    def _choice(self, key: str, default: E) -> E:
        try:
            return type(default)(str(self._ini.value(key, default.value)))
        except ValueError:
            return default
