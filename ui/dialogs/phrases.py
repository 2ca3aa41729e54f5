"""What is written again and again (常用语): a digit puts it where the cursor stands.

Each kind of field has its own nine. They are kept on this PC beside what a person chose about the screen; a resident's
words come in only when a clerk keeps them.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget

from ui.dialogs.going import GoingDialog
from ui.settings import Settings
from ui.theme.spacing import sized, spaced
from ui.widgets.composing import when_composed
from ui.widgets.keys import digit_of
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.phrased import ANSWER, NOTE, WANTS, WORDS, kind_of, writing_field, written
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion, SuggestionDelegate, SuggestionModel
from ui.words import said, translate

MOST, LONGEST = 9, 200
USUAL: Mapping[str, tuple[tuple[str, str], ...]] = {
    WORDS: (
        ("以前反映过，一直没人来。", "Said before; nobody has come. "),
        ("家里有老人，行动不便。", "Old people live here and cannot walk well. "),
        ("上门前请先打电话。", "Please telephone before coming. "),
    ),
    WANTS: (
        ("尽快修好", "Repaired soon"), ("赔偿", "Paid for"), ("给个说法", "Explained"), ("停下来", "Stopped"),
        ("上门看看", "Looked at on site"), ("告诉什么时候完", "Told when it is done"),
        ("书面答复", "Answered in writing"),
    ),
    NOTE: (
        ("先控制住再修。", "Make it safe first, then repair. "),
        ("上门前先给居民打电话。", "Telephone the resident before going. "),
        ("办完请居民签字，附前后照片。", "Have the resident sign; add photos before and after. "),
    ),
    ANSWER: (
        ("已经派人，今天到场。", "Somebody is sent and comes today. "),
        ("已约好上门时间。", "A time is agreed on. "),
        ("按改造方案施工，完工后统一恢复。", "It is part of the works and will be restored at their end. "),
    ),
}  # fmt: skip


def open_phrases(settings: Settings, parent: QWidget) -> None:
    """Show the phrases of the field one writes in, once nothing is being composed there."""
    field = writing_field()
    if field is not None:
        when_composed(lambda: PhrasesDialog(settings, field, parent).open())


class PhrasesDialog(GoingDialog):
    """A digit or Enter puts a phrase in; 0 keeps what is selected in the field, or all of it; Delete drops one."""

    def __init__(self, settings: Settings, field: LineEdit | TextEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Phrases", "常用语"))
        self._settings, self._field, self._kind = settings, field, kind_of(field)
        self._model = SuggestionModel(self)
        self._list = _List()
        self._list.setModel(self._model)
        self._list.setItemDelegate(SuggestionDelegate(self._list))
        self._list.setAccessibleName(self.windowTitle())
        self._list.digit.connect(self._digit)
        self._list.dropped.connect(self._drop)
        self._list.activated.connect(lambda index: self._put(index.row()))
        self._told = Words("", "meta", wrap=True)
        column = spaced(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self._list, 1)
        column.addWidget(self._told)
        sized(self, width=440, height=360)
        self._show(phrases_of(settings, self._kind))

    @property
    def phrases(self) -> list[str]:
        """What is offered."""
        return [self._model.suggestion(row).words for row in range(self._model.rowCount())]

    def _show(self, phrases: list[str]) -> None:
        lines = [Suggestion(words, words, str(at)) for at, words in enumerate(phrases, 1)]
        self._model.offer(lines)
        self._list.setCurrentIndex(self._model.index(0))
        self._told.setText(translate("Phrases", "数字放进去   0 存下栏里的话（选中的，或整栏）   Delete 拿掉"))

    def _digit(self, number: int) -> None:
        if number:
            self._put(number - 1)
        else:
            self._keep()

    def _put(self, row: int) -> None:
        if row < len(self.phrases):
            typed = QInputMethodEvent("", [])
            typed.setCommitString(self.phrases[row])
            self.accept()
            QApplication.sendEvent(self._field, typed)

    def _keep(self) -> None:
        words = written(self._field)[:LONGEST]
        if not words:
            self._told.setText(translate("Phrases", "栏里还没有字：先写好，再按 0 存下"))
        elif words not in self.phrases and len(self.phrases) >= MOST:
            self._told.setText(translate("Phrases", "已有九句，先用 Delete 拿掉一句"))
        elif words not in self.phrases:
            self._change([*self.phrases, words])

    def _drop(self, row: int) -> None:
        self._change([words for at, words in enumerate(self.phrases) if at != row])

    def _change(self, phrases: list[str]) -> None:
        self._settings.keep_phrases(self._kind, phrases)
        self._show(phrases)


class _List(QListView):
    """Says which digit was pressed, and which row is to go."""

    digit = Signal(int)
    dropped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self.activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Delete, Enter."""
        row, digit = self.currentIndex().row(), digit_of(event)
        if digit >= 0:
            self.digit.emit(digit)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.dropped.emit(row)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def phrases_of(settings: Settings, kind: str) -> list[str]:
    """The phrases of a kind: those kept here, else the usual ones."""
    kept = settings.phrases(kind)
    return [said(names).strip() for names in USUAL.get(kind, ())] if kept is None else kept
