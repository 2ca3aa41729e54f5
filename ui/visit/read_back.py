"""Read it back: the resident's own words in large type. 对不对?"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.labels import Words
from ui.widgets.notice import sample_line


class ReadBack(GoingDialog):
    """As large as the window. Return or Esc goes back to the form; nothing is changed here."""

    def __init__(self, context: Context, words: str, where: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("读给居民看"))
        column = spaced(QVBoxLayout(self), 0)
        if context.sample:
            column.addWidget(sample_line())
        column.addLayout(self._page(words, where))
        self.resize(parent.window().size())
        self.move(parent.window().pos())

    def _page(self, words: str, where: str) -> QVBoxLayout:
        column = spaced(QVBoxLayout(), 16, (32, 24, 32, 24))
        column.addWidget(Words(where, "h2", wrap=True))
        column.addWidget(self._area(words), 1)
        foot = spaced(QHBoxLayout(), 12)
        foot.addWidget(Words(self.tr("这样写对不对？"), "h1"))
        foot.addStretch(1)
        right = Button(self.tr("对"), self.accept, kind=Kind.PRIMARY, keys="Return")
        right.setDefault(True)
        foot.addWidget(Button(self.tr("回去改"), self.reject, keys="Esc"))
        foot.addWidget(right)
        column.addLayout(foot)
        return column

    def _area(self, words: str) -> QScrollArea:
        shown = Words(words, "read-back", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown.setAccessibleName(words)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(shown)
        return area
