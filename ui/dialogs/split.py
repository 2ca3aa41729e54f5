"""Cut cases out of one: each with words of its own, the same people and place."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.errors import InvalidInput, ReceptionError
from reception.domain.forms import VOICES
from reception.domain.lifecycle import Act
from ui.case.names import act_words
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step import take
from ui.dialogs.step_draft import Texts
from ui.theme.spacing import sized, spaced
from ui.widgets.button import Button
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import Words
from ui.widgets.text_edit import TextEdit
from ui.words import explained, said, series, translate

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase
    from reception.desk.steps import Stepped

MOST = 9


class Part(QWidget):
    """One case to be cut out: its voice, and what was said about it."""

    def __init__(self, number: int, voice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = sized(TextEdit(longest=20_000, hint=self.tr("居民关于这一件说的话")), height=72)
        self.words.setAccessibleName(self.tr("第 {number} 件的原话").format(number=number))
        self.voice = Choice([Option(key, said(names)) for key, names in VOICES.items()])
        self.voice.setAccessibleName(self.tr("第 {number} 件的类别").format(number=number))
        self.voice.choose(voice)
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        column = spaced(QVBoxLayout(self), 4)
        head = spaced(QHBoxLayout(), 8)
        head.addWidget(Words(self.tr("拆出的第 {number} 件").format(number=number), "strong"))
        head.addWidget(self.voice, 1)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self._wrong)
        self.words.wrong_changed.connect(self._say)

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))


class SplitDialog(ActDialog):
    """One part to begin with; Ctrl+N asks for another."""

    def __init__(self, context: Context, parent: QWidget, opened: "OpenCase") -> None:
        super().__init__(context, parent, act_words(Act.SPLIT), opened.case.number, width=620)
        self._number = opened.case.number
        self._voice = str(opened.case.get("voice"))
        self._parts: list[Part] = []
        self.form.hide()  # its parts stand below
        whole = Words(str(opened.case.words.get("words") or ""), "second", wrap=True)
        self.add(Words(self.tr("原来的话（这一件保留不变）"), "label"))
        self.add(whole)
        self._another = Button(self.tr("再拆一件"), self._add_part, keys="Ctrl+N", icon_name="plus")
        self.add(self._another)
        self.add_usual_buttons(act_words(Act.SPLIT))
        self._add_part()
        self.keep(self._number, Act.SPLIT, act_words(Act.SPLIT), self._typed)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._add_part)

    def focus_first(self) -> None:
        """The words of the first part."""
        self._parts[0].words.setFocus()

    def submit(self) -> None:
        """Cut them out; parts without words are left out."""
        cases = [{"words": words, "voice": part.voice.key} for part in self._parts if (words := part.words.value())]
        if not cases:
            self._parts[0].words.setFocus()
            raise InvalidInput("请写下要拆出的诉求", english="write what is to be split off", field="cases[0].words")
        self.perform(partial(take, self._number, Act.SPLIT, {"cases": cases}), split_words)

    def fill_again(self, texts: Texts) -> None:
        """The words and the voice of every part."""
        for at in range(MOST):
            if f"words {at}" not in texts:
                break
            if at == len(self._parts):
                self._add_part()
            self._parts[at].words.write(texts[f"words {at}"])
            self._parts[at].voice.choose(texts.get(f"voice {at}", self._voice))

    def show_error(self, error: ReceptionError) -> bool:
        """Beside the part it is about."""
        place = error.field.partition("[")[2].partition("]")[0]
        if place.isdigit() and int(place) < len(self._parts):
            self._set_busy(busy=False)
            self._parts[int(place)].words.show_wrong(explained(error))
            return True
        return super().show_error(error)

    def _typed(self) -> Texts:
        parts = [part for part in self._parts if part.words.toPlainText().strip()]
        words = {f"words {at}": part.words.toPlainText() for at, part in enumerate(parts)}
        return words | {f"voice {at}": part.voice.key for at, part in enumerate(parts)}

    def _add_part(self) -> None:
        if len(self._parts) < MOST:
            part = Part(len(self._parts) + 1, self._voice)
            part.words.edited.connect(lambda _: self.keep_soon())
            part.voice.chosen.connect(lambda _: self.keep_soon())
            self._parts.append(part)
            self.add_before(self._another, part)
            self.setTabOrder(part.words, self._another)
            part.words.setFocus()


def split_words(done: "Stepped") -> str:
    """Which numbers came of it."""
    return translate("Split", "已拆出 {numbers}").format(numbers=series(done.numbers))
