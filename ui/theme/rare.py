"""The second font: what Noto Sans SC does not draw of GB 18030-2022 level 3, so that no name is a box on the screen."""

import os
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from reception.domain.errors import Unavailable

RARE_FAMILY = "Reception Rare Han"
LAST_COMMON = "\uffff"
"""Of what comes after it Noto Sans SC draws little; up to it, every ideograph."""


def unpacked(folder: Path) -> Path:
    """The font as a file in a folder, where it is unpacked the first time. Raises Unavailable when it cannot be."""
    with as_file(files("resources") / "fonts" / "ReceptionRareHan.ttf.zst") as packed:
        file = folder / f"ReceptionRareHan-{packed.stat().st_size}.ttf"
        try:
            if not file.exists():
                _unpack(packed, file)
        except OSError as error:
            raise Unavailable(
                f"罕见字的字体没能解开，屏幕上个别字会是方框，打印不受影响：{error.strerror}",
                english=f"the font of rare characters was not unpacked, some stand as boxes here: {error.strerror}",
            ) from error
    return file


def _unpack(packed: Path, file: Path) -> None:
    from zstandard import ZstdDecompressor

    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")  # a second desk may do the same
    with packed.open("rb") as source, part.open("wb") as out:
        ZstdDecompressor().copy_stream(source, out)
    part.replace(file)


def draw_with(file: Path) -> None:
    """Draw with it from now on, also what stands on the screen already."""
    QFontDatabase.addApplicationFont(str(file))
    for widget in QApplication.allWidgets():
        if max(_typed(widget), default="") > LAST_COMMON:
            QApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))  # else it keeps the boxes
        QWidget.update(widget)  # a view has another of this name


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""
