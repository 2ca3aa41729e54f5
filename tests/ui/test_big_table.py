"""A list of a million visits: true length, pages on a miss, nothing of an older query."""

import threading
import time
from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.tables.big_model import WINDOW, BigModel, _places
from ui.tables.big_table import BigTable, from_sought
from ui.tables.few import FewRows
from ui.tables.pages import MOST_PAGES, Pages
from ui.tables.panel import TablePanel
from ui.tables.source import PAGE, Column, Row, Tag
from ui.theme.spacing import look
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.widgets.empty_state import EmptyState
from ui.work import Work

COLUMNS = (Column("编号", 160), Column("住户", 100, stretch=True), Column("状态", 90))
MILLION = 1_000_000


def row_of(key: int) -> Row:
    return Row(key, f"{key:032x}", (f"NG07-{key}", f"住户{key}", Tag("待派单", ToneName.INFO)))


class Visits:
    """A query over keys in memory; newest first. `gate` holds the keys back, as a slow disk would."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.order = array("q", keys)
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[int] = []

    def first_page(self) -> list[Row]:
        return [row_of(key) for key in self.order[:PAGE]]

    def keys(self) -> "array[int]":
        self.gate.wait(5)
        return self.order

    def rows(self, keys: Sequence[int]) -> list[Row]:
        self.asked.append(len(keys))
        return [row_of(key) for key in keys]


@pytest.fixture(scope="module")
def million() -> "array[int]":
    return array("q", range(MILLION, 0, -1))


@pytest.fixture
def model(theme: Theme, work: Work) -> BigModel:
    return BigModel(COLUMNS, work)


@pytest.fixture
def table(qtbot: QtBot, model: BigModel) -> BigTable:
    made = BigTable(model, "来访")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def read_aloud(theme: Theme, work: Work) -> BigModel:
    """The model where a screen reader runs."""
    return BigModel(COLUMNS, work, read_aloud=lambda: True)


def show(qtbot: QtBot, model: BigModel, source: Visits) -> None:
    with qtbot.waitSignal(model.counted):
        model.show_source(source)
    qtbot.waitUntil(lambda: model.row_at(0) is not None or model.total == 0)


def words(model: BigModel, row: int) -> object:
    return model.index(row, 0).data()


def test_the_first_page_is_there_before_the_keys(qtbot: QtBot, model: BigModel, million: "array[int]") -> None:
    source = Visits(million)
    source.gate.clear()
    model.show_source(source)
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)
    assert words(model, 0) == "NG07-1000000"
    with qtbot.waitSignal(model.counted) as counted, qtbot.waitSignal(model.rowsInserted):
        source.gate.set()
    assert counted.args == [MILLION]
    assert model.rowCount() == MILLION
    assert words(model, 0) == "NG07-1000000", "what was seen stays seen"
    assert source.asked == []


def test_a_page_of_keys_that_were_replaced_meanwhile_leaves_no_row_empty(qtbot: QtBot, model: BigModel) -> None:
    show(qtbot, model, Visits([2, 1]))
    qtbot.waitUntil(lambda: model._complete)
    model.show_source(FewRows([row_of(9), row_of(8)]))
    words(model, 0)
    model._fetch_wanted()  # asked before the other order is there, with the keys of the one before
    qtbot.waitUntil(lambda: [words(model, row) for row in range(model.rowCount())] == ["NG07-9", "NG07-8"])
    qtbot.wait(100)
    assert [words(model, row) for row in range(model.rowCount())] == ["NG07-9", "NG07-8"]


def test_the_model_keeps_qts_rules_under_a_screen_reader_s_window(
    qtbot: QtBot, read_aloud: BigModel, million: "array[int]", qtmodeltester: ModelTester
) -> None:
    model = read_aloud
    show(qtbot, model, Visits(million))
    assert model.rowCount() == WINDOW
    qtmodeltester.check(model)
    model.move_window(1)
    assert model.window == (WINDOW, 2 * WINDOW)
    qtbot.waitUntil(lambda: words(model, 0) == f"NG07-{MILLION - WINDOW}")
    model.move_window(10_000)
    assert model.window == (MILLION - WINDOW, MILLION)


def test_the_model_keeps_qts_rules_while_it_is_shown_and_refreshed(
    qtbot: QtBot, model: BigModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)
    show(qtbot, model, Visits(range(500, 0, -1)))
    show(qtbot, model, Visits(range(50)))
    show(qtbot, model, Visits(()))
    assert model.rowCount() == 0
    qtmodeltester.check(model)


def test_end_goes_to_the_last_of_a_million(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    source = Visits(million)
    show(qtbot, model, source)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == MILLION - 1
    qtbot.waitUntil(lambda: words(model, MILLION - 1) == "NG07-1")
    assert sum(source.asked) <= 3 * PAGE


def test_a_bar_drawn_across_the_list_fetches_few_pages(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    source = Visits(million)
    show(qtbot, model, source)
    for step in range(100):
        words(model, step * 9_000)
    qtbot.waitUntil(lambda: words(model, 99 * 9_000) is not None)
    assert len(source.asked) <= 6


def test_an_older_query_s_answer_is_dropped(qtbot: QtBot, model: BigModel, million: "array[int]") -> None:
    old, new = Visits(million), Visits((7, 6, 5))
    old.gate.clear()
    model.show_source(old)
    with qtbot.waitSignal(model.counted) as counted:
        model.show_source(new)
    old.gate.set()
    qtbot.wait(50)
    assert counted.args == [3]
    assert (model.rowCount(), words(model, 0)) == (3, "NG07-7")


def test_the_selection_survives_a_new_query_by_key(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    show(qtbot, model, Visits(million))
    table.selectRow(3)
    table.selectionModel().select(
        model.index(5000, 0), table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows
    )
    kept = table.chosen_keys()
    assert kept == [MILLION - 3, MILLION - 5000]
    show(qtbot, model, Visits(range(MILLION - 6000, MILLION + 500)))
    assert sorted(table.chosen_keys()) == sorted(kept)
    assert model.key_at(table.currentIndex().row()) == MILLION - 3


def test_a_refresh_keeps_what_is_seen_until_the_new_is_there(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    source = Visits(million)
    show(qtbot, model, source)
    table.selectRow(2)
    source.order = array("q", [MILLION + 1]) + million
    with qtbot.waitSignal(model.counted):
        model.refresh()
        assert model.rowCount() == MILLION
    assert words(model, 1) == "NG07-1000000", "rows that are known are drawn at once"
    qtbot.waitUntil(lambda: words(model, 0) == "NG07-1000001")
    assert table.chosen_keys() == [MILLION - 2]


def test_return_opens_the_row(qtbot: QtBot, table: BigTable, model: BigModel) -> None:
    show(qtbot, model, Visits(range(10)))
    table.selectRow(4)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].key == 4


def test_letters_do_not_walk_a_million_rows(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    source = Visits(million)
    show(qtbot, model, source)
    QTest.keyClicks(table, "zzz")
    assert sum(source.asked) <= PAGE, "at most what is seen"


def test_a_source_that_fails_is_told_once_a_page(qtbot: QtBot, model: BigModel) -> None:
    class Broken(Visits):
        def rows(self, keys: Sequence[int]) -> list[Row]:
            raise OSError("gone")

    show(qtbot, model, Broken(range(1000)))
    errors: list[Exception] = []
    model.failed.connect(errors.append)
    words(model, 700)
    qtbot.waitUntil(lambda: bool(errors))
    words(model, 700)
    qtbot.wait(30)
    assert len(errors) == 1


def test_cells_speak(qtbot: QtBot, model: BigModel) -> None:
    show(qtbot, model, Visits(range(5)))
    cell = model.index(2, 2)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "待派单"
    row = model.row_at(2)
    assert row is not None and row.cells[2] == Tag("待派单", ToneName.INFO)
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None


def test_an_empty_list_teaches(qtbot: QtBot, theme: Theme, work: Work) -> None:
    empty = EmptyState("inbox", "今天还没有来访", "按 F2 登记第一位居民")
    panel = TablePanel("来访", COLUMNS, work, empty)
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitSignal(panel.counted):
        panel.show_source(Visits(()))
    assert empty.isVisible() and not panel.table.isVisible()
    with qtbot.waitSignal(panel.counted):
        panel.show_source(Visits((1,)))
    assert panel.table.isVisible()


def test_fifty_pages_are_kept_and_the_oldest_goes() -> None:
    pages = Pages()
    pages.take_keys(array("q", range(100 * PAGE)))
    for page in range(MOST_PAGES + 1):
        pages.put(page, [row_of(key) for key in pages.keys_of(page)])
    assert pages.row(0) is None and pages.misses(0)
    assert pages.row(MOST_PAGES * PAGE) is not None and not pages.misses(MOST_PAGES * PAGE)


def test_rows_of_an_earlier_order_go_before_those_of_this() -> None:
    pages = Pages(most=2)
    pages.take_keys(array("q", range(2 * PAGE)))
    for page in (0, 1):
        pages.put(page, [row_of(key) for key in pages.keys_of(page)])
    pages.take_keys(array("q", range(PAGE, 4 * PAGE)))
    assert pages.row(0) is not None, "still shown"
    pages.put(1, [row_of(key) for key in pages.keys_of(1)])
    assert pages.row(0) is not None and pages.row(PAGE) is not None
    pages.put(2, [row_of(key) for key in pages.keys_of(2)])
    assert pages.row(0) is None and pages.row(2 * PAGE) is not None


def test_a_select_all_of_a_million_is_let_go_by_a_new_query(
    qtbot: QtBot, table: BigTable, model: BigModel, million: "array[int]"
) -> None:
    show(qtbot, model, Visits(million))
    table.selectAll()
    started = time.perf_counter()
    table.grab()
    assert time.perf_counter() - started < 1, "drawing does not walk the selection"
    show(qtbot, model, Visits(range(20)))
    assert not table.selectionModel().hasSelection()
    assert model.index(0, 0, QModelIndex()).isValid()


def test_selected_rows_are_found_again_among_keys_that_look_alike() -> None:
    keys = array("q", [0x0500, 0x050000, 5, 7, -1, 1 << 40])
    few, many = frozenset({5, 7, 9, 1 << 40}), frozenset(range(100))
    assert _places(keys, few) == {5: 2, 7: 3, 1 << 40: 5}
    assert _places(keys, many) == {5: 2, 7: 3}
    assert _places(keys, frozenset()) == {}


def test_what_was_sought_stands_on_a_tint(qtbot: QtBot, model: BigModel, table: BigTable) -> None:
    show(qtbot, model, Visits([7]))
    cell = table.visualRect(model.index(0, 1))

    def tinted() -> bool:
        drawn, tint = table.viewport().grab(cell).toImage(), QColor(look().tokens.tone(ToneName.WARN).ground)
        return any(drawn.pixelColor(x, drawn.height() // 2) == tint for x in range(drawn.width()))

    assert not tinted()
    table.mark_sought("住户7")
    assert tinted()
    table.mark_sought("别的")
    assert not tinted()


def test_what_was_sought_is_seen_in_a_narrow_cell() -> None:
    words = "702室暖气片接口漏水"
    assert from_sought(words, "702室暖气…", "漏水") == "…片接口漏水"
    assert from_sought(words, "702室暖气…", "暖气") == words
    assert from_sought(words, words, "漏水") == words


def test_what_only_moves_is_not_drawn_anew(qtbot: QtBot, model: BigModel, table: BigTable) -> None:
    drawn: list[int] = []

    class Drawing(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if isinstance(event, QPaintEvent):
                drawn.append(event.rect().height())
            return False

    show(qtbot, model, Visits(range(100)))
    watch = Drawing()
    table.viewport().installEventFilter(watch)
    for row in (1, 2, 3):  # the first is drawn whole where the window just came
        drawn.clear()
        table.verticalScrollBar().setValue(row)
        qtbot.waitUntil(lambda: bool(drawn))
    assert drawn[-1] <= 2 * table.rowHeight(0), "one row came, the others moved"
