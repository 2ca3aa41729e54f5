"""A list from elsewhere comes in through the screen: columns confirmed, every row accounted for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from support.keys import press
from support.room import Room
from support.screen import away, open_window, shown_page

from ui.files_in.mapping import MappingTable
from ui.pages.files_in import FilesInPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work

LIST = (
    "编号,来电时间,姓名,电话,内容\nA-1,2026-11-20 09:00,王芳,13900001234,厨房顶漏水\n"
    "A-2,2026-11-20 10:00,李强,13900005678,楼道灯不亮\n"
)


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> Iterator[MainWindow]:
    specs = (away("today"), PageSpec("files_in", ("导入", "Files in"), "file-plus", FilesInPage, "Ctrl+I"))
    made = open_window(qtbot, room, work, theme, specs)
    yield made
    qtbot.waitUntil(lambda: not work.busy)


def page(window: MainWindow) -> FilesInPage:
    found = shown_page(window, "files_in")
    assert isinstance(found, FilesInPage)
    return found


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> FilesInPage:
    window.go("files_in", str(path))
    qtbot.waitUntil(lambda: page(window).sheets.count() > 0)
    return page(window)


def taken_in(qtbot: QtBot, shown: FilesInPage) -> str:
    shown.take_in()
    qtbot.waitUntil(lambda: shown.result.isVisible() and shown.begin.isEnabled())
    return shown.result.text()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_comes_in_once_and_its_columns_are_remembered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "清单.csv"
    path.write_bytes(LIST.encode(encoding))
    shown = opened(qtbot, window, path)
    assert "猜" in shown.told.text()
    assert taken_in(qtbot, shown) == "新增 2 条，已有 0 条，没有进来 0 条"
    shown = opened(qtbot, window, path)
    qtbot.waitUntil(lambda: "上次确认" in shown.told.text())
    assert taken_in(qtbot, shown) == "新增 0 条，已有 2 条，没有进来 0 条"


def test_a_columns_meaning_changes_by_keyboard(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="utf-8")
    shown = opened(qtbot, window, path)
    table = shown.sheets.currentWidget()
    assert isinstance(table, MappingTable)
    before = table.mapping.meanings[0]
    window.activateWindow()
    shown.focus_first()
    press(Qt.Key.Key_Down)
    assert table.mapping.meanings[0] != before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_cannot_be_read_is_explained(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    window.go("files_in", str(path))
    qtbot.waitUntil(lambda: "选一个" not in page(window).told.text() and "正在读" not in page(window).told.text())
    assert page(window).sheets.count() == 0


def dropped(window: MainWindow, path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    no_key, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, files, left, no_key))


def test_a_list_dropped_on_the_window_opens(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="utf-8")
    dropped(window, path)
    qtbot.waitUntil(lambda: page(window).sheets.count() == 1)


def test_another_file_dropped_leaves_the_page_open(window: MainWindow, tmp_path: Path) -> None:
    dropped(window, tmp_path / "照片.jpg")
    assert window.open_key == "today"
