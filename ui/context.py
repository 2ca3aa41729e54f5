"""What every page is given: the doors of the program, and nothing of the window's inside."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from reception.domain.changed import Changed
from reception.domain.clock import Clock
from ui.commands import Commands
from ui.settings import Settings
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.work import Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk


class Shell(Protocol):
    """What a page may ask of the window it lives in."""

    @property
    def commands(self) -> Commands:
        """The registry of commands."""
        ...

    def go(self, key: str, target: str = "") -> None:
        """Open a page, and something on it."""
        ...

    def notice(
        self, words: str, tone: ToneName = ToneName.OK, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Say something calmly at the foot of the page, with one thing to press (`撤销`) if given."""
        ...

    def show_search(self, text: str) -> None:
        """Let a text stand in the search box, as the list that is shown answers to it."""
        ...

    def show_views(self) -> None:
        """The lists kept in the side bar are others now."""
        ...

    def count(self, key: str, number: int | None) -> None:
        """Show a number beside a page's name in the side bar."""
        ...

    def changed(self, changes: Changed | None) -> None:
        """An act changed something: the open pages read again what they show."""
        ...

    def speak_anew(self) -> None:
        """The language was chosen anew: build the window again."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every page. `folder` is the data folder; `sample` marks every screen 样例·不作凭证.

    `desk` blocks: read with it on `Lane.READ`, act with it through `ui.acts.perform`. `line` is the
    line to the district (`ui.session.line`), None where there is no exchange.
    """

    folder: Path
    clock: Clock
    work: Work
    theme: Theme
    settings: Settings
    shell: Shell
    desk: "Desk"
    sample: bool = False
    line: QObject | None = None
