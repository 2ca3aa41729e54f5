"""What is brought: voice, words, category, urgency, 事由 and what is wanted of one case."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain.forms import URGENCIES, VOICES
from ui.theme.spacing import sized, spaced
from ui.visit.filled import FilledCase
from ui.visit.lines import StepLine
from ui.widgets.choice import Choice, Option
from ui.widgets.form import Form
from ui.widgets.labels import ShortWords
from ui.widgets.line_edit import LineEdit
from ui.widgets.phrased import WANTS, WORDS, phrased
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion
from ui.words import Language, language, said, series

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.domain.categories import Category

PAUSE = 250
"""Milliseconds of rest before the words suggest a category."""


class CasePart(Form):
    """One case at a time. `edited` when anything was typed or chosen, `settled` a little after the words rested.

    As long as the clerk has not chosen them, the words choose the category, and the category the urgency.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._by_clerk = False
        self._urgency_given = False
        self.voice = Choice(options(VOICES))
        self.words = phrased(TextEdit(longest=20_000, hint=self.tr("居民怎么说就怎么写，换行可以")), WORDS)
        sized(self.words, min_height=96)
        self.category = StepLine(self._categories, hint=self.tr("名称、首字母或居民的说法；↓ 看常用"))
        self.urgency = Choice(options(URGENCIES))
        self.summary = LineEdit()
        self.wants = phrased(LineEdit(hint=self.tr("修复 / 赔偿 / 解释…   F3 常用语")), WANTS)
        self._suggested = ShortWords("", "meta")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._words_rested)
        self._lay_out()
        self._connect()
        self.show_case(FilledCase())

    def set_choices(self, choices: "Choices") -> None:
        """What can be chosen is known now."""
        self._choices = choices
        self._show_category(self.category.key or self.category.text())
        self._words_rested()

    def show_case(self, case: FilledCase) -> None:
        """Show another case."""
        self._by_clerk = case.by_clerk
        self._urgency_given = bool(case.urgency)
        self.voice.choose(case.voice)
        self.words.write(case.words)
        self._show_category(case.category)
        self.urgency.choose(case.urgency or self._usual_urgency())
        self.summary.write(case.summary)
        self.wants.write(case.wants)
        self.clear_errors()
        self._hint_summary()
        self._suggested.hide()

    def filled(self) -> FilledCase:
        """What stands there."""
        return FilledCase(
            self.words.toPlainText(),
            self.voice.key,
            self.category.key,
            self.urgency.key if self._urgency_given else "",
            self.summary.text().strip(),
            self.wants.text().strip(),
            self._by_clerk,
        )

    def _lay_out(self) -> None:
        self.add(self.tr("类别"), self.voice, "voice")
        self.add(self.tr("原话"), self.words, "words")
        self.add(self.tr("分类"), self._category_field(), "category", span=1)
        self.add(self.tr("缓急"), self.urgency, "urgency", beside=True, span=1)
        self.add(self.tr("事由"), self.summary, "summary", span=1)
        self.add(self.tr("希望"), self.wants, "wants", beside=True, span=1)

    def _category_field(self) -> QWidget:
        """The line with what the words suggest below it."""
        self.category.setAccessibleName(self.tr("分类"))
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 2)
        column.addWidget(self.category)
        column.addWidget(self._suggested)
        self._suggested.hide()
        holder.setFocusProxy(self.category)
        return holder

    def _connect(self) -> None:
        self.words.edited.connect(self._words_edited)
        self.voice.chosen.connect(lambda _: self.edited.emit())
        self.category.textEdited.connect(lambda _: self._category_typed())
        self.category.chosen.connect(lambda _: self._category_chosen())
        self.category.passed.connect(self.focusNextChild)
        self.category.returnPressed.connect(self.focusNextChild)
        self.urgency.chosen.connect(lambda _: self._urgency_chosen())
        for line in (self.summary, self.wants):
            line.textEdited.connect(lambda _: self.edited.emit())
            line.returnPressed.connect(self.focusNextChild)

    def _words_edited(self, _: str) -> None:
        self._rest.start()
        self.edited.emit()

    def _words_rested(self) -> None:
        self._hint_summary()
        if self._choices is not None and not self._by_clerk:
            self._take_suggested(self._choices.suggest(self.words.toPlainText()))
        self.settled.emit()

    def _take_suggested(self, found: "list[Category]") -> None:
        self._suggested.setVisible(bool(found))
        if not found:
            return
        if found[0].path != self.category.key and not self.category.hasFocus():
            self.category.choose(found[0].path, shown(found[0]))
            self._follow_category()
            self.edited.emit()
        others = series(shown(category) for category in found[1:])
        told = self._because(found[0])
        self._suggested.show_text(told + (self.tr("；也可能是：{others}").format(others=others) if others else ""))

    def _because(self, category: "Category") -> str:
        """Which of the words speak for it."""
        why = self._choices.because(self.words.toPlainText(), category.path) if self._choices else []
        if not why:
            return self.tr("按原话建议，可改")
        return self.tr("按原话建议（{why}），可改").format(why=series(why))

    def _category_typed(self) -> None:
        self._by_clerk = bool(self.category.text().strip())
        self._suggested.hide()
        self.edited.emit()

    def _category_chosen(self) -> None:
        self._by_clerk = True
        self._suggested.hide()
        self._follow_category()
        self.edited.emit()
        self.settled.emit()

    def _urgency_chosen(self) -> None:
        self._urgency_given = True
        self.edited.emit()

    def _follow_category(self) -> None:
        if not self._urgency_given:
            self.urgency.choose(self._usual_urgency())

    def _usual_urgency(self) -> str:
        known = self._choices.tree.find(self.category.key) if self._choices and self.category.key else None
        return known.urgency if known else "normal"

    def _show_category(self, path: str) -> None:
        known = self._choices.tree.find(path) if self._choices and path else None
        self.category.choose(path, shown(known) if known else path)

    def _hint_summary(self) -> None:
        from reception.desk.register import summary_of

        words = self.words.toPlainText().strip()
        self.summary.setPlaceholderText(summary_of(words) if words else self.tr("从原话自动取，可改"))

    def _categories(self, typed: str) -> list[Suggestion]:
        if self._choices is None:
            return []
        found = self._choices.find_categories(typed, self.words.toPlainText())
        return [
            Suggestion(
                each.category.path,
                shown(each.category),
                self.tr("{count} 次").format(count=each.used) if each.used else "",
            )
            for each in found
        ]


def shown(category: "Category") -> str:
    """A category in the language spoken, its group before it."""
    path = category.english if language() is Language.ENGLISH and category.english else category.path
    return path.replace("/", " / ")


def options(names: Mapping[str, tuple[str, str]]) -> list[Option]:
    """A table of the domain's names as answers."""
    return [Option(key, said(pair)) for key, pair in names.items()]
