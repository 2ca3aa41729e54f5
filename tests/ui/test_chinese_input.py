"""Chinese input: one test for each row of the table in the design (screen)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reception.domain.errors import InvalidInput
from ui.app import choose_input_module, input_plugins
from ui.commands import Command, Commands
from ui.theme.spacing import look
from ui.theme.theme import Theme
from ui.widgets.composing import when_composed
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.search_line import SearchLine
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion, TypeAhead

GROUP = ("办理", "Act")


def compose(field: QWidget, preedit: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(preedit, []))


def commit(field: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


class Sheet(QWidget):
    """A form with a line, some words and a line that suggests."""

    def __init__(self) -> None:
        super().__init__()
        self.line = LineEdit()
        self.words = TextEdit()
        self.category = TypeAhead(lambda typed: [Suggestion("sewage", f"{typed}·下水不畅")])
        column = QVBoxLayout(self)
        for part in (self.line, self.words, self.category):
            column.addWidget(part)
        self.resize(400, 300)


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> Iterator[Sheet]:
    made = Sheet()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    yield made


# composing: text() is what is committed


def test_search_waits_for_committed_words(qtbot: QtBot, theme: Theme) -> None:
    search = SearchLine("查找", "")
    qtbot.addWidget(search)
    searched: list[str] = []
    search.searched.connect(searched.append)
    compose(search, "lou")
    compose(search, "loushui")
    qtbot.wait(200)
    assert (search.text(), searched) == ("", [])
    commit(search, "漏水")
    qtbot.waitUntil(lambda: searched == ["漏水"])


def test_words_are_edited_only_when_they_differ(sheet: Sheet) -> None:
    heard: list[str] = []
    sheet.words.edited.connect(heard.append)
    for preedit in ("n", "ni", "nihao"):
        compose(sheet.words, preedit)
    assert heard == []
    commit(sheet.words, "你好")
    assert heard == ["你好"]


# Return and Esc while composing


def test_return_while_composing_enters_nothing(sheet: Sheet, qtbot: QtBot) -> None:
    pressed: list[str] = []
    sheet.line.returnPressed.connect(lambda: pressed.append(sheet.line.text()))
    compose(sheet.line, "wang")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    QTest.keyClick(sheet.line, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert pressed == []
    commit(sheet.line, "王")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert pressed == ["王"]


def test_escape_while_composing_closes_nothing(sheet: Sheet) -> None:
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), sheet)
    shortcut.activated.connect(lambda: fired.append("esc"))
    compose(sheet.line, "wang")
    QTest.keyClick(sheet.line, Qt.Key.Key_Escape)
    assert fired == []
    compose(sheet.line, "")
    QTest.keyClick(sheet.line, Qt.Key.Key_Escape)
    assert fired == ["esc"]


def test_a_shortcut_waits_until_nothing_is_composed(sheet: Sheet) -> None:
    saved: list[str] = []
    commands = Commands(sheet)
    save = Command("save", ("保存", "Save"), lambda: saved.append(sheet.line.text()), GROUP, "Ctrl+Return")
    commands.add([save])
    compose(sheet.line, "wang")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == []
    commit(sheet.line, "王")
    assert saved == ["王"], "the shortcut ran once the words were there"


@pytest.mark.parametrize("name", ["line", "words"])
def test_undo_is_the_field_s_only_once_something_was_typed_there(sheet: Sheet, name: str) -> None:
    taken_back: list[str] = []
    commands = Commands(sheet)
    commands.add([Command("undo", ("撤销", "Undo"), lambda: taken_back.append("act"), GROUP, "Ctrl+Z")])
    field = getattr(sheet, name)
    field.write("已登记的")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken_back == ["act"]
    commit(field, "再写")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken_back == ["act"], "what was typed is taken back, and nothing more"


# focus lost, Ctrl+Enter


def test_what_is_composed_is_not_lost_with_the_focus(sheet: Sheet, qtbot: QtBot) -> None:
    compose(sheet.line, "王")
    sheet.words.setFocus()
    qtbot.waitUntil(sheet.words.hasFocus)
    assert sheet.line.text() == "王"
    compose(sheet.words, "漏水")
    sheet.line.setFocus()
    qtbot.waitUntil(sheet.line.hasFocus)
    assert sheet.words.toPlainText() == "漏水"


def test_a_click_on_save_saves_what_is_composed(sheet: Sheet, qtbot: QtBot) -> None:
    saved: list[str] = []
    button = QPushButton("保存", sheet)
    button.clicked.connect(lambda: when_composed(lambda: saved.append(sheet.line.text())))
    button.show()
    compose(sheet.line, "王")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet.line.take_composition()
    assert saved == ["王"]


def test_ctrl_return_in_the_words_makes_no_line(sheet: Sheet) -> None:
    sheet.words.setFocus()
    commit(sheet.words, "漏水")
    QTest.keyClick(sheet.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.words.toPlainText() == "漏水"


# setText while composing


@pytest.mark.parametrize("name", ["line", "words"])
def test_nothing_is_written_into_a_field_that_is_composing(sheet: Sheet, name: str) -> None:
    field: LineEdit | TextEdit = getattr(sheet, name)
    commit(field, "王")
    compose(field, "juan")
    assert not field.write("李淑芬")
    commit(field, "娟")
    assert field.value() == "王娟"
    assert field.write("李淑芬")
    assert field.value() == "李淑芬"


# QCompleter


def test_the_list_of_suggestions_hides_while_composing_and_takes_no_focus(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.category.setFocus()
    qtbot.waitUntil(sheet.category.hasFocus)
    commit(sheet.category, "下")
    assert sheet.category.open and sheet.category.hasFocus()
    assert QApplication.activePopupWidget() is None
    compose(sheet.category, "shui")
    assert not sheet.category.open
    commit(sheet.category, "水")
    assert sheet.category.open
    QTest.keyClick(sheet.category, Qt.Key.Key_Return)
    assert (sheet.category.key, sheet.category.text()) == ("sewage", "下水·下水不畅")


# validators and maxLength


def test_full_width_digits_become_plain_when_the_field_is_left(sheet: Sheet, qtbot: QtBot) -> None:
    phone = LineEdit(sheet, cleaned=as_code)
    assert phone.validator() is None and phone.maxLength() == 32767
    phone.show()
    phone.setFocus()
    commit(phone, "１３９ ")
    assert phone.text() == "１３９ ", "never while typing"
    sheet.line.setFocus()
    qtbot.waitUntil(lambda: phone.text() == "139")
    assert phone.value() == "139"


def test_length_counts_characters_and_says_so_beside_the_field(qtbot: QtBot, theme: Theme) -> None:
    form, name = Form(), LineEdit(longest=3)
    qtbot.addWidget(form)
    row = form.add("姓名", name, "resident.name")
    form.show()
    name.write("𬭎𠅤㛃")
    assert name.value() == "𬭎𠅤㛃", "three characters, though six UTF-16 units"
    name.write("𬭎𠅤㛃丶")
    with pytest.raises(InvalidInput):
        name.value()
    assert "最多 3 个字" in row.wrong
    assert name.accessibleDescription() == row.wrong
    QTest.keyClick(name, Qt.Key.Key_Backspace)
    assert row.wrong == "", "typing takes the mark away"


def test_an_error_stands_beside_the_field_it_names(qtbot: QtBot, theme: Theme) -> None:
    form, phone = Form(), LineEdit(cleaned=as_code)
    qtbot.addWidget(form)
    row = form.add("电话", phone, "phone")
    form.show()
    assert form.show_error(InvalidInput("电话应为 11 位，还差 4 位", field="resident.phone"))
    assert row.wrong == "电话应为 11 位，还差 4 位"
    assert not form.show_error(InvalidInput("别处", field="unit"))
    form.clear_errors()
    assert row.wrong == ""


# fcitx


def test_fcitx_falls_back_to_ibus() -> None:
    assert {"ibus", "compose"} <= input_plugins()
    environ = {"QT_IM_MODULE": "fcitx"}
    choose_input_module(environ, frozenset({"ibus", "compose"}))
    assert environ == {"QT_IM_MODULE": "ibus"}
    for kept in ({"QT_IM_MODULE": "ibus"}, {}):
        before = dict(kept)
        choose_input_module(kept, frozenset({"ibus", "compose"}))
        assert kept == before


# placeholders (style sheet traps)


def test_a_hint_is_drawn_in_its_own_colour(qtbot: QtBot, theme: Theme) -> None:
    line = LineEdit(hint="██████")
    qtbot.addWidget(line)
    line.resize(200, 30)
    line.show()
    image = line.grab().toImage()
    inks = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert QColor(look().tokens.third).name() in inks
