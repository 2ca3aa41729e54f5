"""A page's main part with a panel beside it; where there is no room for both, two tabs (design: screen, Theme)."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from ui.theme.spacing import look, sized, spaced
from ui.theme.tokens import BASE, TextSize
from ui.widgets.focus import follow_focus

LEAST_HEIGHT = 900
"""Pixels of the window below which the largest text leaves no room for a panel."""

LEAST_WIDTH = 720
"""Width, in units of the design, below which a panel becomes a tab at any size of text."""


class Beside(QWidget):
    """Two parts with their titles; `shares` are their parts of the width. Neither is ever made anew or moved.

    With a `width` (in units of the design) the panel keeps it. `least` is the width the two need together; a panel
    that is `always` beside becomes a tab for want of width only. The part that the focus goes to comes to the front.
    """

    def __init__(
        self,
        main: tuple[str, QWidget],
        panel: tuple[str, QWidget],
        shares: tuple[int, int] = (3, 2),
        parent: QWidget | None = None,
        *,
        width: int = 0,
        least: int = LEAST_WIDTH,
        always: bool = False,
    ) -> None:
        super().__init__(parent)
        self._parts = (main[1], panel[1])
        self._width, self._least, self._always = width, least, always
        self._bar = QTabBar()
        self._bar.setDrawBase(False)
        column = spaced(QVBoxLayout(self), 8)
        column.addWidget(self._bar)
        row = spaced(QHBoxLayout(), 12)
        for (title, part), share in zip((main, panel), shares, strict=True):
            self._bar.addTab(title)
            row.addWidget(part, share)
        column.addLayout(row, 1)
        self._bar.currentChanged.connect(self._arrange)
        follow_focus(self._follow)
        self._arrange()

    @property
    def tabbed(self) -> bool:
        """Whether only one of the parts is shown at a time."""
        low = look().scale.base >= BASE[TextSize.LARGEST] and self.window().height() < LEAST_HEIGHT
        return (low and not self._always) or self.width() < look().px(self._least)

    def show_part(self, number: int) -> None:
        """Bring the main part (0) or the panel (1) to the front."""
        self._bar.setCurrentIndex(number)

    def say(self, number: int, title: str) -> None:
        """Another title of a part, as its tab says it."""
        self._bar.setTabText(number, title)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isVisible():
            return
        for number, part in enumerate(self._parts):
            if not part.isVisible() and part.isAncestorOf(now):
                self.show_part(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room came or went."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        tabbed = self.tabbed
        self._bar.setVisible(tabbed)
        shown = self._bar.currentIndex()
        _show(self._parts[1 - shown], not tabbed)  # first: both at once would push the window's edge out
        _show(self._parts[shown], True)
        if self._width:
            limits = {"min_width": 0, "max_width": _ANY} if tabbed else {"width": self._width}
            sized(self._parts[1], **limits)


def _show(part: QWidget, shown: bool) -> None:
    """Nothing is done for a part that was never hidden: it comes with its page, and is laid out only then."""
    if not shown or part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        part.setVisible(shown)


def scrolled(page: QWidget) -> QScrollArea:
    """A part that scrolls where it is too high for its place; Tab does not stop at the bar.

    Fill the part after: one that is complete would be laid out twice.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


_ANY = 10_000
"""No limit of a width, in units of the design."""
