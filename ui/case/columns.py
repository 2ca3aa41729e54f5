"""Two columns, of which the second becomes a tab where there is too little room for both."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from ui.theme.spacing import look, spaced

SIDE_WIDTH = 400
NARROWEST = 980
"""Less than this, in units of the design, and the columns become tabs."""


_BROADEST = (1 << 24) - 1  # Qt's own


class TwoColumns(QWidget):
    """The main part and one beside it."""

    def __init__(self, main: QWidget, side: QWidget, names: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main, self._side, self._names = main, side, names
        self._tabs: QTabWidget | None = None
        self._row = spaced(QHBoxLayout(self), 12)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self._fix_width()

    @property
    def in_tabs(self) -> bool:
        """Whether the two stand behind tabs."""
        return self._tabs is not None

    def show_side(self, *, shown: bool) -> None:
        """Turn to the second tab, or back, where there are tabs."""
        if self._tabs is not None:
            self._tabs.setCurrentIndex(int(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or as tabs."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fix_width()
            self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < look().px(NARROWEST)
        if narrow == self.in_tabs:
            return
        if narrow:
            self._into_tabs()
        else:
            self._beside()
        self._fix_width()

    def _into_tabs(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for part, name in zip((self._main, self._side), self._names, strict=True):
            self._row.removeWidget(part)
            self._tabs.addTab(part, name)
        self._row.addWidget(self._tabs)

    def _beside(self) -> None:
        tabs, self._tabs = self._tabs, None
        for part, stretch in ((self._main, 1), (self._side, 0)):
            self._row.addWidget(part, stretch)
            part.show()
        if tabs is not None:
            self._row.removeWidget(tabs)
            tabs.deleteLater()

    def _fix_width(self) -> None:
        if self.in_tabs:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_BROADEST)
        else:
            self._side.setFixedWidth(look().px(SIDE_WIDTH))
