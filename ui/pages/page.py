"""What a page is to the window: a small class that composes widgets, refreshes what it shows, and offers commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reception.domain.changed import Changed
from ui.commands import Command

if TYPE_CHECKING:
    from ui.context import Context


class Page(QWidget):
    """Base of the pages. The window asks; a page never reaches for the window but through its context.

    A page lays itself out under the window's header, which shows `heading`.
    """

    heading_changed = Signal()

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        self.setProperty("role", "page")

    @property
    def heading(self) -> str:
        """The title above the page just now; empty shows the page's own name."""
        return ""

    @property
    def unsaved(self) -> bool:
        """Whether a form stands here half filled in: the desk does not lock itself under it."""
        return False

    def commands(self) -> Sequence[Command]:
        """What can be asked for while this page is open."""
        return ()

    def open(self, target: str) -> None:
        """Show something of this page (a case's id, a search); empty: as it was left."""

    def refresh(self, changes: Changed | None = None) -> None:
        """Read again what this page shows and what changed; None: everything. Off the GUI thread, through work."""

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self.setFocus()

    def leave(self) -> None:
        """The page is put away: keep drafts. Nothing is being composed any more."""


class FindingPage(Page):
    """The page that shows what is typed into the window's search box, while it is being typed."""

    def search(self, text: str) -> None:
        """Show what answers to the text; the focus stays in the box. An older text's answer is dropped."""
        raise NotImplementedError

    def enter(self, text: str) -> None:
        """Return in the box: open what the text names, or what is marked."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """An arrow in the box: mark the next of what was found, or the one before."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How a page stands in the side bar, and how it is made: only when it is opened first, so that start is quick.

    `names` are Chinese and English; `shortcut` opens it; `listed` False leaves it out of the side bar (a case's page).
    """

    key: str
    names: tuple[str, str]
    icon: str
    make: Callable[["Context"], Page]
    shortcut: str = ""
    listed: bool = True
    at_foot: bool = False
