"""The licences of the parts, as they go with every copy of the program."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QTextEdit, QVBoxLayout, QWidget

from ui.dialogs.going import GoingDialog
from ui.dialogs.help import set_type
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.type_ahead import Suggestion, SuggestionDelegate, SuggestionModel

OVERVIEW = "README.md"


def texts() -> dict[str, str]:
    """The licences by file name, the overview first."""
    folder = files("resources") / "licences"
    found = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.is_file()}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != OVERVIEW, pair[0])))


class LicencesDialog(GoingDialog):
    """A list of names at the left, the text at the right. Esc leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("许可证"))
        self._texts = texts()
        self._names = sized(QListView(), width=240)
        self._names.setAccessibleName(self.windowTitle())
        self._names.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        offered = SuggestionModel(self)
        offered.offer([Suggestion(name, self._title(name)) for name in self._texts])
        self._names.setModel(offered)
        self._names.setItemDelegate(SuggestionDelegate(self._names))
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("许可证全文"))
        self._text.setTabChangesFocus(True)
        self._text.setProperty("role", "help")
        column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 16))
        row = spaced(QHBoxLayout(), 12)
        row.addWidget(self._names)
        row.addWidget(self._text, 1)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(self.tr("关闭"), self.reject, kind=Kind.PRIMARY, keys="Esc"))
        column.addLayout(foot)
        sized(self, min_width=860, min_height=560)
        self._names.selectionModel().currentChanged.connect(lambda now: self._show(now.row()))
        self._names.setCurrentIndex(offered.index(0))

    def _title(self, name: str) -> str:
        return self.tr("总览") if name == OVERVIEW else Path(name).stem

    def _show(self, row: int) -> None:
        name, text = list(self._texts.items())[row]
        if name == OVERVIEW:
            self._text.setMarkdown(text)
            set_type(self._text.document())
        else:
            self._text.setPlainText(text)
