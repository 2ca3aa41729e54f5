"""The licences of the parts, as they go with every copy of the program."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button, Kind

OVERVIEW = "README.md"


def texts() -> dict[str, str]:
    """The licences by file name, the overview first."""
    folder = files("resources") / "licences"
    found = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.is_file()}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != OVERVIEW, pair[0])))


class LicencesDialog(QDialog):
    """A list of names at the left, the text at the right. Esc leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("许可证"))
        self._texts = texts()
        self._names = sized(QListWidget(), width=240)
        self._names.setAccessibleName(self.windowTitle())
        self._names.addItems([self.tr("总览") if name == OVERVIEW else Path(name).stem for name in self._texts])
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("许可证全文"))
        self._text.setTabChangesFocus(True)
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
        self._names.currentRowChanged.connect(self._show)
        self._names.setCurrentRow(0)

    def _show(self, row: int) -> None:
        name, text = list(self._texts.items())[row]
        if name == OVERVIEW:
            self._text.setMarkdown(text)
        else:
            self._text.setPlainText(text)
