"""A list from elsewhere comes in through the screen: columns confirmed, every row accounted for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot
from support.keys import press
from support.room import Room
from support.screen import away, open_window, shown_page

from reception.domain.changed import Changed
from reception.intake.importing import ImportOutcome, LinkedRow
from ui.files_in.mapping import MappingTable
from ui.files_in.outcome import OutcomePanel
from ui.pages.files_in import FilesInPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.tables.big_table import BigTable
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
    qtbot.waitUntil(lambda: shown.outcome.isVisible() and not shown.progress.isVisible(), timeout=30_000)
    return shown.outcome.result.text()


def cells(table: BigTable) -> list[tuple[str, ...]]:
    model = table.model()
    return [
        tuple(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


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
    qtbot.waitUntil(lambda: page(window).wrong.isVisible())
    assert page(window).wrong.text() and page(window).sheets.count() == 0


def test_the_first_rows_show_how_they_come_in_a_bad_one_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST + "A-3,2026-13-40,赵敏,13900009999,门坏了\n", encoding="utf-8")
    shown = opened(qtbot, window, path)
    qtbot.waitUntil(lambda: [row[0] for row in cells(shown.first_rows.rows.table)] == ["2", "3", "4"])
    first, _, bad = cells(shown.first_rows.rows.table)
    assert first == ("2", "11-20 09:00", "王芳", "139****1234", "厨房顶漏水")
    assert bad[:2] == ("4", "来电时间") and "2026-13-40" in bad[4]


def test_columns_that_say_too_little_are_told_beside_the_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="utf-8")
    shown = opened(qtbot, window, path)
    table = shown.sheets.currentWidget()
    assert isinstance(table, MappingTable)
    for picker in table.pickers:
        picker.setCurrentIndex(0)
    table.changed.emit()
    qtbot.waitUntil(lambda: bool(shown.first_rows.wrong))


def test_rows_that_do_not_come_in_stand_with_row_column_and_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path, out = tmp_path / "清单.csv", tmp_path / "没进来.csv"
    path.write_text(LIST + "A-3,2026-13-40,赵敏,13900009999,门坏了\nA-4,,=1+1,,\n", encoding="utf-8")
    shown = opened(qtbot, window, path)
    assert taken_in(qtbot, shown) == "新增 2 条，已有 0 条，没有进来 2 条"
    qtbot.waitUntil(lambda: [row[1] for row in cells(shown.outcome.rows.table)] == ["4", "5"])
    first, second = cells(shown.outcome.rows.table)
    assert first[1:3] == ("4", "来电时间") and "2026-13-40" in first[3]
    assert second[1:3] == ("5", "内容")
    shown.outcome.copy.click()
    assert QGuiApplication.clipboard().text().splitlines() == shown.outcome.lines()
    shown.save_bad(out)
    qtbot.waitUntil(out.exists)
    qtbot.waitUntil(lambda: "来电时间" in out.read_text("utf-8-sig"))


def test_a_long_import_can_be_stopped_and_gone_on_with(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    rows = (f"B-{n},2026-11-20 09:00,王芳,1390000{n:04d},楼道灯不亮 {n}" for n in range(900))
    path.write_text("编号,来电时间,姓名,电话,内容\n" + "\n".join(rows), encoding="utf-8")
    shown = opened(qtbot, window, path)
    shown.take_in()
    assert shown.progress.isVisible() and not shown.choose.isEnabled()
    shown.progress.stop()
    qtbot.waitUntil(lambda: shown.outcome.isVisible(), timeout=30_000)
    assert "已停止" in shown.outcome.told.text()
    shown.outcome.again.click()
    assert taken_in(qtbot, shown).endswith("没有进来 0 条")
    assert "已停止" not in shown.outcome.told.text()


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


def test_rows_about_open_cases_are_counted_by_themselves(qtbot: QtBot, work: Work, theme: Theme) -> None:
    panel = OutcomePanel(work)
    qtbot.addWidget(panel)
    link = LinkedRow("表", 2, "A-1", None)  # type: ignore[arg-type]
    panel.show_outcome(ImportOutcome(7, 1, (), Changed(), linked=(link,)))
    assert panel.result.text() == "新增 7 条，并入在办 1 条，已有 1 条，没有进来 0 条"
