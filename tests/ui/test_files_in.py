"""A list from elsewhere comes in through the screen: columns confirmed, every row accounted for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot
from support.forms import filled, form, message
from support.keys import digits, press, write
from support.room import Room
from support.screen import away, open_window, shown_page

from reception.desk.lists import CaseFilter, case_lines
from reception.desk.residents import find_residents
from reception.desk.undo import undo
from reception.domain.lifecycle import Act
from reception.intake.columns import Purpose
from ui.files_in.mapping import MappingTable
from ui.pages.files_in import FilesInPage
from ui.pages.page import PageSpec
from ui.shell import MainWindow
from ui.tables.big_table import BigTable
from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import TextSize
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
    qtbot.waitUntil(lambda: page(window).sheets.tabs.count() > 0)
    return page(window)


def tried(qtbot: QtBot, shown: FilesInPage) -> str:
    """What a trial says; one of columns that were confirmed before comes by itself."""
    if not shown.trial.isVisible() and not shown.progress.isVisible():
        shown.go_on()
    qtbot.waitUntil(lambda: shown.trial.isVisible() and not shown.progress.isVisible(), timeout=30_000)
    return shown.trial.result.text()


def taken_in(qtbot: QtBot, shown: FilesInPage) -> str:
    tried(qtbot, shown)
    shown.go_on()
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
    table = shown.sheets.tabs.currentWidget()
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
    assert page(window).wrong.text() and page(window).sheets.tabs.count() == 0


def test_the_first_rows_show_how_they_come_in_a_bad_one_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST + "A-3,2026-13-40,赵敏,13900009999,门坏了\n", encoding="utf-8")
    shown = opened(qtbot, window, path)
    qtbot.waitUntil(lambda: [row[0] for row in cells(shown.sheets.first_rows.rows.table)] == ["2", "3", "4"])
    first, _, bad = cells(shown.sheets.first_rows.rows.table)
    assert first == ("2", "11-20 09:00", "王芳", "139****1234", "厨房顶漏水")
    assert bad[:2] == ("4", "来电时间") and "2026-13-40" in bad[4]


def test_columns_that_say_too_little_are_told_beside_the_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="utf-8")
    shown = opened(qtbot, window, path)
    table = shown.sheets.tabs.currentWidget()
    assert isinstance(table, MappingTable)
    for picker in table.pickers:
        picker.setCurrentIndex(0)
    table.changed.emit()
    qtbot.waitUntil(lambda: bool(shown.sheets.first_rows.wrong))


def test_rows_that_do_not_come_in_stand_with_row_column_and_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path, out = tmp_path / "清单.csv", tmp_path / "没进来.xlsx"
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
    qtbot.waitUntil(lambda: "没进来.xlsx" in window._notice.words)
    sheet = load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["A-3", "2026-13-40"]
    assert sheet["B2"].comment is not None and "2026-13-40" in sheet["B2"].comment.text


def test_a_long_import_can_be_stopped_and_gone_on_with(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    rows = (f"B-{n},2026-11-20 09:00,王芳,1390000{n:04d},楼道灯不亮 {n}" for n in range(900))
    path.write_text("编号,来电时间,姓名,电话,内容\n" + "\n".join(rows), encoding="utf-8")
    shown = opened(qtbot, window, path)
    assert tried(qtbot, shown).startswith("将新增 900 条")
    shown.go_on()
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
    qtbot.waitUntil(lambda: page(window).sheets.tabs.count() == 1)


def test_another_file_dropped_leaves_the_page_open(window: MainWindow, tmp_path: Path) -> None:
    dropped(window, tmp_path / "照片.jpg")
    assert window.open_key == "today"


def test_a_trial_is_let_go_and_the_columns_stay(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, encoding="utf-8")
    shown = opened(qtbot, window, path)
    shown.go_on()
    shown.progress.stop()
    assert not shown.progress.isVisible() and shown.sheets.isVisible() and shown.begin.isEnabled()
    assert tried(qtbot, shown) == "将新增 2 条，并入在办 0 条，已有 0 条，有误 0 条"
    shown.back.click()
    assert shown.sheets.isVisible()


def test_with_the_largest_text_a_low_window_is_enough_for_every_step(
    qtbot: QtBot, window: MainWindow, theme: Theme, tmp_path: Path
) -> None:
    theme.choose(Brightness.LIGHT, TextSize.LARGEST)
    path = tmp_path / "清单.csv"
    path.write_text(LIST + "A-3,2026-13-40,赵敏,13900009999,门坏了\n", encoding="utf-8")
    shown = opened(qtbot, window, path)
    tried(qtbot, shown)
    for table in (shown.trial.rows.table, shown.outcome.rows.table):
        shown.progress.show()
        assert window.minimumSizeHint().height() <= 768
        shown.progress.hide()
        qtbot.waitUntil(lambda table=table: table.isVisible() and table.model().rowCount() > 0)  # type: ignore[misc]
        assert table.isColumnHidden(0), "there is one sheet"
        assert table.horizontalScrollBar().maximum() == 0, "why stands in sight"
        shown.go_on()


# rows about open cases


@pytest.fixture
def open_cases(room: Room) -> tuple[str, str]:
    leak = room.case(words="厨房漏水，流到楼下邻居家", address_text="红旗大街188号3号楼2单元501室")
    lamp = room.case(
        words="院里的路灯不亮，有一周了", address_text="消防家属区", resident={"name": "李国强", "phone": "13912340022"}
    )
    return leak, lamp


ABOUT_OPEN = (
    "工单编号,来电时间,来电人,联系电话,诉求内容,诉求地址\n"
    "RX1,2026-11-23 14:05,张*,139****0000,其家中厨房漏水，流到楼下邻居家,红旗大街188号3号楼2单元501室\n"
    "RX2,2026-11-23 14:20,李*,139****0022,院内路灯不亮已经一周,消防家属区\n"
    "RX3,2026-11-23 14:30,周*,135****0077,建议在院内增加几处公用晾衣架,红旗大街188号\n"
)


def test_a_row_about_an_open_case_goes_into_it_or_opens_its_own(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path, open_cases: tuple[str, str]
) -> None:
    path = tmp_path / "12345.csv"
    path.write_text(ABOUT_OPEN, encoding="utf-8")
    shown = opened(qtbot, window, path)
    assert tried(qtbot, shown) == "将新增 1 条，并入在办 2 条，已有 0 条，有误 0 条"
    window.activateWindow()
    rows = shown.trial.rows.table
    qtbot.waitUntil(lambda: rows.hasFocus() and rows.currentIndex().row() == 0)
    press(Qt.Key.Key_Return)
    assert rows.currentIndex().row() == 1, "Enter takes the proposal and goes on"
    digits("2")
    qtbot.waitUntil(lambda: [row[4] for row in cells(rows)] == ["并入", "另立", "新增"])
    assert open_cases[1] in cells(rows)[1][5]
    press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.outcome.isVisible(), timeout=30_000)
    assert shown.outcome.result.text() == "新增 2 条，并入在办 1 条，已有 0 条，没有进来 0 条"
    assert len(case_lines(room.desk, CaseFilter())) == 4


def test_a_choice_is_taken_back(qtbot: QtBot, window: MainWindow, tmp_path: Path, open_cases: tuple[str, str]) -> None:
    path = tmp_path / "12345.csv"
    path.write_text(ABOUT_OPEN, encoding="utf-8")
    shown = opened(qtbot, window, path)
    tried(qtbot, shown)
    window.activateWindow()
    qtbot.waitUntil(lambda: shown.trial.rows.table.hasFocus() and shown.trial.rows.table.currentIndex().row() == 0)
    digits("2")
    press(Qt.Key.Key_Up)
    digits("1")
    assert taken_in(qtbot, shown) == "新增 1 条，并入在办 2 条，已有 0 条，没有进来 0 条"


def test_a_case_taken_back_while_its_row_was_looked_at_is_told_of(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path, open_cases: tuple[str, str]
) -> None:
    path = tmp_path / "12345.csv"
    path.write_text(ABOUT_OPEN, encoding="utf-8")
    shown = opened(qtbot, window, path)
    tried(qtbot, shown)
    undo(room.desk)  # the latest: the lamp had come by mistake
    assert taken_in(qtbot, shown) == "新增 1 条，并入在办 1 条，已有 0 条，没有进来 1 条"


# rosters

FAMILY = "楼号,单元,房号,姓名,联系电话,与产权人关系\n3,2,501,张淑芬,13904510000,产权人\n3,2,501,张敏,13904510001,女儿\n"


def test_a_roster_dropped_is_recognised_and_asks_for_its_compound(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(FAMILY, encoding="utf-8")
    dropped(window, path)
    qtbot.waitUntil(lambda: page(window).sheets.tabs.count() == 1)
    shown = page(window)
    assert shown.options.purpose.key == Purpose.ROSTER
    assert not shown.sheets.first_rows.isVisible(), "these are no messages"
    window.activateWindow()
    shown.go_on()
    row = shown.options.form.row("compound")
    qtbot.waitUntil(lambda: bool(row.wrong) and shown.options.compound.hasFocus())
    write("消防")
    qtbot.waitUntil(lambda: shown.options.compound.open)
    press(Qt.Key.Key_Return)
    assert shown.options.options.compound == "HQ188"
    assert tried(qtbot, shown).startswith("将新增 2 人，补全 0 人")
    assert find_residents(room.desk, "张敏") == [], "a trial writes nothing"
    assert taken_in(qtbot, shown) == "新增 2 人，补全 0 人，迁居 0 人，已有 0 人，没有进来 0 行"
    assert len(find_residents(room.desk, "张敏")) == 1


def test_a_rosters_columns_are_remembered_and_it_comes_in_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "消防家属区名册.csv"
    path.write_text(FAMILY + "3,2,,李四,13900001111,租户\n", encoding="utf-8")
    assert taken_in(qtbot, opened(qtbot, window, path)).startswith("新增 2 人")
    assert len(page(window).outcome.lines()) == 1, "the line without a home"
    window.go("files_in", str(path))
    qtbot.waitUntil(lambda: page(window).trial.isVisible(), timeout=30_000)
    assert tried(qtbot, page(window)).startswith("将新增 0 人，补全 0 人，迁居 0 人，已有 2 人")


# a sender's own form


def test_a_form_is_answered_beside_the_original_and_its_columns_are_remembered(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    answered, waiting = room.case(), room.case(words="路灯不亮")
    room.step(answered, Act.ANSWER, answer="今天下午来修")
    path = form(tmp_path / "街道月报.xlsx", [message(answered, "漏水"), message(waiting, "灯")])
    shown = opened(qtbot, window, path)
    assert shown.options.purpose.key == Purpose.FORM, "every row is about a case of this room"
    assert tried(qtbot, shown) == "按编号找到 2 行，将填写 1 行；补入 0 行，没有找到 0 行"
    assert list(tmp_path.glob("*.xlsx")) == [path], "a trial writes nothing"
    assert taken_in(qtbot, shown) == "已填 1 行，补入 0 行，1 行没有填：街道月报 已填写.xlsx"
    assert filled(tmp_path / "街道月报 已填写.xlsx")[0][6] == "今天下午来修"
    assert filled(path)[0][6] is None, "the original stays as it was"
    assert "尚无答复" in shown.outcome.lines()[0]
    shown = opened(qtbot, window, path)
    qtbot.waitUntil(lambda: shown.trial.isVisible(), timeout=30_000)
    assert "上次确认" in shown.told.text()


def test_cases_of_the_month_are_added_to_a_form_and_unknown_rows_stand_first(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number = room.case()
    path = form(tmp_path / "月报.xlsx", [message("RX404", "别处的事")])
    shown = opened(qtbot, window, path)
    assert shown.options.purpose.key == Purpose.MESSAGES, "a row that is not here may be a new one"
    window.activateWindow()
    shown.options.purpose.setFocus()
    digits("3")
    qtbot.waitUntil(lambda: shown.options.purpose.key == Purpose.FORM and shown.sheets.tabs.count() == 1)
    assert tried(qtbot, shown) == "按编号找到 0 行，将填写 0 行；补入 0 行，没有找到 1 行"
    shown.options.add.setFocus()
    digits("2")
    qtbot.waitUntil(lambda: "补入 1 行" in shown.trial.result.text() and shown.trial.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: [row[4] for row in cells(shown.trial.rows.table)] == ["没有找到", "补入"])
    assert taken_in(qtbot, shown).startswith("已填 0 行，补入 1 行，1 行没有填")
    assert number in str(filled(tmp_path / "月报 已填写.xlsx"))


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_lost(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    path = form(tmp_path / "月报.xlsx", [message(room.case(), "漏水")])
    shown = opened(qtbot, window, path)
    tried(qtbot, shown)
    shown._do(tmp_path / "没有" / "月报.xlsx")
    qtbot.waitUntil(lambda: "写不进" in shown.wrong.text(), timeout=30_000)
    assert shown.trial.isVisible() and shown.begin.isEnabled()
